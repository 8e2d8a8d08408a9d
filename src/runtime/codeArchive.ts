// Compiled code as bytes, read: one module's `Code` with all that it contains, as `encodeCode` (codeArchiveWriter.ts) wrote it.
//
// A module is a table of strings, then a table of constants in which what a constant contains comes before it; the last
// one is the module's own code. A constant that several places share stands in the table once, so that it is one object
// again when it is read: identity carries meaning (compile/code.ts). Byte strings are views into what was read.
// Numbers are little-endian groups of seven bits. Read `decodeCode` first. As Python/marshal.c, of which it takes no format.

import type { Code, CodeConstant } from "../compile/code.ts";
import type { Constant } from "../syntax/constant.ts";

/** The first byte of a constant. */
export const TAG = {
	none: 0,
	ellipsis: 1,
	false: 2,
	true: 3,
	/** Zigzag, below 2 ** 31 in magnitude. */
	int: 4,
	/** Length in bytes, most significant byte first. */
	bigPositive: 5,
	bigNegative: 6,
	float: 7,
	complex: 8,
	str: 9,
	bytes: 10,
	tuple: 11,
	frozenset: 12,
	slice: 13,
	code: 14,
} as const;

/** The code of a module. Throws an Error if the bytes make no sense. */
export function decodeCode(bytes: Uint8Array): Code {
	const reader = new Reader(bytes);
	const last = reader.constants().at(-1);
	if (last?.type !== "code") throw new Error("a module's last constant is its code");
	return last.code;
}

class Reader {
	private readonly bytes: Uint8Array;
	private readonly view: DataView;
	private at = 0;
	private readonly strings: readonly string[];
	private readonly table: CodeConstant[] = [];

	constructor(bytes: Uint8Array) {
		this.bytes = bytes;
		this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		this.strings = [...this.asciiStrings(), ...this.wideStrings()];
	}

	/** An unsigned number below 2 ** 53. */
	private number(): number {
		let byte = this.bytes[this.at++]!;
		if (byte < 0x80) return byte;
		let result = byte & 0x7f;
		for (let scale = 0x80; byte >= 0x80; scale *= 0x80) {
			if (this.at >= this.bytes.length) throw new Error("a compiled module ends too early");
			byte = this.bytes[this.at++]!;
			result += (byte & 0x7f) * scale;
		}
		return result;
	}

	private block(): Uint8Array {
		const length = this.number();
		const start = this.at;
		this.at += length;
		return this.bytes.subarray(start, this.at);
	}

	private list<T>(item: () => T): T[] {
		const length = this.number();
		const result = new Array<T>(length);
		for (let i = 0; i < length; i++) result[i] = item();
		return result;
	}

	private float(): number {
		const result = this.view.getFloat64(this.at, true);
		this.at += 8;
		return result;
	}

	/** One text, cut into pieces: much quicker than to decode each. */
	private asciiStrings(): string[] {
		const lengths = this.list(() => this.number());
		const text = new TextDecoder().decode(this.block());
		let start = 0;
		return lengths.map((length) => text.slice(start, (start += length)));
	}

	/** All others, by UTF-16 units: a surrogate may stand alone. */
	private wideStrings(): string[] {
		return this.list(() => {
			let text = "";
			for (let units = this.number(); units > 0; units--) text += String.fromCharCode(this.number());
			return text;
		});
	}

	constants(): readonly CodeConstant[] {
		const length = this.number();
		for (let i = 0; i < length; i++) this.table.push(this.constant());
		return this.table;
	}

	private constant(): CodeConstant {
		const tag = this.bytes[this.at++];
		switch (tag) {
			case TAG.none:
				return { type: "None" };
			case TAG.ellipsis:
				return { type: "Ellipsis" };
			case TAG.false:
				return { type: "bool", value: false };
			case TAG.true:
				return { type: "bool", value: true };
			case TAG.int:
				return { type: "int", value: BigInt(fromZigzag(this.number())) };
			case TAG.bigPositive:
				return { type: "int", value: fromMagnitude(this.block()) };
			case TAG.bigNegative:
				return { type: "int", value: -fromMagnitude(this.block()) };
			case TAG.float:
				return { type: "float", value: this.float() };
			case TAG.complex:
				return { type: "complex", real: this.float(), imag: this.float() };
			case TAG.str:
				return { type: "str", value: this.string() };
			case TAG.bytes:
				return { type: "bytes", value: this.block() };
			case TAG.tuple:
				return { type: "tuple", items: this.list(this.plainEntry) };
			case TAG.frozenset:
				return { type: "frozenset", items: this.list(this.plainEntry) };
			case TAG.slice:
				return { type: "slice", start: this.plainEntry(), stop: this.plainEntry(), step: this.plainEntry() };
			case TAG.code:
				return { type: "code", code: this.code() };
			default:
				throw new Error(`a compiled module has a constant of unknown kind ${tag}`);
		}
	}

	private readonly string = (): string => this.strings[this.number()]!;

	/** A constant that came before. */
	private readonly entry = (): CodeConstant => this.table[this.number()]!;

	/** The same; not code, which stands in no container. */
	private readonly plainEntry = (): Constant => this.entry() as Constant;

	private code(): Code {
		return {
			argcount: this.number(),
			posonlyargcount: this.number(),
			kwonlyargcount: this.number(),
			stacksize: this.number(),
			flags: this.number(),
			code: this.block(),
			consts: this.list(this.entry),
			names: this.list(this.string),
			localsplusnames: this.list(this.string),
			localspluskinds: this.block(),
			filename: this.string(),
			name: this.string(),
			qualname: this.string(),
			firstlineno: this.number(),
			linetable: this.block(),
			exceptiontable: this.block(),
		};
	}
}

function fromZigzag(value: number): number {
	return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

function fromMagnitude(bytes: Uint8Array): bigint {
	return BigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`);
}
