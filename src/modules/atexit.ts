// The module `atexit`: functions to be called when the interpreter ends, last registered first.
// Mirrors Modules/atexitmodule.c.

import { registerRoots } from "../heap/audit.ts";
import { drop, hold, mark } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, decrefEach, incref } from "../heap/refcount.ts";
import { call, isCallable, richCompareBool } from "../objects/abstract.ts";
import { def, defRaw, type MethodDef } from "../objects/args.ts";
import { caught, typeError, writeUnraisable } from "../objects/errors.ts";
import { reprText } from "../objects/exceptions.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { type PyObject, Py_EQ } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { newTuple, type PyTuple } from "../objects/tuple.ts";
import { buildModule } from "./define.ts";

/** All references owned. `args` are positional ones, then the values of `names`. */
interface Callback {
	readonly callable: PyObject;
	readonly args: PyTuple;
	readonly names: PyTuple | null;
}

let callbacks: Callback[] = [];

registerRoots("atexit", (visit) => {
	for (const { callable, args, names } of callbacks) {
		visit(callable, "function to be called at exit");
		visit(args, "its arguments");
		if (names !== null) visit(names, "names of its arguments");
	}
});

function release({ callable, args, names }: Callback): void {
	decrefEach([callable, args, names]);
}

function register(_module: PyObject, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const count = args.length - (kwnames === null ? 0 : kwnames.items.length);
	if (count === 0) typeError("register() takes at least 1 argument (0 given)");
	const callable = args[0]!;
	if (!isCallable(callable)) typeError("the first argument must be callable");
	callbacks.push({
		callable: incref(callable),
		args: newTuple(args.slice(1).map((a) => incref(a))),
		names: kwnames === null ? null : incref(kwnames),
	});
	return incref(callable);
}

function unregister(_module: PyObject, callable: PyObject): Own<PyObject> {
	for (const callback of [...callbacks]) {
		// The comparison may run what forgets the function.
		const place = callbacks.indexOf(callback);
		if (place < 0) continue;
		const kept = hold(incref(callback.callable), "function compared");
		const isEqual = richCompareBool(kept, callable, Py_EQ);
		drop(kept);
		const now = callbacks.indexOf(callback);
		if (!isEqual || now < 0) continue;
		callbacks.splice(now, 1);
		release(callback);
	}
	return newNone();
}

/** Calls and forgets every function, last first; their errors are reported as unraisable. */
export function runExitFunctions(): void {
	while (callbacks.length > 0) runOne(callbacks.pop()!);
}

function runOne({ callable, args, names }: Callback): void {
	hold(callable as Own<PyObject>, "function called at exit");
	hold(args as Own<PyTuple>, "its arguments");
	if (names !== null) hold(names as Own<PyTuple>, "names of its arguments");
	const held = mark();
	try {
		decref(call(callable, args.items, names));
	} catch (thrown) {
		caught(thrown, held);
		writeUnraisable(`Exception ignored in atexit callback ${reprText(callable)}`);
	}
	if (names !== null) drop(names);
	drop(args);
	drop(callable);
}

function clear(): Own<PyObject> {
	const old = callbacks;
	callbacks = [];
	for (const callback of old.reverse()) release(callback);
	return newNone();
}

const functions: readonly MethodDef[] = [
	defRaw("register", "($module, func, /, *args, **kwargs)", "Has a function called when the interpreter ends.", register),
	def("unregister", "($module, func, /)", "Takes back what register() did.", unregister),
	def("_clear", "($module, /)", "Forgets all functions.", clear),
	def("_ncallbacks", "($module, /)", "How many functions are registered.", () => newInt(callbacks.length)),
	def("_run_exitfuncs", "($module, /)", "Calls all functions now.", () => {
		runExitFunctions();
		return newNone();
	}),
];

export function initAtexit(): Own<PyModule> {
	return buildModule("atexit", "Functions to be called when the interpreter ends.", functions);
}
