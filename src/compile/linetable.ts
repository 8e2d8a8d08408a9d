// The location table of a code object (PEP 626 and 657): for each instruction its lines and columns, packed. Entry: a byte
// 1kkkklll (kind k, length l + 1 code units) and what the kind needs; lines are differences to the entry before.
// `LocationWriter` writes it, `decodeLinetable` reads it. Mirrors Python/assemble.c and InternalDocs/code_objects.md.

import type { Location } from "./instructionSequence.ts";

/** Kinds 0 to 9 are the short forms: the kind is the column's upper part. */
const KIND_ONE_LINE0 = 10;
const KIND_NO_COLUMNS = 13;
const KIND_LONG = 14;
const KIND_NONE = 15;
/** Code units that one entry can cover. */
const MAX_LENGTH = 8;

/** Bytes that grow as they are written. */
export class ByteWriter {
	private bytes = new Uint8Array(64);
	private length = 0;

	write(byte: number): void {
		if (this.length === this.bytes.length) this.grow();
		this.bytes[this.length++] = byte;
	}

	/** A copy of what was written. */
	finish(): Uint8Array {
		return this.bytes.slice(0, this.length);
	}

	private grow(): void {
		const larger = new Uint8Array(this.bytes.length * 2);
		larger.set(this.bytes);
		this.bytes = larger;
	}
}

export class LocationWriter {
	private readonly out = new ByteWriter();
	private lineno: number;

	constructor(firstlineno: number) {
		this.lineno = firstlineno;
	}

	/** `size` code units come from `loc`. */
	add(loc: Location, size: number): void {
		let rest = size;
		for (; rest > MAX_LENGTH; rest -= MAX_LENGTH) this.entry(loc, MAX_LENGTH);
		if (rest > 0) this.entry(loc, rest);
	}

	finish(): Uint8Array {
		return this.out.finish();
	}

	private entry(loc: Location, size: number): void {
		const { lineno, endLineno, colOffset: column, endColOffset: endColumn } = loc;
		if (lineno < 0) {
			this.first(KIND_NONE, size);
			return;
		}
		const delta = lineno - this.lineno;
		this.lineno = lineno;
		if (column < 0 || endColumn < 0) {
			if (endLineno === lineno || endLineno === -1) {
				this.first(KIND_NO_COLUMNS, size);
				this.signedVarint(delta);
				return;
			}
		} else if (endLineno === lineno) {
			if (delta === 0 && column < 80 && endColumn - column < 16 && endColumn >= column) {
				this.first(column >> 3, size);
				this.out.write(((column & 7) << 4) | (endColumn - column));
				return;
			}
			if (delta >= 0 && delta < 3 && column < 128 && endColumn < 128) {
				this.first(KIND_ONE_LINE0 + delta, size);
				this.out.write(column);
				this.out.write(endColumn);
				return;
			}
		}
		this.first(KIND_LONG, size);
		this.signedVarint(delta);
		this.varint(endLineno - lineno);
		this.varint(column + 1);
		this.varint(endColumn + 1);
	}

	private first(kind: number, size: number): void {
		this.out.write(0x80 | (kind << 3) | (size - 1));
	}

	/** Six bits a byte, lowest first, bit 6 set on all but the last. */
	private varint(value: number): void {
		let rest = value;
		for (; rest >= 64; rest >>>= 6) this.out.write(64 | (rest & 63));
		this.out.write(rest);
	}

	private signedVarint(value: number): void {
		this.varint(value < 0 ? (-value << 1) | 1 : value << 1);
	}
}

/** Per code unit: lines and columns, -1 where unknown. */
export interface LocationTable {
	readonly lineno: Int32Array;
	readonly endLineno: Int32Array;
	readonly colOffset: Int32Array;
	readonly endColOffset: Int32Array;
}

/** Reads the table of a code object of `units` code units (two bytes each). */
export function decodeLinetable(linetable: Uint8Array, firstlineno: number, units: number): LocationTable {
	const table: LocationTable = {
		lineno: new Int32Array(units).fill(-1),
		endLineno: new Int32Array(units).fill(-1),
		colOffset: new Int32Array(units).fill(-1),
		endColOffset: new Int32Array(units).fill(-1),
	};
	const reader = new LocationReader(linetable, firstlineno);
	for (let at = 0; at < units && reader.next(); at += reader.size) {
		const end = Math.min(at + reader.size, units);
		table.lineno.fill(reader.lineno, at, end);
		table.endLineno.fill(reader.endLineno, at, end);
		table.colOffset.fill(reader.colOffset, at, end);
		table.endColOffset.fill(reader.endColOffset, at, end);
	}
	return table;
}

/** Goes through the entries one by one; the fields tell of the current one. */
class LocationReader {
	size = 0;
	lineno = -1;
	endLineno = -1;
	colOffset = -1;
	endColOffset = -1;
	private at = 0;
	private line: number;
	private readonly bytes: Uint8Array;

	constructor(bytes: Uint8Array, firstlineno: number) {
		this.bytes = bytes;
		this.line = firstlineno;
	}

	next(): boolean {
		if (this.at >= this.bytes.length) return false;
		const first = this.bytes[this.at++];
		this.size = (first & 7) + 1;
		this.read((first >> 3) & 15);
		return true;
	}

	private read(kind: number): void {
		if (kind === KIND_NONE) {
			this.set(-1, -1, -1, -1);
		} else if (kind === KIND_NO_COLUMNS) {
			this.line += this.signedVarint();
			this.set(this.line, this.line, -1, -1);
		} else if (kind === KIND_LONG) {
			this.line += this.signedVarint();
			const endLine = this.line + this.varint();
			const column = this.varint() - 1;
			this.set(this.line, endLine, column, this.varint() - 1);
		} else if (kind >= KIND_ONE_LINE0) {
			this.line += kind - KIND_ONE_LINE0;
			this.set(this.line, this.line, this.bytes[this.at], this.bytes[this.at + 1]);
			this.at += 2;
		} else {
			const second = this.bytes[this.at++];
			const column = (kind << 3) | (second >> 4);
			this.set(this.line, this.line, column, column + (second & 15));
		}
	}

	private set(lineno: number, endLineno: number, colOffset: number, endColOffset: number): void {
		this.lineno = lineno;
		this.endLineno = endLineno;
		this.colOffset = colOffset;
		this.endColOffset = endColOffset;
	}

	private varint(): number {
		let value = 0;
		for (let shift = 0; ; shift += 6) {
			const byte = this.bytes[this.at++];
			value |= (byte & 63) << shift;
			if ((byte & 64) === 0) return value;
		}
	}

	private signedVarint(): number {
		const value = this.varint();
		return (value & 1) !== 0 ? -(value >> 1) : value >> 1;
	}
}
