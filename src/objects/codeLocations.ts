// The location table of a code object (PEP 626, PEP 657): which source range each instruction comes from.
//
// The table is a sequence of entries, each for one to eight code units: a first byte with bit 7 set that holds kind and
// length, then numbers in a 6-bit variable-length coding. Read `decodeLocations` first. Mirrors
// Objects/codeobject.c (advance_with_locations) and InternalDocs/code_objects.md.

/** One entry: code units from `start` to `end` (half-open); lines from 1; columns in UTF-8 bytes from 0; null where unknown. */
export interface Location {
	readonly start: number;
	readonly end: number;
	readonly line: number | null;
	readonly endLine: number | null;
	readonly column: number | null;
	readonly endColumn: number | null;
}

const KIND_ONE_LINE = 10;
const KIND_NO_COLUMNS = 13;
const KIND_LONG = 14;
const KIND_NONE = 15;

class Reader {
	readonly bytes: Uint8Array;
	at = 0;

	constructor(bytes: Uint8Array) {
		this.bytes = bytes;
	}

	unsigned(): number {
		let value = 0;
		for (let shift = 0; ; shift += 6) {
			const byte = this.bytes[this.at++];
			value |= (byte & 63) << shift;
			if ((byte & 64) === 0) return value;
		}
	}

	signed(): number {
		const value = this.unsigned();
		return (value & 1) !== 0 ? -(value >> 1) : value >> 1;
	}
}

/** All entries in order. */
export function decodeLocations(table: Uint8Array, firstLine: number): Location[] {
	const reader = new Reader(table);
	const locations: Location[] = [];
	let line = firstLine;
	let unit = 0;
	while (reader.at < table.length) {
		const first = table[reader.at++];
		const start = unit;
		unit += (first & 7) + 1;
		const kind = (first >> 3) & 15;
		line += lineDelta(reader, kind);
		locations.push(readEntry(reader, kind, start, unit, line));
	}
	return locations;
}

function lineDelta(reader: Reader, kind: number): number {
	if (kind === KIND_NONE || kind < KIND_ONE_LINE) return 0;
	if (kind < KIND_NO_COLUMNS) return kind - KIND_ONE_LINE;
	return reader.signed();
}

function readEntry(reader: Reader, kind: number, start: number, end: number, line: number): Location {
	if (kind === KIND_NONE) return { start, end, line: null, endLine: null, column: null, endColumn: null };
	if (kind === KIND_NO_COLUMNS) return { start, end, line, endLine: line, column: null, endColumn: null };
	if (kind === KIND_LONG) {
		const endLine = line + reader.unsigned();
		const column = reader.unsigned() - 1;
		const endColumn = reader.unsigned() - 1;
		return { start, end, line, endLine, column: column < 0 ? null : column, endColumn: endColumn < 0 ? null : endColumn };
	}
	if (kind >= KIND_ONE_LINE) {
		const column = reader.bytes[reader.at++];
		return { start, end, line, endLine: line, column, endColumn: reader.bytes[reader.at++] };
	}
	const second = reader.bytes[reader.at++];
	const column = (kind << 3) | ((second >> 4) & 7);
	return { start, end, line, endLine: line, column, endColumn: column + (second & 15) };
}

/** The entry that covers a code unit. */
export function locationAt(locations: readonly Location[], unit: number): Location | null {
	let low = 0;
	let high = locations.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (locations[middle].end <= unit) low = middle + 1;
		else high = middle;
	}
	return low < locations.length ? locations[low] : null;
}
