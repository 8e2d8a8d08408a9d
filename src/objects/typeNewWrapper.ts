// `__new__` of native types as a function: `int.__new__(cls, ...)`.
// It refuses classes for which another native type's `__new__` is due. Mirrors tp_new_wrapper (Objects/typeobject.c).

import { dropKeeping, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { keywordDict } from "./abstractCall.ts";
import { isType } from "./abstractClass.ts";
import { defRaw, type MethodDef } from "./args.ts";
import { isBuiltinFunction, newBuiltinFunction } from "./builtinFunction.ts";
import { typeError } from "./errors.ts";
import { isSubtype, type PyObject, type PyType } from "./object.ts";
import { slotNew } from "./slotFunctions.ts";
import { newTuple, type PyTuple } from "./tuple.ts";

let definition: MethodDef | null = null;

function newDef(): MethodDef {
	const doc = "Create and return a new object.  See help(type) for accurate signature.";
	definition ??= defRaw("__new__", "($type, *args, **kwargs)", doc, newWrapper as MethodDef["impl"]);
	return definition;
}

/** The `__new__` for a native type's dictionary. */
export function newNewWrapper(type: PyType): Own<PyObject> {
	return newBuiltinFunction(newDef(), type, null);
}

export function isNewWrapper(object: PyObject): boolean {
	return isBuiltinFunction(object) && object.def === definition;
}

function newWrapper(self: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const count = args.length - (kwnames === null ? 0 : kwnames.items.length);
	const subtype = checkSubtype(self, count === 0 ? undefined : args[0]);
	const kwargs = kwnames === null ? null : hold(keywordDict(args, kwnames, count), "keyword arguments of __new__");
	const all = hold(newTuple(args.slice(0, count).map((arg) => incref(arg))), "argument tuple of __new__");
	const rest = hold(newTuple(args.slice(1, count).map((arg) => incref(arg))), "arguments after the class");
	const result = dropKeeping(all, dropKeeping(rest, self.new!(subtype, rest, kwargs)));
	return kwargs === null ? result : dropKeeping(kwargs, result);
}

function checkSubtype(self: PyType, subtype: PyObject | undefined): PyType {
	const name = self.name;
	if (subtype === undefined) return typeError(`${name}.__new__(): not enough arguments`);
	if (!isType(subtype)) return typeError(`${name}.__new__(X): X is not a type object (${subtype.type.name})`);
	const sub = subtype.name;
	if (!isSubtype(subtype, self)) return typeError(`${name}.__new__(${sub}): ${sub} is not a subtype of ${name}`);
	let native: PyType | null = subtype;
	while (native !== null && native.new === slotNew) native = native.base;
	if (native !== null && native.new === null) typeError(`cannot create '${native.name}' instances`);
	if (native !== null && native.new !== self.new) typeError(`${name}.__new__(${sub}) is not safe, use ${native.name}.__new__()`);
	return subtype;
}
