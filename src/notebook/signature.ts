// The signature of a function as a displayed function shows it: `(x, y=1, *, z)`.
//
// Runs Python code (reprs of defaults and annotations). Mirrors `str(inspect.signature(f))`.

import { drop, hold, mark } from "../heap/handles.ts";
import { decref, incref } from "../heap/refcount.ts";
import { lookupAttr, repr } from "../objects/abstract.ts";
import { BuiltinFunctionType, type PyBuiltinFunction } from "../objects/builtinFunction.ts";
import { CO_VARARGS, CO_VARKEYWORDS } from "../objects/code.ts";
import { dictGetStr, isDict } from "../objects/dict.ts";
import { caught, clearException } from "../objects/errors.ts";
import { FunctionType, type PyFunction } from "../objects/function.ts";
import { type PyObject, PyType } from "../objects/object.ts";
import { internStr, type PyStr } from "../objects/str.ts";

/** The text, or null for what has no known signature. */
export function signatureText(object: PyObject): string | null {
	const wrapped = wrappedBy(object);
	if (wrapped !== null) return signatureText(wrapped);
	if (object.type === FunctionType) return pythonSignature(object as PyFunction);
	if (object.type === BuiltinFunctionType) return boundSignature((object as PyBuiltinFunction).def.signature);
	return null;
}

/** What a decorator has put around the function and names as `__wrapped__`. Borrowed. */
function wrappedBy(object: PyObject): PyObject | null {
	const dict = object.type === FunctionType ? (object as PyFunction).dict : null;
	return dict === null ? null : dictGetStr(dict, internStr("__wrapped__"));
}

/** A native function's signature without the parameter that is bound, and without the `/` that stood for it alone. */
function boundSignature(signature: string | null): string | null {
	if (signature === null || signature.includes("<unrepresentable>")) return null;
	return signature.replace(/\s+/g, " ").replace(/^\(\$\w+(, \/)?(, )?/, "(");
}

function pythonSignature(func: PyFunction): string {
	const { argcount, posonlyargcount, kwonlyargcount, flags, localsplusnames } = func.code.code;
	const annotations = annotationsOf(func);
	const annotation = (name: string): string => annotations.get(name) ?? "";
	const parts: string[] = [];
	const firstDefault = argcount - (func.defaults?.items.length ?? 0);
	for (let i = 0; i < argcount; i++) {
		const value = i >= firstDefault ? func.defaults!.items[i - firstDefault]! : null;
		parts.push(parameterText(localsplusnames[i]!, annotation(localsplusnames[i]!), value));
		if (i + 1 === posonlyargcount) parts.push("/");
	}
	let next = argcount + kwonlyargcount;
	if ((flags & CO_VARARGS) !== 0) parts.push(`*${localsplusnames[next]}${annotation(localsplusnames[next++]!)}`);
	else if (kwonlyargcount > 0) parts.push("*");
	for (let i = argcount; i < argcount + kwonlyargcount; i++) {
		const value = func.kwdefaults === null ? null : dictGetStr(func.kwdefaults, internStr(localsplusnames[i]!));
		parts.push(parameterText(localsplusnames[i]!, annotation(localsplusnames[i]!), value));
	}
	if ((flags & CO_VARKEYWORDS) !== 0) parts.push(`**${localsplusnames[next]}${annotation(localsplusnames[next]!)}`);
	const result = annotation("return");
	return `(${parts.join(", ")})${result === "" ? "" : ` -> ${result.slice(2)}`}`;
}

function parameterText(name: string, annotation: string, value: PyObject | null): string {
	if (value === null) return `${name}${annotation}`;
	const text = hold(repr(value), "repr of a default");
	const shown = `${name}${annotation}${annotation === "" ? "=" : " = "}${text.value}`;
	drop(text);
	return shown;
}

/** Each annotation as `: text`; none where evaluating them fails. */
function annotationsOf(func: PyFunction): Map<string, string> {
	const found = new Map<string, string>();
	if (func.annotations === null && func.annotate === null) return found;
	const since = mark();
	try {
		const annotations = lookupAttr(func, internStr("__annotations__"));
		if (annotations === null) return found;
		hold(annotations, "annotations");
		if (isDict(annotations)) for (const name of annotationNames(func)) addAnnotation(found, name, dictGetStr(annotations, name));
		drop(annotations);
	} catch (thrown) {
		caught(thrown, since);
		clearException();
	}
	return found;
}

function annotationNames(func: PyFunction): PyStr[] {
	return [...func.code.code.localsplusnames, "return"].map(internStr);
}

function addAnnotation(found: Map<string, string>, name: PyStr, value: PyObject | null): void {
	if (value === null) return;
	incref(value);
	found.set(name.value, `: ${annotationText(value)}`);
	decref(value);
}

function annotationText(value: PyObject): string {
	if (value instanceof PyType) return value.heap === null ? value.name : `${moduleName(value)}${value.heap.qualname.value}`;
	const text = repr(value);
	const shown = text.value;
	decref(text);
	return shown;
}

function moduleName(type: PyType): string {
	const module = type.heap!.module;
	return module === null ? "" : `${(module as PyStr).value}.`;
}
