// The module `_abc`: what ABCMeta needs natively. Each abstract class has an `_abc_impl` with three sets of weak
// references to classes: registered ones, and those already known to be or not to be subclasses. Read `subclassCheck`
// first. Mirrors Modules/_abc.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold, mark, take } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, free, incref, xdecref, xrelease } from "../heap/refcount.ts";
import type { WeakReference } from "../heap/weakref.ts";
import { callMethod, getAttr, isSubclass, isTrue, lookupAttr, sequenceList, sequenceTuple, setAttr } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { False, newBool, True } from "../objects/bool.ts";
import { isBuiltinFunction, newBuiltinFunction, type PyBuiltinFunction } from "../objects/builtinFunction.ts";
import { dictDeleteStr, dictGetStr } from "../objects/dict.ts";
import { caught, clearException, exceptionMatches, raiseError, runtimeError, typeError } from "../objects/errors.ts";
import { isInt, newInt, type PyInt } from "../objects/int.ts";
import { isList, type PyList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import {
	defineType,
	isSubtype,
	PyGCTypeOwner,
	type PyObject,
	type PyType,
	TPFLAGS_HAVE_GC,
	TPFLAGS_HEAPTYPE,
	TPFLAGS_IMMUTABLETYPE,
	TPFLAGS_MAPPING,
	TPFLAGS_SEQUENCE,
	TPFLAGS_TYPE_SUBCLASS,
	TypeType,
} from "../objects/object.ts";
import { newFrozenset, newSet, type PySet, setAdd, setContains, setDiscard, setLength } from "../objects/set.ts";
import { newNone, NotImplemented } from "../objects/singletons.ts";
import { internStr, type PyStr } from "../objects/str.ts";
import { newTuple } from "../objects/tuple.ts";
import { typeModified } from "../objects/typeCache.ts";
import { newRef } from "../objects/weakref.ts";
import { addStateTypes, buildModule } from "./define.ts";

type SetField = "registry" | "cache" | "negativeCache";

/** Owns its sets; each is made when it is first needed. */
class PyAbcData extends PyGCTypeOwner {
	registry: PySet | null;
	cache: PySet | null;
	negativeCache: PySet | null;
	/** The count of registrations for which `negativeCache` holds. */
	negativeVersion: number;

	constructor(type: PyType) {
		super(type);
		this.registry = null;
		this.cache = null;
		this.negativeCache = null;
		this.negativeVersion = state.invalidations;
	}
}

const FIELDS: readonly SetField[] = ["registry", "cache", "negativeCache"];

const AbcDataType = defineType({
	name: "_abc._abc_data",
	heapType: true,
	flags: TPFLAGS_HAVE_GC,
	basicsize: 48,
	doc: "What an abstract class knows of its subclasses.",
	alloc: (type) => own(new PyAbcData(type)),
	new: (type) => newData(type),
	dealloc: (self: PyAbcData) => {
		untrack(self);
		free(self);
		xrelease(self.negativeCache);
		xrelease(self.cache);
		xrelease(self.registry);
	},
	traverse: (self: PyAbcData, visit: Visit) => {
		for (const field of FIELDS) if (self[field] !== null) visit(self[field]!, "set", field);
	},
	clear: (self: PyAbcData) => {
		for (const field of FIELDS) clearSet(self, field);
	},
});

function newData(type: PyType): Own<PyAbcData> {
	const self = new PyAbcData(type);
	track(self);
	return own(self);
}

function clearSet(self: PyAbcData, field: SetField): void {
	const old = self[field];
	self[field] = null;
	xdecref(old);
}

/** How often a class has been registered anywhere: what makes negative answers stale. */
const state = { invalidations: 0 };

/** `_abc_impl` of a class. New. */
function dataOf(cls: PyObject): Own<PyAbcData> {
	const data = getAttr(cls, internStr("_abc_impl"));
	if (data.type === AbcDataType) return data as unknown as Own<PyAbcData>;
	hold(data, "_abc_impl");
	return typeError("_abc_impl is set to a wrong type");
}

const destroyDef = def("_destroy", "($self, wr, /)", null, (setReference: WeakReference, reference: PyObject) => {
	const set = setReference.referent as unknown as PySet | null;
	if (set !== null && set.refcnt > 0) {
		hold(incref(set), "weak set");
		setDiscard(set, reference);
		drop(set);
	}
	return newNone();
});

/** Adds a class to one of the sets, by a weak reference that takes itself out when the class dies. */
function addTo(data: PyAbcData, field: SetField, cls: PyObject): void {
	data[field] ??= newSet();
	const set = data[field]!;
	const setReference = hold(newRef(set, null), "weak reference to the set");
	const destroy = hold(newBuiltinFunction(destroyDef, setReference, null), "callback");
	const reference = hold(newRef(cls, destroy), "weak reference to the class");
	setAdd(set, reference);
	drop(reference);
	drop(destroy);
	drop(setReference);
}

/**
 * Whether a weak reference is one of these and its callback runs no Python code: it looks the reference up by the class's hash,
 * which a metaclass may define.
 */
export function isOfRegistry({ callback, referent }: WeakReference): boolean {
	if (callback === null || !isBuiltinFunction(callback as PyObject) || (callback as PyBuiltinFunction).def !== destroyDef) return false;
	return referent !== null && (referent as unknown as PyObject).type.hash === TypeType.hash;
}

function isIn(set: PySet | null, cls: PyObject): boolean {
	if (set === null || setLength(set) === 0) return false;
	const since = mark();
	try {
		const reference = hold(newRef(cls, null), "weak reference to the class");
		const found = setContains(set, reference);
		drop(reference);
		return found;
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("TypeError")) throw thrown;
		clearException();
		return false;
	}
}

/** Whether `__isabstractmethod__` is true. */
function isAbstract(value: PyObject): boolean {
	const mark = lookupAttr(value, internStr("__isabstractmethod__"));
	if (mark === null) return false;
	hold(mark, "__isabstractmethod__");
	const abstract = isTrue(mark);
	drop(mark);
	return abstract;
}

/** Sets `__abstractmethods__` from the class's own namespace and its bases. */
function computeAbstractMethods(cls: PyObject): void {
	const names = hold(newSet(), "abstract methods");
	const namespace = hold(getAttr(cls, internStr("__dict__")), "namespace of the class");
	const items = hold(callMethod(namespace, internStr("items"), []), "items");
	const pairs = hold(sequenceList(items), "items");
	for (const pair of (pairs as PyList).items) {
		const [key, value] = (pair as unknown as { items: PyObject[] }).items as [PyObject, PyObject];
		if (isAbstract(value)) setAdd(names, key);
	}
	for (const o of [pairs, items, namespace]) drop(o);
	const bases = hold(getAttr(cls, internStr("__bases__")), "bases");
	const tuple = hold(sequenceTuple(bases), "bases");
	for (const base of tuple.items) addInherited(cls, base, names);
	drop(tuple);
	drop(bases);
	const list = hold(sequenceList(names), "abstract methods");
	const frozen = hold(newFrozenset((list as PyList).items), "abstract methods");
	setAttr(cls, internStr("__abstractmethods__"), frozen);
	for (const o of [frozen, list, names]) drop(o);
}

function addInherited(cls: PyObject, base: PyObject, names: PySet): void {
	const inherited = lookupAttr(base, internStr("__abstractmethods__"));
	if (inherited === null) return;
	hold(inherited, "__abstractmethods__ of the base");
	const list = hold(sequenceList(inherited), "names");
	for (const name of (list as PyList).items) {
		const value = lookupAttr(cls, name as PyStr);
		if (value === null) continue;
		hold(value, "attribute");
		if (isAbstract(value)) setAdd(names, name);
		drop(value);
	}
	drop(list);
	drop(inherited);
}

const COLLECTION_FLAGS = TPFLAGS_SEQUENCE | TPFLAGS_MAPPING;

function init(_module: PyObject, cls: PyObject): Own<PyObject> {
	computeAbstractMethods(cls);
	const data = hold(newData(AbcDataType), "_abc_impl");
	setAttr(cls, internStr("_abc_impl"), data);
	drop(data);
	if (isType(cls)) takeCollectionFlags(cls);
	return newNone();
}

/** `__abc_tpflags__` says that a class is a Sequence or a Mapping for `match`. */
function takeCollectionFlags(cls: PyType): void {
	const name = internStr("__abc_tpflags__");
	const flags = cls.dict === null ? null : dictGetStr(cls.dict, name);
	if (flags === null) return;
	if (isInt(flags)) {
		const value = Number((flags as PyInt).value) & COLLECTION_FLAGS;
		if (value === COLLECTION_FLAGS) typeError("__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
		cls.typeFlags |= value;
	}
	dictDeleteStr(cls.dict!, name);
	typeModified(cls);
}

function isType(o: PyObject): o is PyType {
	return (o.type.typeFlags & TPFLAGS_TYPE_SUBCLASS) !== 0;
}

function register(_module: PyObject, cls: PyObject, subclass: PyObject): Own<PyObject> {
	if (!isType(subclass)) typeError("Can only register classes");
	if (isSubclass(subclass, cls)) return incref(subclass);
	if (isSubclass(cls, subclass)) runtimeError("Refusing to create an inheritance cycle");
	const data = hold(dataOf(cls), "_abc_impl");
	addTo(data, "registry", subclass);
	drop(data);
	state.invalidations++;
	const flags = isType(cls) ? cls.typeFlags & COLLECTION_FLAGS : 0;
	if (flags !== 0) setCollectionFlags(subclass as PyType, flags);
	return incref(subclass);
}

/** Heap types only: of static ones the flags are fixed. */
function setCollectionFlags(type: PyType, flags: number): void {
	const changeable = (type.typeFlags & TPFLAGS_HEAPTYPE) !== 0 && (type.typeFlags & TPFLAGS_IMMUTABLETYPE) === 0;
	if ((type.typeFlags & COLLECTION_FLAGS) === flags || !changeable) return;
	type.typeFlags = (type.typeFlags & ~COLLECTION_FLAGS) | flags;
	if (type.subclasses !== null) for (const subclass of type.subclasses) setCollectionFlags(subclass, flags);
}

function instanceCheck(_module: PyObject, cls: PyObject, instance: PyObject): Own<PyObject> {
	const data = hold(dataOf(cls), "_abc_impl");
	// The class may change, and die, while `__subclasscheck__` runs.
	const subtype = hold(incref(instance.type) as Own<PyObject>, "type of the instance");
	const found = lookupAttr(instance, internStr("__class__"));
	const subclass = hold(found ?? (incref(subtype) as Own<PyObject>), "class of the instance");
	const result = checkClasses(cls, data, subclass, subtype);
	return dropKeeping(data, dropKeeping(subtype, dropKeeping(subclass, result)));
}

function checkClasses(cls: PyObject, data: PyAbcData, subclass: PyObject, subtype: PyObject): Own<PyObject> {
	if (isIn(data.cache, subclass)) return newBool(true);
	const name = internStr("__subclasscheck__");
	if (subtype === subclass) {
		if (data.negativeVersion === state.invalidations && isIn(data.negativeCache, subclass)) return newBool(false);
		return callMethod(cls, name, [subclass]);
	}
	const result = callMethod(cls, name, [subclass]);
	hold(result, "answer");
	const yes = isTrue(result);
	take(result);
	if (yes) return result;
	decref(result);
	return callMethod(cls, name, [subtype]);
}

function subclassCheck(_module: PyObject, cls: PyObject, subclass: PyObject): Own<PyObject> {
	if (!isType(subclass)) typeError("issubclass() arg 1 must be a class");
	const data = hold(dataOf(cls), "_abc_impl");
	const answer = isSubclassOf(cls, data, subclass as PyType);
	drop(data);
	return newBool(answer);
}

function isSubclassOf(cls: PyObject, data: PyAbcData, subclass: PyType): boolean {
	if (isIn(data.cache, subclass)) return true;
	if (data.negativeVersion < state.invalidations) {
		clearSet(data, "negativeCache");
		data.negativeVersion = state.invalidations;
	} else if (isIn(data.negativeCache, subclass)) return false;
	const said = askHook(cls, subclass);
	const answer = said ?? (isDirectSubclass(cls, subclass) || isRegistered(data, subclass) || comesFromSubclass(cls, subclass));
	addTo(data, answer ? "cache" : "negativeCache", subclass);
	return answer;
}

/** What `__subclasshook__` answers; null for NotImplemented. */
function askHook(cls: PyObject, subclass: PyType): boolean | null {
	const answer = callMethod(cls, internStr("__subclasshook__"), [subclass]);
	decref(answer);
	if (answer === NotImplemented) return null;
	if (answer === (True as PyObject)) return true;
	if (answer === (False as PyObject)) return false;
	return raiseError("AssertionError", "__subclasshook__ must return either False, True, or NotImplemented");
}

function isDirectSubclass(cls: PyObject, subclass: PyType): boolean {
	return isSubtype(subclass, cls as PyType);
}

/** Whether it derives from a registered class. The references are copied first, since the set may change meanwhile. */
function isRegistered(data: PyAbcData, subclass: PyType): boolean {
	if (data.registry === null) return false;
	const references = hold(sequenceList(data.registry), "registered classes");
	let found = false;
	for (const reference of (references as PyList).items) {
		const cls = (reference as unknown as WeakReference).referent as unknown as PyObject | null;
		if (cls === null || cls.refcnt <= 0) continue;
		hold(incref(cls), "registered class");
		found = isSubclass(subclass, cls);
		drop(cls);
		if (found) break;
	}
	drop(references);
	return found;
}

function comesFromSubclass(cls: PyObject, subclass: PyType): boolean {
	const subclasses = hold(callMethod(cls, internStr("__subclasses__"), []), "subclasses");
	if (!isList(subclasses)) typeError("__subclasses__() must return a list");
	const list = hold(sequenceList(subclasses), "subclasses");
	const found = (list as PyList).items.some((derived) => isSubclass(subclass, derived));
	drop(list);
	drop(subclasses);
	return found;
}

function withData(body: (data: PyAbcData) => void): (module: PyObject, cls: PyObject) => Own<PyObject> {
	return (_module, cls) => {
		const data = hold(dataOf(cls), "_abc_impl");
		body(data);
		drop(data);
		return newNone();
	};
}

function getDump(_module: PyObject, cls: PyObject): Own<PyObject> {
	const data = hold(dataOf(cls), "_abc_impl");
	const copies = FIELDS.map((field) => newSet(data[field]));
	const dump = newTuple([...copies, newInt(data.negativeVersion)]);
	return dropKeeping(data, dump);
}

const functions: readonly MethodDef[] = [
	def("get_cache_token", "($module, /)", "A number that changes with every registration.", () => newInt(state.invalidations)),
	def("_abc_init", "($module, self, /)", null, init),
	def("_abc_register", "($module, self, subclass, /)", null, register),
	def("_abc_instancecheck", "($module, self, instance, /)", null, instanceCheck),
	def("_abc_subclasscheck", "($module, self, subclass, /)", null, subclassCheck),
	def("_get_dump", "($module, self, /)", null, getDump),
	def(
		"_reset_registry",
		"($module, self, /)",
		null,
		withData((data) => clearSet(data, "registry")),
	),
	def(
		"_reset_caches",
		"($module, self, /)",
		null,
		withData((data) => {
			clearSet(data, "cache");
			clearSet(data, "negativeCache");
		}),
	),
];

export function initAbc(): Own<PyModule> {
	const module = hold(buildModule("_abc", "What ABCMeta needs natively.", functions), "module _abc");
	addStateTypes(module, [AbcDataType]);
	return take(module);
}
