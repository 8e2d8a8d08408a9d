// The module `_ctypes`, as far as it serves to look at objects: the two words at the beginning of an object, which hold its count and
// its type, and the object at an address. Only addresses that `id()` has shown are known. There is no memory behind them: nothing
// can be written, and no function of C be called. The package ctypes on top of it is in src/runtime/python. Read `objectAt`
// first. Mirrors Include/refcount.h for what is read.

import { addressOf } from "../heap/address.ts";
import { walkReferences } from "../heap/audit.ts";
import type { HeapObject, Own } from "../heap/header.ts";
import { incref, reportedCount } from "../heap/refcount.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { notImplementedError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { indexAsNumber } from "../objects/abstract.ts";
import { buildModule } from "./define.ts";

/** Objects that were looked for; finding one walks all there are. */
const found = new Map<number, WeakRef<HeapObject>>();

/** The living object at an address, borrowed. Raises NotImplementedError if there is none. */
function objectAt(address: number): PyObject {
	const known = found.get(address)?.deref();
	if (known !== undefined && known.address === address && known.refcnt > 0) return known as PyObject;
	for (const object of walkReferences(() => {})) {
		if (object.address !== address || object.refcnt <= 0) continue;
		found.set(address, new WeakRef(object));
		return object as PyObject;
	}
	return notImplementedError(`reading memory in decref: no object lives at 0x${address.toString(16)}`);
}

/** The 64 bits at an address: an object's count or its type. The count's upper half, which has flags, is 0 here. */
function wordAt(_module: PyObject, given: PyObject): Own<PyObject> {
	const address = indexAsNumber(given, "OverflowError");
	const start = address - (address % 16);
	const object = objectAt(start);
	const offset = address - start;
	if (offset === 0) return newInt(reportedCount(object));
	if (offset === 8) return newInt(addressOf(object.type));
	return notImplementedError(`reading memory in decref: byte ${offset} of an object`);
}

const functions: readonly MethodDef[] = [
	def("_word_at", "($module, address, /)", "The first or second word of an object.", wordAt),
	def("_object_at", "($module, address, /)", "The object at an address.", (_m, address) =>
		incref(objectAt(indexAsNumber(address, "OverflowError"))),
	),
];

export function initCtypes(): Own<PyModule> {
	return buildModule("_ctypes", "Looks at objects by their addresses.", functions);
}
