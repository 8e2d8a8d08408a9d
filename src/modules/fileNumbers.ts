// The descriptor of an object that is or has one. Mirrors Objects/fileobject.c (PyObject_AsFileDescriptor).

import { drop, dropKeeping, hold } from "../heap/handles.ts";
import { call, lookupAttr } from "../objects/abstract.ts";
import { cIntArgument } from "../objects/conversions.ts";
import { typeError, valueError } from "../objects/errors.ts";
import { isInt } from "../objects/int.ts";
import type { PyObject } from "../objects/object.ts";
import { internStr } from "../objects/str.ts";
import { warn } from "../objects/warnings.ts";
import { typeName } from "./define.ts";

/** The descriptor of an int or of an object with `fileno`. May run Python code. Raises TypeError, ValueError. */
export function fileDescriptorOf(object: PyObject): number {
	if (isInt(object)) {
		if (typeName(object) === "bool") warn("RuntimeWarning", "bool is used as a file descriptor");
		return checked(cIntArgument(object));
	}
	const method = lookupAttr(object, internStr("fileno"));
	if (method === null) return typeError("argument must be an int, or have a fileno() method.");
	hold(method, "fileno");
	const result = hold(dropKeeping(method, call(method, [])), "file descriptor");
	if (!isInt(result)) typeError("fileno() returned a non-integer");
	const descriptor = cIntArgument(result);
	drop(result);
	return checked(descriptor);
}

function checked(descriptor: number): number {
	return descriptor < 0 ? valueError(`file descriptor cannot be a negative integer (${descriptor})`) : descriptor;
}
