// The code of a pattern as the matcher runs it: re/_compiler.py's numbers, the sets that its one-character instructions
// test, and what is known of a match's beginning, so that a search passes over places where none can begin.
// Mirrors Modules/_sre/sre_constants.h, and of sre_lib.h what SRE(search) reads of INFO. Read `Program` first.

import { asciiLower, CATEGORIES, CharSet, charsetAt, isLinebreak, type Predicate, unicodeLower } from "./sreCharset.ts";

export const [FAILURE, SUCCESS, ANY, ANY_ALL, ASSERT, ASSERT_NOT, AT, BRANCH, CATEGORY] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
export const [GROUPREF, GROUPREF_EXISTS, IN, INFO, JUMP, LITERAL, MARK, MAX_UNTIL, MIN_UNTIL, NOT_LITERAL] = [
	11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
] as const;
export const [REPEAT, REPEAT_ONE, MIN_REPEAT_ONE, ATOMIC_GROUP, POSSESSIVE_REPEAT, POSSESSIVE_REPEAT_ONE] = [
	23, 24, 26, 27, 28, 29,
] as const;
export const [GROUPREF_IGNORE, IN_IGNORE, LITERAL_IGNORE, NOT_LITERAL_IGNORE] = [30, 31, 32, 33] as const;
export const [GROUPREF_LOC_IGNORE, IN_LOC_IGNORE, LITERAL_LOC_IGNORE, NOT_LITERAL_LOC_IGNORE] = [34, 35, 36, 37] as const;
export const [GROUPREF_UNI_IGNORE, IN_UNI_IGNORE, LITERAL_UNI_IGNORE, NOT_LITERAL_UNI_IGNORE] = [38, 39, 40, 41] as const;
/** Arguments of AT. */
export const [AT_BEGINNING, AT_BEGINNING_LINE, AT_BEGINNING_STRING, AT_BOUNDARY] = [0, 1, 2, 3] as const;
export const [AT_END, AT_END_LINE, AT_END_STRING, AT_LOC_BOUNDARY, AT_UNI_BOUNDARY] = [5, 6, 7, 8, 10] as const;

/** What may stand where a match begins: a set, or null if anything may, also nothing. */
type Beginning = ((c: number) => boolean) | null;

export class Program {
	readonly code: Int32Array;
	readonly groups: number;
	/** The sets of one-character instructions by their places; made when first needed. */
	private readonly sets: (CharSet | null)[];
	/** Undefined until asked for. */
	private first: CharSet | null | undefined = undefined;
	private literal: string | undefined = undefined;

	constructor(code: readonly number[], groups: number) {
		this.code = Int32Array.from(code, (word) => word | 0);
		this.groups = groups;
		this.sets = new Array<CharSet | null>(code.length).fill(null);
	}

	/** What the one-character instruction at `pc` accepts. */
	setAt(pc: number): CharSet {
		return this.sets[pc] ?? (this.sets[pc] = new CharSet(testOf(this.code, pc)));
	}

	/** Whether a match can begin at the start of the text only. */
	get isAnchored(): boolean {
		const { code } = this;
		const pc = afterMarks(code, 0);
		return code[pc] === AT && (code[pc + 1] === AT_BEGINNING || code[pc + 1] === AT_BEGINNING_STRING);
	}

	/** The characters that a match can begin with; null if it may begin anywhere. */
	get firstSet(): CharSet | null {
		if (this.first === undefined) {
			const beginning = beginningAt(this, 0, 0);
			this.first = beginning === null ? null : new CharSet(beginning);
		}
		return this.first;
	}

	/** The characters that every match begins with, one after the other; maybe none. */
	get prefix(): string {
		return (this.literal ??= prefixOf(this.code));
	}
}

/** Length of the instruction for one character at `pc`; 0 if it is another. */
export function sizeOfOne(code: Int32Array, pc: number): number {
	switch (code[pc]) {
		case ANY:
		case ANY_ALL:
			return 1;
		case LITERAL:
		case NOT_LITERAL:
		case LITERAL_IGNORE:
		case NOT_LITERAL_IGNORE:
		case LITERAL_LOC_IGNORE:
		case NOT_LITERAL_LOC_IGNORE:
		case LITERAL_UNI_IGNORE:
		case NOT_LITERAL_UNI_IGNORE:
		case CATEGORY:
			return 2;
		case IN:
		case IN_IGNORE:
		case IN_LOC_IGNORE:
		case IN_UNI_IGNORE:
			return 1 + code[pc + 1]!;
		default:
			return 0;
	}
}

function testOf(code: Int32Array, pc: number): Predicate {
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

/** Past what stands before the first character and takes none. */
function afterMarks(code: Int32Array, pc: number): number {
	while (code[pc] === MARK) pc += 2;
	return code[pc] === INFO ? afterMarks(code, pc + 1 + code[pc + 1]!) : pc;
}

function prefixOf(code: Int32Array): string {
	let prefix = "";
	for (let pc = afterMarks(code, 0); code[pc] === LITERAL; pc = afterMarks(code, pc + 2)) prefix += String.fromCodePoint(code[pc + 1]!);
	return prefix;
}

/** Alternatives within alternatives that are looked into. */
const DEPTH = 8;

/** What a match of the code at `pc` begins with. An instruction that may take nothing gives null: what follows is not looked at. */
function beginningAt(program: Program, from: number, depth: number): Beginning {
	const { code } = program;
	const pc = afterMarks(code, from);
	if (sizeOfOne(code, pc) > 0) {
		const set = program.setAt(pc);
		return (c) => set.has(c);
	}
	switch (code[pc]) {
		case REPEAT_ONE:
		case MIN_REPEAT_ONE:
		case POSSESSIVE_REPEAT_ONE:
		case REPEAT:
		case POSSESSIVE_REPEAT:
			return code[pc + 2]! > 0 ? beginningAt(program, pc + 4, depth) : null;
		case ATOMIC_GROUP:
			return beginningAt(program, pc + 2, depth);
		case AT:
			return beginningAt(program, pc + 2, depth);
		case BRANCH:
			return depth < DEPTH ? beginningOfBranch(program, pc + 1, depth + 1) : null;
		default:
			return null;
	}
}

function beginningOfBranch(program: Program, first: number, depth: number): Beginning {
	const { code } = program;
	const beginnings: Predicate[] = [];
	for (let at = first; code[at] !== 0; at += code[at]!) {
		const beginning = beginningAt(program, at + 1, depth);
		if (beginning === null) return null;
		beginnings.push(beginning);
	}
	return (c) => beginnings.some((beginning) => beginning(c));
}
