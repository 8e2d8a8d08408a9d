// Making code objects by hand: `types.CodeType(…)` and `code.replace(…)`, with what is checked before one is made; and
// `co_lnotab`, the old table of lines. Read `makeCode` first. Mirrors Objects/codeobject.c.

import { drop, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { bindArguments, type Parameter } from "./args.ts";
import { auditEvent } from "./auditEvents.ts";
import { newBytes, PyBytes } from "./bytes.ts";
import { CO_VARARGS, CO_VARKEYWORDS, KIND_CELL, KIND_FREE, KIND_LOCAL, newCode, type PyCode } from "./code.ts";
import type { Code } from "./codeData.ts";
import { argumentCount, badArgument, cIntArgument } from "./conversions.ts";
import type { PyDict } from "./dict.ts";
import { systemError, typeError, valueError } from "./errors.ts";
import { newInt } from "./int.ts";
import type { PyObject, PyType } from "./object.ts";
import { internInPlace, isStr, newStr, type PyStr, StrType } from "./str.ts";
import { emptyTuple, isTuple, newTuple, type PyTuple } from "./tuple.ts";
import { warn } from "./warnings.ts";

/** What a code object is made of, all borrowed. */
interface Parts {
	readonly argcount: number;
	readonly posonlyargcount: number;
	readonly kwonlyargcount: number;
	readonly nlocals: number;
	readonly stacksize: number;
	readonly flags: number;
	readonly firstlineno: number;
	readonly code: Uint8Array;
	readonly consts: PyTuple;
	readonly names: PyTuple;
	readonly varnames: PyTuple;
	readonly freevars: PyTuple;
	readonly cellvars: PyTuple;
	readonly filename: PyStr;
	readonly name: PyStr;
	readonly qualname: PyStr;
	readonly linetable: Uint8Array;
	readonly exceptiontable: Uint8Array;
}

// Checks

function checkNames(tuple: PyTuple): void {
	if (!tuple.items.every((item) => item.type === StrType)) systemError("non-string found in code slot");
}

function validate(parts: Parts): void {
	const { argcount, posonlyargcount, kwonlyargcount, stacksize, flags, code, varnames } = parts;
	if (argcount < posonlyargcount || posonlyargcount < 0 || kwonlyargcount < 0 || stacksize < 0 || flags < 0)
		systemError("bad argument to internal function");
	checkNames(parts.names);
	if (code.length % 2 !== 0) valueError("code: co_code is malformed");
	const rest = ((flags & CO_VARARGS) !== 0 ? 1 : 0) + ((flags & CO_VARKEYWORDS) !== 0 ? 1 : 0);
	if (varnames.items.length < argcount + kwonlyargcount + rest) valueError("code: co_varnames is too small");
	if (parts.nlocals !== varnames.items.length) valueError("code: co_nlocals != len(co_varnames)");
	for (const tuple of [varnames, parts.freevars, parts.cellvars]) checkNames(tuple);
}

const textsOf = (tuple: PyTuple): string[] => (tuple.items as unknown as PyStr[]).map((name) => name.value);

/** Variables, then the cells that are no parameters or locals too, then the free variables. */
function localsPlus(parts: Parts): Pick<Code, "localsplusnames" | "localspluskinds"> {
	const locals = textsOf(parts.varnames);
	const cells = textsOf(parts.cellvars);
	const free = textsOf(parts.freevars);
	const ownCells = cells.filter((name) => !locals.includes(name));
	return {
		localsplusnames: [...locals, ...ownCells, ...free],
		localspluskinds: Uint8Array.from([
			...locals.map((name) => KIND_LOCAL | (cells.includes(name) ? KIND_CELL : 0)),
			...ownCells.map(() => KIND_CELL),
			...free.map(() => KIND_FREE),
		]),
	};
}

const NAME_CHARACTERS = /^[A-Za-z0-9_]*$/;

/** Strings that look like names are interned, in the tuple that was given. */
function internConstants(consts: PyTuple): void {
	consts.items.forEach((item, i) => {
		if (isStr(item) && NAME_CHARACTERS.test(item.value)) consts.items[i] = internInPlace(item as Own<PyStr>);
	});
}

function makeCode(parts: Parts): Own<PyCode> {
	validate(parts);
	internConstants(parts.consts);
	auditEvent("code.__new__", () => [
		newBytes(parts.code),
		...[parts.filename, parts.name].map((text) => incref(text) as Own<PyObject>),
		...[parts.argcount, parts.posonlyargcount, parts.kwonlyargcount, parts.nlocals, parts.stacksize, parts.flags].map(
			(count) => newInt(count) as Own<PyObject>,
		),
	]);
	const { argcount, posonlyargcount, kwonlyargcount, stacksize, flags, firstlineno, filename, name, qualname } = parts;
	const code: Code = {
		argcount,
		posonlyargcount,
		kwonlyargcount,
		stacksize,
		flags,
		firstlineno,
		code: parts.code,
		consts: [],
		names: textsOf(parts.names),
		...localsPlus(parts),
		filename: filename.value,
		name: name.value,
		qualname: qualname.value,
		linetable: parts.linetable,
		exceptiontable: parts.exceptiontable,
	};
	return newCode(code, incref(parts.consts), incref(filename), incref(name), incref(qualname));
}

// types.CodeType(…)

type Check<T> = (value: PyObject, which: string, name: string) => T;

const bytesOf: Check<Uint8Array> = (value, which, name) =>
	value instanceof PyBytes ? value.value : badArgument(name, which, "bytes", value);
const textOf: Check<PyStr> = (value, which, name) => (isStr(value) ? value : badArgument(name, which, "str", value));
const tupleIn: Check<PyTuple> = (value, which, name) => (isTuple(value) ? value : badArgument(name, which, "tuple", value));

const INTEGERS = ["argcount", "posonlyargcount", "kwonlyargcount", "nlocals"] as const;

/** A copy in which the subclasses of str are plain strings. New. */
function namesTuple(tuple: PyTuple): Own<PyTuple> {
	for (const item of tuple.items) if (!isStr(item)) typeError(`name tuples must contain only strings, not '${item.type.name}'`);
	return newTuple((tuple.items as unknown as PyStr[]).map((item) => newStr(item.value) as Own<PyObject>));
}

export function codeNew(_type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const { items } = args;
	if (argumentCount(args, kwargs) > items.length) typeError("code() takes no keyword arguments");
	if (items.length < 16) typeError(`code expected at least 16 arguments, got ${items.length}`);
	if (items.length > 18) typeError(`code expected at most 18 arguments, got ${items.length}`);
	const counts = items.slice(0, 6).map((item) => cIntArgument(item));
	const at = <T>(i: number, check: Check<T>): T => check(items[i]!, `argument ${i + 1}`, "code");
	const code = at(6, bytesOf);
	const consts = at(7, tupleIn);
	const names = at(8, tupleIn);
	const varnames = at(9, tupleIn);
	const filename = at(10, textOf);
	const name = at(11, textOf);
	const qualname = at(12, textOf);
	const firstlineno = cIntArgument(items[13]!);
	const linetable = at(14, bytesOf);
	const exceptiontable = at(15, bytesOf);
	const freevars = items.length > 16 ? at(16, tupleIn) : emptyTuple;
	const cellvars = items.length > 17 ? at(17, tupleIn) : emptyTuple;
	INTEGERS.forEach((what, i) => {
		if (counts[i]! < 0) valueError(`code: ${what} must not be negative`);
	});
	const [argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags] = counts as [number, number, number, number, number, number];
	const plain = [names, varnames, freevars, cellvars].map((tuple) => hold(namesTuple(tuple), "names"));
	const made = makeCode({
		argcount,
		posonlyargcount,
		kwonlyargcount,
		nlocals,
		stacksize,
		flags,
		firstlineno,
		code,
		consts,
		names: plain[0]!,
		varnames: plain[1]!,
		freevars: plain[2]!,
		cellvars: plain[3]!,
		filename,
		name,
		qualname,
		linetable,
		exceptiontable,
	});
	hold(made, "new code");
	take(made);
	for (const tuple of plain.reverse()) drop(tuple);
	return made;
}

// code.replace(…)

const COUNTS = ["argcount", "posonlyargcount", "kwonlyargcount", "nlocals", "stacksize", "flags", "firstlineno"] as const;
const OBJECTS = [
	"code",
	"consts",
	"names",
	"varnames",
	"freevars",
	"cellvars",
	"filename",
	"name",
	"qualname",
	"linetable",
	"exceptiontable",
] as const;
const REPLACEABLE: readonly Parameter[] = [...COUNTS, ...OBJECTS].map((name) => ({ name: `co_${name}`, required: false, kind: "keyword" }));

function partsOf(self: PyCode): Parts {
	const { argcount, posonlyargcount, kwonlyargcount, stacksize, flags, firstlineno, code, linetable, exceptiontable } = self.code;
	const { nlocals, consts, filename, name, qualname } = self;
	return {
		argcount,
		posonlyargcount,
		kwonlyargcount,
		nlocals,
		stacksize,
		flags,
		firstlineno,
		code,
		consts,
		names: self.tupleOf("names"),
		varnames: self.tupleOf("varnames"),
		freevars: self.tupleOf("freevars"),
		cellvars: self.tupleOf("cellvars"),
		filename,
		name,
		qualname,
		linetable,
		exceptiontable,
	};
}

/** The value of a replaced part, of the same kind as the old one. */
function replacement(name: string, value: PyObject, old: unknown): unknown {
	if (typeof old === "number") return cIntArgument(value);
	const check: Check<unknown> = old instanceof Uint8Array ? bytesOf : isTuple(old as PyObject) ? tupleIn : textOf;
	return check(value, `argument '${name}'`, "replace");
}

export function codeReplace(self: PyCode, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const bound = bindArguments("replace", REPLACEABLE, args, kwnames);
	const parts: { [name: string]: unknown } = { ...partsOf(self) };
	REPLACEABLE.forEach(({ name }, i) => {
		const value = bound[i]!;
		if (value !== null) parts[name.slice(3)] = replacement(name, value, parts[name.slice(3)]);
	});
	for (const name of COUNTS) if ((parts[name] as number) < 0) valueError(`co_${name} must be a positive integer`);
	return makeCode(parts as unknown as Parts);
}

// co_lnotab

/** Pairs of bytes: how far on in the code, how many lines (signed). */
function addDelta(table: number[], codeDelta: number, lineDelta: number): void {
	let code = codeDelta;
	let lines = lineDelta;
	for (; code > 255; code -= 255) table.push(255, 0);
	while (lines > 127 || lines < -128) {
		const step = lines > 127 ? 127 : -128;
		table.push(code, step & 255);
		code = 0;
		lines -= step;
	}
	table.push(code, lines & 255);
}

export function codeLnotab(self: PyCode): Own<PyObject> {
	warn("DeprecationWarning", "co_lnotab is deprecated, use co_lines instead.");
	const table: number[] = [];
	let offset = 0;
	let lineBefore = self.code.firstlineno;
	for (const { start, line } of self.allLocations()) {
		if (line === null || line === lineBefore) continue;
		addDelta(table, 2 * start - offset, line - lineBefore);
		offset = 2 * start;
		lineBefore = line;
	}
	return newBytes(Uint8Array.from(table));
}
