// The module `_functools`: reduce and cmp_to_key; partial is in functoolsPartial.ts, the cache in functoolsCache.ts.
// Mirrors Modules/_functoolsmodule.c.

import { addToState } from "../objects/module.ts";
import { dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { call, getIter, iterNext, richCompare } from "../objects/abstract.ts";
import { genericGetAttr } from "../objects/genericAttr.ts";
import { hashNotImplemented } from "../objects/abstractObject.ts";
import { bindArguments, def, type MethodDef, type Parameter } from "../objects/args.ts";
import { typeError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import {
	type CompareOp,
	defineType,
	PyGCTypeOwner,
	type PyObject,
	type PyType,
	TPFLAGS_DISALLOW_INSTANTIATION,
	TPFLAGS_HAVE_GC,
} from "../objects/object.ts";
import { newStr } from "../objects/str.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { addStateTypes, addType, addUnkeptType, buildModule, setOwned } from "./define.ts";
import { LruCacheType, LinkType } from "./functoolsCache.ts";
import { PartialType, Placeholder, PlaceholderType, makePlaceholder } from "./functoolsPartial.ts";
import { allocate, ownedSlots } from "./ownedSlots.ts";

/** `function(function(function(initial, a), b), c)` … */
function reduce(_module: PyObject, f: PyObject, iterable: PyObject, initial: PyObject | null): Own<PyObject> {
	const iterator = hold(iteratorFor(iterable), "iterator of reduce()");
	let result: Own<PyObject> | null = initial === null ? null : incref(initial);
	for (;;) {
		if (result !== null) hold(result, "result so far");
		const item = iterNext(iterator);
		if (item === null) break;
		if (result === null) result = item;
		else {
			hold(item, "item");
			const next = call(f, [result, item]);
			result = dropKeeping(result, dropKeeping(item, next));
		}
	}
	if (result === null) typeError("reduce() of empty iterable with no initial value");
	return dropKeeping(iterator, take(result as PyObject));
}

function iteratorFor(iterable: PyObject): Own<PyObject> {
	if (iterable.type.iter === null && iterable.type.sqItem === null) typeError("reduce() arg 2 must support iteration");
	return getIter(iterable);
}

/** What cmp_to_key() makes: without `object` the function, with it a key. */
class PyKey extends PyGCTypeOwner {
	cmp: PyObject | null;
	object: PyObject | null;

	constructor(type: PyType) {
		super(type);
		this.cmp = null;
		this.object = null;
	}
}

const keyParameters: readonly Parameter[] = [{ name: "obj", required: true, kind: "either" }];

function keyCall(self: PyKey, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const [object] = bindArguments("K", keyParameters, args, kwnames);
	const key = allocate<PyKey>(KeyType);
	key.cmp = incref(self.cmp!);
	key.object = incref(object!);
	return key;
}

function keyCompare(self: PyKey, other: PyObject, op: CompareOp): Own<PyObject> {
	if (other.type !== KeyType) typeError("other argument must be K instance");
	const right = (other as PyKey).object;
	if (self.object === null || right === null) return typeError("object");
	const answer = hold(call(self.cmp!, [self.object, right]), "answer of the comparison");
	const zero = newInt(0);
	return dropKeeping(answer, richCompare(answer, zero, op));
}

const KeyType: PyType = defineType({
	name: "functools.KeyWrapper",
	heapType: true,
	getattro: genericGetAttr,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 32,
	alloc: (type) => own(new PyKey(type)),
	...ownedSlots([
		["cmp", "comparison"],
		["object", "object compared"],
	]),
	vectorcall: keyCall,
	call: (self: PyKey, args) => keyCall(self, args.items, null),
	richcompare: keyCompare,
	hash: hashNotImplemented,
	members: [{ name: "obj", field: "object", doc: "Value wrapped by a key function." }],
	getset: [{ name: "__text_signature__", get: () => newStr("(obj)") }],
});

function cmpToKey(_module: PyObject, cmp: PyObject): Own<PyObject> {
	const key = allocate<PyKey>(KeyType);
	key.cmp = incref(cmp);
	return key;
}

const functions: readonly MethodDef[] = [
	def(
		"reduce",
		"($module, function, iterable, /, initial=<unrepresentable>)",
		"Combines all items into one by a function of two arguments.",
		reduce,
	),
	def("cmp_to_key", "($module, /, mycmp)", "A key function from a comparison.", cmpToKey),
];

export function initFunctools(): Own<PyModule> {
	const module = hold(buildModule("_functools", "Tools that operate on functions.", functions), "module _functools");
	addType(module, PlaceholderType);
	addToState(module, makePlaceholder());
	addStateTypes(module, [KeyType, LinkType]);
	addType(module, PartialType);
	addUnkeptType(module, LruCacheType);
	setOwned(module.dict!, "Placeholder", incref(Placeholder()));
	return take(module);
}
