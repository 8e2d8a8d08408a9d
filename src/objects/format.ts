// `__format__` of numbers and strings: the objects' side of formatNumber.ts. Read `formatObject` first.
// Mirrors _PyLong_FormatAdvancedWriter and its siblings (Python/formatter_unicode.c).

import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { str } from "./abstract.ts";
import type { PyComplex } from "./complex.ts";
import { strArgument, withMemory } from "./conversions.ts";
import type { PyFloat } from "./float.ts";
import { formatComplex, formatFloat, formatInteger, formatString } from "./formatNumber.ts";
import type { PyInt } from "./int.ts";
import type { PyObject } from "./object.ts";
import { newStr, type PyStr } from "./str.ts";

/** The text of a specification, or null for the empty one: then the object's `str` is meant. */
function specText(spec: PyObject): string | null {
	const text = strArgument("__format__", "argument", spec).value;
	return text === "" ? null : text;
}

export function formatIntegerObject(self: PyInt, spec: PyObject): Own<PyStr> {
	const text = specText(spec);
	return text === null ? str(self) : newStr(withMemory(() => formatInteger(self.value, text, self.type.name)));
}

export function formatFloatObject(self: PyFloat, spec: PyObject): Own<PyStr> {
	const text = specText(spec);
	return text === null ? str(self) : newStr(withMemory(() => formatFloat(self.value, text, self.type.name)));
}

export function formatComplexObject(self: PyComplex, spec: PyObject): Own<PyStr> {
	const text = specText(spec);
	return text === null ? str(self) : newStr(withMemory(() => formatComplex(self.real, self.imag, text, self.type.name)));
}

export function formatStrObject(self: PyStr, spec: PyObject): Own<PyStr> {
	const text = specText(spec);
	if (text === null) return str(self);
	const formatted = withMemory(() => formatString(self.value, text, self.type.name));
	return formatted === self.value ? incref(self) : newStr(formatted);
}
