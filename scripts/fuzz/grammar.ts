// The notation of the program generator's grammar, and how a program is made of it. Plain data and text; no Python here
// but indentation. Read `GrammarWriter.expand` first.
//
// `= name` begins a symbol; each alternative begins with `|`, a weight if it isn't 1, and a condition `@word` if it needs a
// place where that word holds. Its text goes on in lines that are indented by two spaces more. `$name` stands for a symbol,
// `$#` for a fresh number, `$(word,-other)name` for a symbol in a place where `word` holds from here on and `other` doesn't.

interface Part {
	/** The text before the symbol. */
	readonly text: string;
	readonly symbol: string | null;
	readonly gained: readonly string[];
	readonly lost: readonly string[];
}

interface Alternative {
	readonly weight: number;
	readonly condition: string | null;
	readonly parts: readonly Part[];
	/** The fewest levels of symbols that end it. */
	least: number;
}

export type Grammar = ReadonlyMap<string, readonly Alternative[]>;

export function readGrammar(text: string): Grammar {
	const grammar = new Map<string, Alternative[]>();
	let current: Alternative[] = [];
	for (const block of text.trim().split(/\n(?=[=|])/)) {
		const header = /^= (\w+)\s*$/.exec(block);
		if (header !== null) {
			if (grammar.has(header[1]!)) throw new Error(`${header[1]} twice`);
			grammar.set(header[1]!, (current = []));
		} else current.push(readAlternative(block));
	}
	measure(grammar);
	return grammar;
}

function readAlternative(block: string): Alternative {
	const [, weight, , condition, text] = /^\|(\d*) ?(@(-?\w+) )?([\s\S]*)$/.exec(block)!;
	const body = text!.trimEnd().replace(/\n {2}/g, "\n");
	const parts: Part[] = [];
	let at = 0;
	for (const match of body.matchAll(/\$(?:\(([^)]*)\))?(#|\w+)/g)) {
		const words = match[1]?.split(",") ?? [];
		const gained = words.filter((word) => !word.startsWith("-"));
		const lost = words.filter((word) => word.startsWith("-")).map((word) => word.slice(1));
		parts.push({ text: body.slice(at, match.index), symbol: match[2]!, gained, lost });
		at = match.index + match[0].length;
	}
	parts.push({ text: body.slice(at), symbol: null, gained: [], lost: [] });
	return { weight: weight === "" ? 1 : Number(weight), condition: condition ?? null, parts, least: Number.POSITIVE_INFINITY };
}

/** Finds the `least` of every alternative: a fixed point. */
function measure(grammar: Grammar): void {
	const least = (symbol: string | null): number => {
		if (symbol === null || symbol === "#") return 0;
		const alternatives = grammar.get(symbol);
		if (alternatives === undefined) throw new Error(`no symbol ${symbol}`);
		return Math.min(...alternatives.filter((a) => a.condition === null).map((a) => a.least));
	};
	for (let changed = true; changed; ) {
		changed = false;
		for (const alternative of [...grammar.values()].flat()) {
			const now = 1 + Math.max(0, ...alternative.parts.map((part) => least(part.symbol)));
			if (now < alternative.least) {
				alternative.least = now;
				changed = true;
			}
		}
	}
}

/** Numbers that a seed gives again. (Mulberry32.) */
export class Random {
	private state: number;

	constructor(seed: number) {
		this.state = (seed * 2654435761 + 97) >>> 0;
	}

	/** A whole number below `n`. */
	below(n: number): number {
		this.state = (this.state + 0x6d2b79f5) >>> 0;
		let t = this.state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) % n;
	}
}

export class GrammarWriter {
	private readonly grammar: Grammar;
	private readonly random: Random;
	private readonly limits: ReadonlyMap<string, number>;
	private number = 0;

	/** `limits`: the most levels for some symbols, however much room there is. */
	constructor(grammar: Grammar, limits: ReadonlyMap<string, number>, random: Random) {
		this.grammar = grammar;
		this.limits = limits;
		this.random = random;
	}

	/** Text for a symbol with at most `depth` levels below it, or as few as there can be. */
	expand(symbol: string, depth: number, place: ReadonlySet<string>): string {
		if (symbol === "#") return String(++this.number);
		const most = Math.min(depth, this.limits.get(symbol) ?? depth);
		const { parts } = this.choose(symbol, most, place);
		let text = "";
		for (const part of parts) {
			text += part.text;
			if (part.symbol === null) continue;
			const inner = part.gained.length + part.lost.length === 0 ? place : changed(place, part);
			const made = this.expand(part.symbol, most - 1, inner);
			const margin = /(?:^|\n)( *)$/.exec(text)?.[1] ?? "";
			text += margin === "" ? made : made.replaceAll("\n", `\n${margin}`);
		}
		return text;
	}

	private choose(symbol: string, depth: number, place: ReadonlySet<string>): Alternative {
		const possible = this.grammar.get(symbol)!.filter(({ condition }) => {
			if (condition === null) return true;
			return condition.startsWith("-") ? !place.has(condition.slice(1)) : place.has(condition);
		});
		let fitting = possible.filter(({ least }) => least <= depth);
		if (fitting.length === 0) {
			const fewest = Math.min(...possible.map(({ least }) => least));
			fitting = possible.filter(({ least }) => least === fewest);
		}
		let at = this.random.below(fitting.reduce((sum, { weight }) => sum + weight, 0));
		return fitting.find(({ weight }) => (at -= weight) < 0)!;
	}
}

function changed(place: ReadonlySet<string>, { gained, lost }: Part): ReadonlySet<string> {
	const inner = new Set([...place, ...gained]);
	for (const word of lost) inner.delete(word);
	return inner;
}
