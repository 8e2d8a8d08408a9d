// The module `select`: waiting for sockets (which are all in memory) or for time to pass. Mirrors Modules/selectmodule.c.

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { asDouble, call, getIter, indexAsNumber, isIndex, iterNext, lookupAttr } from "../objects/abstract.ts";
import { def } from "../objects/args.ts";
import { exceptionTypes, typeError, valueError } from "../objects/errors.ts";
import { raiseOSError } from "../objects/exceptionsRaise.ts";
import { newInt } from "../objects/int.ts";
import { listAppend, newList, type PyList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { internStr } from "../objects/str.ts";
import { threads } from "../objects/threads.ts";
import { newTuple } from "../objects/tuple.ts";
import { breaker, handlePending } from "../vm/breaker.ts";
import { block, registerBlocking, Wait } from "../vm/scheduler.ts";
import { readiness } from "./_socket.ts";
import { buildModule, setOwned } from "./define.ts";
import { host } from "./host.ts";

const EBADF = 9;
/** Longest time without a look at the breaker. */
const SLICE = 20;

/** The descriptor of an int or of an object with `fileno`. */
function descriptorOf(object: PyObject): number {
	if (isIndex(object)) return indexAsNumber(object, "OverflowError");
	const method = lookupAttr(object, internStr("fileno"));
	if (method === null) return typeError("argument must be an int, or have a fileno() method.");
	hold(method, "fileno");
	const result = hold(dropKeeping(method, call(method, [])), "file descriptor");
	if (!isIndex(result)) typeError("fileno() returned a non-integer");
	const descriptor = indexAsNumber(result, "OverflowError");
	drop(result);
	return descriptor < 0 ? valueError(`file descriptor cannot be a negative integer (${descriptor})`) : descriptor;
}

interface Watched {
	readonly object: PyObject;
	readonly descriptor: number;
}

/** The objects of an argument, held by `kept`, with their descriptors. */
function watchedOf(iterable: PyObject, kept: PyList): Watched[] {
	const watched: Watched[] = [];
	const iterator = hold(getIter(iterable), "iterator over what is waited for");
	for (let object = iterNext(iterator); object !== null; object = iterNext(iterator)) {
		hold(object, "object that is waited for");
		listAppend(kept, object);
		watched.push({ object, descriptor: descriptorOf(object) });
		drop(object);
	}
	drop(iterator);
	return watched;
}

function ready(watched: readonly Watched[], how: "readable" | "writable"): Own<PyObject>[] {
	const found = watched.filter(({ descriptor }) => (readiness(descriptor) ?? raiseOSError(EBADF, "Bad file descriptor"))[how]);
	return found.map(({ object }) => incref(object));
}

function select(module: PyObject, reading: PyObject, writing: PyObject, failing: PyObject, timeout: PyObject | null): Own<PyObject> {
	const seconds = timeout === null || timeout === None ? Number.POSITIVE_INFINITY : asDouble(timeout);
	if (seconds < 0) valueError("timeout must be non-negative");
	const kept = hold(newList([]), "objects that are waited for");
	const readers = watchedOf(reading, kept);
	const writers = watchedOf(writing, kept);
	watchedOf(failing, kept);
	const deadline = Number(host().monotonic()) / 1e6 + seconds * 1000;
	for (;;) {
		const found = [ready(readers, "readable"), ready(writers, "writable"), []];
		const left = deadline - Number(host().monotonic()) / 1e6;
		if (left <= 0 || found.some((list) => list.length > 0)) {
			return dropKeeping(kept, newTuple(found.map((list) => newList(list))));
		}
		if (threads.all.length > 1) {
			drop(kept);
			return waitWithOthers(module, seconds, readers, writers, () => select(module, reading, writing, failing, zero()));
		}
		host().sleep(Math.min(left, SLICE));
		breaker.poll?.();
		if (breaker.any) handlePending();
	}
}

/** The result of a wait is what is ready when it is over. */
function waitWithOthers(
	module: PyObject,
	seconds: number,
	readers: readonly Watched[],
	writers: readonly Watched[],
	finish: () => Own<PyObject>,
): Own<PyObject> {
	const wait = new Wait(() => "sockets", seconds, finish);
	const isReady = (watched: readonly Watched[], how: "readable" | "writable"): boolean =>
		watched.some(({ descriptor }) => readiness(descriptor)?.[how] ?? true);
	wait.poll = () => isReady(readers, "readable") || isReady(writers, "writable");
	return block(module, wait);
}

const zero = (): PyObject => newInt(0);

const selectFunction = def(
	"select",
	"($module, rlist, wlist, xlist, timeout=None, /)",
	"Waits until one of the objects is ready, or for a time.",
	select,
);
registerBlocking([selectFunction]);

export function initSelect(): Own<PyModule> {
	const module = hold(buildModule("select", "Waiting for sockets.", [selectFunction]), "module select");
	setOwned(module.dict!, "error", incref(exceptionTypes.OSError!));
	return take(module);
}
