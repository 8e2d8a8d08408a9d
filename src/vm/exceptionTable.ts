// The exception table of a code object: which handler covers an instruction. Entries are four variable-length numbers:
// first unit, length, target unit, and the stack's depth with the bit that asks for the instruction's offset on the stack.
// Read `handlerFor` first. Mirrors get_exception_handler (Python/ceval.c) and InternalDocs/exception_handling.md.

import type { PyCode } from "../objects/code.ts";

const tables = new WeakMap<object, Int32Array>();
const ENTRY = 4;

/** Index of the covering entry in `handlerTable(code)`, or -1. */
export function handlerFor(table: Int32Array, unit: number): number {
	for (let i = 0; i < table.length; i += ENTRY) {
		if (unit < table[i]) return -1;
		if (unit < table[i + 1]) return i;
	}
	return -1;
}

/** Entries of first unit, unit after the last, target, depth << 1 | pushes offset; sorted by first unit. */
export function handlerTable(code: PyCode): Int32Array {
	let table = tables.get(code.code);
	if (table === undefined) tables.set(code.code, (table = decode(code.code.exceptiontable)));
	return table;
}

function decode(bytes: Uint8Array): Int32Array {
	const numbers: number[] = [];
	let at = 0;
	while (at < bytes.length) {
		let value = bytes[at] & 63;
		while ((bytes[at++] & 64) !== 0) value = (value << 6) | (bytes[at] & 63);
		numbers.push(value);
	}
	const table = Int32Array.from(numbers);
	for (let i = 0; i < table.length; i += ENTRY) table[i + 1] += table[i];
	return table;
}
