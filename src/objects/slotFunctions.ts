// The slots of classes made in Python: each calls the special method that the class defines.
//
// A method is called with the object as first argument and no bound method in between, and is owned during the call, as
// in CPython. Arguments are passed on borrowed. Read `callSlotMethod` first; operators are in slotOperators.ts.
// Mirrors the slot_* functions of Objects/typeobject.c.

import { drop, dropKeeping, hold, mark } from "../heap/handles.ts";
import { type Own, own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { getAttr } from "./abstractAttr.ts";
import { call, callPrepend, callTuple } from "./abstractCall.ts";
import { numberIndex } from "./abstractNumber.ts";
import { hashNotImplemented, isTrue, repr } from "./abstractObject.ts";
import { iterationFinds, longLength } from "./abstractSequence.ts";
import { False, True } from "./bool.ts";
import type { PyDict } from "./dict.ts";
import {
	attributeError,
	caught,
	clearException,
	exceptionMatches,
	overflowError,
	setException,
	typeError,
	valueError,
	writeUnraisable,
} from "./errors.ts";
import { genericGetAttr, genericLookup } from "./genericAttr.ts";
import { hashBigInt } from "./hash.ts";
import { isInt, newInt } from "./int.ts";
import { newSeqIterator } from "./iterators.ts";
import { isMemoryView, viewBytes } from "./memoryview.ts";
import { type CompareOp, type Hash, type PyObject, type PyType, TPFLAGS_METHOD_DESCRIPTOR } from "./object.ts";
import { newNotImplemented, None } from "./singletons.ts";
import { thread } from "./state.ts";
import { internStr, newStr, type PyStr } from "./str.ts";
import type { PyTuple } from "./tuple.ts";
import { typeLookup } from "./typeCache.ts";
import { addressText } from "./addressText.ts";

const NAMES = new Map<string, PyStr>();

/** The interned name of a special method. */
export function slotName(name: string): PyStr {
	let str = NAMES.get(name);
	if (str === undefined) NAMES.set(name, (str = internStr(name)));
	return str;
}

/** Calls what was found on the type under a special name; `args[0]` is the object. Source: vectorcall_unbound. */
export function callFound(found: PyObject, args: readonly PyObject[]): Own<PyObject> {
	if ((found.type.typeFlags & TPFLAGS_METHOD_DESCRIPTOR) !== 0) {
		hold(incref(found), "special method");
		return dropKeeping(found, call(found, args, null));
	}
	const bound = hold(bindFound(found, args[0]), "special method");
	return dropKeeping(bound, call(bound, args.slice(1), null));
}

/** As `callFound`, but null if binding the method raises AttributeError: it counts as missing. Source: lookup_maybe_method. */
function callFoundIfBound(found: PyObject, args: readonly PyObject[]): Own<PyObject> | null {
	if ((found.type.typeFlags & TPFLAGS_METHOD_DESCRIPTOR) !== 0) return callFound(found, args);
	const bound = bindOrNull(found, args[0], "AttributeError");
	if (bound === null) return null;
	hold(bound, "special method");
	return dropKeeping(bound, call(bound, args.slice(1), null));
}

/** Null if binding raises such an error. */
function bindOrNull(found: PyObject, self: PyObject, error: string): Own<PyObject> | null {
	const since = mark();
	try {
		return bindFound(found, self);
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches(error)) throw thrown;
		clearException();
		return null;
	}
}

function bindFound(found: PyObject, self: PyObject): Own<PyObject> {
	const get = found.type.descrGet;
	return get === null ? incref(found) : get(found, self, self.type);
}

/** Calls a special method that must be there; `args[0]` is the object. Source: vectorcall_method. */
export function callSlotMethod(name: PyStr, args: readonly PyObject[]): Own<PyObject> {
	const found = typeLookup(args[0].type, name);
	return found === null ? attributeError(name.value) : callFound(found, args);
}

/** The same; NotImplemented if it is not there. Source: vectorcall_maybe. */
export function callSlotMaybe(name: PyStr, args: readonly PyObject[]): Own<PyObject> {
	const found = typeLookup(args[0].type, name);
	return (found === null ? null : callFoundIfBound(found, args)) ?? newNotImplemented();
}

/** Calls with a tuple and dict of arguments. */
function callFoundTuple(found: PyObject, self: PyObject, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if ((found.type.typeFlags & TPFLAGS_METHOD_DESCRIPTOR) !== 0) {
		hold(incref(found), "special method");
		return dropKeeping(found, callPrepend(found, self, args, kwargs));
	}
	const bound = hold(bindFound(found, self), "special method");
	return dropKeeping(bound, callTuple(bound, args, kwargs));
}

export function slotRepr(self: PyObject): Own<PyObject> {
	const found = typeLookup(self.type, slotName("__repr__"));
	const result = found === null ? null : callFoundIfBound(found, [self]);
	return result ?? newStr(`<${self.type.name} object at ${addressText(self)}>`);
}

export function slotStr(self: PyObject): Own<PyObject> {
	return callSlotMethod(slotName("__str__"), [self]);
}

export function slotHash(self: PyObject): Hash {
	const found = typeLookup(self.type, slotName("__hash__"));
	if (found === null || found === None) return hashNotImplemented(self);
	const returned = callFoundIfBound(found, [self]);
	if (returned === null) return hashNotImplemented(self);
	const result = hold(returned, "result of __hash__");
	if (!isInt(result)) typeError("__hash__ method should return an integer");
	const value = result.value;
	const hash = typeof value === "bigint" ? hashResult(value) : value;
	drop(result);
	return hash === -1 ? -2 : hash;
}

/** What fits in 64 bits is the hash itself, a larger number is hashed as int. */
function hashResult(value: bigint): Hash {
	return BigInt.asIntN(64, value) === value ? value : hashBigInt(value);
}

export function slotCall(self: PyObject, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const found = typeLookup(self.type, slotName("__call__"));
	return found === null ? attributeError("__call__") : callFoundTuple(found, self, args, kwargs);
}

export function slotGetattro(self: PyObject, name: PyStr): Own<PyObject> {
	return callSlotMethod(slotName("__getattribute__"), [self, name]);
}

/** For classes with `__getattr__`: asked when `__getattribute__` raises AttributeError. */
export function slotGetattrHook(self: PyObject, name: PyStr): Own<PyObject> {
	const type = self.type;
	const getattr = typeLookup(type, slotName("__getattr__"));
	if (getattr === null) {
		type.getattro = slotGetattro;
		return slotGetattro(self, name);
	}
	hold(incref(getattr), "__getattr__");
	const found = lookupFirst(self, name);
	if (found !== null) return dropKeeping(getattr, found);
	return dropKeeping(getattr, callAttribute(self, getattr, name));
}

/** What `__getattribute__` gives; null if it raised AttributeError. */
function lookupFirst(self: PyObject, name: PyStr): Own<PyObject> | null {
	const getattribute = typeLookup(self.type, slotName("__getattribute__"));
	const since = mark();
	try {
		if (getattribute === null || isGenericGetattribute(getattribute)) return genericLookup(self, name);
		hold(incref(getattribute), "__getattribute__");
		return dropKeeping(getattribute, callAttribute(self, getattribute, name));
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("AttributeError")) throw thrown;
		clearException();
		return null;
	}
}

function isGenericGetattribute(descr: PyObject): boolean {
	return descr.type.name === "wrapper_descriptor" && (descr as PyObject & { wrapped: unknown }).wrapped === genericGetAttr;
}

/** Calls an attribute function with the object, unbound if it is a method. Source: call_attribute. */
function callAttribute(self: PyObject, attribute: PyObject, name: PyStr): Own<PyObject> {
	if ((attribute.type.typeFlags & TPFLAGS_METHOD_DESCRIPTOR) !== 0) return call(attribute, [self, name], null);
	const bound = hold(bindFound(attribute, self), "bound attribute function");
	return dropKeeping(bound, call(bound, [name], null));
}

export function slotSetattro(self: PyObject, name: PyStr, value: PyObject | null): void {
	if (value === null) discard(callSlotMethod(slotName("__delattr__"), [self, name]));
	else discard(callSlotMethod(slotName("__setattr__"), [self, name, value]));
}

/** Gives up a result that nobody wants. */
function discard(result: Own<PyObject>): void {
	hold(result, "result");
	drop(result);
}

const COMPARE_NAMES = ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"];

export function slotRichcompare(self: PyObject, other: PyObject, op: CompareOp): Own<PyObject> {
	const found = typeLookup(self.type, slotName(COMPARE_NAMES[op]));
	const result = found === null ? null : callFoundIfBound(found, [self, other]);
	return result ?? newNotImplemented();
}

export function slotIter(self: PyObject): Own<PyObject> {
	const found = typeLookup(self.type, slotName("__iter__"));
	if (found === None) return notIterable(self);
	const result = found === null ? null : callFoundIfBound(found, [self]);
	if (result !== null) return result;
	return typeLookup(self.type, slotName("__getitem__")) === null ? notIterable(self) : newSeqIterator(self);
}

function notIterable(self: PyObject): never {
	return typeError(`'${self.type.name}' object is not iterable`);
}

/** Ends by StopIteration: the caller turns that into the end (`iterNext`) or passes it on (`next`). */
export function slotIternext(self: PyObject): Own<PyObject> | null {
	return callSlotMethod(slotName("__next__"), [self]);
}

export function slotDescrGet(self: PyObject, object: PyObject | null, type: PyObject | null): Own<PyObject> {
	const get = typeLookup(self.type, slotName("__get__"));
	if (get === null) {
		if (self.type.descrGet === slotDescrGet) self.type.descrGet = null;
		return incref(self);
	}
	hold(incref(get), "__get__");
	return dropKeeping(get, call(get, [self, object ?? None, type ?? None], null));
}

export function slotDescrSet(self: PyObject, object: PyObject, value: PyObject | null): void {
	if (value === null) discard(callSlotMethod(slotName("__delete__"), [self, object]));
	else discard(callSlotMethod(slotName("__set__"), [self, object, value]));
}

export function slotInit(self: PyObject, args: PyTuple, kwargs: PyDict | null): void {
	const found = typeLookup(self.type, slotName("__init__"));
	if (found === null) attributeError("__init__");
	const result = hold(callFoundTuple(found, self, args, kwargs), "result of __init__");
	if (result !== None) typeError(`__init__() should return None, not '${result.type.name}'`);
	drop(result);
}

export function slotNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const found = hold(getAttr(type, slotName("__new__")), "__new__");
	return dropKeeping(found, callPrepend(found, type, args, kwargs));
}

/** Runs `__del__`. What it raises is reported; what was in flight stays so. That it can't be bound nobody learns. */
export function slotFinalize(self: PyObject): void {
	const found = typeLookup(self.type, slotName("__del__"));
	if (found === null) return;
	if (thread.currentException === null) runFinalizer(found, self);
	else keepingException(() => runFinalizer(found, self));
}

/** Runs `body`, which must not raise, while the exception in flight waits. */
function keepingException(body: () => void): void {
	const saved = thread.currentException;
	if (saved === null) return body();
	thread.currentException = null;
	hold(own(saved), "exception in flight");
	body();
	setException(incref(saved));
	drop(saved);
}

function runFinalizer(found: PyObject, self: PyObject): void {
	const isMethod = (found.type.typeFlags & TPFLAGS_METHOD_DESCRIPTOR) !== 0;
	const finalizer = isMethod ? incref(found) : bindOrNull(found, self, "BaseException");
	if (finalizer === null) return;
	hold(finalizer, "__del__");
	const since = mark();
	try {
		discard(call(finalizer, isMethod ? [self] : [], null));
	} catch (thrown) {
		caught(thrown, since);
		writeUnraisable(deallocatorText(finalizer), null);
	}
	drop(finalizer);
}

/** Names the failing finalizer, unless its repr fails too. The exception in flight stays there. */
function deallocatorText(finalizer: PyObject): string | null {
	let text: string | null = null;
	keepingException(() => {
		const since = mark();
		try {
			const shown = hold(repr(finalizer), "repr of the finalizer");
			text = `while calling deallocator ${shown.value}`;
			drop(shown);
		} catch (thrown) {
			caught(thrown, since);
			clearException();
		}
	});
	return text;
}

export function slotBool(self: PyObject): boolean {
	const found = typeLookup(self.type, slotName("__bool__"));
	const result = found === null ? null : callFoundIfBound(found, [self]);
	if (result === null) {
		const length = typeLookup(self.type, slotName("__len__"));
		return length === null ? true : slotLength(self) > 0;
	}
	if ((result as PyObject) === True) return true;
	if ((result as PyObject) === False) return false;
	hold(result, "result of __bool__");
	return typeError(`__bool__ should return bool, returned ${result.type.name}`);
}

export function slotLength(self: PyObject): number {
	const result = hold(callSlotMethod(slotName("__len__"), [self]), "result of __len__");
	const index = hold(numberIndex(result), "length");
	const value = index.value;
	if (value < 0) valueError("__len__() should return >= 0");
	if (typeof value === "bigint" && value >= 2n ** 63n) overflowError("cannot fit 'int' into an index-sized integer");
	drop(index);
	drop(result);
	if (typeof value === "bigint") longLength.value = value;
	return Number(value);
}

export function slotItem(self: PyObject, index: number): Own<PyObject> {
	const position = hold(newInt(index), "index");
	return dropKeeping(position, callSlotMethod(slotName("__getitem__"), [self, position]));
}

export function slotAssItem(self: PyObject, index: number, value: PyObject | null): void {
	const position = hold(newInt(index), "index");
	slotAssSubscript(self, position, value);
	drop(position);
}

export function slotSubscript(self: PyObject, key: PyObject): Own<PyObject> {
	return callSlotMethod(slotName("__getitem__"), [self, key]);
}

export function slotAssSubscript(self: PyObject, key: PyObject, value: PyObject | null): void {
	if (value === null) discard(callSlotMethod(slotName("__delitem__"), [self, key]));
	else discard(callSlotMethod(slotName("__setitem__"), [self, key, value]));
}

export function slotContains(self: PyObject, item: PyObject): boolean {
	const found = typeLookup(self.type, slotName("__contains__"));
	if (found === None) return typeError(`'${self.type.name}' object is not a container`);
	const returned = found === null ? null : callFoundIfBound(found, [self, item]);
	if (returned === null) return iterationFinds(self, item);
	const result = hold(returned, "result of __contains__");
	const truth = isTrue(result);
	drop(result);
	return truth;
}

/**
 * The bytes that `__buffer__` shows. DIFFERS: the view is released at once and not when its last user is done, because
 * here a buffer is borrowed for the moment only.
 */
export function slotGetBuffer(self: PyObject): Uint8Array {
	const flags = hold(newInt(0), "buffer flags");
	const view = hold(callSlotMethod(slotName("__buffer__"), [self, flags]), "buffer");
	if (!isMemoryView(view)) return typeError("__buffer__ returned non-memoryview object");
	const bytes = viewBytes(view);
	const release = typeLookup(self.type, slotName("__release_buffer__"));
	if (release !== null && release !== None) releaseBuffer(release, self, view);
	drop(view);
	drop(flags);
	return bytes;
}

/** What `__release_buffer__` raises is reported. */
function releaseBuffer(release: PyObject, self: PyObject, view: PyObject): void {
	const since = mark();
	try {
		discard(callFound(release, [self, view]));
	} catch (thrown) {
		caught(thrown, since);
		writeUnraisable(`in __release_buffer__ of ${self.type.name}`, null);
	}
}

export function slotReleaseBuffer(self: PyObject, view: PyObject): void {
	discard(callSlotMethod(slotName("__release_buffer__"), [self, view]));
}

/** `__await__`, `__aiter__`, `__anext__`. */
export function slotAsync(name: string): (self: PyObject) => Own<PyObject> {
	return (self) => {
		const found = typeLookup(self.type, slotName(name));
		const result = found === null ? null : callFoundIfBound(found, [self]);
		return result ?? attributeError(`object ${self.type.name} does not have ${name} method`);
	};
}
