// Native heap types: those that CPython's modules make from a PyType_Spec when they are initialised. Each is counted, owned by
// its module's state and by its instances, known to the collector, and gone when the module and the last instance are.
//
// There is one struct for such a type, which native code knows by name; it is brought to life when a module that has it is
// initialised, and can be again after its death. While it is dead its count is DEAD_REFCNT and nothing may make an instance.
// Read `bringToLife` first. Mirrors PyType_FromModuleAndSpec (Objects/typeobject.c).

import { registerRoots } from "../heap/audit.ts";
import { putOffUntilSeen } from "../heap/gc/belated.ts";
import { track, untrack } from "../heap/gc/tracking.ts";
import { bornCollectable, type GCObject, HeapFault, type Own, own, type Visit } from "../heap/header.ts";
import { decref, deallocateBefore, free, incref, xincref } from "../heap/refcount.ts";
import { objectDealloc } from "./instance.ts";
import type { PyObject, PyType, Slots } from "./object.ts";
import { TPFLAGS_HAVE_GC, TPFLAGS_READY } from "./object.ts";
import { newStr } from "./str.ts";
import { typeShortName } from "./typeNames.ts";
import { typeReady } from "./typeReady.ts";

/** A reference to the type, which is made if it isn't alive: for `module`, which it then owns. Runs no Python code. */
export function bringToLife(type: PyType, module: PyObject | null): Own<PyType> {
	if (type.fromSpec !== null) return adopted(type, module) ?? incref(type);
	if (type.spec?.heapType !== true) throw new HeapFault(`${type.name} is no native heap type`);
	type.refcnt = 1;
	type.address = 0;
	type.flags = 0;
	bornCollectable(type, type.type);
	const name = newStr(typeShortName(type));
	type.fromSpec = { name: incref(name), module: type.spec.withoutModule === true ? null : xincref(module) };
	incref(type.base!);
	typeReady(type);
	ownInstances(type);
	track(type);
	living.add(type);
	type.spec.born?.(type);
	return own(type);
}

const living = new Set<PyType>();

putOffUntilSeen(() => {
	for (const type of living) void type.dict;
});

/** For a type's `dealloc`: makes it ready for another life. */
export function unmake(type: PyType): void {
	living.delete(type);
	type.typeFlags &= ~TPFLAGS_READY;
	type.mro = type.bases = type.ownDict = type.fromSpec = null;
	type.unfilled = false;
	type.versionTag = 0;
	type.subclasses = null;
	type.weakrefs = null;
}

/** Slots that know of the instances' reference to their type. */
const owning = new WeakSet<(...args: any[]) => void>();

/** Has the type's slots give up and visit what `ownType` counts. */
function ownInstances(type: PyType): void {
	const collectable = (type.typeFlags & TPFLAGS_HAVE_GC) !== 0;
	type.dealloc = owningDealloc(collectable && type.dealloc === objectDealloc ? collectedDealloc : type.dealloc);
	const when = type.spec!.visitsType ?? "first";
	if (when === "itself") return;
	if (collectable) type.traverse = visitingType(type.traverse, when);
	else type.traverseRest = visitingType(type.traverseRest, when);
}

/** For a collectable instance that owns nothing but its type. */
function collectedDealloc(self: GCObject): void {
	untrack(self);
	free(self);
}

function owningDealloc(dealloc: Slots["dealloc"]): Slots["dealloc"] {
	if (owning.has(dealloc)) return dealloc;
	const slot = (self: PyObject): void => {
		if (self.type.fromSpec !== null) deallocateBefore(self.type, self, dealloc);
		else dealloc(self);
	};
	owning.add(slot);
	return slot;
}

type Traverse = NonNullable<Slots["traverse"]>;

function visitingType(traverse: Traverse | null, when: "first" | "last"): Traverse {
	if (traverse !== null && owning.has(traverse)) return traverse;
	const slot = (self: PyObject, visit: Visit): void => {
		const { type } = self;
		if (when === "first" && type.fromSpec !== null) visit(type, "type");
		traverse?.(self, visit);
		if (when === "last" && type.fromSpec !== null) visit(type, "type");
	};
	owning.add(slot);
	return slot;
}

/** Types that belong to no module, or whose module has not been initialised yet, but to the interpreter. Owned. */
const ofInterpreter: Own<PyType>[] = [];

/** Brings types to life that live as long as the interpreter, or until their module takes them. */
export function addInterpreterTypes(types: readonly PyType[]): void {
	for (const type of types) ofInterpreter.push(bringToLife(type, null));
}

/** A type that was needed before its module goes over to the module. */
function adopted(type: PyType, module: PyObject | null): Own<PyType> | null {
	const i = module === null ? -1 : ofInterpreter.indexOf(type as Own<PyType>);
	if (i < 0) return null;
	type.fromSpec!.module = incref(module!);
	return ofInterpreter.splice(i, 1)[0]!;
}

/** Gives them up, at the end. */
export function dropInterpreterTypes(): void {
	for (const type of ofInterpreter.splice(0).reverse()) decref(type);
}

registerRoots("types of the interpreter", (visit) => {
	for (const type of ofInterpreter) visit(type, "type");
});
