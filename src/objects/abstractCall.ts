// Calling any object: with an array of arguments where the type supports it, else with a tuple and a dict.
//
// Keyword arguments come as values after the positional ones, with a tuple of their names. An argument tuple made for a
// call owns its arguments while the call runs, which shows in their counts. Read `call` and `makeTpCall` first.
// Mirrors Objects/call.c.

import { drop, dropKeeping, hold, mark, take } from "../heap/handles.ts";
import { type Own, own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { getMethod, lookupAttr, lookupSpecial, lookupSpecialMethod, methodIsUnbound } from "./abstractAttr.ts";
import { dictGetStr, dictItemsInOrder, dictLength, dictSet, newDict, type PyDict } from "./dict.ts";
import { caught, clearException, exceptionMatches, typeError } from "./errors.ts";
import { isModule, type PyModule } from "./module.ts";
import { type PyObject, type PyType, TPFLAGS_TYPE_SUBCLASS, type VectorcallFunc } from "./object.ts";
import { enterRecursiveCall, leaveRecursiveCall } from "./recursion.ts";
import { internStr, isStr, type PyStr } from "./str.ts";
import { emptyTuple, newTuple, type PyTuple } from "./tuple.ts";

const NO_ARGUMENTS: readonly PyObject[] = [];

/** `PyObject_Vectorcall`. All borrowed; result new. */
export function call(callable: PyObject, args: readonly PyObject[], kwnames: PyTuple | null = null): Own<PyObject> {
	const vectorcall = callable.type.vectorcall;
	return vectorcall !== null ? vectorcall(callable, args, kwnames) : makeTpCall(callable, args, kwnames);
}

export function callNoArgs(callable: PyObject): Own<PyObject> {
	return call(callable, NO_ARGUMENTS, null);
}

export function callOneArg(callable: PyObject, arg: PyObject): Own<PyObject> {
	return call(callable, [arg], null);
}

/** Calls by the `call` slot: makes and holds an argument tuple, and a dict if there are keywords. Source: _PyObject_MakeTpCall. */
export function makeTpCall(callable: PyObject, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	if (callable.type.call === null) notCallable(callable);
	const keywords = kwnames === null ? 0 : kwnames.items.length;
	const positional = args.length - keywords;
	const kwargs = keywords === 0 ? null : hold(keywordDict(args, kwnames!, positional), "keyword arguments of the call");
	const tuple = hold(argumentTuple(args, positional), "argument tuple of the call");
	const result = dropKeeping(tuple, tpCall(callable, tuple, kwargs));
	return kwargs === null ? result : dropKeeping(kwargs, result);
}

function tpCall(callable: PyObject, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	enterRecursiveCall(" while calling a Python object");
	try {
		return callable.type.call!(callable, args, kwargs);
	} finally {
		leaveRecursiveCall();
	}
}

function argumentTuple(args: readonly PyObject[], count: number): Own<PyTuple> {
	if (count === 0) return own(emptyTuple);
	const items = args.slice(0, count) as Own<PyObject>[];
	for (let i = 0; i < count; i++) incref(items[i]);
	return newTuple(items);
}

/** A new dict of the keyword arguments. Source: _PyStack_AsDict. */
export function keywordDict(args: readonly PyObject[], kwnames: PyTuple, positional: number): Own<PyDict> {
	const dict = hold(newDict(), "keyword arguments");
	kwnames.items.forEach((name, i) => dictSet(dict, name, args[positional + i]));
	return take(dict);
}

function notCallable(callable: PyObject): never {
	const hint = isModule(callable) ? moduleHint(callable) : "";
	return typeError(`'${callable.type.name}' object is not callable${hint}`);
}

/** Whoever calls a module may have meant the function of the same name in it. */
function moduleHint(module: PyModule): string {
	const name = dictGetStr(module.dict, internStr("__name__"));
	if (name === null || !isStr(name)) return "";
	const attr = lookupAttr(module, name);
	if (attr === null) return "";
	hold(attr, "attribute of the module");
	const hint = isCallable(attr) ? `. Did you mean: '${name.value}.${name.value}(...)'?` : "";
	drop(attr);
	return hint;
}

/** A class without a `typeVectorcall` gets the tuple and the dict (even if empty) as they are. */
function takesTuple(callable: PyObject): boolean {
	return (callable.type.typeFlags & TPFLAGS_TYPE_SUBCLASS) !== 0 && (callable as PyType).typeVectorcall === null;
}

/** `PyObject_Call`: a tuple and a dict (or null) of arguments, both borrowed. */
export function callTuple(callable: PyObject, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (callable.type.vectorcall !== null && !takesTuple(callable)) return callItems(callable, args.items, kwargs);
	if (callable.type.call === null) notCallable(callable);
	return tpCall(callable, args, kwargs);
}

/** Calls with `self` before the arguments. Source: _PyObject_Call_Prepend. */
export function callPrepend(callable: PyObject, self: PyObject, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	return callItems(callable, [self, ...args.items], kwargs);
}

/** Calls with an array and a dict of arguments. Source: _PyObject_FastCallDictTstate. */
export function callItems(callable: PyObject, args: readonly PyObject[], kwargs: PyDict | null): Own<PyObject> {
	if (kwargs === null || dictLength(kwargs) === 0) return call(callable, args, null);
	const items = dictItemsInOrder(kwargs);
	if (!items.every(([key]) => isStr(key))) typeError("keywords must be strings");
	const all = [...args, ...items.map(([, value]) => value)];
	const names = hold(newTuple(items.map(([key]) => incref(key))), "keyword names of the call");
	const owned = hold(newTuple(all.map((arg) => incref(arg))), "arguments of the call");
	return dropKeeping(names, dropKeeping(owned, call(callable, all, names)));
}

/** `object.name(*args)` without a bound method where that can be avoided. Source: PyObject_VectorcallMethod. */
export function callMethod(
	object: PyObject,
	name: PyStr,
	args: readonly PyObject[] = NO_ARGUMENTS,
	kwnames: PyTuple | null = null,
): Own<PyObject> {
	const method = getMethod(object, name);
	const unbound = methodIsUnbound;
	hold(method, "method");
	return dropKeeping(method, call(method, unbound ? [object, ...args] : args, kwnames));
}

/** Calls a special method, looked up on the type; null if there is none. */
export function callSpecial(object: PyObject, name: PyStr, args: readonly PyObject[] = NO_ARGUMENTS): Own<PyObject> | null {
	const method = lookupSpecialMethod(object, name);
	if (method === null) return null;
	const unbound = methodIsUnbound;
	hold(method, "special method");
	return dropKeeping(method, call(method, unbound ? [object, ...args] : args, null));
}

/** As `callSpecial`, but null also if binding the method raises AttributeError. Source: _PyObject_MaybeCallSpecialNoArgs. */
export function callSpecialMaybe(object: PyObject, name: PyStr, args: readonly PyObject[] = NO_ARGUMENTS): Own<PyObject> | null {
	const method = lookupSpecialMaybe(object, name);
	if (method === null) return null;
	const unbound = methodIsUnbound;
	hold(method, "special method");
	return dropKeeping(method, call(method, unbound ? [object, ...args] : args, null));
}

function lookupSpecialMaybe(object: PyObject, name: PyStr): Own<PyObject> | null {
	const since = mark();
	try {
		return lookupSpecialMethod(object, name);
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("AttributeError")) throw thrown;
		clearException();
		return null;
	}
}

/** As `callSpecial`, by a bound method, which holds the object meanwhile: where CPython uses _PyObject_LookupSpecial. */
export function callBoundSpecial(object: PyObject, name: PyStr, args: readonly PyObject[] = NO_ARGUMENTS): Own<PyObject> | null {
	const method = lookupSpecial(object, name);
	if (method === null) return null;
	hold(method, "special method");
	return dropKeeping(method, call(method, args, null));
}

/** A native function whose positional arguments are in a tuple while it runs: CPython's METH_VARARGS. */
export function inArgumentTuple(impl: VectorcallFunc): VectorcallFunc {
	return (self, args, kwnames) => {
		const positional = args.length - (kwnames === null ? 0 : kwnames.items.length);
		const tuple = hold(argumentTuple(args, positional), "argument tuple of the call");
		return dropKeeping(tuple, impl(self, args, kwnames));
	};
}

/** Whether the object can be called. Source: PyCallable_Check. */
export function isCallable(object: PyObject): boolean {
	return object.type.call !== null || object.type.vectorcall !== null;
}
