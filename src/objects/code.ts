// Code objects: the compiler's plain data (`Code`) with the Python objects it names, and what the interpreter derives from it.
//
// Owns its constants (a tuple, which co_consts shows), its file name and its names; variable names are immortal strings.
// `instructions` holds one number per code unit, opcode and argument joined, EXTENDED_ARG folded in, so that the loop
// decodes nothing; the interpreter overwrites entries with specialised opcodes and keeps what it learnt in `caches`. Both are
// made when the code first runs, since most code that is imported never does: until then UNDECODED stands there.
// Read `PyCode` first. Mirrors Objects/codeobject.c.

import type { Own, Visit } from "../heap/header.ts";
import { own, standAlone } from "../heap/header.ts";
import { free, incref, release, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import { addressOf } from "../heap/address.ts";
import { def, defRaw } from "./args.ts";
import type { Code } from "./codeData.ts";
import { decodeLocations, type Location, locationAt } from "./codeLocations.ts";
import { constantsEqual } from "./codeCompare.ts";
import { cIntArgument } from "./conversions.ts";
import { indexError } from "./errors.ts";
import { defineType, type MemberDef, type PyObject, PyPlainObject, type PyType } from "./object.ts";
import { hash } from "./abstract.ts";
import { hashBytes, hashUnits } from "./hash.ts";
import { False, True } from "./bool.ts";
import { newBytes } from "./bytes.ts";
import { newInt } from "./int.ts";
import { codeBranches, codeLines, codePositions } from "./codeIterators.ts";
import { codeLnotab, codeNew, codeReplace } from "./codeNew.ts";
import { NotImplemented } from "./singletons.ts";
import { internStr, newStr, type PyStr } from "./str.ts";
import { newTuple, type PyTuple } from "./tuple.ts";

export const CO_OPTIMIZED = 0x1;
export const CO_VARARGS = 0x4;
export const CO_VARKEYWORDS = 0x8;
export const CO_GENERATOR = 0x20;
export const CO_COROUTINE = 0x80;
export const CO_ITERABLE_COROUTINE = 0x100;
export const CO_ASYNC_GENERATOR = 0x200;

export const KIND_LOCAL = 0x20;
export const KIND_CELL = 0x40;
export const KIND_FREE = 0x80;
const EXTENDED_ARG = 69;
const RESUME = 128;

/** The only instruction of code that has not run yet: no opcode of CPython's. The loop then decodes the code and begins anew. */
export const UNDECODED = 126;
const undecoded = Int32Array.of(UNDECODED);
const noCaches: unknown[] = [];

export class PyCode extends PyPlainObject {
	static {
		standAlone(PyCode);
	}

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
	/** Number of arguments of a call in which they go one to one to parameters; -1 if there are other parameters. */
	readonly simpleArgs: number;
	/** Parameters of all kinds: the first so many locals. */
	readonly totalArgs: number;
	readonly nlocals: number;
	readonly nlocalsplus: number;
	readonly nfree: number;
	/** Slots that a frame needs. */
	readonly frameSize: number;
	/** What runs: an instruction that somebody looks at is overwritten here (vm/observe.ts). */
	instructions: Int32Array;
	/** Who looks at which instructions: a `CodeMonitoring` of vm/monitoring. Owns nothing. */
	monitoring: object | null;
	/** What the interpreter has learnt at an instruction, by index of the instruction. */
	caches: unknown[];
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

	constructor(
		code: Code,
		consts: Own<PyTuple>,
		filename: Own<PyStr>,
		name: Own<PyStr>,
		qualname: Own<PyStr>,
		names: readonly PyStr[],
		localsplusnames: readonly PyStr[],
	) {
		super(CodeType);
		this.code = code;
		this.consts = consts;
		this.filename = filename;
		this.name = name;
		this.qualname = qualname;
		this.names = names;
		this.localsplusnames = localsplusnames;
		this.codeFlags = code.flags;
		this.argcount = code.argcount;
		this.kwonlyargcount = code.kwonlyargcount;
		const isSimple = (code.flags & (CO_VARARGS | CO_VARKEYWORDS)) === 0 && code.kwonlyargcount === 0 && (code.flags & CO_OPTIMIZED) !== 0;
		this.simpleArgs = isSimple ? code.argcount : -1;
		this.totalArgs =
			code.argcount + code.kwonlyargcount + ((code.flags & CO_VARARGS) !== 0 ? 1 : 0) + ((code.flags & CO_VARKEYWORDS) !== 0 ? 1 : 0);
		this.nlocals = countKind(code, KIND_LOCAL);
		this.nlocalsplus = localsplusnames.length;
		this.nfree = countKind(code, KIND_FREE);
		this.frameSize = this.nlocalsplus + code.stacksize;
		this.instructions = undecoded;
		this.monitoring = null;
		this.plain = null;
		this.caches = noCaches;
		this.firstTraceable = firstResume(code.code);
		this.weakrefs = null;
		this.namesTuple = null;
		this.varnames = null;
		this.cellvars = null;
		this.freevars = null;
		this.codeBytes = null;
		this.locations = null;
	}

	/** Makes `instructions` and `caches`; false if they are there. */
	decode(): boolean {
		if (this.instructions !== undecoded) return false;
		this.instructions = decodeInstructions(this.code.code);
		this.caches = new Array(this.instructions.length).fill(null);
		return true;
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
	const kinds = code.localspluskinds;
	let n = 0;
	for (let i = 0; i < kinds.length; i++) if ((kinds[i] & kind) !== 0) n++;
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

function firstResume(bytes: Uint8Array): number {
	for (let i = 0; i < bytes.length; i += 2) if (bytes[i] === RESUME) return i >> 1;
	return 0;
}

function strTuple(names: readonly PyStr[]): Own<PyTuple> {
	return newTuple(names.map((name) => incref(name)));
}

/** Steals the strings and the tuple. The lists of names, made of the code's own if they are not given, are of immortal strings. */
export function newCode(
	code: Code,
	consts: Own<PyTuple>,
	filename: Own<PyStr>,
	name: Own<PyStr>,
	qualname: Own<PyStr>,
	names: readonly PyStr[] = code.names.map(internStr),
	localsplusnames: readonly PyStr[] = code.localsplusnames.map(internStr),
): Own<PyCode> {
	return own(new PyCode(code, consts, filename, name, qualname, names, localsplusnames));
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
	const { argcount, posonlyargcount, kwonlyargcount, flags, firstlineno, code, names, localsplusnames } = self.code;
	const texts = hashUnits([...names, ...localsplusnames].join(" "));
	const numbers = [argcount, posonlyargcount, kwonlyargcount, flags, firstlineno];
	const parts = [hash(self.name), hash(self.consts), ...numbers, hashBytes(code), texts];
	let h = 20221211;
	for (const part of parts) h = (Math.imul(h ^ Number(BigInt.asIntN(31, BigInt(part))), 1000003) ^ parts.length) | 0;
	return h === -1 ? -2 : h;
}

/** Size in bytes, to which the instructions belong. */
function codeSizeof(self: PyCode): Own<PyObject> {
	return newInt(Math.ceil((CodeType.basicsize + self.code.code.length) / 8) * 8);
}

function varnameFromOparg(self: PyCode, oparg: PyObject): Own<PyObject> {
	return incref(self.localsplusnames[cIntArgument(oparg)] ?? indexError("tuple index out of range"));
}

const number = (name: string, get: (self: PyCode) => number): MemberDef => ({
	name,
	get: (self: PyCode) => newInt(get(self)),
});
const borrowed = (name: string, get: (self: PyCode) => PyObject) => ({ name, get: (self: PyCode): Own<PyObject> => incref(get(self)) });

const CODE_SIGNATURE = `code(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize,
     flags, codestring, constants, names, varnames, filename, name,
     qualname, firstlineno, linetable, exceptiontable, freevars=(),
     cellvars=(), /)`;

export const CodeType: PyType = defineType({
	name: "code",
	basicsize: 208,
	weakrefOffset: 144,
	itemsize: 2,
	doc: `${CODE_SIGNATURE}\n--\n\nMakes a code object, from parts that must fit.`,
	weakrefable: true,
	dealloc: codeDealloc,
	traverseRest: (self: PyCode, visit) => self.visitOwned(visit),
	blockSize: (self: PyCode) => 208 + self.code.code.length + 2,
	repr: codeRepr,
	hash: codeHash,
	richcompare: codeRichcompare,
	new: codeNew,
	methods: [
		def("__sizeof__", "($self, /)", null, codeSizeof),
		def("co_lines", "($self, /)", null, codeLines),
		def("co_branches", "($self, /)", null, codeBranches),
		def("co_positions", "($self, /)", null, codePositions),
		defRaw("replace", "($self, /, **changes)", "A copy of the code object with new values for the given fields.", codeReplace),
		defRaw("__replace__", "($self, /, **changes)", "The same as replace().", codeReplace),
		def(
			"_varname_from_oparg",
			"($self, /, oparg)",
			"The name of the variable that an instruction's argument stands for.",
			varnameFromOparg,
		),
	],
	members: [
		number("co_argcount", (self) => self.code.argcount),
		number("co_posonlyargcount", (self) => self.code.posonlyargcount),
		number("co_kwonlyargcount", (self) => self.code.kwonlyargcount),
		number("co_stacksize", (self) => self.code.stacksize),
		number("co_flags", (self) => self.code.flags),
		borrowed("co_names", (self) => self.tupleOf("names")),
		borrowed("co_filename", (self) => self.filename),
		borrowed("co_name", (self) => self.name),
		borrowed("co_qualname", (self) => self.qualname),
		number("co_firstlineno", (self) => self.code.firstlineno),
		{ name: "co_linetable", get: (self: PyCode) => newBytes(self.code.linetable) },
		borrowed("co_consts", (self) => self.consts),
		{ name: "co_exceptiontable", get: (self: PyCode) => newBytes(self.code.exceptiontable) },
		number("co_nlocals", (self) => self.nlocals),
	],
	getset: [
		{ name: "co_lnotab", get: codeLnotab },
		borrowed("_co_code_adaptive", (self) => self.bytes()),
		borrowed("co_varnames", (self) => self.tupleOf("varnames")),
		borrowed("co_cellvars", (self) => self.tupleOf("cellvars")),
		borrowed("co_freevars", (self) => self.tupleOf("freevars")),
		borrowed("co_code", (self) => self.bytes()),
	],
});
