// A file of named entries of which any one can be read alone: magic, sizes, one offset per entry, the names, the entries.
//
// All numbers of the head are 32 bit, little-endian. Entry i lies from offset i to offset i + 1, counted from the end of
// the names; names are UTF-8 lines, sorted. Read `Archive.read` first; `packArchive` writes.

const MAGIC = 0x31726364; // "dcr1"
const HEAD = 12;

/** Gives `length` bytes from `offset`. */
export type ReadBytes = (offset: number, length: number) => Uint8Array;

export class Archive {
	private readonly source: ReadBytes;
	private readonly indexByName: ReadonlyMap<string, number>;
	private readonly offsets: DataView;
	private readonly start: number;

	/** Throws an Error if it is no archive. */
	constructor(source: ReadBytes) {
		this.source = source;
		const head = view(source(0, HEAD));
		if (head.byteLength < HEAD || head.getUint32(0, true) !== MAGIC) throw new Error("not a decref archive");
		const count = head.getUint32(4, true);
		const namesLength = head.getUint32(8, true);
		const offsetsLength = 4 * (count + 1);
		const index = source(HEAD, offsetsLength + namesLength);
		this.offsets = view(index);
		this.start = HEAD + offsetsLength + namesLength;
		const names = new TextDecoder().decode(index.subarray(offsetsLength)).split("\n");
		this.indexByName = new Map(names.map((name, i) => [name, i]));
	}

	names(): Iterable<string> {
		return this.indexByName.keys();
	}

	has(name: string): boolean {
		return this.indexByName.has(name);
	}

	/** An entry's bytes, or null. */
	read(name: string): Uint8Array | null {
		const index = this.indexByName.get(name);
		if (index === undefined) return null;
		const from = this.offsets.getUint32(4 * index, true);
		return this.source(this.start + from, this.offsets.getUint32(4 * index + 4, true) - from);
	}
}

function view(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** An archive that lies in memory. */
export function archiveInMemory(bytes: Uint8Array): Archive {
	return new Archive((offset, length) => bytes.subarray(offset, offset + length));
}

/** Writes an archive. Names have no line ends. */
export function packArchive(entries: ReadonlyMap<string, Uint8Array>): Uint8Array {
	const names = [...entries.keys()].sort();
	const namesBytes = new TextEncoder().encode(names.join("\n"));
	const start = HEAD + 4 * (names.length + 1) + namesBytes.length;
	const size = [...entries.values()].reduce((sum, bytes) => sum + bytes.length, 0);
	const result = new Uint8Array(start + size);
	const head = view(result);
	head.setUint32(0, MAGIC, true);
	head.setUint32(4, names.length, true);
	head.setUint32(8, namesBytes.length, true);
	let offset = 0;
	names.forEach((name, i) => {
		const bytes = entries.get(name)!;
		head.setUint32(HEAD + 4 * i, offset, true);
		result.set(bytes, start + offset);
		offset += bytes.length;
	});
	head.setUint32(HEAD + 4 * names.length, offset, true);
	result.set(namesBytes, HEAD + 4 * (names.length + 1));
	return result;
}
