// The matcher of compiled patterns: a backtracking machine over the code that re/_compiler.py makes. What is still to be
// tried stands on an explicit stack, so that long texts don't nest; only lookaround, atomic groups and possessive
// repeats, which nest as the pattern does, call `run` again. Group marks are undone by a log. Read `run` first.
// This file's dispatch loop is long because it is one. Mirrors Modules/_sre/sre_lib.h.

import { asciiLower, CATEGORIES, charsetAt, isLinebreak, isUnicodeWord, isWord, type Predicate, unicodeLower } from "./sreCharset.ts";

const [AT_BEGINNING, AT_BEGINNING_STRING] = [0, 2];
const [FAILURE, SUCCESS, ANY, ANY_ALL, ASSERT, ASSERT_NOT, AT, BRANCH, CATEGORY] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const [GROUPREF, GROUPREF_EXISTS, IN, INFO, JUMP, LITERAL, MARK, MAX_UNTIL, MIN_UNTIL, NOT_LITERAL] = [
	11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
];
const [REPEAT, REPEAT_ONE, MIN_REPEAT_ONE, ATOMIC_GROUP, POSSESSIVE_REPEAT, POSSESSIVE_REPEAT_ONE] = [23, 24, 26, 27, 28, 29];
const [GROUPREF_IGNORE, IN_IGNORE, LITERAL_IGNORE, NOT_LITERAL_IGNORE] = [30, 31, 32, 33];
const [GROUPREF_LOC_IGNORE, IN_LOC_IGNORE, LITERAL_LOC_IGNORE, NOT_LITERAL_LOC_IGNORE] = [34, 35, 36, 37];
const [GROUPREF_UNI_IGNORE, IN_UNI_IGNORE, LITERAL_UNI_IGNORE, NOT_LITERAL_UNI_IGNORE] = [38, 39, 40, 41];
const MAXREPEAT = 4294967295;

/** A repeat that is under way; never changed, so that backtracking only needs to remember it. */
interface Repeat {
	readonly start: number;
	readonly count: number;
	readonly lastPosition: number;
	readonly outer: Repeat | null;
}

/** What to do when the way taken fails. */
interface Choice {
	/** "go": continue at `pc`; "branch": the alternative whose length stands at `pc`; "shrink": a greedy run gives one back; "grow": a lazy run takes one more; "again": a lazy group repeats. */
	readonly kind: "go" | "branch" | "shrink" | "grow" | "again";
	readonly pc: number;
	readonly position: number;
	readonly undo: number;
	readonly repeat: Repeat | null;
	/** shrink: least position. grow: how many more it may take. */
	readonly limit: number;
}

/** A text as numbers: code points, or bytes. */
export interface Subject {
	readonly units: ArrayLike<number>;
	/** Where the text ends for the pattern. */
	readonly end: number;
}

export class Program {
	readonly code: readonly number[];
	readonly groups: number;
	/** The tests of single characters by the place of their instruction. */
	private readonly tests = new Map<number, Predicate>();

	constructor(code: readonly number[], groups: number) {
		this.code = code;
		this.groups = groups;
	}

	/** The test that the one-character instruction at `pc` makes. */
	testAt(pc: number): Predicate {
		let test = this.tests.get(pc);
		if (test === undefined) this.tests.set(pc, (test = makeTest(this.code, pc)));
		return test;
	}

	/** Whether a match can begin at the start of the text only. */
	isAnchored(): boolean {
		const { code } = this;
		const pc = code[0] === INFO ? 1 + code[1]! : 0;
		return code[pc] === AT && (code[pc + 1] === AT_BEGINNING || code[pc + 1] === AT_BEGINNING_STRING);
	}

	/** The character that every match begins with, or -1 if that is not known. */
	firstCharacter(): number {
		const { code } = this;
		let pc = code[0] === INFO ? 1 + code[1]! : 0;
		while (code[pc] === MARK) pc += 2;
		return code[pc] === LITERAL ? code[pc + 1]! : -1;
	}
}

function makeTest(code: readonly number[], pc: number): Predicate {
	const argument = code[pc + 1]!;
	switch (code[pc]) {
		case ANY:
			return (c) => !isLinebreak(c);
		case ANY_ALL:
			return () => true;
		case LITERAL:
			return (c) => c === argument;
		case NOT_LITERAL:
			return (c) => c !== argument;
		case LITERAL_IGNORE:
		case LITERAL_LOC_IGNORE:
			return (c) => asciiLower(c) === asciiLower(argument);
		case NOT_LITERAL_IGNORE:
		case NOT_LITERAL_LOC_IGNORE:
			return (c) => asciiLower(c) !== asciiLower(argument);
		case LITERAL_UNI_IGNORE:
			return (c) => unicodeLower(c) === argument;
		case NOT_LITERAL_UNI_IGNORE:
			return (c) => unicodeLower(c) !== argument;
		case CATEGORY:
			return CATEGORIES[argument]!;
		case IN:
			return charsetAt(code, pc + 2);
		default: {
			const set = charsetAt(code, pc + 2);
			const lower = code[pc] === IN_UNI_IGNORE ? unicodeLower : asciiLower;
			return (c) => set(lower(c));
		}
	}
}

/** Length of a one-character instruction. */
function sizeOf(code: readonly number[], pc: number): number {
	const op = code[pc]!;
	if (op === ANY || op === ANY_ALL) return 1;
	return op === IN || op === IN_IGNORE || op === IN_LOC_IGNORE || op === IN_UNI_IGNORE ? 1 + code[pc + 1]! : 2;
}

export class Matcher {
	/** Start and end of each group, -1 where unset; then the index of the group that was closed last. */
	marks: number[];
	/** Where the match ends. */
	position = 0;
	private readonly program: Program;
	private readonly code: readonly number[];
	private readonly units: ArrayLike<number>;
	private readonly end: number;
	private readonly choices: Choice[] = [];
	/** Pairs of place in `marks` and old value. */
	private readonly undo: number[] = [];
	private repeat: Repeat | null = null;

	constructor(program: Program, subject: Subject) {
		this.program = program;
		this.code = program.code;
		this.units = subject.units;
		this.end = subject.end;
		this.marks = [];
	}

	/** Whether a match begins at `position`: reaching the end if `whole`, not empty if `nonEmpty`. */
	matchAt(position: number, whole: boolean, nonEmpty: boolean): boolean {
		this.marks = new Array<number>(this.program.groups * 2 + 1).fill(-1);
		this.undo.length = 0;
		this.choices.length = 0;
		this.repeat = null;
		return this.run(0, position, whole, nonEmpty ? position : -1);
	}

	/** The first start of a match at or after `from`, or -1. */
	search(from: number, nonEmpty: boolean): number {
		if (this.program.isAnchored()) return this.matchAt(from, false, nonEmpty) ? from : -1;
		const first = this.program.firstCharacter();
		for (let i = from; i <= this.end; i++) {
			if (first >= 0 && (i === this.end || this.units[i] !== first)) continue;
			if (this.matchAt(i, false, nonEmpty && i === from)) return i;
		}
		return -1;
	}

	private setMark(slot: number, value: number): void {
		this.undo.push(slot, this.marks[slot]!);
		this.marks[slot] = value;
	}

	private restore(to: number): void {
		const { undo, marks } = this;
		while (undo.length > to) {
			const value = undo.pop()!;
			marks[undo.pop()!] = value;
		}
	}

	private push(kind: Choice["kind"], pc: number, position: number, limit = 0): void {
		this.choices.push({ kind, pc, position, undo: this.undo.length, repeat: this.repeat, limit });
	}

	/** Runs part of the pattern; on success leaves the end in `this.position` and forgets its choices. */
	private inner(pc: number, position: number): boolean {
		const { repeat } = this;
		const undo = this.undo.length;
		const matched = this.run(pc, position, false, -1);
		this.repeat = repeat;
		if (!matched) this.restore(undo);
		return matched;
	}

	private run(from: number, at: number, whole: boolean, emptyAt: number): boolean {
		const { code, units, end, program, choices } = this;
		const base = choices.length;
		let pc = from;
		let position = at;
		for (;;) {
			let ok = true;
			switch (code[pc]) {
				case FAILURE:
					ok = false;
					break;
				case SUCCESS:
					if ((whole && position !== end) || position === emptyAt) {
						ok = false;
						break;
					}
					choices.length = base;
					this.position = position;
					return true;
				case LITERAL:
					ok = position < end && units[position] === code[pc + 1];
					position++;
					pc += 2;
					break;
				case ANY:
				case ANY_ALL:
				case NOT_LITERAL:
				case LITERAL_IGNORE:
				case NOT_LITERAL_IGNORE:
				case LITERAL_LOC_IGNORE:
				case NOT_LITERAL_LOC_IGNORE:
				case LITERAL_UNI_IGNORE:
				case NOT_LITERAL_UNI_IGNORE:
				case CATEGORY:
				case IN:
				case IN_IGNORE:
				case IN_LOC_IGNORE:
				case IN_UNI_IGNORE:
					ok = position < end && program.testAt(pc)(units[position]!);
					position++;
					pc += sizeOf(code, pc);
					break;
				case AT:
					ok = this.isAt(code[pc + 1]!, position);
					pc += 2;
					break;
				case MARK: {
					const mark = code[pc + 1]!;
					this.setMark(mark, position);
					if ((mark & 1) === 1) this.setMark(this.marks.length - 1, (mark >> 1) + 1);
					pc += 2;
					break;
				}
				case JUMP:
				case INFO:
					pc += 1 + code[pc + 1]!;
					break;
				case BRANCH: {
					this.push("branch", pc + 1 + code[pc + 1]!, position);
					pc += 2;
					break;
				}
				case REPEAT_ONE:
				case POSSESSIVE_REPEAT_ONE: {
					const count = this.count(pc + 4, position, code[pc + 3]!);
					ok = count >= code[pc + 2]!;
					if (ok && code[pc] === REPEAT_ONE && count > code[pc + 2]!) this.push("shrink", pc, position + count, position + code[pc + 2]!);
					position += count;
					pc += 1 + code[pc + 1]!;
					break;
				}
				case MIN_REPEAT_ONE: {
					const least = code[pc + 2]!;
					ok = this.count(pc + 4, position, least) === least;
					position += least;
					if (ok) this.push("grow", pc, position, code[pc + 3]! - least);
					pc += 1 + code[pc + 1]!;
					break;
				}
				case REPEAT:
					this.repeat = { start: pc, count: 0, lastPosition: -1, outer: this.repeat };
					pc += 1 + code[pc + 1]!;
					break;
				case MAX_UNTIL:
					pc = this.maxUntil(pc, position);
					break;
				case MIN_UNTIL:
					pc = this.minUntil(pc, position);
					break;
				case POSSESSIVE_REPEAT:
					position = this.possessive(pc, position);
					ok = position >= 0;
					pc += 2 + code[pc + 1]!;
					break;
				case ATOMIC_GROUP:
					ok = this.inner(pc + 2, position);
					position = this.position;
					pc += 1 + code[pc + 1]!;
					break;
				case ASSERT: {
					const back = position - code[pc + 2]!;
					ok = back >= 0 && this.inner(pc + 3, back);
					pc += 1 + code[pc + 1]!;
					break;
				}
				case ASSERT_NOT: {
					const back = position - code[pc + 2]!;
					const undo = this.undo.length;
					ok = back < 0 || !this.inner(pc + 3, back);
					if (!ok) this.restore(undo);
					pc += 1 + code[pc + 1]!;
					break;
				}
				case GROUPREF:
				case GROUPREF_IGNORE:
				case GROUPREF_LOC_IGNORE:
				case GROUPREF_UNI_IGNORE:
					position = this.afterReference(code[pc]!, code[pc + 1]!, position);
					ok = position >= 0;
					pc += 2;
					break;
				case GROUPREF_EXISTS:
					pc = this.marks[code[pc + 1]! * 2 + 1]! >= 0 ? pc + 3 : pc + 1 + code[pc + 2]!;
					break;
				default:
					throw new Error(`unknown instruction ${code[pc]} in a compiled pattern`);
			}
			if (ok) continue;
			const choice = this.takeChoice(base);
			if (choice === null) return false;
			pc = choice.pc;
			position = choice.position;
		}
	}

	/** How many characters from `position` on pass the test at `pc`, at most `most`. */
	private count(pc: number, position: number, most: number): number {
		const { units } = this;
		const limit = most === MAXREPEAT ? this.end : Math.min(this.end, position + most);
		const test = this.program.testAt(pc);
		let i = position;
		while (i < limit && test(units[i]!)) i++;
		return i - position;
	}

	/** The next thing to try, or null if nothing is left above `base`. */
	private takeChoice(base: number): { pc: number; position: number } | null {
		const { choices, code } = this;
		while (choices.length > base) {
			const choice = choices.pop()!;
			this.restore(choice.undo);
			this.repeat = choice.repeat;
			const { kind, pc, position, limit } = choice;
			if (kind === "go") return { pc, position };
			if (kind === "branch") {
				if (code[pc] === 0) continue;
				this.push("branch", pc + code[pc]!, position);
				return { pc: pc + 1, position };
			}
			if (kind === "shrink") {
				const shorter = this.shrink(pc, position - 1, limit);
				if (shorter >= 0) return { pc: pc + 1 + code[pc + 1]!, position: shorter };
			} else if (kind === "grow") {
				if (limit <= 0 || position >= this.end || !this.program.testAt(pc + 4)(this.units[position]!)) continue;
				this.push("grow", pc, position + 1, limit - 1);
				return { pc: pc + 1 + code[pc + 1]!, position: position + 1 };
			} else if (this.repeatAgain(position)) return { pc: this.repeat!.start + 4, position };
		}
		return null;
	}

	/** A shorter run after which the tail may match; where the tail begins with a literal others are passed over. */
	private shrink(pc: number, from: number, least: number): number {
		const { code, units } = this;
		const tail = pc + 1 + code[pc + 1]!;
		let position = from;
		if (code[tail] === LITERAL) while (position >= least && (position >= this.end || units[position] !== code[tail + 1])) position--;
		if (position < least) return -1;
		if (position > least) this.push("shrink", pc, position, least);
		return position;
	}

	private maxUntil(pc: number, position: number): number {
		const repeat = this.repeat!;
		const { start, count, lastPosition, outer } = repeat;
		const most = this.code[start + 3]!;
		if (count < this.code[start + 2]!) {
			this.repeat = { start, count: count + 1, lastPosition, outer };
			return start + 4;
		}
		this.repeat = outer;
		if ((count < most || most === MAXREPEAT) && position !== lastPosition) {
			this.push("go", pc + 1, position);
			this.repeat = { start, count: count + 1, lastPosition: position, outer };
			return start + 4;
		}
		return pc + 1;
	}

	private minUntil(pc: number, position: number): number {
		const repeat = this.repeat!;
		const { start, count, lastPosition, outer } = repeat;
		if (count < this.code[start + 2]!) {
			this.repeat = { start, count: count + 1, lastPosition, outer };
			return start + 4;
		}
		this.push("again", pc, position);
		this.repeat = outer;
		return pc + 1;
	}

	/** One more round of a lazy group, if it may have one; `this.repeat` is what it was at its end. */
	private repeatAgain(position: number): boolean {
		const { start, count, lastPosition, outer } = this.repeat!;
		const most = this.code[start + 3]!;
		if ((count >= most && most !== MAXREPEAT) || position === lastPosition) return false;
		this.repeat = { start, count: count + 1, lastPosition: position, outer };
		return true;
	}

	/** As many rounds as there are, none given back; the end, or -1 for too few. */
	private possessive(pc: number, from: number): number {
		const least = this.code[pc + 2]!;
		const most = this.code[pc + 3]!;
		let position = from;
		for (let count = 0; count < most || most === MAXREPEAT; count++) {
			if (!this.inner(pc + 4, position)) return count < least ? -1 : position;
			if (this.position === position && count >= least) return position;
			position = this.position;
		}
		return position;
	}

	/** Where the text of a group ends if it occurs again at `position`, else -1. */
	private afterReference(op: number, group: number, position: number): number {
		const from = this.marks[group * 2]!;
		const to = this.marks[group * 2 + 1]!;
		if (from < 0 || to < from || position + (to - from) > this.end) return -1;
		const lower = op === GROUPREF ? null : op === GROUPREF_UNI_IGNORE ? unicodeLower : asciiLower;
		for (let i = 0; i < to - from; i++) {
			const a = this.units[from + i]!;
			const b = this.units[position + i]!;
			if (a !== b && (lower === null || lower(a) !== lower(b))) return -1;
		}
		return position + (to - from);
	}

	/** AT_BEGINNING, AT_END and the like, by their codes. */
	private isAt(where: number, position: number): boolean {
		const { units, end } = this;
		switch (where) {
			case 0:
			case 2:
				return position === 0;
			case 1:
				return position === 0 || isLinebreak(units[position - 1]!);
			case 5:
				return position === end || (position === end - 1 && isLinebreak(units[position]!));
			case 6:
				return position === end || isLinebreak(units[position]!);
			case 7:
				return position === end;
			default: {
				const word = where >= 10 ? isUnicodeWord : isWord;
				const before = position > 0 && word(units[position - 1]!);
				const here = position < end && word(units[position]!);
				const isBoundary = where === 3 || where === 8 || where === 10;
				return (before !== here) === isBoundary;
			}
		}
	}
}
