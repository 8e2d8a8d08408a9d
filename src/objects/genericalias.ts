// types.GenericAlias: `list[int]`. Stands for its origin in calls and attributes, and remembers the arguments.
// Owns origin, arguments and, once asked for, the free type parameters. Mirrors Objects/genericaliasobject.c;
// texts and the substitution of parameters are in genericParameters.ts.

import { track, untrack } from "../heap/gc/tracking.ts";
import { dropKeeping, hold, mark, take } from "../heap/handles.ts";
import { type Own, own, type Visit } from "../heap/header.ts";
import { free, incref, release, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import { getAttr, setAttr } from "./abstractAttr.ts";
import { call, callItems } from "./abstractCall.ts";
import { dir, hash, richCompareBool } from "./abstractObject.ts";
import { checkPositional, def } from "./args.ts";
import { newBool } from "./bool.ts";
import { getBuiltin } from "./builtin.ts";
import { dictLength, type PyDict } from "./dict.ts";
import { caught, clearException, exceptionMatches, typeError } from "./errors.ts";
import { genericGetAttr } from "./genericAttr.ts";
import { aliasText, makeParameters, substituteParameters } from "./genericParameters.ts";
import { listAppend, type PyList } from "./list.ts";
import {
	type CompareOp,
	defineType,
	type Hash,
	PyGCObject,
	type PyObject,
	type PyType,
	Py_EQ,
	Py_NE,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
	TPFLAGS_HAVE_VECTORCALL,
} from "./object.ts";
import { newNone, newNotImplemented } from "./singletons.ts";
import { internStr, newStr, type PyStr } from "./str.ts";
import { emptyTuple, isTuple, newTrackedTuple, newTuple, type PyTuple, tupleOf } from "./tuple.ts";
import { typeOr } from "./union.ts";

export class PyGenericAlias extends PyGCObject {
	origin: PyObject;
	args: PyTuple;
	parameters: PyTuple | null;
	/** `*tuple[int]`. */
	starred: boolean;
	weakrefs: WeakReference[] | null;

	constructor(type: PyType, origin: Own<PyObject>, args: Own<PyTuple>) {
		super(type);
		this.origin = origin;
		this.args = args;
		this.parameters = null;
		this.starred = false;
		this.weakrefs = null;
	}
}

/** `origin[item]`: the arguments are the item or, if it is a tuple, its items. Borrows. */
export function newGenericAlias(origin: PyObject, item: PyObject): Own<PyObject> {
	return make(GenericAliasType, origin, item);
}

export { newGenericAlias as genericAlias };

function make(type: PyType, origin: PyObject, item: PyObject): Own<PyGenericAlias> {
	const args = isTuple(item) ? incref(item) : newTrackedTuple([incref(item)]);
	const self = new PyGenericAlias(type, incref(origin), args);
	track(self);
	return own(self);
}

export function isGenericAlias(object: PyObject): object is PyGenericAlias {
	return object instanceof PyGenericAlias;
}

function aliasNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (kwargs !== null && dictLength(kwargs) > 0) typeError("GenericAlias() takes no keyword arguments");
	checkPositional("GenericAlias", args.items.length, 2, 2);
	const [origin, item] = args.items;
	if (type === GenericAliasType) return make(type, origin, item);
	const self = type.alloc!(type) as Own<PyGenericAlias>;
	self.origin = incref(origin);
	self.args = isTuple(item) ? incref(item) : newTrackedTuple([incref(item)]);
	return self;
}

function dealloc(self: PyGenericAlias): void {
	untrack(self);
	if (self.weakrefs !== null) clearWeakrefs(self);
	free(self);
	xrelease(self.parameters);
	xrelease(self.args);
	xrelease(self.origin);
}

function traverse(self: PyGenericAlias, visit: Visit): void {
	if (self.origin !== null) visit(self.origin, "attribute", "__origin__");
	if (self.args !== null) visit(self.args, "attribute", "__args__");
	if (self.parameters !== null) visit(self.parameters, "attribute", "__parameters__");
}

/** Its parameters, computed once; borrowed. */
export function aliasParameters(self: PyGenericAlias): PyTuple {
	self.parameters ??= makeParameters(self.args);
	return self.parameters;
}

function aliasGetItem(self: PyGenericAlias, item: PyObject): Own<PyObject> {
	const args = hold(substituteParameters(self, self.args, aliasParameters(self), item), "arguments");
	const result = make(GenericAliasType, self.origin, args);
	result.starred = self.starred;
	return dropKeeping(args, result);
}

function aliasRepr(self: PyGenericAlias): Own<PyObject> {
	return newStr(aliasText(self.origin, self.args, self.starred));
}

function aliasHash(self: PyGenericAlias): Hash {
	const mixed = BigInt.asIntN(64, BigInt(hash(self.origin)) ^ BigInt(hash(self.args)));
	return mixed === -1n ? -2 : mixed >= -0x1fffffffffffffn && mixed <= 0x1fffffffffffffn ? Number(mixed) : mixed;
}

function aliasRichcompare(a: PyObject, b: PyObject, op: CompareOp): Own<PyObject> {
	if ((op !== Py_EQ && op !== Py_NE) || !isGenericAlias(a) || !isGenericAlias(b)) return newNotImplemented();
	const equal = a.starred === b.starred && richCompareBool(a.origin, b.origin, Py_EQ) && richCompareBool(a.args, b.args, Py_EQ);
	return newBool(equal === (op === Py_EQ));
}

/** The origin called, and told what it was called as. */
function aliasVectorcall(self: PyGenericAlias, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const object = hold(call(self.origin, args, kwnames), "new object");
	const since = mark();
	try {
		setAttr(object, internStr("__orig_class__"), self);
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("AttributeError") && !exceptionMatches("TypeError")) throw thrown;
		clearException();
	}
	return take(object);
}

const OWN_ATTRIBUTES: ReadonlySet<string> = new Set([
	"__class__",
	"__origin__",
	"__args__",
	"__unpacked__",
	"__parameters__",
	"__typing_unpacked_tuple_args__",
	"__mro_entries__",
	"__reduce_ex__",
	"__reduce__",
	"__bases__",
	"__copy__",
	"__deepcopy__",
]);

function aliasGetattro(self: PyGenericAlias, name: PyStr): Own<PyObject> {
	return OWN_ATTRIBUTES.has(name.value) ? genericGetAttr(self, name) : getAttr(self.origin, name);
}

/** Iterating gives the starred alias, once: `tuple[*Ts]`. */
class PyAliasIterator extends PyGCObject {
	alias: PyGenericAlias | null;

	constructor(alias: Own<PyGenericAlias>) {
		super(AliasIteratorType);
		this.alias = alias;
	}
}

function aliasIter(self: PyGenericAlias): Own<PyObject> {
	const iterator = new PyAliasIterator(incref(self));
	track(iterator);
	return own(iterator);
}

function aliasIterNext(self: PyAliasIterator): Own<PyObject> | null {
	const alias = self.alias;
	if (alias === null) return null;
	self.alias = null;
	hold(own(alias), "generic alias");
	const starred = make(GenericAliasType, alias.origin, alias.args);
	starred.starred = true;
	return dropKeeping(alias, starred);
}

function aliasIteratorReduce(self: PyAliasIterator): Own<PyObject> {
	const iter = hold(getBuiltin("iter"), "iter");
	return dropKeeping(iter, newTuple([incref(iter), tupleOf(self.alias ?? emptyTuple)]));
}

export const AliasIteratorType = defineType({
	name: "generic_alias_iterator",
	basicsize: 24,
	flags: TPFLAGS_HAVE_GC,
	dealloc: (self: PyAliasIterator) => {
		untrack(self);
		free(self);
		if (self.alias !== null) release(self.alias);
	},
	traverse: (self: PyAliasIterator, visit: Visit) => {
		if (self.alias !== null) visit(self.alias, "generic alias");
	},
	iter: (self: PyObject) => incref(self),
	iternext: aliasIterNext,
	methods: [def("__reduce__", "($self, /)", null, aliasIteratorReduce)],
});

function aliasDir(self: PyGenericAlias): Own<PyObject> {
	const names = hold(dir(self.origin), "names of the origin") as PyList;
	const known = new Set(names.items.map((name) => (name as PyStr).value));
	for (const name of OWN_ATTRIBUTES)
		if (!known.has(name) && !["__bases__", "__copy__", "__deepcopy__"].includes(name)) listAppend(names, internStr(name));
	return take(names as PyObject);
}

function aliasReduce(self: PyGenericAlias): Own<PyObject> {
	if (!self.starred) return newTuple([incref(GenericAliasType), tupleOf(self.origin, self.args)]);
	const next = hold(getBuiltin("next"), "next");
	const plain = hold(make(GenericAliasType, self.origin, self.args), "generic alias");
	const iterator = hold(aliasIter(plain), "iterator");
	const result = newTuple([incref(next), tupleOf(iterator)]);
	return dropKeeping(next, dropKeeping(plain, dropKeeping(iterator, result)));
}

export const GenericAliasType = defineType({
	name: "types.GenericAlias",
	doc: "GenericAlias(origin, args, /)\n--\n\nRepresent a PEP 585 generic type",
	basicsize: 64,
	weakrefOffset: 40,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE | TPFLAGS_HAVE_VECTORCALL,
	weakrefable: true,
	alloc: (type: PyType) => own(new PyGenericAlias(type, newNone(), tupleOf())),
	new: aliasNew,
	dealloc,
	traverse,
	repr: aliasRepr,
	hash: aliasHash,
	call: (self: PyObject, args: PyTuple, kwargs: PyDict | null) => callItems(self, args.items, kwargs),
	vectorcall: aliasVectorcall,
	getattro: aliasGetattro,
	richcompare: aliasRichcompare,
	iter: aliasIter,
	nbOr: (a: PyObject, b: PyObject) => typeOr(a, b),
	mpSubscript: aliasGetItem,
	methods: [
		def("__mro_entries__", "($self, object, /)", null, (self: PyGenericAlias) => tupleOf(self.origin)),
		def("__instancecheck__", "($self, object, /)", null, () => typeError("isinstance() argument 2 cannot be a parameterized generic")),
		def("__subclasscheck__", "($self, object, /)", null, () => typeError("issubclass() argument 2 cannot be a parameterized generic")),
		def("__reduce__", "($self, /)", null, aliasReduce),
		def("__dir__", "($self, /)", null, aliasDir),
	],
	members: [
		{ name: "__origin__", field: "origin", readonly: true },
		{ name: "__args__", field: "args", readonly: true },
		{ name: "__unpacked__", field: "starred", readonly: true },
	],
	getset: [
		{ name: "__parameters__", get: (self: PyGenericAlias) => incref(aliasParameters(self)), doc: "The type variables in the alias." },
		{
			name: "__typing_unpacked_tuple_args__",
			get: (self: PyGenericAlias) => (self.starred && (self.origin as PyType).name === "tuple" ? incref(self.args as PyObject) : newNone()),
		},
	],
});
