// Iterators over strs: by code points. Read `strIteratorNext` first. Mirrors the iterator part of Objects/unicodeobject.c.
// DIFFERS: CPython keeps an index of code points; here `offset` counts units and `index` code points.

import { track, untrack } from "../heap/gc/tracking.ts";
import { own, type Own, type Visit } from "../heap/header.ts";
import { decref, free, incref, xrelease } from "../heap/refcount.ts";
import { def, type MethodDef } from "./args.ts";
import { getBuiltin } from "./builtin.ts";
import { sizeArgument } from "./conversions.ts";
import { newInt } from "./int.ts";
import { defineType, PyGCObject, type PyObject, type PyType, TPFLAGS_HAVE_GC } from "./object.ts";
import { newNone } from "./singletons.ts";
import { emptyStr, newCharacter, type PyStr, strLength, StrType } from "./str.ts";
import { unitOffset } from "./strIndex.ts";
import { newTrackedTuple } from "./tuple.ts";
import { isAscii } from "./unicode.ts";

export class PyStrIterator extends PyGCObject {
	/** Null once exhausted. Owned. */
	str: PyStr | null;
	/** Code points consumed. */
	index: number;
	/** UTF-16 units consumed. */
	offset: number;

	constructor(type: PyType, str: Own<PyStr>) {
		super(type);
		this.str = str;
		this.index = 0;
		this.offset = 0;
	}
}

/** `iter(str)`. Borrows. */
export function strIter(str: PyStr): Own<PyStrIterator> {
	const iterator = new PyStrIterator(str.type === StrType && isAscii(str.value) ? StrAsciiIteratorType : StrIteratorType, incref(str));
	track(iterator);
	return own(iterator);
}

function strIteratorNext(self: PyStrIterator): Own<PyObject> | null {
	const str = self.str;
	if (str === null) return null;
	if (self.offset < str.value.length) {
		const point = str.value.codePointAt(self.offset)!;
		self.index++;
		self.offset += point > 0xffff ? 2 : 1;
		return newCharacter(point);
	}
	self.str = null;
	decref(str);
	return null;
}

function lengthHint(self: PyStrIterator): Own<PyObject> {
	return newInt(self.str === null ? 0 : strLength(self.str) - self.index);
}

function reduce(self: PyStrIterator): Own<PyObject> {
	const iter = getBuiltin("iter");
	if (self.str === null) return newTrackedTuple([iter, newTrackedTuple([incref(emptyStr)])]);
	return newTrackedTuple([iter, newTrackedTuple([incref(self.str)]), newInt(self.index)]);
}

function setState(self: PyStrIterator, state: PyObject): Own<PyObject> {
	const index = sizeArgument(state);
	if (self.str !== null) {
		self.index = Math.min(Math.max(index, 0), strLength(self.str));
		self.offset = unitOffset(self.str, self.index);
	}
	return newNone();
}

const methods: readonly MethodDef[] = [
	def("__length_hint__", "($self, /)", "Returns how many items are left.", lengthHint),
	def("__reduce__", "($self, /)", "Returns what pickle needs.", reduce),
	def("__setstate__", "($self, object, /)", "Goes on at an index.", setState),
];

function defineStrIterator(name: string): PyType {
	return defineType({
		name,
		flags: TPFLAGS_HAVE_GC,
		basicsize: 32,
		dealloc: strIteratorDealloc,
		traverse: strIteratorTraverse,
		iter: incref,
		iternext: strIteratorNext,
		methods,
	});
}

function strIteratorDealloc(self: PyStrIterator): void {
	untrack(self);
	free(self);
	xrelease(self.str);
}

function strIteratorTraverse(self: PyStrIterator, visit: Visit): void {
	if (self.str !== null) visit(self.str, "str iterated over");
}

export const StrIteratorType: PyType = defineStrIterator("str_iterator");
export const StrAsciiIteratorType: PyType = defineStrIterator("str_ascii_iterator");
