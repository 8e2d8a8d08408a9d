// How a native slot is called from Python, with a tuple of arguments: what `int.__add__(1, 2)` does with `nbAdd`.
// Each takes the object, the arguments after it (borrowed), the slot's function, and keyword arguments if the slot takes
// any. Mirrors the wrap_* functions of Objects/typeobject.c.

import type { Own } from "../heap/header.ts";
import { indexAsNumber } from "./abstractNumber.ts";
import { longLength } from "./abstractSequence.ts";
import { checkPositional } from "./args.ts";
import { newBool } from "./bool.ts";
import type { PyDict } from "./dict.ts";
import { raiseError, typeError } from "./errors.ts";
import { newInt } from "./int.ts";
import type { CompareOp, PyObject, PyType, Slots } from "./object.ts";
import { newNone, None } from "./singletons.ts";
import { isStr, type PyStr } from "./str.ts";
import type { PyTuple } from "./tuple.ts";

export type Wrapper = (self: any, args: PyTuple, wrapped: any, kwargs: PyDict | null) => Own<PyObject>;

function checkCount(args: PyTuple, count: number): readonly PyObject[] {
	const given = args.items.length;
	if (given !== count) typeError(`expected ${count} argument${count === 1 ? "" : "s"}, got ${given}`);
	return args.items;
}

/** One or two arguments. */
function oneOrTwo(args: PyTuple): readonly PyObject[] {
	const given = args.items.length;
	if (given !== 1 && given !== 2) typeError(`expected 1 or 2 arguments, got ${given}`);
	return args.items;
}

function pair(name: string, args: PyTuple): readonly PyObject[] {
	checkPositional(name, args.items.length, 2, 2);
	return args.items;
}

export const wrapUnary: Wrapper = (self, args, wrapped) => {
	checkCount(args, 0);
	return wrapped(self);
};

export const wrapBinary: Wrapper = (self, args, wrapped) => wrapped(self, checkCount(args, 1)[0]);

/** The same for operators that have a reflected form: which wrapper it is tells the slots `nbAdd` and `sqConcat` apart. */
export const wrapBinaryLeft: Wrapper = (self, args, wrapped) => wrapped(self, checkCount(args, 1)[0]);

/** For the reflected form: `__radd__`. */
export const wrapBinaryReflected: Wrapper = (self, args, wrapped) => wrapped(checkCount(args, 1)[0], self);

export const wrapTernary: Wrapper = (self, args, wrapped) => {
	const [other, third] = oneOrTwo(args);
	return wrapped(self, other, third ?? None);
};

export const wrapTernaryReflected: Wrapper = (self, args, wrapped) => {
	const [other, third] = oneOrTwo(args);
	return wrapped(other, self, third ?? None);
};

export const wrapBool: Wrapper = (self, args, wrapped) => {
	checkCount(args, 0);
	return newBool(wrapped(self));
};

export const wrapLength: Wrapper = (self, args, wrapped) => {
	checkCount(args, 0);
	const length: number = wrapped(self);
	return newInt(length > Number.MAX_SAFE_INTEGER ? longLength.value : length);
};

export const wrapHash: Wrapper = (self, args, wrapped) => {
	checkCount(args, 0);
	return newInt(wrapped(self));
};

export const wrapRepeat: Wrapper = (self, args, wrapped) => wrapped(self, indexAsNumber(checkCount(args, 1)[0], "OverflowError"));

function itemIndex(self: PyObject, index: PyObject): number {
	const i = indexAsNumber(index, "OverflowError");
	return i < 0 && self.type.sqLength !== null ? i + self.type.sqLength(self) : i;
}

export const wrapItem: Wrapper = (self, args, wrapped) => wrapped(self, itemIndex(self, checkCount(args, 1)[0]));

export const wrapSetItemAt: Wrapper = (self, args, wrapped) => {
	const [index, value] = pair("__setitem__", args);
	wrapped(self, itemIndex(self, index), value);
	return newNone();
};

export const wrapDelItemAt: Wrapper = (self, args, wrapped) => {
	wrapped(self, itemIndex(self, checkCount(args, 1)[0]), null);
	return newNone();
};

export const wrapContains: Wrapper = (self, args, wrapped) => newBool(wrapped(self, checkCount(args, 1)[0]));

export const wrapSetItem: Wrapper = (self, args, wrapped) => {
	const [key, value] = pair("__setitem__", args);
	wrapped(self, key, value);
	return newNone();
};

export const wrapDelItem: Wrapper = (self, args, wrapped) => {
	wrapped(self, checkCount(args, 1)[0], null);
	return newNone();
};

export const wrapCall: Wrapper = (self, args, wrapped, kwargs) => wrapped(self, args, kwargs);

export const wrapInit: Wrapper = (self, args, wrapped, kwargs) => {
	wrapped(self, args, kwargs);
	return newNone();
};

export const wrapFinalize: Wrapper = (self, args, wrapped) => {
	checkCount(args, 0);
	wrapped(self);
	return newNone();
};

export const wrapSetAttr: Wrapper = (self, args, wrapped) => {
	const [name, value] = pair("__setattr__", args);
	checkAttributeSetter(self, wrapped, "__setattr__");
	wrapped(self, attributeName(name), value);
	return newNone();
};

export const wrapDelAttr: Wrapper = (self, args, wrapped) => {
	const [name] = checkCount(args, 1);
	checkAttributeSetter(self, wrapped, "__delattr__");
	wrapped(self, attributeName(name), null);
	return newNone();
};

function attributeName(name: PyObject): PyStr {
	return isStr(name) ? name : typeError(`attribute name must be string, not '${name.type.name}'`);
}

/**
 * `object.__setattr__` must not go past a native type that checks what is set: the nearest native type of the object has
 * to use this very setter. Raises TypeError. Source: hackcheck_unlocked.
 */
function checkAttributeSetter(self: PyObject, wrapped: Slots["setattro"], what: string): void {
	let type: PyType | null = self.type;
	while (type !== null && type.heap !== null && type.setattro !== wrapped) type = type.base;
	if (type === null || type.setattro === wrapped || type.setattro === null) return;
	typeError(`can't apply this ${what} to ${self.type.name} object`);
}

export function wrapCompare(op: CompareOp): Wrapper {
	return (self, args, wrapped) => wrapped(self, checkCount(args, 1)[0], op);
}

export const wrapNext: Wrapper = (self, args, wrapped) => {
	checkCount(args, 0);
	return wrapped(self) ?? raiseError("StopIteration");
};

export const wrapDescrGet: Wrapper = (self, args, wrapped) => {
	const { items } = args;
	checkPositional("__get__", items.length, 1, 2);
	const object = items[0] === None ? null : items[0];
	const type = items[1] === undefined || items[1] === None ? null : items[1];
	if (object === null && type === null) typeError("__get__(None, None) is invalid");
	return wrapped(self, object, type);
};

export const wrapDescrSet: Wrapper = (self, args, wrapped) => {
	const [object, value] = pair("__set__", args);
	wrapped(self, object, value);
	return newNone();
};

export const wrapDescrDelete: Wrapper = (self, args, wrapped) => {
	wrapped(self, checkCount(args, 1)[0], null);
	return newNone();
};
