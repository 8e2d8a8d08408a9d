// What the interpreter has learnt at one instruction. One class for all opcodes, so that V8 sees one shape.
//
// An entry is a hint guarded by versions: it owns nothing. Some instructions treat references differently once they are
// specialised (FACTS A10), so when that happens is part of what programs see: `due` counts as CPython's adaptive
// counters do. Mirrors Include/internal/pycore_backoff.h.

import type { PyObject } from "../objects/object.ts";

const WARMUP = 1;
const COOLDOWN = 52;
const MAX_BACKOFF = 12;

export class InlineCache {
	/** Generic executions still to come before the instruction is specialised. */
	counter = WARMUP;
	backoff = 1;
	kind = 0;
	/** Version of a type or of a table of keys; -1 matches nothing. */
	version = -1;
	version2 = -1;
	index = 0;
	object: PyObject | null = null;

	/** Counts a generic execution; true when this one is to specialise the instruction. */
	due(): boolean {
		if (this.counter === 0) return true;
		this.counter--;
		return false;
	}

	succeeded(): void {
		this.counter = COOLDOWN;
		this.backoff = 0;
	}

	failed(): void {
		this.backoff = Math.min(this.backoff + 1, MAX_BACKOFF);
		this.counter = (1 << this.backoff) - 1;
	}
}

/** The cache of an instruction, made when first needed. */
export function cacheAt(caches: unknown[], pc: number): InlineCache {
	return (caches[pc] ??= new InlineCache()) as InlineCache;
}
