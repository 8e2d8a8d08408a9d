// `super`: attribute lookup that starts after a class in the object's mro.
// Owns class, object and the object's class. Without arguments it takes them from the running frame: the first argument
// and the cell `__class__`. Read `superGetattro` first. Mirrors super of Objects/typeobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { dropKeeping, hold, take } from "../heap/handles.ts";
import { type Own, own, type Visit } from "../heap/header.ts";
import { decref, free, incref, xdecref, xrelease } from "../heap/refcount.ts";
import { lookupAttr } from "./abstractAttr.ts";
import { call } from "./abstractCall.ts";
import { isType } from "./abstractClass.ts";
import { checkPositional, noKeywords } from "./args.ts";
import { isCell } from "./cell.ts";
import { dictGetStr, dictLength, type PyDict } from "./dict.ts";
import { runtimeError, typeError } from "./errors.ts";
import { genericGetAttr } from "./genericAttr.ts";
import type { Frame } from "./interpreterFrame.ts";
import { defineType, isSubtype, PyGCObject, type PyObject, type PyType, TPFLAGS_BASETYPE, TPFLAGS_HAVE_GC } from "./object.ts";
import { None } from "./singletons.ts";
import { thread } from "./state.ts";
import { internStr, newStr, type PyStr } from "./str.ts";
import type { PyTuple } from "./tuple.ts";

export class PySuper extends PyGCObject {
	/** The class after which the lookup starts. */
	thisclass: PyType | null;
	self: PyObject | null;
	/** The class in whose mro it looks. */
	selfClass: PyType | null;

	constructor(type: PyType) {
		super(type);
		this.thisclass = null;
		this.self = null;
		this.selfClass = null;
	}
}

function alloc(type: PyType): Own<PySuper> {
	const self = new PySuper(type);
	track(self);
	return own(self);
}

/** `super(cls, object)`. Borrows. */
export function newSuper(cls: PyType, object: PyObject): Own<PySuper> {
	const self = hold(alloc(SuperType), "super object");
	bindSuper(self, cls, object);
	return take(self);
}

function bindSuper(self: PySuper, cls: PyType, object: PyObject | null): void {
	const selfClass = object === null ? null : checkSuper(cls, object);
	const old = [self.thisclass, self.self, self.selfClass];
	self.thisclass = incref(cls);
	self.self = object === null ? null : incref(object);
	self.selfClass = selfClass;
	old.forEach(xdecref);
}

/** The class in whose mro to look for an object, or for a class itself. Raises TypeError. Source: supercheck. */
function checkSuper(cls: PyType, object: PyObject): Own<PyType> {
	if (isType(object) && isInMro(object, cls)) return incref(object);
	if (isInMro(object.type, cls)) return incref(object.type);
	const claimed = lookupAttr(object, internStr("__class__"));
	if (claimed !== null && isType(claimed) && claimed !== object.type && isSubtype(claimed, cls)) return claimed as Own<PyType>;
	if (claimed !== null) decref(claimed);
	const what = isType(object) ? "type" : "instance of";
	const name = isType(object) ? object.name : object.type.name;
	return typeError(`super(type, obj): obj (${what} ${name}) is not an instance or subtype of type (${cls.name}).`);
}

/** As `isSubtype`, but a custom mro need not contain the class itself. */
function isInMro(type: PyType, cls: PyType): boolean {
	return type.mro === null ? isSubtype(type, cls) : type.mro.items.includes(cls);
}

function lookupAfter(cls: PyType, object: PyObject, start: PyType, name: PyStr): Own<PyObject> | null {
	if (name.value === "__class__" || start.mro === null) return null;
	const mro = start.mro.items as PyType[];
	const place = mro.indexOf(cls);
	if (place < 0) return null;
	for (let i = place + 1; i < mro.length; i++) {
		const found = dictGetStr(mro[i].dict!, name);
		if (found !== null) return bindFound(found, object, start);
	}
	return null;
}

function bindFound(found: PyObject, object: PyObject, start: PyType): Own<PyObject> {
	const get = found.type.descrGet;
	if (get === null) return incref(found);
	hold(incref(found), "descriptor");
	return dropKeeping(found, get(found, object === start ? null : object, start));
}

function superGetattro(self: PySuper, name: PyStr): Own<PyObject> {
	if (self.selfClass !== null) {
		const found = lookupAfter(self.thisclass!, self.self!, self.selfClass, name);
		if (found !== null) return found;
	}
	return genericGetAttr(self, name);
}

function superInit(self: PySuper, args: PyTuple, kwargs: PyDict | null): void {
	if (kwargs !== null && dictLength(kwargs) > 0) typeError("super() takes no keyword arguments");
	initFrom(self, args.items);
}

function initFrom(self: PySuper, args: readonly PyObject[]): void {
	checkPositional("super()", args.length, 0, 2);
	const [cls, object] = args;
	if (cls === undefined) {
		const [frameClass, first] = fromFrame();
		return bindSuper(self, frameClass, first);
	}
	if (!isType(cls)) return typeError(`super() argument 1 must be a type, not ${cls.type.name}`);
	bindSuper(self, cls, object === undefined || object === None ? null : object);
}

/** The class and first argument of the method that runs. Borrowed. Source: super_init_without_args. */
function fromFrame(): [PyType, PyObject] {
	const frame = thread.frame as Frame | null;
	if (frame === null) return runtimeError("super(): no current frame");
	const code = frame.code;
	if (code.argcount === 0) return runtimeError("super(): no arguments");
	const slot = frame.stack[frame.base];
	const first = slot !== null && isCell(slot) && code.localsplusnames.length > 0 && isCellArgument(frame) ? slot.contents : slot;
	if (first === null) return runtimeError("super(): arg[0] deleted");
	const n = code.localsplusnames.findIndex((name, i) => name.value === "__class__" && i >= code.nlocalsplus - code.nfree);
	if (n < 0) return runtimeError("super(): __class__ cell not found");
	const cell = frame.stack[frame.base + n];
	if (cell === null || !isCell(cell)) return runtimeError("super(): bad __class__ cell");
	const cls = cell.contents;
	if (cls === null) return runtimeError("super(): empty __class__ cell");
	if (!isType(cls)) return runtimeError(`super(): __class__ is not a type (${cls.type.name})`);
	return [cls, first];
}

/** Whether the first argument is kept in a cell, because inner functions use it. */
function isCellArgument(frame: Frame): boolean {
	const cells = frame.code.tupleOf("cellvars").items as PyStr[];
	return cells.some((name) => name.value === frame.code.localsplusnames[0].value);
}

function superVectorcall(type: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	noKeywords("super", kwnames);
	const self = hold(alloc(type), "super object");
	initFrom(self, args);
	return take(self);
}

/** `super(C)` without an object binds to one when it is fetched from an instance. */
function superDescrGet(self: PySuper, object: PyObject | null): Own<PyObject> {
	if (object === null || object === None || self.self !== null) return incref(self);
	if (self.type !== SuperType) return call(self.type, [self.thisclass!, object]);
	return newSuper(self.thisclass!, object);
}

function superRepr(self: PySuper): Own<PyObject> {
	const cls = self.thisclass === null ? "NULL" : self.thisclass.name;
	return newStr(`<super: <class '${cls}'>, ${self.selfClass === null ? "NULL" : `<${self.selfClass.name} object>`}>`);
}

function dealloc(self: PySuper): void {
	untrack(self);
	free(self);
	xrelease(self.selfClass);
	xrelease(self.thisclass);
	xrelease(self.self);
}

export const SuperType = defineType({
	name: "super",
	doc: "super() -> same as super(__class__, <first argument>)",
	basicsize: 40,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
	alloc,
	new: (type: PyType) => type.alloc!(type),
	init: superInit,
	typeVectorcall: superVectorcall,
	dealloc,
	traverse: (self: PySuper, visit: Visit) => {
		if (self.self !== null) visit(self.self, "attribute", "__self__");
		if (self.thisclass !== null) visit(self.thisclass, "attribute", "__thisclass__");
		if (self.selfClass !== null) visit(self.selfClass, "attribute", "__self_class__");
	},
	repr: superRepr,
	getattro: superGetattro,
	descrGet: superDescrGet,
	members: [
		{ name: "__thisclass__", field: "thisclass", readonly: true, optional: true, doc: "the class invoking super()" },
		{ name: "__self__", field: "self", readonly: true, optional: true, doc: "the instance invoking super(); may be None" },
		{
			name: "__self_class__",
			field: "selfClass",
			readonly: true,
			optional: true,
			doc: "the type of the instance invoking super(); may be None",
		},
	],
});
