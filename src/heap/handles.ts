// References that native code owns while it works: the temporaries that in CPython live in C variables.
//
// Rule: an owned reference that native code keeps across anything that may run Python code or raise is put here by
// `hold`, and leaves by `drop` (given up) or `take` (handed on). So the audit can name it; and when a Python exception
// passes as a JavaScript throw, whoever catches it calls `unwind(mark)` first, which gives up all that was held since.
// Native code therefore needs no try/finally for its references. Strictly last in, first out.

import { HeapFault, type HeapObject, type Own, type Visit } from "./header.ts";
import { decref } from "./refcount.ts";

const held: HeapObject[] = [];
const names: string[] = [];

/** Takes over an owned reference; `name` says what it is to a person ("argument tuple", "iterator of the for"). */
export function hold<T extends HeapObject>(object: Own<T>, name: string): T {
	held.push(object);
	names.push(name);
	return object;
}

/** Gives up the reference held last, which must be this one. May run Python code. */
export function drop(object: HeapObject): void {
	decref(take(object));
}

/** Hands the reference held last, which must be this one, back to the caller. */
export function take<T extends HeapObject>(object: T): Own<T> {
	if (held.pop() !== object) throw new HeapFault(`handles out of order at "${names.at(-1)}"`);
	names.pop();
	return object as Own<T>;
}

/** As `drop`, while an owned result waits in the object's place, so that it is accounted for. Returns the result. */
export function dropKeeping<R extends HeapObject | null>(object: HeapObject, result: R): R {
	const last = held.length - 1;
	if (held[last] !== object) throw new HeapFault(`handles out of order at "${names.at(-1)}"`);
	if (result === null) {
		drop(object);
		return result;
	}
	held[last] = result;
	names[last] = "result";
	decref(object);
	take(result);
	return result;
}

/** To be noted before a `try`, and given to `unwind` in its `catch`. */
export function mark(): number {
	return held.length;
}

/** Gives up everything held since `to` was noted, newest first. May run Python code. */
export function unwind(to: number): void {
	while (held.length > to) {
		names.pop();
		decref(held.pop()!);
	}
}

const aside: HeapObject[] = [];
const asideNames: string[] = [];

/** What native code has held since `to` was noted, and never will give up, is kept apart for ever. */
export function setAside(to: number, why: string): void {
	while (held.length > to) {
		aside.push(held.pop()!);
		asideNames.push(`${names.pop()}, ${why}`);
	}
}

export function visitHeld(visit: Visit): void {
	for (let i = 0; i < held.length; i++) visit(held[i], names[i]);
	for (let i = 0; i < aside.length; i++) visit(aside[i], asideNames[i]);
}
