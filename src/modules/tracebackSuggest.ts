// "Did you mean": the name nearest to a wrong one, by CPython's edit distance. Read `suggestionFor` first.
// Mirrors _compute_suggestion_error (Lib/traceback.py) and Python/suggestions.c.

import { drop, hold, mark } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref } from "../heap/refcount.ts";
import { dir, getAttr, getItem, hasAttr, sequenceList } from "../objects/abstract.ts";
import { caught, clearException, exceptionTypes } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import type { PyAttributeError, PyImportError, PyNameError } from "../objects/exceptionsValue.ts";
import type { PyList } from "../objects/list.ts";
import { isSubtype, type PyObject } from "../objects/object.ts";
import { internStr, isStr, newStr, type PyStr } from "../objects/str.ts";
import { isTraceback, type PyTraceback } from "../objects/traceback.ts";
import { dictGetStr, isDict } from "../objects/dict.ts";
import { interpreter } from "../objects/state.ts";

const MOVE_COST = 2;
const CASE_COST = 1;
const MAX_CANDIDATES = 750;
const MAX_LENGTH = 40;

function substitutionCost(a: string, b: string): number {
	if (a === b) return 0;
	return a.toLowerCase() === b.toLowerCase() ? CASE_COST : MOVE_COST;
}

/** Edit distance of two names, or something above `limit` if it exceeds that. */
export function editDistance(first: string, second: string, limit: number): number {
	let [a, b] = withoutCommonEnds(Array.from(first), Array.from(second));
	if (a.length === 0 || b.length === 0) return MOVE_COST * (a.length + b.length);
	if (a.length > MAX_LENGTH || b.length > MAX_LENGTH) return limit + 1;
	if (b.length < a.length) [a, b] = [b, a];
	if ((b.length - a.length) * MOVE_COST > limit) return limit + 1;
	return rowDistance(a, b, limit);
}

function withoutCommonEnds(a: string[], b: string[]): [string[], string[]] {
	let start = 0;
	while (start < a.length && start < b.length && a[start] === b[start]) start++;
	let end = 0;
	while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
	return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}

function rowDistance(a: readonly string[], b: readonly string[], limit: number): number {
	const row = a.map((_, i) => (i + 1) * MOVE_COST);
	let result = 0;
	for (let j = 0; j < b.length; j++) {
		let diagonal = j * MOVE_COST;
		result = diagonal;
		let least = Number.POSITIVE_INFINITY;
		for (let i = 0; i < a.length; i++) {
			const substitute = diagonal + substitutionCost(b[j]!, a[i]!);
			diagonal = row[i]!;
			result = Math.min(Math.min(result, diagonal) + MOVE_COST, substitute);
			row[i] = result;
			least = Math.min(least, result);
		}
		if (least > limit) return limit + 1;
	}
	return result;
}

/** The candidate nearest to `name`, or null if none is near enough. */
export function nearestName(candidates: readonly string[], name: string): string | null {
	const length = Array.from(name).length;
	if (candidates.length > MAX_CANDIDATES || length > MAX_LENGTH) return null;
	let best: string | null = null;
	let bestDistance = Number.POSITIVE_INFINITY;
	for (const candidate of candidates) {
		if (candidate === name) continue;
		const most = Math.floor(((Array.from(candidate).length + length + 3) * MOVE_COST) / 6);
		const limit = Math.min(most, bestDistance - 1);
		const distance = editDistance(name, candidate, limit);
		if (distance > limit || (best !== null && distance >= bestDistance)) continue;
		best = candidate;
		bestDistance = distance;
	}
	return best;
}

/** The strings in an iterable, in its order. May run Python code. */
function stringsIn(iterable: PyObject): string[] {
	const list = hold(sequenceList(iterable), "names to suggest");
	const texts = (list as PyList).items.filter(isStr).map((s) => (s as PyStr).value);
	drop(list);
	return texts;
}

const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function namesOf(o: PyObject): string[] {
	const names = hold(dir(o), "names of the object");
	const texts = stringsIn(names);
	drop(names);
	return texts.sort(byCodePoint);
}

function innermost(traceback: PyObject | null): PyTraceback | null {
	if (traceback === null || !isTraceback(traceback)) return null;
	let tb = traceback;
	while (tb.next !== null) tb = tb.next;
	return tb;
}

/** `frame.f_locals["self"]`, or null. New. */
function selfOf(locals: PyObject): Own<PyObject> | null {
	const name = internStr("self");
	return stringsIn(locals).includes("self") ? getItem(locals, name) : null;
}

function localsOf(traceback: PyTraceback): Own<PyObject> {
	return getAttr(traceback.frame, internStr("f_locals"));
}

function isSelf(traceback: PyTraceback, o: PyObject): boolean {
	const locals = hold(localsOf(traceback), "f_locals");
	const self = selfOf(locals);
	if (self !== null) decref(self);
	drop(locals);
	return self === o;
}

function attributeCandidates(o: PyObject, name: string, traceback: PyTraceback | null): string[] {
	const names = namesOf(o);
	let hide = !name.startsWith("_");
	if (hide && traceback !== null && isSelf(traceback, o)) hide = false;
	return hide ? names.filter((n) => !n.startsWith("_")) : names;
}

function importCandidates(exception: PyImportError, name: string): string[] {
	const module =
		exception.name === null || !isStr(exception.name) || interpreter.modules === null
			? null
			: dictGetStr(interpreter.modules, exception.name as PyStr);
	if (module === null) return [];
	const names = namesOf(module);
	return name.startsWith("_") ? names : names.filter((n) => !n.startsWith("_"));
}

/** For a NameError: the names that the frame sees, or `self.name` if that is meant. */
function nameSuggestion(name: string, traceback: PyTraceback | null): string | null {
	if (traceback === null) return null;
	const { frame } = traceback.frame;
	const locals = hold(localsOf(traceback), "f_locals");
	const candidates = [...stringsIn(locals), ...stringsIn(frame.globals), ...(isDict(frame.builtins) ? stringsIn(frame.builtins) : [])];
	const self = selfOf(locals);
	const meansAttribute = self !== null && selfHas(self, name);
	drop(locals);
	return meansAttribute ? `self.${name}` : nearestName(candidates, name);
}

/** Steals `self`. */
function selfHas(self: Own<PyObject>, name: string): boolean {
	hold(self, "self");
	const wanted = hold(newStr(name), "wrong name");
	const has = quietly(() => hasAttr(self, wanted), false);
	drop(wanted);
	drop(self);
	return has;
}

function quietly<T>(body: () => T, otherwise: T): T {
	const since = mark();
	try {
		return body();
	} catch (thrown) {
		caught(thrown, since);
		clearException();
		return otherwise;
	}
}

export interface Suggestion {
	/** The wrong name, or null if the exception knows none. */
	readonly name: string | null;
	readonly nearest: string | null;
}

const isA = (exception: PyBaseException, type: string): boolean => isSubtype(exception.type, exceptionTypes[type]!);

/** What could have been meant, for a NameError, an AttributeError or an ImportError of a name. Runs Python code, never raises. */
export function suggestionFor(exception: PyBaseException, traceback: PyObject | null): Suggestion {
	if (isA(exception, "ImportError")) {
		const name = textField((exception as PyImportError).nameFrom);
		return {
			name,
			nearest: name === null ? null : quietly(() => nearestName(importCandidates(exception as PyImportError, name), name), null),
		};
	}
	if (!isA(exception, "NameError") && !isA(exception, "AttributeError")) return { name: null, nearest: null };
	const name = textField((exception as PyNameError).name);
	if (name === null) return { name, nearest: null };
	const tb = innermost(traceback);
	if (isA(exception, "NameError")) return { name, nearest: quietly(() => nameSuggestion(name, tb), null) };
	const { obj } = exception as PyAttributeError;
	if (obj === null) return { name, nearest: null };
	return { name, nearest: quietly(() => nearestName(attributeCandidates(obj, name, tb), name), null) };
}

function textField(value: PyObject | null): string | null {
	return value !== null && isStr(value) ? (value as PyStr).value : null;
}
