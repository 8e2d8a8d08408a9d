// Ranges. (Struct and signatures; the rest follows.)

import type { Own } from "../heap/header.ts";
import { notImplementedError } from "./errors.ts";
import type { PyInt } from "./int.ts";
import { defineType, type PyObject, PyPlainObject, type PyType, TPFLAGS_SEQUENCE } from "./object.ts";

/** Owns four ints, as CPython's does: a range is not tracked. */
export class PyRange extends PyPlainObject {
	readonly start: PyInt;
	readonly stop: PyInt;
	readonly step: PyInt;
	readonly length: PyInt;

	constructor(type: PyType, start: Own<PyInt>, stop: Own<PyInt>, step: Own<PyInt>, length: Own<PyInt>) {
		super(type);
		this.start = start;
		this.stop = stop;
		this.step = step;
		this.length = length;
	}
}

/** Iterator over a range of which everything is a safe integer. */
export class PyRangeIterator extends PyPlainObject {
	next: number;
	step: number;
	/** How many are left. */
	remaining: number;

	constructor(type: PyType, next: number, step: number, remaining: number) {
		super(type);
		this.next = next;
		this.step = step;
		this.remaining = remaining;
	}
}

export const RangeType: PyType = defineType({ name: "range", flags: TPFLAGS_SEQUENCE, basicsize: 48, freelistSize: 6 });
export const RangeIteratorType: PyType = defineType({ name: "range_iterator", basicsize: 40, freelistSize: 6 });

export function newRange(_start: PyObject, _stop: PyObject, _step: PyObject): Own<PyRange> {
	return notImplementedError("range");
}
