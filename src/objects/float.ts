// The struct of a float. What floats can do is in floatType.ts. Mirrors Objects/floatobject.c.

import { born, DEAD_REFCNT, heap, IMMORTAL_REFCNT, own, type Own, standAlone } from "../heap/header.ts";
import { deallocate } from "../heap/refcount.ts";
import { defineType, isSubtype, type PyObject, PyPlainObject, type PyType, TPFLAGS_BASETYPE, TPFLAGS_MATCH_SELF } from "./object.ts";

import { dropInt, PyInt } from "./int.ts";

export { floatRepr } from "./floatText.ts";
export { hashDouble } from "./hash.ts";

export class PyFloat extends PyPlainObject {
	static {
		standAlone(PyFloat);
	}

	value: number;

	constructor(type: PyType, value = 0) {
		super(type);
		this.value = value;
	}
}

export const FloatType: PyType = defineType({
	name: "float",
	flags: TPFLAGS_BASETYPE | TPFLAGS_MATCH_SELF,
	basicsize: 24,
	freelistSize: 100,
});

// FAST: the field's first value tells V8 that it holds fractions.
heap.births--;
const first = new PyFloat(FloatType, 0.5);
first.value = 0.25;

export function newFloat(value: number): Own<PyFloat> {
	return spareCount > 0 ? useSpare(value) : own(new PyFloat(FloatType, value));
}

/** FAST: structs of dead floats, as those of ints (int.ts). */
const spares: PyFloat[] = Array.from({ length: 100 }, () => first);
let spareCount = 0;

function useSpare(value: number): Own<PyFloat> {
	const float = spares[--spareCount];
	float.refcnt = 1;
	float.address = 0;
	float.value = value;
	born(float);
	return float as Own<PyFloat>;
}

/** As `decref`, for an exact float whose holder is the vm: nobody looks at it any more when it is dead. */
export function dropFloat(float: PyFloat): void {
	const n = float.refcnt;
	if (n > 1) {
		if (n < IMMORTAL_REFCNT) float.refcnt = n - 1;
	} else if (heap.addressesObserved) {
		deallocate(float);
	} else {
		heap.deaths++;
		float.refcnt = DEAD_REFCNT;
		if (spareCount < spares.length) spares[spareCount++] = float;
	}
}

/** `dropInt` or `dropFloat`. */
export function dropNumber(number: PyObject): void {
	if (number instanceof PyInt) dropInt(number);
	else dropFloat(number as PyFloat);
}

export function isFloat(object: PyObject): object is PyFloat {
	return object.type === FloatType || isSubtype(object.type, FloatType);
}
