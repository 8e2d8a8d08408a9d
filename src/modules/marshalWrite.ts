// Writing CPython's format of values and compiled code: a type byte, with FLAG_REF if the object may come again, then the value.
// An object that only one reference is known of is not remembered, as in CPython. Nothing here runs Python code, but for buffers.
// Read `write` first. Mirrors w_object and w_complex_object (Python/marshal.c).

import { isCode, type PyCode } from "../objects/code.ts";
import { encodeBuiltin } from "../objects/codecs.ts";
import { ComplexType, type PyComplex } from "../objects/complex.ts";
import { False, True } from "../objects/bool.ts";
import { DictType, dictItemsInOrder, type PyDict } from "../objects/dict.ts";
import { exceptionTypes, valueError } from "../objects/errors.ts";
import { FloatType, floatRepr, type PyFloat } from "../objects/float.ts";
import { IntType, intToBigInt, type PyInt } from "../objects/int.ts";
import { ListType, type PyList } from "../objects/list.ts";
import type { PyObject } from "../objects/object.ts";
import { FrozensetType, type PySet, SetType, setKeyAt, setNext } from "../objects/set.ts";
import { Ellipsis, None } from "../objects/singletons.ts";
import { isSlice, type PySlice } from "../objects/slice.ts";
import { internStr, type PyStr, StrType } from "../objects/str.ts";
import { type PyTuple, TupleType } from "../objects/tuple.ts";

export const FLAG_REF = 0x80;
const MAX_DEPTH = 2000;

export class MarshalWriter {
	bytes = new Uint8Array(64);
	size = 0;
	private depth = 0;
	private readonly known = new Map<PyObject, number>();
	private readonly version: number;
	private readonly allowCode: boolean;

	constructor(version: number, allowCode: boolean) {
		this.version = version;
		this.allowCode = allowCode;
	}

	result(): Uint8Array {
		return this.bytes.slice(0, this.size);
	}

	byte(value: number): void {
		if (this.size === this.bytes.length) this.reserve(1);
		this.bytes[this.size++] = value;
	}

	private reserve(more: number): void {
		if (this.size + more <= this.bytes.length) return;
		const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.size + more));
		grown.set(this.bytes);
		this.bytes = grown;
	}

	private type(letter: string, flag = 0): void {
		this.byte(letter.charCodeAt(0) | flag);
	}

	private raw(bytes: Uint8Array): void {
		this.reserve(bytes.length);
		this.bytes.set(bytes, this.size);
		this.size += bytes.length;
	}

	private long(value: number): void {
		for (let shift = 0; shift < 32; shift += 8) this.byte((value >> shift) & 0xff);
	}

	private double(value: number): void {
		this.reserve(8);
		new DataView(this.bytes.buffer).setFloat64(this.size, value, true);
		this.size += 8;
	}

	private sized(bytes: Uint8Array): void {
		this.long(bytes.length);
		this.raw(bytes);
	}

	/** Raises ValueError for what the format has no place for. */
	write(value: PyObject): void {
		if (++this.depth > MAX_DEPTH) valueError("object too deeply nested to marshal");
		const letter = SINGLETONS.get(value) ?? (value === exceptionTypes.StopIteration ? "S" : undefined);
		if (letter !== undefined) this.type(letter);
		else {
			const flag = this.remember(value);
			if (flag >= 0) this.value(value, flag);
		}
		this.depth--;
	}

	/** Writes a reference to an object that was written before and returns -1; else the flag that its type byte gets. */
	private remember(value: PyObject): number {
		if (this.version < 3 || value.refcnt === 1) return 0;
		const index = this.known.get(value);
		if (index === undefined) {
			this.known.set(value, this.known.size);
			return FLAG_REF;
		}
		this.type("r");
		this.long(index);
		return -1;
	}

	private value(value: PyObject, flag: number): void {
		const { type } = value;
		if (type === IntType) this.int(value as PyInt, flag);
		else if (type === FloatType) this.float([(value as PyFloat).value], "g", "f", flag);
		else if (type === ComplexType) this.float([(value as PyComplex).real, (value as PyComplex).imag], "y", "x", flag);
		else if (type === StrType) this.str(value as PyStr, flag);
		else if (type === TupleType) this.tuple((value as PyTuple).items, flag);
		else if (type === ListType) this.items("[", (value as PyList).items, flag);
		else if (type === DictType) this.dict(value as PyDict, flag);
		else if (type === SetType) this.set("<", value as PySet, flag);
		else if (type === FrozensetType) this.set(">", value as PySet, flag);
		else if (isCode(value)) this.code(value, flag);
		else if (type.getBuffer !== null) this.buffer(type.getBuffer(value), flag);
		else if (isSlice(value) && this.version >= 5) this.slice(value, flag);
		else valueError("unmarshallable object");
	}

	private buffer(bytes: Uint8Array, flag: number): void {
		this.type("s", flag);
		this.sized(bytes);
	}

	/** One of 32 bits as it is, a larger one in digits of 15 bits. */
	private int(value: PyInt, flag: number): void {
		const number = intToBigInt(value);
		if (BigInt.asIntN(32, number) === number) {
			this.type("i", flag);
			return this.long(Number(number));
		}
		this.type("l", flag);
		const digits: number[] = [];
		for (let rest = number < 0n ? -number : number; rest > 0n; rest >>= 15n) digits.push(Number(rest & 0x7fffn));
		this.long(number < 0n ? -digits.length : digits.length);
		for (const digit of digits) for (const byte of [digit & 0xff, digit >> 8]) this.byte(byte);
	}

	private float(parts: readonly number[], binary: string, text: string, flag: number): void {
		this.type(this.version > 1 ? binary : text, flag);
		for (const part of parts) {
			if (this.version > 1) this.double(part);
			else this.short(new TextEncoder().encode(floatRepr(part).replace(/\.0$/, "")));
		}
	}

	private short(bytes: Uint8Array): void {
		this.byte(bytes.length);
		this.raw(bytes);
	}

	private str(value: PyStr, flag: number): void {
		const isInterned = value.interned !== 0;
		if (this.version >= 4 && /^[\x00-\x7f]*$/.test(value.value)) {
			const bytes = new TextEncoder().encode(value.value);
			const isShort = bytes.length < 256;
			this.type(isShort ? (isInterned ? "Z" : "z") : isInterned ? "A" : "a", flag);
			return isShort ? this.short(bytes) : this.sized(bytes);
		}
		this.type(isInterned && this.version >= 3 ? "t" : "u", flag);
		this.sized(encodeBuiltin(value, "utf-8", "surrogatepass"));
	}

	private tuple(items: readonly PyObject[], flag: number): void {
		if (this.version < 4 || items.length > 255) return this.items("(", items, flag);
		this.type(")", flag);
		this.byte(items.length);
		for (const item of items) this.write(item);
	}

	private items(letter: string, items: readonly PyObject[], flag: number): void {
		this.type(letter, flag);
		this.long(items.length);
		for (const item of items) this.write(item);
	}

	private dict(value: PyDict, flag: number): void {
		this.type("{", flag);
		for (const [key, item] of dictItemsInOrder(value)) {
			this.write(key);
			this.write(item);
		}
		this.type("0");
	}

	/** In the order of what each item is written as, so that equal sets are written alike. */
	private set(letter: string, value: PySet, flag: number): void {
		const items: { item: PyObject; bytes: Uint8Array }[] = [];
		for (let i = setNext(value, 0); i >= 0; i = setNext(value, i + 1)) {
			const writer = new MarshalWriter(this.version, this.allowCode);
			writer.write(setKeyAt(value, i));
			items.push({ item: setKeyAt(value, i), bytes: writer.result() });
		}
		items.sort((a, b) => compareBytes(a.bytes, b.bytes));
		this.items(
			letter,
			items.map(({ item }) => item),
			flag,
		);
	}

	private slice({ start, stop, step }: PySlice, flag: number): void {
		this.type(":", flag);
		for (const part of [start, stop, step]) this.write(part);
	}

	private code(value: PyCode, flag: number): void {
		if (!this.allowCode) valueError("marshalling code objects is disallowed");
		const { code } = value;
		this.type("c", flag);
		for (const n of [code.argcount, code.posonlyargcount, code.kwonlyargcount, code.stacksize, code.flags]) this.long(n);
		this.buffer(code.code, 0);
		this.write(value.consts);
		this.names(code.names);
		this.names(code.localsplusnames);
		this.buffer(code.localspluskinds, 0);
		for (const text of [value.filename, value.name, value.qualname]) this.write(text);
		this.long(code.firstlineno);
		this.buffer(code.linetable, 0);
		this.buffer(code.exceptiontable, 0);
	}

	private names(names: readonly string[]): void {
		this.type("(");
		this.long(names.length);
		for (const name of names) {
			this.type("t");
			this.sized(encodeBuiltin(internStr(name), "utf-8", "surrogatepass"));
		}
	}
}

const SINGLETONS: ReadonlyMap<PyObject, string> = new Map([
	[None as PyObject, "N"],
	[Ellipsis as PyObject, "."],
	[False as PyObject, "F"],
	[True as PyObject, "T"],
]);

function compareBytes(a: Uint8Array, b: Uint8Array): number {
	const length = Math.min(a.length, b.length);
	for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
	return a.length - b.length;
}
