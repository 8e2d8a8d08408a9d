// The module `_warnings`: issuing warnings, natively and from Python. Filters and registries are the module's own objects,
// shared with `warnings` once that is imported. Read `warnExplicit` first. Mirrors Python/_warnings.c.

import type { PyGenerator } from "../objects/generator.ts";
import { closeHooks } from "../objects/generatorClose.ts";
import { registerRoots } from "../heap/audit.ts";
import { drop, hold, mark, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref, xdecref } from "../heap/refcount.ts";
import { call, callMethod, callOneArg, indexAsNumber, isSubclass, isTrue, lookupAttr, str } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { dictClear, dictGet, dictGetStr, dictSet, dictSetStr, isDict, newDict, type PyDict } from "../objects/dict.ts";
import { caught, exceptionMatches, exceptionTypes, raise, runtimeError, typeError, unless } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { reprText } from "../objects/exceptions.ts";
import { currentFrame } from "../objects/frame.ts";
import { isInt, newInt, type PyInt } from "../objects/int.ts";
import { type Frame, frameLine } from "../objects/interpreterFrame.ts";
import { newList, type PyList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import { isInstanceOf, type PyObject, type PyType, TPFLAGS_TYPE_SUBCLASS } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { interpreter } from "../objects/state.ts";
import { internStr, isStr, newStr, type PyStr } from "../objects/str.ts";
import { isTuple, newTuple, type PyTuple, tupleOf } from "../objects/tuple.ts";
import { warningHooks, withoutException } from "../objects/warnings.ts";
import { newContextVar } from "./_contextvars.ts";
import { writeText } from "./builtinsPrint.ts";
import { buildModule, setOwned, strArgument, sysGet, textOf, typeName } from "./define.ts";
import { moduleHooks } from "./hooks.ts";

/** Owned; null until the module or a warning needs them. */
const state: { filters: PyList | null; onceRegistry: PyDict | null; defaultAction: PyObject | null; version: number } = {
	filters: null,
	onceRegistry: null,
	defaultAction: null,
	version: 1,
};

registerRoots("warnings", (visit) => {
	if (state.filters !== null) visit(state.filters, "warnings.filters");
	if (state.onceRegistry !== null) visit(state.onceRegistry, "warnings.onceregistry");
	if (state.defaultAction !== null) visit(state.defaultAction, "warnings.defaultaction");
});

function newFilter(category: string, action: string, module: string | null): Own<PyObject> {
	const moduleObject = module === null ? newNone() : newStr(module);
	return newTuple([newStr(action), newNone(), incref(exceptionTypes[category]! as PyObject), moduleObject, newInt(0)]);
}

function filters(): PyList {
	state.filters ??= newList([
		newFilter("DeprecationWarning", "default", "__main__"),
		newFilter("DeprecationWarning", "ignore", null),
		newFilter("PendingDeprecationWarning", "ignore", null),
		newFilter("ImportWarning", "ignore", null),
		newFilter("ResourceWarning", "ignore", null),
	]);
	return state.filters;
}

/** An attribute of the module `warnings`, if that is loaded. Borrowed by its module's dictionary. */
function warningsAttribute(name: string): PyObject | null {
	const module = interpreter.modules === null ? null : dictGetStr(interpreter.modules, internStr("warnings"));
	if (module === null) return null;
	const found = lookupAttr(module, internStr(name));
	if (found === null) return null;
	decref(found);
	return found;
}

/** Does without if the module can't be imported. */
function importWarnings(): void {
	xdecref(unless("Exception", () => moduleHooks.importModule(internStr("warnings"), null, null, None, 0), null));
}

function registryOf(name: "onceregistry"): PyDict {
	const fromModule = warningsAttribute(name);
	if (fromModule !== null && isDict(fromModule)) return fromModule as PyDict;
	state.onceRegistry ??= newDict();
	return state.onceRegistry;
}

interface Warning {
	/** The warning object. */
	readonly message: PyObject;
	readonly text: PyObject;
	readonly category: PyType;
	readonly filename: PyObject;
	readonly lineno: number;
	readonly module: PyObject;
	/** A dictionary, or None. */
	readonly registry: PyObject;
	/** What caused it (a resource), or null. */
	readonly source: PyObject | null;
}

/** Whether a filter's pattern, a compiled one, a string or None, fits. */
function fits(pattern: PyObject, text: PyObject): boolean {
	if (pattern === None) return true;
	if (isStr(pattern)) return isStr(text) && (pattern as PyStr).value === (text as PyStr).value;
	const result = hold(callMethod(pattern, internStr("match"), [text]), "match");
	const matched = isTrue(result);
	drop(result);
	return matched;
}

/** The action of the first filter that fits. */
function actionFor(warning: Warning): string {
	const list = warningsAttribute("filters") ?? filters();
	const { items } = list as PyList;
	for (let i = 0; i < items.length; i++) {
		const item = items[i]!;
		if (!isTuple(item) || item.items.length !== 5) return valueErrorItem(i);
		const [action, message, category, module, lineno] = (item as PyTuple).items as [PyObject, PyObject, PyObject, PyObject, PyObject];
		hold(incref(item), "warning filter");
		const line = isInt(lineno) ? Number((lineno as PyInt).value) : 0;
		const applies =
			fits(message, warning.text) &&
			isSubclass(warning.category, category) &&
			fits(module, warning.module) &&
			(line === 0 || line === warning.lineno);
		drop(item);
		if (applies) return strArgument(action, "action");
	}
	const otherwise = warningsAttribute("defaultaction") ?? state.defaultAction;
	return otherwise === null ? "default" : strArgument(otherwise, "warnings.defaultaction");
}

function valueErrorItem(i: number): never {
	return runtimeError(`warnings.filters item ${i} isn't a 5-tuple`);
}

/** Whether the key is in the registry; enters it if `add`. A registry of an older version of the filters is emptied. */
function alreadyWarned(registry: PyDict, key: PyObject, add: boolean): boolean {
	const name = internStr("version");
	const version = dictGetStr(registry, name);
	const current = version !== null && isInt(version) && Number((version as PyInt).value) === state.version;
	if (!current) {
		dictClear(registry);
		const number = hold(newInt(state.version), "version of the filters");
		dictSetStr(registry, name, number);
		drop(number);
	} else {
		const known = dictGet(registry, key);
		if (known !== null && isTrue(known)) return true;
	}
	if (add) dictSet(registry, key, newBool(true));
	return false;
}

/** Filters a warning and shows it, or raises it. Borrows; runs Python code. */
function warnExplicit(warning: Warning): void {
	const { text, category, lineno, registry } = warning;
	const key = hold(newTuple([incref(text), incref(category), newInt(lineno)]), "key in the registry");
	if (registry === None || !alreadyWarned(registry as PyDict, key, false)) act(warning, key, actionFor(warning));
	drop(key);
}

function act(warning: Warning, key: PyObject, action: string): void {
	const { registry } = warning;
	if (action === "error") raise(incref(warning.message as PyBaseException));
	if (action === "ignore") return;
	let seen = false;
	if (action !== "always" && action !== "all") {
		if (registry !== None) dictSet(registry as PyDict, key, newBool(true));
		const short = hold(tupleOf(warning.text, warning.category), "key in the registry");
		const long = hold(tupleOf(warning.text, warning.category, newInt(0)), "key in the registry");
		if (action === "once") seen = alreadyWarned(registry === None ? registryOf("onceregistry") : (registry as PyDict), short, true);
		else if (action === "module") seen = registry !== None && alreadyWarned(registry as PyDict, long, true);
		else if (action !== "default") runtimeError(`Unrecognized action ('${action}') in warnings.filters:\n None`);
		drop(long);
		drop(short);
	}
	if (!seen) show(warning);
}

/** By warnings._showwarnmsg if that module is loaded, or can be and there is a source to be told of; else plainly to sys.stderr. */
function show(warning: Warning): void {
	if (warning.source !== null && warning.source !== None) importWarnings();
	const showMessage = warningsAttribute("_showwarnmsg");
	if (showMessage === null) return showPlainly(warning);
	const make = warningsAttribute("WarningMessage");
	if (make === null) runtimeError("unable to get warnings.WarningMessage");
	hold(incref(showMessage), "warnings._showwarnmsg");
	const { message, category, filename, lineno, source } = warning;
	const line = hold(newInt(lineno), "line of the warning");
	const shown = hold(call(make!, [message, category, filename, line, None, None, source ?? None]), "warning message");
	decref(callOneArg(showMessage, shown));
	drop(shown);
	drop(line);
	drop(showMessage);
}

function showPlainly({ text, category, filename, lineno }: Warning): void {
	const file = sysGet("stderr");
	if (file === null || file === None) return;
	hold(incref(file), "sys.stderr");
	const name = (filename as PyStr).value;
	const shown = hold(str(text), "text of the warning");
	writeText(`${name}:${lineno}: ${category.name.slice(category.name.lastIndexOf(".") + 1)}: ${shown.value}\n`, file);
	const line = moduleHooks.sourceLine(name, lineno)?.trim() ?? "";
	if (line !== "") writeText(`  ${line}\n`, file);
	drop(shown);
	drop(file);
}

function isInternal(frame: Frame): boolean {
	const name = frame.code.filename.value;
	return name.includes("importlib") && name.includes("_bootstrap");
}

/** The frame that a warning is blamed on. Prefixes of file names can be passed over. */
function blamedFrame(stacklevel: number, skip: readonly string[]): Frame | null {
	let frame = currentFrame();
	const internalStart = frame === null || isInternal(frame);
	const passedOver = (f: Frame): boolean =>
		(!internalStart && isInternal(f)) || skip.some((prefix) => f.code.filename.value.startsWith(prefix));
	let level = skip.length > 0 && stacklevel < 2 ? 2 : stacklevel;
	while (--level > 0 && frame !== null) {
		do frame = outer(frame);
		while (frame !== null && passedOver(frame));
	}
	return frame;
}

function outer(frame: Frame): Frame | null {
	let next = frame.previous;
	while (next !== null && next.owner !== 1 && next.pc < next.code.firstTraceable) next = next.previous;
	return next;
}

/** Registry of the blamed module, made if there is none. Borrowed. */
function registryIn(globals: PyDict): PyObject {
	const name = internStr("__warningregistry__");
	const known = dictGetStr(globals, name);
	if (known !== null && (isDict(known) || known === None)) return known;
	const fresh = hold(newDict(), "__warningregistry__");
	dictSetStr(globals, name, fresh);
	drop(fresh);
	return fresh;
}

/** Makes warning object and text of what warn() was given, and hands both on. Borrows. */
function withMessage(message: PyObject, category: PyType, body: (message: PyObject, text: PyObject, category: PyType) => void): void {
	const isWarning = isInstanceOf(message, exceptionTypes.Warning!);
	const object = hold(isWarning ? incref(message) : callOneArg(category, message), "warning");
	const text = hold(isWarning ? str(message) : incref(message), "text of the warning");
	body(object, text, isWarning ? message.type : category);
	drop(text);
	drop(object);
}

function doWarn(message: PyObject, category: PyType, stacklevel: number, source: PyObject | null, skip: readonly string[]): void {
	const frame = blamedFrame(stacklevel, skip);
	const globals = frame?.globals ?? interpreter.sysDict!;
	const filename = hold(frame === null ? newStr("<sys>") : incref(frame.code.filename), "file name");
	const lineno = frame === null ? 0 : (frameLine(frame) ?? 0);
	const registry = registryIn(globals);
	const name = dictGetStr(globals, internStr("__name__"));
	const module = name !== null && (isStr(name) || name === None) ? name : internStr("<string>");
	withMessage(message, category, (object, text, type) =>
		warnExplicit({ message: object, text, category: type, filename, lineno, module, registry, source }),
	);
	drop(filename);
}

function categoryOf(message: PyObject, category: PyObject | null): PyType {
	if (isInstanceOf(message, exceptionTypes.Warning!)) return message.type;
	if (category === null || category === None) return exceptionTypes.UserWarning!;
	const isClass = (category.type.typeFlags & TPFLAGS_TYPE_SUBCLASS) !== 0;
	if (!isClass || !isSubclass(category, exceptionTypes.Warning!))
		typeError(`category must be a Warning subclass, not '${category.type.name}'`);
	return category as PyType;
}

function warn(
	_module: PyObject,
	message: PyObject,
	category: PyObject | null,
	stacklevel: PyObject | null,
	source: PyObject | null,
	skip: PyObject | null,
): Own<PyObject> {
	const level = stacklevel === null ? 1 : indexAsNumber(stacklevel, "OverflowError");
	if (skip !== null && !isTuple(skip)) typeError(`warn() argument 'skip_file_prefixes' must be tuple, not ${typeName(skip)}`);
	const prefixes = skip === null ? [] : (skip as PyTuple).items.map((p) => strArgument(p, "skip_file_prefixes item"));
	doWarn(message, categoryOf(message, category), level, source === None ? null : source, prefixes);
	return newNone();
}

function warnExplicitFunction(
	_m: PyObject,
	message: PyObject,
	category: PyObject,
	filename: PyObject,
	lineno: PyObject,
	module: PyObject | null,
	registry: PyObject | null,
	_globals: PyObject | null,
	source: PyObject | null,
): Own<PyObject> {
	const type = categoryOf(message, category);
	const line = indexAsNumber(lineno, "OverflowError");
	const file = strArgument(filename, "warn_explicit() argument 'filename'");
	if (registry !== null && registry !== None && !isDict(registry))
		typeError(`'registry' must be a dict or None, not '${registry.type.name}'`);
	const name = hold(
		module === null || module === None ? newStr(file === "" ? "<unknown>" : file.replace(/\.py$/, "")) : incref(module),
		"module name",
	);
	withMessage(message, type, (object, text, category_) =>
		warnExplicit({
			message: object,
			text,
			category: category_,
			filename,
			lineno: line,
			module: name,
			registry: registry ?? None,
			source: source === None ? null : source,
		}),
	);
	drop(name);
	return newNone();
}

/** For native code: `PyErr_WarnEx`. */
function warnNative(category: string, message: string, stacklevel: number, source: PyObject | null): void {
	const text = hold(newStr(message), "text of the warning");
	doWarn(text, exceptionTypes[category]!, stacklevel, source, []);
	drop(text);
}

/** By `warnings._warn_unawaited_coroutine`, which tells where the coroutine was made, if that is known. */
function warnUnawaited(coroutine: PyGenerator): void {
	const module = unless("ImportError", () => moduleHooks.importModule(internStr("warnings"), null, null, None, 0), null);
	if (module !== null && tellUnawaited(module, coroutine)) return;
	warnNative("RuntimeWarning", `coroutine '${textOf(coroutine.qualname)}' was never awaited`, 1, coroutine);
}

/** Whether the function of `warnings` is there and has warned, if only by an exception. Another exception of it is reported. */
function tellUnawaited(module: Own<PyObject>, coroutine: PyGenerator): boolean {
	const warnings = hold(module, "module warnings");
	const tell = lookupAttr(warnings, internStr("_warn_unawaited_coroutine"));
	let warned = false;
	const call = (): void => {
		const since = mark();
		try {
			decref(callOneArg(tell!, coroutine));
			warned = true;
		} catch (thrown) {
			caught(thrown, since);
			warned = exceptionMatches("RuntimeWarning");
			throw thrown;
		}
	};
	if (tell !== null) {
		hold(tell, "warnings._warn_unawaited_coroutine");
		withoutException(call, () => `Exception ignored while finalizing coroutine ${reprText(coroutine)}`);
		drop(tell);
	}
	drop(warnings);
	return warned;
}

closeHooks.warnUnawaited = warnUnawaited;

warningHooks.warn = warnNative;

/** For the compiler: `PyErr_WarnExplicitObject`. An error that the filters make of it is the caller's to replace. */
export function warnExplicitNative(category: string, message: string, filename: string, lineno: number): void {
	const since = mark();
	const text = hold(newStr(message), "text of the warning");
	const file = hold(newStr(filename), "file name");
	const module = hold(newStr(filename.replace(/\.py$/, "") || "<unknown>"), "module name");
	try {
		withMessage(text, exceptionTypes[category]!, (object, shown, type) =>
			warnExplicit({ message: object, text: shown, category: type, filename: file, lineno, module, registry: None, source: null }),
		);
	} catch (thrown) {
		caught(thrown, since);
		throw thrown;
	}
	for (const o of [module, file, text]) drop(o);
}

const done = (_nothing: void): Own<PyObject> => newNone();

const functions: readonly MethodDef[] = [
	def(
		"warn",
		"($module, /, message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())",
		"Issues a warning, or ignores it, or raises it.",
		warn,
	),
	def(
		"warn_explicit",
		"($module, /, message, category, filename, lineno, module=<unrepresentable>, registry=None, module_globals=None, source=None)",
		"Issues a warning of a given place.",
		warnExplicitFunction,
	),
	def("_filters_mutated_lock_held", "($module, /)", null, () => {
		state.version++;
		return newNone();
	}),
	def("_acquire_lock", "($module, /)", null, () => done(undefined)),
	def("_release_lock", "($module, /)", null, () => done(undefined)),
];

export function initWarnings(): Own<PyModule> {
	const module = hold(buildModule("_warnings", "Issuing warnings: the native part.", functions), "module _warnings");
	state.onceRegistry ??= newDict();
	state.defaultAction ??= newStr("default");
	setOwned(module.dict!, "filters", incref(filters() as PyObject));
	setOwned(module.dict!, "_onceregistry", incref(state.onceRegistry as PyObject));
	setOwned(module.dict!, "_defaultaction", incref(state.defaultAction));
	setOwned(module.dict!, "_warnings_context", newContextVar("warnings_context"));
	return take(module);
}
