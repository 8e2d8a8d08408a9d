// Building native modules: a table of functions, a table of values, and the small conversions that all of them use.

import { typeShortName } from "../objects/typeNames.ts";
import { drop, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref } from "../heap/refcount.ts";
import { callTuple, getAttr, str } from "../objects/abstract.ts";
import { inArgumentTuple } from "../objects/abstractCall.ts";
import { bindArguments, checkParsed, defVarargs, type MethodDef, type Parameter } from "../objects/args.ts";
import { newBuiltinFunction } from "../objects/builtinFunction.ts";
import { dictGetStr, dictItemsInOrder, dictLength, dictSetStr, newDict, type PyDict } from "../objects/dict.ts";
import { exceptionTypes, typeError } from "../objects/errors.ts";
import { bringToLife } from "../objects/heapTypes.ts";
import { addToState, newModule, type PyModule } from "../objects/module.ts";
import { newInt } from "../objects/int.ts";
import { type MemberDef, type PyObject, type PyType, TypeType } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { interpreter } from "../objects/state.ts";
import { internStr, isStr, newStr, type PyStr } from "../objects/str.ts";
import { type PyTuple, tupleOf } from "../objects/tuple.ts";

/** A module with its functions. Each function owns a reference to the module, as in CPython (`__self__`). */
export function buildModule(name: string, doc: string | null, functions: readonly MethodDef[]): Own<PyModule> {
	const module = hold(newModule(name), `module ${name}`);
	const dict = module.dict!;
	if (doc !== null) setOwned(dict, "__doc__", newStr(doc));
	for (const d of functions) addFunction(module, name, d);
	return take(module);
}

export function addFunction(module: PyModule, moduleName: string, d: MethodDef): void {
	setOwned(module.dict!, d.name, newBuiltinFunction(d, module, internStr(moduleName)));
}

/**
 * Defines a function that takes its arguments out of a tuple itself: without signature, and with other words for wrong
 * calls. `impl(module, ...args)` gets null for what was not given. `check` with the name as the message gives it.
 */
export function defParsed(
	name: string,
	[least, most]: readonly [number, number],
	doc: string | null,
	impl: (self: any, ...args: any[]) => Own<PyObject>,
	check: (given: number, least: number, most: number) => void = (...counts) => checkParsed(name, ...counts),
): MethodDef {
	const call = inArgumentTuple((self, args) => impl(self, ...Array.from({ length: most }, (_, i) => args[i] ?? null)));
	return defVarargs(name, null, doc, (self, args) => {
		check(args.length, least, most);
		return call(self, args, null);
	});
}

/** A new exception class, named with its module (`struct.error`), as PyErr_NewException makes it. New. */
export function newExceptionType(fullName: string, base: PyType = exceptionTypes.Exception!): Own<PyType> {
	const dot = fullName.lastIndexOf(".");
	const dict = hold(newDict(), "namespace of an exception");
	dictSetStr(dict, internStr("__module__"), internStr(fullName.slice(0, dot)));
	const bases = hold(tupleOf(base), "bases of an exception");
	const args = hold(tupleOf(internStr(fullName.slice(dot + 1)), bases, dict), "arguments of type");
	const type = callTuple(TypeType, args, null) as Own<PyType>;
	drop(args);
	drop(bases);
	drop(dict);
	return type;
}

/** Sets an item of a dictionary under a name. Steals the value. */
export function setOwned(dict: PyDict, name: string, value: Own<PyObject>): void {
	hold(value, name);
	dictSetStr(dict, internStr(name), value);
	decref(take(value));
}

/** The member by which CPython's heap types say where the function for vectorcalls lies. There is none in ours: 0. */
export const vectorcallMember: MemberDef = { name: "__vectorcalloffset__", get: () => newInt(0) };

/** Adds a type under its own name; a heap type is made for the module. */
export function addType(module: PyModule, type: PyType): void {
	if (type.spec?.heapType === true) addStateTypes(module, [type]);
	dictSetStr(module.dict!, internStr(type.name.slice(type.name.lastIndexOf(".") + 1)), type);
}

/** Adds a heap type that has no other owner than the module's dictionary, under `name` or its own. */
export function addUnkeptType(module: PyModule, type: PyType, name = typeShortName(type)): void {
	setOwned(module.dict!, name, bringToLife(type, module));
}

/** Makes heap types that the module's state owns; bases first. */
export function addStateTypes(module: PyModule, types: readonly PyType[]): void {
	for (const type of types) addToState(module, bringToLife(type, module));
}

/** An attribute of the `sys` module, borrowed; null if it is gone. */
export function sysGet(name: string): PyObject | null {
	return interpreter.sysDict === null ? null : dictGetStr(interpreter.sysDict, internStr(name));
}

export function sysSet(name: string, value: PyObject): void {
	dictSetStr(interpreter.sysDict!, internStr(name), value);
}

/** `str(o)` as a JavaScript string. May run Python code. */
export function textOf(o: PyObject): string {
	const s = str(o);
	const text = s.value;
	decref(s);
	return text;
}

/** The text of an argument that must be a str. */
export function strArgument(value: PyObject, what: string): string {
	if (!isStr(value)) typeError(`${what} must be str, not ${typeName(value)}`);
	return (value as PyStr).value;
}

/** How argument errors name a value's type. */
export function typeName(value: PyObject): string {
	return value === None ? "None" : value.type.name;
}

export function attribute(o: PyObject, name: string): Own<PyObject> {
	return getAttr(o, internStr(name));
}

/** The arguments of a `new` or `init` slot in the form of a vectorcall: values borrowed, the tuple of names (if any) new. */
export function vectorArguments(args: PyTuple, kwargs: PyDict | null): [readonly PyObject[], Own<PyTuple> | null] {
	if (kwargs === null || dictLength(kwargs) === 0) return [args.items, null];
	const items = dictItemsInOrder(kwargs);
	return [[...args.items, ...items.map(([, value]) => value)], tupleOf(...items.map(([key]) => key))];
}

/** Binds the arguments of a `new` or `init` slot. Results borrowed. Raises TypeError. */
export function bindSlotArguments(
	name: string,
	parameters: readonly Parameter[],
	args: PyTuple,
	kwargs: PyDict | null,
): (PyObject | null)[] {
	const [items, names] = vectorArguments(args, kwargs);
	if (names === null) return bindArguments(name, parameters, items, null);
	hold(names, "keyword names");
	const bound = bindArguments(name, parameters, items, names);
	drop(names);
	return bound;
}

/** Parameters that may be given by position or name; the first `required` of them must be. */
export function eitherParameters(names: readonly string[], required: number): readonly Parameter[] {
	return names.map((name, i) => ({ name, required: i < required, kind: "either" }));
}
