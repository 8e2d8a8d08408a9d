// Code objects: the compiler's plain data (`Code`) with the Python objects it names, and what the interpreter derives from it.
//
// Owns its constants (a tuple, which co_consts shows), its file name and its names; variable names are immortal strings.
// `instructions` holds one number per code unit, opcode and argument joined, EXTENDED_ARG folded in, so that the loop
// decodes nothing; the interpreter overwrites entries with specialised opcodes and keeps what it learnt in `caches`.
// Read `PyCode` first. Mirrors Objects/codeobject.c.

import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { free, incref, release, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import { addressOf } from "../heap/address.ts";
import { def, type Parameter, bindArguments, defRaw } from "./args.ts";
import type { Code } from "./codeData.ts";
import { decodeLocations, type Location, locationAt } from "./codeLocations.ts";
import { constantsEqual } from "./codeCompare.ts";
import { typeError, valueError } from "./errors.ts";
import { defineType, type PyObject, PyPlainObject } from "./object.ts";
import { hash, indexAsNumber } from "./abstract.ts";
import { False, True } from "./bool.ts";
import { newBytes, PyBytes } from "./bytes.ts";
import { newInt } from "./int.ts";
import { codeIterator } from "./codeIterators.ts";
import { NotImplemented } from "./singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "./str.ts";
import { isTuple, newTuple, type PyTuple } from "./tuple.ts";

export const CO_VARARGS = 0x4;
export const CO_VARKEYWORDS = 0x8;
export const CO_GENERATOR = 0x20;
export const CO_COROUTINE = 0x80;
export const CO_ITERABLE_COROUTINE = 0x100;
export const CO_ASYNC_GENERATOR = 0x200;

const KIND_LOCAL = 0x20;
const KIND_CELL = 0x40;
const KIND_FREE = 0x80;
const EXTENDED_ARG = 69;

export class PyCode extends PyPlainObject {
	readonly code: Code;
	/** Owned, as are the next three. */
	readonly consts: PyTuple;
	readonly filename: PyStr;
	readonly name: PyStr;
	readonly qualname: PyStr;
	/** Immortal strings. */
	readonly names: readonly PyStr[];
	readonly localsplusnames: readonly PyStr[];
	readonly codeFlags: number;
	readonly argcount: number;
	readonly kwonlyargcount: number;
	/** Parameters of all kinds: the first so many locals. */
	readonly totalArgs: number;
	readonly nlocals: number;
	readonly nlocalsplus: number;
	readonly nfree: number;
	/** Slots that a frame needs. */
	readonly frameSize: number;
	/** What runs: an instruction that somebody looks at is overwritten here (vm/observe.ts). */
	readonly instructions: Int32Array;
	/** Who looks at which instructions: a `CodeMonitoring` of vm/monitoring. Owns nothing. */
	monitoring: object | null;
	/** What the interpreter has learnt at an instruction, by index of the instruction. */
	readonly caches: unknown[];
	/** First instruction of which a trace event or traceback may speak: RESUME. */
	readonly firstTraceable: number;
	weakrefs: WeakReference[] | null;
	/** Made when asked for. Owned. */
	private namesTuple: PyTuple | null;
	private varnames: PyTuple | null;
	private cellvars: PyTuple | null;
	private freevars: PyTuple | null;
	private codeBytes: PyObject | null;
	private locations: Location[] | null;
	private plain: Int32Array | null;

	constructor(code: Code, consts: Own<PyTuple>, filename: Own<PyStr>, name: Own<PyStr>, qualname: Own<PyStr>) {
		super(CodeType);
		this.code = code;
		this.consts = consts;
		this.filename = filename;
		this.name = name;
		this.qualname = qualname;
		this.names = code.names.map(internStr);
		this.localsplusnames = code.localsplusnames.map(internStr);
		this.codeFlags = code.flags;
		this.argcount = code.argcount;
		this.kwonlyargcount = code.kwonlyargcount;
		this.totalArgs =
			code.argcount + code.kwonlyargcount + ((code.flags & CO_VARARGS) !== 0 ? 1 : 0) + ((code.flags & CO_VARKEYWORDS) !== 0 ? 1 : 0);
		this.nlocals = countKind(code, KIND_LOCAL);
		this.nlocalsplus = code.localsplusnames.length;
		this.nfree = countKind(code, KIND_FREE);
		this.frameSize = this.nlocalsplus + code.stacksize;
		this.instructions = decodeInstructions(code.code);
		this.monitoring = null;
		this.plain = null;
		this.caches = new Array(this.instructions.length).fill(null);
		this.firstTraceable = firstResume(this.instructions);
		this.weakrefs = null;
		this.namesTuple = null;
		this.varnames = null;
		this.cellvars = null;
		this.freevars = null;
		this.codeBytes = null;
		this.locations = null;
	}

	/** The compiler's instructions, in the form of `instructions`. */
	plainInstructions(): Int32Array {
		this.plain ??= decodeInstructions(this.code.code);
		return this.plain;
	}

	/** The line of an instruction given by its code unit; null where it has none. */
	lineAt(unit: number): number | null {
		if (unit < 0) return this.code.firstlineno;
		return locationAt(this.allLocations(), unit)?.line ?? null;
	}

	locationAt(unit: number): Location | null {
		return locationAt(this.allLocations(), unit);
	}

	allLocations(): readonly Location[] {
		this.locations ??= decodeLocations(this.code.linetable, this.code.firstlineno);
		return this.locations;
	}

	/** co_names and the like: made once. Borrowed. */
	tupleOf(which: "names" | "varnames" | "cellvars" | "freevars"): PyTuple {
		switch (which) {
			case "names":
				this.namesTuple ??= strTuple(this.names);
				return this.namesTuple;
			case "varnames":
				this.varnames ??= this.kindTuple(KIND_LOCAL);
				return this.varnames;
			case "cellvars":
				this.cellvars ??= this.kindTuple(KIND_CELL);
				return this.cellvars;
			case "freevars":
				this.freevars ??= this.kindTuple(KIND_FREE);
				return this.freevars;
		}
	}

	/** `co_code`. Borrowed. */
	bytes(): PyObject {
		this.codeBytes ??= newBytes(this.code.code);
		return this.codeBytes;
	}

	private kindTuple(kind: number): Own<PyTuple> {
		return strTuple(this.localsplusnames.filter((_, i) => (this.code.localspluskinds[i] & kind) !== 0));
	}

	visitOwned(visit: Visit): void {
		visit(this.consts, "attribute", "co_consts");
		visit(this.filename, "attribute", "co_filename");
		visit(this.name, "attribute", "co_name");
		visit(this.qualname, "attribute", "co_qualname");
		if (this.namesTuple !== null) visit(this.namesTuple, "attribute", "co_names");
		if (this.varnames !== null) visit(this.varnames, "attribute", "co_varnames");
		if (this.cellvars !== null) visit(this.cellvars, "attribute", "co_cellvars");
		if (this.freevars !== null) visit(this.freevars, "attribute", "co_freevars");
		if (this.codeBytes !== null) visit(this.codeBytes, "attribute", "co_code");
	}

	/** For dealloc: CPython drops bytes, constants, names, then the rest; releases run last first. */
	releaseOwned(): void {
		for (const tuple of [this.codeBytes, this.varnames, this.cellvars, this.freevars]) xrelease(tuple);
		release(this.qualname);
		release(this.name);
		release(this.filename);
		xrelease(this.namesTuple);
		release(this.consts);
	}
}

function countKind(code: Code, kind: number): number {
	let n = 0;
	for (const k of code.localspluskinds) if ((k & kind) !== 0) n++;
	return n;
}

/** Joins `opcode | argument << 8` per code unit; an EXTENDED_ARG keeps its place and what it extends gets the whole argument. */
function decodeInstructions(bytes: Uint8Array): Int32Array {
	const units = bytes.length >> 1;
	const instructions = new Int32Array(units);
	let extended = 0;
	for (let i = 0; i < units; i++) {
		const op = bytes[2 * i];
		const oparg = (extended << 8) | bytes[2 * i + 1];
		extended = op === EXTENDED_ARG ? oparg : 0;
		instructions[i] = op | (oparg << 8);
	}
	return instructions;
}

function firstResume(instructions: Int32Array): number {
	for (let i = 0; i < instructions.length; i++) if ((instructions[i] & 0xff) === 128) return i;
	return 0;
}

function strTuple(names: readonly PyStr[]): Own<PyTuple> {
	return newTuple(names.map((name) => incref(name)));
}

/** Steals the strings and the tuple. */
export function newCode(code: Code, consts: Own<PyTuple>, filename: Own<PyStr>, name: Own<PyStr>, qualname: Own<PyStr>): Own<PyCode> {
	return own(new PyCode(code, consts, filename, name, qualname));
}

export function isCode(object: PyObject): object is PyCode {
	return object.type === CodeType;
}

function codeDealloc(self: PyCode): void {
	clearWeakrefs(self);
	free(self);
	self.releaseOwned();
}

function codeRepr(self: PyCode): Own<PyObject> {
	const { filename, firstlineno, name } = self.code;
	const place = `0x${addressOf(self).toString(16)}`;
	return newStr(`<code object ${name} at ${place}, file "${filename}", line ${firstlineno !== 0 ? firstlineno : -1}>`);
}

const EQ = 2;

function codeRichcompare(self: PyCode, other: PyObject, op: number): Own<PyObject> {
	if ((op !== EQ && op !== 3) || !isCode(other)) return incref(NotImplemented);
	const equal = self === other || constantsEqual(self, other);
	return incref(equal === (op === EQ) ? True : False);
}

function codeHash(self: PyCode): number | bigint {
	const { argcount, flags, firstlineno, localsplusnames } = self.code;
	const parts = [hash(self.name), hash(self.consts), argcount, flags, firstlineno, localsplusnames.length];
	let h = 20221211;
	for (const part of parts) h = (Math.imul(h ^ Number(BigInt.asIntN(31, BigInt(part))), 1000003) ^ parts.length) | 0;
	return h === -1 ? -2 : h;
}

function getLines(self: PyCode): Own<PyObject> {
	const triples: (readonly (number | null)[])[] = [];
	for (const { start, end, line } of self.allLocations()) {
		const last = triples.at(-1);
		if (last !== undefined && last[2] === line) triples[triples.length - 1] = [last[0], 2 * end, line];
		else triples.push([2 * start, 2 * end, line]);
	}
	return codeIterator(triples);
}

function getPositions(self: PyCode): Own<PyObject> {
	const rows: (readonly (number | null)[])[] = [];
	for (const at of self.allLocations()) for (let i = at.start; i < at.end; i++) rows.push([at.line, at.endLine, at.column, at.endColumn]);
	return codeIterator(rows);
}

const REPLACEABLE: readonly Parameter[] = [
	"argcount",
	"posonlyargcount",
	"kwonlyargcount",
	"nlocals",
	"stacksize",
	"flags",
	"firstlineno",
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
].map((name) => ({ name: `co_${name}`, required: false, kind: "keyword" }));

function codeReplace(self: PyCode, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const bound = bindArguments("replace", REPLACEABLE, args, kwnames);
	const given = new Map(REPLACEABLE.map((p, i) => [p.name.slice(3), bound[i]]));
	const old = self.code;
	const int = (name: string, value: number): number => (given.get(name) == null ? value : indexAsNumber(given.get(name)!, "OverflowError"));
	const bytes = (name: string, value: Uint8Array): Uint8Array => (given.get(name) == null ? value : bytesArgument(name, given.get(name)!));
	const text = (name: string, value: PyStr): PyStr => (given.get(name) == null ? value : strArgument(name, given.get(name)!));
	const strings = (name: string, value: readonly string[]): readonly string[] =>
		given.get(name) == null ? value : namesArgument(name, given.get(name)!);
	const filename = text("filename", self.filename);
	const name = text("name", self.name);
	const qualname = text("qualname", self.qualname);
	const consts = given.get("consts") ?? self.consts;
	if (!isTuple(consts)) typeError(`replace() argument 'co_consts' must be tuple, not ${consts.type.name}`);
	const varnames = strings(
		"varnames",
		old.localsplusnames.filter((_, i) => (old.localspluskinds[i] & KIND_LOCAL) !== 0),
	);
	const cellvars = strings(
		"cellvars",
		old.localsplusnames.filter((_, i) => (old.localspluskinds[i] & KIND_CELL) !== 0),
	);
	const freevars = strings(
		"freevars",
		old.localsplusnames.filter((_, i) => (old.localspluskinds[i] & KIND_FREE) !== 0),
	);
	const code: Code = {
		...old,
		argcount: int("argcount", old.argcount),
		posonlyargcount: int("posonlyargcount", old.posonlyargcount),
		kwonlyargcount: int("kwonlyargcount", old.kwonlyargcount),
		stacksize: int("stacksize", old.stacksize),
		flags: int("flags", old.flags),
		firstlineno: int("firstlineno", old.firstlineno),
		code: bytes("code", old.code),
		names: strings("names", old.names),
		...localsPlus(old, varnames, cellvars, freevars),
		filename: filename.value,
		name: name.value,
		qualname: qualname.value,
		linetable: bytes("linetable", old.linetable),
		exceptiontable: bytes("exceptiontable", old.exceptiontable),
	};
	if (int("nlocals", varnames.length) !== varnames.length) valueError("code: co_nlocals != len(co_varnames)");
	return newCode(code, incref(consts as PyTuple), incref(filename), incref(name), incref(qualname));
}

function bytesArgument(name: string, value: PyObject): Uint8Array {
	if (!(value instanceof PyBytes)) return typeError(`replace() argument 'co_${name}' must be bytes, not ${value.type.name}`);
	return value.value;
}

function strArgument(name: string, value: PyObject): PyStr {
	if (!isStr(value)) return typeError(`replace() argument 'co_${name}' must be str, not ${value.type.name}`);
	return value;
}

function namesArgument(name: string, value: PyObject): string[] {
	if (!isTuple(value)) return typeError(`replace() argument 'co_${name}' must be tuple, not ${value.type.name}`);
	return value.items.map((item) => {
		if (!isStr(item)) return typeError(`name tuples must contain only strings, not '${item.type.name}'`);
		return item.value;
	});
}

function localsPlus(
	old: Code,
	varnames: readonly string[],
	cellvars: readonly string[],
	freevars: readonly string[],
): Pick<Code, "localsplusnames" | "localspluskinds"> {
	const names = [...varnames, ...cellvars.filter((name) => !varnames.includes(name)), ...freevars];
	const kinds = names.map((name, i) => {
		const known = old.localsplusnames.indexOf(name);
		const hidden = known >= 0 ? old.localspluskinds[known] & 0x1e : 0;
		if (i >= names.length - freevars.length) return KIND_FREE;
		return hidden | (i < varnames.length ? KIND_LOCAL : 0) | (cellvars.includes(name) ? KIND_CELL : 0);
	});
	return { localsplusnames: names, localspluskinds: Uint8Array.from(kinds) };
}

const number = (name: string, get: (self: PyCode) => number) => ({ name, get: (self: PyCode): Own<PyObject> => newInt(get(self)) });
const borrowed = (name: string, get: (self: PyCode) => PyObject) => ({ name, get: (self: PyCode): Own<PyObject> => incref(get(self)) });

export const CodeType = defineType({
	name: "code",
	basicsize: 208,
	itemsize: 2,
	doc: "Create a code object.  Not for mere mortals.",
	weakrefable: true,
	dealloc: codeDealloc,
	traverseRest: (self: PyCode, visit) => self.visitOwned(visit),
	blockSize: (self: PyCode) => 208 + self.code.code.length + 2,
	repr: codeRepr,
	hash: codeHash,
	richcompare: codeRichcompare,
	methods: [
		def("co_lines", "($self, /)", null, getLines),
		def("co_positions", "($self, /)", null, getPositions),
		defRaw("replace", "($self, /, **changes)", "A copy of the code object with new values for the given fields.", codeReplace),
		defRaw("__replace__", "($self, /, **changes)", "The same as replace().", codeReplace),
		def(
			"_varname_from_oparg",
			"($self, /, oparg)",
			"The name of the variable that an instruction's argument stands for.",
			(self: PyCode, oparg: PyObject) => incref(self.localsplusnames[indexAsNumber(oparg, "OverflowError")]),
		),
	],
	getset: [
		number("co_argcount", (self) => self.code.argcount),
		number("co_posonlyargcount", (self) => self.code.posonlyargcount),
		number("co_kwonlyargcount", (self) => self.code.kwonlyargcount),
		number("co_nlocals", (self) => self.nlocals),
		number("co_stacksize", (self) => self.code.stacksize),
		number("co_flags", (self) => self.code.flags),
		number("co_firstlineno", (self) => self.code.firstlineno),
		borrowed("co_code", (self) => self.bytes()),
		borrowed("_co_code_adaptive", (self) => self.bytes()),
		borrowed("co_consts", (self) => self.consts),
		borrowed("co_names", (self) => self.tupleOf("names")),
		borrowed("co_varnames", (self) => self.tupleOf("varnames")),
		borrowed("co_cellvars", (self) => self.tupleOf("cellvars")),
		borrowed("co_freevars", (self) => self.tupleOf("freevars")),
		borrowed("co_filename", (self) => self.filename),
		borrowed("co_name", (self) => self.name),
		borrowed("co_qualname", (self) => self.qualname),
		{ name: "co_linetable", get: (self: PyCode) => newBytes(self.code.linetable) },
		{ name: "co_exceptiontable", get: (self: PyCode) => newBytes(self.code.exceptiontable) },
	],
});
