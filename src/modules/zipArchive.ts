// Zip archives, read only: what a path that leads into one stands for, so that modules can be imported from archives as from
// folders. Read `readInArchive` first. Does what Lib/zipimport.py does; modules that need it itself can import that too.

import { inflateInto, newInflateStream, setInput, Z_STREAM_END } from "./zlibStream.ts";

interface Entry {
	readonly method: number;
	readonly size: number;
	/** Of the entry's own header. */
	readonly offset: number;
}

interface Archive {
	readonly bytes: Uint8Array;
	readonly entries: ReadonlyMap<string, Entry>;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 65535;
const STORED = 0;
const DEFLATED = 8;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Where the record at an archive's end lies, or -1 if the bytes are no archive. Something else may precede an archive. */
function endOfArchive(bytes: Uint8Array): number {
	const view = viewOf(bytes);
	const last = bytes.length - END_SIZE;
	for (let i = last; i >= 0 && i >= last - LONGEST_COMMENT; i--) if (view.getUint32(i, true) === END_SIGNATURE) return i;
	return -1;
}

function openArchive(bytes: Uint8Array): Archive | null {
	const end = endOfArchive(bytes);
	if (end < 0) return null;
	const view = viewOf(bytes);
	const size = view.getUint32(end + 12, true);
	// What precedes the archive shifts all its offsets.
	const shift = end - size - view.getUint32(end + 16, true);
	const entries = new Map<string, Entry>();
	for (let i = end - size; i + 46 <= end && view.getUint32(i, true) === ENTRY_SIGNATURE; ) {
		const nameLength = view.getUint16(i + 28, true);
		const name = new TextDecoder().decode(bytes.subarray(i + 46, i + 46 + nameLength));
		const method = view.getUint16(i + 10, true);
		entries.set(name, { method, size: view.getUint32(i + 20, true), offset: view.getUint32(i + 42, true) + shift });
		i += 46 + nameLength + view.getUint16(i + 30, true) + view.getUint16(i + 32, true);
	}
	return { bytes, entries };
}

/** An entry's content; null if there is none of the name, or if it is broken. */
function readEntry({ bytes, entries }: Archive, name: string): Uint8Array | null {
	const entry = entries.get(name);
	if (entry === undefined || entry.offset < 0 || entry.offset + 30 > bytes.length) return null;
	const view = viewOf(bytes);
	const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
	const data = bytes.subarray(start, start + entry.size);
	if (entry.method === STORED) return data.slice();
	return entry.method === DEFLATED ? inflated(data) : null;
}

function inflated(data: Uint8Array): Uint8Array | null {
	const { stream } = newInflateStream(-15);
	setInput(stream, data);
	const { bytes, code } = inflateInto(stream, Number.POSITIVE_INFINITY, null);
	return code === Z_STREAM_END ? bytes : null;
}

/** The part of the host that is needed. */
interface Files {
	readFile(path: string): Uint8Array | null;
	isDirectory?(path: string): boolean;
}

/** By path; null for folders. */
const known = new Map<string, Archive | null>();

/** The archive that a path leads into, and what is left of the path. */
function archiveOn(path: string, files: Files): { readonly archive: Archive; readonly name: string } | null {
	for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1)) {
		const prefix = path.slice(0, slash);
		let archive = known.get(prefix);
		if (archive === undefined) {
			if (files.isDirectory?.(prefix) === true) archive = null;
			else {
				const bytes = files.readFile(prefix);
				if (bytes === null) continue;
				archive = openArchive(bytes);
			}
			known.set(prefix, archive);
		}
		return archive === null ? null : { archive, name: path.slice(slash + 1) };
	}
	return null;
}

/** The bytes at a path that leads into a zip archive, or null. */
export function readInArchive(path: string, files: Files): Uint8Array | null {
	const found = archiveOn(path, files);
	return found === null ? null : readEntry(found.archive, found.name);
}

/** Whether a path leads to a folder in a zip archive. */
export function isFolderInArchive(path: string, files: Files): boolean {
	const found = archiveOn(path, files);
	if (found === null) return false;
	const prefix = `${found.name}/`;
	return [...found.archive.entries.keys()].some((name) => name.startsWith(prefix));
}
