// From what a terminal sends to keys: characters, and names such as "left" or "ctrl-a" for the rest. Pure.

/** A key: `text` to insert, or the name of a key; a paste is one long text. */
export type Key = { readonly text: string } | { readonly name: string };

const PASTE_START = "\x1b[200~";
const PASTE_END = "\x1b[201~";

const FINAL: { readonly [letter: string]: string } = { A: "up", B: "down", C: "right", D: "left", H: "home", F: "end", Z: "back-tab" };
const NUMBERED: { readonly [number: string]: string } = {
	1: "home",
	3: "delete",
	4: "end",
	5: "page-up",
	6: "page-down",
	7: "home",
	8: "end",
};
const CONTROL: { readonly [code: number]: string } = { 8: "backspace", 9: "tab", 10: "enter", 13: "enter", 127: "backspace" };

const SEQUENCE = /^\x1b(?:\[([\d;]*)([~A-Za-z])|O([A-Za-z])|([^\x1b[O]))/;

/** Splits what was read into keys. What a paste or a sequence lacks still waits for the next read. */
export class KeyDecoder {
	private waiting = "";

	decode(chunk: string): Key[] {
		this.waiting += chunk;
		const keys: Key[] = [];
		while (this.waiting !== "") {
			const key = this.next();
			if (key === null) break;
			keys.push(key);
		}
		return keys;
	}

	private next(): Key | null {
		const { waiting } = this;
		if (waiting.startsWith(PASTE_START)) return this.paste();
		if (waiting[0] === "\x1b") return this.sequence();
		const code = waiting.charCodeAt(0);
		if (code < 32 || code === 127) return this.take(1, { name: CONTROL[code] ?? `ctrl-${String.fromCharCode(code + 96)}` });
		const text = /^[^\x00-\x1f\x7f]+/.exec(waiting)![0];
		return this.take(text.length, { text });
	}

	private paste(): Key | null {
		const end = this.waiting.indexOf(PASTE_END);
		if (end < 0) return null;
		const text = this.waiting.slice(PASTE_START.length, end).replace(/\r\n?/g, "\n");
		return this.take(end + PASTE_END.length, { text });
	}

	private sequence(): Key | null {
		const match = SEQUENCE.exec(this.waiting);
		// A lone escape does nothing; one that has only begun is rare enough to be lost.
		if (match === null) return this.take(this.waiting.length, { name: "escape" });
		return this.take(match[0].length, { name: nameOf(match) });
	}

	private take(length: number, key: Key): Key {
		this.waiting = this.waiting.slice(length);
		return key;
	}
}

function nameOf([, parameters, final, single, alt]: RegExpExecArray): string {
	if (alt !== undefined) return alt === "\x7f" || alt === "\b" ? "alt-backspace" : `alt-${alt.toLowerCase()}`;
	if (single !== undefined) return FINAL[single] ?? "unknown";
	const [number, modifier] = parameters!.split(";");
	const name = (final === "~" ? NUMBERED[number!] : FINAL[final!]) ?? "unknown";
	if (modifier === undefined) return name;
	// The modifier is one more than a set of bits: 1 shift, 2 alt, 4 control.
	const bits = Number(modifier) - 1;
	return (bits & 4) !== 0 ? `ctrl-${name}` : (bits & 2) !== 0 ? `alt-${name}` : name;
}
