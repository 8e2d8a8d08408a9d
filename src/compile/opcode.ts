// Opcodes by name, and what is derived from the table of opcodes: names, caches, properties, stack effects; with the
// numbers that other arguments have (intrinsics, binary operations, common constants). The constants are literals, so that
// a `switch` over them is a jump table; a test holds them equal to the table. Read `numPopped` first. Mirrors Lib/opcode.py,
// Include/internal/pycore_opcode_metadata.h and Include/internal/pycore_opcode_utils.h.

import { OPCODE_TABLE } from "./opcodeTable.ts";

export const CACHE = 0;
export const BINARY_SLICE = 1;
export const BUILD_TEMPLATE = 2;
export const CALL_FUNCTION_EX = 4;
export const CHECK_EG_MATCH = 5;
export const CHECK_EXC_MATCH = 6;
export const CLEANUP_THROW = 7;
export const DELETE_SUBSCR = 8;
export const END_FOR = 9;
export const END_SEND = 10;
export const EXIT_INIT_CHECK = 11;
export const FORMAT_SIMPLE = 12;
export const FORMAT_WITH_SPEC = 13;
export const GET_AITER = 14;
export const GET_ANEXT = 15;
export const GET_ITER = 16;
export const RESERVED = 17;
export const GET_LEN = 18;
export const GET_YIELD_FROM_ITER = 19;
export const INTERPRETER_EXIT = 20;
export const LOAD_BUILD_CLASS = 21;
export const LOAD_LOCALS = 22;
export const MAKE_FUNCTION = 23;
export const MATCH_KEYS = 24;
export const MATCH_MAPPING = 25;
export const MATCH_SEQUENCE = 26;
export const NOP = 27;
export const NOT_TAKEN = 28;
export const POP_EXCEPT = 29;
export const POP_ITER = 30;
export const POP_TOP = 31;
export const PUSH_EXC_INFO = 32;
export const PUSH_NULL = 33;
export const RETURN_GENERATOR = 34;
export const RETURN_VALUE = 35;
export const SETUP_ANNOTATIONS = 36;
export const STORE_SLICE = 37;
export const STORE_SUBSCR = 38;
export const TO_BOOL = 39;
export const UNARY_INVERT = 40;
export const UNARY_NEGATIVE = 41;
export const UNARY_NOT = 42;
export const WITH_EXCEPT_START = 43;
export const BINARY_OP = 44;
export const BUILD_INTERPOLATION = 45;
export const BUILD_LIST = 46;
export const BUILD_MAP = 47;
export const BUILD_SET = 48;
export const BUILD_SLICE = 49;
export const BUILD_STRING = 50;
export const BUILD_TUPLE = 51;
export const CALL = 52;
export const CALL_INTRINSIC_1 = 53;
export const CALL_INTRINSIC_2 = 54;
export const CALL_KW = 55;
export const COMPARE_OP = 56;
export const CONTAINS_OP = 57;
export const CONVERT_VALUE = 58;
export const COPY = 59;
export const COPY_FREE_VARS = 60;
export const DELETE_ATTR = 61;
export const DELETE_DEREF = 62;
export const DELETE_FAST = 63;
export const DELETE_GLOBAL = 64;
export const DELETE_NAME = 65;
export const DICT_MERGE = 66;
export const DICT_UPDATE = 67;
export const END_ASYNC_FOR = 68;
export const EXTENDED_ARG = 69;
export const FOR_ITER = 70;
export const GET_AWAITABLE = 71;
export const IMPORT_FROM = 72;
export const IMPORT_NAME = 73;
export const IS_OP = 74;
export const JUMP_BACKWARD = 75;
export const JUMP_BACKWARD_NO_INTERRUPT = 76;
export const JUMP_FORWARD = 77;
export const LIST_APPEND = 78;
export const LIST_EXTEND = 79;
export const LOAD_ATTR = 80;
export const LOAD_COMMON_CONSTANT = 81;
export const LOAD_CONST = 82;
export const LOAD_DEREF = 83;
export const LOAD_FAST = 84;
export const LOAD_FAST_AND_CLEAR = 85;
export const LOAD_FAST_BORROW = 86;
export const LOAD_FAST_BORROW_LOAD_FAST_BORROW = 87;
export const LOAD_FAST_CHECK = 88;
export const LOAD_FAST_LOAD_FAST = 89;
export const LOAD_FROM_DICT_OR_DEREF = 90;
export const LOAD_FROM_DICT_OR_GLOBALS = 91;
export const LOAD_GLOBAL = 92;
export const LOAD_NAME = 93;
export const LOAD_SMALL_INT = 94;
export const LOAD_SPECIAL = 95;
export const LOAD_SUPER_ATTR = 96;
export const MAKE_CELL = 97;
export const MAP_ADD = 98;
export const MATCH_CLASS = 99;
export const POP_JUMP_IF_FALSE = 100;
export const POP_JUMP_IF_NONE = 101;
export const POP_JUMP_IF_NOT_NONE = 102;
export const POP_JUMP_IF_TRUE = 103;
export const RAISE_VARARGS = 104;
export const RERAISE = 105;
export const SEND = 106;
export const SET_ADD = 107;
export const SET_FUNCTION_ATTRIBUTE = 108;
export const SET_UPDATE = 109;
export const STORE_ATTR = 110;
export const STORE_DEREF = 111;
export const STORE_FAST = 112;
export const STORE_FAST_LOAD_FAST = 113;
export const STORE_FAST_STORE_FAST = 114;
export const STORE_GLOBAL = 115;
export const STORE_NAME = 116;
export const SWAP = 117;
export const UNPACK_EX = 118;
export const UNPACK_SEQUENCE = 119;
export const YIELD_VALUE = 120;
export const RESUME = 128;
export const ANNOTATIONS_PLACEHOLDER = 256;
export const JUMP = 257;
export const JUMP_IF_FALSE = 258;
export const JUMP_IF_TRUE = 259;
export const JUMP_NO_INTERRUPT = 260;
export const LOAD_CLOSURE = 261;
export const POP_BLOCK = 262;
export const SETUP_CLEANUP = 263;
export const SETUP_FINALLY = 264;
export const SETUP_WITH = 265;
export const STORE_FAST_MAYBE_NULL = 266;

/** First opcode that exists only between codegen and assembly. */
export const MIN_PSEUDO_OPCODE = 256;
export const MAX_OPCODE = 266;

const SIZE = MAX_OPCODE + 1;

/** Number → name; `<n>` where no instruction has the number. */
export const opname: readonly string[] = Array.from({ length: SIZE }, (_, op) => `<${op}>`);
/** Name → number. */
export const opmap: { readonly [name: string]: number } = Object.create(null);
/** Two-byte cache entries that follow the instruction. */
export const cacheEntries = new Uint8Array(SIZE);

export const FLAG_ARG = 1;
export const FLAG_CONST = 2;
export const FLAG_NAME = 4;
export const FLAG_JUMP = 8;
export const FLAG_FREE = 16;
export const FLAG_LOCAL = 32;
export const FLAG_EXC = 64;
export const FLAG_EXIT = 128;
export const FLAG_ALWAYS = 256;

const FLAGS: { readonly [word: string]: number } = {
	arg: FLAG_ARG,
	const: FLAG_CONST,
	name: FLAG_NAME,
	jump: FLAG_JUMP,
	free: FLAG_FREE,
	local: FLAG_LOCAL,
	exc: FLAG_EXC,
	exit: FLAG_EXIT,
	always: FLAG_ALWAYS,
};

/** Bits FLAG_* of each opcode. */
export const opcodeFlags = new Uint16Array(SIZE);
/** The text of the table: `(a, b -- res)`. */
export const stackEffectText: readonly string[] = new Array(SIZE).fill("( -- )");

export const hasArg = (op: number): boolean => (opcodeFlags[op] & FLAG_ARG) !== 0;
export const hasConst = (op: number): boolean => (opcodeFlags[op] & FLAG_CONST) !== 0;
export const hasName = (op: number): boolean => (opcodeFlags[op] & FLAG_NAME) !== 0;
/** Jumps to another instruction; block set-ups don't count. */
export const hasJump = (op: number): boolean => (opcodeFlags[op] & FLAG_JUMP) !== 0;
export const hasFree = (op: number): boolean => (opcodeFlags[op] & FLAG_FREE) !== 0;
export const hasLocal = (op: number): boolean => (opcodeFlags[op] & FLAG_LOCAL) !== 0;
/** A block set-up: SETUP_FINALLY, SETUP_CLEANUP, SETUP_WITH. */
export const isBlockPush = (op: number): boolean => (opcodeFlags[op] & FLAG_EXC) !== 0;
/** Its argument is a label (a jump or a block set-up). */
export const hasTarget = (op: number): boolean => (opcodeFlags[op] & (FLAG_JUMP | FLAG_EXC)) !== 0;
export const isScopeExit = (op: number): boolean => (opcodeFlags[op] & FLAG_EXIT) !== 0;
export const isUnconditionalJump = (op: number): boolean => (opcodeFlags[op] & FLAG_ALWAYS) !== 0;
/** Nothing may follow it in its basic block. */
export const isTerminator = (op: number): boolean => (opcodeFlags[op] & (FLAG_JUMP | FLAG_EXIT)) !== 0;
export const isConditionalJump = (op: number): boolean => op >= POP_JUMP_IF_FALSE && op <= POP_JUMP_IF_TRUE;
export const isPseudo = (op: number): boolean => op >= MIN_PSEUDO_OPCODE;

/** A count as a sum over oparg: `fixed + perArg * oparg`, or for the few others a function. */
interface Count {
	readonly fixed: Int8Array;
	readonly perArg: Int8Array;
	readonly other: (((oparg: number) => number) | undefined)[];
}

const newCount = (): Count => ({ fixed: new Int8Array(SIZE), perArg: new Int8Array(SIZE), other: new Array(SIZE).fill(undefined) });

const popped = newCount();
const pushed = newCount();
/** Pushed when the instruction jumps, where that differs. */
const pushedOnJump = newCount();

function addItem(count: Count, op: number, item: string): void {
	const length = /\[oparg(.*)\]/.exec(item)?.[1];
	if (length === undefined) count.fixed[op]++;
	else if (length === "&1") addOther(count, op, (oparg) => oparg & 1);
	else if (length === "&0xFF") addOther(count, op, (oparg) => oparg & 0xff);
	else if (length === ">>8") addOther(count, op, (oparg) => oparg >> 8);
	else if (length === "*2") count.perArg[op] += 2;
	else {
		count.perArg[op]++;
		count.fixed[op] += Number(length);
	}
}

function addOther(count: Count, op: number, part: (oparg: number) => number): void {
	const before = count.other[op];
	count.other[op] = before ? (oparg) => before(oparg) + part(oparg) : part;
}

function addItems(count: Count, op: number, text: string): void {
	for (const item of text.split(",")) if (item.trim() !== "") addItem(count, op, item);
}

for (const [op, name, caches, flags, effect] of OPCODE_TABLE) {
	(opname as string[])[op] = name;
	(opmap as { [name: string]: number })[name] = op;
	cacheEntries[op] = caches;
	for (const word of flags.split(" ")) opcodeFlags[op] |= FLAGS[word] ?? 0;
	(stackEffectText as string[])[op] = effect;
	const [through, jumping = through] = effect.split(" else ");
	const [before, after] = through.slice(1, -1).split("--");
	addItems(popped, op, before);
	addItems(pushed, op, after);
	addItems(pushedOnJump, op, jumping.slice(1, -1).split("--")[1]);
}

function evaluate(count: Count, op: number, oparg: number): number {
	const other = count.other[op];
	return count.fixed[op] + count.perArg[op] * oparg + (other === undefined ? 0 : other(oparg));
}

/** How many values the instruction takes from the stack, those included that it only passes over and leaves. */
export function numPopped(op: number, oparg: number): number {
	return evaluate(popped, op, oparg);
}

/** How many values the instruction leaves where it took `numPopped`. `jump`: when it jumps. */
export function numPushed(op: number, oparg: number, jump = false): number {
	return evaluate(jump ? pushedOnJump : pushed, op, oparg);
}

/** The change of the stack's depth. `jump`: when it jumps (a block set-up: at the handler's entry). */
export function stackEffect(op: number, oparg: number, jump = false): number {
	return numPushed(op, oparg, jump) - numPopped(op, oparg);
}

/** The same for what may not be an instruction, or have no such argument: null. */
export function stackEffectOrNull(op: number, oparg: number, jump: boolean): number | null {
	if (opmap[opname[op]!] !== op || numPopped(op, oparg) < 0 || numPushed(op, oparg, jump) < 0) return null;
	return stackEffect(op, oparg, jump);
}

export const INTRINSIC_PRINT = 1;
export const INTRINSIC_IMPORT_STAR = 2;
export const INTRINSIC_STOPITERATION_ERROR = 3;
export const INTRINSIC_ASYNC_GEN_WRAP = 4;
export const INTRINSIC_UNARY_POSITIVE = 5;
export const INTRINSIC_LIST_TO_TUPLE = 6;
export const INTRINSIC_TYPEVAR = 7;
export const INTRINSIC_PARAMSPEC = 8;
export const INTRINSIC_TYPEVARTUPLE = 9;
export const INTRINSIC_SUBSCRIPT_GENERIC = 10;
export const INTRINSIC_TYPEALIAS = 11;

export const INTRINSIC_PREP_RERAISE_STAR = 1;
export const INTRINSIC_TYPEVAR_WITH_BOUND = 2;
export const INTRINSIC_TYPEVAR_WITH_CONSTRAINTS = 3;
export const INTRINSIC_SET_FUNCTION_TYPE_PARAMS = 4;
export const INTRINSIC_SET_TYPEPARAM_DEFAULT = 5;

export const NB_ADD = 0;
export const NB_AND = 1;
export const NB_FLOOR_DIVIDE = 2;
export const NB_LSHIFT = 3;
export const NB_MATRIX_MULTIPLY = 4;
export const NB_MULTIPLY = 5;
export const NB_REMAINDER = 6;
export const NB_OR = 7;
export const NB_POWER = 8;
export const NB_RSHIFT = 9;
export const NB_SUBTRACT = 10;
export const NB_TRUE_DIVIDE = 11;
export const NB_XOR = 12;
export const NB_INPLACE_ADD = 13;
export const NB_INPLACE_AND = 14;
export const NB_INPLACE_FLOOR_DIVIDE = 15;
export const NB_INPLACE_LSHIFT = 16;
export const NB_INPLACE_MATRIX_MULTIPLY = 17;
export const NB_INPLACE_MULTIPLY = 18;
export const NB_INPLACE_REMAINDER = 19;
export const NB_INPLACE_OR = 20;
export const NB_INPLACE_POWER = 21;
export const NB_INPLACE_RSHIFT = 22;
export const NB_INPLACE_SUBTRACT = 23;
export const NB_INPLACE_TRUE_DIVIDE = 24;
export const NB_INPLACE_XOR = 25;
export const NB_SUBSCR = 26;

export const intrinsic1Descs: readonly string[] = [
	"INTRINSIC_1_INVALID",
	"INTRINSIC_PRINT",
	"INTRINSIC_IMPORT_STAR",
	"INTRINSIC_STOPITERATION_ERROR",
	"INTRINSIC_ASYNC_GEN_WRAP",
	"INTRINSIC_UNARY_POSITIVE",
	"INTRINSIC_LIST_TO_TUPLE",
	"INTRINSIC_TYPEVAR",
	"INTRINSIC_PARAMSPEC",
	"INTRINSIC_TYPEVARTUPLE",
	"INTRINSIC_SUBSCRIPT_GENERIC",
	"INTRINSIC_TYPEALIAS",
];
export const intrinsic2Descs: readonly string[] = [
	"INTRINSIC_2_INVALID",
	"INTRINSIC_PREP_RERAISE_STAR",
	"INTRINSIC_TYPEVAR_WITH_BOUND",
	"INTRINSIC_TYPEVAR_WITH_CONSTRAINTS",
	"INTRINSIC_SET_FUNCTION_TYPE_PARAMS",
	"INTRINSIC_SET_TYPEPARAM_DEFAULT",
];
/** Signs of BINARY_OP's argument. */
export const nbOps: readonly string[] = [
	"+",
	"&",
	"//",
	"<<",
	"@",
	"*",
	"%",
	"|",
	"**",
	">>",
	"-",
	"/",
	"^",
	"+=",
	"&=",
	"//=",
	"<<=",
	"@=",
	"*=",
	"%=",
	"|=",
	"**=",
	">>=",
	"-=",
	"/=",
	"^=",
	"[]",
];
/** COMPARE_OP: `oparg >> 5` is an index; bit 4 asks for a bool. */
export const cmpOp: readonly string[] = ["<", "<=", "==", "!=", ">", ">="];
/** LOAD_SPECIAL's argument. */
export const SPECIAL___ENTER__ = 0;
export const SPECIAL___EXIT__ = 1;
export const SPECIAL___AENTER__ = 2;
export const SPECIAL___AEXIT__ = 3;
export const specialMethodNames: readonly string[] = ["__enter__", "__exit__", "__aenter__", "__aexit__"];
/** LOAD_COMMON_CONSTANT's argument. */
export const CONSTANT_ASSERTIONERROR = 0;
export const CONSTANT_NOTIMPLEMENTEDERROR = 1;
export const CONSTANT_BUILTIN_TUPLE = 2;
export const CONSTANT_BUILTIN_ALL = 3;
export const CONSTANT_BUILTIN_ANY = 4;
export const commonConstants: readonly string[] = ["AssertionError", "NotImplementedError", "tuple", "all", "any"];
