// Types whose memory can be written and changes its size: while somebody looks into it, it must keep it. Views count themselves in
// `exports`. Read `exporterOf` first. Mirrors what bf_getbuffer of bytearrays and arrays tells in a Py_buffer.

import { isSubtype, type PyObject, type PyType } from "./object.ts";

export interface Exporter extends PyObject {
	/** Views of it that are not released. */
	exports: number;
}

/** How a view of an object's memory is to show its elements. */
export interface ElementKind {
	readonly format: string;
	readonly itemsize: number;
}

const BYTES: ElementKind = { format: "B", itemsize: 1 };

const exporterTypes: { readonly type: PyType; readonly elements: (object: any) => ElementKind }[] = [];

/** Declares that objects of a type and its subtypes are exporters. */
export function registerExporter<T extends Exporter>(type: PyType, elements: (object: T) => ElementKind = () => BYTES): void {
	exporterTypes.push({ type, elements });
}

function entryOf(object: PyObject) {
	return exporterTypes.find(({ type }) => object.type === type || isSubtype(object.type, type));
}

/** The object itself if its memory can be written, else null. */
export function exporterOf(object: PyObject): Exporter | null {
	return entryOf(object) === undefined ? null : (object as Exporter);
}

export function elementsOf(object: PyObject): ElementKind {
	return entryOf(object)?.elements(object) ?? BYTES;
}

const bufferOwners: { readonly type: PyType; readonly ownerOf: (object: any) => PyObject }[] = [];

/** Declares that a view of an object of a type is one of another object, whose memory it passes on. */
export function registerBufferOwner<T extends PyObject>(type: PyType, ownerOf: (object: T) => PyObject): void {
	bufferOwners.push({ type, ownerOf });
}

/** The object whose memory a view of the given one shows, mostly itself. May raise. Borrowed. */
export function bufferOwner(object: PyObject): PyObject {
	const entry = bufferOwners.find(({ type }) => object.type === type);
	return entry === undefined ? object : entry.ownerOf(object);
}
