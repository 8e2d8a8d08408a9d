// A frame's variables as a mapping: the proxy that `f_locals` gives (PEP 667), and the snapshot that `locals()` gives.
//
// The proxy owns its frame object only; it reads and writes the frame's slots and cells. Names that are no variables are
// kept in the frame object's own dictionary. Read `variableSlot` first. Mirrors Objects/frameobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { free, incref, release } from "../heap/refcount.ts";
import { getIter, hash, repr, reprEnter, reprLeave, richCompare, richCompareBool } from "./abstract.ts";
import { def, defRaw, noKeywords, withoutSignature } from "./args.ts";
import { newBool } from "./bool.ts";
import { cellSet, isCell, type PyCell } from "./cell.ts";
import { dictDelete, dictGet, dictItemsInOrder, dictSet, dictUpdate, isDict, newDict, type PyDict } from "./dict.ts";
import { keyError, raiseError, typeError, valueError } from "./errors.ts";
import { reprText } from "./exceptions.ts";
import type { PyFrame } from "./frame.ts";
import { type Frame, setLocal } from "./interpreterFrame.ts";
import { newList } from "./list.ts";
import { defineType, PyGCObject, type PyObject, Py_EQ, TPFLAGS_HAVE_GC, TPFLAGS_MAPPING } from "./object.ts";
import { newNone, None, NotImplemented } from "./singletons.ts";
import { newStr, strHash } from "./str.ts";
import { newTuple, type PyTuple } from "./tuple.ts";

const KIND_HIDDEN = 0x10;
const KIND_CELL = 0x40;
const KIND_FREE = 0x80;

export class PyFrameLocalsProxy extends PyGCObject {
	readonly frame: PyFrame;

	constructor(frame: PyFrame) {
		super(FrameLocalsProxyType);
		this.frame = incref(frame);
	}
}

export function frameLocalsProxy(frame: PyFrame): Own<PyFrameLocalsProxy> {
	const proxy = new PyFrameLocalsProxy(frame);
	track(proxy);
	return own(proxy);
}

/** The cell that holds variable `n`, or null if the slot itself does. */
function variableCell(frame: Frame, n: number): PyCell | null {
	const content = frame.stack[frame.base + n];
	const kind = frame.code.code.localspluskinds[n];
	if (content === null || (kind & (KIND_CELL | KIND_FREE)) === 0 || !isCell(content)) return null;
	return content;
}

/** The value of variable `n`, borrowed, or null if it is not bound. */
function variableValue(frame: Frame, n: number): PyObject | null {
	const content = frame.stack[frame.base + n];
	const kind = frame.code.code.localspluskinds[n];
	// Free variables get their slots with the function's first instruction: before that the closure has them.
	if (content === null && (kind & KIND_FREE) !== 0 && frame.pc < frame.code.firstTraceable && frame.func?.closure != null) {
		return (frame.func.closure.items[n - (frame.code.nlocalsplus - frame.code.nfree)] as PyCell).contents;
	}
	const cell = variableCell(frame, n);
	return cell !== null ? cell.contents : content;
}

/**
 * The slot of the variable of that name, or -1; `bound`: only one that has a value. The key may be any object that hashes
 * and compares like the name. Runs Python code; raises TypeError for what cannot be hashed.
 */
function variableSlot(frame: Frame, key: PyObject, bound: boolean): number {
	const keyHash = hash(key);
	const names = frame.code.localsplusnames;
	for (let n = 0; n < names.length; n++) {
		const name = names[n];
		if (name !== key && (strHash(name) !== keyHash || !richCompareBool(name, key, Py_EQ))) continue;
		if ((frame.code.code.localspluskinds[n] & KIND_HIDDEN) !== 0 && frame.stack[frame.base + n] === null) continue;
		if (!bound || variableValue(frame, n) !== null) return n;
	}
	return -1;
}

/** Names and values that are bound, in order of the slots, then the extra ones. Borrowed. */
function entries(self: PyFrame): [PyObject, PyObject][] {
	const { frame, extraLocals } = self;
	const found: [PyObject, PyObject][] = [];
	const seen = new Set<string>();
	frame.code.localsplusnames.forEach((name, n) => {
		const value = variableValue(frame, n);
		if (value === null || seen.has(name.value)) return;
		seen.add(name.value);
		found.push([name, value]);
	});
	if (extraLocals !== null) found.push(...dictItemsInOrder(extraLocals));
	return found;
}

/** A new dictionary of the frame's variables. */
export function frameLocalsDict(self: PyFrame): Own<PyDict> {
	const dict = hold(newDict(), "dictionary of locals");
	for (const [key, value] of entries(self)) dictSet(dict, key, value);
	return take(dict);
}

function getItem(self: PyFrameLocalsProxy, key: PyObject): Own<PyObject> {
	const value = lookUp(self.frame, key);
	return value === null ? raiseError("KeyError", `local variable '${reprText(key)}' is not defined`) : incref(value);
}

function lookUp(self: PyFrame, key: PyObject): PyObject | null {
	const n = variableSlot(self.frame, key, true);
	if (n >= 0) return variableValue(self.frame, n);
	return self.extraLocals === null ? null : dictGet(self.extraLocals, key);
}

function setItem(proxy: PyFrameLocalsProxy, key: PyObject, value: PyObject | null): void {
	const self = proxy.frame;
	const n = variableSlot(self.frame, key, false);
	if (n >= 0) {
		if (value === null) return valueError("cannot remove local variables from FrameLocalsProxy");
		setVariable(self, n, value);
		return;
	}
	if (value === null) {
		if (self.extraLocals === null || !dictDelete(self.extraLocals, key)) keyError(key);
		return;
	}
	self.extraLocals ??= newDict();
	dictSet(self.extraLocals, key, value);
}

/** The old value of a plain slot is kept with the frame object: an instruction under way may have borrowed it. */
function setVariable(self: PyFrame, n: number, value: PyObject): void {
	const { frame } = self;
	const cell = variableCell(frame, n);
	if (cell !== null) {
		cellSet(cell, incref(value));
		return;
	}
	const old = frame.stack[frame.base + n];
	if (old === value) return;
	if (old !== null) self.overwritten.push(incref(old));
	setLocal(frame, n, incref(value));
}

function listOf(self: PyFrameLocalsProxy, pick: (entry: [PyObject, PyObject]) => Own<PyObject>): Own<PyObject> {
	return newList(entries(self.frame).map(pick));
}

function proxyRepr(self: PyFrameLocalsProxy): Own<PyObject> {
	if (reprEnter(self)) return newStr("{...}");
	const dict = hold(frameLocalsDict(self.frame), "dictionary of locals");
	const text = repr(dict);
	drop(dict);
	reprLeave(self);
	return text;
}

function richcompare(self: PyFrameLocalsProxy, other: PyObject, op: number): Own<PyObject> {
	if (other instanceof PyFrameLocalsProxy) {
		const same = self.frame === other.frame;
		return op === 2 || op === 3 ? newBool(same === (op === 2)) : incref(NotImplemented);
	}
	if (!isDict(other)) return incref(NotImplemented);
	const dict = hold(frameLocalsDict(self.frame), "dictionary of locals");
	const result = richCompare(dict, other, op as 2);
	drop(dict);
	return result;
}

function update(self: PyFrameLocalsProxy, other: PyObject): void {
	if (!isDict(other) && !(other instanceof PyFrameLocalsProxy)) typeError("update() argument must be dict or another FrameLocalsProxy");
	const dict = hold(newDict(), "items to be stored");
	dictUpdate(dict, other);
	for (const [key, value] of dictItemsInOrder(dict)) setItem(self, key, value);
	drop(dict);
}

function merged(left: PyObject, right: PyObject): Own<PyObject> {
	const dict = hold(newDict(), "merged dictionary");
	for (const side of [left, right]) {
		if (side instanceof PyFrameLocalsProxy) for (const [key, value] of entries(side.frame)) dictSet(dict, key, value);
		else if (isDict(side)) dictUpdate(dict, side);
		else {
			drop(dict);
			return incref(NotImplemented);
		}
	}
	return take(dict);
}

function iterate(self: PyFrameLocalsProxy): Own<PyObject> {
	const list = hold(
		listOf(self, ([key]) => incref(key)),
		"names of the variables",
	);
	const iterator = getIter(list);
	drop(list);
	return iterator;
}

function proxyNew(args: readonly PyObject[]): Own<PyObject> {
	if (args.length !== 1) return typeError(`FrameLocalsProxy expected 1 argument, got ${args.length}`);
	if (args[0].type.name !== "frame") return typeError(`expect frame, not ${args[0].type.name}`);
	return frameLocalsProxy(args[0] as PyFrame);
}

/** A key and an optional default. Raises TypeError in these types' own words. */
function keyAndDefault(
	name: string,
	args: readonly PyObject[],
	kwnames: PyTuple | null,
): readonly [key: PyObject, otherwise: PyObject | null] {
	noKeywords(`FrameLocalsProxy.${name}`, kwnames);
	const [key, otherwise] = args;
	if (key === undefined || args.length > 2) return typeError(`${name} expected 1 or 2 arguments`);
	return [key, otherwise ?? null];
}

export const FrameLocalsProxyType = defineType({
	name: "FrameLocalsProxy",
	flags: TPFLAGS_HAVE_GC | TPFLAGS_MAPPING,
	basicsize: 24,
	dealloc: (self: PyFrameLocalsProxy) => {
		untrack(self);
		free(self);
		release(self.frame);
	},
	traverse: (self: PyFrameLocalsProxy, visit) => visit(self.frame, "frame"),
	repr: proxyRepr,
	richcompare,
	iter: (self: PyFrameLocalsProxy) => iterate(self),
	new: (_type, args) => proxyNew(args.items),
	nbOr: merged,
	nbInplaceOr: (self: PyFrameLocalsProxy, other: PyObject) => {
		if (!isDict(other) && !(other instanceof PyFrameLocalsProxy)) return incref(NotImplemented);
		update(self, other);
		return incref(self);
	},
	mpLength: (self: PyFrameLocalsProxy) => entries(self.frame).length,
	mpSubscript: getItem,
	mpAssSubscript: setItem,
	sqContains: (self: PyFrameLocalsProxy, key: PyObject) => lookUp(self.frame, key) !== null,
	methods: [
		def("__contains__", "($self, object, /)", null, (self: PyFrameLocalsProxy, key: PyObject) => newBool(lookUp(self.frame, key) !== null)),
		def("__getitem__", "($self, object, /)", null, getItem),
		def("update", "($self, object, /)", null, (self: PyFrameLocalsProxy, other: PyObject) => {
			update(self, other);
			return newNone();
		}),
		def("__reversed__", "($self, /)", null, (self: PyFrameLocalsProxy) =>
			newList(
				entries(self.frame)
					.map(([key]) => incref(key))
					.reverse(),
			),
		),
		def("copy", "($self, /)", null, (self: PyFrameLocalsProxy) => frameLocalsDict(self.frame)),
		def("keys", "($self, /)", null, (self: PyFrameLocalsProxy) => listOf(self, ([key]) => incref(key))),
		def("values", "($self, /)", null, (self: PyFrameLocalsProxy) => listOf(self, ([, value]) => incref(value))),
		def("items", "($self, /)", null, (self: PyFrameLocalsProxy) => listOf(self, ([key, value]) => newTuple([incref(key), incref(value)]))),
		defRaw("get", null, null, (self: PyFrameLocalsProxy, args, kwnames) => {
			const [key, otherwise] = keyAndDefault("get", args, kwnames);
			return incref(lookUp(self.frame, key) ?? otherwise ?? None);
		}),
		defRaw("setdefault", null, null, (self: PyFrameLocalsProxy, args, kwnames) => {
			const [key, value] = keyAndDefault("setdefault", args, kwnames);
			const found = lookUp(self.frame, key);
			if (found !== null) return incref(found);
			setItem(self, key, value ?? None);
			return incref(value ?? None);
		}),
		withoutSignature(
			def("pop", "($self, key, default=None, /)", null, (self: PyFrameLocalsProxy, key: PyObject, otherwise: PyObject | null) => {
				if (variableSlot(self.frame.frame, key, false) >= 0) valueError("cannot remove local variables from FrameLocalsProxy");
				const extra = self.frame.extraLocals;
				const value = extra === null ? null : dictGet(extra, key);
				if (value === null) return otherwise === null ? keyError(key) : incref(otherwise);
				const result = incref(value);
				dictDelete(extra!, key);
				return result;
			}),
		),
	],
});
