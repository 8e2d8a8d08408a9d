// weakref.ref: the type over heap/weakref.ts. The proxies are in weakrefProxy.ts.
//
// A reference without callback is made once per referent and then reused ("canonical"): one of exact type `ref`, one
// proxy. Read `getOrCreate` first. Mirrors Objects/weakrefobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold, mark, take } from "../heap/handles.ts";
import { type HeapObject, type Own, own, type Visit } from "../heap/header.ts";
import { decref, free, incref, xrelease } from "../heap/refcount.ts";
import { clearWeakref, detachWeakref, insertWeakref, type Weakrefable, WeakReference, weakrefHooks, weakrefsOf } from "../heap/weakref.ts";
import { callOneArg, hash as hashObject, isCallable, lookupSpecial, richCompare } from "./abstract.ts";
import { addressText } from "./addressText.ts";
import { checkPositional, def } from "./args.ts";
import { newBool } from "./bool.ts";
import type { PyDict } from "./dict.ts";
import { reprText } from "./dictMethods.ts";
import { caught, clearException, typeError, writeUnraisable } from "./errors.ts";
import { newGenericAlias } from "./genericalias.ts";
import {
	type CompareOp,
	defineType,
	type Hash,
	isInstanceOf,
	Py_EQ,
	Py_NE,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
	TPFLAGS_HAVE_VECTORCALL,
} from "./object.ts";
import { newNone, newNotImplemented, None } from "./singletons.ts";
import { internStr, isStr, newStr } from "./str.ts";
import { thread } from "./state.ts";
import type { PyTuple } from "./tuple.ts";
import { fullyQualifiedName } from "./typeNames.ts";
import { CallableProxyType, isProxy, ProxyType } from "./weakrefProxy.ts";

export { CallableProxyType, ProxyType };

/** Owns its callback, not its referent. */
export type PyWeakref = WeakReference & PyObject;

/** `weakref.ref(o, callback)`; reuses the canonical one. Borrows both. Raises TypeError for what cannot be referred to weakly. */
export function newRef(o: PyObject, callback: PyObject | null): Own<PyWeakref> {
	return getOrCreate(RefType, o, callback);
}

/** `weakref.proxy(o, callback)`. */
export function newProxy(o: PyObject, callback: PyObject | null): Own<PyWeakref> {
	return getOrCreate(isCallable(o) ? CallableProxyType : ProxyType, o, callback);
}

/** The referent, borrowed; null if it is dead or dying. */
export function referentOf(ref: WeakReference): PyObject | null {
	const referent = ref.referent as PyObject | null;
	return referent !== null && referent.refcnt > 0 ? referent : null;
}

function isCanonicalRef(ref: WeakReference | undefined): boolean {
	return ref !== undefined && ref.type === RefType && ref.callback === null;
}

function isCanonicalProxy(ref: WeakReference | undefined): boolean {
	return ref !== undefined && isProxy(ref as PyWeakref) && ref.callback === null;
}

function getOrCreate(type: PyType, o: PyObject, callback: PyObject | null): Own<PyWeakref> {
	if (!o.type.weakrefable) typeError(`cannot create weak reference to '${o.type.name}' object`);
	const given = callback === None ? null : callback;
	const list = weakrefsOf(o);
	const hasRef = isCanonicalRef(list[0]);
	const proxyAt = hasRef ? 1 : 0;
	const hasProxy = isCanonicalProxy(list[proxyAt]);
	if (given === null) {
		if (type === RefType && hasRef) return incref(list[0] as PyWeakref);
		if (isProxyType(type) && hasProxy) return incref(list[proxyAt] as PyWeakref);
	}
	const ref = makeReference(type, o, given);
	const place = given !== null ? -1 : type === RefType ? 0 : isProxyType(type) ? proxyAt : -1;
	insertWeakref(ref, place as -1 | 0 | 1, (hasRef ? 1 : 0) + (hasProxy ? 1 : 0));
	track(ref);
	return ref;
}

function isProxyType(type: PyType): boolean {
	return type === ProxyType || type === CallableProxyType;
}

function makeReference(type: PyType, o: PyObject, callback: PyObject | null): Own<PyWeakref> {
	const counted = callback === null ? null : incref(callback);
	if (type === RefType || isProxyType(type)) return own(new WeakReference(type, o as PyObject & Weakrefable, counted) as PyWeakref);
	const ref = type.alloc!(type) as Own<PyWeakref>;
	ref.referent = o as PyObject & Weakrefable;
	ref.callback = counted;
	return ref;
}

function refNew(type: PyType, args: PyTuple, _kwargs: PyDict | null): Own<PyObject> {
	checkPositional("__new__", args.items.length, 1, 2);
	return getOrCreate(type, args.items[0]!, args.items[1] ?? null);
}

function refInit(_self: PyWeakref, args: PyTuple, kwargs: PyDict | null): void {
	if (kwargs !== null && kwargs.used > 0) typeError("ref() takes no keyword arguments");
	checkPositional("__init__", args.items.length, 1, 2);
}

/** `ref()`: the referent, or None. */
function refVectorcall(self: PyWeakref, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	if (kwnames !== null && kwnames.items.length > 0) typeError("weakref() takes no keyword arguments");
	checkPositional("weakref", args.length, 0, 0);
	const referent = referentOf(self);
	return referent === null ? newNone() : incref(referent);
}

function refCall(self: PyWeakref, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (kwargs !== null && kwargs.used > 0) typeError("weakref() takes no keyword arguments");
	return refVectorcall(self, args.items, null);
}

function refHash(self: PyWeakref): Hash {
	if (self.hash !== null) return self.hash;
	const referent = referentOf(self);
	if (referent === null) return typeError("weak object has gone away");
	hold(incref(referent), "referent of a weak reference");
	self.hash = hashObject(referent);
	drop(referent);
	return self.hash;
}

function refRepr(self: PyWeakref): Own<PyObject> {
	const referent = referentOf(self);
	if (referent === null) return newStr(`<weakref at ${addressText(self)}; dead>`);
	hold(incref(referent), "referent of a weak reference");
	const name = nameOf(referent);
	const text = `<weakref at ${addressText(self)}; to '${fullyQualifiedName(referent.type)}' at ${addressText(referent)}${name}>`;
	drop(referent);
	return newStr(text);
}

/** The referent's `__name__` in parentheses, if its type has one. */
function nameOf(referent: PyObject): string {
	const name = lookupSpecial(referent, internStr("__name__"));
	if (name === null) return "";
	const text = isStr(name) ? ` (${name.value})` : "";
	decref(name);
	return text;
}

/** By the referents while both live, else by identity. */
function refRichcompare(self: PyWeakref, other: PyObject, op: CompareOp): Own<PyObject> {
	if ((op !== Py_EQ && op !== Py_NE) || !isInstanceOf(self, RefType) || !isInstanceOf(other, RefType)) return newNotImplemented();
	const a = referentOf(self);
	const b = referentOf(other as PyWeakref);
	if (a === null || b === null) return newBool((self === other) === (op === Py_EQ));
	hold(incref(a), "referent compared");
	hold(incref(b), "referent compared with");
	return dropKeeping(a, dropKeeping(b, richCompare(a, b, op)));
}

/** Ends a reference that dies itself: its callback will not run. */
export function weakrefDealloc(self: PyWeakref): void {
	untrack(self);
	const callback = detachWeakref(self);
	free(self);
	xrelease(callback);
}

export function weakrefTraverse(self: PyWeakref, visit: Visit): void {
	if (self.callback !== null) visit(self.callback, "callback");
}

export function weakrefClear(self: PyWeakref): void {
	clearWeakref(self);
}

/** Runs a callback; what it raises is reported and forgotten. Source: handle_callback. */
function invokeCallback(callback: HeapObject, ref: WeakReference): void {
	const since = mark();
	try {
		decref(callOneArg(callback as PyObject, ref as PyWeakref));
	} catch (thrown) {
		caught(thrown, since);
		reportFailed(callback as PyObject);
	}
}

function reportFailed(callback: PyObject): void {
	writeUnraisable(`while calling weakref callback ${quietRepr(callback)}`, null);
}

/** A repr that cannot raise: what is in flight stays in flight. */
function quietRepr(o: PyObject): string {
	const exception = thread.currentException;
	thread.currentException = null;
	if (exception !== null) hold(own(exception), "exception of a callback");
	const since = mark();
	let text: string;
	try {
		text = reprText(o);
	} catch (thrown) {
		caught(thrown, since);
		clearException();
		text = "<object repr() failed>";
	}
	if (exception !== null) thread.currentException = take(exception);
	return text;
}

weakrefHooks.invokeCallback = invokeCallback;

export const RefType: PyType = defineType({
	name: "weakref.ReferenceType",
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE | TPFLAGS_HAVE_VECTORCALL,
	basicsize: 64,
	alloc: (type) => own(new WeakReference(type, null as unknown as Weakrefable, null) as PyWeakref),
	new: refNew,
	init: refInit,
	call: refCall,
	vectorcall: refVectorcall,
	dealloc: weakrefDealloc,
	traverse: weakrefTraverse,
	clear: weakrefClear,
	repr: refRepr,
	hash: refHash,
	richcompare: refRichcompare,
	members: [{ name: "__callback__", field: "callback", readonly: true, optional: true }],
	methods: [def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls, item) => newGenericAlias(cls, item), "class")],
});
