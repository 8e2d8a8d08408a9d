// Bounds on native recursion, so that deep structures raise RecursionError and never overflow JavaScript's stack; and the
// list of objects whose repr is under way, by which a list that contains itself prints "[...]".
// Invariant: every successful `enterRecursiveCall` is matched by `leaveRecursiveCall`, on errors too (try/finally).
// Mirrors _Py_EnterRecursiveCall (Python/ceval.c) and Py_ReprEnter (Objects/object.c).

import { decref, incref } from "../heap/refcount.ts";
import { raiseError } from "./errors.ts";
import type { PyObject } from "./object.ts";
import { enlargeNativeLimit, interpreter, thread } from "./state.ts";

/** Raises RecursionError if native code is nested too deeply; `where` ends the message (" in comparison"). */
export function enterRecursiveCall(where: string): void {
	if (++thread.nativeDepth <= interpreter.nativeLimit || enlargeNativeLimit()) return;
	thread.nativeDepth--;
	raiseError("RecursionError", `maximum recursion depth exceeded${where}`);
}

export function leaveRecursiveCall(): void {
	thread.nativeDepth--;
}

/** Whether the repr of the object is already being computed; if not, notes that it is. */
export function reprEnter(object: PyObject): boolean {
	if (thread.reprStack.includes(object)) return true;
	thread.reprStack.push(incref(object));
	return false;
}

/** To be called on errors too. */
export function reprLeave(object: PyObject): void {
	const i = thread.reprStack.lastIndexOf(object);
	if (i < 0) return;
	thread.reprStack.splice(i, 1);
	decref(object);
}
