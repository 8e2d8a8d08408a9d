// The table of special methods: which slot each belongs to, what a Python class puts into the slot, and how a native
// slot is called from Python; and how a class's slots follow from its attributes.
//
// The order of the table is the order in which native types list their slot wrappers. All definitions of one slot are
// looked at together. Read `updateOneSlot` first. Mirrors slotdefs, update_one_slot, add_operators and resolve_slotdups
// (Objects/typeobject.c).

import { wrapBuffer, wrapReleaseBuffer } from "./bufferWrappers.ts";
import { newWrapperDescr, PyWrapperDescr } from "./descrWrapper.ts";
import type { Own } from "../heap/header.ts";
import { hashNotImplemented } from "./abstractObject.ts";
import { nextNotImplemented } from "./abstractIter.ts";
import { dictGetStr, dictKeyAt, dictNext } from "./dict.ts";
import { isSubtype, type PyObject, type PyType, SLOTS_APART, type Slots, TPFLAGS_HAVE_VECTORCALL } from "./object.ts";
import { None, newNone } from "./singletons.ts";
import * as f from "./slotFunctions.ts";
import { slotBinary, slotInplace, slotInplacePower, slotPower, slotUnary } from "./slotOperators.ts";
import * as w from "./slotWrappers.ts";
import { internStr, type PyStr } from "./str.ts";
import { findNameInMro } from "./typeCache.ts";
import { isNewWrapper } from "./typeNewWrapper.ts";

export interface SlotDef {
	readonly name: string;
	readonly slot: keyof Slots;
	/** What a class that defines the method puts into the slot; null if the method alone doesn't fill it. */
	readonly fn: unknown;
	/** Null where native types show no wrapper. */
	readonly wrapper: w.Wrapper | null;
	readonly signature: string;
	readonly doc: string;
	/** Whether the wrapper takes keyword arguments. */
	readonly keywords: boolean;
}

type Row = readonly [name: string, slot: keyof Slots, fn: unknown, wrapper: w.Wrapper | null, signature: string, doc: string];

const NONE = "($self, /)";
const VALUE = "($self, value, /)";
const ANY = "($self, /, *args, **kwargs)";

function generalRows(): Row[] {
	return [
		["__repr__", "repr", f.slotRepr, w.wrapUnary, NONE, "Return repr(self)."],
		["__hash__", "hash", f.slotHash, w.wrapHash, NONE, "Return hash(self)."],
		["__call__", "call", f.slotCall, w.wrapCall, ANY, "Call self as a function."],
		["__str__", "str", f.slotStr, w.wrapUnary, NONE, "Return str(self)."],
		["__getattribute__", "getattro", f.slotGetattrHook, w.wrapBinary, "($self, name, /)", "Return getattr(self, name)."],
		["__getattr__", "getattro", f.slotGetattrHook, null, "", ""],
		["__setattr__", "setattro", f.slotSetattro, w.wrapSetAttr, "($self, name, value, /)", "Implement setattr(self, name, value)."],
		["__delattr__", "setattro", f.slotSetattro, w.wrapDelAttr, "($self, name, /)", "Implement delattr(self, name)."],
		["__lt__", "richcompare", f.slotRichcompare, w.wrapCompare(0), VALUE, "Return self<value."],
		["__le__", "richcompare", f.slotRichcompare, w.wrapCompare(1), VALUE, "Return self<=value."],
		["__eq__", "richcompare", f.slotRichcompare, w.wrapCompare(2), VALUE, "Return self==value."],
		["__ne__", "richcompare", f.slotRichcompare, w.wrapCompare(3), VALUE, "Return self!=value."],
		["__gt__", "richcompare", f.slotRichcompare, w.wrapCompare(4), VALUE, "Return self>value."],
		["__ge__", "richcompare", f.slotRichcompare, w.wrapCompare(5), VALUE, "Return self>=value."],
		["__iter__", "iter", f.slotIter, w.wrapUnary, NONE, "Implement iter(self)."],
		["__next__", "iternext", f.slotIternext, w.wrapNext, NONE, "Implement next(self)."],
		[
			"__get__",
			"descrGet",
			f.slotDescrGet,
			w.wrapDescrGet,
			"($self, instance, owner=None, /)",
			"Return an attribute of instance, which is of type owner.",
		],
		["__set__", "descrSet", f.slotDescrSet, w.wrapDescrSet, "($self, instance, value, /)", "Set an attribute of instance to value."],
		["__delete__", "descrSet", f.slotDescrSet, w.wrapDescrDelete, "($self, instance, /)", "Delete an attribute of instance."],
		["__init__", "init", f.slotInit, w.wrapInit, ANY, "Initialize self.  See help(type(self)) for accurate signature."],
		["__new__", "new", f.slotNew, null, "", ""],
		["__del__", "finalize", f.slotFinalize, w.wrapFinalize, NONE, "Called when the instance is about to be destroyed."],
		["__buffer__", "getBuffer", f.slotGetBuffer, wrapBuffer, "($self, flags, /)", "A memoryview of the object's memory."],
		[
			"__release_buffer__",
			"releaseBuffer",
			f.slotReleaseBuffer,
			wrapReleaseBuffer,
			"($self, buffer, /)",
			"Ends a memoryview of the object.",
		],
		["__await__", "amAwait", f.slotAsync("__await__"), w.wrapUnary, NONE, "Return an iterator to be used in await expression."],
		["__aiter__", "amAiter", f.slotAsync("__aiter__"), w.wrapUnary, NONE, "Return an awaitable, that resolves in asynchronous iterator."],
		["__anext__", "amAnext", f.slotAsync("__anext__"), w.wrapUnary, NONE, "Return a value or raise StopAsyncIteration."],
	];
}

/** An operator with its reflected form: two rows of one slot. */
function binary(name: string, slot: keyof Slots, symbol: string): Row[] {
	const normal = `__${name}__`;
	const reflected = `__r${name}__`;
	const fn = slotBinary(slot, normal, reflected);
	const doc = (a: string, b: string): string => (name === "divmod" ? `Return divmod(${a}, ${b}).` : `Return ${a}${symbol}${b}.`);
	return [
		[normal, slot, fn, w.wrapBinaryLeft, VALUE, doc("self", "value")],
		[reflected, slot, fn, w.wrapBinaryReflected, VALUE, doc("value", "self")],
	];
}

function unary(name: string, slot: keyof Slots, doc: string): Row[] {
	return [[name, slot, slotUnary(name), w.wrapUnary, NONE, doc]];
}

function inplace(name: string, slot: keyof Slots, symbol: string): Row[] {
	return [[`__i${name}__`, slot, slotInplace(`__i${name}__`), w.wrapBinary, VALUE, `Return self${symbol}=value.`]];
}

function numberRows(): Row[] {
	const power = slotPower();
	const MOD = "($self, value, mod=None, /)";
	return [
		...binary("add", "nbAdd", "+"),
		...binary("sub", "nbSubtract", "-"),
		...binary("mul", "nbMultiply", "*"),
		...binary("mod", "nbRemainder", "%"),
		...binary("divmod", "nbDivmod", "divmod"),
		["__pow__", "nbPower", power, w.wrapTernary, MOD, "Return pow(self, value, mod)."],
		["__rpow__", "nbPower", power, w.wrapTernaryReflected, MOD, "Return pow(value, self, mod)."],
		...unary("__neg__", "nbNegative", "-self"),
		...unary("__pos__", "nbPositive", "+self"),
		...unary("__abs__", "nbAbsolute", "abs(self)"),
		["__bool__", "nbBool", f.slotBool, w.wrapBool, NONE, "True if self else False"],
		...unary("__invert__", "nbInvert", "~self"),
		...binary("lshift", "nbLshift", "<<"),
		...binary("rshift", "nbRshift", ">>"),
		...binary("and", "nbAnd", "&"),
		...binary("xor", "nbXor", "^"),
		...binary("or", "nbOr", "|"),
		...unary("__int__", "nbInt", "int(self)"),
		...unary("__float__", "nbFloat", "float(self)"),
		...inplace("add", "nbInplaceAdd", "+"),
		...inplace("sub", "nbInplaceSubtract", "-"),
		...inplace("mul", "nbInplaceMultiply", "*"),
		...inplace("mod", "nbInplaceRemainder", "%"),
		["__ipow__", "nbInplacePower", slotInplacePower, w.wrapTernary, VALUE, "Return self**=value."],
		...inplace("lshift", "nbInplaceLshift", "<<"),
		...inplace("rshift", "nbInplaceRshift", ">>"),
		...inplace("and", "nbInplaceAnd", "&"),
		...inplace("xor", "nbInplaceXor", "^"),
		...inplace("or", "nbInplaceOr", "|"),
		...binary("floordiv", "nbFloorDivide", "//"),
		...binary("truediv", "nbTrueDivide", "/"),
		...inplace("floordiv", "nbInplaceFloorDivide", "//"),
		...inplace("truediv", "nbInplaceTrueDivide", "/"),
		...unary("__index__", "nbIndex", "Return self converted to an integer, if self is suitable for use as an index into a list."),
		...binary("matmul", "nbMatrixMultiply", "@"),
		...inplace("matmul", "nbInplaceMatrixMultiply", "@"),
	];
}

function containerRows(): Row[] {
	const KEY = "($self, key, /)";
	const KEY_VALUE = "($self, key, value, /)";
	return [
		["__len__", "mpLength", f.slotLength, w.wrapLength, NONE, "Return len(self)."],
		["__getitem__", "mpSubscript", f.slotSubscript, w.wrapBinary, KEY, "Return self[key]."],
		["__setitem__", "mpAssSubscript", f.slotAssSubscript, w.wrapSetItem, KEY_VALUE, "Set self[key] to value."],
		["__delitem__", "mpAssSubscript", f.slotAssSubscript, w.wrapDelItem, KEY, "Delete self[key]."],
		["__len__", "sqLength", f.slotLength, w.wrapLength, NONE, "Return len(self)."],
		["__add__", "sqConcat", null, w.wrapBinary, VALUE, "Return self+value."],
		["__mul__", "sqRepeat", null, w.wrapRepeat, VALUE, "Return self*value."],
		["__rmul__", "sqRepeat", null, w.wrapRepeat, VALUE, "Return value*self."],
		["__getitem__", "sqItem", f.slotItem, w.wrapItem, KEY, "Return self[key]."],
		["__setitem__", "sqAssItem", f.slotAssItem, w.wrapSetItemAt, KEY_VALUE, "Set self[key] to value."],
		["__delitem__", "sqAssItem", f.slotAssItem, w.wrapDelItemAt, KEY, "Delete self[key]."],
		["__contains__", "sqContains", f.slotContains, w.wrapContains, KEY, "Return bool(key in self)."],
		["__iadd__", "sqInplaceConcat", null, w.wrapBinary, VALUE, "Implement self+=value."],
		["__imul__", "sqInplaceRepeat", null, w.wrapRepeat, VALUE, "Implement self*=value."],
	];
}

let table: readonly SlotDef[] | null = null;

/** All definitions, in order. */
export function slotDefs(): readonly SlotDef[] {
	if (table !== null) return table;
	const rows = [...generalRows(), ...numberRows(), ...containerRows()];
	table = rows.map(([name, slot, fn, wrapper, signature, doc]) => {
		return { name, slot, fn, wrapper, signature, doc, keywords: slot === "call" || slot === "init" };
	});
	return table;
}

interface SlotGroup {
	readonly slot: keyof Slots;
	readonly defs: readonly SlotDef[];
	readonly names: readonly PyStr[];
}

let groups: readonly SlotGroup[] | null = null;
/** Those whose slots a class does not simply take over from its base when it is made ready. */
let groupsApart: readonly SlotGroup[] = [];
const slotsOfName = new Map<string, (keyof Slots)[]>();
const groupsOfName = new Map<string, SlotGroup[]>();

function slotGroups(): readonly SlotGroup[] {
	if (groups !== null) return groups;
	const bySlot = new Map<keyof Slots, SlotDef[]>();
	for (const d of slotDefs()) {
		const list = bySlot.get(d.slot);
		if (list === undefined) bySlot.set(d.slot, [d]);
		else list.push(d);
	}
	groups = [...bySlot].map(([slot, defs]) => ({ slot, defs, names: defs.map((d) => internStr(d.name)) }));
	groupsApart = groups.filter(({ slot }) => SLOTS_APART.has(slot));
	for (const group of groups) for (const name of new Set(group.defs.map((d) => d.name))) remember(name, group);
	return groups;
}

function remember(name: string, group: SlotGroup): void {
	slotsOfName.set(name, [...(slotsOfName.get(name) ?? []), group.slot]);
	groupsOfName.set(name, [...(groupsOfName.get(name) ?? []), group]);
}

/** By name, what a native type's dictionary is to hold; owned. */
export type Attributes = Map<string, Own<PyObject>>;

/** Adds a wrapper for each slot that a native type fills itself. */
export function addOperators(type: PyType, attributes: Attributes): void {
	const spec = type.spec!;
	for (const d of slotDefs()) {
		const slot = spec[d.slot];
		if (slot === undefined || slot === null || d.wrapper === null || inheritsSlot(type, d.slot)) continue;
		if (!attributes.has(d.name)) attributes.set(d.name, slot === hashNotImplemented ? newNone() : newWrapperDescr(type, d, slot));
	}
}

/** Attribute access and the like that is the base's own shows no wrapper, but in a type made from a specification. */
function inheritsSlot(type: PyType, slot: keyof Slots): boolean {
	return type.base !== null && type.base[slot] === type[slot] && type.spec!.heapType !== true;
}

/** Sets all slots of a class from its attributes and those of its bases. */
export function fixupSlotDispatchers(type: PyType): void {
	for (const group of slotGroups()) updateOneSlot(type, group);
}

/** For a native type, by group, the slot of a class that derives from it and has no method of the group; undefined until there was one. */
const plainSlots = new Map<PyType, unknown[]>();

/**
 * The same for a new class, whose slots are its base's as far as `typeReady` passes them on. FAST: only the slots of special
 * methods that the class has, or a class which its base does not know, have to be looked up; the others are as in the base. That makes
 * a `class` statement three times as fast.
 */
export function setSlotsOfNewClass(type: PyType): void {
	const base = type.base!;
	const all = slotGroups();
	const besides = classesBesides(type, base);
	if (besides === null) return fixupSlotDispatchers(type);
	let affected = affectedGroups(type, null);
	for (const other of besides) affected = affectedGroups(other, affected);
	if (base.heap === null) return setSlotsUnderNative(type, base, all, affected);
	const isSingle = besides.length === 0 && type.bases!.items.length === 1;
	for (const { slot } of isSingle ? groupsApart : all) (type as any)[slot] = base[slot];
	if (affected !== null) for (const group of all) if (affected.has(group)) updateOneSlot(type, group);
}

/** What the mro has besides the type and the base's mro; null if that does not stand there in its own order. */
function classesBesides(type: PyType, base: PyType): PyType[] | null {
	const mro = type.mro!.items as PyType[];
	const baseMro = base.mro!.items;
	if (mro[0] !== type) return null;
	const besides: PyType[] = [];
	let next = 0;
	for (let i = 1; i < mro.length; i++) {
		if (mro[i] === baseMro[next]) next++;
		else besides.push(mro[i]!);
	}
	return next === baseMro.length ? besides : null;
}

function setSlotsUnderNative(type: PyType, base: PyType, all: readonly SlotGroup[], affected: ReadonlySet<SlotGroup> | null): void {
	let plain = plainSlots.get(base);
	if (plain === undefined) plainSlots.set(base, (plain = new Array(all.length).fill(undefined)));
	for (let i = 0; i < all.length; i++) {
		const group = all[i];
		const known = plain[i];
		if (affected?.has(group) === true) updateOneSlot(type, group);
		else if (known !== undefined) (type as any)[group.slot] = known;
		else {
			updateOneSlot(type, group);
			plain[i] = type[group.slot];
		}
	}
}

/** Adds the groups of slots for which the class itself has a method; null if there are none. */
function affectedGroups(type: PyType, before: Set<SlotGroup> | null): Set<SlotGroup> | null {
	const dict = type.dict!;
	let affected = before;
	for (let i = dictNext(dict, 0); i >= 0; i = dictNext(dict, i + 1)) {
		const named = groupsOfName.get((dictKeyAt(dict, i) as PyStr).value);
		if (named === undefined) continue;
		affected ??= new Set();
		for (const group of named) affected.add(group);
	}
	return affected;
}

/** Sets the slots that depend on one name, for the class and for the subclasses that inherit it. Source: update_slot. */
export function updateSlotsOf(type: PyType, name: PyStr): void {
	slotGroups();
	const affected = groupsOfName.get(name.value);
	if (affected === undefined) return;
	updateSubclasses(type, name, affected);
}

function updateSubclasses(type: PyType, name: PyStr, affected: readonly SlotGroup[]): void {
	for (const group of affected) updateOneSlot(type, group);
	if (type.subclasses === null) return;
	for (const subclass of type.subclasses) {
		if (subclass.dict !== null && dictGetStr(subclass.dict, name) !== null) continue;
		updateSubclasses(subclass, name, affected);
	}
}

/**
 * Sets one slot: to the native function if all its methods are that function's own wrappers, else to the function that
 * calls the methods; to null if the class has none of them.
 */
function updateOneSlot(type: PyType, group: SlotGroup): void {
	const { slot, defs, names } = group;
	let specific: unknown = null;
	let generic: unknown = null;
	let useGeneric = false;
	for (let i = 0; i < defs.length; i++) {
		const d = defs[i];
		const descr = findNameInMro(type, names[i]);
		if (descr === null) {
			if (slot === "iternext") specific = nextNotImplemented;
		} else if (descr instanceof PyWrapperDescr && descr.name === names[i]) {
			const only = resolveSlotDuplicates(type, names[i]);
			if (only === null || only === slot) generic = d.fn;
			if ((specific === null || specific === descr.wrapped) && descr.base.wrapper === d.wrapper && isSubtype(type, descr.objclass))
				specific = descr.wrapped;
			else useGeneric = true;
		} else if (slot === "new" && isNewWrapper(descr)) {
			specific = type.new;
		} else if (slot === "hash" && descr === None) {
			specific = hashNotImplemented;
		} else {
			useGeneric = true;
			generic = d.fn;
			if (slot === "call") dropVectorcall(type);
		}
	}
	(type as any)[slot] = specific !== null && !useGeneric ? specific : generic;
	if (slot === "getattro" && type.getattro === f.slotGetattrHook && findNameInMro(type, f.slotName("__getattr__")) === null) {
		type.getattro = f.slotGetattro;
	}
}

function dropVectorcall(type: PyType): void {
	type.vectorcall = null;
	type.typeFlags &= ~TPFLAGS_HAVE_VECTORCALL;
}

/** Of the slots that share a name, the one that the type fills, if it is only one. Source: resolve_slotdups. */
function resolveSlotDuplicates(type: PyType, name: PyStr): keyof Slots | null {
	let only: keyof Slots | null = null;
	for (const slot of slotsOfName.get(name.value)!) {
		if (type[slot] === null) continue;
		if (only !== null) return null;
		only = slot;
	}
	return only;
}
