// The header that every Python object starts with, and what the heap must know of an object's type.
//
// Invariant: while an object lives, `refcnt` is the number of owned references to it (or IMMORTAL_REFCNT); while it is
// being torn down it is 0; once freed it is DEAD_REFCNT, so that a later decref is noticed. Everything that is born
// counts in `heap.births`, everything freed in `heap.deaths`. Mirrors Include/object.h and Include/internal/pycore_gc.h.

/** Largest small integer of every V8 build, so that the field never holds a heap number. */
export const IMMORTAL_REFCNT = 0x3fffffff;
export const DEAD_REFCNT = -0x40000000;

/** Bits of `HeapObject.flags`. The lowest three hold the number of the list that a tracked object is in. */
export const GENERATION_MASK = 0x7;
/** `__del__` has run (CPython's _PyGC_PREV_MASK_FINALIZED). */
export const FINALIZED = 0x8;
/** A candidate of the collection that is running. */
export const COLLECTING = 0x10;
/** Found unreachable, tentatively, by the collection that is running. */
export const UNREACHABLE = 0x20;
/** Free for a type's own use, one bit. */
export const TYPE_FLAG = 0x40;
/** The object's block came from the allocator although its type has a freelist. */
export const PAST_FREELIST = 0x80;

/** What a reference is to its owner: `"element"` 3, `"value"` under a key, `"attribute"` `next` … */
export type Visit = (ref: HeapObject, slot: string, key?: unknown) => void;

/** Bits of a type's flags that the heap reads; the values are CPython's Py_TPFLAGS_*. */
export const TPFLAGS_HAVE_GC = 1 << 14;
/** A managed dictionary, managed weak references: a word for each lies before the object. */
export const TPFLAGS_PREHEADER = (1 << 3) | (1 << 4);

/** The part of a type that the heap calls. Slots take the object as `any`: each type's functions know their own struct. */
export interface HeapType {
	readonly name: string;
	/** Py_TPFLAGS_*; apart from the header's `flags`, which a type has as an object. */
	typeFlags: number;
	/** Tears down an object whose count reached 0: see refcount.ts for what it must do and in which order. */
	dealloc: (self: any) => void;
	/** Visits exactly the owned references that CPython's tp_traverse visits, in its order. */
	traverse: ((self: any, visit: Visit) => void) | null;
	/** Visits the owned references that tp_traverse leaves out (they can't be part of a cycle): the audit needs them. */
	traverseRest: ((self: any, visit: Visit) => void) | null;
	/** Drops the references that can form cycles; may run Python code. */
	clear: ((self: any) => void) | null;
	/** Runs `__del__` or its native equal on an object with a count of at least 1; never raises. */
	finalize: ((self: any) => void) | null;
	/** Bytes of the object's memory block in 64-bit CPython, pre-header included: the address model's size. */
	blockSize: (self: any) => number;
	/** Objects of this kind kept for reuse ahead of the allocator (3.14's freelists); 0 for none. */
	freelistSize: number;
	/** Whether objects have `weakrefs`, the list of weak references to them. */
	readonly weakrefable?: boolean;
	/** How many are kept right now; -1 when the struct's own constructor counts births (freelists by length). */
	freelistLength: number;
}

/** Told of what is allocated and freed while `heap.addressesObserved`. */
export interface AllocationWatch {
	/** The object's fields are not set yet. Must not make objects. */
	born(object: HeapObject): void;
	freed(object: HeapObject): void;
	/** What the object has allocated beside its own block is of another size now. */
	resized?(object: HeapObject): void;
}

/** Told of the lives of the objects that can be part of a cycle. */
export interface LifeWatch {
	/** The object's fields are not set yet. Must not make objects. */
	born(object: HeapObject): void;
	/** The last reference to an object, of any kind, was given up; what it owns goes before it is freed. It may be resurrected. */
	dies(object: HeapObject): void;
	freed(object: HeapObject): void;
}

/** Tells several watches. */
class LifeWatches implements LifeWatch {
	readonly watches: readonly LifeWatch[];

	constructor(watches: readonly LifeWatch[]) {
		this.watches = watches;
	}

	born(object: HeapObject): void {
		for (const watch of this.watches) watch.born(object);
	}

	dies(object: HeapObject): void {
		for (const watch of this.watches) watch.dies(object);
	}

	freed(object: HeapObject): void {
		for (const watch of this.watches) watch.freed(object);
	}
}

/** Tells several watches. */
class AllocationWatches implements AllocationWatch {
	private readonly watches: readonly AllocationWatch[];

	constructor(watches: readonly AllocationWatch[]) {
		this.watches = watches;
	}

	born(object: HeapObject): void {
		for (const watch of this.watches) watch.born(object);
	}

	freed(object: HeapObject): void {
		for (const watch of this.watches) watch.freed(object);
	}

	resized(object: HeapObject): void {
		for (const watch of this.watches) watch.resized?.(object);
	}
}

class Heap {
	births = 0;
	deaths = 0;
	/** Objects alive that neither counts: see gc/belated.ts. */
	belated = 0;
	/** Set once a program looks at an address; from then on births are noted for the address model. */
	addressesObserved = false;
	/** Whether births are noted for addresses, or lives are watched. */
	observed = false;
	/** Whoever follows lives. */
	lives: LifeWatch | null = null;
	private lifeWatches: readonly LifeWatch[] = [];
	/** Objects born since addresses were last settled, oldest first. */
	readonly unsettled: HeapObject[] = [];
	/** Whoever traces allocations; with it births are noted as for addresses. See `watchAllocations`. */
	allocations: AllocationWatch | null = null;
	private watches: readonly AllocationWatch[] = [];
	/** Collectable objects allocated, less those freed, since the last collection: generation 0's count. */
	youngCount = 0;
	/** Above this count every allocation asks for a collection; Infinity when there are to be none. */
	youngLimit = 2000;
	/** Asks for a collection at the next safe point; the collector sets it. */
	schedule: () => void = () => {};
	/** For types with freelistLength -1: whether a freelist takes the memory of the dead object. */
	keepsSized: (object: HeapObject) => boolean = () => false;

	/** Tells `watch` of births and deaths from now on. From now on births are noted for addresses as well. */
	watchAllocations(watch: AllocationWatch): void {
		this.observeAddresses(true);
		this.setWatches([...this.watches.filter((other) => other !== watch), watch]);
	}

	unwatchAllocations(watch: AllocationWatch): void {
		this.setWatches(this.watches.filter((other) => other !== watch));
	}

	private setWatches(watches: readonly AllocationWatch[]): void {
		this.watches = watches;
		this.allocations = watches.length > 1 ? new AllocationWatches(watches) : (watches[0] ?? null);
	}

	/** Whether births are noted for addresses from now on. */
	observeAddresses(on: boolean): void {
		this.addressesObserved = on;
		this.observed = on || this.lives !== null;
	}

	/** Tells `watch` from now on. It costs less than `watchAllocations`, and leaves addresses as they are. */
	watchLives(watch: LifeWatch): void {
		this.setLifeWatches([...this.lifeWatches.filter((other) => other !== watch), watch]);
	}

	unwatchLives(watch: LifeWatch): void {
		this.setLifeWatches(this.lifeWatches.filter((other) => other !== watch));
	}

	private setLifeWatches(watches: readonly LifeWatch[]): void {
		this.lifeWatches = watches;
		this.lives = watches.length > 1 ? new LifeWatches(watches) : (watches[0] ?? null);
		this.observed = this.addressesObserved || this.lives !== null;
	}

	/** While `observed`: a collectable object is born. */
	noteCollectable(object: HeapObject): void {
		if (this.addressesObserved) this.noteBirth(object);
		this.lives?.born(object);
	}

	/** While births are noted: notes one. */
	noteBirth(object: HeapObject): void {
		this.unsettled.push(object);
		this.allocations?.born(object);
	}

	/** A table or array of the object has been allocated anew. */
	resized(object: HeapObject): void {
		this.allocations?.resized?.(object);
	}

	/** An allocation that no freelist has served. */
	countAllocation(): void {
		if (++this.youngCount > this.youngLimit) this.schedule();
	}

	/** The counterpart for a dead collectable object. */
	countFree(object: HeapObject): void {
		const type = object.type;
		if (type.freelistLength < 0) {
			if (this.keepsSized(object)) return;
		} else if (type.freelistLength < type.freelistSize) {
			type.freelistLength++;
			return;
		}
		if (this.youngCount > 0) this.youngCount--;
	}
}

/** The one heap of this JavaScript realm. */
export const heap = new Heap();

export class HeapObject {
	refcnt: number;
	type: HeapType;
	/** 0 until somebody looks. */
	address: number;
	flags: number;

	constructor(type: HeapType) {
		this.refcnt = 1;
		this.type = type;
		this.address = 0;
		this.flags = 0;
		heap.births++;
		if (heap.observed) noteBorn(this);
	}
}

function noteBorn(object: HeapObject): void {
	if ((object.type.typeFlags & TPFLAGS_HAVE_GC) !== 0) heap.noteCollectable(object);
	else if (heap.addressesObserved) heap.noteBirth(object);
}

/** Counts the birth of an object that can't be part of a cycle. */
export function born(object: HeapObject): void {
	heap.births++;
	if (heap.addressesObserved) heap.noteBirth(object);
}

/** An object that can be part of a cycle. Born untracked. */
export class GCObject extends HeapObject {
	/** Place in its generation's list, or -1 while untracked. */
	gcIndex: number;
	/** The collector's copy of the count. */
	gcRefs: number;

	constructor(type: HeapType) {
		super(type);
		this.gcIndex = -1;
		this.gcRefs = 0;
		takeMemory(type);
	}
}

/** Where the memory comes from: a freelist or the allocator. */
function takeMemory(type: HeapType): void {
	if (type.freelistLength === 0) heap.countAllocation();
	else if (type.freelistLength > 0) type.freelistLength--;
}

/** Counts the birth of an object that can be part of a cycle; what the bundles' constructors call (scripts/ownHeaders.ts). */
export function bornCollectable(object: HeapObject, type: HeapType): void {
	heap.births++;
	if (heap.observed) heap.noteCollectable(object);
	takeMemory(type);
}

/**
 * FAST: for a class of objects: takes its base out of the way that `instanceof` walks, which else goes all of it whenever
 * the answer is no. The base's constructor still runs; methods and subclass tests by the base are what it does without.
 */
export function standAlone(cls: { readonly prototype: object }): void {
	Object.setPrototypeOf(cls.prototype, null);
}

/**
 * Makes an object of a type with a freelist as PyType_GenericAlloc does, which never looks there: `list()` has a new block
 * where `[]` has one that was kept.
 */
export function allocatePastFreelist<T extends GCObject>(type: HeapType, make: () => T): T {
	const kept = type.freelistLength;
	type.freelistLength = 0;
	const object = make();
	type.freelistLength = kept;
	object.flags |= PAST_FREELIST;
	return object;
}

/** Immortal objects, such as static types, are none of the collector's business, whatever their kind. */
export function isGC(object: HeapObject): object is GCObject {
	return (object.type.typeFlags & TPFLAGS_HAVE_GC) !== 0 && object.refcnt !== IMMORTAL_REFCNT;
}

declare const owned: unique symbol;

/** A reference whose holder must give it up exactly once: by `decref`, by storing it, or by handing it on. */
export type Own<T extends HeapObject = HeapObject> = T & { readonly [owned]: true };

/** States that the caller now owns the reference; changes no count. */
export function own<T extends HeapObject>(object: T): Own<T> {
	return object as Own<T>;
}

/** A broken invariant of decref itself. Python code cannot catch it. */
export class HeapFault extends Error {
	override name = "HeapFault";
}
