// Compiled code as bytes, written; the format is told in codeArchive.ts. Used by the build, not by what is published.
// Read `encodeCode` first.

import type { Code, CodeConstant } from "../compile/code.ts";
import { TAG } from "./codeArchive.ts";

/** One module's code. */
export function encodeCode(code: Code): Uint8Array {
	const module = new ModuleWriter();
	module.enter({ type: "code", code });
	return module.finish();
}

class ByteWriter {
	private bytes = new Uint8Array(1024);
	private length = 0;

	private room(count: number): void {
		if (this.length + count <= this.bytes.length) return;
		const larger = new Uint8Array(2 * (this.length + count));
		larger.set(this.bytes);
		this.bytes = larger;
	}

	byte(value: number): void {
		this.room(1);
		this.bytes[this.length++] = value;
	}

	/** Unsigned, below 2 ** 53. */
	number(value: number): void {
		if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not an unsigned number: ${value}`);
		for (; value >= 0x80; value = Math.floor(value / 0x80)) this.byte((value % 0x80) | 0x80);
		this.byte(value);
	}

	float(value: number): void {
		this.room(8);
		new DataView(this.bytes.buffer).setFloat64(this.length, value, true);
		this.length += 8;
	}

	raw(bytes: Uint8Array): void {
		this.room(bytes.length);
		this.bytes.set(bytes, this.length);
		this.length += bytes.length;
	}

	block(bytes: Uint8Array): void {
		this.number(bytes.length);
		this.raw(bytes);
	}

	list<T>(items: readonly T[], write: (item: T) => void): void {
		this.number(items.length);
		items.forEach(write);
	}

	finish(): Uint8Array {
		return this.bytes.slice(0, this.length);
	}
}

class ModuleWriter {
	/** Number of each constant in the table; a code constant is known by its code. */
	private readonly numbers = new Map<unknown, number>();
	private readonly table: CodeConstant[] = [];
	private readonly strings = new Set<string>();

	/** Numbers a constant after those that it contains. */
	enter(constant: CodeConstant): void {
		const key = keyOf(constant);
		if (this.numbers.has(key)) return;
		this.enterStrings(constant);
		for (const part of partsOf(constant)) this.enter(part);
		this.numbers.set(key, this.table.length);
		this.table.push(constant);
	}

	private enterStrings(constant: CodeConstant): void {
		if (constant.type === "str") this.strings.add(constant.value);
		if (constant.type !== "code") return;
		const { names, localsplusnames, filename, name, qualname } = constant.code;
		for (const text of [...names, ...localsplusnames, filename, name, qualname]) this.strings.add(text);
	}

	finish(): Uint8Array {
		const ascii = [...this.strings].filter(isAscii);
		const wide = [...this.strings].filter((text) => !isAscii(text));
		const out = new ByteWriter();
		out.list(ascii, (text) => out.number(text.length));
		out.block(new TextEncoder().encode(ascii.join("")));
		out.list(wide, (text) => out.list(text.split(""), (unit) => out.number(unit.charCodeAt(0))));
		const stringNumbers = new Map([...ascii, ...wide].map((text, i) => [text, i]));
		const writer = new ConstantWriter(out, this.numbers, stringNumbers);
		out.list(this.table, (constant) => writer.write(constant));
		return out.finish();
	}
}

function keyOf(constant: CodeConstant): unknown {
	return constant.type === "code" ? constant.code : constant;
}

function partsOf(constant: CodeConstant): readonly CodeConstant[] {
	switch (constant.type) {
		case "tuple":
		case "frozenset":
			return constant.items;
		case "slice":
			return [constant.start, constant.stop, constant.step];
		case "code":
			return constant.code.consts;
		default:
			return [];
	}
}

function isAscii(text: string): boolean {
	for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0x80) return false;
	return true;
}

function tagOf(constant: CodeConstant): number {
	switch (constant.type) {
		case "None":
			return TAG.none;
		case "Ellipsis":
			return TAG.ellipsis;
		case "bool":
			return constant.value ? TAG.true : TAG.false;
		case "int":
			if (isSmall(constant.value)) return TAG.int;
			return constant.value < 0n ? TAG.bigNegative : TAG.bigPositive;
		default:
			return TAG[constant.type];
	}
}

function isSmall(value: bigint): boolean {
	return BigInt.asIntN(32, value) === value;
}

/** Most significant byte first. */
function magnitude(value: bigint): Uint8Array {
	const hex = (value < 0n ? -value : value).toString(16);
	const pairs = hex.padStart(hex.length + (hex.length % 2), "0").match(/../g)!;
	return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

class ConstantWriter {
	private readonly out: ByteWriter;
	private readonly numbers: ReadonlyMap<unknown, number>;
	private readonly stringNumbers: ReadonlyMap<string, number>;

	constructor(out: ByteWriter, numbers: ReadonlyMap<unknown, number>, stringNumbers: ReadonlyMap<string, number>) {
		this.out = out;
		this.numbers = numbers;
		this.stringNumbers = stringNumbers;
	}

	write(constant: CodeConstant): void {
		this.out.byte(tagOf(constant));
		switch (constant.type) {
			case "int":
				this.int(constant.value);
				return;
			case "float":
				this.out.float(constant.value);
				return;
			case "complex":
				this.out.float(constant.real);
				this.out.float(constant.imag);
				return;
			case "str":
				this.string(constant.value);
				return;
			case "bytes":
				this.out.block(constant.value);
				return;
			case "tuple":
			case "frozenset":
				this.out.list(constant.items, this.entry);
				return;
			case "slice":
				[constant.start, constant.stop, constant.step].forEach(this.entry);
				return;
			case "code":
				this.code(constant.code);
		}
	}

	private int(value: bigint): void {
		if (isSmall(value)) this.out.number(Number(value < 0n ? -2n * value - 1n : 2n * value));
		else this.out.block(magnitude(value));
	}

	private readonly string = (text: string): void => this.out.number(this.stringNumbers.get(text)!);

	private readonly entry = (constant: CodeConstant): void => this.out.number(this.numbers.get(keyOf(constant))!);

	private code(code: Code): void {
		const { out } = this;
		for (const count of [code.argcount, code.posonlyargcount, code.kwonlyargcount, code.stacksize, code.flags]) out.number(count);
		out.block(code.code);
		out.list(code.consts, this.entry);
		out.list(code.names, this.string);
		out.list(code.localsplusnames, this.string);
		out.block(code.localspluskinds);
		for (const text of [code.filename, code.name, code.qualname]) this.string(text);
		out.number(code.firstlineno);
		out.block(code.linetable);
		out.block(code.exceptiontable);
	}
}
