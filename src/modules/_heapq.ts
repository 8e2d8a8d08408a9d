// The module `_heapq`: binary heaps in lists, the smallest item first, or the largest.
//
// A comparison may run any code: both items are owned meanwhile, and a list whose length it changes is refused. Read
// `siftDown` and `siftUp` first. Mirrors Modules/_heapqmodule.c.

import { drop, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { richCompareBool } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { indexError, runtimeError, typeError } from "../objects/errors.ts";
import { isList, listAppend, listPopAt, type PyList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import { type PyObject, Py_LT } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { newStr } from "../objects/str.ts";
import { buildModule, setOwned, typeName } from "./define.ts";

/** Whether `a` belongs above `b`. Runs Python code. */
type Before = (a: PyObject, b: PyObject) => boolean;

function compare(a: PyObject, b: PyObject, left: PyObject, right: PyObject): boolean {
	hold(incref(a), "item of the heap");
	hold(incref(b), "item of the heap");
	const before = richCompareBool(left, right, Py_LT);
	drop(b);
	drop(a);
	return before;
}

const smallest: Before = (a, b) => compare(a, b, a, b);
const largest: Before = (a, b) => compare(a, b, b, a);

function checkSize(heap: PyList, size: number): void {
	if (heap.items.length !== size) runtimeError("list changed size during iteration");
}

function swap({ items }: PyList, i: number, k: number): void {
	const item = items[i]!;
	items[i] = items[k]!;
	items[k] = item;
}

/** Moves the item at `pos` up towards `start` as far as it belongs. */
function siftDown(heap: PyList, start: number, pos: number, before: Before): void {
	const size = heap.items.length;
	if (pos >= size) indexError("index out of range");
	for (let at = pos; at > start; ) {
		const parent = (at - 1) >> 1;
		const rises = before(heap.items[at]!, heap.items[parent]!);
		checkSize(heap, size);
		if (!rises) return;
		swap(heap, parent, at);
		at = parent;
	}
}

/** Moves the item at `pos` to a leaf, its better children up, and then up to where it belongs. */
function siftUp(heap: PyList, pos: number, before: Before): void {
	const end = heap.items.length;
	if (pos >= end) indexError("index out of range");
	const limit = end >> 1;
	let at = pos;
	while (at < limit) {
		let child = 2 * at + 1;
		if (child + 1 < end) {
			if (!before(heap.items[child]!, heap.items[child + 1]!)) child++;
			checkSize(heap, end);
		}
		swap(heap, child, at);
		at = child;
	}
	siftDown(heap, pos, at, before);
}

function listArgument(name: string, heap: PyObject): PyList {
	return isList(heap) ? heap : typeError(`${name}() argument must be list, not ${typeName(heap)}`);
}

function firstArgument(name: string, heap: PyObject): PyList {
	return isList(heap) ? heap : typeError(`${name}() argument 1 must be list, not ${typeName(heap)}`);
}

function push(heap: PyList, item: PyObject, before: Before): Own<PyObject> {
	listAppend(heap, item);
	siftDown(heap, 0, heap.items.length - 1, before);
	return newNone();
}

function pop(heap: PyList, before: Before): Own<PyObject> {
	if (heap.items.length === 0) indexError("index out of range");
	const last = listPopAt(heap, heap.items.length - 1);
	if (heap.items.length === 0) return last;
	return replaceFirst(heap, last, before);
}

/** Steals the item, which takes the place of the first; that is returned. */
function replaceFirst(heap: PyList, item: Own<PyObject>, before: Before): Own<PyObject> {
	const first = hold(own(heap.items[0]!), "first item of the heap");
	heap.items[0] = item;
	siftUp(heap, 0, before);
	return take(first);
}

function replace(heap: PyList, item: PyObject, before: Before): Own<PyObject> {
	if (heap.items.length === 0) indexError("index out of range");
	return replaceFirst(heap, incref(item), before);
}

function pushPop(heap: PyList, item: PyObject, before: Before): Own<PyObject> {
	if (heap.items.length === 0) return incref(item);
	const stays = before(heap.items[0]!, item);
	if (!stays) return incref(item);
	if (heap.items.length === 0) indexError("index out of range");
	return replaceFirst(heap, incref(item), before);
}

function heapify(heap: PyList, before: Before): Own<PyObject> {
	for (let i = (heap.items.length >> 1) - 1; i >= 0; i--) siftUp(heap, i, before);
	return newNone();
}

/** The functions of one order; their names end in `suffix`. */
function functionsOf(suffix: string, before: Before, order: string): MethodDef[] {
	const withItem = (name: string, doc: string, impl: typeof push): MethodDef =>
		def(name + suffix, "($module, heap, item, /)", `${doc} (${order})`, (_module, heap, item) =>
			impl(firstArgument(name + suffix, heap), item, before),
		);
	return [
		withItem("heappush", "Puts an item into the heap.", push),
		withItem("heappushpop", "Puts an item in, then takes the first out: quicker than both.", pushPop),
		withItem("heapreplace", "Takes the first out, then puts an item in: quicker than both.", replace),
		def(`heappop${suffix}`, "($module, heap, /)", `Takes the first item out. (${order})`, (_module, heap) =>
			pop(listArgument(`heappop${suffix}`, heap), before),
		),
		def(`heapify${suffix}`, "($module, heap, /)", `Makes a heap of a list. (${order})`, (_module, heap) =>
			heapify(listArgument(`heapify${suffix}`, heap), before),
		),
	];
}

const functions: readonly MethodDef[] = [...functionsOf("", smallest, "smallest first"), ...functionsOf("_max", largest, "largest first")];

const ABOUT = "A heap is a list in which no item comes after either of its two children, items 2k + 1 and 2k + 2.";

export function initHeapq(): Own<PyModule> {
	const module = hold(buildModule("_heapq", "Heaps in lists.", functions), "module _heapq");
	setOwned(module.dict!, "__about__", newStr(ABOUT));
	return take(module);
}
