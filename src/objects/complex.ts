// The struct of a complex number. What complex numbers can do is in complexType.ts. Mirrors Objects/complexobject.c.

import { own, type Own } from "../heap/header.ts";
import { defineType, isSubtype, type PyObject, PyPlainObject, type PyType, TPFLAGS_BASETYPE } from "./object.ts";

export class PyComplex extends PyPlainObject {
	real: number;
	imag: number;

	constructor(type: PyType, real = 0, imag = 0) {
		super(type);
		this.real = real;
		this.imag = imag;
	}
}

export const ComplexType: PyType = defineType({ name: "complex", flags: TPFLAGS_BASETYPE, basicsize: 32 });

export function newComplex(real: number, imag: number): Own<PyComplex> {
	return own(new PyComplex(ComplexType, real, imag));
}

export function isComplex(object: PyObject): object is PyComplex {
	return object.type === ComplexType || isSubtype(object.type, ComplexType);
}
