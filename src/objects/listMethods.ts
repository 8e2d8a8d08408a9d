// What lists can do: indexing and slicing, comparing, joining, searching, and their methods.
//
// An item that is compared is kept alive meanwhile, because its `__eq__` may take it out of the list.
// The table is in a function, so that list.ts can call it while it is being loaded. Mirrors Objects/listobject.c.

import { track } from "../heap/gc/tracking.ts";
import { drop, hold, take } from "../heap/handles.ts";
import { allocatePastFreelist, type Own, own } from "../heap/header.ts";
import { decref, decrefEach, incref } from "../heap/refcount.ts";
import { indexAsNumber, isIndex, isTrue, reprEnter, reprLeave, richCompare, richCompareBool, sequenceFast } from "./abstract.ts";
import { sizeArgument } from "./conversions.ts";
import { checkPositional, def, type MethodDef } from "./args.ts";
import { newBool } from "./bool.ts";
import type { PyDict } from "./dict.ts";
import { reprText } from "./dictMethods.ts";
import { indexError, typeError, valueError } from "./errors.ts";
import { newGenericAlias } from "./genericalias.ts";
import { newInt } from "./int.ts";
import { newListReverseIterator } from "./iterators.ts";
import {
	assignSlice,
	deleteItems,
	isList,
	listAppend,
	listClear,
	listExtend,
	listInsert,
	listPopAt,
	listSetItemSteal,
	listSort,
	ListType,
	newList,
	type PyList,
} from "./list.ts";
import { type CompareOp, Py_EQ, Py_NE, type PyObject, type PyType } from "./object.ts";
import { adjustIndices, isSlice, type PySlice, sliceIndexNotNone, type SliceIndices, sliceUnpack } from "./slice.ts";
import { newNone, newNotImplemented, None } from "./singletons.ts";
import { newStr } from "./str.ts";
import { compareNumbers, pick, repeatItems } from "./tupleMethods.ts";
import type { PyTuple } from "./tuple.ts";

const emptyList = (): Own<PyList> => newList([]);

export function listNew(type: PyType, _args: PyTuple | null, _kwargs: PyDict | null): Own<PyList> {
	if (type === ListType) return allocatePastFreelist(type, emptyList);
	const list = type.alloc!(type) as Own<PyList>;
	track(list);
	return list;
}

export function listInit(self: PyList, args: PyTuple, kwargs: PyDict | null): void {
	if ((self.type === ListType || self.type.new === ListType.new) && kwargs !== null && kwargs.used > 0)
		typeError("list() takes no keyword arguments");
	checkPositional("list", args.items.length, 0, 1);
	listClear(self);
	if (args.items.length === 1) listExtend(self, args.items[0]!);
}

export function listVectorcall(type: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyList> {
	if (kwnames !== null && kwnames.items.length > 0) typeError("list() takes no keyword arguments");
	checkPositional("list", args.length, 0, 1);
	const list = listNew(type, null, null);
	if (args.length === 0) return list;
	hold(list, "list being made");
	listExtend(list, args[0]!);
	return take(list);
}

export function listRepr(self: PyList): Own<PyObject> {
	if (self.items.length === 0) return newStr("[]");
	if (reprEnter(self)) return newStr("[...]");
	try {
		return newStr(`[${itemsText(self)}]`);
	} finally {
		reprLeave(self);
	}
}

function itemsText(self: PyList): string {
	let text = "";
	for (let i = 0; i < self.items.length; i++) {
		const item = hold(incref(self.items[i]!), "item whose repr is due");
		text += i === 0 ? reprText(item) : `, ${reprText(item)}`;
		drop(item);
	}
	return text;
}

export function listRichcompare(self: PyObject, other: PyObject, op: CompareOp): Own<PyObject> {
	if (!isList(self) || !isList(other)) return newNotImplemented();
	if (self.items.length !== other.items.length && (op === Py_EQ || op === Py_NE)) return newBool(op === Py_NE);
	const i = firstDifference(self, other);
	if (i >= self.items.length || i >= other.items.length) return newBool(compareNumbers(self.items.length, other.items.length, op));
	if (op === Py_EQ || op === Py_NE) return newBool(op === Py_NE);
	const a = hold(incref(self.items[i]!), "item compared");
	const b = hold(incref(other.items[i]!), "item compared with");
	const result = hold(richCompare(a, b, op), "result of the comparison");
	take(result);
	drop(b);
	drop(a);
	return own(result);
}

function firstDifference(self: PyList, other: PyList): number {
	let i = 0;
	for (; i < self.items.length && i < other.items.length; i++) {
		const a = self.items[i]!;
		const b = other.items[i]!;
		if (a === b) continue;
		hold(incref(a), "item compared");
		hold(incref(b), "item compared with");
		const equal = richCompareBool(a, b, Py_EQ);
		drop(b);
		drop(a);
		if (!equal) break;
	}
	return i;
}

/** Compares an item of the list with a value; the item stays alive. */
function itemEquals(item: PyObject, value: PyObject): boolean {
	hold(incref(item), "item compared");
	const equal = richCompareBool(item, value, Py_EQ);
	drop(item);
	return equal;
}

export function listContains(self: PyList, value: PyObject): boolean {
	for (let i = 0; i < self.items.length; i++) if (itemEquals(self.items[i]!, value)) return true;
	return false;
}

export function listItem(self: PyList, index: number): Own<PyObject> {
	const item = self.items[index];
	return item === undefined ? indexError("list index out of range") : incref(item);
}

export function listSubscript(self: PyList, key: PyObject): Own<PyObject> {
	if (isIndex(key)) {
		const index = indexAsNumber(key, "IndexError");
		return listItem(self, index < 0 ? index + self.items.length : index);
	}
	if (!isSlice(key)) return typeError(`list indices must be integers or slices, not ${key.type.name}`);
	const unpacked = sliceUnpack(key);
	const { start, step, length } = adjustIndices(self.items.length, unpacked);
	return newList(pick(self.items, start, step, length));
}

export function listAssignSubscript(self: PyList, key: PyObject, value: PyObject | null): void {
	if (isIndex(key)) {
		const given = indexAsNumber(key, "IndexError");
		const index = given < 0 ? given + self.items.length : given;
		if (index < 0 || index >= self.items.length) indexError("list assignment index out of range");
		if (value !== null) listSetItemSteal(self, index, incref(value));
		else assignSlice(self, index, index + 1, []);
	} else if (!isSlice(key)) {
		typeError(`list indices must be integers or slices, not ${key.type.name}`);
	} else if (value === null) {
		deleteSlice(self, key);
	} else {
		setSlice(self, key, value);
	}
}

function deleteSlice(self: PyList, key: PySlice): void {
	const unpacked = sliceUnpack(key);
	const { start, stop, step, length } = adjustIndices(self.items.length, unpacked);
	if (step === 1) assignSlice(self, start, Math.max(start, stop), []);
	else if (length > 0) deleteItems(self, step > 0 ? start : start + step * (length - 1), Math.abs(step), length);
}

function setSlice(self: PyList, key: PySlice, value: PyObject): void {
	const unpacked = sliceUnpack(key);
	const items = hold(itemsOf(self, value), "items to assign");
	const indices = adjustIndices(self.items.length, unpacked);
	if (indices.step === 1) assignSlice(self, indices.start, Math.max(indices.start, indices.stop), items.items);
	else setExtendedSlice(self, indices, items.items);
	drop(items);
}

function itemsOf(self: PyList, value: PyObject): Own<PyList | PyTuple> {
	return value === self ? newList(self.items.map(incref)) : sequenceFast(value, "must assign iterable to extended slice");
}

function setExtendedSlice(self: PyList, indices: SliceIndices, items: readonly PyObject[]): void {
	const { start, step, length } = indices;
	if (items.length !== length) valueError(`attempt to assign sequence of size ${items.length} to extended slice of size ${length}`);
	const removed: PyObject[] = [];
	for (let n = 0, i = start; n < length; n++, i += step) {
		removed.push(self.items[i]!);
		self.items[i] = incref(items[n]!);
	}
	decrefEach(removed);
}

export function listConcat(self: PyList, other: PyObject): Own<PyObject> {
	if (!isList(other)) return typeError(`can only concatenate list (not "${other.type.name}") to list`);
	const items = self.items.concat(other.items);
	for (const item of items) incref(item);
	return newList(items as Own<PyObject>[]);
}

export function listRepeat(self: PyList, count: number): Own<PyObject> {
	return newList(repeatItems(self.items, Math.max(count, 0)));
}

export function listInplaceConcat(self: PyList, other: PyObject): Own<PyObject> {
	listExtend(self, other);
	return incref(self);
}

export function listInplaceRepeat(self: PyList, count: number): Own<PyObject> {
	if (count < 1) {
		listClear(self);
	} else if (self.items.length > 0 && count > 1) {
		const items = newList(repeatItems(self.items, count - 1));
		listExtend(self, items);
		decref(items);
	}
	return incref(self);
}

function indexMethod(self: PyList, value: PyObject, startArg: PyObject | null, stopArg: PyObject | null): Own<PyObject> {
	let start = startArg === null ? 0 : sliceIndexNotNone(startArg);
	let stop = stopArg === null ? Number.POSITIVE_INFINITY : sliceIndexNotNone(stopArg);
	if (start < 0) start = Math.max(start + self.items.length, 0);
	if (stop < 0) stop = Math.max(stop + self.items.length, 0);
	for (let i = start; i < stop && i < self.items.length; i++) if (itemEquals(self.items[i]!, value)) return newInt(i);
	return valueError("list.index(x): x not in list");
}

function countMethod(self: PyList, value: PyObject): Own<PyObject> {
	let count = 0;
	for (let i = 0; i < self.items.length; i++) if (itemEquals(self.items[i]!, value)) count++;
	return newInt(count);
}

function removeMethod(self: PyList, value: PyObject): Own<PyObject> {
	for (let i = 0; i < self.items.length; i++) {
		if (!itemEquals(self.items[i]!, value)) continue;
		assignSlice(self, i, i + 1, []);
		return newNone();
	}
	return valueError("list.remove(x): x not in list");
}

function popMethod(self: PyList, indexArg: PyObject | null): Own<PyObject> {
	const given = sizeArgument(indexArg, -1);
	const n = self.items.length;
	if (n === 0) indexError("pop from empty list");
	const index = given < 0 ? given + n : given;
	if (index < 0 || index >= n) indexError("pop index out of range");
	return listPopAt(self, index);
}

function sortMethod(self: PyList, key: PyObject | null, reverse: PyObject | null): Own<PyObject> {
	const backwards = reverse !== null && isTrue(reverse);
	listSort(self, key === None ? null : key, backwards);
	return newNone();
}

export function listMethods(): MethodDef[] {
	return [
		def("__getitem__", "($self, index, /)", "Return self[index].", listSubscript),
		def("__reversed__", "($self, /)", "Return a reverse iterator over the list.", newListReverseIterator),
		def("__sizeof__", "($self, /)", "Return the size of the list in memory, in bytes.", (self) =>
			newInt(self.type.basicsize + 8 * Math.max(self.allocated, 0)),
		),
		def("clear", "($self, /)", "Remove all items.", (self) => (listClear(self), newNone())),
		def("copy", "($self, /)", "A shallow copy.", (self) => newList(self.items.map(incref))),
		def("append", "($self, object, /)", "Add an item at the end.", (self, item) => (listAppend(self, item), newNone())),
		def(
			"insert",
			"($self, index, object, /)",
			"Insert an item before the index.",
			(self, index, item) => (listInsert(self, sizeArgument(index), item), newNone()),
		),
		def(
			"extend",
			"($self, iterable, /)",
			"Add the items of an iterable at the end.",
			(self, iterable) => (listExtend(self, iterable), newNone()),
		),
		def(
			"pop",
			"($self, index=-1, /)",
			"Remove and return the item at index (default last). Raises IndexError if there is none.",
			popMethod,
		),
		def("remove", "($self, value, /)", "Remove the first item equal to value. Raises ValueError if there is none.", removeMethod),
		def(
			"index",
			"($self, value, start=0, stop=sys.maxsize, /)",
			"The first index of value. Raises ValueError if it is not there.",
			indexMethod,
		),
		def("count", "($self, value, /)", "How often value occurs.", countMethod),
		def("reverse", "($self, /)", "Reverse the items in place.", (self) => (self.items.reverse(), newNone())),
		def(
			"sort",
			"($self, /, *, key=None, reverse=False)",
			"Sort the items in place, stably, ascending or with reverse descending, by what key gives for each.",
			sortMethod,
		),
		def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls, item) => newGenericAlias(cls, item), "class"),
	];
}
