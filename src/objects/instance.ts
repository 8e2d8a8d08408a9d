// Instances of classes made in Python: their struct, birth, traversal and death; and the same for instances of Python
// subclasses of native types, which are the native type's objects with the same extra fields.
//
// Convention for death: `subtypeDealloc` does what the class added and calls the native base's `dealloc`, which frees the
// object once and releases what the base owns; it neither releases the type nor touches the extra fields. Releases wait
// on a stack, so they are pushed in the reverse of CPython's order: type, (base's children), attributes, slots.
// Read `subtypeDealloc` first. Mirrors subtype_dealloc, subtype_traverse, subtype_clear (Objects/typeobject.c),
// PyObject_CallFinalizerFromDealloc (Objects/object.c).

import { track, untrack } from "../heap/gc/tracking.ts";
import { FINALIZED, type GCObject, heap, isGC, type Own, own, type Visit, standAlone } from "../heap/header.ts";
import { free, incref, release, xdecref } from "../heap/refcount.ts";
import { hold, take } from "../heap/handles.ts";
import { clearWeakrefs, type Weakrefable, type WeakReference } from "../heap/weakref.ts";
import type { PyDict } from "./dict.ts";
import { type InsertionOrder, sharedCapacity } from "./dictkeys.ts";
import {
	clearManagedDict,
	type InlineDict,
	initInlineValues,
	releaseManagedDict,
	sharedKeysOf,
	visitManagedDict,
	visitManagedDictRest,
} from "./instanceDict.ts";
import {
	PyGCObject,
	type PyObject,
	type PyType,
	TPFLAGS_HAVE_GC,
	TPFLAGS_INLINE_VALUES,
	TPFLAGS_MANAGED_DICT,
	TPFLAGS_MANAGED_WEAKREF,
} from "./object.ts";

/** The fields that an instance of a class made in Python has besides its native base's. */
export interface InstanceFields extends InlineDict, Weakrefable {
	type: PyType;
	/** Values of `__slots__`, the bases' first; owned; null if there are none. */
	slots: (PyObject | null)[] | null;
	/** Places for values that the memory block had at birth: its size depends on it. */
	capacity: number;
}

export class PyInstance extends PyGCObject implements InstanceFields {
	static {
		standAlone(PyInstance);
	}

	values: (PyObject | null)[] | null;
	order: InsertionOrder | null;
	dict: PyDict | null;
	weakrefs: WeakReference[] | null;
	slots: (PyObject | null)[] | null;
	capacity: number;

	constructor(type: PyType) {
		super(type);
		this.values = null;
		this.order = null;
		this.dict = null;
		this.weakrefs = null;
		this.slots = null;
		this.capacity = 0;
	}
}

/** The `alloc` slot of classes whose native base is `object`. Tracked at once; owns its type. */
export function instanceAlloc(type: PyType): Own<PyObject> {
	const self = new PyInstance(type);
	incref(type);
	prepareFields(self, type);
	track(self);
	return own(self);
}

/** The `alloc` slot of other classes: the native base's object with the extra fields. */
export function subtypeAlloc(type: PyType): Own<PyObject> {
	const base = nativeBase(type);
	const self = base.alloc!(type) as unknown as InstanceFields & GCObject;
	if ((base.typeFlags & TPFLAGS_HAVE_GC) === 0) addGCFields(self);
	self.values = null;
	self.order = null;
	if (!base.hasDict) self.dict = null;
	if (!base.weakrefable) self.weakrefs = null;
	self.slots = null;
	self.capacity = 0;
	incref(type);
	prepareFields(self, type);
	track(self);
	return own(self);
}

function addGCFields(self: GCObject): void {
	self.gcIndex = -1;
	self.gcRefs = 0;
	heap.countAllocation();
}

function prepareFields(self: InstanceFields, type: PyType): void {
	if ((type.typeFlags & TPFLAGS_INLINE_VALUES) !== 0) {
		// The block is sized before the class's keys lose a free place to this instance.
		self.capacity = sharedCapacity(sharedKeysOf(self));
		initInlineValues(self);
	}
	const count = type.heap!.slotCount;
	if (count > 0) self.slots = emptySlots(count);
}

/** FAST: a tenth of the time that filling an array takes. */
function emptySlots(count: number): (PyObject | null)[] {
	if (count === 1) return [null];
	if (count === 2) return [null, null];
	const slots: (PyObject | null)[] = [null, null, null];
	while (slots.length < count) slots.push(null);
	return slots;
}

/** The nearest native type that the class derives from. */
export function nativeBase(type: PyType): PyType {
	let base = type;
	while (base.heap !== null) base = base.base!;
	return base;
}

/** The nearest base whose death is not `subtypeDealloc`. */
function deallocBase(type: PyType): PyType {
	let base = type.base!;
	while (base.dealloc === subtypeDealloc) base = base.base!;
	return base;
}

export function subtypeDealloc(self: InstanceFields): void {
	untrack(self as unknown as GCObject);
	if (self.type.finalize !== null && finalizeFromDealloc(self)) return;
	// Not before: `__del__` may have assigned to `__class__`.
	const type = self.type;
	const base = deallocBase(type);
	if (type.weakrefable && self.weakrefs !== null) {
		if (base.weakrefable) {
			dieBeforeWeakrefs(self, type);
		} else {
			clearWeakrefs(self);
		}
	}
	release(type);
	base.dealloc(self);
	if ((type.typeFlags & TPFLAGS_MANAGED_DICT) !== 0) releaseManagedDict(self);
	if (type.heap!.slotCount > 0) releaseSlots(self, type);
}

/** Where a native base ends its own weak references, slots and attributes die before: at once, not by release. */
function dieBeforeWeakrefs(self: InstanceFields, type: PyType): void {
	clearSlots(self, type);
	if ((type.typeFlags & TPFLAGS_MANAGED_DICT) !== 0) clearManagedDict(self);
}

function releaseSlots(self: InstanceFields, type: PyType): void {
	releaseSlotsOf(self.slots!, type);
	self.slots = null;
}

/** First to die are the most derived class's slots, in order of their names; so they are released last. */
function releaseSlotsOf(slots: (PyObject | null)[], type: PyType): void {
	const from = type.base!.heap === null ? 0 : type.base!.heap.slotCount;
	if (from > 0) releaseSlotsOf(slots, type.base!);
	for (let i = type.heap!.slotCount - 1; i >= from; i--) if (slots[i] !== null) release(slots[i]!);
}

/** The places of a class's own slots. */
function ownSlots(type: PyType): [number, number] {
	return [type.base!.heap?.slotCount ?? 0, type.heap!.slotCount];
}

/**
 * For `dealloc`: runs the finalizer on an object whose count is 0. True if the object was resurrected: then `dealloc` must
 * return at once. The object is untracked otherwise. Runs Python code.
 */
export function finalizeFromDealloc(self: PyObject): boolean {
	self.refcnt = 1;
	const collectable = isGC(self);
	if (collectable) track(self as unknown as GCObject);
	hold(self as Own<PyObject>, "object being finalized");
	callFinalizer(self);
	take(self);
	if (self.refcnt > 1) {
		self.refcnt--;
		return true;
	}
	if (collectable) untrack(self as unknown as GCObject);
	self.refcnt = 0;
	return false;
}

/** Runs the object's finalizer unless it has run before. Source: PyObject_CallFinalizer. */
export function callFinalizer(self: PyObject): void {
	const finalize = self.type.finalize;
	if (finalize === null || (isGC(self) && (self.flags & FINALIZED) !== 0)) return;
	finalize(self);
	if (isGC(self)) self.flags |= FINALIZED;
}

export function subtypeTraverse(self: InstanceFields, visit: Visit): void {
	const type = self.type;
	let base = type;
	while (base.traverse === subtypeTraverse) {
		visitSlots(self, base, visit);
		base = base.base!;
	}
	if ((type.typeFlags & TPFLAGS_MANAGED_DICT) !== 0) visitManagedDict(self, visit);
	visit(type, "type");
	base.traverse?.(self, visit);
}

export function subtypeTraverseRest(self: InstanceFields, visit: Visit): void {
	const type = self.type;
	if ((type.typeFlags & TPFLAGS_MANAGED_DICT) !== 0) visitManagedDictRest(self, visit);
	let base = type;
	while (base.traverseRest === subtypeTraverseRest) base = base.base!;
	base.traverseRest?.(self, visit);
}

function visitSlots(self: InstanceFields, type: PyType, visit: Visit): void {
	const names = type.heap!.slots;
	if (names === null || self.slots === null) return;
	const [from, to] = ownSlots(type);
	for (let i = from; i < to; i++) if (self.slots[i] !== null) visit(self.slots[i]!, "slot", names.items[i - from]);
}

export function subtypeClear(self: InstanceFields): void {
	const type = self.type;
	let base = type;
	while (base.clear === subtypeClear) base = base.base!;
	clearSlots(self, type);
	if ((type.typeFlags & TPFLAGS_MANAGED_DICT) !== 0) clearManagedDict(self);
	base.clear?.(self);
}

function clearSlots(self: InstanceFields, type: PyType): void {
	if (self.slots === null || type.heap!.slotCount === 0) return;
	for (let t = type; t.heap !== null; t = t.base!) {
		const [from, to] = ownSlots(t);
		for (let i = from; i < to; i++) {
			const old = self.slots[i];
			self.slots[i] = null;
			xdecref(old);
		}
	}
}

/** The `blockSize` slot of classes made in Python: pre-headers, struct, slots, inline values. */
export function instanceBlockSize(self: InstanceFields): number {
	const type = self.type;
	const managed = (type.typeFlags & (TPFLAGS_MANAGED_DICT | TPFLAGS_MANAGED_WEAKREF)) !== 0 ? 16 : 0;
	const native = nativeBase(type);
	const itemized = native.itemsize > 0 ? native.blockSize(self) - native.basicsize : 0;
	return 16 + managed + type.basicsize + Math.max(0, itemized) + inlineBytes(self.capacity ?? 0);
}

/** Values, one more pointer, and a byte for each in the order of insertion. Source: _PyInlineValuesSize. */
function inlineBytes(capacity: number): number {
	return capacity === 0 ? 0 : Math.ceil(capacity / 8) * 8 + (capacity + 1) * 8;
}

/** `object`'s own `dealloc`: nothing but the memory. */
export function objectDealloc(self: PyObject): void {
	free(self);
}
