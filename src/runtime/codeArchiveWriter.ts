// Compiled code as bytes, written; the format is told in codeArchive.ts. Used by the build, not by what is published.
// Read `encodeCode` first.

import type { Code, CodeConstant } from "../compile/code.ts";
import { looksLikeName } from "../vm/materialize.ts";
import { type CodeEntry, type Entry, HEAD, type ModuleText, TAG } from "./codeArchive.ts";

/** One module's code. */
export function encodeCode(code: Code): Uint8Array {
	const module = new ModuleWriter();
	module.enter({ type: "code", code });
	return module.finish();
}

class ModuleWriter {
	/** Number of each constant in the table; a code constant is known by its code. */
	private readonly numbers = new Map<unknown, number>();
	private readonly table: CodeConstant[] = [];
	private readonly names = new Set<string>();
	private readonly texts = new Set<string>();

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
		if (constant.type === "str") this.texts.add(constant.value);
		if (constant.type !== "code") return;
		const { names, localsplusnames, filename, name, qualname } = constant.code;
		for (const text of [...names, ...localsplusnames, name, qualname]) this.names.add(text);
		this.texts.add(filename);
	}

	finish(): Uint8Array {
		const strings = [...this.names, ...[...this.texts].filter((text) => !this.names.has(text))];
		const writer = new ConstantWriter(this.numbers, new Map(strings.map((text, i) => [text, i])));
		const entries = this.table.map((constant) => writer.entry(constant));
		const module: ModuleText = [this.names.size, strings, entries];
		return joined(new TextEncoder().encode(asciiJson(module)), writer.blocks);
	}
}

/** Of ASCII only: then the text is one byte a character wherever it is held. */
function asciiJson(value: unknown): string {
	return JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function joined(text: Uint8Array, blocks: readonly Uint8Array[]): Uint8Array {
	const size = blocks.reduce((sum, block) => sum + block.length, HEAD + text.length);
	const result = new Uint8Array(size);
	new DataView(result.buffer).setUint32(0, text.length, true);
	result.set(text, HEAD);
	let at = HEAD + text.length;
	for (const block of blocks) {
		result.set(block, at);
		at += block.length;
	}
	return result;
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

/** JSON has no infinity, no NaN, and no zero with a sign. */
function float(value: number): number | string {
	if (Object.is(value, -0)) return "-0";
	return Number.isFinite(value) ? value : String(value);
}

class ConstantWriter {
	readonly blocks: Uint8Array[] = [];
	private readonly numbers: ReadonlyMap<unknown, number>;
	private readonly strings: ReadonlyMap<string, number>;

	constructor(numbers: ReadonlyMap<unknown, number>, strings: ReadonlyMap<string, number>) {
		this.numbers = numbers;
		this.strings = strings;
	}

	entry(constant: CodeConstant): Entry {
		switch (constant.type) {
			case "None":
				return [TAG.none];
			case "Ellipsis":
				return [TAG.ellipsis];
			case "bool":
				return [TAG.bool, constant.value];
			case "int":
				return [TAG.int, BigInt.asIntN(32, constant.value) === constant.value ? Number(constant.value) : String(constant.value)];
			case "float":
				return [TAG.float, float(constant.value)];
			case "complex":
				return [TAG.complex, float(constant.real), float(constant.imag)];
			case "str":
				return [looksLikeName(constant.value) ? TAG.interned : TAG.str, this.string(constant.value)];
			case "bytes":
				return [TAG.bytes, this.block(constant.value)];
			case "tuple":
			case "frozenset":
			case "slice":
				return [TAG[constant.type], partsOf(constant).map(this.number)];
			case "code":
				return this.code(constant.code);
		}
	}

	private readonly string = (text: string): number => this.strings.get(text)!;

	private readonly number = (constant: CodeConstant): number => this.numbers.get(keyOf(constant))!;

	private block(bytes: Uint8Array): number {
		this.blocks.push(bytes);
		return bytes.length;
	}

	private code(code: Code): CodeEntry {
		return [
			TAG.code,
			code.argcount,
			code.posonlyargcount,
			code.kwonlyargcount,
			code.stacksize,
			code.flags,
			code.firstlineno,
			this.string(code.filename),
			this.string(code.name),
			this.string(code.qualname),
			code.consts.map(this.number),
			code.names.map(this.string),
			code.localsplusnames.map(this.string),
			this.block(code.code),
			this.block(code.localspluskinds),
			this.block(code.linetable),
			this.block(code.exceptiontable),
		];
	}
}
