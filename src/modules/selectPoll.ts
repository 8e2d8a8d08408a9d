// The type `select.poll`: descriptors with the events that are waited for, in the order they were registered. Not made by its name
// but by the function of that name. Read `pollDescriptors` first. Mirrors pollObject of Modules/selectmodule.c.

import { drop, hold, take } from "../heap/handles.ts";
import { own, type Own } from "../heap/header.ts";
import { free } from "../heap/refcount.ts";
import { isIndex } from "../objects/abstract.ts";
import { def } from "../objects/args.ts";
import { integerArgument } from "../objects/conversions.ts";
import { overflowError, raiseError, runtimeError, typeError, valueError } from "../objects/errors.ts";
import { raiseOSError } from "../objects/exceptionsRaise.ts";
import { newInt } from "../objects/int.ts";
import { listAppend, newList } from "../objects/list.ts";
import { defineType, type PyObject, PyPlainTypeOwner, type PyType, TPFLAGS_DISALLOW_INSTANTIATION } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { newTuple } from "../objects/tuple.ts";
import { registerBlocking } from "../vm/scheduler.ts";
import { fileDescriptorOf } from "./fileNumbers.ts";
import { readinessOf, timeoutSeconds, waitUntilReady } from "./selectWait.ts";

const POLLIN = 1;
const POLLPRI = 2;
const POLLOUT = 4;
const POLLERR = 8;
const POLLHUP = 16;
const POLLNVAL = 32;
const POLLRDNORM = 64;
const POLLWRNORM = 256;

export const EVENTS: { readonly [name: string]: number } = {
	POLLIN,
	POLLPRI,
	POLLOUT,
	POLLERR,
	POLLHUP,
	POLLNVAL,
	POLLRDNORM,
	POLLRDBAND: 128,
	POLLWRNORM,
	POLLWRBAND: 512,
	POLLMSG: 1024,
	POLLRDHUP: 8192,
};

class PyPoll extends PyPlainTypeOwner {
	/** Events by descriptor. */
	readonly watched = new Map<number, number>();
	isPolling = false;
}

/** An unsigned short. Raises TypeError, ValueError, OverflowError. */
function eventsArgument(value: PyObject | null): number {
	if (value === null) return POLLIN | POLLPRI | POLLOUT;
	if (!isIndex(value)) typeError("an integer is required");
	const events = integerArgument(value);
	if (events < 0) valueError("value must be positive");
	return events > 0xffff ? overflowError("Python int too large for C unsigned short") : Number(events);
}

/** Which of the events are there, or happened unasked. */
function eventsAt(descriptor: number, wanted: number): number {
	const state = readinessOf(descriptor);
	if (state === null) return POLLNVAL;
	const { hasBytes, writable, hungUp, failed } = state;
	const there = (hasBytes ? POLLIN | POLLRDNORM : 0) | (writable ? POLLOUT | POLLWRNORM : 0);
	return (there & wanted) | (hungUp ? POLLHUP : 0) | (failed ? POLLERR : 0);
}

function newPairs(self: PyPoll): Own<PyObject> {
	const pairs = hold(newList([]), "descriptors that are ready");
	for (const [descriptor, wanted] of self.watched) {
		const events = eventsAt(descriptor, wanted);
		if (events === 0) continue;
		const pair = hold(newTuple([newInt(descriptor) as Own<PyObject>, newInt(events)]), "descriptor and events");
		listAppend(pairs, pair);
		drop(pair);
	}
	return take(pairs);
}

const LONGEST = 0x7fffffff;

function pollDescriptors(self: PyPoll, timeout: PyObject | null): Own<PyObject> {
	const seconds = timeoutSeconds(timeout, 1000, "timeout must be an integer or None");
	if (seconds !== Number.POSITIVE_INFINITY && Math.abs(seconds * 1000) > LONGEST) overflowError("timeout is too large");
	if (self.isPolling) runtimeError("concurrent poll() invocation");
	const isReady = (): boolean => {
		for (const [descriptor, wanted] of self.watched) if (eventsAt(descriptor, wanted) !== 0) return true;
		return false;
	};
	self.isPolling = true;
	const end = (): void => void (self.isPolling = false);
	const longest = seconds < 0 ? Number.POSITIVE_INFINITY : seconds;
	return waitUntilReady(self, longest, [...self.watched.keys()], isReady, () => newPairs(self), end);
}

const pollMethod = def("poll", "($self, timeout=None, /)", "Waits until a descriptor is ready, or for milliseconds.", pollDescriptors);
registerBlocking([pollMethod]);

export const PollType: PyType = defineType({
	name: "select.poll",
	heapType: true,
	flags: TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 48,
	doc: null,
	new: () => typeError("cannot create 'select.poll' instances"),
	dealloc: (self: PyPoll) => free(self),
	methods: [
		def(
			"register",
			"($self, fd, eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /)",
			"Adds a descriptor.",
			(self: PyPoll, fd: PyObject, mask: PyObject | null) => {
				const descriptor = fileDescriptorOf(fd);
				self.watched.set(descriptor, eventsArgument(mask));
				return newNone();
			},
		),
		def("modify", "($self, fd, eventmask, /)", "Sets the events of a descriptor.", (self: PyPoll, fd: PyObject, mask: PyObject) => {
			const descriptor = fileDescriptorOf(fd);
			const events = eventsArgument(mask);
			if (!self.watched.has(descriptor)) raiseOSError(2, "No such file or directory");
			self.watched.set(descriptor, events);
			return newNone();
		}),
		def("unregister", "($self, fd, /)", "Removes a descriptor.", (self: PyPoll, fd: PyObject) => {
			const descriptor = fileDescriptorOf(fd);
			if (!self.watched.delete(descriptor)) raiseError("KeyError", newInt(descriptor));
			return newNone();
		}),
		pollMethod,
	],
});

export const pollFunction = def("poll", "($module, /)", "Makes an object that waits for descriptors.", () => own(new PyPoll(PollType)));
