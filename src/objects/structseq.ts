// Struct sequences: tuples with named fields, as sys.version_info. (Signatures; the rest follows.)

import type { Own } from "../heap/header.ts";
import { notImplementedError } from "./errors.ts";
import type { PyObject, PyType } from "./object.ts";
import type { PyTuple } from "./tuple.ts";

export interface StructSeqField {
	/** Null for an unnamed field. */
	readonly name: string | null;
	readonly doc?: string;
}

/** `visible`: how many of the fields belong to the tuple. `name` with its module ("sys.version_info"). Call it inside functions only. */
export function newStructSeqType(_name: string, _doc: string, _fields: readonly StructSeqField[], _visible: number): PyType {
	return notImplementedError("structseq");
}

/** Steals the array and its references; one for each field. */
export function newStructSeq(_type: PyType, _items: Own<PyObject>[]): Own<PyTuple> {
	return notImplementedError("structseq");
}
