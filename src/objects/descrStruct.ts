// The struct that all descriptors of native types have in common.
// Owns its type, its name, and its qualified name once it was asked for. Mirrors PyDescrObject (Include/descrobject.h).

import { incref } from "../heap/refcount.ts";
import { PyGCObject, type PyType } from "./object.ts";
import type { PyStr } from "./str.ts";

export abstract class PyDescr extends PyGCObject {
	/** The type whose instances it describes. Owned. */
	readonly objclass: PyType;
	/** Owned; interned. */
	readonly name: PyStr;
	/** Owned; null until asked for. */
	qualname: PyStr | null;

	constructor(type: PyType, objclass: PyType, name: PyStr) {
		super(type);
		this.objclass = incref(objclass);
		this.name = incref(name);
		this.qualname = null;
	}
}
