// weakref.proxy: objects that hand every operation on to their referent, which they do not keep alive.
// While an operation runs the referent is held. Read `unwrap` first. Mirrors the second half of Objects/weakrefobject.c.

import { drop, dropKeeping, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import {
	absolute,
	binaryOp,
	call,
	callMethod,
	callTuple,
	contains,
	divmod,
	getAttr,
	getItem,
	getIter,
	inplacePower,
	isIterator,
	isTrue,
	iterNext,
	length,
	numberFloat,
	numberIndex,
	numberLong,
	power,
	richCompare,
	setAttr,
	setItem,
	delItem,
	str,
	unaryInvert,
	unaryNegative,
	unaryPositive,
} from "./abstract.ts";
import { hashNotImplemented } from "./abstractObject.ts";
import { addressText } from "./addressText.ts";
import { def } from "./args.ts";
import type { PyDict } from "./dict.ts";
import { raiseError, typeError } from "./errors.ts";
import { type CompareOp, defineType, type PyObject, type PyType, TPFLAGS_HAVE_GC, type TypeSpec } from "./object.ts";
import { internStr, newStr, type PyStr } from "./str.ts";
import type { PyTuple } from "./tuple.ts";
import { fullyQualifiedName } from "./typeNames.ts";
import { type PyWeakref, referentOf, weakrefClear, weakrefDealloc, weakrefTraverse } from "./weakref.ts";

export function isProxy(o: PyObject): o is PyWeakref {
	return o.type === ProxyType || o.type === CallableProxyType;
}

/** The referent of a proxy, or the object itself if it is none; held until the caller drops it. Raises ReferenceError. */
function unwrap(o: PyObject): PyObject {
	if (!isProxy(o)) return hold(incref(o), "operand");
	const referent = referentOf(o);
	if (referent === null) return raiseError("ReferenceError", "weakly-referenced object no longer exists");
	return hold(incref(referent), "referent of a proxy");
}

type Operation = (o: PyObject) => Own<PyObject>;

function unary(operation: Operation): (self: PyObject) => Own<PyObject> {
	return (self) => {
		const o = unwrap(self);
		return dropKeeping(o, operation(o));
	};
}

function binary(operation: (a: PyObject, b: PyObject) => Own<PyObject>): (x: PyObject, y: PyObject) => Own<PyObject> {
	return (x, y) => {
		const a = unwrap(x);
		const b = unwrap(y);
		return dropKeeping(a, dropKeeping(b, operation(a, b)));
	};
}

function numeric(op: number): (x: PyObject, y: PyObject) => Own<PyObject> {
	return binary((a, b) => binaryOp(op, a, b));
}

function ternary(
	operation: (a: PyObject, b: PyObject, c: PyObject) => Own<PyObject>,
): (x: PyObject, y: PyObject, z: PyObject) => Own<PyObject> {
	return (x, y, z) => {
		const a = unwrap(x);
		const b = unwrap(y);
		const c = unwrap(z);
		return dropKeeping(a, dropKeeping(b, dropKeeping(c, operation(a, b, c))));
	};
}

function proxyRepr(self: PyWeakref): Own<PyObject> {
	const referent = referentOf(self);
	if (referent === null) return newStr(`<weakproxy at ${addressText(self)}; dead>`);
	return newStr(`<weakproxy at ${addressText(self)}; to '${fullyQualifiedName(referent.type)}' at ${addressText(referent)}>`);
}

function proxyRichcompare(self: PyObject, other: PyObject, op: CompareOp): Own<PyObject> {
	return binary((a, b) => richCompare(a, b, op))(self, other);
}

function proxySetattro(self: PyObject, name: PyStr, value: PyObject | null): void {
	const o = unwrap(self);
	setAttr(o, name, value);
	drop(o);
}

function proxyBool(self: PyObject): boolean {
	const o = unwrap(self);
	const truth = isTrue(o);
	drop(o);
	return truth;
}

function proxyContains(self: PyObject, value: PyObject): boolean {
	const o = unwrap(self);
	const found = contains(o, value);
	drop(o);
	return found;
}

function proxyLength(self: PyObject): number {
	const o = unwrap(self);
	const n = length(o);
	drop(o);
	return n;
}

function proxyAssSubscript(self: PyObject, key: PyObject, value: PyObject | null): void {
	const o = unwrap(self);
	if (value === null) delItem(o, key);
	else setItem(o, key, value);
	drop(o);
}

function proxyIternext(self: PyObject): Own<PyObject> | null {
	const o = unwrap(self);
	if (!isIterator(o)) typeError(`Weakref proxy referenced a non-iterator '${o.type.name}' object`);
	return dropKeeping(o, iterNext(o));
}

function proxyCall(self: PyObject, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const o = unwrap(self);
	return dropKeeping(o, callTuple(o, args, kwargs));
}

function proxyVectorcall(self: PyObject, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const o = unwrap(self);
	return dropKeeping(o, call(o, args, kwnames));
}

function proxyMethod(name: string): (self: PyObject) => Own<PyObject> {
	return unary((o) => callMethod(o, internStr(name), []));
}

function proxySpec(name: string): TypeSpec {
	return {
		name,
		flags: TPFLAGS_HAVE_GC,
		basicsize: 64,
		dealloc: weakrefDealloc,
		traverse: weakrefTraverse,
		clear: weakrefClear,
		repr: proxyRepr,
		str: unary(str),
		hash: hashNotImplemented,
		getattro: (self: PyObject, attribute: PyStr) => unary((o) => getAttr(o, attribute))(self),
		setattro: proxySetattro,
		richcompare: proxyRichcompare,
		iter: unary(getIter),
		iternext: proxyIternext,
		sqContains: proxyContains,
		mpLength: proxyLength,
		mpSubscript: binary(getItem),
		mpAssSubscript: proxyAssSubscript,
		nbBool: proxyBool,
		...numericSlots(),
		methods: [
			def("__bytes__", "($self, /)", null, proxyMethod("__bytes__")),
			def("__reversed__", "($self, /)", null, proxyMethod("__reversed__")),
		],
	};
}

/** Numbers are those of the BINARY_OP instruction. */
function numericSlots(): Partial<TypeSpec> {
	return {
		nbAdd: numeric(0),
		nbSubtract: numeric(10),
		nbMultiply: numeric(5),
		nbRemainder: numeric(6),
		nbDivmod: binary(divmod),
		nbPower: ternary(power),
		nbNegative: unary((o) => unaryNegative(o)),
		nbPositive: unary((o) => unaryPositive(o)),
		nbAbsolute: unary((o) => absolute(o)),
		nbInvert: unary((o) => unaryInvert(o)),
		nbLshift: numeric(3),
		nbRshift: numeric(9),
		nbAnd: numeric(1),
		nbXor: numeric(12),
		nbOr: numeric(7),
		nbInt: unary(numberLong),
		nbFloat: unary(numberFloat),
		nbInplaceAdd: numeric(13),
		nbInplaceSubtract: numeric(23),
		nbInplaceMultiply: numeric(18),
		nbInplaceRemainder: numeric(19),
		nbInplacePower: ternary(inplacePower),
		nbInplaceLshift: numeric(16),
		nbInplaceRshift: numeric(22),
		nbInplaceAnd: numeric(14),
		nbInplaceXor: numeric(25),
		nbInplaceOr: numeric(20),
		nbFloorDivide: numeric(2),
		nbTrueDivide: numeric(11),
		nbInplaceFloorDivide: numeric(15),
		nbInplaceTrueDivide: numeric(24),
		nbIndex: unary(numberIndex),
		nbMatrixMultiply: numeric(4),
		nbInplaceMatrixMultiply: numeric(17),
	};
}

export const ProxyType: PyType = defineType(proxySpec("weakref.ProxyType"));

const { methods: _methods, ...callableSpec } = proxySpec("weakref.CallableProxyType");

export const CallableProxyType: PyType = defineType({ ...callableSpec, call: proxyCall, vectorcall: proxyVectorcall });
