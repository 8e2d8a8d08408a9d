// The exception table of a code object: which handler runs when an instruction raises, and to which depth the stack is
// unwound first. Entries are four numbers (start, length, target, depth and the lasti bit), six bits a byte, the highest
// first; the first byte of an entry has bit 7 set. Offsets are in code units. `writeEntry` and `decodeExceptiontable` are the
// two directions. Mirrors Python/assemble.c and InternalDocs/exception_handling.md.

import type { ByteWriter } from "./linetable.ts";

export interface ExceptionEntry {
	/** In code units; `end` isn't included. */
	readonly start: number;
	readonly end: number;
	readonly target: number;
	/** Values that stay on the stack. */
	readonly depth: number;
	/** Push the index of the raising instruction below the exception. */
	readonly lasti: boolean;
}

const ENTRY_START = 0x80;
const CONTINUATION = 64;

export function writeExceptionEntry(out: ByteWriter, entry: ExceptionEntry): void {
	writeItem(out, entry.start, ENTRY_START);
	writeItem(out, entry.end - entry.start, 0);
	writeItem(out, entry.target, 0);
	writeItem(out, (entry.depth << 1) | Number(entry.lasti), 0);
}

function writeItem(out: ByteWriter, value: number, flag: number): void {
	let shift = 24;
	while (shift > 0 && value < 1 << shift) shift -= 6;
	let mark = flag;
	for (; shift > 0; shift -= 6) {
		out.write(((value >> shift) & 63) | CONTINUATION | mark);
		mark = 0;
	}
	out.write((value & 63) | mark);
}

/** In the order of the table: by start. */
export function decodeExceptiontable(table: Uint8Array): ExceptionEntry[] {
	const entries: ExceptionEntry[] = [];
	let at = 0;
	const item = (): number => {
		let value = 0;
		for (;;) {
			const byte = table[at++];
			value = (value << 6) | (byte & 63);
			if ((byte & CONTINUATION) === 0) return value;
		}
	};
	while (at < table.length) {
		const start = item();
		const end = start + item();
		const target = item();
		const depth = item();
		entries.push({ start, end, target, depth: depth >> 1, lasti: (depth & 1) !== 0 });
	}
	return entries;
}
