// The arguments of functions that CPython parses without naming them in its errors. Mirrors PyArg_ParseTupleAndKeywords of
// Python/getargs.c for a format without a function's name.

import { drop, hold } from "../heap/handles.ts";
import { checkParsed } from "../objects/args.ts";
import type { PyDict } from "../objects/dict.ts";
import { typeError } from "../objects/errors.ts";
import type { PyObject } from "../objects/object.ts";
import type { PyStr } from "../objects/str.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { vectorArguments } from "./define.ts";

/** What PyArg_ParseTupleAndKeywords makes of a call without a function's name. Borrowed; null for what was not given. */
export function parseArguments(
	names: readonly string[],
	required: number,
	args: readonly PyObject[],
	kwnames: PyTuple | null,
): (PyObject | null)[] {
	const keywords = kwnames === null ? [] : (kwnames.items as unknown as readonly PyStr[]);
	const positional = args.length - keywords.length;
	if (args.length > names.length) checkParsed(null, args.length, required === names.length ? required : 0, names.length);
	const bound: (PyObject | null)[] = names.map((_, i) => (i < positional ? args[i]! : null));
	keywords.forEach((keyword, k) => {
		const i = names.indexOf(keyword.value);
		if (i < 0) return;
		if (bound[i] !== null) typeError(`argument for function given by name ('${keyword.value}') and position (${i + 1})`);
		bound[i] = args[positional + k]!;
	});
	const missing = bound.findIndex((value, i) => value === null && i < required);
	if (missing >= 0) typeError(`function missing required argument '${names[missing]}' (pos ${missing + 1})`);
	const stray = keywords.find((keyword) => !names.includes(keyword.value));
	if (stray !== undefined) typeError(`this function got an unexpected keyword argument '${stray.value}'`);
	return bound;
}

/** The same for a `new` or `init` slot. Borrowed. */
export function parseSlotArguments(names: readonly string[], required: number, args: PyTuple, kwargs: PyDict | null): (PyObject | null)[] {
	const [items, kwnames] = vectorArguments(args, kwargs);
	if (kwnames === null) return parseArguments(names, required, items, null);
	hold(kwnames, "keyword names");
	const bound = parseArguments(names, required, items, kwnames);
	drop(kwnames);
	return bound;
}
