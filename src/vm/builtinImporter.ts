// BuiltinImporter: the class that native modules name as their `__loader__`. Made of native functions, so that no program
// needs importlib's Python code at its start; once that code is loaded, it takes this class for its own.
//
// Importing itself is done by import.ts: what the methods offer, they do by it. A spec is importlib's ModuleSpec.
// Mirrors BuiltinImporter of Lib/importlib/_bootstrap.py.

import { registerRoots } from "../heap/audit.ts";
import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { call, callOneArg, callTuple, getAttr } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { newBuiltinFunction } from "../objects/builtinFunction.ts";
import { ClassMethodType, StaticMethodType } from "../objects/classmethod.ts";
import { dictSetStr, newDict, type PyDict } from "../objects/dict.ts";
import { raiseImportError } from "../objects/exceptionsRaise.ts";
import { reprText } from "../objects/exceptions.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { type PyObject, type PyType, TypeType } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "../objects/str.ts";
import { emptyTuple, tupleOf } from "../objects/tuple.ts";
import { importHooks } from "./finder.ts";
import { importByName } from "./import.ts";
import { moduleSpecType } from "./moduleSpec.ts";

const ORIGIN = "built-in";
const BOOTSTRAP = "importlib._bootstrap";
const ALWAYS_THERE: readonly string[] = ["builtins", "sys"];

function isBuiltin(name: PyObject): boolean {
	return isStr(name) && (ALWAYS_THERE.includes((name as PyStr).value) || importHooks.native((name as PyStr).value) !== null);
}

function requireBuiltin(name: PyObject): void {
	if (!isBuiltin(name)) raiseImportError(`${reprText(name)} is not a built-in module`, name);
}

/** A function of importlib's Python code, called. New. */
function callBootstrap(name: string, args: readonly PyObject[], kwnames: Own<PyObject> | null = null): Own<PyObject> {
	if (kwnames !== null) hold(kwnames, "keyword names");
	const bootstrap = hold(importByName(BOOTSTRAP), "module importlib._bootstrap");
	const f = hold(getAttr(bootstrap, internStr(name)), name);
	const result = dropKeeping(bootstrap, dropKeeping(f, call(f, args, kwnames as never)));
	return kwnames === null ? result : dropKeeping(kwnames, result);
}

function findSpec(_cls: PyObject, cls: PyObject, name: PyObject): Own<PyObject> {
	if (!isBuiltin(name)) return newNone();
	return callBootstrap("ModuleSpec", [name, cls, internStr(ORIGIN)], tupleOf(internStr("origin")));
}

function createModule(_cls: PyObject, spec: PyObject): Own<PyObject> {
	const name = hold(getAttr(spec, internStr("name")), "name of the module");
	requireBuiltin(name);
	return dropKeeping(name, importByName((name as PyStr).value));
}

const nothing = (_cls: PyObject, _self: PyObject, name: PyObject): Own<PyObject> => {
	requireBuiltin(name);
	return newNone();
};

const classMethods: readonly MethodDef[] = [
	def("find_spec", "(cls, fullname, path=None, target=None)", null, findSpec),
	def("get_code", "(cls, fullname)", "None: a native module has no code object.", nothing),
	def("get_source", "(cls, fullname)", "None: a native module has no source.", nothing),
	def("is_package", "(cls, fullname)", "False: no native module is a package.", (_cls, _self, name) => {
		requireBuiltin(name);
		return newBool(false);
	}),
];

/** `load_module`: in importlib a function that several importers share. */
const shim = def("_load_module_shim", "(cls, fullname)", "Imports a module; out of use.", (_self, cls, name) => {
	requireBuiltin(name);
	return callBootstrap("_load_module_shim", [cls, name]);
});

const staticMethods: readonly MethodDef[] = [
	def("create_module", "(spec)", "Imports a native module.", createModule),
	def("exec_module", "(module)", "Nothing is left to do: the module comes complete.", () => newNone()),
];

let importer: PyType | null = null;

registerRoots("importer of native modules", (visit) => {
	if (importer !== null) visit(importer, "BuiltinImporter");
});

/** The class, made when first asked for. Borrowed. */
export function builtinImporter(): PyType {
	importer ??= makeImporter();
	return importer;
}

function makeImporter(): Own<PyType> {
	const namespace = hold(newDict(), "namespace of BuiltinImporter");
	const set = (name: string, value: Own<PyObject>): void => setOwned(namespace, name, value);
	set("__module__", incref(internStr("_frozen_importlib")));
	set("__firstlineno__", newInt(974));
	set("__doc__", newStr("Finds and imports native modules."));
	set("_ORIGIN", newStr(ORIGIN));
	set("__static_attributes__", incref(emptyTuple));
	const args = hold(tupleOf(internStr("BuiltinImporter"), emptyTuple, namespace), "arguments of type");
	const type = hold(callTuple(TypeType, args, null) as Own<PyType>, "BuiltinImporter");
	for (const d of classMethods) addMethod(type, d.name, d, type, ClassMethodType);
	for (const d of staticMethods) addMethod(type, d.name, d, type, StaticMethodType);
	addMethod(type, "load_module", shim, null, ClassMethodType);
	take(type);
	drop(args);
	drop(namespace);
	return type as Own<PyType>;
}

/** `owner` is the class, so that the function's qualified name says so, or null. */
function addMethod(type: PyType, name: string, d: MethodDef, owner: PyType | null, wrapper: PyType): void {
	const fn = hold(newBuiltinFunction(d, owner, internStr("_frozen_importlib")), name);
	setOwned(type.dict!, name, callOneArg(wrapper, fn));
	drop(fn);
}

/** Steals the value. */
function setOwned(dict: PyDict, name: string, value: Own<PyObject>): void {
	hold(value, name);
	dictSetStr(dict, internStr(name), value);
	decref(take(value));
}

/** When a module has been loaded: importlib's Python code takes the classes that modules show already for its own. */
export function adoptImporter(name: string, module: PyModule): void {
	if (name !== BOOTSTRAP) return;
	dictSetStr(module.dict!, internStr("BuiltinImporter"), builtinImporter());
	dictSetStr(module.dict!, internStr("ModuleSpec"), moduleSpecType());
}
