// Template strings: what `t"…"` makes. A template owns a tuple of strings and one of interpolations, one fewer.
// Mirrors Objects/templateobject.c and interpolationobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, hold } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { free, incref, xdecref, xrelease } from "../heap/refcount.ts";
import { callOneArg, getAttr, selfIter } from "./abstract.ts";
import { bindArguments, def, type Parameter } from "./args.ts";
import { getBuiltin } from "./builtin.ts";
import { dictItemsInOrder, dictSetStr, type PyDict } from "./dict.ts";
import { typeError, valueError } from "./errors.ts";
import { reprText, typeShortName } from "./exceptions.ts";
import { newGenericAlias } from "./genericalias.ts";
import { defineType, isInstanceOf, PyGCObject, type PyObject, type PyType, TPFLAGS_HAVE_GC } from "./object.ts";
import { None } from "./singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "./str.ts";
import { newTuple, type PyTuple, tupleOf } from "./tuple.ts";

export class PyTemplate extends PyGCObject {
	strings: PyTuple;
	interpolations: PyTuple;

	constructor(strings: Own<PyTuple>, interpolations: Own<PyTuple>) {
		super(TemplateType);
		this.strings = strings;
		this.interpolations = interpolations;
	}
}

/** Borrows both tuples. */
export function newTemplate(strings: PyTuple, interpolations: PyTuple): Own<PyObject> {
	const self = new PyTemplate(incref(strings), incref(interpolations));
	track(self);
	return own(self);
}

export class PyInterpolation extends PyGCObject {
	value: PyObject;
	expression: PyObject;
	conversion: PyObject;
	formatSpec: PyObject;

	/** Borrows all. */
	constructor(type: PyType, value: PyObject, expression: PyObject, conversion: PyObject, formatSpec: PyObject) {
		super(type);
		this.value = incref(value);
		this.expression = incref(expression);
		this.conversion = incref(conversion);
		this.formatSpec = incref(formatSpec);
	}
}

const CONVERSIONS = ["", "s", "r", "a"];

/** `conversion` as BUILD_INTERPOLATION has it: 0 none, 1 s, 2 r, 3 a. Borrows. */
export function newInterpolation(value: PyObject, expression: PyObject, conversion: number, formatSpec: PyObject | null): Own<PyObject> {
	const letter = conversion === 0 ? None : internStr(CONVERSIONS[conversion]!);
	const self = new PyInterpolation(InterpolationType, value, expression, letter, formatSpec ?? internStr(""));
	track(self);
	return own(self);
}

/** Adjacent strings become one, and between interpolations there is always a string, if an empty one. */
function templateNew(_type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (kwargs !== null) typeError("Template.__new__ only accepts *args arguments");
	const strings = [""];
	const interpolations: PyObject[] = [];
	for (const arg of args.items) {
		if (isStr(arg)) strings[strings.length - 1] += (arg as PyStr).value;
		else if (isInstanceOf(arg, InterpolationType)) {
			interpolations.push(arg);
			strings.push("");
		} else typeError(`Template.__new__ *args need to be of type 'str' or 'Interpolation', got ${typeShortName(arg.type)}`);
	}
	return fromParts(strings, interpolations);
}

function fromParts(strings: readonly string[], interpolations: readonly PyObject[]): Own<PyObject> {
	const texts = hold(newTuple(strings.map((text) => newStr(text) as Own<PyObject>)), "strings of the template");
	const values = hold(newTuple(interpolations.map((item) => incref(item))), "interpolations of the template");
	const template = newTemplate(texts, values);
	drop(values);
	drop(texts);
	return template;
}

const textsOf = (self: PyTemplate): string[] => self.strings.items.map((s) => (s as PyStr).value);

function concat(left: PyObject, right: PyObject): Own<PyObject> {
	if (left.type !== TemplateType || right.type !== TemplateType) {
		typeError(`can only concatenate string.templatelib.Template (not "${right.type.name}") to string.templatelib.Template`);
	}
	const a = textsOf(left as PyTemplate);
	const b = textsOf(right as PyTemplate);
	const strings = [...a.slice(0, -1), a.at(-1)! + b[0]!, ...b.slice(1)];
	return fromParts(strings, [...(left as PyTemplate).interpolations.items, ...(right as PyTemplate).interpolations.items]);
}

function templateRepr(self: PyTemplate): Own<PyObject> {
	return newStr(`Template(strings=${reprText(self.strings)}, interpolations=${reprText(self.interpolations)})`);
}

function values(self: PyTemplate): Own<PyObject> {
	return newTuple(self.interpolations.items.map((item) => incref((item as PyInterpolation).value)));
}

/** `string.templatelib._template_unpickle` with the parts. */
function reduceTemplate(self: PyTemplate): Own<PyObject> {
	const importer = hold(getBuiltin("__import__"), "__import__");
	const name = hold(newStr("string.templatelib"), "module name");
	const package_ = hold(callOneArg(importer, name), "module string");
	const module = hold(getAttr(package_, internStr("templatelib")), "module string.templatelib");
	const f = hold(getAttr(module, internStr("_template_unpickle")), "_template_unpickle");
	const args = hold(tupleOf(self.strings, self.interpolations), "parts");
	const reduced = tupleOf(f, args);
	for (const o of [args, f, module, package_, name, importer]) drop(o);
	return reduced;
}

/** Strings (empty ones left out) and interpolations in turn. Owns its template. */
class PyTemplateIterator extends PyGCObject {
	template: PyTemplate | null;
	/** Even: strings[position / 2], odd: the interpolation after it. */
	position: number;

	constructor(template: PyTemplate) {
		super(TemplateIteratorType);
		this.template = incref(template);
		this.position = 0;
	}
}

function nextPart(self: PyTemplateIterator): Own<PyObject> | null {
	const { template } = self;
	if (template === null) return null;
	for (;;) {
		const place = self.position++;
		const index = place >> 1;
		if (place % 2 === 1) {
			if (index < template.interpolations.items.length) return incref(template.interpolations.items[index]!);
			return null;
		}
		const text = template.strings.items[index];
		if (text === undefined) return null;
		if ((text as PyStr).value !== "") return incref(text);
	}
}

export const TemplateIteratorType: PyType = defineType({
	name: "string.templatelib.TemplateIter",
	doc: "Iterates over the strings and interpolations of a template.",
	flags: TPFLAGS_HAVE_GC,
	basicsize: 40,
	dealloc: (self: PyTemplateIterator) => {
		untrack(self);
		free(self);
		xrelease(self.template);
	},
	traverse: (self: PyTemplateIterator, visit: Visit) => {
		if (self.template !== null) visit(self.template, "template iterated over");
	},
	clear: (self: PyTemplateIterator) => {
		const { template } = self;
		self.template = null;
		xdecref(template);
	},
	iter: selfIter,
	iternext: nextPart,
});

/** Empties what the collector found to be garbage: nobody sees it again. */
function clearFields(self: any, fields: readonly string[]): void {
	for (const field of fields) {
		const old = self[field] as PyObject | null;
		self[field] = null;
		xdecref(old);
	}
}

export const TemplateType: PyType = defineType({
	name: "string.templatelib.Template",
	flags: TPFLAGS_HAVE_GC,
	basicsize: 32,
	doc: "A template string.",
	new: templateNew,
	dealloc: (self: PyTemplate) => {
		untrack(self);
		free(self);
		xrelease(self.interpolations);
		xrelease(self.strings);
	},
	traverse: (self: PyTemplate, visit: Visit) => {
		if (self.strings !== null) visit(self.strings, "attribute", "strings");
		if (self.interpolations !== null) visit(self.interpolations, "attribute", "interpolations");
	},
	clear: (self: PyTemplate) => clearFields(self, ["strings", "interpolations"]),
	repr: templateRepr,
	iter: (self: PyTemplate) => {
		const iterator = new PyTemplateIterator(self);
		track(iterator);
		return own(iterator);
	},
	sqConcat: concat,
	methods: [
		def("__reduce__", "($self, /)", null, reduceTemplate),
		def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls, item) => newGenericAlias(cls, item), "class"),
	],
	getset: [{ name: "values", get: values, doc: "The values of the interpolations." }],
	members: [
		{ name: "strings", field: "strings", readonly: true, doc: "The texts around the interpolations." },
		{ name: "interpolations", field: "interpolations", readonly: true, doc: "The interpolations in order." },
	],
});

const PARAMETERS: readonly Parameter[] = ["value", "expression", "conversion", "format_spec"].map((name, i) => ({
	name,
	required: i === 0,
	kind: "either",
}));

function requireText(value: PyObject, name: string): void {
	if (!isStr(value)) typeError(`Interpolation() argument '${name}' must be str, not ${value === None ? "None" : value.type.name}`);
}

function interpolationNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const items = kwargs === null ? [] : dictItemsInOrder(kwargs);
	const names = hold(tupleOf(...items.map(([name]) => name)), "keyword names");
	const [value, expression, conversion, spec] = bindArguments(
		"Interpolation",
		PARAMETERS,
		[...args.items, ...items.map(([, v]) => v)],
		names,
	);
	drop(names);
	const text = expression ?? internStr("");
	requireText(text, "expression");
	if (conversion !== null && conversion !== None) {
		requireText(conversion!, "conversion");
		if (!["s", "a", "r"].includes((conversion as PyStr).value))
			valueError("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'");
	}
	const format = spec ?? internStr("");
	requireText(format, "format_spec");
	const self = new PyInterpolation(type, value!, text, conversion ?? None, format);
	track(self);
	return own(self);
}

function interpolationRepr(self: PyInterpolation): Own<PyObject> {
	const parts = [self.value, self.expression, self.conversion, self.formatSpec].map(reprText);
	return newStr(`Interpolation(${parts.join(", ")})`);
}

export const InterpolationType: PyType = defineType({
	name: "string.templatelib.Interpolation",
	flags: TPFLAGS_HAVE_GC,
	basicsize: 48,
	doc: "A value in a template string.",
	new: interpolationNew,
	dealloc: (self: PyInterpolation) => {
		untrack(self);
		free(self);
		for (const o of [self.formatSpec, self.conversion, self.expression, self.value]) xrelease(o);
	},
	traverse: (self: PyInterpolation, visit: Visit) => {
		if (self.value !== null) visit(self.value, "attribute", "value");
		if (self.expression !== null) visit(self.expression, "attribute", "expression");
		if (self.conversion !== null) visit(self.conversion, "attribute", "conversion");
		if (self.formatSpec !== null) visit(self.formatSpec, "attribute", "format_spec");
	},
	clear: (self: PyInterpolation) => clearFields(self, ["value", "expression", "conversion", "formatSpec"]),
	repr: interpolationRepr,
	methods: [
		def("__reduce__", "($self, /)", "Tells how to make it again.", (self: PyInterpolation) => {
			const args = hold(tupleOf(self.value, self.expression, self.conversion, self.formatSpec), "parts");
			const reduced = tupleOf(self.type, args);
			drop(args);
			return reduced;
		}),
		def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls, item) => newGenericAlias(cls, item), "class"),
	],
	members: [
		{ name: "value", field: "value", readonly: true, doc: "The value that was interpolated." },
		{ name: "expression", field: "expression", readonly: true, doc: "The source text of the expression." },
		{ name: "conversion", field: "conversion", readonly: true, doc: "The conversion to apply: a, r, s or None." },
		{ name: "format_spec", field: "formatSpec", readonly: true, doc: "The format specification." },
	],
});

/** To be called once, when the types are ready. */
export function initTemplates(): void {
	const names = hold(newTuple(PARAMETERS.map(({ name }) => incref(internStr(name) as PyObject))), "__match_args__");
	dictSetStr(InterpolationType.dict!, internStr("__match_args__"), names);
	drop(names);
}
