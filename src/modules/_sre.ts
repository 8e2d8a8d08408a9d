// The module `_sre`: the engine under `re`. Patterns come compiled by re/_compiler.py. Mirrors Modules/_sre/sre.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { indexAsNumber } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { isDict, type PyDict } from "../objects/dict.ts";
import { overflowError, typeError } from "../objects/errors.ts";
import { isInt, newInt, type PyInt } from "../objects/int.ts";
import { isList, type PyList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { isTuple, type PyTuple } from "../objects/tuple.ts";
import { addStateTypes, buildModule, setOwned } from "./define.ts";
import { asciiLower, unicodeLower, unicodeUpper } from "./sreCharset.ts";
import { newPattern, newTemplate, MatchType, PatternType, ScannerType, TemplateType } from "./sreObjects.ts";

function codeOf(list: PyObject): number[] {
	if (!isList(list)) typeError("compile() argument 'code' must be list");
	return (list as PyList).items.map((item) => {
		if (!isInt(item)) typeError("an integer is required");
		const value = Number((item as PyInt).value);
		return value < 0 || value > 0xffffffff ? overflowError("regular expression code size limit exceeded") : value;
	});
}

function compile(
	_module: PyObject,
	pattern: PyObject,
	flags: PyObject,
	code: PyObject,
	groups: PyObject,
	groupindex: PyObject,
	indexgroup: PyObject,
): Own<PyObject> {
	if (!isDict(groupindex)) typeError("compile() argument 'groupindex' must be dict");
	if (!isTuple(indexgroup)) typeError("compile() argument 'indexgroup' must be tuple");
	const count = indexAsNumber(groups, "OverflowError");
	return newPattern(pattern, indexAsNumber(flags, "OverflowError"), codeOf(code), count, groupindex as PyDict, indexgroup as PyTuple);
}

function template(_module: PyObject, _pattern: PyObject, parts: PyObject): Own<PyObject> {
	if (!isList(parts)) typeError("template() argument 2 must be list");
	return newTemplate(parts as PyList);
}

const point = (o: PyObject): number => indexAsNumber(o, "OverflowError");
const isAsciiLetter = (c: number): boolean => (c | 32) >= 97 && (c | 32) <= 122 && c < 128;

const functions: readonly MethodDef[] = [
	def("compile", "($module, /, pattern, flags, code, groups, groupindex, indexgroup)", "Makes a pattern of compiled code.", compile),
	def("template", "($module, pattern, template, /)", "Makes a replacement template.", template),
	def("getcodesize", "($module, /)", null, () => newInt(4)),
	def("ascii_iscased", "($module, character, /)", null, (_m, c) => newBool(isAsciiLetter(point(c)))),
	def("unicode_iscased", "($module, character, /)", null, (_m, c) =>
		newBool(unicodeLower(point(c)) !== point(c) || unicodeUpper(point(c)) !== point(c)),
	),
	def("ascii_tolower", "($module, character, /)", null, (_m, c) => newInt(asciiLower(point(c)))),
	def("unicode_tolower", "($module, character, /)", null, (_m, c) => newInt(unicodeLower(point(c)))),
];

const NUMBERS = { MAGIC: 20230612, CODESIZE: 4, MAXREPEAT: 4294967295, MAXGROUPS: 1073741823 };

export function initSre(): Own<PyModule> {
	const module = hold(buildModule("_sre", "The engine of regular expressions.", functions), "module _sre");
	addStateTypes(module, [PatternType, MatchType, ScannerType, TemplateType]);
	for (const [name, value] of Object.entries(NUMBERS)) setOwned(module.dict!, name, newInt(value));
	return take(module);
}
