// The struct of a float. What floats can do is in floatType.ts. Mirrors Objects/floatobject.c.

import { heap, own, type Own, standAlone } from "../heap/header.ts";
import { defineType, isSubtype, type PyObject, PyPlainObject, type PyType, TPFLAGS_BASETYPE, TPFLAGS_MATCH_SELF } from "./object.ts";

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
new PyFloat(FloatType, 0.5);

export function newFloat(value: number): Own<PyFloat> {
	return own(new PyFloat(FloatType, value));
}

export function isFloat(object: PyObject): object is PyFloat {
	return object.type === FloatType || isSubtype(object.type, FloatType);
}
