// Reading CPython's format of values and compiled code (marshalWrite.ts says what it is). Everything read is owned by the list of
// objects seen until the end: by then what is kept has owners of its own. Read `object` first. Mirrors r_object (Python/marshal.c).

import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { dropKeeping, hold } from "../heap/handles.ts";
import { incref } from "../heap/refcount.ts";
import { newBool } from "../objects/bool.ts";
import { isBytes, newBytes } from "../objects/bytes.ts";
import { newCode } from "../objects/code.ts";
import { decodeBuiltin } from "../objects/codecs.ts";
import { newComplex } from "../objects/complex.ts";
import { dictSet, newDict } from "../objects/dict.ts";
import { exceptionTypes, raiseError, typeError, valueError } from "../objects/errors.ts";
import { newFloat } from "../objects/float.ts";
import { newInt } from "../objects/int.ts";
import { listAppend, listAppendSteal, newList, type PyList } from "../objects/list.ts";
import type { PyObject } from "../objects/object.ts";
import { newFrozenset, newSet, setAdd } from "../objects/set.ts";
import { Ellipsis, None } from "../objects/singletons.ts";
import { newSlice } from "../objects/slice.ts";
import { internInPlace, isStr, newStr } from "../objects/str.ts";
import { isTuple, newTrackedTuple } from "../objects/tuple.ts";
import { FLAG_REF } from "./marshalWrite.ts";

const MAX_DEPTH = 2000;

/** Where the bytes come from: exactly so many, or fewer at the end. */
export type Source = (count: number) => Uint8Array;

export class MarshalReader {
	private depth = 0;
	/** Owned by the caller: all that was read. */
	private readonly all: PyList;
	/** What references name, by number; null while it is being read. */
	private readonly refs: (PyObject | null)[] = [];
	private readonly source: Source;
	private readonly allowCode: boolean;

	constructor(source: Source, allowCode: boolean, all: PyList) {
		this.source = source;
		this.allowCode = allowCode;
		this.all = all;
	}

	/** The next object. Borrowed from the list. Raises EOFError, ValueError, TypeError. */
	read(into = "object"): PyObject {
		return this.object() ?? typeError(`NULL object in marshal data for ${into}`);
	}

	private bytes(count: number): Uint8Array {
		const bytes = this.source(count);
		return bytes.length < count ? raiseError("EOFError", "marshal data too short") : bytes;
	}

	private byte(): number {
		return this.bytes(1)[0]!;
	}

	private view(count: number): DataView {
		const bytes = this.bytes(count);
		return new DataView(bytes.buffer, bytes.byteOffset, count);
	}

	private long(): number {
		return this.view(4).getInt32(0, true);
	}

	private size(what: string): number {
		const size = this.long();
		return size < 0 ? valueError(`bad marshal data (${what} size out of range)`) : size;
	}

	/** Null for the mark that ends a dictionary. */
	private object(): PyObject | null {
		const first = this.source(1);
		if (first.length === 0) raiseError("EOFError", "EOF read where object expected");
		if (++this.depth > MAX_DEPTH) valueError("recursion limit exceeded");
		const result = this.typed(String.fromCharCode(first[0]! & ~FLAG_REF), (first[0]! & FLAG_REF) !== 0);
		this.depth--;
		return result;
	}

	/** Keeps a new object, and notes it for references. */
	private keep<T extends PyObject>(object: Own<T>, flag: boolean): T {
		listAppendSteal(this.all, object);
		if (flag) this.refs.push(object);
		return object;
	}

	private typed(letter: string, flag: boolean): PyObject | null {
		switch (letter) {
			case "0":
				return null;
			case "N":
				return None;
			case ".":
				return Ellipsis;
			case "F":
			case "T":
				return this.keep(newBool(letter === "T"), false);
			case "S":
				return exceptionTypes.StopIteration!;
			case "r":
				return this.refs[this.long()] ?? valueError("bad marshal data (invalid reference)");
			case "i":
				return this.keep(newInt(this.long()), flag);
			case "I":
				return this.keep(newInt(this.view(8).getBigInt64(0, true)), flag);
			case "l":
				return this.keep(newInt(this.digits()), flag);
			case "f":
				return this.keep(newFloat(this.text()), flag);
			case "g":
				return this.keep(newFloat(this.view(8).getFloat64(0, true)), flag);
			case "x":
				return this.keep(newComplex(this.text(), this.text()), flag);
			case "y":
				return this.keep(newComplex(this.view(8).getFloat64(0, true), this.view(8).getFloat64(0, true)), flag);
			case "s":
				return this.keep(newBytes(this.bytes(this.size("bytes object")).slice()), flag);
			default:
				return this.string(letter, flag) ?? this.container(letter, flag);
		}
	}

	private text(): number {
		return Number(new TextDecoder().decode(this.bytes(this.byte())));
	}

	private digits(): bigint {
		const count = this.long();
		let value = 0n;
		const view = this.view(Math.abs(count) * 2);
		for (let i = Math.abs(count) - 1; i >= 0; i--) {
			const digit = view.getUint16(i * 2, true);
			if (digit > 0x7fff) valueError("bad marshal data (digit out of range in long)");
			if (value === 0n && digit === 0) valueError("bad marshal data (unnormalized long data)");
			value = (value << 15n) | BigInt(digit);
		}
		return count < 0 ? -value : value;
	}

	private string(letter: string, flag: boolean): PyObject | null {
		const isShort = letter === "z" || letter === "Z";
		const isAscii = isShort || letter === "a" || letter === "A";
		if (!isAscii && letter !== "u" && letter !== "t") return null;
		const bytes = this.bytes(isShort ? this.byte() : this.size("string"));
		const text = decodeBuiltin(bytes, isAscii ? "latin-1" : "utf-8", "surrogatepass");
		const str = newStr(text);
		return this.keep(letter === "t" || letter === "A" || letter === "Z" ? internInPlace(str) : str, flag);
	}

	private container(letter: string, flag: boolean): PyObject {
		switch (letter) {
			case ")":
				return this.tuple(this.byte(), flag);
			case "(":
				return this.tuple(this.size("tuple"), flag);
			case "[":
				return this.list(flag);
			case "{":
				return this.dict(flag);
			case "<":
			case ">":
				return this.set(letter === ">", flag);
			case ":":
				return this.later(flag, () => newSlice(this.read(), this.read(), this.read()));
			case "c":
				if (!this.allowCode) valueError("unmarshalling code objects is disallowed");
				return this.later(flag, () => this.code());
			default:
				return valueError("bad marshal data (unknown type code)");
		}
	}

	/** One that references cannot name before it is complete. */
	private later(flag: boolean, make: () => Own<PyObject>): PyObject {
		const index = this.refs.length;
		if (flag) this.refs.push(null);
		const object = this.keep(make(), false);
		if (flag) this.refs[index] = object;
		return object;
	}

	/** The items are put into it when it is there: one of them may refer to it. */
	private tuple(size: number, flag: boolean): PyObject {
		if (size === 0) return this.keep(newTrackedTuple([]), flag);
		const items: Own<PyObject>[] = Array.from({ length: size }, () => own(None as PyObject));
		const tuple = this.keep(newTrackedTuple(items), flag);
		for (let i = 0; i < size; i++) items[i] = incref(this.read("tuple"));
		return tuple;
	}

	private list(flag: boolean): PyObject {
		const size = this.size("list");
		const list = this.keep(newList([]), flag);
		for (let i = 0; i < size; i++) listAppend(list, this.read("list"));
		return list;
	}

	private dict(flag: boolean): PyObject {
		const dict = this.keep(newDict(), flag);
		for (let key = this.object(); key !== null; key = this.object()) {
			const value = this.object();
			if (value === null) break;
			dictSet(dict, key, value);
		}
		return dict;
	}

	private set(isFrozen: boolean, flag: boolean): PyObject {
		const size = this.size("set");
		if (isFrozen) return this.later(flag, () => newFrozenset(Array.from({ length: size }, () => this.read("set"))));
		const set = this.keep(newSet(), flag);
		for (let i = 0; i < size; i++) setAdd(set, this.read("set"));
		return set;
	}

	/** A part of a code object, of the type that it must have. */
	private part<T extends PyObject>(is: (object: PyObject) => object is T): T {
		const object = this.read();
		return is(object) ? object : typeError("code object with a part of the wrong type in marshal data");
	}

	private names(): string[] {
		return this.part(isTuple).items.map((name) => (isStr(name) ? name.value : typeError("name tuples must contain only strings")));
	}

	private code(): Own<PyObject> {
		const [argcount, posonlyargcount, kwonlyargcount, stacksize, flags] = Array.from({ length: 5 }, () => this.long()) as [
			number,
			number,
			number,
			number,
			number,
		];
		const code = this.part(isBytes).value;
		const consts = this.part(isTuple);
		const names = this.names();
		const localsplusnames = this.names();
		const localspluskinds = this.part(isBytes).value;
		const [filename, name, qualname] = [this.part(isStr), this.part(isStr), this.part(isStr)];
		const firstlineno = this.long();
		const linetable = this.part(isBytes).value;
		const exceptiontable = this.part(isBytes).value;
		const texts = { filename: filename.value, name: name.value, qualname: qualname.value };
		const counts = { argcount, posonlyargcount, kwonlyargcount, stacksize, flags, firstlineno };
		const data = { ...counts, ...texts, code, consts: [], names, localsplusnames, localspluskinds, linetable, exceptiontable };
		return newCode(data, incref(consts), incref(filename), incref(name), incref(qualname));
	}
}

/** Reads one object from a source. New. May run Python code: `__eq__` of keys, and the source. */
export function readObject(source: Source, allowCode: boolean): Own<PyObject> {
	const all = hold(newList([]), "objects read");
	return dropKeeping(all, incref(new MarshalReader(source, allowCode, all).read()));
}
