// When two code objects are equal: same instructions and tables, same names, and constants equal by value and type.
// The file name and the qualified name do not count. Read `constantsEqual` first. Mirrors code_richcompare and
// _PyCode_ConstantKey (Objects/codeobject.c).

import { richCompareBool } from "./abstract.ts";
import type { PyCode } from "./code.ts";
import { Py_EQ, type PyObject } from "./object.ts";
import { isTuple } from "./tuple.ts";

export function constantsEqual(a: PyCode, b: PyCode): boolean {
	const x = a.code;
	const y = b.code;
	return (
		x.name === y.name &&
		x.argcount === y.argcount &&
		x.posonlyargcount === y.posonlyargcount &&
		x.kwonlyargcount === y.kwonlyargcount &&
		x.flags === y.flags &&
		x.firstlineno === y.firstlineno &&
		sameItems(x.code, y.code) &&
		sameItems(x.names, y.names) &&
		sameItems(x.localsplusnames, y.localsplusnames) &&
		sameItems(x.linetable, y.linetable) &&
		sameItems(x.exceptiontable, y.exceptiontable) &&
		sameConstants(a.consts.items, b.consts.items)
	);
}

function sameItems<T>(a: ArrayLike<T>, b: ArrayLike<T>): boolean {
	if (a.length !== b.length) return false;
	for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
	return true;
}

function sameConstants(a: readonly PyObject[], b: readonly PyObject[]): boolean {
	return a.length === b.length && a.every((item, i) => sameConstant(item, b[i]));
}

function sameConstant(a: PyObject, b: PyObject): boolean {
	if (a === b) return true;
	if (a.type !== b.type) return false;
	if (isTuple(a) && isTuple(b)) return sameConstants(a.items, b.items);
	if (a.type.name === "float") return Object.is((a as unknown as { value: number }).value, (b as unknown as { value: number }).value);
	return richCompareBool(a, b, Py_EQ);
}
