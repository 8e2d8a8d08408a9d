// The module `_string`: what string.Formatter needs of str.format's machinery. Read `formatterNext` first.
// Mirrors Modules/_string.c (Objects/stringlib/unicode_format.h).

import { hold, take } from "../heap/handles.ts";
import { own, type Own } from "../heap/header.ts";
import { free, incref, release } from "../heap/refcount.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { typeError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { defineType, type PyObject, PyPlainObject, type PyType } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { isStr, newStr, type PyStr } from "../objects/str.ts";
import { fieldIndex, MarkupReader, nextStep, splitFieldName } from "../objects/strFormat.ts";
import { newTrackedTuple } from "../objects/tuple.ts";
import { buildModule } from "./define.ts";

class PyFormatterIterator extends PyPlainObject {
	/** Owned. */
	str: PyStr;
	reader: MarkupReader;

	constructor(type: PyType, str: Own<PyStr>) {
		super(type);
		this.str = str;
		this.reader = new MarkupReader(str.value);
	}
}

const FormatterIteratorType: PyType = defineType({
	name: "formatteriterator",
	basicsize: 48,
	dealloc: iteratorDealloc,
	traverseRest: (self: PyFormatterIterator, visit) => visit(self.str, "format string"),
	iter: incref,
	iternext: formatterNext,
});

function iteratorDealloc(self: PyObject & { str: PyStr }): void {
	free(self);
	release(self.str);
}

/** `(literal, field name, format spec, conversion)`, the last three None without a field. */
function formatterNext(self: PyFormatterIterator): Own<PyObject> | null {
	if (self.reader.atEnd) return null;
	const { literal, field } = self.reader.next();
	if (field === null) return newTrackedTuple([newStr(literal), newNone(), newNone(), newNone()]);
	const conversion = field.conversion === "" ? newNone() : newStr(field.conversion);
	return newTrackedTuple([newStr(literal), newStr(field.name), newStr(field.spec), conversion]);
}

class PyFieldNameIterator extends PyPlainObject {
	/** Owned. */
	str: PyStr;
	/** What is left of the name. */
	rest: string;

	constructor(type: PyType, str: Own<PyStr>, rest: string) {
		super(type);
		this.str = str;
		this.rest = rest;
	}
}

const FieldNameIteratorType: PyType = defineType({
	name: "fieldnameiterator",
	basicsize: 56,
	dealloc: iteratorDealloc,
	traverseRest: (self: PyFieldNameIterator, visit) => visit(self.str, "field name"),
	iter: incref,
	iternext: fieldNameNext,
});

/** `(is attribute, name or index)`. */
function fieldNameNext(self: PyFieldNameIterator): Own<PyObject> | null {
	if (self.rest === "") return null;
	const [step, rest] = nextStep(self.rest);
	self.rest = rest;
	return newTrackedTuple([newBool(step.attribute), step.index >= 0 ? newInt(step.index) : newStr(step.name)]);
}

function requireStr(object: PyObject): PyStr {
	return isStr(object) ? object : typeError(`expected str, got ${object.type.name}`);
}

function formatterParser(_module: PyObject, text: PyObject): Own<PyObject> {
	return own(new PyFormatterIterator(FormatterIteratorType, incref(requireStr(text))));
}

function fieldNameSplit(_module: PyObject, text: PyObject): Own<PyObject> {
	const name = requireStr(text);
	const [first, rest] = splitFieldName(name.value);
	const index = fieldIndex(first);
	const start = hold<PyObject>(index >= 0 ? newInt(index) : newStr(first), "first part of the field name");
	const steps = own(new PyFieldNameIterator(FieldNameIteratorType, incref(name), rest));
	return newTrackedTuple([take(start), steps]);
}

const functions: readonly MethodDef[] = [
	def(
		"formatter_field_name_split",
		"($self, object, /)",
		"Splits a field name into its first part and an iterator over the rest.",
		fieldNameSplit,
	),
	def("formatter_parser", "($self, object, /)", "Returns an iterator over the pieces of a format string.", formatterParser),
];

export function initString(): Own<PyModule> {
	return buildModule("_string", "What string.Formatter needs natively.", functions);
}
