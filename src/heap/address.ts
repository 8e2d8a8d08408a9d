// Addresses as 64-bit CPython's allocator would reuse them, drawn only when somebody looks.
//
// Every size class (and every freelist) hands out the block that was freed last. Only blocks whose address was seen
// matter: of all others nobody can tell which they are. So a free block is kept as an address or, where none was ever
// drawn, as 0 (blocks count from their start, which lies before the object by its headers). While a size class has no seen block
// free, its births and deaths leave no mark at all; in a freelist the unseen ones take places. New blocks of a size lie one behind the
// other in pools of their own, as pymalloc's.
// Invariant: an address is held by at most one living object. Read `addressOf` first. Mirrors Objects/obmalloc.c and
// Include/internal/pycore_freelist_state.h as far as `id` can show them (FACTS D).

import { type HeapObject, type HeapType, heap, PAST_FREELIST, TPFLAGS_HAVE_GC, TPFLAGS_PREHEADER } from "./header.ts";

const ALIGNMENT = 16;
const GC_HEAD = 16;
const PREHEADER = 16;
/** Where the first block lies: any plausible address in user space. */
const FIRST_ADDRESS = 0x7f3c5a200000;
/** Blocks of up to so many bytes come from pools of their size; larger ones have a header before them. */
const LARGEST_IN_POOL = 512;
const POOL = 1 << 14;
const POOL_HEADER = 48;
const MALLOC_HEADER = 16;

/** The free blocks of one size, or one freelist, last freed last; 0 stands for a block that nobody has seen. */
class FreeBlocks {
	readonly blocks: number[] = [];
	/** How many of `blocks` have an address. */
	seen = 0;
	readonly limit: number;

	constructor(limit: number) {
		this.limit = limit;
	}

	/** Takes back a block unless full (freelists are bounded). */
	push(address: number): boolean {
		if (this.blocks.length >= this.limit) return false;
		if (address !== 0) this.seen++;
		if (this.seen > 0 || this.limit !== Number.POSITIVE_INFINITY) this.blocks.push(address);
		return true;
	}

	/** Whether the next block is one to be taken: of a size class only where some are seen. */
	isKnown(): boolean {
		return this.seen > 0 || (this.limit !== Number.POSITIVE_INFINITY && this.blocks.length > 0);
	}

	pop(): number {
		const address = this.blocks.pop() ?? 0;
		if (address !== 0) this.seen--;
		if (this.seen === 0 && this.limit === Number.POSITIVE_INFINITY) this.blocks.length = 0;
		return address;
	}
}

/** The largest blocks that a freelist keeps: ints of one digit, tuples of up to 20 items. */
const LARGEST_KEPT: { readonly [type: string]: number } = { int: 32, tuple: 208 };

/** The freelists of a type. */
class TypeFreelists {
	readonly limit: number;
	readonly largest: number;
	/** By size, in units of ALIGNMENT. */
	readonly bySize: (FreeBlocks | undefined)[] = [];

	constructor(type: HeapType) {
		this.limit = type.freelistSize;
		this.largest = LARGEST_KEPT[type.name] ?? Number.POSITIVE_INFINITY;
	}
}

/** By size, in units of ALIGNMENT: those of pools, and the larger ones. */
const sizeClasses: (FreeBlocks | undefined)[] = Array.from({ length: LARGEST_IN_POOL / ALIGNMENT + 1 });
const largeSizeClasses = new Map<number, FreeBlocks>();
const freelists = new Map<HeapType, TypeFreelists>();
let nextAddress = FIRST_ADDRESS;

function knownSizeClass(size: number): FreeBlocks | undefined {
	return size <= LARGEST_IN_POOL ? sizeClasses[size / ALIGNMENT] : largeSizeClasses.get(size);
}

function sizeClass(size: number): FreeBlocks {
	const known = knownSizeClass(size);
	if (known !== undefined) return known;
	const blocks = new FreeBlocks(Number.POSITIVE_INFINITY);
	if (size <= LARGEST_IN_POOL) sizeClasses[size / ALIGNMENT] = blocks;
	else largeSizeClasses.set(size, blocks);
	return blocks;
}

function freelist({ type }: HeapObject, size: number): FreeBlocks | null {
	if (type.freelistSize === 0) return null;
	let lists = freelists.get(type);
	if (lists === undefined) freelists.set(type, (lists = new TypeFreelists(type)));
	if (size > lists.largest) return null;
	return (lists.bySize[size / ALIGNMENT] ??= new FreeBlocks(lists.limit));
}

function roundedSize(object: HeapObject): number {
	return Math.ceil(object.type.blockSize(object) / ALIGNMENT) * ALIGNMENT;
}

const MANY = 64;

/** Gives the objects born since the last call the seen blocks that CPython would have given them, in order of birth. */
export function settleAddresses(): void {
	const unsettled = heap.unsettled;
	const count = unsettled.length;
	if (count === 0) return;
	for (const object of unsettled) if (object.address === 0) object.address = inBlock(object, reusedBlock(object));
	// FAST: an array whose length is set to 0 loses its memory.
	if (count > MANY) unsettled.length = 0;
	else for (let i = 0; i < count; i++) unsettled.pop();
}

function reusedBlock(object: HeapObject): number {
	const size = roundedSize(object);
	const own = (object.flags & PAST_FREELIST) !== 0 ? null : freelist(object, size);
	if (own?.isKnown()) return own.pop();
	const blocks = knownSizeClass(size);
	return blocks?.isKnown() ? blocks.pop() : 0;
}

/** The memory of a dead object goes back to where it came from. */
export function freeAddress(object: HeapObject): void {
	const size = roundedSize(object);
	const block = object.address === 0 ? 0 : object.address - headers(object);
	if (freelist(object, size)?.push(block)) return;
	sizeClass(size).push(block);
}

/** A full collection empties the freelists: their blocks go to the allocator. */
export function clearFreelists(): void {
	settleAddresses();
	for (const { bySize } of freelists.values()) {
		for (const [units, list] of bySize.entries()) {
			if (list === undefined) continue;
			const blocks = sizeClass(units * ALIGNMENT);
			while (list.isKnown()) blocks.push(list.pop());
		}
	}
}

/** The object's address: `id(object)`. From the first call on, the heap notes births for the sake of reuse. */
export function addressOf(object: HeapObject): number {
	if (!heap.addressesObserved) heap.observeAddresses(true);
	settleAddresses();
	if (object.address === 0) object.address = freshBlock(object);
	return object.address;
}

/**
 * The address for a hash: drawn without noting births from now on, because dictionaries and sets hash all the time and
 * nobody sees the number. What a program is shown goes by `addressOf`.
 */
export function addressForHash(object: HeapObject): number {
	if (heap.addressesObserved) return addressOf(object);
	if (object.address === 0) object.address = freshBlock(object);
	return object.address;
}

function freshBlock(object: HeapObject): number {
	const size = roundedSize(object);
	return inBlock(object, size > LARGEST_IN_POOL ? takeBytes(MALLOC_HEADER + size) + MALLOC_HEADER : blockOfPool(size));
}

/** So many bytes that nobody has had. */
function takeBytes(size: number): number {
	const address = nextAddress;
	nextAddress += size;
	return address;
}

/** By size: where the next new block lies, and where the pool ends. */
const pools = new Map<number, { next: number; end: number }>();

function blockOfPool(size: number): number {
	let pool = pools.get(size);
	if (pool === undefined || pool.next + size > pool.end) {
		takeBytes((POOL - (nextAddress % POOL)) % POOL);
		const start = takeBytes(POOL);
		pools.set(size, (pool = { next: start + POOL_HEADER, end: start + POOL }));
	}
	const block = pool.next;
	pool.next += size;
	return block;
}

/** How far into its block the object begins. */
function headers({ type }: HeapObject): number {
	return ((type.typeFlags & TPFLAGS_HAVE_GC) !== 0 ? GC_HEAD : 0) + ((type.typeFlags & TPFLAGS_PREHEADER) !== 0 ? PREHEADER : 0);
}

/** The address of the object in a block; 0 for a block that nobody has seen. */
function inBlock(object: HeapObject, block: number): number {
	return block === 0 ? 0 : block + headers(object);
}
