// The module `sys`. Facts about the interpreter are in sysInfo.ts, the hooks that print are in sysHooks.ts.
// Mirrors Python/sysmodule.c.

import { drop, dropKeeping, hold, mark, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { heap } from "../heap/header.ts";
import { decref, incref, isImmortal, reportedCount } from "../heap/refcount.ts";
import { asDouble, callNoArgs, callTuple, isType, lookupSpecial } from "../objects/abstract.ts";
import { cIntArgument, defOld } from "../objects/conversions.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { auditEvent } from "../objects/auditEvents.ts";
import { newBool, True } from "../objects/bool.ts";
import { dictDeleteStr, dictGetStr, dictSetStr, newDict, type PyDict } from "../objects/dict.ts";
import { caught, clearException, exceptionMatches, exceptionTypes, raise, raiseError, typeError, valueError } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { handledException, newException } from "../objects/exceptions.ts";
import { currentFrame, frameObjectOf } from "../objects/frame.ts";
import { newFloat } from "../objects/float.ts";
import { intAsNumber, isInt, newInt } from "../objects/int.ts";
import { intLimits, MAX_STR_DIGITS_THRESHOLD } from "../objects/intText.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import { newList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import { type PyObject, type PyType, TPFLAGS_HAVE_GC, TPFLAGS_IMMUTABLETYPE, TPFLAGS_TYPE_SUBCLASS } from "../objects/object.ts";
import { newFrozenset } from "../objects/set.ts";
import { newNone, None } from "../objects/singletons.ts";
import { interpreter, thread } from "../objects/state.ts";
import { internedCount, internInPlace, internStr, isStr, newStr, type PyStr, StrType } from "../objects/str.ts";
import { isTuple, newTuple, type PyTuple, tupleOf } from "../objects/tuple.ts";
import { clearTypeCache, typeModified } from "../objects/typeCache.ts";
import { warn } from "../objects/warnings.ts";
import { scheduler } from "../vm/scheduler.ts";
import { buildModule, setOwned, typeName } from "./define.ts";
import { newStandardStream } from "./_io.ts";
import { host } from "./host.ts";
import { clearSysHooks, newJitModule, platformFunctions } from "./sysPlatform.ts";
import { stdlibModuleNames } from "./stdlibNames.ts";
import { newFlags, newImplementation, newInfoStructs, textConstants } from "./sysInfo.ts";
import { hookFunctions } from "./sysHooks.ts";
import { newMonitoringModule } from "./sysMonitoring.ts";
import { traceFunctions } from "./sysTrace.ts";

/** How many 64-bit bytes lie before an object: its gc header, and the words of a managed dictionary and weak references. */
function preHeaderSize(o: PyObject): number {
	const flags = o.type.typeFlags;
	const isStaticType = (flags & TPFLAGS_TYPE_SUBCLASS) !== 0 && (o as PyType).heap === null && (o as PyType).fromSpec === null;
	return ((flags & TPFLAGS_HAVE_GC) !== 0 && !isStaticType ? 16 : 0) + (o.type.dictOffset < 0 || o.type.weakrefOffset < 0 ? 16 : 0);
}

/** A type's dictionary, which refers to it, may not have been filled yet. */
function countOf(o: PyObject): number {
	if ((o.type.typeFlags & TPFLAGS_TYPE_SUBCLASS) !== 0) void (o as PyType).dict;
	return reportedCount(o);
}

/** `_PySys_GetSizeOf`. */
function sizeOf(o: PyObject): number | bigint {
	const method = lookupSpecial(o, internStr("__sizeof__"));
	if (method === null) return typeError(`Type ${o.type.name} doesn't define __sizeof__`);
	hold(method, "__sizeof__");
	const result = hold(dropKeeping(method, callNoArgs(method)), "size");
	if (!isInt(result)) return typeError("an integer is required");
	const size = intAsNumber(result);
	const exactly = result.value;
	drop(result);
	if (size < 0) return valueError("__sizeof__() should return >= 0");
	return typeof exactly === "bigint" ? exactly + BigInt(preHeaderSize(o)) : size + preHeaderSize(o);
}

function getsizeof(_module: PyObject, o: PyObject, otherwise: PyObject | null): Own<PyObject> {
	const since = mark();
	const tuple = hold(tupleOf(o), "argument tuple of the call");
	if (otherwise === null) return dropKeeping(tuple, newInt(sizeOf(o)));
	try {
		return dropKeeping(tuple, newInt(sizeOf(o)));
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("TypeError")) throw thrown;
		clearException();
		return incref(otherwise); // the tuple went with what was held
	}
}

function intern(_module: PyObject, text: PyObject): Own<PyObject> {
	if (!isStr(text)) typeError(`intern() argument must be str, not ${typeName(text)}`);
	if (text.type !== StrType) typeError(`can't intern ${text.type.name}`);
	return internInPlace(incref(text as PyStr));
}

function frameAt(depth: number): Frame {
	let frame = currentFrame();
	for (let n = depth; n > 0 && frame !== null; n--) frame = nextOut(frame);
	return frame ?? valueError("call stack is not deep enough");
}

function nextOut(frame: Frame): Frame | null {
	let out = frame.previous;
	while (out !== null && out.owner !== 1 && out.pc < out.code.firstTraceable) out = out.previous;
	return out;
}

function getframe(_module: PyObject, depth: PyObject | null): Own<PyObject> {
	const frame = frameObjectOf(frameAt(cIntArgument(depth)));
	auditEvent("sys._getframe", () => [incref(frame as PyObject)]);
	return incref(frame as PyObject);
}

function getframemodulename(_module: PyObject, depth: PyObject | null): Own<PyObject> {
	const out = cIntArgument(depth);
	auditEvent("sys._getframemodulename", () => [newInt(out)]);
	let frame = currentFrame();
	for (let n = out; n > 0 && frame !== null; n--) frame = nextOut(frame);
	const name = frame === null ? null : dictGetStr(frame.globals, internStr("__name__"));
	return incref(name ?? None);
}

function excInfo(): Own<PyObject> {
	const exception = handledException();
	if (exception === null) return newTuple([newNone(), newNone(), newNone()]);
	return newTuple([incref(exception.type as PyObject), incref(exception as PyObject), incref(exception.traceback ?? None)]);
}

function exit(_module: PyObject, status: PyObject | null): Own<PyObject> {
	const type = exceptionTypes.SystemExit!;
	if (status === null || status === None) return raise(newException(type, []));
	if (isTuple(status)) return raise(callTuple(type, status as PyTuple, null) as Own<PyBaseException>);
	return raise(newException(type, [incref(status)]));
}

function setrecursionlimit(_module: PyObject, limit: PyObject): Own<PyObject> {
	const value = cIntArgument(limit);
	if (value < 1) valueError("recursion limit must be greater or equal than 1");
	const depth = thread.recursionDepth;
	if (depth >= value) {
		raiseError("RecursionError", `cannot set the recursion limit to ${value} at the recursion depth ${depth}: the limit is too low`);
	}
	interpreter.recursionLimit = value;
	return newNone();
}

function setIntMaxStrDigits(_module: PyObject, digits: PyObject): Own<PyObject> {
	const value = cIntArgument(digits);
	if (value !== 0 && value < MAX_STR_DIGITS_THRESHOLD) valueError(`maxdigits must be 0 or larger than ${MAX_STR_DIGITS_THRESHOLD}`);
	intLimits.maxStrDigits = value;
	return newNone();
}

/** State that programs set and read back. */
const settings = { switchInterval: 0.005, finalizing: false };

/** To be set when the interpreter shuts down. */
export function setFinalizing(on: boolean): void {
	settings.finalizing = on;
}

/** So that a thread's turn is the same in every run, it is a number of calls and jumps back. */
const CHECKS_PER_SECOND = 2e6;

function setswitchinterval(_module: PyObject, interval: PyObject): Own<PyObject> {
	const value = asDouble(interval);
	if (value <= 0) valueError("switch interval must be strictly positive");
	settings.switchInterval = value;
	scheduler.turn = Math.max(1, Math.round(value * CHECKS_PER_SECOND));
	return newNone();
}

function isInterned(_module: PyObject, text: PyObject): Own<PyObject> {
	if (!isStr(text)) typeError(`_is_interned() argument must be str, not ${typeName(text)}`);
	return newBool((text as PyStr).interned !== 0);
}

/** Takes `__dict__` and `__weakref__` from a class: dataclasses do so with the class that they replace. */
function clearTypeDescriptors(_module: PyObject, type: PyObject): Own<PyObject> {
	if (!isType(type)) typeError(`_clear_type_descriptors() argument must be type, not ${typeName(type)}`);
	const cls = type as PyType;
	if ((cls.typeFlags & TPFLAGS_IMMUTABLETYPE) !== 0) typeError("argument is immutable");
	for (const name of ["__dict__", "__weakref__"]) dictDeleteStr(cls.dict!, internStr(name));
	typeModified(cls);
	return newNone();
}

const none = (): Own<PyObject> => newNone();
const constant = (name: string, text: string): MethodDef => def(name, "($module, /)", `Says ${text}.`, () => newStr(text));

const functions: readonly MethodDef[] = [
	...hookFunctions,
	def("getrefcount", "($module, object, /)", "How many references there are to an object.", (_m, o) => newInt(countOf(o))),
	defOld(
		"getsizeof",
		null,
		"($module, object, default=<unrepresentable>)",
		"An object's size in bytes, as 64-bit CPython 3.14 has it.",
		getsizeof,
	),
	def("intern", "($module, string, /)", "The one interned string of that text.", intern),
	def("_getframe", "($module, depth=0, /)", "A frame of the call stack.", getframe),
	def("_getframemodulename", "($module, /, depth=0)", "The module's name of a frame of the call stack.", getframemodulename),
	def("exc_info", "($module, /)", "Type, value and traceback of the exception being handled.", excInfo),
	def("exception", "($module, /)", "The exception being handled.", () => incref((handledException() as PyObject | null) ?? None)),
	def("exit", "($module, status=None, /)", "Raises SystemExit.", exit),
	def("setrecursionlimit", "($module, limit, /)", "Sets how deep calls may nest.", setrecursionlimit),
	def("getrecursionlimit", "($module, /)", "How deep calls may nest.", () => newInt(interpreter.recursionLimit)),
	def("is_finalizing", "($module, /)", "Whether the interpreter is shutting down.", () => newBool(settings.finalizing)),
	def("_is_immortal", "($module, op, /)", "Whether an object's count never changes.", (_m, o) => newBool(isImmortal(o))),
	def("_is_interned", "($module, string, /)", "Whether a string is interned.", isInterned),
	def("_is_gil_enabled", "($module, /)", "Whether there is a global interpreter lock.", () => newBool(true)),
	def("getswitchinterval", "($module, /)", "After how many seconds threads take turns.", () => newFloat(settings.switchInterval)),
	def("setswitchinterval", "($module, interval, /)", "Sets after how many seconds threads take turns.", setswitchinterval),
	def("get_int_max_str_digits", "($module, /)", "The longest decimal text of an int that is converted.", () =>
		newInt(intLimits.maxStrDigits),
	),
	def(
		"set_int_max_str_digits",
		"($module, /, maxdigits)",
		"Sets the longest decimal text of an int that is converted.",
		setIntMaxStrDigits,
	),
	def("getallocatedblocks", "($module, /)", "How many objects live.", () => newInt(heap.births - heap.deaths)),
	def("getunicodeinternedsize", "($module, /, *, _only_immortal=False)", "How many strings are interned.", () => newInt(internedCount())),
	constant("getdefaultencoding", "utf-8"),
	constant("getfilesystemencoding", "utf-8"),
	constant("getfilesystemencodeerrors", "surrogateescape"),
	...traceFunctions,
	...platformFunctions,
	def("_clear_type_cache", "($module, /)", "Forgets the looked-up attributes of types.", () => {
		const instead = "Use sys._clear_internal_caches() instead.";
		warn("DeprecationWarning", `sys._clear_type_cache() is deprecated and scheduled for removal in a future version. ${instead}`);
		clearTypeCache();
		return newNone();
	}),
	def("_clear_type_descriptors", "($module, type, /)", "Takes __dict__ and __weakref__ from a class.", clearTypeDescriptors),
	def("_clear_internal_caches", "($module, /)", "Forgets what only makes things quicker.", none),
	def("get_coroutine_origin_tracking_depth", "($module, /)", "How many frames coroutines note when they are made.", () =>
		newInt(interpreter.coroutineOriginDepth),
	),
	def("set_coroutine_origin_tracking_depth", "($module, /, depth)", "Sets how many frames coroutines note.", (_m, depth) => {
		const frames = cIntArgument(depth);
		if (frames < 0) valueError("depth must be >= 0");
		interpreter.coroutineOriginDepth = frames;
		return newNone();
	}),
	def("is_stack_trampoline_active", "($module, /)", "Whether a profiler of the system sees Python functions.", () => newBool(false)),
	def("is_remote_debug_enabled", "($module, /)", "Whether other processes may run scripts in this one.", () => newBool(false)),
];

/** Names of the modules that are native; the runtime hands them over. */
function stringTuple(names: readonly string[]): Own<PyObject> {
	return newTuple(names.map((name) => incref(internStr(name) as PyObject)));
}

function stringList(texts: readonly string[]): Own<PyObject> {
	return newList(texts.map((text) => newStr(text) as Own<PyObject>));
}

/** Makes the module. `modules` is the table of modules (borrowed), `builtinNames` the native modules' names. */
export function initSys(modules: PyDict, builtinNames: readonly string[]): Own<PyModule> {
	const module = hold(buildModule("sys", "The interpreter's own variables and functions.", functions), "module sys");
	const dict = module.dict!;
	clearSysHooks();
	const old = interpreter.sysDict;
	interpreter.sysDict = incref(dict);
	if (old !== null) decref(old);
	dictSetStr(dict, internStr("modules"), modules);
	for (const [name, text] of Object.entries(textConstants)) setOwned(dict, name, newStr(text));
	for (const [name, value] of newInfoStructs()) setOwned(dict, name, value);
	setOwned(dict, "flags", newFlags());
	setOwned(dict, "implementation", newImplementation(dictGetStr(dict, internStr("version_info"))!));
	setOwned(dict, "argv", stringList(host().args));
	setOwned(dict, "orig_argv", stringList(["python", ...host().args]));
	for (const name of ["path", "meta_path", "path_hooks", "warnoptions"]) setOwned(dict, name, newList([]));
	for (const name of ["path_importer_cache", "_xoptions"]) setOwned(dict, name, newDict());
	setOwned(dict, "stdlib_module_names", newFrozenset([...stdlibModuleNames()].map((name) => internStr(name))));
	setOwned(dict, "builtin_module_names", stringTuple([...builtinNames].sort()));
	setOwned(dict, "pycache_prefix", newNone());
	setOwned(dict, "_git", newTuple(["CPython", "", ""].map((text) => newStr(text) as Own<PyObject>)));
	setOwned(dict, "_jit", newJitModule());
	setOwned(dict, "dont_write_bytecode", incref(True as PyObject));
	setOwned(dict, "monitoring", newMonitoringModule());
	addStreams(dict);
	addOriginalHooks(dict);
	return take(module);
}

function addStreams(dict: PyDict): void {
	(["stdin", "stdout", "stderr"] as const).forEach((name, i) => {
		const stream = hold(newStandardStream(i as 0 | 1 | 2), `sys.${name}`);
		dictSetStr(dict, internStr(name), stream);
		dictSetStr(dict, internStr(`__${name}__`), stream);
		drop(stream);
	});
}

function addOriginalHooks(dict: PyDict): void {
	for (const name of ["displayhook", "excepthook", "unraisablehook", "breakpointhook"]) {
		dictSetStr(dict, internStr(`__${name}__`), dictGetStr(dict, internStr(name))!);
	}
}
