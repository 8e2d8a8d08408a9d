// The module `gc`: the collector's controls as Python sees them. Mirrors Modules/gcmodule.c.

import { makeAllThatWasPutOff } from "../heap/gc/belated.ts";
import { tupleOf } from "../objects/tuple.ts";
import { auditEvent } from "../objects/auditEvents.ts";
import { registerRoots } from "../heap/audit.ts";
import { collect } from "../heap/gc/collect.ts";
import { freeze, frozenCount, isFinalized, objectsOf, referentsOf, referrersOf, unfreeze } from "../heap/gc/queries.ts";
import {
	collector,
	countOf,
	DEBUG_COLLECTABLE,
	DEBUG_LEAK,
	DEBUG_SAVEALL,
	DEBUG_STATS,
	DEBUG_UNCOLLECTABLE,
	disable,
	enable,
	gcHooks,
	type GenerationStats,
	updateLimit,
} from "../heap/gc/state.ts";
import { isTracked, OLDEST } from "../heap/gc/tracking.ts";
import { drop, hold, mark, take } from "../heap/handles.ts";
import type { HeapObject, Own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { call, indexAsNumber } from "../objects/abstract.ts";
import { def, defRaw, type MethodDef, noKeywords } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { cIntArgument, parsedInt } from "../objects/conversions.ts";
import { newDict } from "../objects/dict.ts";
import { caught, typeError, valueError, writeUnraisable } from "../objects/errors.ts";
import { reprText } from "../objects/exceptions.ts";
import { newInt } from "../objects/int.ts";
import { listAppend, newList, type PyList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { thread } from "../objects/state.ts";
import { internStr } from "../objects/str.ts";
import { newTuple, type PyTuple } from "../objects/tuple.ts";
import { buildModule, setOwned, sysGet } from "./define.ts";
import { writeText } from "./builtinsPrint.ts";

/** Owned; null until the module is made. */
const lists: { garbage: PyList | null; callbacks: PyList | null } = { garbage: null, callbacks: null };

registerRoots("gc", (visit) => {
	if (lists.garbage !== null) visit(lists.garbage, "gc.garbage");
	if (lists.callbacks !== null) visit(lists.callbacks, "gc.callbacks");
});

function notify(phase: "start" | "stop", generation: number, collected: number, uncollectable: number): void {
	const { callbacks } = lists;
	if (callbacks === null || callbacks.items.length === 0) return;
	const info = hold(newDict(), "information for gc.callbacks");
	for (const [name, value] of Object.entries({ generation, collected, uncollectable })) setOwned(info, name, newInt(value));
	for (let i = 0; i < callbacks.items.length; i++) callOne(callbacks.items[i]!, phase, info);
	drop(info);
}

function callOne(callback: PyObject, phase: string, info: PyObject): void {
	hold(incref(callback), "gc callback");
	const since = mark();
	try {
		decref(call(callback, [internStr(phase), info]));
	} catch (thrown) {
		caught(thrown, since);
		writeUnraisable(`Exception ignored while calling GC callback ${reprText(callback)}`);
	}
	drop(callback);
}

/** Debugging output: to sys.stderr as it is, without buffering. */
function writeDebug(text: string): void {
	const file = sysGet("stderr");
	if (file !== null && file !== None) writeText(text, file);
}

function collectFunction(_module: PyObject, generation: PyObject | null): Own<PyObject> {
	const which = cIntArgument(generation, OLDEST);
	if (which < 0 || which > OLDEST) valueError("invalid generation");
	return newInt(collect(which));
}

function getObjects(_module: PyObject, generation: PyObject | null): Own<PyObject> {
	auditEvent("gc.get_objects", () => [
		newInt(generation === null || generation === None ? -1 : indexAsNumber(generation, "OverflowError")),
	]);
	if (generation === null || generation === None) return listOf(objectsOf(null));
	const which = indexAsNumber(generation, "OverflowError");
	if (which > OLDEST) valueError(`generation parameter must be less than the number of available generations (${OLDEST + 1})`);
	if (which < 0) valueError("generation parameter cannot be negative");
	return listOf(objectsOf(which));
}

function listOf(objects: readonly HeapObject[]): Own<PyObject> {
	return newList(objects.map((o) => incref(o as PyObject)));
}

function getReferents(_module: PyObject, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	noKeywords("gc.get_referents", kwnames);
	auditEvent("gc.get_referents", () => [tupleOf(...args)]);
	makeAllThatWasPutOff();
	return listOf(args.flatMap(referentsOf));
}

function setThreshold(_module: PyObject, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	noKeywords("gc.set_threshold", kwnames);
	if (args.length < 1 || args.length > 3) typeError("gc.set_threshold requires 1 to 3 arguments");
	args.forEach((value, i) => {
		collector.thresholds[i as 0 | 1 | 2] = parsedInt(value);
	});
	updateLimit();
	return newNone();
}

function statsDict({ collections, collected, uncollectable }: GenerationStats): Own<PyObject> {
	const dict = hold(newDict(), "statistics");
	for (const [name, value] of Object.entries({ collections, collected, uncollectable })) setOwned(dict, name, newInt(value));
	return take(dict);
}

const numbers = (values: readonly number[]): Own<PyObject> => newTuple(values.map((value) => newInt(value) as Own<PyObject>));
const done = (_nothing: void): Own<PyObject> => newNone();

const functions: readonly MethodDef[] = [
	def("collect", "($module, /, generation=2)", "Runs the collector and returns how many unreachable objects it found.", collectFunction),
	def("enable", "($module, /)", "Turns automatic collection on.", () => done(enable())),
	def("disable", "($module, /)", "Turns automatic collection off.", () => done(disable())),
	def("isenabled", "($module, /)", "Whether automatic collection is on.", () => newBool(collector.enabled)),
	def("get_count", "($module, /)", "The generations' counts.", () => numbers([0, 1, 2].map(countOf))),
	def("get_threshold", "($module, /)", "The generations' thresholds.", () => numbers(collector.thresholds)),
	defRaw("set_threshold", null, "Sets the thresholds.", setThreshold),
	def("get_stats", "($module, /)", "What the collector has done, by generation.", () => newList(collector.stats.map(statsDict))),
	def("get_debug", "($module, /)", "The debugging flags.", () => newInt(collector.debug)),
	def("set_debug", "($module, flags, /)", "Sets the debugging flags.", (_m, flags) => {
		collector.debug = cIntArgument(flags);
		return newNone();
	}),
	def("get_objects", "($module, /, generation=None)", "The tracked objects.", getObjects),
	defRaw("get_referrers", "($module, /, *objs)", "The tracked objects that refer to any of the given ones.", (_m, args, kwnames) => {
		noKeywords("gc.get_referrers", kwnames);
		auditEvent("gc.get_referrers", () => [tupleOf(...args)]);
		return listOf(referrersOf(new Set(args)));
	}),
	defRaw("get_referents", "($module, /, *objs)", "The objects that the given ones refer to.", getReferents),
	def("is_tracked", "($module, obj, /)", "Whether the collector knows the object.", (_m, o) => newBool(isTracked(o))),
	def("is_finalized", "($module, obj, /)", "Whether the object's finalizer has run.", (_m, o) => newBool(isFinalized(o))),
	def("freeze", "($module, /)", "Takes all tracked objects out of the collector's reach.", () => done(freeze())),
	def("unfreeze", "($module, /)", "Puts them back, into the oldest generation.", () => done(unfreeze())),
	def("get_freeze_count", "($module, /)", "How many objects are out of reach.", () => newInt(frozenCount())),
];

const FLAGS = { DEBUG_STATS, DEBUG_COLLECTABLE, DEBUG_UNCOLLECTABLE, DEBUG_SAVEALL, DEBUG_LEAK };

gcHooks.notify = notify;
gcHooks.write = writeDebug;
gcHooks.exceptionInFlight = () => thread.currentException !== null;
gcHooks.saveGarbage = (object) => {
	lists.garbage ??= newList([]);
	listAppend(lists.garbage, object as PyObject);
};

export function initGc(): Own<PyModule> {
	const module = hold(buildModule("gc", "The cyclic garbage collector.", functions), "module gc");
	lists.garbage ??= newList([]);
	lists.callbacks ??= newList([]);
	setOwned(module.dict!, "garbage", incref(lists.garbage));
	setOwned(module.dict!, "callbacks", incref(lists.callbacks));
	for (const [name, value] of Object.entries(FLAGS)) setOwned(module.dict!, name, newInt(value));
	return take(module);
}
