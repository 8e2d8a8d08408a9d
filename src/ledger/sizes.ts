// How many bytes an object takes in 64-bit CPython: its own block with header, and what it has allocated beside it.

import type { HeapObject } from "../heap/header.ts";
import type { PyObject } from "../objects/object.ts";
import { type Node, isObject } from "./graph.ts";

export function sizeOf(object: HeapObject): number {
	const it = object as PyObject;
	return it.type.blockSize(it) + it.type.extraBytesOf(it);
}

/** Places outside of objects have no size. */
export function sizeOfNode(node: Node): number {
	return isObject(node) ? sizeOf(node) : 0;
}
