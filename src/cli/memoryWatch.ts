// Whether V8 is about to run out of memory, in which case it would end the process.
//
// Much of what V8 counts may be garbage that it has not collected yet. So near its limit it is made to collect, and only
// what is left counts. A program that handles MemoryError and goes on hears of it again when it has taken more. Read
// `watchMemory` first.

import { createRequire } from "node:module";
import type { HeapInfo } from "node:v8";
import { milliseconds } from "./clock.ts";

/** Milliseconds between two looks; one takes 7 µs. */
const PERIOD = 50;
/** Parts of V8's limit, or of the machine's memory if that is less: from where memory is short; what a program may take after it was told; from where it is told in any case. */
const SHORT = 0.75;
const STEP = 0.03;
const MOST = 0.93;

/** Bytes that V8 counts as part of its limit, but keeps for young objects. */
const YOUNG = 3 << 24;

type Statistics = Pick<HeapInfo, "used_heap_size" | "heap_size_limit">;

/** See `Host.memoryIsShort`. */
export function watchMemory(): () => boolean {
	let last = milliseconds();
	let threshold = SHORT;
	/** What was used after the last collection that was made here. */
	let kept = 0;
	return () => {
		const now = milliseconds();
		if (now - last < PERIOD) return false;
		last = now;
		let used = part(v8().getHeapStatistics());
		if (used < SHORT) threshold = SHORT;
		if (used < threshold) return false;
		if (used > kept + STEP / 2) {
			collectGarbage();
			used = kept = part(v8().getHeapStatistics());
		}
		last = milliseconds();
		if (used < threshold) return false;
		threshold = Math.min(used + STEP, MOST);
		return true;
	};
}

function part({ used_heap_size, heap_size_limit }: Statistics): number {
	return used_heap_size / Math.min(Math.max(heap_size_limit - YOUNG, YOUNG), machineMemory());
}

let machine = 0;

/** Bytes that the machine has, or that the process may have of it: V8's limit may be above that. */
function machineMemory(): number {
	if (machine === 0) {
		const total = (require("node:os") as typeof import("node:os")).totalmem();
		const allowed = process.constrainedMemory?.() ?? 0;
		machine = allowed > 0 ? Math.min(allowed, total) : total;
	}
	return machine;
}

const require = createRequire(import.meta.url);

/** Loaded when needed. */
function v8(): typeof import("node:v8") {
	return require("node:v8");
}

let collect: (() => void) | null = null;

/** All of V8's own garbage. */
function collectGarbage(): void {
	if (collect === null) {
		v8().setFlagsFromString("--expose-gc");
		collect = (require("node:vm") as typeof import("node:vm")).runInNewContext("gc") as () => void;
	}
	collect();
}
