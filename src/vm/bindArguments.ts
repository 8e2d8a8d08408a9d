// Binding a call's arguments to a Python function's parameters, in the new frame's slots.
//
// The arguments come from an array of slots: with marks they are moved (the source slot becomes null, a borrowed
// reference stays borrowed), without marks they are borrowed and get counted. What cannot be bound stays in its slot.
// Read `bindFrame` first. Mirrors initialize_locals and its messages (Python/ceval.c).

import { drop, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/hotCount.ts";
import { dictGet, dictSet, newDict, type PyDict } from "../objects/dict.ts";
import { CO_VARARGS, CO_VARKEYWORDS, type PyCode } from "../objects/code.ts";
import { typeError } from "../objects/errors.ts";
import type { PyFunction } from "../objects/function.ts";
import type { Frame, Slots } from "../objects/interpreterFrame.ts";
import type { PyObject } from "../objects/object.ts";
import { isStr, type PyStr } from "../objects/str.ts";
import { emptyTuple, newTuple, type PyTuple } from "../objects/tuple.ts";

/** Where arguments come from: `count` slots from `at`, the last `kwnames` of them keywords. */
export interface Arguments {
	slots: Slots;
	/** Null: all borrowed, and to be counted. */
	marks: Uint8Array | null;
	at: number;
	count: number;
	kwnames: PyTuple | null;
}

function moveTo(frame: Frame, n: number, from: Arguments, i: number): void {
	const source = from.at + i;
	const target = frame.base + n;
	const object = from.slots[source]!;
	frame.stack[target] = object;
	if (from.marks === null) {
		incref(object);
		frame.marks[target] = 1;
		return;
	}
	frame.marks[target] = from.marks[source];
	from.slots[source] = null;
	from.marks[source] = 0;
}

/** Takes an argument as an owned reference. */
function takeStrong(from: Arguments, i: number): Own<PyObject> {
	const source = from.at + i;
	const object = from.slots[source]!;
	if (from.marks === null) return incref(object);
	const owned = from.marks[source] !== 0;
	from.slots[source] = null;
	from.marks[source] = 0;
	return owned ? (object as Own<PyObject>) : incref(object);
}

function put(frame: Frame, n: number, value: Own<PyObject>): void {
	frame.stack[frame.base + n] = value;
	frame.marks[frame.base + n] = 1;
}

/** Fills the parameters of `frame`, a new frame of `func`. Raises TypeError; may run `__eq__` of odd keyword names. */
export function bindFrame(frame: Frame, func: PyFunction, from: Arguments): void {
	const code = frame.code;
	const { argcount, codeFlags } = code;
	const total = argcount + code.kwonlyargcount;
	const keywords = from.kwnames === null ? 0 : from.kwnames.items.length;
	const positional = from.count - keywords;
	let kwargs: PyDict | null = null;
	if ((codeFlags & CO_VARKEYWORDS) !== 0) {
		kwargs = newDict();
		put(frame, total + ((codeFlags & CO_VARARGS) !== 0 ? 1 : 0), kwargs as unknown as Own<PyObject>);
	}
	const n = Math.min(positional, argcount);
	for (let i = 0; i < n; i++) moveTo(frame, i, from, i);
	if ((codeFlags & CO_VARARGS) !== 0) put(frame, total, restTuple(from, n, positional));
	if (keywords > 0) bindKeywords(frame, func, from, positional, total, kwargs);
	if (positional > argcount && (codeFlags & CO_VARARGS) === 0) tooManyPositional(frame, func, positional);
	if (positional < argcount) fillDefaults(frame, func, positional);
	if (code.kwonlyargcount > 0) fillKeywordDefaults(frame, func, argcount, total);
}

function restTuple(from: Arguments, start: number, end: number): Own<PyObject> {
	if (end <= start) return emptyTuple as unknown as Own<PyObject>;
	const { slots, marks, at } = from;
	// FAST: a slice is allocated once, and has no holes.
	const items = slots.slice(at + start, at + end) as Own<PyObject>[];
	for (let i = start; i < end; i++) {
		if (marks === null || marks[at + i] === 0) incref(slots[at + i]!);
		if (marks === null) continue;
		slots[at + i] = null;
		marks[at + i] = 0;
	}
	return newTuple(items);
}

function bindKeywords(frame: Frame, func: PyFunction, from: Arguments, positional: number, total: number, kwargs: PyDict | null): void {
	const names = from.kwnames!.items;
	const { code, base } = frame;
	for (let k = 0; k < names.length; k++) {
		const keyword = names[k];
		if (!isStr(keyword)) typeError(`${func.qualname.value}() keywords must be strings`);
		const n = parameterIndex(code, keyword as PyStr, total);
		if (n >= 0) {
			if (frame.stack[base + n] !== null)
				typeError(`${func.qualname.value}() got multiple values for argument '${(keyword as PyStr).value}'`);
			moveTo(frame, n, from, positional + k);
		} else if (kwargs !== null) {
			const value = hold(takeStrong(from, positional + k), "keyword argument");
			dictSet(kwargs, keyword, value);
			drop(value);
		} else {
			unexpectedKeyword(frame, func, from, keyword as PyStr);
		}
	}
}

function parameterIndex(code: PyCode, keyword: PyStr, total: number): number {
	const names = code.localsplusnames;
	const first = code.code.posonlyargcount;
	for (let i = first; i < total; i++) if (names[i] === keyword) return i;
	for (let i = first; i < total; i++) if (names[i].value === keyword.value) return i;
	return -1;
}

function unexpectedKeyword(frame: Frame, func: PyFunction, from: Arguments, keyword: PyStr): never {
	const { code } = frame;
	const positionalOnly = code.localsplusnames.slice(0, code.code.posonlyargcount).map((name) => name.value);
	const wrong = (from.kwnames!.items as unknown as readonly PyStr[])
		.filter((name) => positionalOnly.includes(name.value))
		.map((name) => name.value);
	const name = func.qualname.value;
	if (wrong.length > 0) typeError(`${name}() got some positional-only arguments passed as keyword arguments: '${wrong.join(", ")}'`);
	const possible = code.localsplusnames.slice(code.code.posonlyargcount, code.argcount + code.kwonlyargcount).map((n) => n.value);
	const suggestion = bindingHooks.suggest(keyword.value, possible);
	return typeError(
		`${name}() got an unexpected keyword argument '${keyword.value}'${suggestion === null ? "" : `. Did you mean '${suggestion}'?`}`,
	);
}

export const bindingHooks = {
	/** The name of `possible` that is near enough to `name` to be meant. */
	suggest: (_name: string, _possible: readonly string[]): string | null => null,
};

function tooManyPositional(frame: Frame, func: PyFunction, given: number): never {
	const { code, base } = frame;
	const { argcount } = code;
	const defaults = func.defaults === null ? 0 : func.defaults.items.length;
	let keywordOnly = 0;
	for (let i = argcount; i < argcount + code.kwonlyargcount; i++) if (frame.stack[base + i] !== null) keywordOnly++;
	const takes = defaults > 0 ? `from ${argcount - defaults} to ${argcount}` : `${argcount}`;
	const plural = defaults > 0 || argcount !== 1;
	const extra =
		keywordOnly > 0
			? ` positional argument${given !== 1 ? "s" : ""} (and ${keywordOnly} keyword-only argument${keywordOnly !== 1 ? "s" : ""})`
			: "";
	return typeError(
		`${func.qualname.value}() takes ${takes} positional argument${plural ? "s" : ""} but ${given}${extra} ${given === 1 && keywordOnly === 0 ? "was" : "were"} given`,
	);
}

const NO_DEFAULTS: readonly PyObject[] = [];

function fillDefaults(frame: Frame, func: PyFunction, positional: number): void {
	const { code, base } = frame;
	const { argcount } = code;
	const defaults = func.defaults === null ? NO_DEFAULTS : func.defaults.items;
	const required = argcount - defaults.length;
	let missing = 0;
	for (let i = positional; i < required; i++) if (frame.stack[base + i] === null) missing++;
	if (missing > 0) missingArguments(frame, func, positional, required, "positional");
	for (let i = Math.max(positional, required); i < argcount; i++)
		if (frame.stack[base + i] === null) put(frame, i, incref(defaults[i - required]));
}

function fillKeywordDefaults(frame: Frame, func: PyFunction, argcount: number, total: number): void {
	const { code, base } = frame;
	let missing = 0;
	for (let i = argcount; i < total; i++) {
		if (frame.stack[base + i] !== null) continue;
		const value = func.kwdefaults === null ? null : dictGet(func.kwdefaults, code.localsplusnames[i]);
		if (value !== null) put(frame, i, incref(value));
		else missing++;
	}
	if (missing > 0) missingArguments(frame, func, argcount, total, "keyword-only");
}

/** The error for the parameters from `first` to before `end` that have no argument. */
function missingArguments({ code, stack, base }: Frame, func: PyFunction, first: number, end: number, kind: string): never {
	const names = code.localsplusnames.slice(first, end).filter((_, i) => stack[base + first + i] === null);
	const quoted = names.map((name) => `'${name.value}'`);
	const last = quoted.pop()!;
	const list = quoted.length === 0 ? last : `${quoted.join(", ")}${quoted.length > 1 ? "," : ""} and ${last}`;
	return typeError(`${func.qualname.value}() missing ${names.length} required ${kind} argument${names.length === 1 ? "" : "s"}: ${list}`);
}
