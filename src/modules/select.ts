// The module `select`: waiting until descriptors can be read or written, or for time to pass. `poll` is in selectPoll.ts. There
// is no epoll, which needs the system. Read `select` first. Mirrors Modules/selectmodule.c.

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { isSequence, sequenceList } from "../objects/abstract.ts";
import { def } from "../objects/args.ts";
import { exceptionTypes, typeError, valueError } from "../objects/errors.ts";
import { raiseOSError } from "../objects/exceptionsRaise.ts";
import { newInt } from "../objects/int.ts";
import { listAppend, ListType, newList, type PyList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { newTuple } from "../objects/tuple.ts";
import { registerBlocking } from "../vm/scheduler.ts";
import { addStateTypes, buildModule, setOwned } from "./define.ts";
import { fileDescriptorOf } from "./fileNumbers.ts";
import { ATOMIC } from "./pipes.ts";
import { EVENTS, pollFunction, PollType } from "./selectPoll.ts";
import { isSocket, readinessOf, timeoutSeconds, waitUntilReady } from "./selectWait.ts";

const EBADF = 9;
/** select(2) knows no larger numbers. */
const FD_SETSIZE = 1024;

interface Watched {
	readonly object: PyObject;
	readonly descriptor: number;
}

/** The objects of an argument, held by `kept`, with their descriptors. */
function watchedOf(sequence: PyObject, kept: PyList): Watched[] {
	if (!isSequence(sequence) && sequence.type.iter === null) typeError("arguments 1-3 must be sequences");
	const objects = hold(
		sequence.type === ListType ? incref(sequence as PyList) : (sequenceList(sequence) as Own<PyList>),
		"what is waited for",
	);
	const watched: Watched[] = [];
	// A list may change while its objects are asked.
	for (let i = 0; i < objects.items.length; i++) {
		const object = objects.items[i]!;
		listAppend(kept, object);
		const descriptor = fileDescriptorOf(object);
		if (descriptor >= FD_SETSIZE && !isSocket(descriptor)) valueError("filedescriptor out of range in select()");
		watched.push({ object, descriptor });
	}
	drop(objects);
	return watched;
}

type Wish = "readable" | "writable";

const isReady = ({ descriptor }: Watched, how: Wish): boolean => readinessOf(descriptor)?.[how] ?? true;

function readyOnes(watched: readonly Watched[], how: Wish): Own<PyObject>[] {
	for (const { descriptor } of watched) if (readinessOf(descriptor) === null) raiseOSError(EBADF, "Bad file descriptor");
	return watched.filter((one) => isReady(one, how)).map(({ object }) => incref(object));
}

function select(module: PyObject, reading: PyObject, writing: PyObject, failing: PyObject, timeout: PyObject | null): Own<PyObject> {
	const seconds = timeoutSeconds(timeout, 1, "timeout must be a float or None");
	if (seconds < 0) valueError("timeout must be non-negative");
	const kept = hold(newList([]), "objects that are waited for");
	const [readers, writers, others] = [reading, writing, failing].map((sequence) => watchedOf(sequence, kept)) as [
		Watched[],
		Watched[],
		Watched[],
	];
	const result = (): Own<PyObject> => {
		for (const { descriptor } of others) if (readinessOf(descriptor) === null) raiseOSError(EBADF, "Bad file descriptor");
		return newTuple([readyOnes(readers, "readable"), readyOnes(writers, "writable"), []].map((list) => newList(list)));
	};
	const ready = (): boolean => readers.some((one) => isReady(one, "readable")) || writers.some((one) => isReady(one, "writable"));
	const all = [...readers, ...writers, ...others].map(({ descriptor }) => descriptor);
	if (seconds <= 0 || ready() || all.some((descriptor) => readinessOf(descriptor) === null)) return dropKeeping(kept, result());
	drop(kept);
	// The arguments keep the objects; the sequences may have changed when the wait is over, and are looked at again.
	return waitUntilReady(module, seconds, all, ready, () => select(module, reading, writing, failing, newInt(0)));
}

const selectFunction = def(
	"select",
	"($module, rlist, wlist, xlist, timeout=None, /)",
	"Waits until one of the objects is ready, or for a time.",
	select,
);
registerBlocking([selectFunction]);

export function initSelect(): Own<PyModule> {
	const module = hold(buildModule("select", "Waiting for descriptors.", [selectFunction, pollFunction]), "module select");
	addStateTypes(module, [PollType]);
	setOwned(module.dict!, "error", incref(exceptionTypes.OSError!));
	setOwned(module.dict!, "PIPE_BUF", newInt(ATOMIC));
	for (const [name, number] of Object.entries(EVENTS)) setOwned(module.dict!, name, newInt(number));
	return take(module);
}
