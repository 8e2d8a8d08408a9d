// The representations of a displayed object by media type: text always, and what `_repr_html_` and its like give.
//
// Runs Python code (the object's methods) and may raise. Mirrors IPython's formatters.py.

import { drop, hold } from "../heap/handles.ts";
import { callMethod } from "../objects/abstract.ts";
import { isDict, dictItemsInOrder } from "../objects/dict.ts";
import { type PyObject, PyType } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { internStr, isStr } from "../objects/str.ts";
import { isTuple } from "../objects/tuple.ts";
import { typeLookup } from "../objects/typeCache.ts";
import type { Json, MimeBundle } from "./document.ts";
import { prettyText } from "./pretty.ts";

const METHODS: readonly (readonly [method: string, mediaType: string])[] = [
	["_repr_html_", "text/html"],
	["_repr_markdown_", "text/markdown"],
	["_repr_svg_", "image/svg+xml"],
	["_repr_latex_", "text/latex"],
	["_repr_javascript_", "application/javascript"],
];

/** All representations of an object. Borrows it. */
export function mimeBundle(object: PyObject): MimeBundle {
	const data: { [mediaType: string]: Json } = { "text/plain": prettyText(object) };
	if (object instanceof PyType) return data;
	for (const [method, mediaType] of METHODS) {
		const text = textFrom(object, method);
		if (text !== null) data[mediaType] = text;
	}
	return { ...data, ...fromBundleMethod(object) };
}

function hasMethod(object: PyObject, method: string): boolean {
	return typeLookup(object.type, internStr(method)) !== null;
}

function textFrom(object: PyObject, method: string): string | null {
	if (!hasMethod(object, method)) return null;
	const value = hold(callMethod(object, internStr(method), []), "representation");
	const text = isStr(value) ? value.value : null;
	drop(value);
	return text;
}

/** `_repr_mimebundle_` gives a dictionary, or a tuple of it and metadata. */
function fromBundleMethod(object: PyObject): { [mediaType: string]: Json } {
	const data: { [mediaType: string]: Json } = {};
	if (!hasMethod(object, "_repr_mimebundle_")) return data;
	const result = hold(callMethod(object, internStr("_repr_mimebundle_"), []), "representations");
	const bundle = isTuple(result) ? result.items[0]! : result;
	if (bundle !== None && isDict(bundle)) {
		for (const [key, value] of dictItemsInOrder(bundle)) if (isStr(key) && isStr(value)) data[key.value] = value.value;
	}
	drop(result);
	return data;
}
