// Reads the notation of errorGrammar.ts into rules for errorMachine.ts. Groups and repetitions become rules of their own, as
// CPython's generator makes them; so a rule is one of three shapes: alternatives, a loop, or a list with commas. Read
// `readGrammar` first.

import * as T from "./tokens.ts";

/** Shapes of rules. */
export const ALTERNATIVES = 0;
export const LOOP = 1;
export const COMMA_LIST = 2;

/** What an item does with the result of its rule or token. */
export const PLAIN = 0;
export const OPTIONAL = 1;
export const IF_AHEAD = 2;
export const UNLESS_AHEAD = 3;
export const COMMIT = 4;
export const REQUIRED = 5;

export interface Rule {
	id: number;
	name: string;
	shape: number;
	alternatives: Alternative[];
	/** Of a loop or list: what is repeated. */
	item: Item | null;
	minimum: number;
	isMemo: boolean;
	isLeft: boolean;
	isQuiet: boolean;
	/** Only for the second pass. */
	isError: boolean;
	/** Those of which `ErrorMachine.knownStatements` may know. */
	isStatement: boolean;
	/** What the rule may start with. Null: it may match nothing, or raise at any token. */
	first: Kinds | null;
	/** Of a left-recursive rule: what may follow a shorter result to make a longer one. */
	continuation: Kinds | null;
	/** Place of its results in the machine's memory, or -1. */
	slot: number;
}

export interface Item {
	mode: number;
	/** A token's kind, or -1. */
	kind: number;
	/** A soft keyword, or "". */
	word: string;
	rule: Rule | null;
	label: string;
}

export interface Alternative {
	items: Item[];
	/** Is nothing but an error rule, so it is tried only in the second pass. One with other items is tried in the first too. */
	isError: boolean;
	action: Action | null;
}

/** `node`: make one; `label`: pass it on; `check`: a function of errorActions.ts; otherwise an error. */
export type Action =
	| { type: "node" | "label" | "check"; name: string }
	| { type: "error"; where: string; from: string; to: string; message: string };

const LEXEME = /\s*(?:('[^']*'|"(?:\\.|[^"\\])*"|[A-Za-z_]+|->|=>|\.\.|[()?*+%&!~|:^]))/y;

export function readGrammar(text: string): Map<string, Rule> {
	return new Reader().read(text);
}

class Reader {
	private readonly rules = new Map<string, Rule>();
	private readonly bodies = new Map<Rule, string>();
	private lexemes: string[] = [];
	private at = 0;
	private readonly all: Rule[] = [];

	read(text: string): Map<string, Rule> {
		for (const part of text.trim().split(/\n(?=\w)|\n\n(?=\w)/)) {
			const header = /^(\w+)((?: \w+)*):/.exec(part)!;
			const rule = this.newRule(header[1]!, ALTERNATIVES);
			const modes = header[2]!;
			rule.isMemo = modes.includes("memo");
			rule.isLeft = modes.includes("left");
			rule.isQuiet = modes.includes("quiet");
			this.rules.set(rule.name, rule);
			this.bodies.set(rule, part.slice(header[0].length));
		}
		for (const [rule, body] of this.bodies) {
			this.lexemes = split(body);
			this.at = 0;
			this.readAlternatives(rule);
		}
		this.assignSlots();
		findFirst(this.all);
		return this.rules;
	}

	private assignSlots(): void {
		let slot = 0;
		for (const rule of this.all) if (rule.isMemo || rule.isLeft) rule.slot = slot++;
	}

	private newRule(name: string, shape: number): Rule {
		const isError = /bad[A-Z]/.test(name);
		const rule: Rule = {
			id: this.all.length,
			name,
			shape,
			alternatives: [],
			item: null,
			minimum: 0,
			isMemo: false,
			isLeft: false,
			isQuiet: false,
			isError,
			isStatement: name === "statement" || name === "simpleStmt",
			first: null,
			continuation: null,
			slot: -1,
		};
		this.all.push(rule);
		return rule;
	}

	private accept(lexeme: string): boolean {
		if (this.lexemes[this.at] !== lexeme) return false;
		this.at++;
		return true;
	}

	private readAlternatives(rule: Rule): void {
		this.accept("|");
		do rule.alternatives.push(this.readAlternative());
		while (this.accept("|"));
	}

	private readAlternative(): Alternative {
		const out: Alternative = { items: [], isError: false, action: null };
		for (;;) {
			const next = this.lexemes[this.at];
			if (next === undefined || next === "|" || next === ")") break;
			if (next === "->" || next === "=>") {
				out.action = this.readAction();
				break;
			}
			out.items.push(this.readItem());
		}
		out.isError = out.items.length === 1 && out.items[0]!.rule?.isError === true;
		return out;
	}

	private readAction(): Action {
		const isNode = this.lexemes[this.at++] === "->";
		const name = this.lexemes[this.at++]!;
		if (isNode) return { type: name.length === 1 ? "label" : /^(?:check|ensure)/.test(name) ? "check" : "node", name };
		let to = "";
		if (this.accept("..")) to = this.lexemes[this.at]!.startsWith('"') ? ".." : this.lexemes[this.at++]!;
		const message: string = JSON.parse(this.lexemes[this.at++]!);
		return { type: "error", where: name, from: name, to, message };
	}

	private readItem(): Item {
		if (this.accept("~")) return { mode: COMMIT, kind: -1, word: "", rule: null, label: "" };
		const mode = this.accept("&") ? IF_AHEAD : this.accept("!") ? UNLESS_AHEAD : this.accept("^") ? REQUIRED : PLAIN;
		let label = "";
		if (this.lexemes[this.at + 1] === ":" && /^[a-z]$/.test(this.lexemes[this.at]!)) {
			label = this.lexemes[this.at]!;
			this.at += 2;
		}
		const item = this.readSuffix(this.readAtom());
		item.label = label;
		if (mode !== PLAIN) item.mode = mode;
		return item;
	}

	private readAtom(): Item {
		const lexeme = this.lexemes[this.at++]!;
		if (lexeme === "(") {
			const group = this.newRule("", ALTERNATIVES);
			this.readAlternatives(group);
			this.at++;
			return ruleItem(group);
		}
		if (lexeme.startsWith("'")) return tokenItem(tokenKind(lexeme.slice(1, -1)));
		if (lexeme.startsWith('"')) return { mode: PLAIN, kind: -1, word: lexeme.slice(1, -1), rule: null, label: "" };
		const rule = this.rules.get(lexeme);
		if (rule !== undefined) return ruleItem(rule);
		return tokenItem((T as unknown as { [name: string]: number })[lexeme]!);
	}

	private readSuffix(atom: Item): Item {
		if (this.accept("?")) {
			atom.mode = OPTIONAL;
			return atom;
		}
		const suffix = this.lexemes[this.at];
		if (suffix !== "*" && suffix !== "+" && suffix !== "%") return atom;
		this.at++;
		const rule = this.newRule("", suffix === "%" ? COMMA_LIST : LOOP);
		rule.item = atom;
		rule.minimum = suffix === "*" ? 0 : 1;
		return ruleItem(rule);
	}
}

function split(body: string): string[] {
	const out: string[] = [];
	LEXEME.lastIndex = 0;
	for (let match = LEXEME.exec(body); match !== null; match = LEXEME.exec(body)) out.push(match[1]!);
	return out;
}

function ruleItem(rule: Rule): Item {
	return { mode: PLAIN, kind: -1, word: "", rule, label: "" };
}

function tokenItem(kind: number): Item {
	return { mode: PLAIN, kind, word: "", rule: null, label: "" };
}

function tokenKind(text: string): number {
	return (T.OPERATORS.get(text) ?? T.KEYWORDS.get(text))!;
}

/** A set of token kinds, as bits. */
type Kinds = Int32Array;

const WORDS = 4;

export function hasKind(set: Kinds, kind: number): boolean {
	return ((set[kind >> 5]! >>> (kind & 31)) & 1) === 1;
}

function addKind(set: Kinds, kind: number): boolean {
	const before = set[kind >> 5]!;
	set[kind >> 5] = before | (1 << (kind & 31));
	return set[kind >> 5] !== before;
}

function addKinds(set: Kinds, more: Kinds): boolean {
	let hasGrown = false;
	for (let i = 0; i < WORDS; i++) {
		const before = set[i]!;
		set[i] = before | more[i]!;
		if (set[i] !== before) hasGrown = true;
	}
	return hasGrown;
}

/**
 * Works out the first tokens of all rules, by repetition until nothing grows. It saves the machine most of its work: a rule
 * that can't start with the next token fails without being entered, which has the same effect, the token being looked at.
 */
function findFirst(rules: Rule[]): void {
	const open = new Set<Rule>();
	for (const rule of rules) rule.first = new Int32Array(WORDS);
	const order = usedFirst(rules);
	for (let isGrowing = true; isGrowing; ) {
		isGrowing = false;
		for (const rule of order) if (growFirst(rule, open)) isGrowing = true;
	}
	for (const rule of rules) if (rule.isLeft) rule.continuation = findContinuation(rule, open);
	for (const rule of open) rule.first = null;
}

/** The rules in an order in which most stand after those that they use: then few repetitions are needed. */
function usedFirst(rules: Rule[]): Rule[] {
	const order: Rule[] = [];
	const seen = new Set<Rule>();
	const visit = (rule: Rule): void => {
		if (seen.has(rule)) return;
		seen.add(rule);
		if (rule.item?.rule) visit(rule.item.rule);
		for (const { items } of rule.alternatives) for (const item of items) if (item.rule !== null) visit(item.rule);
		order.push(rule);
	};
	rules.forEach(visit);
	return order;
}

/** True if the rule's set, or the set `open` of rules without one, has grown. */
function growFirst(rule: Rule, open: Set<Rule>): boolean {
	const sequences = rule.shape === ALTERNATIVES ? rule.alternatives.map((alternative) => alternative.items) : [[rule.item!]];
	const result: Growth = { hasGrown: false, isOpen: rule.shape === LOOP && rule.minimum === 0 };
	for (const items of sequences) addFirst(rule.first!, items, open, result);
	if (!result.isOpen || open.has(rule)) return result.hasGrown;
	open.add(rule);
	return true;
}

interface Growth {
	hasGrown: boolean;
	/** Some sequence may match nothing, or raise at any token. */
	isOpen: boolean;
}

/** Adds what a sequence may start with. */
function addFirst(first: Kinds, items: Item[], open: Set<Rule>, out: Growth): void {
	for (const item of items) {
		if (item.mode === REQUIRED) break;
		if (item.mode === COMMIT || item.mode === IF_AHEAD || item.mode === UNLESS_AHEAD) continue;
		const hasGrown = item.rule === null ? addKind(first, item.word === "" ? item.kind : T.NAME) : addKinds(first, item.rule.first!);
		if (hasGrown) out.hasGrown = true;
		if (item.mode === PLAIN && !(item.rule !== null && open.has(item.rule))) return;
	}
	out.isOpen = true;
}

function findContinuation(rule: Rule, open: Set<Rule>): Kinds | null {
	const set = new Int32Array(WORDS);
	const result: Growth = { hasGrown: false, isOpen: false };
	for (const { items } of rule.alternatives) if (items[0]!.rule === rule) addFirst(set, items.slice(1), open, result);
	return result.isOpen ? null : set;
}
