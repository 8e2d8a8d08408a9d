// The matcher of compiled patterns: a backtracking machine over the code that re/_compiler.py makes. What is still to be
// tried stands on a stack of numbers, so that long texts don't nest and take memory in proportion; only lookaround, atomic
// groups and possessive repeats, which nest as the pattern does, call `run` again. Group marks are undone by a log.
// Invariant: an entry refers only to entries below it. This file's dispatch loop is long because it is one.
// Read `run` and `backtrack` first. Mirrors Modules/_sre/sre_lib.h.

import { raiseError } from "../objects/errors.ts";
import { handleSignals, signalsDue } from "../vm/signals.ts";
import { asciiLower, type CharSet, isLinebreak, isUnicodeWord, isWord, unicodeLower } from "./sreCharset.ts";
import {
	ANY,
	ANY_ALL,
	ASSERT,
	ASSERT_NOT,
	AT,
	AT_BEGINNING,
	AT_BEGINNING_LINE,
	AT_BEGINNING_STRING,
	AT_BOUNDARY,
	AT_END,
	AT_END_LINE,
	AT_END_STRING,
	AT_LOC_BOUNDARY,
	AT_UNI_BOUNDARY,
	ATOMIC_GROUP,
	BRANCH,
	CATEGORY,
	FAILURE,
	GROUPREF,
	GROUPREF_EXISTS,
	GROUPREF_IGNORE,
	GROUPREF_LOC_IGNORE,
	GROUPREF_UNI_IGNORE,
	IN,
	IN_IGNORE,
	IN_LOC_IGNORE,
	IN_UNI_IGNORE,
	INFO,
	JUMP,
	LITERAL,
	LITERAL_IGNORE,
	LITERAL_LOC_IGNORE,
	LITERAL_UNI_IGNORE,
	MARK,
	MAX_UNTIL,
	MIN_REPEAT_ONE,
	MIN_UNTIL,
	NOT_LITERAL,
	NOT_LITERAL_IGNORE,
	NOT_LITERAL_LOC_IGNORE,
	NOT_LITERAL_UNI_IGNORE,
	POSSESSIVE_REPEAT,
	POSSESSIVE_REPEAT_ONE,
	type Program,
	REPEAT,
	REPEAT_ONE,
	SUCCESS,
} from "./sreProgram.ts";

/** What an entry of the stack is for when the way taken fails. */
const ROUND = 0; // nothing: it says which round of a repeated group is under way
const GO = 1; // the group is left after this round: go on behind it
const ALTERNATIVE = 2; // the alternative whose length stands at pc
const SHRINK = 3; // a greedy run gives one back
const GROW = 4; // a lazy run takes one more
const AGAIN = 5; // a lazy group repeats

/** The words of an entry; the first is what it is for. */
const PC = 1;
const POSITION = 2; // in a round: where the one before began, -1 for none
const UNDO = 3; // how long the log of marks was
const OUTER = 4; // the entry of the round under way when this was made, -1 for none
const START = 5; // of a round: the REPEAT
const LIMIT = 5; // of a run: SHRINK, least position; GROW, how many more it may take, negative for any number
const COUNT = 6; // of a round: rounds begun before it
const ENTRY = 7;

/** So many failures between two looks at signals. */
const PATIENCE = 1 << 13;
/** Numbers in a stack that is kept for the next matcher. */
const KEPT = 1 << 16;
const MOST = 1 << 28;

/** A text as numbers: code points, or bytes. */
export interface Subject {
	readonly units: ArrayLike<number>;
	/** The same as a string, if its UTF-16 units are `units`. */
	readonly plain: string | null;
	/** Half-open range that the pattern may match in; what stands before `start` can be looked at. */
	readonly start: number;
	readonly end: number;
}

/** What the matcher before has left for the next one. */
const spare: { stack: Int32Array | null; undo: Int32Array | null } = { stack: null, undo: null };

export class Matcher {
	/** Start and end of each group, -1 where unset; then the number of the group that was closed last. */
	readonly marks: number[] = [];
	/** Where the match ends. */
	position = 0;
	private readonly program: Program;
	private readonly code: Int32Array;
	private readonly units: ArrayLike<number>;
	private readonly plain: string | null;
	private readonly end: number;
	private stack: Int32Array;
	private top = 0;
	/** Pairs of place in `marks` and old value. */
	private undo: Int32Array;
	private undone = 0;
	/** The entry of the round under way, -1 outside of repeated groups. */
	private round = -1;
	private patience = PATIENCE;

	constructor(program: Program, subject: Subject) {
		this.program = program;
		this.code = program.code;
		this.units = subject.units;
		this.plain = subject.plain;
		this.end = subject.end;
		for (let i = program.groups * 2; i >= 0; i--) this.marks.push(-1);
		this.stack = spare.stack ?? new Int32Array(ENTRY * 64);
		this.undo = spare.undo ?? new Int32Array(64);
		spare.stack = spare.undo = null;
	}

	/** Ends the use of this matcher; its marks stay. */
	release(): void {
		if (this.stack.length <= KEPT) spare.stack = this.stack;
		if (this.undo.length <= KEPT) spare.undo = this.undo;
	}

	/** Whether a match begins at `position`: reaching the end if `whole`, not empty if `nonEmpty`. May run handlers of signals. */
	matchAt(position: number, whole: boolean, nonEmpty: boolean): boolean {
		this.begin();
		return this.run(0, position, whole, nonEmpty ? position : -1);
	}

	/** The first start of a match at or after `from`, or -1. May run handlers of signals. */
	search(from: number, nonEmpty: boolean): number {
		if (this.program.isAnchored) return this.matchAt(from, false, nonEmpty) ? from : -1;
		this.begin();
		for (let at = this.candidate(from); at >= 0; at = this.candidate(at + 1)) {
			if (this.run(0, at, false, nonEmpty && at === from ? at : -1)) return at;
			this.restore(0);
			this.round = -1;
		}
		return -1;
	}

	private begin(): void {
		const { marks } = this;
		for (let i = 0; i < marks.length; i++) marks[i] = -1;
		this.undone = 0;
		this.top = 0;
		this.round = -1;
	}

	/** The next place at or after `from` where a match may begin, or -1. */
	private candidate(from: number): number {
		const { units, end, plain } = this;
		const { prefix } = this.program;
		if (prefix !== "" && plain !== null) {
			const at = plain.indexOf(prefix, from);
			return at < 0 || at + prefix.length > end ? -1 : at;
		}
		const { firstSet } = this.program;
		if (firstSet === null) return from <= end ? from : -1;
		const { table } = firstSet;
		for (let i = from; i < end; i++) {
			const c = units[i]!;
			if (c < 256 ? table[c] === 1 : firstSet.hasFar(c)) return i;
		}
		return -1;
	}

	private setMark(slot: number, value: number): void {
		const { marks } = this;
		if (this.undone + 2 > this.undo.length) this.undo = grown(this.undo);
		this.undo[this.undone++] = slot;
		this.undo[this.undone++] = marks[slot]!;
		marks[slot] = value;
	}

	private restore(to: number): void {
		const { undo, marks } = this;
		let i = this.undone;
		for (; i > to; i -= 2) marks[undo[i - 2]!] = undo[i - 1]!;
		this.undone = i;
	}

	/** A new entry; what `extra` and `count` mean depends on its kind. */
	private push(kind: number, pc: number, position: number, extra: number, count: number): void {
		const { top } = this;
		if (top + ENTRY > this.stack.length) this.stack = grown(this.stack);
		const { stack } = this;
		stack[top] = kind;
		stack[top + PC] = pc;
		stack[top + POSITION] = position;
		stack[top + UNDO] = this.undone;
		stack[top + OUTER] = this.round;
		stack[top + START] = extra;
		stack[top + COUNT] = count;
		this.top = top + ENTRY;
	}

	/** Runs part of the pattern; on success leaves the end in `this.position` and forgets what else could be tried. */
	private inner(pc: number, position: number): boolean {
		const { round, undone } = this;
		const matched = this.run(pc, position, false, -1);
		this.round = round;
		if (!matched) this.restore(undone);
		return matched;
	}

	/** The next instruction: `break` where the way taken fails, `continue` where it goes on. */
	private run(from: number, at: number, whole: boolean, emptyAt: number): boolean {
		const { code, units, end, program } = this;
		const base = this.top;
		let pc = from;
		let position = at;
		for (;;) {
			switch (code[pc]) {
				case FAILURE:
					break;
				case SUCCESS:
					if ((whole && position !== end) || position === emptyAt) break;
					this.top = base;
					this.position = position;
					return true;
				case LITERAL:
					if (position >= end || units[position] !== code[pc + 1]) break;
					position++;
					pc += 2;
					continue;
				case IN:
				case IN_IGNORE:
				case IN_LOC_IGNORE:
				case IN_UNI_IGNORE:
					if (position >= end || !program.setAt(pc).has(units[position]!)) break;
					position++;
					pc += 1 + code[pc + 1]!;
					continue;
				case ANY:
				case ANY_ALL:
					if (position >= end || !program.setAt(pc).has(units[position]!)) break;
					position++;
					pc++;
					continue;
				case NOT_LITERAL:
				case LITERAL_IGNORE:
				case NOT_LITERAL_IGNORE:
				case LITERAL_LOC_IGNORE:
				case NOT_LITERAL_LOC_IGNORE:
				case LITERAL_UNI_IGNORE:
				case NOT_LITERAL_UNI_IGNORE:
				case CATEGORY:
					if (position >= end || !program.setAt(pc).has(units[position]!)) break;
					position++;
					pc += 2;
					continue;
				case AT:
					if (!this.isAt(code[pc + 1]!, position)) break;
					pc += 2;
					continue;
				case MARK: {
					const mark = code[pc + 1]!;
					this.setMark(mark, position);
					if ((mark & 1) === 1) this.setMark(this.marks.length - 1, (mark >> 1) + 1);
					pc += 2;
					continue;
				}
				case JUMP:
				case INFO:
					pc += 1 + code[pc + 1]!;
					continue;
				case BRANCH: {
					const found = this.alternative(pc + 1, position);
					if (found < 0) break;
					pc = found;
					continue;
				}
				case REPEAT_ONE: {
					const least = fewest(code[pc + 2]!);
					const count = this.count(pc + 4, position, code[pc + 3]!);
					if (count < least) break;
					const tail = pc + 1 + code[pc + 1]!;
					if (count > least) this.push(SHRINK, tail, position + count, position + least, 0);
					position += count;
					pc = tail;
					continue;
				}
				case POSSESSIVE_REPEAT_ONE: {
					const count = this.count(pc + 4, position, code[pc + 3]!);
					if (count < fewest(code[pc + 2]!)) break;
					position += count;
					pc += 1 + code[pc + 1]!;
					continue;
				}
				case MIN_REPEAT_ONE: {
					const least = fewest(code[pc + 2]!);
					const most = code[pc + 3]!;
					if (least > 0 && this.count(pc + 4, position, least) < least) break;
					position += least;
					this.push(GROW, pc, position, most < 0 ? -1 : most - least, 0);
					pc += 1 + code[pc + 1]!;
					continue;
				}
				case REPEAT: {
					this.push(ROUND, 0, -1, pc, 0);
					this.round = this.top - ENTRY;
					pc += 1 + code[pc + 1]!;
					continue;
				}
				case MAX_UNTIL:
					pc = this.maxUntil(pc, position);
					continue;
				case MIN_UNTIL:
					pc = this.minUntil(pc, position);
					continue;
				case POSSESSIVE_REPEAT:
					position = this.possessive(pc, position);
					if (position < 0) break;
					pc += 2 + code[pc + 1]!;
					continue;
				case ATOMIC_GROUP:
					if (!this.inner(pc + 2, position)) break;
					position = this.position;
					pc += 1 + code[pc + 1]!;
					continue;
				case ASSERT: {
					const back = position - code[pc + 2]!;
					if (back < 0 || !this.inner(pc + 3, back)) break;
					pc += 1 + code[pc + 1]!;
					continue;
				}
				case ASSERT_NOT: {
					const back = position - code[pc + 2]!;
					const { undone } = this;
					if (back >= 0 && this.inner(pc + 3, back)) {
						this.restore(undone);
						break;
					}
					pc += 1 + code[pc + 1]!;
					continue;
				}
				case GROUPREF:
				case GROUPREF_IGNORE:
				case GROUPREF_LOC_IGNORE:
				case GROUPREF_UNI_IGNORE:
					position = this.afterReference(code[pc]!, code[pc + 1]!, position);
					if (position < 0) break;
					pc += 2;
					continue;
				case GROUPREF_EXISTS:
					pc += this.hasGroup(code[pc + 1]!) ? 3 : 1 + code[pc + 2]!;
					continue;
				default:
					throw new Error(`unknown instruction ${code[pc]} in a compiled pattern`);
			}
			pc = this.backtrack(base);
			if (pc < 0) return false;
			position = this.position;
		}
	}

	/** Undoes the way taken up to what was left to try above `base`: its place in the code, the position in `this.position`; or -1. */
	private backtrack(base: number): number {
		if (--this.patience < 0) this.lookAround();
		const { stack, code } = this;
		while (this.top > base) {
			const entry = this.top - ENTRY;
			this.top = entry;
			const kind = stack[entry]!;
			if (kind === ROUND) continue;
			this.restore(stack[entry + UNDO]!);
			this.round = stack[entry + OUTER]!;
			const pc = stack[entry + PC]!;
			const position = stack[entry + POSITION]!;
			this.position = position;
			if (kind === GO) return pc;
			if (kind === SHRINK) {
				if (this.shrink(entry, position)) return pc;
			} else if (kind === GROW) {
				if (this.growRun(entry, pc, position)) return pc + 1 + code[pc + 1]!;
			} else if (kind === ALTERNATIVE) {
				const found = this.alternative(pc, position);
				if (found >= 0) return found;
			} else if (this.repeatAgain(position)) return this.stack[this.round + START]! + 4;
		}
		return -1;
	}

	/** Every so often, in the midst of a match: runs the handlers of signals that have come. */
	private lookAround(): void {
		this.patience = PATIENCE;
		if (signalsDue()) handleSignals();
	}

	/** The first of the alternatives from the length at `first` on that may match at `position`: its code, or -1; the next ones are left to try. */
	private alternative(first: number, position: number): number {
		const { code, units, end } = this;
		for (let at = first; code[at] !== 0; at += code[at]!) {
			const body = code[at + 1];
			if (body === LITERAL && (position >= end || units[position] !== code[at + 2])) continue;
			if (body === IN && (position >= end || !this.program.setAt(at + 1).has(units[position]!))) continue;
			const next = at + code[at]!;
			if (code[next] !== 0) this.push(ALTERNATIVE, next, position, 0, 0);
			return at + 1;
		}
		return -1;
	}

	/** How many characters from `position` on pass the test at `pc`, at most `most`. */
	private count(pc: number, position: number, most: number): number {
		const { units, code } = this;
		const end = most < 0 || most > this.end - position ? this.end : position + most;
		if (code[pc] === ANY_ALL) return end - position;
		let i = position;
		if (code[pc] === LITERAL) {
			const wanted = code[pc + 1];
			while (i < end && units[i] === wanted) i++;
			return i - position;
		}
		const set: CharSet = this.program.setAt(pc);
		const { table } = set;
		for (; i < end; i++) {
			const c = units[i]!;
			if (c < 256 ? table[c] === 0 : !set.hasFar(c)) break;
		}
		return i - position;
	}

	/** The greedy run of `entry`, just taken from the stack, gives back as much as its tail needs to begin, at least one. */
	private shrink(entry: number, from: number): boolean {
		const { stack, units, code, end } = this;
		const tail = stack[entry + PC]!;
		const least = stack[entry + LIMIT]!;
		let position = from - 1;
		if (code[tail] === LITERAL) {
			const wanted = code[tail + 1];
			while (position >= least && (position >= end || units[position] !== wanted)) position--;
		}
		if (position < least) return false;
		this.position = position;
		if (position > least) {
			stack[entry + POSITION] = position;
			this.top = entry + ENTRY;
		}
		return true;
	}

	/** The lazy run of `entry`, just taken from the stack, takes as much as its tail needs to begin, at least one. */
	private growRun(entry: number, pc: number, from: number): boolean {
		const { stack, units, code, end } = this;
		const tail = pc + 1 + code[pc + 1]!;
		const wanted = code[tail] === LITERAL ? code[tail + 1]! : -1;
		const set = this.program.setAt(pc + 4);
		let left = stack[entry + LIMIT]!;
		let position = from;
		do {
			if (left === 0 || position >= end || !set.has(units[position]!)) return false;
			position++;
			left--;
		} while (wanted >= 0 && units[position] !== wanted);
		this.position = position;
		stack[entry + POSITION] = position;
		stack[entry + LIMIT] = left;
		this.top = entry + ENTRY;
		return true;
	}

	private maxUntil(pc: number, position: number): number {
		const { stack, code, round } = this;
		const start = stack[round + START]!;
		const count = stack[round + COUNT]!;
		const last = stack[round + POSITION]!;
		const most = code[start + 3]!;
		this.round = stack[round + OUTER]!;
		if (count < fewest(code[start + 2]!)) return this.beginRound(ROUND, 0, last, start, count + 1);
		if ((count < most || most < 0) && position !== last) return this.beginRound(GO, pc + 1, position, start, count + 1);
		return pc + 1;
	}

	private beginRound(kind: number, pc: number, position: number, start: number, count: number): number {
		this.push(kind, pc, position, start, count);
		this.round = this.top - ENTRY;
		return start + 4;
	}

	private minUntil(pc: number, position: number): number {
		const { stack, round } = this;
		const start = stack[round + START]!;
		const count = stack[round + COUNT]!;
		if (count < fewest(this.code[start + 2]!)) {
			this.round = stack[round + OUTER]!;
			return this.beginRound(ROUND, 0, stack[round + POSITION]!, start, count + 1);
		}
		this.push(AGAIN, pc, position, 0, 0);
		this.round = stack[round + OUTER]!;
		return pc + 1;
	}

	/** One more round of a lazy group, if it may have one. */
	private repeatAgain(position: number): boolean {
		const { stack, round } = this;
		const start = stack[round + START]!;
		const count = stack[round + COUNT]!;
		const most = this.code[start + 3]!;
		if ((count >= most && most >= 0) || position === stack[round + POSITION]) return false;
		this.round = stack[round + OUTER]!;
		this.beginRound(ROUND, 0, position, start, count + 1);
		return true;
	}

	/** As many rounds as there are, none given back; the end, or -1 for too few. */
	private possessive(pc: number, from: number): number {
		const least = fewest(this.code[pc + 2]!);
		const most = this.code[pc + 3]!;
		let position = from;
		for (let count = 0; count < most || most < 0; count++) {
			if (!this.inner(pc + 4, position)) return count < least ? -1 : position;
			if (this.position === position && count >= least) return position;
			position = this.position;
		}
		return position;
	}

	private hasGroup(group: number): boolean {
		const from = this.marks[group * 2]!;
		return from >= 0 && this.marks[group * 2 + 1]! >= from;
	}

	/** Where the text of a group ends if it occurs again at `position`, else -1. */
	private afterReference(op: number, group: number, position: number): number {
		const from = this.marks[group * 2]!;
		const length = this.marks[group * 2 + 1]! - from;
		if (!this.hasGroup(group) || position + length > this.end) return -1;
		const lower = op === GROUPREF ? null : op === GROUPREF_UNI_IGNORE ? unicodeLower : asciiLower;
		for (let i = 0; i < length; i++) {
			const a = this.units[from + i]!;
			const b = this.units[position + i]!;
			if (a !== b && (lower === null || lower(a) !== lower(b))) return -1;
		}
		return position + length;
	}

	/** AT_BEGINNING, AT_END and the like, by their codes. The beginning is the text's, also where the search begins later. */
	private isAt(where: number, position: number): boolean {
		const { units, end } = this;
		switch (where) {
			case AT_BEGINNING:
			case AT_BEGINNING_STRING:
				return position === 0;
			case AT_BEGINNING_LINE:
				return position === 0 || isLinebreak(units[position - 1]!);
			case AT_END:
				return position === end || (position === end - 1 && isLinebreak(units[position]!));
			case AT_END_LINE:
				return position === end || isLinebreak(units[position]!);
			case AT_END_STRING:
				return position === end;
			default: {
				const word = where >= AT_UNI_BOUNDARY ? isUnicodeWord : isWord;
				const before = position > 0 && word(units[position - 1]!);
				const here = position < end && word(units[position]!);
				const isBoundary = where === AT_BOUNDARY || where === AT_LOC_BOUNDARY || where === AT_UNI_BOUNDARY;
				return (before !== here) === isBoundary;
			}
		}
	}
}

/** A copy with room for as much again. */
/** How often a repeat must match: what a signed word cannot say is more than any text has. */
function fewest(word: number): number {
	return word < 0 ? 0x7fffffff : word;
}

function grown(full: Int32Array): Int32Array {
	if (full.length > MOST) return raiseError("MemoryError");
	const next = new Int32Array(full.length * 2);
	next.set(full);
	return next;
}
