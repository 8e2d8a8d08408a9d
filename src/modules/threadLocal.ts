// `_thread._local`: an object whose attributes each thread has for itself. The dictionary of a thread is made when the
// thread first looks (`__init__` is called again then), and dies with the thread or with the object.
// `dict` is the dictionary of the thread that looked last: borrowed, set before each access. Read `dictOfThread` first.
// Mirrors the local objects of Modules/_threadmodule.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { hold, mark, take } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, decrefEach, free, incref, release, xincref, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import { newDict, type PyDict } from "../objects/dict.ts";
import { attributeError, caught, typeError } from "../objects/errors.ts";
import { genericGetAttr, genericSetAttr } from "../objects/genericAttr.ts";
import { defineType, ObjectType, PyGCTypeOwner, type PyObject, type PyType, TPFLAGS_BASETYPE, TPFLAGS_HAVE_GC } from "../objects/object.ts";
import type { PyStr } from "../objects/str.ts";
import { registerPerThread, type ThreadRecord, threads } from "../objects/threads.ts";
import type { PyTuple } from "../objects/tuple.ts";

class PyLocal extends PyGCTypeOwner {
	dict: PyDict | null;
	/** Owned. */
	dicts: Map<ThreadRecord, PyDict>;
	/** Of the constructor, for `__init__` in other threads. Owned. */
	args: PyTuple | null;
	kwargs: PyDict | null;
	weakrefs: WeakReference[] | null;

	constructor(type: PyType) {
		super(type);
		this.dict = null;
		this.dicts = new Map();
		this.args = null;
		this.kwargs = null;
		this.weakrefs = null;
	}
}

/** Which objects have a dictionary for the thread, oldest first. Owns nothing. */
const localsOf = new Map<ThreadRecord, Set<PyLocal>>();

registerPerThread({
	fresh: () => null,
	get: () => null,
	set: () => {},
	clear: () => forgetThread(threads.current),
});

/** The thread has ended: its dictionaries die, newest first. Runs Python code. */
export function forgetThread(record: ThreadRecord): void {
	const locals = localsOf.get(record);
	localsOf.delete(record);
	for (const self of [...(locals ?? [])].reverse()) {
		const dict = self.dicts.get(record);
		if (dict === undefined) continue;
		self.dicts.delete(record);
		if (self.dict === dict) self.dict = null;
		decref(dict);
	}
}

function addDict(self: PyLocal, record: ThreadRecord): PyDict {
	const dict = newDict();
	self.dicts.set(record, dict);
	const locals = localsOf.get(record) ?? new Set();
	locals.add(self);
	localsOf.set(record, locals);
	return dict;
}

function removeDict(self: PyLocal, record: ThreadRecord): void {
	const dict = self.dicts.get(record)!;
	self.dicts.delete(record);
	localsOf.get(record)?.delete(self);
	decref(dict);
}

/** Makes `dict` the running thread's. May run `__init__`. Source: _ldict. */
function dictOfThread(self: PyLocal): void {
	const { current } = threads;
	const known = self.dicts.get(current);
	if (known !== undefined) {
		self.dict = known;
		return;
	}
	self.dict = addDict(self, current);
	const { init } = self.type;
	if (init === null || init === ObjectType.init) return;
	const since = mark();
	try {
		init(self, self.args!, self.kwargs);
	} catch (thrown) {
		caught(thrown, since);
		removeDict(self, current);
		throw thrown;
	}
	self.dict = self.dicts.get(current) ?? null;
}

function localNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const given = args.items.length + (kwargs === null ? 0 : kwargs.used);
	if (given > 0 && (type.init === null || type.init === ObjectType.init)) typeError("Initialization arguments are not supported");
	const self = hold(type.alloc!(type) as Own<PyLocal>, "thread-local object");
	self.args = incref(args);
	self.kwargs = xincref(kwargs);
	if (type === LocalType) track(self);
	addDict(self, threads.current);
	return take(self);
}

function getattr(self: PyObject, name: PyStr): Own<PyObject> {
	dictOfThread(self as PyLocal);
	if (name.value === "__dict__") return incref((self as PyLocal).dict!);
	return genericGetAttr(self, name);
}

function setattr(self: PyObject, name: PyStr, value: PyObject | null): void {
	dictOfThread(self as PyLocal);
	if (name.value === "__dict__") attributeError(`'${self.type.name}' object attribute '__dict__' is read-only`);
	genericSetAttr(self, name, value);
}

function dealloc(self: PyLocal): void {
	untrack(self);
	clearWeakrefs(self);
	free(self);
	for (const [record, dict] of [...self.dicts].reverse()) {
		localsOf.get(record)?.delete(self);
		release(dict);
	}
	xrelease(self.kwargs);
	xrelease(self.args);
}

function clear(self: PyLocal): void {
	const { dicts, args, kwargs } = self;
	for (const record of dicts.keys()) localsOf.get(record)?.delete(self);
	self.dicts = new Map();
	self.dict = null;
	self.args = null;
	self.kwargs = null;
	decrefEach([args, kwargs, ...dicts.values()]);
}

export const LocalType: PyType = defineType({
	name: "_thread._local",
	heapType: true,
	flags: TPFLAGS_BASETYPE | TPFLAGS_HAVE_GC,
	basicsize: 56,
	doc: "_local()\n--\n\nAttributes that belong to a thread.",
	weakrefable: true,
	weakrefOffset: 32,
	hasDict: true,
	alloc: (type) => own(new PyLocal(type)),
	new: localNew,
	dealloc,
	traverse: (self: PyLocal, visit: Visit) => {
		if (self.args !== null) visit(self.args, "arguments");
		if (self.kwargs !== null) visit(self.kwargs, "keyword arguments");
		for (const [record, dict] of self.dicts) visit(dict, `attributes in ${record.name}`);
	},
	clear,
	getattro: getattr,
	setattro: setattr,
});
