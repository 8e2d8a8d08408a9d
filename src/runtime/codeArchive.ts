// Compiled code as bytes, read as plain data: one module's `Code` with all that it contains, as `encodeCode`
// (codeArchiveWriter.ts) wrote it.
//
// A module is a text in JSON, which V8 reads many times quicker than code of ours could in its first milliseconds, and all
// byte strings one behind the other. The text has the strings, names of code objects first, and the constants, in which
// what a constant contains comes before it; the last one is the module's own code. A constant that several places share stands
// there once, so that it is one object again when it is read: identity carries meaning (compile/code.ts). Byte strings are
// views into what was read. loadCode.ts makes Python objects of the same. Read `openCode` and `decodeCode` first.
// As Python/marshal.c, of which it takes no format.

import type { Code, CodeConstant } from "../compile/code.ts";
import type { Constant } from "../syntax/constant.ts";

/** What a constant begins with. */
export const TAG = {
	none: 0,
	ellipsis: 1,
	bool: 2,
	/** A number below 2 ** 31 in magnitude, or decimal digits. */
	int: 3,
	/** A number, or its text where JSON has none. */
	float: 4,
	complex: 5,
	/** Number of the string. */
	str: 6,
	/** Length in bytes. */
	bytes: 7,
	/** Numbers of constants, as in the next two. */
	tuple: 8,
	frozenset: 9,
	slice: 10,
	code: 11,
	/** As str, but interned: it looks like a name. */
	interned: 12,
} as const;

/** A code object: strings and constants by number, byte strings by length. */
export type CodeEntry = readonly [
	tag: typeof TAG.code,
	argcount: number,
	posonlyargcount: number,
	kwonlyargcount: number,
	stacksize: number,
	flags: number,
	firstlineno: number,
	filename: number,
	name: number,
	qualname: number,
	consts: readonly number[],
	names: readonly number[],
	localsplusnames: readonly number[],
	code: number,
	localspluskinds: number,
	linetable: number,
	exceptiontable: number,
];

type Float = number | string;

export type Entry =
	| readonly [tag: typeof TAG.none | typeof TAG.ellipsis]
	| readonly [tag: typeof TAG.bool, value: boolean]
	| readonly [tag: typeof TAG.int, value: number | string]
	| readonly [tag: typeof TAG.float, value: Float]
	| readonly [tag: typeof TAG.complex, real: Float, imag: Float]
	| readonly [tag: typeof TAG.str | typeof TAG.interned | typeof TAG.bytes, value: number]
	| readonly [tag: typeof TAG.tuple | typeof TAG.frozenset | typeof TAG.slice, items: readonly number[]]
	| CodeEntry;

/** The text of a module: how many strings are names, the strings, the constants. */
export type ModuleText = readonly [nameCount: number, strings: readonly string[], constants: readonly Entry[]];

/** A module whose text is read. */
export interface OpenCode {
	readonly text: ModuleText;
	readonly blocks: Blocks;
}

/** Takes the byte strings one after the other. */
export class Blocks {
	private readonly bytes: Uint8Array;
	private at: number;

	constructor(bytes: Uint8Array, at: number) {
		this.bytes = bytes;
		this.at = at;
	}

	next(length: number): Uint8Array {
		const start = this.at;
		this.at += length;
		if (this.at > this.bytes.length) throw new Error("a compiled module ends too early");
		return this.bytes.subarray(start, this.at);
	}
}

/** Bytes before the text: its length. */
export const HEAD = 4;

const decoder = new TextDecoder();

/** Throws an Error if the bytes make no sense. */
export function openCode(bytes: Uint8Array): OpenCode {
	const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
	const text = JSON.parse(decoder.decode(bytes.subarray(HEAD, HEAD + length))) as ModuleText;
	if (text[2].at(-1)?.[0] !== TAG.code) throw new Error("a module's last constant is its code");
	return { text, blocks: new Blocks(bytes, HEAD + length) };
}

/** The code of a module, as plain data. Throws an Error if the bytes make no sense. */
export function decodeCode(bytes: Uint8Array): Code {
	const { text, blocks } = openCode(bytes);
	const [, strings, entries] = text;
	const table: CodeConstant[] = [];
	for (const entry of entries) table.push(constant(entry, strings, table, blocks));
	return (table.at(-1) as CodeConstant & { type: "code" }).code;
}

function constant(entry: Entry, strings: readonly string[], table: readonly CodeConstant[], blocks: Blocks): CodeConstant {
	// What a container contains is no code.
	const item = (number: number): Constant => table[number] as Constant;
	switch (entry[0]) {
		case TAG.none:
			return { type: "None" };
		case TAG.ellipsis:
			return { type: "Ellipsis" };
		case TAG.bool:
			return { type: "bool", value: entry[1] };
		case TAG.int:
			return { type: "int", value: BigInt(entry[1]) };
		case TAG.float:
			return { type: "float", value: Number(entry[1]) };
		case TAG.complex:
			return { type: "complex", real: Number(entry[1]), imag: Number(entry[2]) };
		case TAG.str:
		case TAG.interned:
			return { type: "str", value: strings[entry[1]]! };
		case TAG.bytes:
			return { type: "bytes", value: blocks.next(entry[1]) };
		case TAG.tuple:
			return { type: "tuple", items: entry[1].map(item) };
		case TAG.frozenset:
			return { type: "frozenset", items: entry[1].map(item) };
		case TAG.slice: {
			const [start, stop, step] = entry[1].map(item);
			return { type: "slice", start: start!, stop: stop!, step: step! };
		}
		case TAG.code:
			return { type: "code", code: plainCode(entry, strings, table, blocks) };
		default:
			throw new Error(`a compiled module has a constant of unknown kind ${entry[0] as number}`);
	}
}

function plainCode(entry: CodeEntry, strings: readonly string[], table: readonly CodeConstant[], blocks: Blocks): Code {
	const [, argcount, posonlyargcount, kwonlyargcount, stacksize, flags, firstlineno, filename, name, qualname] = entry;
	const string = (number: number): string => strings[number]!;
	return {
		argcount,
		posonlyargcount,
		kwonlyargcount,
		stacksize,
		flags,
		code: blocks.next(entry[13]),
		consts: entry[10].map((number) => table[number]!),
		names: entry[11].map(string),
		localsplusnames: entry[12].map(string),
		localspluskinds: blocks.next(entry[14]),
		filename: string(filename),
		name: string(name),
		qualname: string(qualname),
		firstlineno,
		linetable: blocks.next(entry[15]),
		exceptiontable: blocks.next(entry[16]),
	};
}
