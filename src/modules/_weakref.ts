// The module `_weakref`. Mirrors Modules/_weakref.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { type WeakReference, weakrefsOf } from "../heap/weakref.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { dictDelete, dictGet, isDict, type PyDict } from "../objects/dict.ts";
import { typeError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import { newList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import { isInstanceOf, type PyObject } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { CallableProxyType, newProxy, ProxyType, RefType } from "../objects/weakref.ts";
import { buildModule, setOwned } from "./define.ts";

/** The references to an object in list order, those that are dying left out. Borrowed. */
function liveReferences(o: PyObject): readonly PyObject[] {
	if (!o.type.weakrefable) return [];
	return weakrefsOf(o).filter((ref) => ref.refcnt > 0) as unknown as PyObject[];
}

function getweakrefs(_module: PyObject, o: PyObject): Own<PyObject> {
	return newList(liveReferences(o).map((ref) => incref(ref)));
}

/** Deletes a key whose value is a dead weak reference: what weak dictionaries do when a value dies. */
function removeDeadWeakref(_module: PyObject, dict: PyObject, key: PyObject): Own<PyObject> {
	if (!isDict(dict)) typeError(`_remove_dead_weakref() argument 1 must be dict, not ${dict.type.name}`);
	const value = dictGet(dict as PyDict, key);
	if (value === null) return newNone();
	if (!isReference(value)) typeError("not a weakref");
	if ((value as unknown as WeakReference).referent === null) dictDelete(dict as PyDict, key);
	return newNone();
}

function isReference(o: PyObject): boolean {
	return [RefType, ProxyType, CallableProxyType].some((type) => isInstanceOf(o, type));
}

const functions: readonly MethodDef[] = [
	def("getweakrefcount", "($module, object, /)", "How many weak references there are to an object.", (_m, o) =>
		newInt(liveReferences(o).length),
	),
	def("getweakrefs", "($module, object, /)", "The weak references to an object.", getweakrefs),
	def("proxy", "($module, object, callback=None, /)", "A proxy for an object that does not keep it alive.", (_m, o, callback) =>
		newProxy(o, callback === None ? null : callback),
	),
	def("_remove_dead_weakref", "($module, dct, key, /)", "Deletes a key whose value is a dead weak reference.", removeDeadWeakref),
];

export function initWeakref(): Own<PyModule> {
	const module = hold(buildModule("_weakref", "Weak references: the native part.", functions), "module _weakref");
	const types = { ref: RefType, ReferenceType: RefType, ProxyType, CallableProxyType };
	for (const [name, type] of Object.entries(types)) setOwned(module.dict!, name, incref(type));
	return take(module);
}
