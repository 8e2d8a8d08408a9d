// typing.Union: `int | str`. Owns its members, once in their order and once as a frozenset of those that can be hashed and a
// tuple of the others; and, once asked for, the free type parameters. Members are flat, without duplicates, at least two.
// Read `unionOf` first. Mirrors Objects/unionobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold, mark } from "../heap/handles.ts";
import { type Own, own, type Visit } from "../heap/header.ts";
import { free, incref, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import { getAttr } from "./abstractAttr.ts";
import { isType } from "./abstractClass.ts";
import { hash, richCompareBool } from "./abstractObject.ts";
import { def } from "./args.ts";
import { newBool } from "./bool.ts";
import { caught, clearException, typeError } from "./errors.ts";
import { genericGetAttr } from "./genericAttr.ts";
import { isGenericAlias } from "./genericalias.ts";
import { argumentText, makeParameters, substituteParameters } from "./genericParameters.ts";
import { listAppend, listAsTuple, newList, type PyList } from "./list.ts";
import { listContains } from "./listMethods.ts";
import { type CompareOp, defineType, type Hash, PyGCObject, type PyObject, Py_EQ, Py_NE, TPFLAGS_HAVE_GC } from "./object.ts";
import { FrozensetType, makeSet, newSet, type PySet, setAdd, setContains, setLength } from "./set.ts";
import { newNotImplemented, None, NoneType } from "./singletons.ts";
import { newStr, type PyStr } from "./str.ts";
import { isTuple, type PyTuple } from "./tuple.ts";
import { callTyping } from "./typevar.ts";

export class PyUnion extends PyGCObject {
	args: PyTuple;
	/** A frozenset; null if it would be empty. */
	hashable: PySet | null;
	/** Null if it would be empty. */
	unhashable: PyTuple | null;
	parameters: PyTuple | null;
	weakrefs: WeakReference[] | null;

	constructor(args: Own<PyTuple>, hashable: Own<PySet> | null, unhashable: Own<PyTuple> | null) {
		super(UnionType);
		this.args = args;
		this.hashable = hashable;
		this.unhashable = unhashable;
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

/** The `|` of types, generic aliases and type aliases. That of a union takes more. */
export function typeOr(left: PyObject, right: PyObject): Own<PyObject> {
	if (!isUnionable(left) || !isUnionable(right)) return newNotImplemented();
	return unionOf([left, right]);
}

/**
 * The union of some types: one alone is itself. If `checked`, what is no type is turned into one as the module `typing` does it
 * (a string into a forward reference), or refused. Borrows. Hashes and compares them: may run Python code.
 */
export function unionOf(types: readonly PyObject[], checked = false): Own<PyObject> {
	const members = hold(newList([]), "members of the union");
	const unhashable = hold(newList([]), "unhashable members");
	const hashable = hold(newSet(), "hashable members");
	for (const type of types) {
		for (const member of isUnion(type) ? type.args.items : [type]) {
			const known = hold(checked ? checkedMember(member) : incref(member === None ? NoneType : member), "member of the union");
			if (addMember(known, hashable, unhashable)) listAppend(members, known);
			drop(known);
		}
	}
	const union = makeUnion(members, hashable, unhashable);
	return dropKeeping(members, dropKeeping(unhashable, dropKeeping(hashable, union)));
}

/** Source: type_check. */
function checkedMember(member: PyObject): Own<PyObject> {
	if (member === None) return incref(NoneType);
	if (isUnionable(member)) return incref(member);
	const message = hold(newStr("Union[arg, ...]: each arg must be a type."), "message of typing._type_check");
	return dropKeeping(message, callTyping("_type_check", [member, message]));
}

function makeUnion(members: PyList, hashable: PySet, unhashable: PyList): Own<PyObject> {
	if (members.items.length === 0) typeError("Cannot take a Union of no types.");
	if (members.items.length === 1) return incref(members.items[0]!);
	const frozen = setLength(hashable) === 0 ? null : makeSet(FrozensetType, hashable);
	const others = unhashable.items.length === 0 ? null : listAsTuple(unhashable);
	const union = new PyUnion(listAsTuple(members), frozen, others);
	track(union);
	return own(union);
}

/** Whether the member is new; it is then in one of both. */
function addMember(member: PyObject, hashable: PySet, unhashable: PyList): boolean {
	if (!hasHash(member)) {
		if (listContains(unhashable, member)) return false;
		listAppend(unhashable, member);
		return true;
	}
	if (setContains(hashable, member)) return false;
	setAdd(hashable, member);
	return true;
}

/** False whatever the exception. */
function hasHash(object: PyObject): boolean {
	const since = mark();
	try {
		hash(object);
		return true;
	} catch (thrown) {
		caught(thrown, since);
		clearException();
		return false;
	}
}

function unionText(self: PyUnion): string {
	return self.args.items.map((arg) => (arg === NoneType ? "None" : argumentText(arg))).join(" | ");
}

function unionRichcompare(a: PyObject, b: PyObject, op: CompareOp): Own<PyObject> {
	if ((op !== Py_EQ && op !== Py_NE) || !isUnion(a) || !isUnion(b)) return newNotImplemented();
	return newBool(equalUnions(a, b) === (op === Py_EQ));
}

function equalUnions(a: PyUnion, b: PyUnion): boolean {
	if ((a.hashable === null) !== (b.hashable === null)) return false;
	if (a.hashable !== null && !richCompareBool(a.hashable, b.hashable!, Py_EQ)) return false;
	const [some, others] = [a.unhashable?.items ?? [], b.unhashable?.items ?? []];
	if (some.length !== others.length) return false;
	const isIn = (member: PyObject, list: readonly PyObject[]): boolean => list.some((other) => richCompareBool(other, member, Py_EQ));
	return some.every((member) => isIn(member, others)) && others.every((member) => isIn(member, some));
}

/** Raises TypeError if one of the members has no hash. */
function unionHash(self: PyUnion): Hash {
	if (self.unhashable === null) return hash(self.hashable!);
	for (const member of self.unhashable.items) hash(member);
	const count = self.unhashable.items.length;
	typeError(`union contains ${count} unhashable element${count === 1 ? "" : "s"}`);
}

function unionParameters(self: PyUnion): PyTuple {
	self.parameters ??= makeParameters(self.args);
	return self.parameters;
}

function unionGetItem(self: PyUnion, item: PyObject): Own<PyObject> {
	const args = hold(substituteParameters(self, self.args, unionParameters(self), item), "members");
	return dropKeeping(args, unionOf(args.items, true));
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
		xrelease(self.unhashable);
		xrelease(self.hashable);
		xrelease(self.args);
	},
	traverse: (self: PyUnion, visit: Visit) => {
		visit(self.args, "attribute", "__args__");
		if (self.hashable !== null) visit(self.hashable, "hashable members");
		if (self.unhashable !== null) visit(self.unhashable, "members without a hash");
		if (self.parameters !== null) visit(self.parameters, "attribute", "__parameters__");
	},
	repr: (self: PyUnion) => newStr(unionText(self)),
	hash: unionHash,
	getattro: (self: PyObject, name: PyStr) => (name.value === "__module__" ? getAttr(self.type, name) : genericGetAttr(self, name)),
	richcompare: unionRichcompare,
	nbOr: (a: PyObject, b: PyObject) => unionOf([a, b], true),
	mpSubscript: unionGetItem,
	methods: [
		def("__mro_entries__", "($self, object, /)", null, (self: PyUnion) => typeError(`Cannot subclass ${unionText(self)}`)),
		def(
			"__class_getitem__",
			"($type, object, /)",
			"See PEP 585",
			(_cls, item: PyObject) => unionOf(isTuple(item) ? item.items : [item], true),
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
