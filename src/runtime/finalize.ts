// The end of the interpreter, in CPython's order: threads, exit functions, streams, modules, and what is left by the collector.
// Read `finalizeRuntime` first. Mirrors Py_FinalizeEx and finalize_modules (Python/pylifecycle.c), FACTS F.

import { dropInterpreterTypes } from "../objects/heapTypes.ts";
import { collectAtShutdown } from "../heap/gc/collect.ts";
import { collector } from "../heap/gc/state.ts";
import { generations } from "../heap/gc/tracking.ts";
import { registerRoots } from "../heap/audit.ts";
import { drop, hold, mark } from "../heap/handles.ts";
import type { HeapObject } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { WeakReference } from "../heap/weakref.ts";
import { isOfRegistry } from "../modules/_abc.ts";
import { runExitFunctions } from "../modules/atexit.ts";
import { setFinalizing } from "../modules/sys.ts";
import { clearSysHooks } from "../modules/sysPlatform.ts";
import { callMethod, isTrue, lookupAttr } from "../objects/abstract.ts";
import { isType } from "../objects/abstractClass.ts";
import {
	dictClear,
	dictContains,
	dictCopy,
	dictDelete,
	dictDeleteStr,
	dictGetStr,
	dictItemsInOrder,
	dictSet,
	dictSetStr,
	type PyDict,
} from "../objects/dict.ts";
import { caught, clearException, writeUnraisable } from "../objects/errors.ts";
import { isModule, type PyModule } from "../objects/module.ts";
import type { PyObject, PyType } from "../objects/object.ts";

import { None } from "../objects/singletons.ts";
import { slotFinalize } from "../objects/slotFunctions.ts";
import { interpreter } from "../objects/state.ts";
import { internStr, isStr } from "../objects/str.ts";
import { clearTypeCache } from "../objects/typeCache.ts";
import { scheduler } from "../vm/scheduler.ts";

export const finalizeHooks = {
	/** The builtins' names and values as they were when the program began. Owned. */
	originalBuiltins: null as PyDict | null,
};

registerRoots("end of the runtime", (visit) => {
	if (finalizeHooks.originalBuiltins !== null) visit(finalizeHooks.originalBuiltins, "builtins as they were at the start");
});

/** Notes what `builtins` is to be reset to. */
export function rememberBuiltins(): void {
	const copy = dictCopy(interpreter.builtins!);
	// In CPython `open` comes into builtins after the copy is made.
	dictDeleteStr(copy, internStr("open"));
	finalizeHooks.originalBuiltins = copy;
}

/**
 * Ends the interpreter. False if the standard streams could not be flushed. Unless everything is to be `cleared`, the
 * objects are left alone where none could tell that it dies: then nobody can see the difference, and the end is quicker.
 */
export function finalizeRuntime(cleared: boolean): boolean {
	waitForThreads();
	runExitFunctions();
	scheduler.frozen = true;
	const streams = holdStreams();
	const flushed = flush(streams, tellOfLostOutput);
	if (!cleared && !someDeathShows()) {
		for (const stream of streams.reverse()) drop(stream);
		return flushed;
	}
	setFinalizing(true);
	if (collector.enabled) collectAtShutdown();
	finalizeModules();
	// What finalizers have printed meanwhile; the streams' own finalizers write it in CPython.
	const flushedAll = flush(streams, clearException) && flushed;
	for (const stream of streams.reverse()) drop(stream);
	clearSysHooks();
	clearTypeCache();
	return flushedAll;
}

/** Source: wait_for_thread_shutdown. */
function waitForThreads(): void {
	const threading = dictGetStr(interpreter.modules!, internStr("threading"));
	if (threading === null || threading === None) return;
	hold(incref(threading), "module threading");
	const since = mark();
	try {
		decref(callMethod(threading, internStr("_shutdown")));
	} catch (thrown) {
		caught(thrown, since);
		writeUnraisable("Exception ignored on threading shutdown", threading);
	}
	drop(threading);
}

/** Whether an object that is alive has a finalizer, or a weak reference a callback. The standard streams have been flushed. */
function someDeathShows(): boolean {
	if (collector.debug !== 0) return true;
	const flushed = standardStreams();
	for (const { slots } of generations)
		for (let i = 0; i < slots.length; i++) {
			const object = slots[i];
			if (object != null && tells(object) && !flushed.has(object)) return true;
		}
	return false;
}

function tells(object: HeapObject): boolean {
	if (object.type.finalize !== null) return true;
	if (object instanceof WeakReference) return object.callback !== null && !isOfRegistry(object);
	// Whoever has a native finalizer is in one of the lists.
	return isType(object as PyObject) && (object as PyType).finalize === slotFinalize;
}

/** The streams as they were at the start, with what lies under them. */
function standardStreams(): ReadonlySet<HeapObject> {
	const streams = new Set<HeapObject>();
	for (const name of SYS_STREAMS) {
		const stream = dictGetStr(interpreter.sysDict!, internStr(`__${name}__`));
		if (stream === null) continue;
		streams.add(stream);
		stream.type.traverse?.(stream, (inner) => {
			streams.add(inner);
			inner.type.traverse?.(inner, (raw) => streams.add(raw));
		});
	}
	return streams;
}

/** `sys.stdout` and `sys.stderr`, held until the very end. */
function holdStreams(): PyObject[] {
	return ["stdout", "stderr"].flatMap((name) => {
		const stream = dictGetStr(interpreter.sysDict!, internStr(name));
		return stream === null || stream === None ? [] : [hold(incref(stream), `sys.${name}`)];
	});
}

/** `tell` clears the exception in flight. */
function flush(streams: readonly PyObject[], tell: (stream: PyObject) => void): boolean {
	let ok = true;
	for (const stream of streams) {
		const since = mark();
		try {
			if (isClosed(stream)) continue;
			decref(callMethod(stream, internStr("flush")));
		} catch (thrown) {
			caught(thrown, since);
			tell(stream);
			ok = false;
		}
	}
	return ok;
}

/** What could not be written to standard output is lost, and the program's user told. */
function tellOfLostOutput(stream: PyObject): void {
	if (stream === dictGetStr(interpreter.sysDict!, internStr("stdout")))
		writeUnraisable("Exception ignored while flushing sys.stdout", null);
	else clearException();
}

/** Source: file_is_closed (Python/pylifecycle.c). */
function isClosed(stream: PyObject): boolean {
	const closed = lookupAttr(stream, internStr("closed"));
	if (closed === null) return false;
	hold(closed, "closed");
	const answer = isTrue(closed);
	drop(closed);
	return answer;
}

const SYS_NONES = [
	"path",
	"argv",
	"ps1",
	"ps2",
	"last_exc",
	"last_type",
	"last_value",
	"last_traceback",
	"path_importer_cache",
	"meta_path",
	"path_hooks",
];
const SYS_STREAMS = ["stdin", "stdout", "stderr"];

function finalizeModules(): void {
	const sys = interpreter.sysDict!;
	const builtins = interpreter.builtins!;
	if (dictGetStr(builtins, internStr("_")) !== null) dictSetStr(builtins, internStr("_"), None);
	for (const name of SYS_NONES) dictSetStr(sys, internStr(name), None);
	for (const name of SYS_STREAMS) dictSetStr(sys, internStr(name), dictGetStr(sys, internStr(`__${name}__`)) ?? None);
	const survivors = dropModules();
	resetBuiltins(builtins);
	collectAtShutdown();
	clearSurvivors(survivors);
	moduleClear(sys);
	moduleClear(builtins);
	dropInterpreterTypes();
	collectAtShutdown();
}

/** Every value of sys.modules becomes None; then the table is emptied. The modules that still live, in order of import. */
function dropModules(): [string, WeakRefLike][] {
	const modules = interpreter.modules!;
	const seen: [string, WeakRefLike][] = [];
	for (const [name, module] of dictItemsInOrder(modules)) {
		if (!isModule(module)) continue;
		seen.push([isStr(name) ? name.value : "", { module }]);
		dictSet(modules, name, None);
	}
	dictClear(modules);
	return seen;
}

/** A module that may have died meanwhile: its count tells. */
interface WeakRefLike {
	readonly module: PyModule;
}

function resetBuiltins(builtins: PyDict): void {
	const original = finalizeHooks.originalBuiltins;
	if (original === null) return;
	for (const [name] of dictItemsInOrder(builtins)) if (!dictContains(original, name)) dictDelete(builtins, name);
	for (const [name, value] of dictItemsInOrder(original)) dictSet(builtins, name, value);
	finalizeHooks.originalBuiltins = null;
	decref(original);
}

function clearSurvivors(survivors: readonly [string, WeakRefLike][]): void {
	for (let i = survivors.length - 1; i >= 0; i--) {
		const [name, { module }] = survivors[i];
		if (module.refcnt <= 0 || name === "sys" || name === "builtins" || module.dict === null) continue;
		hold(incref(module), `module ${name}`);
		moduleClear(module.dict);
		drop(module);
	}
}

/** Names with one leading underscore become None first, then all others but `__builtins__`. Source: _PyModule_ClearDict. */
function moduleClear(dict: PyDict): void {
	const clear = (pick: (name: string) => boolean): void => {
		for (const [key, value] of dictItemsInOrder(dict)) {
			if (value === None || !isStr(key) || !pick(key.value)) continue;
			dictSet(dict, key as PyObject, None);
		}
	};
	clear((name) => name.startsWith("_") && name[1] !== "_");
	clear((name) => !name.startsWith("_") || (name[1] === "_" && name !== "__builtins__"));
}
