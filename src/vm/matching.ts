// Structural pattern matching and `except*`: the operations behind MATCH_CLASS, MATCH_KEYS, CHECK_EG_MATCH.
// Mirrors _PyEval_MatchClass, _PyEval_MatchKeys and _PyEval_ExceptionGroupMatch (Python/ceval.c).

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { callMethod, callTuple, isInstance, length, lookupAttr } from "../objects/abstract.ts";
import { exceptionTypes, raiseError, typeError } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { isExceptionGroup } from "../objects/exceptionGroup.ts";
import { givenExceptionMatches, isExceptionClass, reprText } from "../objects/exceptions.ts";
import { frameObjectOf } from "../objects/frame.ts";
import { newInt } from "../objects/int.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import {
	isSubtype,
	ObjectType,
	type PyObject,
	type PyType,
	TPFLAGS_MATCH_SELF,
	TPFLAGS_TUPLE_SUBCLASS,
	TPFLAGS_TYPE_SUBCLASS,
} from "../objects/object.ts";
import { newSet, type PySet, setAdd, setContains } from "../objects/set.ts";
import { None } from "../objects/singletons.ts";
import { thread } from "../objects/state.ts";
import { internStr, isStr, type PyStr } from "../objects/str.ts";
import { newTraceback } from "../objects/traceback.ts";
import { isTuple, newTuple, type PyTuple } from "../objects/tuple.ts";
import { checkExceptType } from "./exceptions.ts";
import { closeInputs, peek, push, replaceInputs } from "./stack.ts";

/** GET_LEN: (obj -- obj, len) */
export function getLen(frame: Frame): void {
	push(frame, newInt(length(peek(frame, 1))));
}

/** MATCH_KEYS: (subject, keys -- subject, keys, values_or_none) */
export function matchKeys(frame: Frame): void {
	const keys = peek(frame, 1) as PyTuple;
	const subject = peek(frame, 2);
	if (keys.items.length === 0) return push(frame, own(newTuple([])));
	const get = hold(lookupAttr(subject, internStr("get")) ?? noGet(subject), "get method");
	const seen = hold(newSet(), "keys seen");
	const dummy = hold(callTuple(ObjectType, newTuple([]), null), "marker of a missing key");
	const values = collectValues(subject, keys, seen, dummy);
	drop(dummy);
	drop(seen);
	drop(get);
	push(frame, values);
}

function noGet(subject: PyObject): never {
	return raiseError("AttributeError", `'${subject.type.name}' object has no attribute 'get'`);
}

function collectValues(subject: PyObject, keys: PyTuple, seen: PySet, dummy: PyObject): Own<PyObject> {
	const values: Own<PyObject>[] = [];
	for (const key of keys.items) {
		if (setContains(seen, key)) raiseError("ValueError", `mapping pattern checks duplicate key (${reprText(key)})`);
		setAdd(seen, key);
		const value = callMethod(subject, internStr("get"), [key, dummy]);
		if (value === dummy) {
			decref(value);
			while (values.length > 0) drop(values.pop()!);
			return own(None);
		}
		values.push(hold(value, "matched value") as Own<PyObject>);
	}
	for (let i = values.length - 1; i >= 0; i--) take(values[i]);
	return newTuple(values);
}

/** MATCH_CLASS: (subject, type, names -- attrs_or_none) */
export function matchClass(frame: Frame, oparg: number): void {
	const names = peek(frame, 1) as PyTuple;
	const type = peek(frame, 2);
	const subject = peek(frame, 3);
	if ((type.type.typeFlags & TPFLAGS_TYPE_SUBCLASS) === 0) typeError("called match pattern must be a class");
	const attributes = isInstance(subject, type) ? classAttributes(subject, type as PyType, oparg, names) : null;
	replaceInputs(frame, 3, attributes ?? own(None));
}

function classAttributes(subject: PyObject, type: PyType, positional: number, names: PyTuple): Own<PyObject> | null {
	const found: Own<PyObject>[] = [];
	const seen = new Set<string>();
	const complete =
		(positional === 0 || addPositional(subject, type, positional, seen, found)) &&
		names.items.every((name) => addAttribute(subject, type, name as PyStr, seen, found));
	if (!complete) {
		while (found.length > 0) drop(found.pop()!);
		return null;
	}
	for (let i = found.length - 1; i >= 0; i--) take(found[i]);
	return newTuple(found);
}

function addPositional(subject: PyObject, type: PyType, positional: number, seen: Set<string>, found: Own<PyObject>[]): boolean {
	const matchArgs = lookupAttr(type, internStr("__match_args__"));
	if (matchArgs === null) {
		const self = (type.typeFlags & TPFLAGS_MATCH_SELF) !== 0;
		checkCount(type, positional, self ? 1 : 0);
		found.push(hold(incref(subject), "matched value") as Own<PyObject>);
		return true;
	}
	hold(matchArgs, "__match_args__");
	if (!isTuple(matchArgs) || matchArgs.type.name !== "tuple")
		typeError(`${type.name}.__match_args__ must be a tuple (got ${matchArgs.type.name})`);
	const names = (matchArgs as unknown as PyTuple).items;
	checkCount(type, positional, names.length);
	// The tuple lies under the values on the handle stack: it is given up with the last of them.
	let complete = true;
	for (let i = 0; i < positional && complete; i++) {
		const name = names[i];
		if (!isStr(name)) typeError(`__match_args__ elements must be strings (got ${name.type.name})`);
		complete = addAttribute(subject, type, name as PyStr, seen, found);
	}
	dropUnder(matchArgs, found);
	return complete;
}

/** Gives up a handle that lies under `found`'s. */
function dropUnder(object: PyObject, found: readonly Own<PyObject>[]): void {
	for (let i = found.length - 1; i >= 0; i--) take(found[i]);
	take(object);
	for (const value of found) hold(value, "matched value");
	decref(object);
}

function checkCount(type: PyType, given: number, allowed: number): void {
	if (given <= allowed) return;
	typeError(`${type.name}() accepts ${allowed} positional sub-pattern${allowed === 1 ? "" : "s"} (${given} given)`);
}

function addAttribute(subject: PyObject, type: PyType, name: PyStr, seen: Set<string>, found: Own<PyObject>[]): boolean {
	if (seen.has(name.value)) typeError(`${type.name}() got multiple sub-patterns for attribute ${reprText(name)}`);
	seen.add(name.value);
	const value = lookupAttr(subject, name);
	if (value === null) return false;
	found.push(hold(value, "matched value") as Own<PyObject>);
	return true;
}

/** CHECK_EG_MATCH: (exc_value, match_type -- rest, match) */
export function checkEgMatch(frame: Frame): void {
	const type = peek(frame, 1);
	const exception = peek(frame, 2) as unknown as PyBaseException;
	checkExceptStarType(type);
	const [rest, match] = groupMatch(frame, exception, type);
	hold(rest, "rest of the exception group");
	hold(match, "matched part of the exception group");
	closeInputs(frame, 2);
	if (match !== None) setHandled(match as unknown as PyBaseException);
	take(match);
	take(rest);
	push(frame, rest);
	push(frame, match);
}

function setHandled(exception: PyBaseException): void {
	const old = thread.excInfo.value;
	thread.excInfo.value = incref(exception);
	if (old !== null) decref(old);
}

function checkExceptStarType(type: PyObject): void {
	checkExceptType(type);
	const group = exceptionTypes.BaseExceptionGroup!;
	const types = (type.type.typeFlags & TPFLAGS_TUPLE_SUBCLASS) !== 0 ? (type as PyTuple).items : [type];
	if (types.some((t) => isExceptionClass(t) && isSubtype(t as PyType, group))) {
		typeError("catching ExceptionGroup with except* is not allowed. Use except instead.");
	}
}

function groupMatch(frame: Frame, exception: PyBaseException, type: PyObject): [Own<PyObject>, Own<PyObject>] {
	if ((exception as PyObject) === None) return [own(None), own(None)];
	if (givenExceptionMatches(exception, type)) {
		if (isExceptionGroup(exception)) return [own(None), incref(exception)];
		return [own(None), wrapped(frame, exception)];
	}
	if (!isExceptionGroup(exception)) return [incref(exception), own(None)];
	const pair = hold(callMethod(exception, internStr("split"), [type]), "parts of the exception group");
	if (!isTuple(pair)) typeError(`${exception.type.name}.split must return a tuple, not ${pair.type.name}`);
	const { items } = pair as PyTuple;
	if (items.length < 2) typeError(`${exception.type.name}.split must return a 2-tuple, got tuple of size ${items.length}`);
	const [match, rest] = items;
	const parts: [Own<PyObject>, Own<PyObject>] = [incref(rest), incref(match)];
	drop(pair);
	return parts;
}

/** A naked exception that matches is handled as a group of one, which was raised here. */
function wrapped(frame: Frame, exception: PyBaseException): Own<PyObject> {
	const args = hold(newTuple([own(internStr("")), newTuple([incref(exception)])]), "arguments of an exception group");
	const group = dropKeeping(args, callTuple(exceptionTypes.BaseExceptionGroup!, args, null));
	const made = group as unknown as PyBaseException;
	made.traceback = newTraceback(null, incref(frameObjectOf(frame)), 2 * frame.pc, -1);
	return group;
}
