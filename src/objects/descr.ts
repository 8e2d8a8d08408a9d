// What all descriptors of native types do alike: method_descriptor, classmethod_descriptor, wrapper_descriptor,
// getset_descriptor and member_descriptor.
//
// Only functions here, so that the files of the types can use them while modules are being loaded. Mirrors the first part of Objects/descrobject.c.

import { untrack } from "../heap/gc/tracking.ts";
import { dropKeeping, hold } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { free, incref, release, xrelease } from "../heap/refcount.ts";
import type { PyDescr } from "./descrStruct.ts";
import { def, type MethodDef } from "./args.ts";
import { getBuiltin } from "./builtin.ts";
import { typeError } from "./errors.ts";
import { type GetSetDef, isInstanceOf, type MemberDef, type PyObject } from "./object.ts";
import { newNone } from "./singletons.ts";
import { newStr } from "./str.ts";
import { newTuple, tupleOf } from "./tuple.ts";
import { typeQualname } from "./typeNames.ts";

export function descrDealloc(self: PyDescr): void {
	untrack(self);
	free(self);
	xrelease(self.qualname);
	release(self.name);
	release(self.objclass);
}

export function descrTraverse(self: PyDescr, visit: Visit): void {
	visit(self.objclass, "attribute", "__objclass__");
}

export function descrTraverseRest(self: PyDescr, visit: Visit): void {
	visit(self.name, "attribute", "__name__");
	if (self.qualname !== null) visit(self.qualname, "attribute", "__qualname__");
}

/** Raises TypeError if the descriptor is not for objects of this type. */
export function descrCheck(self: PyDescr, object: PyObject): void {
	if (isInstanceOf(object, self.objclass)) return;
	typeError(`descriptor '${self.name.value}' for '${self.objclass.name}' objects doesn't apply to a '${object.type.name}' object`);
}

export function descrQualname(self: PyDescr): Own<PyObject> {
	self.qualname ??= newStr(`${typeQualname(self.objclass)}.${self.name.value}`);
	return incref(self.qualname);
}

/** Pickles as `getattr(type, name)`. */
export function descrReduce(self: PyDescr): Own<PyObject> {
	const getattr = hold(getBuiltin("getattr"), "getattr");
	return dropKeeping(getattr, newTuple([incref(getattr), tupleOf(self.objclass, self.name)]));
}

export function descrMembers(): readonly MemberDef[] {
	return [
		{ name: "__objclass__", field: "objclass", readonly: true },
		{ name: "__name__", field: "name", readonly: true },
	];
}

export function descrReduceMethod(): MethodDef {
	return def("__reduce__", "($self, /)", null, descrReduce);
}

/** `__doc__`, `__qualname__` and, if `signature` is given, `__text_signature__`. */
export function descrGetset(doc: (self: any) => string | null, signature?: (self: any) => string | null): readonly GetSetDef[] {
	const text = (value: string | null): Own<PyObject> => (value === null ? newNone() : newStr(value));
	const shared: GetSetDef[] = [
		{ name: "__doc__", get: (self) => text(doc(self)) },
		{ name: "__qualname__", get: descrQualname },
	];
	if (signature !== undefined) shared.push({ name: "__text_signature__", get: (self) => text(signature(self)) });
	return shared;
}

/** `<method 'append' of 'list' objects>`. */
export function descrRepr(what: string): (self: PyDescr) => Own<PyObject> {
	return (self) => newStr(`<${what} '${self.name.value}' of '${self.objclass.name}' objects>`);
}
