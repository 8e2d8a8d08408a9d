// The module `_opcode`: what `dis` must know of CPython 3.14's instructions. Numbers from 257 on are the compiler's
// pseudo-instructions. The lists were taken from CPython's own `_opcode`. Mirrors Modules/_opcode.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { indexAsNumber } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { False, newBool, True } from "../objects/bool.ts";
import { cIntArgument, integerArgument } from "../objects/conversions.ts";
import { overflowError, valueError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import { newList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { internStr } from "../objects/str.ts";
import { newTuple } from "../objects/tuple.ts";
import { buildModule, setOwned } from "./define.ts";
import { moduleHooks } from "./hooks.ts";

/** Ranges of numbers, ends included. */
const SETS: { readonly [name: string]: string } = {
	has_arg: "44-120 128 143-153 155-195 197 200 209-211 237 239 241-245 247-251 253 255 257-261 263-266",
	has_const: "82 190 191",
	has_exc: "263-265",
	has_free: "62 90 97 111",
	has_jump: "68 70 75-77 100-103 106 172-176 237 248 257-260",
	has_local: "3 63 83-89 112-114 261 266",
	has_name: "61 64 65 72 73 80 91-93 96 110 115 116 179 189 194 195 200 249",
	is_valid: "0-120 128-211 234-266",
};

/** By ranges, the numbers in them. FAST: `import opcode` asks each question for all opcodes. */
const members = new Map<string, ReadonlySet<number>>();

function contains(ranges: string, value: number): boolean {
	let set = members.get(ranges);
	if (set === undefined) members.set(ranges, (set = numbersIn(ranges)));
	return set.has(value);
}

function numbersIn(ranges: string): ReadonlySet<number> {
	const set = new Set<number>();
	for (const range of ranges.split(" ")) {
		const [first, last = first] = range.split("-").map(Number) as [number, number?];
		for (let number = first; number <= last; number++) set.add(number);
	}
	return set;
}

const INTRINSICS_1 =
	"INTRINSIC_1_INVALID INTRINSIC_PRINT INTRINSIC_IMPORT_STAR INTRINSIC_STOPITERATION_ERROR INTRINSIC_ASYNC_GEN_WRAP INTRINSIC_UNARY_POSITIVE " +
	"INTRINSIC_LIST_TO_TUPLE INTRINSIC_TYPEVAR INTRINSIC_PARAMSPEC INTRINSIC_TYPEVARTUPLE INTRINSIC_SUBSCRIPT_GENERIC INTRINSIC_TYPEALIAS";
const INTRINSICS_2 =
	"INTRINSIC_2_INVALID INTRINSIC_PREP_RERAISE_STAR INTRINSIC_TYPEVAR_WITH_BOUND INTRINSIC_TYPEVAR_WITH_CONSTRAINTS " +
	"INTRINSIC_SET_FUNCTION_TYPE_PARAMS INTRINSIC_SET_TYPEPARAM_DEFAULT";
const SPECIAL_METHODS = "__enter__ __exit__ __aenter__ __aexit__";
const BINARY =
	"ADD + AND & FLOOR_DIVIDE // LSHIFT << MATRIX_MULTIPLY @ MULTIPLY * REMAINDER % OR | POWER ** RSHIFT >> SUBTRACT - TRUE_DIVIDE / XOR ^".split(
		" ",
	);

function binaryOperators(): Own<PyObject> {
	const pairs: [string, string][] = [];
	for (const [prefix, suffix] of [
		["NB_", ""],
		["NB_INPLACE_", "="],
	] as const) {
		for (let i = 0; i < BINARY.length; i += 2) pairs.push([prefix + BINARY[i], BINARY[i + 1] + suffix]);
	}
	pairs.push(["NB_SUBSCR", "[]"]);
	return newList(pairs.map((pair) => newTuple(pair.map((text) => incref(internStr(text) as PyObject)))));
}

const texts = (words: string): Own<PyObject> => newList(words.split(" ").map((word) => incref(internStr(word) as PyObject)));

const questions = Object.entries(SETS).map(([name, ranges]) =>
	def(name, "($module, /, opcode)", null, (_m: PyObject, opcode: PyObject) =>
		newBool(contains(ranges, indexAsNumber(opcode, "OverflowError"))),
	),
);

/** The forms of instructions that a monitor is called by, each with the plain one; those without do nothing to the stack. */
const INSTRUMENTED: ReadonlyMap<number, number | null> = new Map([
	..."234:9 235:30 236:10 237:70 239:77 240:28 241:103 242:100 243:101 244:102 245:128 246:35 247:120 248:68 249:96 250:52 251:55 252:4 253:75"
		.split(" ")
		.map((pair) => pair.split(":").map(Number) as [number, number]),
	...[238, 254, 255].map((op) => [op, null] as const),
]);

/** A C long, of which the lower 32 bits count. */
function asLong(oparg: PyObject): number {
	const value = BigInt(integerArgument(oparg));
	if (value !== BigInt.asIntN(64, value)) overflowError("Python int too large to convert to C long");
	return Number(BigInt.asIntN(32, value));
}

function stackEffect(_module: PyObject, opcode: PyObject, oparg: PyObject | null, jump: PyObject | null): Own<PyObject> {
	const op = cIntArgument(opcode);
	const arg = oparg === null || oparg === None ? 0 : asLong(oparg);
	if (jump !== null && jump !== None && jump !== True && jump !== False) valueError("stack_effect: jump must be False, True or None");
	const plain = INSTRUMENTED.has(op) ? INSTRUMENTED.get(op)! : op;
	// An unknown jump counts as one.
	const effect = plain === null ? 0 : moduleHooks.stackEffect(plain, arg, jump !== False);
	return effect === null ? valueError("invalid opcode or oparg") : newInt(effect);
}

const functions: readonly MethodDef[] = [
	...questions,
	def("stack_effect", "($module, opcode, oparg=None, /, *, jump=None)", "How an instruction changes the stack's depth.", stackEffect),
	def("get_intrinsic1_descs", "($module, /)", null, () => texts(INTRINSICS_1)),
	def("get_intrinsic2_descs", "($module, /)", null, () => texts(INTRINSICS_2)),
	def("get_special_method_names", "($module, /)", null, () => texts(SPECIAL_METHODS)),
	def("get_nb_ops", "($module, /)", null, binaryOperators),
	def("get_specialization_stats", "($module, /)", null, () => newNone()),
	def("get_executor", "($module, /, code, offset)", null, () => valueError("no executor exists at that address")),
];

export function initOpcode(): Own<PyModule> {
	const module = hold(buildModule("_opcode", "What dis must know of the instructions.", functions), "module _opcode");
	setOwned(module.dict!, "ENABLE_SPECIALIZATION", newInt(1));
	setOwned(module.dict!, "ENABLE_SPECIALIZATION_FT", newInt(1));
	return take(module);
}
