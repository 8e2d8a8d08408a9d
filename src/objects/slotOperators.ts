// The operator slots of classes made in Python: `__add__` and `__radd__` behind `nbAdd`, and so on.
//
// One slot serves both operands: it is called for either, finds out whose it is, and asks the right operand first if
// its class is a subclass that overrides the reflected method. Read `slotBinary` first. Mirrors SLOT1BINFULL and its
// users in Objects/typeobject.c.

import { drop, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { lookupAttr } from "./abstractAttr.ts";
import { richCompareBool } from "./abstractObject.ts";
import { type BinaryFunc, isSubtype, type PyObject, Py_NE, type Slots, type TernaryFunc, type UnaryFunc } from "./object.ts";
import { newNotImplemented, None, NotImplemented } from "./singletons.ts";
import type { PyStr } from "./str.ts";
import { callSlotMaybe, callSlotMethod, slotName } from "./slotFunctions.ts";

/** `__neg__` and other methods of the object alone. */
export function slotUnary(name: string): UnaryFunc {
	return (self: PyObject) => callSlotMethod(slotName(name), [self]);
}

/** `__iadd__` and other methods with one argument. */
export function slotInplace(name: string): BinaryFunc {
	return (self: PyObject, other: PyObject) => callSlotMethod(slotName(name), [self, other]);
}

/** The function of a binary operator's slot. */
export function slotBinary(slot: keyof Slots, name: string, reflected: string): BinaryFunc {
	const fn: BinaryFunc = (left: PyObject, right: PyObject) => {
		const mine = left.type[slot] === fn;
		let theirs = left.type !== right.type && right.type[slot] === fn;
		if (mine) {
			if (theirs && isSubtype(right.type, left.type) && isOverloaded(left, right, slotName(reflected))) {
				const result = callSlotMaybe(slotName(reflected), [right, left]);
				if (result !== NotImplemented) return result;
				theirs = false;
			}
			const result = callSlotMaybe(slotName(name), [left, right]);
			if (result !== NotImplemented || left.type === right.type) return result;
		}
		return theirs ? callSlotMaybe(slotName(reflected), [right, left]) : newNotImplemented();
	};
	return fn;
}

/** Whether the right operand's class has a reflected method other than the left operand's. Source: method_is_overloaded. */
function isOverloaded(left: PyObject, right: PyObject, name: PyStr): boolean {
	const own = lookupAttr(right.type, name);
	if (own === null) return false;
	hold(own, "reflected method");
	const inherited = lookupAttr(left.type, name);
	let answer = true;
	if (inherited !== null) {
		hold(inherited, "reflected method of the base");
		answer = richCompareBool(own, inherited, Py_NE);
		drop(inherited);
	}
	drop(own);
	return answer;
}

/** `nbPower`: without a modulus an ordinary operator; with one it is passed on. */
export function slotPower(): TernaryFunc {
	const fn: TernaryFunc = (left: PyObject, right: PyObject, mod: PyObject): Own<PyObject> => {
		const third = mod === None ? [] : [mod];
		const mine = left.type.nbPower === fn;
		let theirs = left.type !== right.type && right.type.nbPower === fn;
		if (mine) {
			if (theirs && isSubtype(right.type, left.type) && isOverloaded(left, right, slotName("__rpow__"))) {
				const result = callSlotMaybe(slotName("__rpow__"), [right, left, ...third]);
				if (result !== NotImplemented) return result;
				theirs = false;
			}
			const result = callSlotMaybe(slotName("__pow__"), [left, right, ...third]);
			if (result !== NotImplemented || left.type === right.type) return result;
		}
		return theirs ? callSlotMaybe(slotName("__rpow__"), [right, left, ...third]) : newNotImplemented();
	};
	return fn;
}

/** `__ipow__` gets no modulus. */
export function slotInplacePower(left: PyObject, right: PyObject): Own<PyObject> {
	return callSlotMethod(slotName("__ipow__"), [left, right]);
}
