// The module `_operator`: the operators as functions. itemgetter, attrgetter and methodcaller are in operatorGetters.ts.
// Mirrors Modules/_operator.c.

import { dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import {
	absolute,
	binaryOp,
	call,
	contains,
	delItem,
	getItem,
	isSequence,
	isTrue,
	lengthHint,
	not,
	numberIndex,
	power,
	inplacePower,
	richCompare,
	sequenceCount,
	sequenceIndex,
	setItem,
	unaryInvert,
	unaryNegative,
	unaryPositive,
} from "../objects/abstract.ts";
import { binaryOp1, inplace } from "../objects/abstractNumber.ts";
import { def, defRaw, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { typeError } from "../objects/errors.ts";
import { isInt, newInt, type PyInt } from "../objects/int.ts";
import { exactInt } from "../objects/intMethods.ts";
import type { PyModule } from "../objects/module.ts";
import { type CompareOp, type PyObject, Py_EQ, Py_GE, Py_GT, Py_LE, Py_LT, Py_NE } from "../objects/object.ts";
import { newNone, newNotImplemented, None, NotImplemented } from "../objects/singletons.ts";
import { isStr, type PyStr } from "../objects/str.ts";
import { addType, buildModule } from "./define.ts";
import { AttrGetterType, ItemGetterType, MethodCallerType } from "./operatorGetters.ts";

const NB_INPLACE = 13;
/** By the numbers that BINARY_OP uses. */
const BINARY = ["add", "and_", "floordiv", "lshift", "matmul", "mul", "mod", "or_", null, "rshift", "sub", "truediv", "xor"];

function operators(): MethodDef[] {
	const all: MethodDef[] = [];
	BINARY.forEach((name, number) => {
		if (name === null) return;
		const inplace = `i${name.replace("_", "")}`;
		all.push(def(name, "($module, a, b, /)", "The operator.", (_m, a, b) => binaryOp(number, a, b)));
		all.push(def(inplace, "($module, a, b, /)", "The operator, in place.", (_m, a, b) => binaryOp(number + NB_INPLACE, a, b)));
	});
	return all;
}

const COMPARE: { readonly [name: string]: CompareOp } = { lt: Py_LT, le: Py_LE, eq: Py_EQ, ne: Py_NE, ge: Py_GE, gt: Py_GT };

const comparisons = Object.entries(COMPARE).map(([name, op]) =>
	def(name, "($module, a, b, /)", "The comparison.", (_m: PyObject, a: PyObject, b: PyObject) => richCompare(a, b, op)),
);

/** The sequence's own concatenation, else the addition of two sequences. Source: PySequence_Concat. */
function concat(_module: PyObject, a: PyObject, b: PyObject): Own<PyObject> {
	const { sqConcat } = a.type;
	if (sqConcat !== null) return sqConcat(a, b);
	return concatenated(a, isSequence(a) && isSequence(b) ? binaryOp1(a, b, a.type.nbAdd, b.type.nbAdd) : newNotImplemented());
}

/** Source: PySequence_InPlaceConcat. */
function inplaceConcat(_module: PyObject, a: PyObject, b: PyObject): Own<PyObject> {
	const concatenate = a.type.sqInplaceConcat ?? a.type.sqConcat;
	if (concatenate !== null) return concatenate(a, b);
	if (!isSequence(a) || !isSequence(b)) return concatenated(a, newNotImplemented());
	return concatenated(a, inplace(a, b, a.type.nbInplaceAdd) ?? binaryOp1(a, b, a.type.nbAdd, b.type.nbAdd));
}

function concatenated(a: PyObject, result: Own<PyObject>): Own<PyObject> {
	return result === NotImplemented ? typeError(`'${a.type.name}' object can't be concatenated`) : result;
}

function lengthHintFunction(_module: PyObject, o: PyObject, otherwise: PyObject | null): Own<PyObject> {
	if (otherwise !== null && !isInt(otherwise)) typeError(`'${otherwise.type.name}' object cannot be interpreted as an integer`);
	return newInt(lengthHint(o, otherwise === null ? 0 : Number((otherwise as PyInt).value)));
}

export function compareDigest(_module: PyObject, a: PyObject, b: PyObject): Own<PyObject> {
	if (isStr(a) && isStr(b)) return newBool((a as PyStr).value === (b as PyStr).value);
	if (a.type.getBuffer === null || b.type.getBuffer === null) {
		typeError(`unsupported operand types(s) or combination of types: '${a.type.name}' and '${b.type.name}'`);
	}
	const x = a.type.getBuffer!(a);
	const y = b.type.getBuffer!(b);
	return newBool(x.length === y.length && x.every((byte, i) => byte === y[i]));
}

function callFunction(_module: PyObject, args: readonly PyObject[], kwnames: any): Own<PyObject> {
	if (args.length === (kwnames === null ? 0 : kwnames.items.length)) typeError("call expected at least 1 argument, got 0");
	return call(args[0]!, args.slice(1), kwnames);
}

const done = (_nothing: void): Own<PyObject> => newNone();

const functions: readonly MethodDef[] = [
	...operators(),
	...comparisons,
	def("pow", "($module, a, b, /)", "a ** b.", (_m, a, b) => power(a, b, None)),
	def("ipow", "($module, a, b, /)", "a **= b.", (_m, a, b) => inplacePower(a, b, None)),
	def("neg", "($module, a, /)", "-a.", (_m, a) => unaryNegative(a)),
	def("pos", "($module, a, /)", "+a.", (_m, a) => unaryPositive(a)),
	def("inv", "($module, a, /)", "~a.", (_m, a) => unaryInvert(a)),
	def("invert", "($module, a, /)", "~a.", (_m, a) => unaryInvert(a)),
	def("abs", "($module, a, /)", "abs(a).", (_m, a) => absolute(a)),
	def("index", "($module, a, /)", "a.__index__(), as an int and not of a subclass.", (_m, a) => {
		const int = hold(numberIndex(a), "index");
		return dropKeeping(int, exactInt(int));
	}),
	def("truth", "($module, a, /)", "Whether a is true.", (_m, a) => newBool(isTrue(a))),
	def("not_", "($module, a, /)", "not a.", (_m, a) => newBool(not(a))),
	def("is_", "($module, a, b, /)", "a is b.", (_m, a, b) => newBool(a === b)),
	def("is_not", "($module, a, b, /)", "a is not b.", (_m, a, b) => newBool(a !== b)),
	def("is_none", "($module, a, /)", "a is None.", (_m, a) => newBool(a === None)),
	def("is_not_none", "($module, a, /)", "a is not None.", (_m, a) => newBool(a !== None)),
	def("contains", "($module, a, b, /)", "b in a.", (_m, a, b) => newBool(contains(a, b))),
	def("countOf", "($module, a, b, /)", "How often b occurs in a.", (_m, a, b) => newInt(sequenceCount(a, b))),
	def("indexOf", "($module, a, b, /)", "Where b first occurs in a.", (_m, a, b) => newInt(sequenceIndex(a, b))),
	def("getitem", "($module, a, b, /)", "a[b].", (_m, a, b) => getItem(a, b)),
	def("setitem", "($module, a, b, c, /)", "a[b] = c.", (_m, a, b, c) => done(setItem(a, b, c))),
	def("delitem", "($module, a, b, /)", "del a[b].", (_m, a, b) => done(delItem(a, b))),
	def("concat", "($module, a, b, /)", "a + b, for sequences.", concat),
	def("iconcat", "($module, a, b, /)", "a += b, for sequences.", inplaceConcat),
	def("length_hint", "($module, obj, default=0, /)", "An estimate of the number of items.", lengthHintFunction),
	def("_compare_digest", "($module, a, b, /)", "a == b, for secrets.", compareDigest),
	defRaw("call", "($module, obj, /, *args, **kwargs)", "Calls the object.", callFunction),
];

export function initOperator(): Own<PyModule> {
	const module = hold(buildModule("_operator", "Operator interface.", functions), "module _operator");
	for (const type of [ItemGetterType, AttrGetterType, MethodCallerType]) addType(module, type);
	return take(module);
}
