// The words for a value that waits on an evaluation stack, by the instruction that will take it. One entry for each kind of
// instruction that a person knows by its source; for the others the instruction's own name says it. Read `waitingText` first.

import {
	BINARY_OP,
	BINARY_SLICE,
	BUILD_INTERPOLATION,
	BUILD_LIST,
	BUILD_MAP,
	BUILD_SET,
	BUILD_SLICE,
	BUILD_STRING,
	BUILD_TEMPLATE,
	BUILD_TUPLE,
	CALL,
	CALL_FUNCTION_EX,
	CALL_KW,
	CHECK_EG_MATCH,
	CHECK_EXC_MATCH,
	CLEANUP_THROW,
	COMPARE_OP,
	CONTAINS_OP,
	CONVERT_VALUE,
	DELETE_ATTR,
	DELETE_SUBSCR,
	DICT_MERGE,
	DICT_UPDATE,
	END_ASYNC_FOR,
	END_FOR,
	END_SEND,
	FOR_ITER,
	FORMAT_SIMPLE,
	FORMAT_WITH_SPEC,
	GET_AITER,
	GET_ANEXT,
	GET_AWAITABLE,
	GET_ITER,
	GET_LEN,
	GET_YIELD_FROM_ITER,
	IS_OP,
	LIST_APPEND,
	LIST_EXTEND,
	LOAD_ATTR,
	LOAD_SPECIAL,
	MAKE_FUNCTION,
	MAP_ADD,
	MATCH_CLASS,
	MATCH_KEYS,
	MATCH_MAPPING,
	MATCH_SEQUENCE,
	NB_SUBSCR,
	nbOps,
	opname,
	POP_EXCEPT,
	POP_ITER,
	POP_JUMP_IF_FALSE,
	POP_JUMP_IF_NONE,
	POP_JUMP_IF_NOT_NONE,
	POP_JUMP_IF_TRUE,
	POP_TOP,
	RAISE_VARARGS,
	RERAISE,
	RETURN_VALUE,
	SEND,
	SET_ADD,
	SET_FUNCTION_ATTRIBUTE,
	SET_UPDATE,
	STORE_ATTR,
	STORE_DEREF,
	STORE_FAST,
	STORE_FAST_LOAD_FAST,
	STORE_FAST_STORE_FAST,
	STORE_GLOBAL,
	STORE_NAME,
	STORE_SLICE,
	STORE_SUBSCR,
	TO_BOOL,
	UNARY_INVERT,
	UNARY_NEGATIVE,
	UNARY_NOT,
	UNPACK_EX,
	UNPACK_SEQUENCE,
	WITH_EXCEPT_START,
	YIELD_VALUE,
} from "../compile/opcode.ts";
import type { PyCode } from "../objects/code.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import { callableText } from "./names.ts";
import type { Consumer } from "./stackSlots.ts";

/** What a waiting value is, with the line of its consumer. */
export function waitingText(frame: Frame, consumer: Consumer | null): string {
	if (consumer === null) return `temporary value on the evaluation stack of \`${frame.code.qualname.value}\``;
	const line = frame.code.lineAt(consumer.unit);
	return `${inputText(frame, consumer)}${line === null ? "" : ` in line ${line}`}`;
}

type Words = (consumer: Consumer, frame: Frame) => string;

const OPERANDS: { readonly [name: string]: string } = { lhs: "left", rhs: "right", left: "left", right: "right", value: "the" };
const operandOf =
	(operator: string): Words =>
	({ input }) =>
		`${OPERANDS[input.name]} operand of \`${operator}\``;
const elementOf =
	(what: string): Words =>
	({ input }) =>
		`element ${input.index} of the ${what} under construction`;
/** `thing`: the name of the input that is being built; the others are added to it. */
const underConstruction =
	(thing: string, what: string): Words =>
	({ input }) =>
		input.name === thing ? `${what} under construction` : `what is added to the ${what} under construction`;
const always =
	(text: string): Words =>
	() =>
		text;
const condition = always("value that a condition tests");
const iteratorOfFor = always("iterator of the `for`");
const exception = always("exception being handled");
const subject = always("subject of the `match`");
const awaited = always("what the `await` or `yield from` waits for");
const piece = always("piece of the f-string");
const stored = (name: string): string => `value about to be stored as \`${name}\``;
const storedByName: Words = ({ oparg }, { code }) => stored(code.names[oparg]!.value);
const storedLocal: Words = ({ oparg }, { code }) => stored(localName(code, oparg));
const storedPair: Words = ({ oparg, input }, { code }) => stored(localName(code, input.name === "value1" ? oparg >> 4 : oparg & 15));
const storedFirst: Words = ({ oparg }, { code }) => stored(localName(code, oparg >> 4));

function localName(code: PyCode, i: number): string {
	return code.localsplusnames[i]!.value;
}

const inputs = new Map<number, Words>();

function say(words: Words, ...ops: readonly number[]): void {
	for (const op of ops) inputs.set(op, words);
}

say(callText, CALL, CALL_KW, CALL_FUNCTION_EX);
say(iteratorOfFor, FOR_ITER, END_FOR, POP_ITER, GET_ANEXT, END_ASYNC_FOR);
say(always("what the `for` will iterate over"), GET_ITER, GET_AITER);
say(awaited, SEND, END_SEND, GET_AWAITABLE, GET_YIELD_FROM_ITER, CLEANUP_THROW);
say(always("value waiting in `yield`"), YIELD_VALUE);
say(always("value about to be returned"), RETURN_VALUE);
say(
	(consumer, frame) => (consumer.oparg === NB_SUBSCR ? subscriptText(consumer) : operandOf(nbOps[consumer.oparg]!)(consumer, frame)),
	BINARY_OP,
);
say(({ input }) => `${OPERANDS[input.name]} operand of a comparison`, COMPARE_OP, IS_OP, CONTAINS_OP);
say(operandOf("-"), UNARY_NEGATIVE);
say(operandOf("~"), UNARY_INVERT);
say(condition, TO_BOOL, UNARY_NOT, POP_JUMP_IF_FALSE, POP_JUMP_IF_TRUE, POP_JUMP_IF_NONE, POP_JUMP_IF_NOT_NONE);
say(elementOf("list"), BUILD_LIST);
say(elementOf("tuple"), BUILD_TUPLE);
say(elementOf("set"), BUILD_SET);
say(({ input }) => `${input.index % 2 === 0 ? "key" : "value"} of the dict under construction`, BUILD_MAP);
say(underConstruction("list", "list"), LIST_APPEND, LIST_EXTEND);
say(underConstruction("set", "set"), SET_ADD, SET_UPDATE);
say(underConstruction("dict", "dict"), MAP_ADD, DICT_UPDATE, DICT_MERGE);
say(always("part of the slice under construction"), BUILD_SLICE);
say(piece, FORMAT_SIMPLE, FORMAT_WITH_SPEC, CONVERT_VALUE, BUILD_STRING);
say(always("part of the t-string"), BUILD_TEMPLATE, BUILD_INTERPOLATION);
say(storedByName, STORE_NAME, STORE_GLOBAL);
say(storedLocal, STORE_FAST, STORE_DEREF);
say(storedPair, STORE_FAST_STORE_FAST);
say(storedFirst, STORE_FAST_LOAD_FAST);
say(({ oparg, input }, { code }) => {
	const name = code.names[oparg]!.value;
	return input.name === "v"
		? `value about to be stored as attribute \`${name}\``
		: `object whose attribute \`${name}\` is about to be stored`;
}, STORE_ATTR);
say(({ oparg }, { code }) => `object whose attribute \`${code.names[oparg]!.value}\` is about to be deleted`, DELETE_ATTR);
say(({ oparg }, { code }) => `object whose attribute \`${code.names[oparg >> 1]!.value}\` is read`, LOAD_ATTR);
say(subscriptText, BINARY_SLICE, STORE_SUBSCR, STORE_SLICE, DELETE_SUBSCR);
say(always("exception that was being handled before"), POP_EXCEPT);
say(exception, RERAISE, CHECK_EXC_MATCH, CHECK_EG_MATCH);
say(({ input }) => (input.name.startsWith("exit") ? "`__exit__` of the `with`" : "exception being handled"), WITH_EXCEPT_START);
say(always("context manager of the `with`"), LOAD_SPECIAL);
say(always("exception about to be raised"), RAISE_VARARGS);
say(always("value about to be dropped"), POP_TOP);
say(always("part of the function being made"), MAKE_FUNCTION, SET_FUNCTION_ATTRIBUTE);
say(always("sequence about to be unpacked"), UNPACK_SEQUENCE, UNPACK_EX);
say(subject, MATCH_CLASS, MATCH_KEYS, MATCH_MAPPING, MATCH_SEQUENCE, GET_LEN);

function inputText(frame: Frame, consumer: Consumer): string {
	const words = inputs.get(consumer.op);
	return words === undefined ? `input \`${consumer.input.name}\` of ${opname[consumer.op]}` : words(consumer, frame);
}

const SUBSCRIPT_ROLES: { readonly [name: string]: string } = {
	lhs: "object under a subscript",
	container: "object under a subscript",
	v: "value about to be stored under a subscript",
};

function subscriptText({ input }: Consumer): string {
	return SUBSCRIPT_ROLES[input.name] ?? "subscript";
}

function callText({ input, bottom, running }: Consumer, frame: Frame): string {
	const callable = frame.stack[frame.base + frame.code.nlocalsplus + bottom] ?? null;
	const name = callable === null ? null : callableText(callable);
	const call = name === null ? "call" : `call to \`${name}\``;
	const ofWith = name !== null && /\b__a?exit__$/.test(name);
	if (ofWith && !running) return "`__exit__` of the `with`";
	switch (input.name) {
		case "callable":
		case "func":
			return `function of the ${call}`;
		case "self_or_null":
			return `\`self\` of the ${call}`;
		case "args":
			return `${running ? "" : "waiting as "}argument ${input.index + 1} of the ${call}`;
		case "callargs":
			return `positional arguments of the ${call}`;
		default:
			return `keyword arguments of the ${call}`;
	}
}
