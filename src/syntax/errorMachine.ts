// Runs the error grammar over a token list, as CPython's generated parser would: ordered alternatives, remembered results,
// growing left recursion. It keeps its own stack, so deep sources can't overflow JavaScript's. It matters which tokens have
// been looked at (`filled`), because errors without a place of their own stand at the last one. Read `run` first.
// Mirrors the code that Tools/peg_generator writes, and `_PyPegen_expect_token` and friends in Parser/pegen.c.

import {
	ALTERNATIVES,
	type Alternative,
	COMMA_LIST,
	COMMIT,
	hasKind,
	IF_AHEAD,
	type Item,
	LOOP,
	OPTIONAL,
	PLAIN,
	REQUIRED,
	type Rule,
	UNLESS_AHEAD,
} from "./errorNotation.ts";
import { TOO_DEEP } from "./parserCore.ts";
import type { Tokenizer } from "./tokenizer.ts";
import * as T from "./tokens.ts";

/** A piece of the source, from token `start` to token `end`: as much of a syntax tree as messages need. */
export interface Piece {
	/** The AST class, or what it stands for; "token"; "" if nothing asks. */
	type: string;
	start: number;
	end: number;
	/** Values with a label in the alternative that made it. */
	values: { readonly [label: string]: Value } | null;
}

export type Value = Piece | Value[] | null;

/** A rule that failed; null is the value of a missing optional item. */
export const FAILED = Symbol("failed");
export type Result = Value | typeof FAILED;

/** What the machine asks of the actions. */
export interface Actions {
	/** Value of a finished alternative whose action is a check or an error. */
	act(alternative: Alternative, values: { [label: string]: Value }, machine: ErrorMachine, start: number): Result;
	/** A required token is missing: throws. */
	expected(kind: number, at: number): never;
	/** The token where tokenizing failed was reached: throws. */
	tokenizerFailed(): never;
}

/** Of statements in which nothing is wrong: by the first token, the token after it; otherwise 0. */
export interface GoodEnds {
	/** Of compound statements and whole lines. */
	readonly ends: Int32Array;
	/** Of simple statements before a semicolon. */
	readonly simpleEnds: Int32Array;
}

interface Frame {
	rule: Rule;
	start: number;
	alternative: number;
	item: number;
	/** Where the current item began. */
	itemStart: number;
	values: { [label: string]: Value } | null;
	/** The value of the only item so far. */
	single: Value;
	items: Value[] | null;
	isCommitted: boolean;
	wasQuiet: boolean;
	/** Of a left-recursive rule: the longest result so far. */
	seed: Result;
	/** Where that ends; of a list: where the last element ends. */
	seedEnd: number;
}

function newFrame(rule: Rule): Frame {
	return {
		rule,
		start: 0,
		alternative: 0,
		item: 0,
		itemStart: 0,
		values: null,
		single: null,
		items: null,
		isCommitted: false,
		wasQuiet: false,
		seed: FAILED,
		seedEnd: 0,
	};
}

const NO_VALUES: { [label: string]: Value } = {};

/**
 * Results by token and rule: a chain of entries for each token. FAST: objects in an array for each token took twice the
 * room (643 MB where this takes 321) for a statement of 400,000 tokens.
 */
class Memory {
	/** By token: its latest entry, or 0. */
	private readonly heads: Int32Array;
	private count = 0;
	private slots = new Uint8Array(1024);
	private ends = new Int32Array(1024);
	private nexts = new Int32Array(1024);
	private readonly results: Result[] = [FAILED];

	constructor(tokens: number) {
		this.heads = new Int32Array(tokens + 1);
	}

	/** The entry's number, or 0. */
	find(start: number, slot: number): number {
		let entry = this.heads[start]!;
		while (entry !== 0 && this.slots[entry] !== slot) entry = this.nexts[entry]!;
		return entry;
	}

	end(entry: number): number {
		return this.ends[entry]!;
	}

	result(entry: number): Result {
		return this.results[entry]!;
	}

	set(start: number, slot: number, result: Result, end: number): void {
		let entry = this.find(start, slot);
		if (entry === 0) {
			entry = ++this.count;
			if (entry === this.slots.length) this.grow();
			this.slots[entry] = slot;
			this.nexts[entry] = this.heads[start]!;
			this.heads[start] = entry;
		}
		this.ends[entry] = end;
		this.results[entry] = result;
	}

	private grow(): void {
		const length = this.slots.length * 2;
		this.slots = enlarged(this.slots, new Uint8Array(length));
		this.ends = enlarged(this.ends, new Int32Array(length));
		this.nexts = enlarged(this.nexts, new Int32Array(length));
	}
}

function enlarged<Numbers extends Uint8Array | Int32Array>(old: Numbers, bigger: Numbers): Numbers {
	bigger.set(old);
	return bigger;
}

const MAX_STACK = 60000;

export class ErrorMachine {
	readonly tokenizer: Tokenizer;
	readonly t: T.TokenList;
	/** Index of the next token. */
	mark = 0;
	/** Tokens looked at so far. */
	filled = 0;
	/** In the second pass error rules are tried; a quiet rule turns them off below itself. */
	isExplaining = false;
	private readonly actions: Actions;
	private memory: Memory;
	/** What needn't be read again. */
	good: GoodEnds = { ends: new Int32Array(0), simpleEnds: new Int32Array(0) };
	/** Frames are used again: FAST: a third of the time of a long expression went into collecting them. */
	private readonly stack: Frame[] = [];
	private depth = 0;

	constructor(tokenizer: Tokenizer, actions: Actions) {
		this.tokenizer = tokenizer;
		this.t = tokenizer.tokens;
		this.actions = actions;
		this.memory = new Memory(this.t.count);
	}

	/** Forgets results; what has been looked at stays. */
	startPass(isExplaining: boolean): void {
		this.mark = 0;
		this.isExplaining = isExplaining;
		this.memory = new Memory(this.t.count);
		this.depth = 0;
	}

	/** The kind of token `i`, which counts as looked at from now on. */
	look(i: number): number {
		if (i >= this.filled) this.filled = Math.min(i + 1, this.t.count);
		const last = this.t.count - 1;
		if (i >= last && this.t.kind[last] === T.ERRORTOKEN) this.actions.tokenizerFailed();
		return this.t.kind[Math.min(i, last)]!;
	}

	/** Parses `rule` at `mark`. Throws what the actions throw. */
	run(rule: Rule): Result {
		let result: Result | undefined = this.enter(rule);
		for (;;) {
			if (result === undefined) {
				result = this.step(this.stack[this.depth - 1]!);
				continue;
			}
			if (this.depth === 0) return result;
			result = this.receive(this.stack[this.depth - 1]!, result);
		}
	}

	/** Starts `rule` at `mark`: its result if that is known at once, or undefined and a new frame. */
	private enter(rule: Rule): Result | undefined {
		const start = this.mark;
		if (rule.shape === ALTERNATIVES) {
			const kind = this.look(start);
			if (rule.first !== null && !hasKind(rule.first, kind)) return FAILED;
		}
		if (rule.slot >= 0) {
			const known = this.memory.find(start, rule.slot);
			if (known !== 0) {
				this.mark = this.memory.end(known);
				return this.memory.result(known);
			}
		}
		if (rule.isStatement) {
			const end = (rule.name === "statement" ? this.good.ends : this.good.simpleEnds)[start]!;
			if (end > 0) {
				this.mark = end;
				return { type: "", start, end: this.lastToken(start), values: null };
			}
		}
		if (this.depth > MAX_STACK) throw TOO_DEEP;
		const wasQuiet = !this.isExplaining;
		if (rule.isQuiet) this.isExplaining = false;
		if (rule.isLeft) this.remember(rule, this.mark, FAILED, this.mark);
		const frame = (this.stack[this.depth] ??= newFrame(rule));
		this.depth++;
		frame.rule = rule;
		frame.start = start;
		frame.alternative = 0;
		frame.item = 0;
		frame.itemStart = start;
		frame.values = null;
		frame.single = null;
		frame.items = null;
		frame.isCommitted = false;
		frame.wasQuiet = wasQuiet;
		frame.seed = FAILED;
		frame.seedEnd = start;
		return undefined;
	}

	private remember(rule: Rule, start: number, result: Result, end: number): void {
		this.memory.set(start, rule.slot, result, end);
	}

	/** Goes on with the frame's current item; its result, or undefined when something was entered or is to be tried next. */
	private step(frame: Frame): Result | undefined {
		const rule = frame.rule;
		if (rule.shape !== ALTERNATIVES) return this.evaluate(frame, rule.item!);
		const alternative = rule.alternatives[frame.alternative]!;
		if (alternative.isError && !this.isExplaining) return this.nextAlternative(frame);
		if (frame.item === alternative.items.length) return this.finishAlternative(frame, alternative);
		const item = alternative.items[frame.item]!;
		if (item.mode === COMMIT) {
			frame.isCommitted = true;
			frame.item++;
			return undefined;
		}
		return this.evaluate(frame, item);
	}

	/** Result of the item through `receive`, or undefined when its rule was entered. */
	private evaluate(frame: Frame, item: Item): Result | undefined {
		frame.itemStart = this.mark;
		const result = item.rule === null ? this.matchToken(item) : this.enter(item.rule);
		return result === undefined ? undefined : this.receive(frame, result);
	}

	private matchToken(item: Item): Result {
		const i = this.mark;
		const kind = this.look(i);
		if (item.word !== "") {
			if (kind !== T.NAME || this.t.text(i) !== item.word) return FAILED;
		} else if (kind !== item.kind) {
			if (item.mode === REQUIRED) this.actions.expected(item.kind, i);
			return FAILED;
		}
		this.mark = i + 1;
		return { type: kind === T.NAME ? "Name" : "token", start: i, end: i, values: null };
	}

	/** Gives the frame the result of its current item. */
	private receive(frame: Frame, result: Result): Result | undefined {
		switch (frame.rule.shape) {
			case LOOP:
				return this.receiveInLoop(frame, result);
			case COMMA_LIST:
				return this.receiveInList(frame, result);
			default:
				return this.receiveItem(frame, result);
		}
	}

	private receiveInLoop(frame: Frame, result: Result): Result | undefined {
		if (result !== FAILED) {
			(frame.items ??= []).push(result);
			return undefined;
		}
		this.mark = frame.itemStart;
		return this.leave(frame, frame.items === null && frame.rule.minimum > 0 ? FAILED : (frame.items ?? []));
	}

	private receiveInList(frame: Frame, result: Result): Result | undefined {
		if (result === FAILED) {
			if (frame.items === null) return this.leave(frame, FAILED);
			this.mark = frame.seedEnd;
			return this.leave(frame, frame.items);
		}
		frame.items ??= [];
		frame.items.push(result);
		frame.seedEnd = this.mark;
		if (this.look(this.mark) !== T.COMMA) return this.leave(frame, frame.items);
		this.mark++;
		return undefined;
	}

	private receiveItem(frame: Frame, result: Result): Result | undefined {
		const item = frame.rule.alternatives[frame.alternative]!.items[frame.item]!;
		let value: Value;
		switch (item.mode) {
			case OPTIONAL:
				if (result === FAILED) this.mark = frame.itemStart;
				value = result === FAILED ? null : result;
				break;
			case IF_AHEAD:
				this.mark = frame.itemStart;
				if (result === FAILED) return this.nextAlternative(frame);
				frame.item++;
				return undefined;
			case UNLESS_AHEAD:
				this.mark = frame.itemStart;
				if (result !== FAILED) return this.nextAlternative(frame);
				frame.item++;
				return undefined;
			default:
				if (result === FAILED) return this.nextAlternative(frame);
				value = result;
		}
		if (item.label !== "") (frame.values ??= {})[item.label] = value;
		frame.single = value;
		frame.item++;
		return undefined;
	}

	private nextAlternative(frame: Frame): Result | undefined {
		this.mark = frame.start;
		frame.alternative++;
		frame.item = 0;
		frame.values = null;
		if (frame.isCommitted || frame.alternative === frame.rule.alternatives.length) return this.finish(frame, FAILED);
		return undefined;
	}

	private finishAlternative(frame: Frame, alternative: Alternative): Result | undefined {
		const action = alternative.action;
		if (action === null) {
			const items = alternative.items;
			if (items.length === 1 && items[0]!.mode === PLAIN) return this.finish(frame, frame.single);
			return this.finish(frame, { type: "", start: frame.start, end: this.lastToken(frame.start), values: null });
		}
		if (action.type === "label") return this.finish(frame, frame.values?.[action.name] ?? null);
		if (action.type === "node")
			return this.finish(frame, { type: action.name, start: frame.start, end: this.lastToken(frame.start), values: frame.values });
		return this.finish(frame, this.actions.act(alternative, frame.values ?? NO_VALUES, this, frame.start));
	}

	/** The last token of a piece that starts at `start`. */
	lastToken(start: number): number {
		let e = this.mark - 1;
		while (e > start && (this.t.kind[e]! === T.ENDMARKER || (this.t.kind[e]! >= T.NEWLINE && this.t.kind[e]! <= T.DEDENT))) e--;
		return Math.max(e, 0);
	}

	/** An alternative ended, or all failed: grows a left recursion, otherwise leaves the frame. */
	private finish(frame: Frame, result: Result): Result | undefined {
		if (!frame.rule.isLeft) return this.leave(frame, result);
		if (result === FAILED || this.mark <= frame.seedEnd) {
			this.mark = frame.seedEnd;
			return this.leave(frame, frame.seed);
		}
		frame.seed = result;
		frame.seedEnd = this.mark;
		this.remember(frame.rule, frame.start, result, this.mark);
		const next = this.look(this.mark);
		if (frame.rule.continuation !== null && !hasKind(frame.rule.continuation, next)) return this.leave(frame, result);
		this.mark = frame.start;
		frame.alternative = 0;
		frame.item = 0;
		frame.values = null;
		return undefined;
	}

	private leave(frame: Frame, result: Result): Result {
		const rule = frame.rule;
		if (rule.isMemo) this.remember(rule, frame.start, result, this.mark);
		if (rule.isQuiet) this.isExplaining = !frame.wasQuiet;
		this.depth--;
		return result;
	}
}
