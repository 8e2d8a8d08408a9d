// What each instruction does to counts, in a few words: beside a disassembly. "+1" is a new reference to what it names, "−1" one
// given up, "moves" one that goes from the stack to a place or back without a change of its count. Read `effectOf` first.

import { IMMORTAL_REFCNT } from "../heap/header.ts";
import type { PyCode } from "../objects/code.ts";
import * as op from "../compile/opcode.ts";

type Words = string | ((oparg: number, code: PyCode) => string);

const effects = new Map<number, Words>();

function say(words: Words, ...ops: readonly number[]): void {
	for (const opcode of ops) effects.set(opcode, words);
}

const local = ({ localsplusnames }: PyCode, i: number): string => localsplusnames[i]?.value ?? "?";
const name = ({ names }: PyCode, i: number): string => names[i]?.value ?? "?";

say((i, code) => `+1 ${name(code, i)}`, op.LOAD_NAME);
say((i, code) => `+1 ${name(code, i >> 1)}`, op.LOAD_GLOBAL);
say((i, code) => `+1 ${local(code, i)}`, op.LOAD_FAST, op.LOAD_FAST_CHECK, op.LOAD_DEREF);
say((i, code) => `+1 ${local(code, i >> 4)}, +1 ${local(code, i & 15)}`, op.LOAD_FAST_LOAD_FAST);
say((i, code) => `borrows ${local(code, i)}`, op.LOAD_FAST_BORROW);
say((i, code) => `borrows ${local(code, i >> 4)} and ${local(code, i & 15)}`, op.LOAD_FAST_BORROW_LOAD_FAST_BORROW);
say((i, code) => `moves ${local(code, i)} to the stack`, op.LOAD_FAST_AND_CLEAR);
say((i, code) => (code.consts.items[i]!.refcnt === IMMORTAL_REFCNT ? "immortal" : "+1 the constant"), op.LOAD_CONST);
say("immortal", op.LOAD_SMALL_INT, op.LOAD_COMMON_CONSTANT);
say((i, code) => `moves to ${name(code, i)}; −1 what it named`, op.STORE_NAME, op.STORE_GLOBAL);
say((i, code) => `moves to ${local(code, i)}; −1 what it named`, op.STORE_FAST, op.STORE_DEREF);
say((i, code) => `moves to ${local(code, i >> 4)}; −1 what it named; +1 ${local(code, i & 15)}`, op.STORE_FAST_LOAD_FAST);
say((i, code) => `moves to ${local(code, i >> 4)} and ${local(code, i & 15)}; −1 what each named`, op.STORE_FAST_STORE_FAST);
say((i, code) => `−1 ${name(code, i)}`, op.DELETE_NAME, op.DELETE_GLOBAL);
say((i, code) => `−1 ${local(code, i)}`, op.DELETE_FAST, op.DELETE_DEREF);
say((i, code) => `+1 .${name(code, i >> 1)}, −1 its owner`, op.LOAD_ATTR);
say((i, code) => `moves to .${name(code, i)}; −1 what it was, −1 the owner`, op.STORE_ATTR);
say((i, code) => `−1 .${name(code, i)}, −1 the owner`, op.DELETE_ATTR);
say("+1 the item's new holder, −1 the old item, −1 container and subscript", op.STORE_SUBSCR);
say("−1 the item, −1 container and subscript", op.DELETE_SUBSCR);
say("−1", op.POP_TOP, op.END_FOR, op.POP_ITER);
say("+1 a copy", op.COPY);
say(
	"",
	op.SWAP,
	op.NOP,
	op.NOT_TAKEN,
	op.CACHE,
	op.EXTENDED_ARG,
	op.RESUME,
	op.PUSH_NULL,
	op.JUMP_FORWARD,
	op.JUMP_BACKWARD,
	op.JUMP_BACKWARD_NO_INTERRUPT,
);
say("", op.POP_JUMP_IF_FALSE, op.POP_JUMP_IF_TRUE, op.COPY_FREE_VARS, op.SETUP_ANNOTATIONS);
say("a new cell takes the variable over", op.MAKE_CELL);
say("moves to the caller; −1 each local", op.RETURN_VALUE);
say("moves to the receiver", op.YIELD_VALUE);
say("a new generator takes the frame over", op.RETURN_GENERATOR);
say((n) => `a callee takes ${count(n, "argument")}; then −1 each and −1 the callable; a new result`, op.CALL);
say("a callee takes the arguments; then −1 each and −1 the callable; a new result", op.CALL_KW, op.CALL_FUNCTION_EX);
say((n) => `moves ${count(n, "value")} into a new list`, op.BUILD_LIST);
say((n) => `moves ${count(n, "value")} into a new tuple`, op.BUILD_TUPLE);
say((n) => `moves ${count(n, "value")} into a new set`, op.BUILD_SET);
say((n) => `moves ${count(2 * n, "value")} into a new dict`, op.BUILD_MAP);
say("moves into the container", op.LIST_APPEND, op.SET_ADD, op.MAP_ADD);
say("+1 each item; −1 the iterable", op.LIST_EXTEND, op.SET_UPDATE, op.DICT_UPDATE, op.DICT_MERGE);
say("a new iterator; −1 the iterable", op.GET_ITER);
say("+1 the next item; at the end −1 the iterator", op.FOR_ITER);
say("a new function; −1 the code", op.MAKE_FUNCTION);
say("moves into the function", op.SET_FUNCTION_ATTRIBUTE);
say("a new result; −1 both operands", op.BINARY_OP);
say("−1 both operands", op.COMPARE_OP, op.IS_OP, op.CONTAINS_OP);
say("−1 the exception that was handled; the one before is current again", op.POP_EXCEPT);
say("the exception is being handled: +1", op.PUSH_EXC_INFO);
say("+1 each item; −1 the sequence", op.UNPACK_SEQUENCE, op.UNPACK_EX);

function count(n: number, noun: string): string {
	return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

/** What an instruction does to counts. */
export function effectOf(opcode: number, oparg: number, code: PyCode): string {
	const words = effects.get(opcode);
	if (words !== undefined) return typeof words === "string" ? words : words(oparg, code);
	const taken = op.numPopped(opcode, oparg);
	const left = op.numPushed(opcode, oparg);
	return [taken > 0 ? `−1 ${count(taken, "input")}` : "", left > 0 ? `${count(left, "result")}, new or passed on` : ""]
		.filter((text) => text !== "")
		.join("; ");
}
