// `__slots__`: which places instances get, whether they have a `__dict__` and weak references, and the descriptors.
// Names are mangled and stored sorted. Read `slotPlan` first. Mirrors type_new_slots (Objects/typeobject.c).

import { dropKeeping, hold, take } from "../heap/handles.ts";
import { decref } from "../heap/refcount.ts";
import { repr } from "./abstractObject.ts";
import { sequenceTuple } from "./abstractSequence.ts";
import { newSlotDescr } from "./descrMember.ts";
import { dictGetStr, dictSetStr, type PyDict } from "./dict.ts";
import { typeError, valueError } from "./errors.ts";
import { type PyObject, type PyType, TPFLAGS_MANAGED_DICT } from "./object.ts";
import { compareText, internInPlace, internStr, isStr, newStr, type PyStr } from "./str.ts";
import { newTuple, type PyTuple, tupleOf } from "./tuple.ts";

export interface SlotPlan {
	/** Mangled names in storage order; owned by the caller. Null without `__slots__`. */
	readonly names: PyTuple | null;
	readonly addDict: boolean;
	readonly addWeak: boolean;
}

function hasInstanceDict(type: PyType): boolean {
	return type.hasDict || (type.typeFlags & TPFLAGS_MANAGED_DICT) !== 0;
}

/** Without `__slots__` instances get what the base doesn't give them yet. */
export function noSlots(base: PyType): SlotPlan {
	return { names: null, addDict: !hasInstanceDict(base), addWeak: !base.weakrefable && base.itemsize === 0 };
}

/** The plan for a class with `__slots__`. Runs Python code if that is an odd iterable. Raises TypeError, ValueError. */
export function slotPlan(className: PyStr, base: PyType, bases: PyTuple, dict: PyDict, declared: PyObject): SlotPlan {
	const given = hold(isStr(declared) ? tupleOf(declared) : sequenceTuple(declared), "__slots__ as given");
	if (given.items.length > 0 && base.itemsize !== 0) typeError(`nonempty __slots__ not supported for subtype of '${base.name}'`);
	const mayAddDict = !hasInstanceDict(base);
	const mayAddWeak = !base.weakrefable && base.itemsize === 0;
	let addDict = false;
	let addWeak = false;
	const names: string[] = [];
	for (const item of given.items) {
		const name = checkName(item);
		if (name === "__dict__") {
			if (!mayAddDict || addDict) typeError("__dict__ slot disallowed: we already got one");
			addDict = true;
		} else if (name === "__weakref__") {
			if (!mayAddWeak || addWeak) typeError("__weakref__ slot disallowed: we already got one");
			addWeak = true;
		} else {
			names.push(plannedName(className.value, name, item, dict));
		}
	}
	for (const other of bases.items as PyType[]) {
		if (other === base) continue;
		addDict ||= mayAddDict && hasInstanceDict(other);
		addWeak ||= mayAddWeak && other.weakrefable;
	}
	const sorted = hold(newTuple(names.sort(compareText).map((name) => internInPlace(newStr(name)))), "names of the slots");
	take(sorted);
	return { names: dropKeeping(given, sorted), addDict, addWeak };
}

function checkName(item: PyObject): string {
	if (!isStr(item)) return typeError(`__slots__ items must be strings, not '${item.type.name}'`);
	if (!/^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(item.value)) typeError("__slots__ must be identifiers");
	return item.value;
}

const EXEMPT: ReadonlySet<string> = new Set(["__qualname__", "__classcell__", "__classdictcell__"]);

function plannedName(className: string, name: string, item: PyObject, dict: PyDict): string {
	const mangled = mangle(className, name);
	if (EXEMPT.has(mangled) || dictGetStr(dict, internStr(mangled)) === null) return mangled;
	const shown = hold(repr(item), "repr of the name");
	return valueError(`${shown.value} in __slots__ conflicts with class variable`);
}

/** `__x` within class C is `_C__x`. Source: _Py_Mangle. */
function mangle(className: string, name: string): string {
	if (!name.startsWith("__") || name.endsWith("__") || name.includes(".")) return name;
	const stripped = className.replace(/^_+/, "");
	return stripped === "" ? name : `_${stripped}${name}`;
}

/** Enters a member descriptor for each slot into the class's dictionary. */
export function addSlotDescriptors(type: PyType, dict: PyDict, plan: SlotPlan): void {
	if (plan.names === null) return;
	const first = type.heap!.slotCount - plan.names.items.length;
	(plan.names.items as PyStr[]).forEach((name, i) => {
		const descr = newSlotDescr(type, name, first + i);
		if (dictGetStr(dict, name) === null) dictSetStr(dict, name, descr);
		decref(descr);
	});
}
