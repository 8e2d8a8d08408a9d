// The loader that modules with a source name as their `__loader__`: it gives their code, their text and their file's bytes to
// importlib, runpy, pkgutil, linecache and inspect. Importing itself is done by import.ts.
//
// The class has the name of importlib's own, which is written in Python and is loaded only when a program asks for it; they
// stay two classes. Read `getCode` first. Mirrors SourceFileLoader of Lib/importlib/_bootstrap_external.py.

import { drop, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, free, incref } from "../heap/refcount.ts";
import { getAttr, hash } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { newBytes } from "../objects/bytes.ts";
import type { PyCode } from "../objects/code.ts";
import { dictSetStr, type PyDict } from "../objects/dict.ts";
import { typeError } from "../objects/errors.ts";
import { reprText } from "../objects/exceptions.ts";
import { raiseImportError, raiseOSError } from "../objects/exceptionsRaise.ts";
import { defineType, Py_EQ, Py_NE, type PyObject, PyPlainObject, type PyType } from "../objects/object.ts";
import { newNone, newNotImplemented, None } from "../objects/singletons.ts";
import { interpreter } from "../objects/state.ts";
import { internStr, isStr, newStr, type PyStr } from "../objects/str.ts";
import { vmHooks } from "../objects/vmHooks.ts";
import { importHooks } from "./finder.ts";

/** Owns both. */
class PySourceLoader extends PyPlainObject {
	readonly name: PyStr;
	readonly path: PyStr;

	constructor(name: Own<PyStr>, path: Own<PyStr>) {
		super(SourceLoaderType);
		this.name = name;
		this.path = path;
	}
}

export function newSourceLoader(name: string, path: string): Own<PyObject> {
	return own(new PySourceLoader(newStr(name), newStr(path)));
}

/** Raises ImportError if a method is asked for another module than the loader's. */
function check(self: PySourceLoader, name: PyObject | null): void {
	if (name === null || name === None || (isStr(name) && (name as PyStr).value === self.name.value)) return;
	raiseImportError(`loader for ${self.name.value} cannot handle ${isStr(name) ? (name as PyStr).value : reprText(name)}`, name);
}

/** Made anew at each call: the library's comes from its archive, another is compiled. */
function getCode(self: PySourceLoader, name: PyObject | null): Own<PyObject> {
	check(self, name);
	return codeOf(self);
}

function codeOf(self: PySourceLoader): Own<PyCode> {
	const path = self.path.value;
	const found = isInLibrary(path) ? importHooks.standard(self.name.value) : null;
	if (found !== null && found.code !== null && found.origin === path) return found.code();
	return importHooks.compileFile(sourceOf(self), path);
}

function isInLibrary(path: string): boolean {
	return importHooks.standardPath !== "" && path.startsWith(`${importHooks.standardPath}/`);
}

function sourceOf(self: PySourceLoader): Uint8Array {
	return importHooks.readBytes(self.path.value) ?? raiseImportError("source not available through get_data()", self.name);
}

function getData(_self: PySourceLoader, path: PyObject): Own<PyObject> {
	if (!isStr(path)) return typeError(`get_data() argument must be str, not ${path.type.name}`);
	const bytes = importHooks.readBytes((path as PyStr).value);
	return bytes === null ? raiseOSError(2, "No such file or directory", path) : newBytes(bytes);
}

/** Runs the module's code in its namespace. */
function execModule(self: PySourceLoader, module: PyObject): Own<PyObject> {
	const dict = hold(getAttr(module, internStr("__dict__")), "namespace of the module") as unknown as PyDict;
	dictSetStr(dict, internStr("__builtins__"), interpreter.builtins!);
	const code = hold(codeOf(self), "code of the module");
	decref(vmHooks.evalCode(code, dict, null, null));
	drop(code);
	drop(dict);
	return newNone();
}

const isPackage = ({ name, path }: PySourceLoader): boolean => path.value.endsWith("/__init__.py") && !/(^|\.)__init__$/.test(name.value);

const methods: readonly MethodDef[] = [
	def("get_code", "($self, fullname=None)", "The code object of the module.", getCode),
	def("get_source", "($self, fullname=None)", "The text of the module.", (self: PySourceLoader, name) => {
		check(self, name);
		return newStr(importHooks.decodeSource(sourceOf(self), self.path.value));
	}),
	def("get_filename", "($self, name=None)", "The path of the module's file.", (self: PySourceLoader, name) => {
		check(self, name);
		return incref(self.path as PyObject) as Own<PyObject>;
	}),
	def("is_package", "($self, fullname=None)", "Whether the module is a package.", (self: PySourceLoader, name) => {
		check(self, name);
		return newBool(isPackage(self));
	}),
	def("get_data", "($self, path)", "The bytes of a file.", getData),
	def("create_module", "($self, spec)", "None: an ordinary module will do.", () => newNone()),
	def("exec_module", "($self, module)", "Runs the module's code.", execModule),
];

function compare(self: PyObject, other: PyObject, op: number): Own<PyObject> {
	if ((op !== Py_EQ && op !== Py_NE) || !(other instanceof PySourceLoader)) return newNotImplemented();
	const mine = self as PySourceLoader;
	return newBool((mine.name.value === other.name.value && mine.path.value === other.path.value) === (op === Py_EQ));
}

const SourceLoaderType: PyType = defineType({
	name: "_frozen_importlib_external.SourceFileLoader",
	basicsize: 32,
	doc: "Gives the code and the text of a module that has a source.",
	new: null,
	methods,
	getset: [
		{ name: "name", doc: "The module's name.", get: (self: PySourceLoader) => incref(self.name as PyObject) as Own<PyObject> },
		{ name: "path", doc: "The module's file.", get: (self: PySourceLoader) => incref(self.path as PyObject) as Own<PyObject> },
	],
	richcompare: compare,
	hash: (self: PySourceLoader) => hash(self.path),
	dealloc: (self: PySourceLoader) => {
		decref(self.name);
		decref(self.path);
		free(self);
	},
	traverse: (self: PySourceLoader, visit) => {
		visit(self.name, "name");
		visit(self.path, "path");
	},
});
