// `isinstance` and `issubclass`: by the class's own hooks, by real type, by `__class__`, and for non-classes by
// `__bases__`. Read `isInstance` first. Mirrors the end of Objects/abstract.c.

import { drop, dropKeeping, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref } from "../heap/refcount.ts";
import { lookupAttr, lookupSpecial } from "./abstractAttr.ts";
import { callOneArg } from "./abstractCall.ts";
import { isTrue } from "./abstractObject.ts";
import { typeError } from "./errors.ts";
import { isInstanceOf, isSubtype, type PyObject, type PyType, TPFLAGS_TYPE_SUBCLASS, TypeType } from "./object.ts";
import { enterRecursiveCall, leaveRecursiveCall } from "./recursion.ts";
import { internStr } from "./str.ts";
import { isTuple, type PyTuple } from "./tuple.ts";
import { isUnion } from "./union.ts";

export function isType(object: PyObject): object is PyType {
	return (object.type.typeFlags & TPFLAGS_TYPE_SUBCLASS) !== 0;
}

/** `isinstance(object, cls)`. */
export function isInstance(object: PyObject, cls: PyObject): boolean {
	if (object.type === cls) return true;
	if (cls.type === TypeType) return realIsInstance(object, cls);
	const classes = alternatives(cls);
	if (classes !== null) return someClass(classes, (each) => isInstance(object, each), " in __instancecheck__");
	const answer = askHook(cls, "__instancecheck__", object, " in __instancecheck__");
	return answer ?? realIsInstance(object, cls);
}

/** `issubclass(derived, cls)`. */
export function isSubclass(derived: PyObject, cls: PyObject): boolean {
	if (cls.type === TypeType) return derived === cls || realIsSubclass(derived, cls);
	const classes = alternatives(cls);
	if (classes !== null) return someClass(classes, (each) => isSubclass(derived, each), " in __subclasscheck__");
	const answer = askHook(cls, "__subclasscheck__", derived, " in __subclasscheck__");
	return answer ?? realIsSubclass(derived, cls);
}

/** The classes of a tuple or a union; null for anything else. Borrowed. */
function alternatives(cls: PyObject): readonly PyObject[] | null {
	if (isUnion(cls)) return cls.args.items;
	return isTuple(cls) ? (cls as PyTuple).items : null;
}

function someClass(classes: readonly PyObject[], matches: (cls: PyObject) => boolean, where: string): boolean {
	enterRecursiveCall(where);
	try {
		return classes.some(matches);
	} finally {
		leaveRecursiveCall();
	}
}

function askHook(cls: PyObject, name: string, argument: PyObject, where: string): boolean | null {
	const checker = lookupSpecial(cls, internStr(name));
	if (checker === null) return null;
	hold(checker, name);
	enterRecursiveCall(where);
	let result: Own<PyObject>;
	try {
		result = callOneArg(checker, argument);
	} finally {
		leaveRecursiveCall();
	}
	dropKeeping(checker, result);
	hold(result, `result of ${name}`);
	const answer = isTrue(result);
	drop(result);
	return answer;
}

/** Without hooks: what `type.__instancecheck__` does. Source: object_isinstance. */
export function realIsInstance(object: PyObject, cls: PyObject): boolean {
	if (isType(cls)) {
		if (isInstanceOf(object, cls)) return true;
		const claimed = lookupAttr(object, internStr("__class__"));
		if (claimed === null) return false;
		const answer = (claimed as PyObject) !== object.type && isType(claimed) && isSubtype(claimed, cls);
		decref(claimed);
		return answer;
	}
	checkClass(cls, "isinstance() arg 2 must be a type, a tuple of types, or a union");
	const claimed = lookupAttr(object, internStr("__class__"));
	if (claimed === null) return false;
	hold(claimed, "__class__ of the object");
	const answer = abstractIsSubclass(claimed, cls);
	drop(claimed);
	return answer;
}

/** Without hooks: what `type.__subclasscheck__` does. Source: recursive_issubclass. */
export function realIsSubclass(derived: PyObject, cls: PyObject): boolean {
	if (isType(cls) && isType(derived)) return isSubtype(derived, cls);
	checkClass(derived, "issubclass() arg 1 must be a class");
	checkClass(cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
	return abstractIsSubclass(derived, cls);
}

function checkClass(cls: PyObject, message: string): void {
	const bases = basesOf(cls);
	if (bases === null) return typeError(message);
	decref(bases);
}

/** `cls.__bases__` if it is a tuple. */
function basesOf(cls: PyObject): Own<PyTuple> | null {
	const bases = lookupAttr(cls, internStr("__bases__"));
	if (bases === null || isTuple(bases)) return bases as Own<PyTuple> | null;
	decref(bases);
	return null;
}

function abstractIsSubclass(derived: PyObject, cls: PyObject): boolean {
	if (derived === cls) return true;
	const bases = basesOf(derived);
	if (bases === null) return false;
	hold(bases, "__bases__");
	enterRecursiveCall(" in __issubclass__");
	let answer: boolean;
	try {
		answer = bases.items.some((base) => abstractIsSubclass(base, cls));
	} finally {
		leaveRecursiveCall();
	}
	drop(bases);
	return answer;
}
