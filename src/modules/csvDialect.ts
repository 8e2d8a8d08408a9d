// The type Dialect of `_csv`: how fields are separated, quoted and escaped, and which settings go together. Read `dialectNew`
// first. Mirrors the dialect part of Modules/_csv.c.

import { registerRoots } from "../heap/audit.ts";
import { drop, dropKeeping, hold, mark, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { call, getAttrString, isTrue } from "../objects/abstract.ts";
import { defVarargs } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { dictGet, type PyDict } from "../objects/dict.ts";
import { caught, clearException, raiseError, typeError, valueError } from "../objects/errors.ts";
import { intAsCInt, IntType, newInt, type PyInt } from "../objects/int.ts";
import {
	defineType,
	type GetSetDef,
	isInstanceOf,
	PyGCTypeOwner,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
} from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { isStr, newStr, type PyStr, strLength } from "../objects/str.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { allocate, ownedSlots } from "./ownedSlots.ts";
import { parseSlotArguments } from "./parseArguments.ts";

/** Owned; null until the module is made. */
export const csvModule = {
	error: null as PyType | null,
	dialects: null as PyDict | null,
	fieldLimit: 131072,
};

registerRoots("module _csv", (visit) => {
	if (csvModule.error !== null) visit(csvModule.error, "csv.Error");
	if (csvModule.dialects !== null) visit(csvModule.dialects, "dialects by name");
});

export function csvError(message: string): never {
	return raiseError(csvModule.error!, message);
}

export const QUOTE_MINIMAL = 0;
export const QUOTE_ALL = 1;
export const QUOTE_NONNUMERIC = 2;
export const QUOTE_NONE = 3;
export const QUOTE_STRINGS = 4;
export const QUOTE_NOTNULL = 5;

export class PyDialect extends PyGCTypeOwner {
	doubleQuote: boolean;
	skipInitialSpace: boolean;
	strict: boolean;
	quoting: number;
	/** One character each, which may be two units. */
	delimiter: string;
	quoteChar: string | null;
	escapeChar: string | null;
	lineTerminator: PyObject | null;
	private pattern: RegExp | null;

	constructor(type: PyType) {
		super(type);
		this.doubleQuote = true;
		this.skipInitialSpace = false;
		this.strict = false;
		this.quoting = QUOTE_MINIMAL;
		this.delimiter = ",";
		this.quoteChar = '"';
		this.escapeChar = null;
		this.lineTerminator = null;
		this.pattern = null;
	}

	lineTerminatorText(): string {
		return (this.lineTerminator as PyStr).value;
	}

	/** Finds the characters of a field that mean something when it is read. */
	special(): RegExp {
		const characters = [this.delimiter, this.quoteChar ?? "", this.escapeChar ?? "", "\r", "\n", this.lineTerminatorText()].join("");
		this.pattern ??= new RegExp(`[${characters.replace(/[\\\]^-]/g, "\\$&")}]`, "gu");
		return this.pattern;
	}
}

const NAMES = ["dialect", "delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"];
const SETTINGS = NAMES.slice(1);

/** The dialect of a name. Raises csv.Error. New. */
export function registeredDialect(name: PyObject): Own<PyObject> {
	const dialect = dictGet(csvModule.dialects!, name);
	return dialect === null ? csvError("unknown dialect") : incref(dialect);
}

function dialectNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const [given, ...settings] = parseSlotArguments(NAMES, 0, args, kwargs);
	const known = given === null ? null : hold(isStr(given!) ? registeredDialect(given!) : incref(given!), "dialect");
	if (known !== null && isInstanceOf(known, DialectType) && settings.every((value) => value === null)) return take(known);
	const self = hold(allocate<PyDialect>(type), "new dialect");
	const values = settings.map((value, i) => settingOf(value!, known, SETTINGS[i]!));
	apply(self, values);
	for (let i = values.length - 1; i >= 0; i--) if (values[i] !== null) drop(values[i]!);
	const made = take(self);
	return known === null ? made : dropKeeping(known, made);
}

/** A setting that was given, or the attribute of the dialect; held. Null for neither. */
function settingOf(value: PyObject | null, dialect: PyObject | null, name: string): PyObject | null {
	if (value !== null) return hold(incref(value), name);
	if (dialect === null) return null;
	const since = mark();
	try {
		return hold(getAttrString(dialect, name), name);
	} catch (thrown) {
		caught(thrown, since);
		clearException();
		return null;
	}
}

function apply(self: PyDialect, values: readonly (PyObject | null)[]): void {
	const [delimiter, doubleQuote, escapeChar, lineTerminator, quoteChar, quoting, skipInitialSpace, strict] = values as (PyObject | null)[];
	if (delimiter !== null) self.delimiter = character("delimiter", delimiter!, false)!;
	if (doubleQuote !== null) self.doubleQuote = isTrue(doubleQuote!);
	if (escapeChar !== null) self.escapeChar = character("escapechar", escapeChar!, true);
	self.lineTerminator = lineTerminator === null ? newStr("\r\n") : textSetting(lineTerminator!);
	if (quoteChar !== null) self.quoteChar = character("quotechar", quoteChar!, true);
	if (quoting !== null) self.quoting = numberSetting(quoting!);
	if (skipInitialSpace !== null) self.skipInitialSpace = isTrue(skipInitialSpace!);
	if (strict !== null) self.strict = isTrue(strict!);
	if (self.quoting < QUOTE_MINIMAL || self.quoting > QUOTE_NOTNULL) typeError('bad "quoting" value');
	if (quoteChar === None && quoting === null) self.quoting = QUOTE_NONE;
	if (self.quoting !== QUOTE_NONE && self.quoteChar === null) typeError("quotechar must be set if quoting enabled");
	checkCharacters(self);
}

function character(name: string, value: PyObject, orNone: boolean): string | null {
	if (orNone && value === None) return null;
	const wanted = `"${name}" must be a unicode character${orNone ? " or None" : ""}, not`;
	if (!isStr(value)) return typeError(`${wanted} ${value.type.name}`);
	const length = strLength(value);
	return length === 1 ? value.value : typeError(`${wanted} a string of length ${length}`);
}

function textSetting(value: PyObject): Own<PyObject> {
	return isStr(value) ? incref(value as PyObject) : typeError(`"lineterminator" must be a string, not ${value.type.name}`);
}

function numberSetting(value: PyObject): number {
	if (value.type !== IntType) typeError(`"quoting" must be an integer, not ${value.type.name}`);
	return intAsCInt(value as PyInt);
}

function checkCharacters(self: PyDialect): void {
	const { delimiter, escapeChar, quoteChar } = self;
	checkCharacter("delimiter", delimiter, self, true);
	checkCharacter("escapechar", escapeChar, self, !self.skipInitialSpace);
	checkCharacter("quotechar", quoteChar, self, !self.skipInitialSpace);
	checkDifferent("delimiter", "escapechar", delimiter, escapeChar);
	checkDifferent("delimiter", "quotechar", delimiter, quoteChar);
	checkDifferent("escapechar", "quotechar", escapeChar, quoteChar);
}

function checkCharacter(name: string, c: string | null, self: PyDialect, allowSpace: boolean): void {
	if (c === null) return;
	if (c === "\r" || c === "\n" || (c === " " && !allowSpace)) valueError(`bad ${name} value`);
	if (self.lineTerminatorText().includes(c)) valueError(`bad ${name} or lineterminator value`);
}

function checkDifferent(name: string, other: string, c: string | null, d: string | null): void {
	if (c !== null && c === d) valueError(`bad ${name} or ${other} value`);
}

/** `Dialect(dialect, **settings)`; the values of the settings in the order of their names. */
export function callDialect(dialect: PyObject | null, settings: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	return call(DialectType, dialect === null ? settings : [dialect, ...settings], kwnames);
}

const shown = (name: string, value: (self: PyDialect) => string | null): GetSetDef => ({
	name,
	get: (self: PyDialect) => {
		const text = value(self);
		return text === null ? newNone() : newStr(text);
	},
});

const refusePickle = (self: PyObject): never =>
	typeError(`cannot pickle '${self.type.name.slice(self.type.name.lastIndexOf(".") + 1)}' instances`);

export const DialectType: PyType = defineType({
	name: "_csv.Dialect",
	heapType: true,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
	basicsize: 48,
	doc: "How fields are separated, quoted and escaped.",
	alloc: (type) => own(new PyDialect(type)),
	new: dialectNew,
	...ownedSlots([["lineTerminator", "attribute lineterminator"]]),
	methods: [defVarargs("__reduce__", null, null, refusePickle), defVarargs("__reduce_ex__", null, null, refusePickle)],
	members: [
		{ name: "skipinitialspace", get: (self: PyDialect) => newBool(self.skipInitialSpace), readonly: true },
		{ name: "doublequote", get: (self: PyDialect) => newBool(self.doubleQuote), readonly: true },
		{ name: "strict", get: (self: PyDialect) => newBool(self.strict), readonly: true },
	],
	getset: [
		shown("delimiter", (self) => self.delimiter),
		shown("escapechar", (self) => self.escapeChar),
		{ name: "lineterminator", get: (self: PyDialect) => incref(self.lineTerminator!) },
		shown("quotechar", (self) => self.quoteChar),
		{ name: "quoting", get: (self: PyDialect) => newInt(self.quoting) },
	],
});
