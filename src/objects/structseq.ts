// Struct sequences: tuples with named fields, as sys.version_info or time.struct_time.
//
// The visible fields are the tuple's items; further fields can be reached by name only and are in `hidden`.
// Read `newStructSeqType` first. Mirrors Objects/structseq.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, hold, mark } from "../heap/handles.ts";
import { type Own, own, type Visit } from "../heap/header.ts";
import { decref, free, incref, release } from "../heap/refcount.ts";
import { sequenceTuple } from "./abstract.ts";
import { def, defRaw, type MethodDef } from "./args.ts";
import { dictGetStr, dictSetStr, type PyDict, isDict, newDict } from "./dict.ts";
import { reprText } from "./dictMethods.ts";
import { caught, clearException, exceptionMatches, typeError } from "./errors.ts";
import { newInt } from "./int.ts";
import {
	defineType,
	type Hash,
	type MemberDef,
	PyGCTypeOwner,
	type PyObject,
	type PyType,
	type TypeSpec,
	TPFLAGS_DISALLOW_INSTANTIATION,
	TPFLAGS_HAVE_GC,
} from "./object.ts";
import { None } from "./singletons.ts";
import { internStr, newStr, type PyStr } from "./str.ts";
import { newTrackedTuple, newTuple, type PyTuple, TupleType } from "./tuple.ts";
import { typeReady } from "./typeReady.ts";

export interface StructSeqField {
	/** Null for an unnamed field. */
	readonly name: string | null;
	readonly doc?: string;
}

interface Layout {
	readonly fields: readonly StructSeqField[];
	readonly visible: number;
}

const layouts = new WeakMap<PyType, Layout>();

/** A tuple in all but its class here, which must not depend on tuple.ts being loaded. */
export class PyStructSeq extends PyGCTypeOwner {
	/** The visible fields. Owned. */
	readonly items: PyObject[];
	hash: Hash | null;
	/** The fields beyond the visible ones. Owned. */
	readonly hidden: PyObject[];

	constructor(type: PyType, items: PyObject[], hidden: PyObject[]) {
		super(type);
		this.items = items;
		this.hash = null;
		this.hidden = hidden;
	}
}

/**
 * A new type: static and complete, or a heap type that `bringToLife` is to complete. `visible`: how many of the fields belong to the tuple; `name` with its module
 * ("sys.version_info"); `instantiable`: whether Python code can make instances; `heapType`: as PyStructSequence_NewType
 * makes it; `instead`: what the type has of its own. To be called inside functions only.
 */
export function newStructSeqType(
	name: string,
	doc: string,
	fields: readonly StructSeqField[],
	visible: number,
	instantiable = true,
	heapType = false,
	instead: Partial<Pick<TypeSpec, "new" | "methods">> = {},
): PyType {
	const layout = { fields, visible };
	const own = instead.methods ?? [];
	const type = defineType({
		name,
		doc,
		heapType,
		withoutModule: true,
		born: (type) => addCounts(type, layout),
		mutable: heapType,
		base: TupleType,
		flags: TPFLAGS_HAVE_GC | (instantiable ? 0 : TPFLAGS_DISALLOW_INSTANTIATION),
		basicsize: TupleType.basicsize + 8 * (fields.length - visible),
		itemsize: 8,
		blockSize: (self: PyStructSeq) => 48 + 8 * (self.items.length + self.hidden.length),
		new: instead.new ?? (instantiable ? structSeqNew : null),
		dealloc: structSeqDealloc,
		traverse: structSeqTraverse,
		repr: structSeqRepr,
		methods: [...own, ...structSeqMethods().filter(({ name }) => !own.some((method) => method.name === name))],
		members: fields.flatMap((field, i) => (field.name === null ? [] : [fieldMember(field.name, i, field.doc ?? null)])),
	});
	layouts.set(type, layout);
	if (heapType) return type;
	typeReady(type);
	addCounts(type, layout);
	return type;
}

/** A field as a member of the struct: the JavaScript object gets a property for its place. */
function fieldMember(name: string, i: number, doc: string | null): MemberDef {
	const field = `field${i}`;
	if (!(field in PyStructSeq.prototype)) {
		Object.defineProperty(PyStructSeq.prototype, field, {
			get(this: PyStructSeq): PyObject {
				return fieldAt(this, i);
			},
		});
	}
	return { name, field, readonly: true, doc };
}

function fieldAt(self: PyStructSeq, i: number): PyObject {
	return i < self.items.length ? self.items[i]! : self.hidden[i - self.items.length]!;
}

function addCounts(type: PyType, layout: Layout): void {
	const enter = (name: string, value: Own<PyObject>): void => {
		dictSetStr(type.dict!, internStr(name), value);
		decref(value);
	};
	const { fields, visible } = layout;
	enter("n_sequence_fields", newInt(visible));
	enter("n_fields", newInt(fields.length));
	enter("n_unnamed_fields", newInt(fields.filter((field) => field.name === null).length));
	const names = fields.slice(0, visible).filter((field) => field.name !== null);
	enter("__match_args__", newTuple(names.map((field) => own(internStr(field.name!)))));
}

/** Steals the array and its references; one for each field. Not tracked, as in CPython, whose own ones hold no containers. */
export function newStructSeq(type: PyType, items: Own<PyObject>[]): Own<PyTuple> {
	const { visible } = layouts.get(type)!;
	return own(new PyStructSeq(type, items.slice(0, visible), items.slice(visible)));
}

function structSeqNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const given = args.items.length + (kwargs === null ? 0 : kwargs.used);
	if (given > 2) typeError(`structseq() takes at most 2 arguments (${given} given)`);
	const sequence = args.items[0] ?? (kwargs === null ? null : dictGetStr(kwargs, internStr("sequence")));
	if (sequence === null) return typeError("structseq() missing required argument 'sequence' (pos 1)");
	const dict = args.items[1] ?? (kwargs === null ? null : dictGetStr(kwargs, internStr("dict")));
	return fromSequence(type, sequence, dict);
}

function fromSequence(type: PyType, sequence: PyObject, dict: PyObject | null): Own<PyObject> {
	const layout = layouts.get(type)!;
	const values = hold(tupleOfArgument(sequence), "values of a struct sequence");
	if (dict !== null && !isDict(dict)) typeError(`${type.name}() takes a dict as second arg, if any`);
	checkCount(type, layout, values.items.length);
	const items = layout.fields.map((field, i) => incref(values.items[i] ?? namedValue(dict as PyDict | null, field)));
	checkNames(type, layout, values.items.length, dict as PyDict | null);
	drop(values);
	const made = newStructSeq(type, items);
	track(made);
	return made;
}

function tupleOfArgument(sequence: PyObject): Own<PyTuple> {
	const since = mark();
	try {
		return sequenceTuple(sequence);
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("TypeError")) throw thrown;
		clearException();
		return typeError("constructor requires a sequence");
	}
}

function checkCount(type: PyType, layout: Layout, n: number): void {
	const least = layout.visible;
	const most = layout.fields.length;
	if (least === most && n !== least) typeError(`${type.name}() takes a ${least}-sequence (${n}-sequence given)`);
	if (n < least) typeError(`${type.name}() takes an at least ${least}-sequence (${n}-sequence given)`);
	if (n > most) typeError(`${type.name}() takes an at most ${most}-sequence (${n}-sequence given)`);
}

function namedValue(dict: PyDict | null, field: StructSeqField): PyObject {
	if (dict === null || field.name === null) return None;
	return dictGetStr(dict, internStr(field.name)) ?? None;
}

/** Every key of the dictionary must name a field that the sequence did not give. */
function checkNames(type: PyType, layout: Layout, n: number, dict: PyDict | null): void {
	if (dict === null) return;
	const used = layout.fields.slice(n).filter((field) => field.name !== null && dictGetStr(dict, internStr(field.name)) !== null);
	if (used.length < dict.used) typeError(`${type.name}() got duplicate or unexpected field name(s)`);
}

function structSeqRepr(self: PyStructSeq): Own<PyObject> {
	// As in CPython: by the members, of which those without a name are none.
	const named = layouts.get(self.type)!.fields.filter(({ name }) => name !== null);
	return newStr(`${self.type.name}(${self.items.map((item, i) => `${named[i]!.name}=${reprText(item)}`).join(", ")})`);
}

/** The named fields beyond the visible ones, as a dict. */
function hiddenDict(self: PyStructSeq): Own<PyDict> {
	const { fields, visible } = layouts.get(self.type)!;
	const dict = newDict();
	self.hidden.forEach((value, i) => {
		const name = fields[visible + i]!.name;
		if (name !== null) dictSetStr(dict, internStr(name), value);
	});
	return dict;
}

function structSeqReduce(self: PyStructSeq): Own<PyObject> {
	return newTrackedTuple([incref(self.type), newTrackedTuple([newTrackedTuple(self.items.map(incref)), hiddenDict(self)])]);
}

function structSeqReplace(self: PyStructSeq, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const names = kwnames === null ? [] : kwnames.items.map((name) => (name as PyStr).value);
	if (args.length > names.length) typeError("__replace__() takes no positional arguments");
	const { fields } = layouts.get(self.type)!;
	if (fields.some((field) => field.name === null))
		typeError(`__replace__() is not supported for ${self.type.name} because it has unnamed field(s)`);
	const unknown = names.filter((name) => !fields.some((field) => field.name === name));
	if (unknown.length > 0) typeError(`Got unexpected field name(s): [${unknown.map((name) => `'${name}'`).join(", ")}]`);
	const items = fields.map((field, i) => {
		const given = field.name === null ? -1 : names.indexOf(field.name);
		return incref(given < 0 ? fieldAt(self, i) : args[given]!);
	});
	const replaced = newStructSeq(self.type, items);
	track(replaced);
	return replaced;
}

function structSeqMethods(): MethodDef[] {
	return [
		def("__reduce__", "($self, /)", null, structSeqReduce),
		defRaw(
			"__replace__",
			"($self, /, **changes)",
			"Return a copy of the structure with new values for the specified fields.",
			structSeqReplace,
		),
	];
}

function structSeqDealloc(self: PyStructSeq): void {
	untrack(self);
	free(self);
	for (let i = self.hidden.length - 1; i >= 0; i--) release(self.hidden[i]!);
	for (let i = self.items.length - 1; i >= 0; i--) release(self.items[i]!);
}

function structSeqTraverse(self: PyStructSeq, visit: Visit): void {
	const { fields } = layouts.get(self.type)!;
	for (let i = 0; i < fields.length; i++) visit(fieldAt(self, i), "attribute", fields[i]!.name ?? i);
}
