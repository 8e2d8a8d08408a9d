// The module `_testinternalcapi`, as far as decref has what it shows: CPython's own tests look through it at how attributes are stored,
// how deep calls are nested and what headers cost (figures of a 64-bit build). Names that are left out raise AttributeError.
// Mirrors Modules/_testinternalcapi.c.

import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { dictGetKnownHash, isDict } from "../objects/dict.ts";
import { hashAt, lookup, SPLIT } from "../objects/dictkeys.ts";
import { keyError, raiseError, typeError } from "../objects/errors.ts";
import { normalizeHash } from "../objects/hash.ts";
import type { InlineDict } from "../objects/instanceDict.ts";
import { intToBigInt, isInt, newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { type PyObject, TPFLAGS_INLINE_VALUES } from "../objects/object.ts";
import { trackedCount } from "../heap/gc/tracking.ts";
import { thread } from "../objects/state.ts";
import { compilerStages } from "./compilerStages.ts";
import { buildModule, setOwned } from "./define.ts";

const FIGURES = { SIZEOF_PYGC_HEAD: 16, SIZEOF_MANAGED_PRE_HEADER: 16, SIZEOF_PYOBJECT: 16, SIZEOF_TIME_T: 8, SHARED_KEYS_MAX_SIZE: 30 };

function hasInlineValues(_module: PyObject, o: PyObject): Own<PyObject> {
	return newBool((o.type.typeFlags & TPFLAGS_INLINE_VALUES) !== 0 && (o as InlineDict).values !== null);
}

function hasSplitTable(_module: PyObject, o: PyObject): Own<PyObject> {
	return newBool(isDict(o) && o.keys.kind === SPLIT);
}

function getItemKnownHash(_module: PyObject, mapping: PyObject, key: PyObject, hash: PyObject): Own<PyObject> {
	if (!isInt(hash)) typeError(`'${hash.type.name}' object cannot be interpreted as an integer`);
	if (!isDict(mapping)) raiseError("SystemError", "bad argument to internal function");
	const known = normalizeHash(intToBigInt(hash));
	const ix = lookup(mapping, key, known);
	// Small tables are gone through without the hash.
	if (ix < 0 || hashAt(mapping.keys, ix) !== known) keyError(key);
	return incref(dictGetKnownHash(mapping, key, known)!) as Own<PyObject>;
}

const functions: readonly MethodDef[] = [
	...compilerStages,
	def("has_inline_values", "($module, object, /)", "Whether an object keeps its attributes in itself.", hasInlineValues),
	def("has_split_table", "($module, object, /)", "Whether a dictionary shares its keys.", hasSplitTable),
	def("dict_getitem_knownhash", "($module, mapping, key, hash, /)", "The value of a key whose hash is known.", getItemKnownHash),
	def("get_tracked_heap_size", "($module, /)", "How many objects the collector knows.", () => newInt(trackedCount())),
	def("get_recursion_depth", "($module, /)", "How many Python frames are nested.", () => newInt(thread.recursionDepth)),
	def("pymem_getallocatorsname", "($module, /)", "The name of the memory allocators: JavaScript's have none.", () =>
		raiseError("RuntimeError", "cannot get allocators name"),
	),
];

export function initTestInternalCapi(): Own<PyModule> {
	const module = buildModule("_testinternalcapi", null, functions);
	for (const [name, value] of Object.entries(FIGURES)) setOwned(module.dict!, name, newInt(value));
	return module;
}
