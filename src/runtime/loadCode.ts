// Python objects of a compiled module (codeArchive.ts), made straight from its text: what `codeFromData` makes of the plain
// data, in the same order, without that data in between.
//
// All names are immortal before a constant of the same text could be interned as a mortal one. Each constant of the table is held with a
// reference of its own until the module's code is done. Read `loadCode` first. As Python/marshal.c.

import type { Code } from "../compile/code.ts";
import { untrack } from "../heap/gc/tracking.ts";
import { hold, take } from "../heap/handles.ts";
import { type Own, own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { newBool } from "../objects/bool.ts";
import { newBytes } from "../objects/bytes.ts";
import { newCode, type PyCode } from "../objects/code.ts";
import { newComplex } from "../objects/complex.ts";
import { newFloat } from "../objects/float.ts";
import { newInt } from "../objects/int.ts";
import type { PyObject } from "../objects/object.ts";
import { newFrozenset } from "../objects/set.ts";
import { Ellipsis, None } from "../objects/singletons.ts";
import { newSlice } from "../objects/slice.ts";
import { internInPlace, internStr, newStr, type PyStr } from "../objects/str.ts";
import { newTuple, type PyTuple } from "../objects/tuple.ts";
import { type CodeEntry, type Entry, openCode, type OpenCode, TAG } from "./codeArchive.ts";

/** The code object of a module, with all that it contains. New. Throws an Error if the bytes make no sense. */
export function loadCode(bytes: Uint8Array): Own<PyCode> {
	return new Loader(openCode(bytes)).load();
}

class Loader {
	private readonly module: OpenCode;
	private readonly strings: readonly string[];
	private readonly names: readonly PyStr[];
	/** By number in the table; owned. */
	private readonly table: PyObject[] = [];
	/** One for all code objects. Owned. */
	private filename: PyStr | null = null;

	constructor(module: OpenCode) {
		const [nameCount, strings] = module.text;
		this.module = module;
		this.strings = strings;
		const names = new Array<PyStr>(nameCount);
		for (let i = 0; i < nameCount; i++) names[i] = internStr(strings[i]!);
		this.names = names;
	}

	load(): Own<PyCode> {
		const { table } = this;
		for (const entry of this.module.text[2]) table.push(this.object(entry));
		const result = hold(table.pop() as Own<PyCode>, "compiled code");
		for (const object of table) decref(object);
		if (this.filename !== null) decref(this.filename);
		return take(result);
	}

	private object(entry: Entry): Own<PyObject> {
		switch (entry[0]) {
			case TAG.none:
				return own(None);
			case TAG.ellipsis:
				return own(Ellipsis);
			case TAG.bool:
				return newBool(entry[1]);
			case TAG.int:
				return newInt(typeof entry[1] === "number" ? entry[1] : BigInt(entry[1]));
			case TAG.float:
				return newFloat(Number(entry[1]));
			case TAG.complex:
				return newComplex(Number(entry[1]), Number(entry[2]));
			case TAG.str:
				return newStr(this.strings[entry[1]]!);
			case TAG.interned:
				return entry[1] < this.names.length ? own(this.names[entry[1]]!) : internInPlace(newStr(this.strings[entry[1]]!));
			case TAG.bytes:
				return newBytes(this.module.blocks.next(entry[1]));
			case TAG.tuple:
				return this.tuple(entry[1]);
			case TAG.frozenset: {
				const set = newFrozenset(entry[1].map((number) => this.table[number]!));
				untrack(set);
				return set;
			}
			case TAG.slice: {
				const [start, stop, step] = entry[1];
				return newSlice(this.table[start!]!, this.table[stop!]!, this.table[step!]!);
			}
			case TAG.code:
				return this.code(entry);
			default:
				throw new Error(`a compiled module has a constant of unknown kind ${entry[0] as number}`);
		}
	}

	private tuple(numbers: readonly number[]): Own<PyTuple> {
		const items = new Array<Own<PyObject>>(numbers.length);
		for (let i = 0; i < numbers.length; i++) items[i] = incref(this.table[numbers[i]!]!);
		const tuple = newTuple(items);
		untrack(tuple);
		return tuple;
	}

	private code(entry: CodeEntry): Own<PyCode> {
		const consts = this.tuple(entry[10]);
		this.filename ??= newStr(this.strings[entry[7]]!);
		const names = this.namesOf(entry[11]);
		const locals = this.namesOf(entry[12]);
		const { blocks } = this.module;
		const data = new LoadedCode(
			entry,
			this.filename.value,
			this.strings,
			blocks.next(entry[13]),
			blocks.next(entry[14]),
			blocks.next(entry[15]),
			blocks.next(entry[16]),
		);
		return newCode(
			data,
			consts,
			incref(this.filename) as Own<PyStr>,
			own(this.names[entry[8]]!),
			own(this.names[entry[9]]!),
			names,
			locals,
		);
	}

	private namesOf(numbers: readonly number[]): PyStr[] {
		const result = new Array<PyStr>(numbers.length);
		for (let i = 0; i < numbers.length; i++) result[i] = this.names[numbers[i]!]!;
		return result;
	}
}

const NONE: readonly never[] = [];

/** The data of a code object whose constants are Python objects already. Names are put together when asked for, which is rare. */
class LoadedCode implements Code {
	readonly argcount: number;
	readonly posonlyargcount: number;
	readonly kwonlyargcount: number;
	readonly stacksize: number;
	readonly flags: number;
	readonly firstlineno: number;
	readonly filename: string;
	readonly name: string;
	readonly qualname: string;
	readonly code: Uint8Array;
	readonly localspluskinds: Uint8Array;
	readonly linetable: Uint8Array;
	readonly exceptiontable: Uint8Array;
	readonly consts = NONE;
	private readonly entry: CodeEntry;
	private readonly strings: readonly string[];

	constructor(
		entry: CodeEntry,
		filename: string,
		strings: readonly string[],
		code: Uint8Array,
		kinds: Uint8Array,
		linetable: Uint8Array,
		exceptiontable: Uint8Array,
	) {
		this.argcount = entry[1];
		this.posonlyargcount = entry[2];
		this.kwonlyargcount = entry[3];
		this.stacksize = entry[4];
		this.flags = entry[5];
		this.firstlineno = entry[6];
		this.filename = filename;
		this.name = strings[entry[8]]!;
		this.qualname = strings[entry[9]]!;
		this.code = code;
		this.localspluskinds = kinds;
		this.linetable = linetable;
		this.exceptiontable = exceptiontable;
		this.entry = entry;
		this.strings = strings;
	}

	get names(): readonly string[] {
		return this.entry[11].map((number) => this.strings[number]!);
	}

	get localsplusnames(): readonly string[] {
		return this.entry[12].map((number) => this.strings[number]!);
	}
}
