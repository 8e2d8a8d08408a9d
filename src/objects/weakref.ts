// weakref.ref, proxy and callable proxy. (Types and signatures; the rest follows.)

import type { Own } from "../heap/header.ts";
import type { WeakReference } from "../heap/weakref.ts";
import { notImplementedError } from "./errors.ts";
import { defineType, type PyObject, type PyType, TPFLAGS_BASETYPE, TPFLAGS_HAVE_GC, TPFLAGS_HAVE_VECTORCALL } from "./object.ts";

export const RefType: PyType = defineType({ name: "weakref.ReferenceType", flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE | TPFLAGS_HAVE_VECTORCALL, basicsize: 64 });
export const ProxyType: PyType = defineType({ name: "weakref.ProxyType", flags: TPFLAGS_HAVE_GC, basicsize: 64 });
export const CallableProxyType: PyType = defineType({ name: "weakref.CallableProxyType", flags: TPFLAGS_HAVE_GC, basicsize: 64 });

/** `weakref.ref(o, callback)`; reuses the canonical one. Raises TypeError for what cannot be referred to weakly. */
export function newRef(_o: PyObject, _callback: PyObject | null): Own<WeakReference & PyObject> {
	return notImplementedError("weakref");
}

export function newProxy(_o: PyObject, _callback: PyObject | null): Own<WeakReference & PyObject> {
	return notImplementedError("weakref");
}
