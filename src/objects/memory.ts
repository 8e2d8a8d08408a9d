// Memory as natives ask for it: before something large is made, and at each turn of a loop that no bytecode runs in.
//
// Nothing that V8 cannot hold is ever begun, and nothing that a limit (heap/meter.ts) forbids: both raise MemoryError. Read
// `reserveBytes` first.

import { isMemoryShort, memory, memoryHooks } from "../heap/meter.ts";
import type { HeapObject } from "../heap/header.ts";
import { raiseError } from "./errors.ts";
import type { PyObject } from "./object.ts";

/** Below, the meter finds out by itself what was allocated: CPython's own allocator serves such requests. */
const NOTABLE = 512;
/** More than any machine gives: what V8 holds at most depends on its kind. */
const MOST_BYTES = 2 ** 40;
/** Items of the longest array: V8 ends the process when one grows beyond that by half. */
export const MAX_ITEMS = 89_000_000;

memoryHooks.sizeOf = (object: HeapObject): number => {
	const { type } = object as PyObject;
	return type.blockSize(object) + type.extraBytesOf(object as PyObject);
};

/** Longest JavaScript string. */
const LONGEST_TEXT = 0x1fffffe8;

/** To be called before a str of so many UTF-16 units is made. Raises MemoryError. */
export function checkTextLength(length: number): void {
	if (length > LONGEST_TEXT) raiseError("MemoryError");
	if (memory.meter !== null) reserveBytes(length);
}

/** To be called before so many bytes are allocated for an object. Raises MemoryError. */
export function reserveBytes(bytes: number): void {
	if (bytes < NOTABLE) return;
	if (bytes > MOST_BYTES) raiseError("MemoryError");
	if (memory.meter === null || memory.meter.hasRoom(bytes)) return;
	memory.meter.raised();
	raiseError("MemoryError");
}

/** As `reserveBytes`, for an array of so many references. */
export function reserveItems(count: number): void {
	if (count > MAX_ITEMS) raiseError("MemoryError");
	if (memory.meter !== null) reserveBytes(8 * count);
}

/** A native loop has made `turns` turns of its own. Raises MemoryError if one is due. */
export function countTurns(turns: number): void {
	if ((memory.turns -= turns) < 0) checkMemory();
}

/** Raises MemoryError if one is due, or the machine is about to run out of memory. */
export function checkMemory(): void {
	if (isMemoryShort()) raiseError("MemoryError");
}
