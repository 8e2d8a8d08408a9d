// The table of operations that the loop calls, by opcode.
//
// An operation finds its inputs on the frame's stack and leaves its outputs there. It takes inputs off only when it no
// longer can raise, or gives them up itself; what is on the stack when it raises dies from the top down. Read `operations` first. Mirrors Python/bytecodes.c.

import { cacheEntries } from "../compile/opcode.ts";
import { registerRoots } from "../heap/audit.ts";
import { dropKeeping, hold, mark, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { ascii, delItem, format, getItem, repr, setAttr, setItem, str, unaryInvert, unaryNegative } from "../objects/abstract.ts";
import { False, True } from "../objects/bool.ts";
import { newCell, type PyCell } from "../objects/cell.ts";
import { type PyCode, UNDECODED } from "../objects/code.ts";
import { dictMerge, dictSet, dictSetTake2, dictUpdate, newPresizedDict, type PyDict } from "../objects/dict.ts";
import { caught, clearException, exceptionMatches, exceptionTypes, raiseError, systemError, typeError } from "../objects/errors.ts";
import { givenExceptionMatches } from "../objects/exceptions.ts";
import { newFunction, type PyFunction } from "../objects/function.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import { listExtend, type PyList } from "../objects/list.ts";
import { type PyObject, TPFLAGS_MAPPING, TPFLAGS_SEQUENCE } from "../objects/object.ts";
import { newSet, type PySet, SetType, setAdd, setUpdate } from "../objects/set.ts";
import { None } from "../objects/singletons.ts";
import { newSlice } from "../objects/slice.ts";
import { thread } from "../objects/state.ts";
import { internStr, isStr, newStr, type PyStr, StrType } from "../objects/str.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { getBuiltin } from "../objects/builtin.ts";
import {
	type Operation,
	appendToList,
	binaryOperation,
	buildList,
	buildTuple,
	callEx,
	callKw,
	callOperation,
	compareOperation,
	containsOperation,
	copyFreeVars,
	deleteFast,
	forIter,
	getIterator,
	isOperation,
	jumpBackward,
	loadAttr,
	loadDeref,
	loadFastAndClear,
	loadGlobal,
	raiseVarargs,
	reraise,
	resume,
	send,
	storeAttr,
	storeDeref,
	storeFastStoreFast,
	storeSubscript,
	toBool,
	unpackSequence,
	SWITCHED,
} from "./cachedOps.ts";
import { keywordsError } from "./calls.ts";
import { checkExceptType } from "./exceptions.ts";
import { importFrom, importName } from "./importOps.ts";
import { intrinsic1, intrinsic2 } from "./intrinsics.ts";
import { checkEgMatch, getLen, matchClass, matchKeys } from "./matching.ts";
import {
	deleteGlobal,
	deleteName,
	loadFromDictOrDeref,
	loadFromDictOrGlobals,
	loadLocals,
	loadName,
	setupAnnotations,
	storeGlobal,
	storeName,
	unboundCell,
	unboundLocal,
	itemOrNull,
} from "./names.ts";
import { cleanupThrow, endAsyncFor, endSend, getAiter, getAnext, getAwaitable, getYieldFromIter } from "./slowAsync.ts";
import { close, closeInputs, peek, peekInputs, popOwned, push, replaceInputs, takeInputs } from "./stack.ts";
import { loadSpecial, withExceptStart } from "./special.ts";
import { loadSuperAttr } from "./superAttr.ts";
import { buildInterpolation, buildTemplate } from "./templates.ts";
import { unpackEx } from "./unpack.ts";

const unary =
	(operation: (value: PyObject) => Own<PyObject>): Operation =>
	(frame) =>
		replaceInputs(frame, 1, operation(peek(frame, 1)));

const bool = (truth: boolean): Own<PyObject> => (truth ? True : False) as unknown as Own<PyObject>;

/** A slice of the top two values, which it takes over. */
function takeSlice(frame: Frame): Own<PyObject> {
	const stop = hold(popOwned(frame), "end of the slice");
	const start = hold(popOwned(frame), "start of the slice");
	const slice = newSlice(start, stop, None);
	take(start);
	take(stop);
	decref(start);
	decref(stop);
	return slice;
}

function binarySlice(frame: Frame): void {
	const slice = hold(takeSlice(frame), "slice");
	replaceInputs(frame, 1, dropKeeping(slice, getItem(peek(frame, 1), slice)));
}

function storeSlice(frame: Frame): void {
	const slice = hold(takeSlice(frame), "slice");
	setItem(peek(frame, 1), slice, peek(frame, 2));
	decref(take(slice));
	closeInputs(frame, 2);
}

function deleteSubscr(frame: Frame): void {
	delItem(peek(frame, 2), peek(frame, 1));
	closeInputs(frame, 2);
}

function deleteAttr(frame: Frame, oparg: number): void {
	setAttr(peek(frame, 1), frame.code.names[oparg], null);
	close(frame);
}

/** MAKE_CELL: an argument moves into the cell. */
function makeCell(frame: Frame, oparg: number): void {
	const { stack, marks } = frame;
	const i = frame.base + oparg;
	const initial = stack[i];
	const owned = marks[i];
	stack[i] = newCell(initial === null ? null : incref(initial));
	marks[i] = 1;
	if (owned !== 0) decref(initial!);
}

function deleteDeref(frame: Frame, oparg: number): void {
	const cell = frame.stack[frame.base + oparg] as PyCell;
	const old = cell.contents;
	if (old === null) return unboundCell(frame, oparg);
	cell.contents = null;
	decref(old);
}

function loadFastCheck(frame: Frame, oparg: number): void {
	const object = frame.stack[frame.base + oparg];
	if (object === null) return unboundLocal(frame, oparg);
	const owned = frame.marks[frame.base + oparg];
	if (owned !== 0) incref(object);
	frame.stack[frame.sp] = object;
	frame.marks[frame.sp++] = owned;
}

function buildString(frame: Frame, oparg: number): void {
	let text = "";
	for (const piece of peekInputs(frame, oparg)) text += (piece as PyStr).value;
	const result = oparg === 1 ? incref(peek(frame, 1)) : newStr(text);
	if (oparg === 0) push(frame, result);
	else replaceInputs(frame, oparg, result);
}

function buildMap(frame: Frame, oparg: number): void {
	const inputs = peekInputs(frame, 2 * oparg);
	let allStr = true;
	for (let i = 0; i < inputs.length; i += 2) if (!isStr(inputs[i])) allStr = false;
	const dict = hold(newPresizedDict(oparg, allStr), "dictionary being built");
	for (let i = 0; i < inputs.length; i += 2) dictSet(dict, inputs[i], inputs[i + 1]);
	if (oparg === 0) push(frame, take(dict));
	else replaceInputs(frame, 2 * oparg, take(dict));
}

function buildSet(frame: Frame, oparg: number): void {
	const items = takeInputs(frame, oparg);
	const set = hold(newSet(), "set being built");
	for (let i = items.length - 1; i >= 0; i--) hold(items[i], "element of a set being built");
	for (const item of items) {
		setAdd(set, item);
		decref(take(item));
	}
	push(frame, take(set));
}

function buildSlice(frame: Frame, oparg: number): void {
	const [start, stop, step] = peekInputs(frame, oparg);
	replaceInputs(frame, oparg, newSlice(start, stop, step ?? None));
}

/** LIST_EXTEND: what is no iterable at all gets the message of a starred argument. */
function extendList(frame: Frame, oparg: number): void {
	const iterable = peek(frame, 1);
	const since = mark();
	try {
		listExtend(peek(frame, oparg + 1) as PyList, iterable);
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("TypeError") || iterable.type.iter !== null || iterable.type.sqItem !== null) throw thrown;
		clearException();
		typeError(`Value after * must be an iterable, not ${iterable.type.name}`);
	}
	close(frame);
}

function updateDict(frame: Frame, oparg: number): void {
	const update = peek(frame, 1);
	const since = mark();
	try {
		dictUpdate(peek(frame, oparg + 1) as PyDict, update);
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("AttributeError")) throw thrown;
		clearException();
		typeError(`'${update.type.name}' object is not a mapping`);
	}
	close(frame);
}

function mergeDict(frame: Frame, oparg: number): void {
	const update = peek(frame, 1);
	const since = mark();
	try {
		dictMerge(peek(frame, oparg + 1) as PyDict, update, 2);
	} catch (thrown) {
		caught(thrown, since);
		keywordsError(peek(frame, oparg + 4), update, thrown, exceptionMatches, onlyArgument);
	}
	close(frame);
}

/** The one argument of the exception in flight, or null. Clears the exception. */
function onlyArgument(): PyObject | null {
	const args = thread.currentException!.args;
	if (args === null || args.items.length !== 1) return null;
	// Stays held: the error that follows is caught, which gives it up.
	const argument = hold(incref(args.items[0]), "key that is there already");
	clearException();
	return argument;
}

function addToMap(frame: Frame, oparg: number): void {
	const value = popOwned(frame);
	const key = popOwned(frame);
	dictSetTake2(peek(frame, oparg) as PyDict, key, value);
}

function addToSet(frame: Frame, oparg: number): void {
	const set = peek(frame, oparg + 1);
	// A module's `__conditional_annotations__` is a name like any other.
	if (set.type !== SetType) typeError(`expected a set, not '${set.type.name}'`);
	setAdd(set as PySet, peek(frame, 1));
	close(frame);
}

function updateSet(frame: Frame, oparg: number): void {
	setUpdate(peek(frame, oparg + 1) as PySet, peek(frame, 1));
	close(frame);
}

const CONVERSIONS = [null, str, repr, ascii];

function convertValue(frame: Frame, oparg: number): void {
	replaceInputs(frame, 1, CONVERSIONS[oparg]!(peek(frame, 1)));
}

function formatSimple(frame: Frame): void {
	const value = peek(frame, 1);
	if (value.type !== StrType) replaceInputs(frame, 1, format(value, null));
}

function formatWithSpec(frame: Frame): void {
	replaceInputs(frame, 2, format(peek(frame, 2), peek(frame, 1) as PyStr));
}

function makeFunction(frame: Frame): void {
	replaceInputs(frame, 1, newFunction(peek(frame, 1) as PyCode, frame.globals));
}

const DEFAULTS = 1;
const KWDEFAULTS = 2;
const ANNOTATIONS = 4;
const CLOSURE = 8;
const ANNOTATE = 16;

/** SET_FUNCTION_ATTRIBUTE: (attr, func -- func) */
function setFunctionAttribute(frame: Frame, oparg: number): void {
	const func = popOwned(frame) as Own<PyFunction>;
	const attr = popOwned(frame);
	if (oparg === DEFAULTS) func.defaults = attr as unknown as PyTuple;
	else if (oparg === KWDEFAULTS) func.kwdefaults = attr as unknown as PyDict;
	else if (oparg === ANNOTATIONS) func.annotations = attr;
	else if (oparg === CLOSURE) func.closure = attr as unknown as PyTuple;
	else if (oparg === ANNOTATE) func.annotate = attr;
	push(frame, func);
}

function loadBuildClass(frame: Frame): void {
	const found = itemOrNull(frame.builtins, internStr("__build_class__"));
	push(frame, found ?? raiseError("NameError", "__build_class__ not found"));
}

/** LOAD_COMMON_CONSTANT. */
function loadCommonConstant(frame: Frame, oparg: number): void {
	push(frame, incref(commonConstants[oparg]));
}

/** What LOAD_COMMON_CONSTANT loads: builtins as they were at the start. Owned. */
const commonConstants: PyObject[] = [];

registerRoots("common constants", (visit) => commonConstants.forEach((object) => visit(object, "constant of the interpreter")));

/** Called when the runtime starts, before a program can replace builtins. */
export function initCommonConstants(): void {
	["AssertionError", "NotImplementedError"].forEach((name, i) => (commonConstants[i] = exceptionTypes[name]!));
	["tuple", "all", "any"].forEach((name, i) => (commonConstants[i + 2] = getBuiltin(name)));
}

function checkExcMatch(frame: Frame): void {
	checkExceptType(peek(frame, 1));
	const matches = givenExceptionMatches(peek(frame, 2), peek(frame, 1));
	close(frame);
	push(frame, bool(matches));
}

/** PUSH_EXC_INFO: (exc -- prev_exc, new_exc) */
function pushExcInfo(frame: Frame): void {
	const { excInfo } = thread;
	const exception = popOwned(frame);
	push(frame, excInfo.value === null ? own(None) : own(excInfo.value));
	push(frame, exception);
	excInfo.value = incref(exception) as unknown as typeof excInfo.value;
}

/** POP_EXCEPT: (exc_value -- ) */
function popExcept(frame: Frame): void {
	const { excInfo } = thread;
	const previous = popOwned(frame);
	const old = excInfo.value;
	excInfo.value = previous === None ? null : (previous as unknown as typeof excInfo.value);
	if (old !== null) decref(old);
}

/** Code units of an instruction with its caches. */
export const width = Uint8Array.from(cacheEntries, (caches) => caches + 1);

/** By opcode. What is wholly in the loop never gets here, and code made by hand may hold what is no instruction. */
export const operations: Operation[] = Array.from(width, (_, opcode) => () => systemError(`unknown opcode ${opcode}`));

const table: readonly (readonly [number, Operation])[] = [
	[1, binarySlice], // BINARY_SLICE
	[2, buildTemplate], // BUILD_TEMPLATE
	[4, callEx], // CALL_FUNCTION_EX
	[5, checkEgMatch], // CHECK_EG_MATCH
	[6, checkExcMatch], // CHECK_EXC_MATCH
	[7, cleanupThrow], // CLEANUP_THROW
	[8, deleteSubscr], // DELETE_SUBSCR
	[10, endSend], // END_SEND
	[12, formatSimple], // FORMAT_SIMPLE
	[13, formatWithSpec], // FORMAT_WITH_SPEC
	[14, getAiter], // GET_AITER
	[15, getAnext], // GET_ANEXT
	[16, getIterator], // GET_ITER
	[18, getLen], // GET_LEN
	[19, getYieldFromIter], // GET_YIELD_FROM_ITER
	[21, loadBuildClass], // LOAD_BUILD_CLASS
	[22, loadLocals], // LOAD_LOCALS
	[23, makeFunction], // MAKE_FUNCTION
	[24, matchKeys], // MATCH_KEYS
	[25, (frame) => push(frame, bool((peek(frame, 1).type.typeFlags & TPFLAGS_MAPPING) !== 0))], // MATCH_MAPPING
	[26, (frame) => push(frame, bool((peek(frame, 1).type.typeFlags & TPFLAGS_SEQUENCE) !== 0))], // MATCH_SEQUENCE
	[29, popExcept], // POP_EXCEPT
	[32, pushExcInfo], // PUSH_EXC_INFO
	[36, setupAnnotations], // SETUP_ANNOTATIONS
	[37, storeSlice], // STORE_SLICE
	[38, storeSubscript], // STORE_SUBSCR
	[39, toBool], // TO_BOOL
	[40, unary(unaryInvert)], // UNARY_INVERT
	[41, unary(unaryNegative)], // UNARY_NEGATIVE
	[43, withExceptStart], // WITH_EXCEPT_START
	[44, binaryOperation], // BINARY_OP
	[45, buildInterpolation], // BUILD_INTERPOLATION
	[46, buildList], // BUILD_LIST
	[47, buildMap], // BUILD_MAP
	[48, buildSet], // BUILD_SET
	[49, buildSlice], // BUILD_SLICE
	[50, buildString], // BUILD_STRING
	[51, buildTuple], // BUILD_TUPLE
	[52, callOperation], // CALL
	[53, intrinsic1], // CALL_INTRINSIC_1
	[54, intrinsic2], // CALL_INTRINSIC_2
	[55, callKw], // CALL_KW
	[56, compareOperation], // COMPARE_OP
	[57, containsOperation], // CONTAINS_OP
	[58, convertValue], // CONVERT_VALUE
	[60, copyFreeVars], // COPY_FREE_VARS
	[61, deleteAttr], // DELETE_ATTR
	[62, deleteDeref], // DELETE_DEREF
	[63, deleteFast], // DELETE_FAST
	[64, deleteGlobal], // DELETE_GLOBAL
	[65, deleteName], // DELETE_NAME
	[66, mergeDict], // DICT_MERGE
	[67, updateDict], // DICT_UPDATE
	[68, endAsyncFor], // END_ASYNC_FOR
	[70, forIter], // FOR_ITER
	[71, getAwaitable], // GET_AWAITABLE
	[72, importFrom], // IMPORT_FROM
	[73, importName], // IMPORT_NAME
	[74, isOperation], // IS_OP
	[75, jumpBackward], // JUMP_BACKWARD
	[78, appendToList], // LIST_APPEND
	[79, extendList], // LIST_EXTEND
	[80, loadAttr], // LOAD_ATTR
	[81, loadCommonConstant], // LOAD_COMMON_CONSTANT
	[83, loadDeref], // LOAD_DEREF
	[85, loadFastAndClear], // LOAD_FAST_AND_CLEAR
	[88, loadFastCheck], // LOAD_FAST_CHECK
	[90, loadFromDictOrDeref], // LOAD_FROM_DICT_OR_DEREF
	[91, loadFromDictOrGlobals], // LOAD_FROM_DICT_OR_GLOBALS
	[92, loadGlobal], // LOAD_GLOBAL
	[93, loadName], // LOAD_NAME
	[95, loadSpecial], // LOAD_SPECIAL
	[96, loadSuperAttr], // LOAD_SUPER_ATTR
	[97, makeCell], // MAKE_CELL
	[98, addToMap], // MAP_ADD
	[99, matchClass], // MATCH_CLASS
	[104, raiseVarargs], // RAISE_VARARGS
	[105, reraise], // RERAISE
	[106, send], // SEND
	[107, addToSet], // SET_ADD
	[108, setFunctionAttribute], // SET_FUNCTION_ATTRIBUTE
	[109, updateSet], // SET_UPDATE
	[110, storeAttr], // STORE_ATTR
	[111, storeDeref], // STORE_DEREF
	[114, storeFastStoreFast], // STORE_FAST_STORE_FAST
	[115, storeGlobal], // STORE_GLOBAL
	[116, storeName], // STORE_NAME
	[118, unpackEx], // UNPACK_EX
	[119, unpackSequence], // UNPACK_SEQUENCE
	[128, resume], // RESUME
];
for (const [opcode, operation] of table) operations[opcode] = operation;
operations[UNDECODED] = (frame) => (frame.code.decode() ? SWITCHED : systemError(`unknown opcode ${UNDECODED}`));
