// Native functions' definitions, and the binding of a call's arguments to their parameters.
//
// A definition gives the parameters as CPython's `__text_signature__` does, and the binder follows from it: which calling
// convention CPython would use, and with it the wording of the errors. Read `def` and `bindArguments` first.
// Mirrors the rules of Tools/clinic and Python/getargs.c.

import type { Own } from "../heap/header.ts";
import { typeError } from "./errors.ts";
import type { PyObject, VectorcallFunc } from "./object.ts";
import type { PyStr } from "./str.ts";
import type { PyTuple } from "./tuple.ts";

export type CallKind = "noargs" | "o" | "bound" | "raw" | "varargs";

export interface MethodDef {
	readonly name: string;
	readonly doc: string | null;
	/** `__text_signature__`, or null where CPython has none. */
	readonly signature: string | null;
	readonly kind: CallKind;
	readonly binding: "instance" | "class" | "static";
	/** Parameters after self, for kind "bound". */
	readonly parameters: readonly Parameter[];
	/** All arguments borrowed, result new. "noargs" `(self)`, "o" `(self, arg)`, "bound" `(self, ...)` with null for what was left out, "raw" `(self, args, kwnames)`, "varargs" `(self, args)`. */
	readonly impl: (self: any, ...args: any[]) => Own<PyObject>;
}

export interface Parameter {
	readonly name: string;
	readonly required: boolean;
	readonly kind: "positional" | "either" | "keyword";
}

/**
 * Defines a native function or method from its text signature, such as `"($self, index=-1, /)"`. Arguments arrive
 * borrowed, one by one, `null` for an optional one that was not given. `binding` makes a class or static method of it.
 */
export function def(
	name: string,
	signature: string,
	doc: string | null,
	impl: (self: any, ...args: any[]) => Own<PyObject>,
	binding: "instance" | "class" | "static" = "instance",
): MethodDef {
	const parameters = parametersOf(signature);
	return { name, doc, signature, kind: kindOf(parameters), binding, parameters, impl };
}

/** Defines one that binds its arguments itself: `impl(self, args, kwnames)`, as a vectorcall. */
export function defRaw(
	name: string,
	signature: string | null,
	doc: string | null,
	impl: VectorcallFunc,
	binding: "instance" | "class" | "static" = "instance",
): MethodDef {
	return { name, doc, signature, kind: "raw", binding, parameters: [], impl };
}

/** Defines one without keyword arguments that looks at the others itself: `impl(self, args)`, as METH_VARARGS. */
export function defVarargs(
	name: string,
	signature: string | null,
	doc: string | null,
	impl: (self: any, args: readonly PyObject[]) => Own<PyObject>,
): MethodDef {
	return { name, doc, signature, kind: "varargs", binding: "instance", parameters: [], impl };
}

/** For one whose signature CPython doesn't tell. */
export function withoutSignature(d: MethodDef): MethodDef {
	return { ...d, signature: null };
}

function kindOf(parameters: readonly Parameter[]): CallKind {
	if (parameters.length === 0) return "noargs";
	const only = parameters[0]!;
	return parameters.length === 1 && only.required && only.kind === "positional" ? "o" : "bound";
}

/** Many functions have the same signature. */
const parsed = new Map<string, readonly Parameter[]>();

function parametersOf(signature: string): readonly Parameter[] {
	let parameters = parsed.get(signature);
	if (parameters === undefined) parsed.set(signature, (parameters = parseSignature(signature)));
	return parameters;
}

function parseSignature(signature: string): Parameter[] {
	const parts = splitTopLevel(signature.slice(1, -1));
	const slash = parts.indexOf("/");
	const star = parts.indexOf("*");
	const parameters: Parameter[] = [];
	parts.forEach((part, i) => {
		if (part === "/" || part === "*" || part.startsWith("$")) return;
		const [name, value] = part.split("=", 2) as [string, string | undefined];
		const kind = i < slash ? "positional" : star >= 0 && i > star ? "keyword" : "either";
		parameters.push({ name, required: value === undefined, kind });
	});
	return parameters;
}

/** Cuts at the commas that stand in no brackets and no quotes. */
function splitTopLevel(text: string): string[] {
	if (!/[[({'"]/.test(text)) return text.split(",").flatMap((part) => part.trim() || []);
	const parts: string[] = [];
	let depth = 0;
	let quote = "";
	let start = 0;
	for (let i = 0; i <= text.length; i++) {
		const c = text[i];
		if (quote !== "") {
			if (c === quote) quote = "";
		} else if (c === "'" || c === '"') quote = c;
		else if (c === "(" || c === "[" || c === "{") depth++;
		else if (c === ")" || c === "]" || c === "}") depth--;
		else if ((c === "," && depth === 0) || c === undefined) {
			const part = text.slice(start, i).trim();
			if (part !== "") parts.push(part);
			start = i + 1;
		}
	}
	return parts;
}

/**
 * Calls a native function. `qualified` is its name in messages ("list.append"); all references borrowed, result new.
 * Raises TypeError for arguments that don't fit.
 */
export function callMethodDef(
	d: MethodDef,
	qualified: string,
	self: PyObject | null,
	args: readonly PyObject[],
	kwnames: PyTuple | null,
): Own<PyObject> {
	switch (d.kind) {
		case "noargs":
			if (kwnames !== null && kwnames.items.length > 0) typeError(`${qualified}() takes no keyword arguments`);
			if (args.length !== 0) typeError(`${qualified}() takes no arguments (${args.length} given)`);
			return d.impl(self);
		case "o":
			if (kwnames !== null && kwnames.items.length > 0) typeError(`${qualified}() takes no keyword arguments`);
			if (args.length !== 1) typeError(`${qualified}() takes exactly one argument (${args.length} given)`);
			return d.impl(self, args[0]);
		case "raw":
			return d.impl(self, args, kwnames);
		case "varargs":
			noKeywords(qualified, kwnames);
			return d.impl(self, args);
		case "bound":
			return callBound(d, qualified, self, args, kwnames);
	}
}

/**
 * Calls a "bound" native with positional arguments only, `given` ones of `args` from `from` on, if they fit. Null if they
 * don't: then `callMethodDef` raises the error or binds what this doesn't.
 */
export function callPositional(
	d: MethodDef,
	self: PyObject | null,
	args: readonly (PyObject | null)[],
	from: number,
	given: number,
): Own<PyObject> | null {
	const { parameters, impl } = d;
	const most = parameters.length;
	if (d.kind !== "bound" || given > most || most > 4) return null;
	for (let i = 0; i < most; i++) if (i < given ? parameters[i]!.kind === "keyword" : parameters[i]!.required) return null;
	const first = given > 0 ? args[from]! : null;
	if (most === 1) return impl(self, first);
	const second = given > 1 ? args[from + 1]! : null;
	if (most === 2) return impl(self, first, second);
	const third = given > 2 ? args[from + 2]! : null;
	if (most === 3) return impl(self, first, second, third);
	return impl(self, first, second, third, given > 3 ? args[from + 3]! : null);
}

function callBound(
	d: MethodDef,
	qualified: string,
	self: PyObject | null,
	args: readonly PyObject[],
	kwnames: PyTuple | null,
): Own<PyObject> {
	const bound = bindArguments(d.name, d.parameters, args, kwnames, qualified);
	switch (bound.length) {
		case 1:
			return d.impl(self, bound[0]);
		case 2:
			return d.impl(self, bound[0], bound[1]);
		case 3:
			return d.impl(self, bound[0], bound[1], bound[2]);
		default:
			return d.impl(self, ...bound);
	}
}

/** One borrowed value or null per parameter. Raises TypeError in CPython's words. */
export function bindArguments(
	name: string,
	parameters: readonly Parameter[],
	args: readonly PyObject[],
	kwnames: PyTuple | null,
	qualified: string = name,
): (PyObject | null)[] {
	const keywords = kwnames === null ? 0 : kwnames.items.length;
	const positional = args.length - keywords;
	if (parameters.every((p) => p.kind === "positional")) {
		if (keywords > 0) typeError(`${qualified}() takes no keyword arguments`);
		checkPositional(name, positional, parameters.filter((p) => p.required).length, parameters.length);
		return parameters.map((_, i) => args[i] ?? null);
	}
	return bindWithKeywords(name, parameters, args, kwnames, positional);
}

/** The check of PyArg_UnpackTuple and _PyArg_CheckPositional. Raises TypeError. */
export function checkPositional(name: string, given: number, least: number, most: number): void {
	if (given < least) {
		typeError(`${name} expected ${least === most ? "" : "at least "}${least} argument${least === 1 ? "" : "s"}, got ${given}`);
	}
	if (given > most) {
		typeError(`${name} expected ${least === most ? "" : "at most "}${most} argument${most === 1 ? "" : "s"}, got ${given}`);
	}
}

/** The check of PyArg_ParseTuple; `name` null for a format without one. Raises TypeError. */
export function checkParsed(name: string | null, given: number, least: number, most: number): void {
	if (given >= least && given <= most) return;
	const bound = given < least ? least : most;
	const how = least === most ? "exactly" : given < least ? "at least" : "at most";
	typeError(`${name === null ? "function" : `${name}()`} takes ${how} ${bound} argument${bound === 1 ? "" : "s"} (${given} given)`);
}

/** Raises TypeError if there are keyword arguments. */
export function noKeywords(name: string, kwnames: PyTuple | null): void {
	if (kwnames !== null && kwnames.items.length > 0) typeError(`${name}() takes no keyword arguments`);
}

function bindWithKeywords(
	name: string,
	parameters: readonly Parameter[],
	args: readonly PyObject[],
	kwnames: PyTuple | null,
	positional: number,
): (PyObject | null)[] {
	if (args.length > parameters.length) {
		const n = parameters.length;
		if (n === 0) typeError(`${name}() takes no ${positional === 0 ? "keyword " : ""}arguments`);
		typeError(`${name}() takes at most ${n} ${positional === 0 ? "keyword " : ""}argument${n === 1 ? "" : "s"} (${args.length} given)`);
	}
	const most = parameters.filter((p) => p.kind !== "keyword").length;
	if (positional > most) tooManyArguments(name, parameters, positional, most);
	const bound: (PyObject | null)[] = parameters.map((_, i) => (i < positional ? args[i]! : null));
	let stray: string | null = null;
	let twice: string | null = null;
	const keywords = kwnames === null ? [] : (kwnames.items as unknown as readonly PyStr[]);
	keywords.forEach((keyword, k) => {
		const i = parameters.findIndex((p) => p.kind !== "positional" && p.name === keyword.value);
		if (i < 0) stray ??= keyword.value;
		else if (bound[i] !== null) twice ??= `argument for ${name}() given by name ('${keyword.value}') and position (${i + 1})`;
		else bound[i] = args[positional + k]!;
	});
	parameters.forEach((p, i) => {
		if (p.required && bound[i] === null) missingArgument(name, parameters, p, i, positional);
	});
	if (twice !== null) typeError(twice);
	if (stray !== null)
		unexpectedKeyword(
			name,
			parameters.filter((p) => p.kind !== "positional").map((p) => p.name),
			stray,
		);
	return bound;
}

export const argumentHooks = {
	/** The name of `possible` that is near enough to `name` to be meant. */
	suggest: (_name: string, _possible: readonly string[]): string | null => null,
};

/** Raises TypeError, with the nearest of the possible keywords. */
export function unexpectedKeyword(name: string, possible: readonly string[], keyword: string): never {
	const suggestion = argumentHooks.suggest(keyword, possible);
	const hint = suggestion === null ? "" : `. Did you mean '${suggestion}'?`;
	return typeError(`${name}() got an unexpected keyword argument '${keyword}'${hint}`);
}

function tooManyArguments(name: string, parameters: readonly Parameter[], positional: number, most: number): never {
	const least = parameters.filter((p) => p.required && p.kind !== "keyword").length;
	if (most === 0) return typeError(`${name}() takes no positional arguments`);
	const count = least < most ? "at most" : "exactly";
	return typeError(`${name}() takes ${count} ${most} positional argument${most === 1 ? "" : "s"} (${positional} given)`);
}

function missingArgument(name: string, parameters: readonly Parameter[], p: Parameter, i: number, positional: number): never {
	if (p.kind !== "positional") return typeError(`${name}() missing required argument '${p.name}' (pos ${i + 1})`);
	const least = parameters.filter((q) => q.required && q.kind === "positional").length;
	const few = parameters.some((q) => !q.required && q.kind !== "keyword") ? "at least" : "exactly";
	return typeError(`${name}() takes ${few} ${least} positional argument${least === 1 ? "" : "s"} (${positional} given)`);
}
