// Iterators over rows of numbers: what `co_lines()` and `co_positions()` return. Each step makes a new tuple, in which a
// missing number is None. Mirrors lineiter and positionsiterator of Objects/codeobject.c.

import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { free } from "../heap/refcount.ts";
import { newInt } from "./int.ts";
import { defineType, type PyObject, PyPlainObject } from "./object.ts";
import { selfIter } from "./abstract.ts";
import { None } from "./singletons.ts";
import { newTuple } from "./tuple.ts";

type Rows = readonly (readonly (number | null)[])[];

class PyCodeIterator extends PyPlainObject {
	readonly rows: Rows;
	next: number;

	constructor(rows: Rows) {
		super(CodeIteratorType);
		this.rows = rows;
		this.next = 0;
	}
}

export function codeIterator(rows: Rows): Own<PyObject> {
	return own(new PyCodeIterator(rows));
}

function iternext(self: PyCodeIterator): Own<PyObject> | null {
	const row = self.rows[self.next];
	if (row === undefined) return null;
	self.next++;
	return newTuple(row.map((n) => (n === null ? own(None) : newInt(n)) as Own<PyObject>));
}

const CodeIteratorType = defineType({
	name: "line_iterator",
	basicsize: 80,
	dealloc: (self: PyCodeIterator) => free(self),
	iter: (self: PyCodeIterator) => selfIter(self),
	iternext,
});
