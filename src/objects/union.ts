// typing.Union: `int | str`. Owns its members and, once asked for, the free type parameters.
// Members are flat, without duplicates, at least two. Mirrors Objects/unionobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import { type Own, own, type Visit } from "../heap/header.ts";
import { free, incref, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import { isType } from "./abstractClass.ts";
import { binaryOp, NB_OR } from "./abstractNumber.ts";
import { hash, richCompareBool } from "./abstractObject.ts";
import { def } from "./args.ts";
import { newBool } from "./bool.ts";
import { typeError } from "./errors.ts";
import { genericGetAttr } from "./genericAttr.ts";
import { isGenericAlias } from "./genericalias.ts";
import { argumentText, makeParameters, substituteParameters } from "./genericParameters.ts";
import { type CompareOp, defineType, type Hash, PyGCObject, type PyObject, Py_EQ, Py_NE, TPFLAGS_HAVE_GC } from "./object.ts";
import { newFrozenset } from "./set.ts";
import { newNotImplemented, None, NoneType } from "./singletons.ts";
import { newStr } from "./str.ts";
import { isTuple, newTrackedTuple, type PyTuple } from "./tuple.ts";

export class PyUnion extends PyGCObject {
	args: PyTuple;
	parameters: PyTuple | null;
	weakrefs: WeakReference[] | null;

	constructor(args: Own<PyTuple>) {
		super(UnionType);
		this.args = args;
		this.parameters = null;
		this.weakrefs = null;
	}
}

export function isUnion(object: PyObject): object is PyUnion {
	return object.type === UnionType;
}

function isUnionable(object: PyObject): boolean {
	return object === None || isType(object) || isGenericAlias(object) || isUnion(object) || object.type.name === "typing.TypeAliasType";
}

/** The `|` of types, generic aliases and unions. */
export function typeOr(left: PyObject, right: PyObject): Own<PyObject> {
	if (!isUnionable(left) || !isUnionable(right)) return newNotImplemented();
	return unionOf([left, right]);
}

/** The union of some types: one alone is itself. Borrows. */
export function unionOf(types: readonly PyObject[]): Own<PyObject> {
	const members: PyObject[] = [];
	for (const type of types)
		for (const member of isUnion(type) ? type.args.items : [type]) addMember(members, member === None ? NoneType : member);
	if (members.length === 1) return incref(members[0]);
	const union = new PyUnion(newTrackedTuple(members.map((member) => incref(member))));
	track(union);
	return own(union);
}

function addMember(members: PyObject[], member: PyObject): void {
	if (!members.some((known) => known === member || (known.type === member.type && !isType(known) && richCompareBool(known, member, Py_EQ))))
		members.push(member);
}

function unionText(self: PyUnion): string {
	return self.args.items.map((arg) => (arg === NoneType ? "None" : argumentText(arg))).join(" | ");
}

function unionRichcompare(a: PyObject, b: PyObject, op: CompareOp): Own<PyObject> {
	if ((op !== Py_EQ && op !== Py_NE) || !isUnion(a) || !isUnion(b)) return newNotImplemented();
	const equal =
		a.args.items.length === b.args.items.length &&
		a.args.items.every((arg) => b.args.items.some((other) => richCompareBool(arg, other, Py_EQ)));
	return newBool(equal === (op === Py_EQ));
}

function unionHash(self: PyUnion): Hash {
	const set = hold(newFrozenset(self.args.items), "members");
	const value = hash(set);
	drop(set);
	return value;
}

function unionParameters(self: PyUnion): PyTuple {
	self.parameters ??= makeParameters(self.args);
	return self.parameters;
}

function unionGetItem(self: PyUnion, item: PyObject): Own<PyObject> {
	const args = hold(substituteParameters(self, self.args, unionParameters(self), item), "members");
	let result: PyObject = hold(incref(args.items[0]), "union");
	for (const arg of args.items.slice(1)) result = hold(dropKeeping(result, binaryOp(NB_OR, result, arg)), "union");
	const union = take(result);
	return dropKeeping(args, union);
}

export const UnionType = defineType({
	name: "typing.Union",
	doc: "Represent a union type\n\nE.g. for int | str",
	basicsize: 56,
	flags: TPFLAGS_HAVE_GC,
	weakrefable: true,
	dealloc: (self: PyUnion) => {
		untrack(self);
		if (self.weakrefs !== null) clearWeakrefs(self);
		free(self);
		xrelease(self.parameters);
		xrelease(self.args);
	},
	traverse: (self: PyUnion, visit: Visit) => {
		visit(self.args, "attribute", "__args__");
		if (self.parameters !== null) visit(self.parameters, "attribute", "__parameters__");
	},
	repr: (self: PyUnion) => newStr(unionText(self)),
	hash: unionHash,
	getattro: (self: PyObject, name) => genericGetAttr(self, name),
	richcompare: unionRichcompare,
	nbOr: (a: PyObject, b: PyObject) => typeOr(a, b),
	mpSubscript: unionGetItem,
	methods: [
		def("__mro_entries__", "($self, object, /)", null, (self: PyUnion) => typeError(`Cannot subclass ${unionText(self)}`)),
		def(
			"__class_getitem__",
			"($type, object, /)",
			"See PEP 585",
			(_cls, item: PyObject) => unionOf(isTuple(item) ? item.items : [item]),
			"class",
		),
	],
	members: [{ name: "__args__", field: "args", readonly: true }],
	getset: [
		{ name: "__name__", get: () => newStr("Union"), doc: "The name of the type." },
		{ name: "__qualname__", get: () => newStr("Union"), doc: "The qualified name of the type." },
		{ name: "__origin__", get: () => incref(UnionType), doc: "The type itself, always." },
		{ name: "__parameters__", get: (self: PyUnion) => incref(unionParameters(self)), doc: "The type variables in the union." },
	],
});
