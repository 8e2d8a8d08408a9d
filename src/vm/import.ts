// The import system: finding, loading and binding modules. Done natively, in the steps of importlib.
//
// A module is looked for among the native ones, then in the precompiled standard library, then as a file on its package's
// `__path__` or on sys.path. Where these are, `importHooks` says. Read `importModuleLevel` and `load` first. Mirrors
// Python/import.c and Lib/importlib/_bootstrap.py.

import { auditEvent } from "../objects/auditEvents.ts";
import { drop, dropKeeping, hold, mark, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import {
	callMethod,
	getAttr,
	getIter,
	isTrue,
	iterNext,
	lookupAttr,
	richCompareBool,
	sequenceGetItem,
	sequenceList,
	setAttr,
	setItem,
} from "../objects/abstract.ts";
import { dictContains, dictDelete, dictGet, dictGetStr, dictSetStr, DictType, isDict, type PyDict } from "../objects/dict.ts";
import { caught, fetchException, keyError, raiseError, setException, typeError, unless, valueError } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { raiseImportError } from "../objects/exceptionsRaise.ts";
import { typeShortName } from "../objects/exceptions.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import { newList } from "../objects/list.ts";
import { isModule, newModule, type PyModule } from "../objects/module.ts";
import { Py_EQ, type PyObject } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { interpreter } from "../objects/state.ts";
import { internStr, isStr, newStr, type PyStr } from "../objects/str.ts";
import { isTuple } from "../objects/tuple.ts";
import { warn } from "../objects/warnings.ts";
import { vmHooks } from "../objects/vmHooks.ts";
import { adoptImporter, builtinImporter } from "./builtinImporter.ts";
import { findModule, type FoundModule, importHooks } from "./finder.ts";
import { beginLoading, endLoading, waitForModule } from "./moduleLocks.ts";
import { newModuleSpec, newNamespaceSpec, setInitializing, isInitializing } from "./moduleSpec.ts";

function modules(): PyDict {
	return interpreter.modules!;
}

/** `sys.modules[name]`, borrowed. */
export function loadedModule(name: string): PyObject | null {
	const key = hold(newStr(name), "module name");
	const found = dictGet(modules(), key);
	drop(key);
	return found;
}

/** `importlib.import_module(name)` for native code. New. */
export function importByName(name: string): Own<PyObject> {
	return incref(findAndLoad(name));
}

/** `__import__(name, globals, locals, fromlist, level)`. All borrowed. Source: PyImport_ImportModuleLevelObject. */
export function importModuleLevel(
	nameObject: PyObject,
	globals: PyDict | null,
	fromlist: PyObject | null,
	level: number,
	mayPutOff = false,
): Own<PyObject> {
	if (!isStr(nameObject)) return typeError("module name must be a string");
	const name = nameObject.value;
	if (level < 0) valueError("level must be >= 0");
	if (level === 0 && name === "") valueError("Empty module name");
	const absolute = level > 0 ? resolveName(name, globals, level) : name;
	if (earlyLoadersDue && EARLY_MODULES.includes(absolute)) nameEarlyLoaders();
	if (mayPutOff) waitForModules(absolute, fromlist);
	const module = hold(incref(findAndLoad(absolute)), `module ${absolute}`);
	if (fromlist !== null && fromlist !== None && isTrue(fromlist)) {
		handleFromlist(module, absolute, fromlist);
		return take(module);
	}
	const dot = name.indexOf(".");
	if (dot < 0 && (level === 0 || name !== "")) return take(module);
	if (level === 0) return dropKeeping(module, incref(findAndLoad(name.slice(0, dot))));
	if (name === "") return take(module);
	const front = absolute.slice(0, absolute.length - (name.length - dot));
	const found = loadedModule(front);
	if (found === null) return raiseError("KeyError", `'${front}' not in sys.modules as expected`);
	return dropKeeping(module, incref(found));
}

/** Where another thread is loading what is wanted, it is waited for (moduleLocks.ts). */
function waitForModules(name: string, fromlist: PyObject | null): void {
	waitForModule(name);
	if (fromlist === null || !isTuple(fromlist)) return;
	for (const item of fromlist.items) if (isStr(item)) waitForModule(`${name}.${item.value}`);
}

/** The package that a relative import starts from. Source: resolve_name. */
function resolveName(name: string, globals: PyDict | null, level: number): string {
	if (globals !== null && !isDict(globals)) typeError("globals must be a dict");
	if (globals === null) return raiseError("KeyError", "'__name__' not in globals");
	let pack = packageOf(globals);
	if (pack === "") raiseImportError("attempted relative import with no known parent package", null);
	for (let i = 1; i < level; i++) {
		const dot = pack.lastIndexOf(".");
		if (dot < 0) raiseImportError("attempted relative import beyond top-level package", null);
		pack = pack.slice(0, dot);
	}
	return name === "" ? pack : `${pack}.${name}`;
}

/** Source: the first half of resolve_name. May run Python code. */
function packageOf(globals: PyDict): string {
	const pack = dictGetStr(globals, internStr("__package__"));
	const spec = dictGetStr(globals, internStr("__spec__"));
	const hasSpec = spec !== null && spec !== None;
	if (pack !== null && pack !== None) {
		if (!isStr(pack)) return typeError("package must be a string");
		if (hasSpec && !isParent(spec, pack)) warn("DeprecationWarning", "__package__ != __spec__.parent");
		return pack.value;
	}
	if (!hasSpec) return packageByName(globals);
	const parent = hold(getAttr(spec, internStr("parent")), "parent of the spec");
	if (!isStr(parent)) typeError("__spec__.parent must be a string");
	drop(parent);
	return (parent as unknown as PyStr).value;
}

function isParent(spec: PyObject, pack: PyStr): boolean {
	const parent = hold(getAttr(spec, internStr("parent")), "parent of the spec");
	const isEqual = richCompareBool(pack, parent, Py_EQ);
	drop(parent);
	return isEqual;
}

function packageByName(globals: PyDict): string {
	warn("ImportWarning", "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__");
	const name = dictGetStr(globals, internStr("__name__"));
	if (name === null) return raiseError("KeyError", "'__name__' not in globals");
	if (!isStr(name)) return typeError("__name__ must be a string");
	if (dictContains(globals, internStr("__path__"))) return name.value;
	const dot = name.value.lastIndexOf(".");
	return dot < 0 ? "" : name.value.slice(0, dot);
}

/** `all`: what the names come from if that is a module's `__all__`. Source: _handle_fromlist. */
function handleFromlist(module: PyObject, name: string, fromlist: PyObject, all: string | null = null): void {
	if (!isPackage(module)) return;
	const iterator = hold(getIter(fromlist), "names to import");
	for (let item = iterNext(iterator); item !== null; item = iterNext(iterator)) {
		hold(item, "name to import");
		if (!isStr(item)) typeError(`Item in ${all ?? "``from list''"} must be str, not ${item.type.name}`);
		const text = (item as unknown as PyStr).value;
		if (text === "*") {
			if (all === null) importAll(module, name);
		} else importSubmodule(module, name, item as unknown as PyStr);
		drop(item);
	}
	drop(iterator);
}

function importAll(module: PyObject, name: string): void {
	const all = lookupAttr(module, internStr("__all__"));
	if (all === null) return;
	hold(all, "__all__");
	handleFromlist(module, name, all, `${name}.__all__`);
	drop(all);
}

/** A name that is no attribute may be a submodule; that there is none shows later. */
function importSubmodule(module: PyObject, name: string, item: PyStr): void {
	const found = lookupAttr(module, item);
	if (found !== null) {
		decref(found);
		return;
	}
	const full = `${name}.${item.value}`;
	const since = mark();
	try {
		findAndLoad(full);
	} catch (thrown) {
		caught(thrown, since);
		if (!isMissing(full)) throw thrown;
		setException(null);
	}
}

/** Whether the exception in flight says that just this module was not found. */
function isMissing(name: string): boolean {
	const exception = fetchException() as Own<PyBaseException> & { name?: PyObject | null };
	setException(exception);
	return (
		exception.type.name === "ModuleNotFoundError" &&
		isStr(exception.name ?? None) &&
		(exception.name as PyStr).value === name &&
		loadedModule(name) === null
	);
}

function isPackage(module: PyObject): boolean {
	const path = lookupAttr(module, internStr("__path__"));
	if (path === null) return false;
	decref(path);
	return true;
}

/** The module of that absolute name, loaded if need be; borrowed from sys.modules. Source: _find_and_load. */
function findAndLoad(name: string): PyObject {
	const found = loadedModule(name);
	if (found === None)
		return raiseImportError(`import of ${name} halted; None in sys.modules`, internedName(name), null, null, "ModuleNotFoundError");
	if (found !== null) return found;
	const { begun, ended } = importHooks;
	if (begun === null || ended === null) return find(name);
	begun(name);
	try {
		return find(name);
	} finally {
		ended(name);
	}
}

function find(name: string): PyObject {
	if (name === LOADED_BY_OS && loadedModule("os") === null) {
		findAndLoad("os");
		const loaded = loadedModule(name);
		if (loaded !== null) return loaded;
	}
	auditEvent("import", () => [newStr(name), own(None), ...["path", "meta_path", "path_hooks"].map(sysValue)]);
	const dot = name.lastIndexOf(".");
	if (dot < 0) return loadFound(name, null, findModule(name, null));
	const parentName = name.slice(0, dot);
	if (loadedModule(parentName) === null) findAndLoad(parentName);
	const already = loadedModule(name);
	if (already !== null) return already;
	const parent = hold(incref(loadedModule(parentName)!), "parent package");
	const path = lookupAttr(parent, internStr("__path__"));
	if (path === null) notFound(name, `No module named '${name}'; '${parentName}' is not a package`);
	hold(path!, "__path__");
	const module = loadFound(name, parent, findModule(name, path));
	drop(path!);
	setAttr(parent, internStr(name.slice(dot + 1)), module);
	drop(parent);
	return module;
}

/** It needs `os`, which needs it: CPython has loaded both in the only order that works before a program begins. */
const LOADED_BY_OS = "genericpath";

/** `sys.name`, or None. New. */
function sysValue(name: string): Own<PyObject> {
	return incref((interpreter.sysDict === null ? null : dictGetStr(interpreter.sysDict, internStr(name))) ?? None);
}

function internedName(name: string): PyObject {
	return internStr(name);
}

function notFound(name: string, message: string): never {
	return raiseImportError(message, internedName(name), null, null, "ModuleNotFoundError");
}

function loadFound(name: string, _parent: PyObject | null, found: FoundModule | null): PyObject {
	if (found === null) return notFound(name, `No module named '${name}'`);
	if (found.native !== null) return loadNative(name, found.native);
	return found.code === null ? loadNamespace(name, found) : loadCode(name, found);
}

/** A package of directories without `__init__.py`. Source: _init_module_attrs of Lib/importlib/_bootstrap.py. */
function loadNamespace(name: string, found: FoundModule): PyObject {
	const loader = hold(namespaceLoader(name, found.path!), "loader of the namespace");
	const path = hold(getAttr(loader, internStr("_path")), "__path__");
	const module = hold(newModule(name), `module ${name}`);
	const spec = hold(newNamespaceSpec(name, loader, path), "module spec");
	const pack = hold(newStr(name), "__package__");
	const attributes: readonly [string, PyObject][] = [
		["__package__", pack],
		["__loader__", loader],
		["__spec__", spec],
		["__file__", None],
		["__path__", path],
	];
	for (const [key, value] of attributes) dictSetStr(module.dict!, internStr(key), value);
	setModule(name, module);
	for (const object of [pack, spec, module, path, loader]) drop(object);
	return loadedModule(name)!;
}

/** New. */
function namespaceLoader(name: string, path: readonly string[]): Own<PyObject> {
	const external = hold(importByName("importlib._bootstrap_external"), "module importlib._bootstrap_external");
	const finder = hold(getAttr(external, internStr("PathFinder")), "PathFinder");
	const getSpec = hold(getAttr(finder, internStr("_get_spec")), "PathFinder._get_spec");
	const text = hold(newStr(name), "name");
	const portions = hold(newList(path.map((entry) => newStr(entry))), "directories");
	const loader = callMethod(external, internStr("NamespaceLoader"), [text, portions, getSpec]);
	return [portions, text, getSpec, finder, external].reduce<Own<PyObject>>((kept, object) => dropKeeping(object, kept), loader);
}

function loadNative(name: string, make: () => Own<PyObject>): PyObject {
	const module = hold(make(), `module ${name}`);
	setModule(name, module);
	initModuleAttributes(module as PyModule, name, { native: make, code: null, origin: "built-in", isPackage: false, path: null });
	nameEarlyLoaders();
	importHooks.loaded?.(name, module);
	drop(module);
	return loadedModule(name)!;
}

/** Whether the modules that are there from the start lack their `__loader__` still. */
let earlyLoadersDue = true;

/** For the start of a runtime. */
export function expectEarlyLoaders(): void {
	earlyLoadersDue = true;
}

/** FAST: BuiltinImporter costs a millisecond, which a program that imports nothing need not spend. */
function nameEarlyLoaders(): void {
	if (!earlyLoadersDue) return;
	earlyLoadersDue = false;
	for (const name of EARLY_MODULES) {
		const module = loadedModule(name);
		if (module === null || !isModule(module)) continue;
		dictSetStr(module.dict!, internStr("__loader__"), builtinImporter());
		const spec = hold(
			newModuleSpec(name, { native: () => incref(module), code: null, origin: "built-in", isPackage: false, path: null }),
			"spec",
		);
		dictSetStr(module.dict!, internStr("__spec__"), spec);
		drop(spec);
	}
}

const EARLY_MODULES: readonly string[] = ["sys", "builtins"];

function setModule(name: string, module: PyObject): void {
	dictSetStr(modules(), internStr(name), module);
}

/** Runs a module's code in its new namespace; takes it out of sys.modules again if that raises. Source: _load_unlocked. */
function loadCode(name: string, found: FoundModule): PyObject {
	const module = hold(newModule(name), `module ${name}`);
	initModuleAttributes(module, name, found);
	setModule(name, module);
	setInitializing(module, true);
	beginLoading(name);
	const since = mark();
	try {
		runModule(module, found);
	} catch (thrown) {
		endLoading(name);
		caught(thrown, since);
		forget(name);
		throw thrown;
	}
	endLoading(name);
	setInitializing(module, false);
	adoptImporter(name, module);
	importHooks.loaded?.(name, module);
	drop(module);
	const loaded = loadedModule(name);
	if (loaded === null) return keyError(internStr(name));
	return loaded;
}

function forget(name: string): void {
	const exception = hold(fetchException(), "exception of the import");
	if (dictContains(modules(), internStr(name))) dictDelete(modules(), internStr(name));
	setException(take(exception) as Own<PyBaseException>);
}

function runModule(module: PyModule, found: FoundModule): void {
	const code = hold(found.code!(), "code of the module");
	const dict = module.dict!;
	dictSetStr(dict, internStr("__builtins__"), interpreter.builtins!);
	auditEvent("exec", () => [incref(code as PyObject)]);
	decref(vmHooks.evalCode(code, dict, null, null));
	drop(code);
}

/** `__spec__` and what follows from it. */
function initModuleAttributes(module: PyModule, name: string, found: FoundModule): void {
	const dict = module.dict!;
	const set = (key: string, value: Own<PyObject>): void => {
		hold(value, key);
		dictSetStr(dict, internStr(key), value);
		drop(value);
	};
	const dot = name.lastIndexOf(".");
	set("__package__", newStr(found.isPackage ? name : dot < 0 ? "" : name.slice(0, dot)));
	const spec = hold(newModuleSpec(name, found), "__spec__");
	dictSetStr(dict, internStr("__spec__"), spec);
	set("__loader__", getAttr(spec, internStr("loader")));
	drop(spec);
	if (found.path !== null) set("__path__", newList(found.path.map((entry) => newStr(entry))));
	if (found.native === null) {
		set("__file__", newStr(found.origin!));
		set("__cached__", own(None));
	}
}

/** `from module import *` into the frame's namespace. Source: import_all_from. */
export function importStar(frame: Frame, module: PyObject): void {
	const { locals } = frame;
	if (locals === null) return raiseError("SystemError", "no locals found during 'import *'");
	const all = lookupAttr(module, internStr("__all__"));
	if (all !== null) return importNames(module, all, locals, false);
	const dict = lookupAttr(module, internStr("__dict__"));
	if (dict === null) raiseImportError("from-import-* object has no __dict__ and no __all__", null);
	hold(dict!, "__dict__");
	const keys = mappingKeys(dict!);
	drop(dict!);
	importNames(module, keys, locals, true);
}

/** Source: PyMapping_Keys. */
function mappingKeys(mapping: PyObject): Own<PyObject> {
	const keys = hold(callMethod(mapping, internStr("keys"), []), "keys of __dict__");
	return dropKeeping(keys, sequenceList(keys));
}

function importNames(module: PyObject, names: Own<PyObject>, locals: PyObject, skipUnderscore: boolean): void {
	hold(names, "names to import");
	for (let i = 0; ; i++) {
		const name = unless("IndexError", () => sequenceGetItem(names, i), null);
		if (name === null) break;
		hold(name, "name to import");
		if (!isStr(name)) {
			const where = skipUnderscore ? "Key" : "Item";
			typeError(`${where} in ${moduleNameText(module)}.${skipUnderscore ? "__dict__" : "__all__"} must be str, not ${name.type.name}`);
		}
		if (!skipUnderscore || !(name as unknown as PyStr).value.startsWith("_")) {
			const value = hold(getAttr(module, name as unknown as PyStr), "imported value");
			if (locals.type === DictType) dictSetStr(locals as PyDict, name as unknown as PyStr, value);
			else setItem(locals, name, value);
			drop(value);
		}
		drop(name);
	}
	drop(names);
}

function moduleNameText(module: PyObject): string {
	const name = hold(getAttr(module, internStr("__name__")), "module name");
	if (!isStr(name)) typeError(`module __name__ must be a string, not ${typeShortName(name.type)}`);
	drop(name);
	return (name as unknown as PyStr).value;
}

/** `from module import name`: an attribute, or a submodule that is being imported. New. Source: _PyEval_ImportFrom. */
export function importAttribute(module: PyObject, name: PyStr): Own<PyObject> {
	const found = lookupAttr(module, name);
	if (found !== null) return found;
	const moduleName = lookupAttr(module, internStr("__name__"));
	if (moduleName !== null && isStr(moduleName)) {
		hold(moduleName, "module name");
		const sub = loadedModule(`${moduleName.value}.${name.value}`);
		if (sub !== null) return dropKeeping(moduleName, incref(sub));
		cannotImport(module, moduleName.value, name);
	}
	if (moduleName !== null) decref(moduleName);
	return cannotImport(module, "<unknown module name>", name);
}

function cannotImport(module: PyObject, moduleName: string, name: PyStr): never {
	const fileObject = lookupAttr(module, internStr("__file__"));
	const file = fileObject !== null && isStr(fileObject) ? fileObject.value : null;
	if (fileObject !== null) hold(fileObject, "__file__");
	const partial = isInitializing(module);
	const from = partial ? "partially initialized module " : "";
	const why = partial ? `most likely due to a circular import) (${file ?? "unknown location"}` : (file ?? "unknown location");
	const message = `cannot import name '${name.value}' from ${from}'${moduleName}' (${why})`;
	return raiseImportError(message, internStr(moduleName), file === null ? null : fileObject, name);
}
