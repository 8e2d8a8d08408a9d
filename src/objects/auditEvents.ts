// Audit events (PEP 578): what a program does is told to the functions of `sys.addaudithook`, before it is done.
//
// Owns the hooks until the interpreter ends. Without a hook an event costs one comparison: its arguments are made when
// somebody listens. Told of are sys.audit's own events, and those of the functions that call `auditEvent`.
// Mirrors the audit part of Python/sysmodule.c.

import { registerRoots } from "../heap/audit.ts";
import { drop, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, decrefEach, incref } from "../heap/refcount.ts";
import { call } from "./abstractCall.ts";
import type { PyObject } from "./object.ts";
import { newStr } from "./str.ts";
import { newTuple, type PyTuple } from "./tuple.ts";

let hooks: PyObject[] = [];

registerRoots("audit hooks", (visit) => {
	for (const hook of hooks) visit(hook, "audit hook");
});

/** Tells all hooks of an event, first added first; what one raises ends it. `makeArguments` gives new references. */
export function auditEvent(event: string, makeArguments: () => Own<PyObject>[] = () => []): void {
	if (hooks.length > 0) tell(event, newTuple(makeArguments()));
}

/** The same with the tuple of arguments, which is stolen. */
function tell(event: string, given: Own<PyTuple>): void {
	const args = hold(given, "arguments of the event");
	const name = hold(newStr(event), "name of the event");
	for (const hook of hooks) decref(call(hook, [name, args], null));
	drop(name);
	drop(args);
}

/** That an attribute is set, or (value null) deleted. Borrows. */
export function auditSet(object: PyObject, name: string, value: PyObject | null): void {
	if (value === null) auditEvent("object.__delattr__", () => [incref(object), newStr(name)]);
	else auditEvent("object.__setattr__", () => [incref(object), newStr(name), incref(value)]);
}

/** Counts the hook. */
export function addAuditHook(hook: PyObject): void {
	hooks.push(incref(hook));
}

export function clearAuditHooks(): void {
	const old = hooks;
	hooks = [];
	decrefEach(old);
}
