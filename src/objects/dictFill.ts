// Filling a new dictionary with many names at once, as a start does for every native type: the table gets its final size
// at once instead of growing to it. The result is what inserting one by one leaves. Read `dictFill` first.

import type { Own } from "../heap/header.ts";
import { heap, own } from "../heap/header.ts";
import type { PyDict } from "./dict.ts";
import { addEntry, LOG_MINSIZE, log2KeysSize, newKeys, UNICODE, usableFraction } from "./dictkeys.ts";
import type { PyObject } from "./object.ts";
import { internStr, strHash } from "./str.ts";

/** Enters interned names with their values, which it steals, into a dictionary that is empty and new. */
export function dictFill(dict: PyDict, values: ReadonlyMap<string, Own<PyObject>>): void {
	if (values.size === 0) return;
	const table = newKeys(UNICODE, log2SizeGrownTo(values.size));
	const entries: (PyObject | null)[] = [];
	for (const [name, value] of values) {
		const key = own(internStr(name));
		addEntry(table, key, strHash(key));
		entries.push(value);
	}
	dict.keys = table;
	heap.resized(dict);
	dict.entries = entries;
	dict.used = values.size;
}

/** The size of a table that grew as it was filled: to three times what is in it, whenever it is full. */
function log2SizeGrownTo(count: number): number {
	let log2 = LOG_MINSIZE;
	for (let usable = usableFraction(2 ** log2); usable < count; usable = usableFraction(2 ** log2)) log2 = log2KeysSize(usable * 3);
	return log2;
}
