// Where a text stops being JSON: V8 does not always say, and a person wants a line.
//
// A scanner that builds nothing; used only after JSON.parse has failed. Read `jsonErrorOffset` first. Source: RFC 8259.

const STRING = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const SPACE = /[ \t\n\r]*/y;

/** The offset (UTF-16) of the first character that cannot belong to JSON; the text's length if it ends too soon. */
export function jsonErrorOffset(text: string): number {
	const scanner = new Scanner(text);
	if (scanner.value()) scanner.space();
	return scanner.at;
}

class Scanner {
	private readonly text: string;
	at = 0;

	constructor(text: string) {
		this.text = text;
	}

	/** Whether a whole value stood there; `at` is behind it, or where it went wrong. */
	value(): boolean {
		this.space();
		const c = this.text[this.at];
		if (c === "{") return this.list("}", () => this.match(STRING) && this.symbol(":") && this.value());
		if (c === "[") return this.list("]", () => this.value());
		return this.match(c === '"' ? STRING : SCALAR);
	}

	private list(end: string, item: () => boolean): boolean {
		this.at++;
		if (this.symbol(end)) return true;
		for (;;) {
			this.space();
			if (!item()) return false;
			if (this.symbol(end)) return true;
			if (!this.symbol(",")) return false;
		}
	}

	private symbol(symbol: string): boolean {
		this.space();
		if (this.text[this.at] !== symbol) return false;
		this.at++;
		return true;
	}

	space(): void {
		this.match(SPACE);
	}

	private match(pattern: RegExp): boolean {
		pattern.lastIndex = this.at;
		const found = pattern.exec(this.text);
		if (found === null) return false;
		this.at = pattern.lastIndex;
		return true;
	}
}
