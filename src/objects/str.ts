// The struct of a str, the strings that exist once, interning, and length, equality and hash.
//
// `value` is a JavaScript string; code points above U+FFFF are surrogate pairs in it and count once. '' and the single
// latin-1 characters exist once and are immortal. The table of interned strings does not own them: a mortal one leaves it
// when it dies. This file imports only leaves, so that `internStr` works while modules are being loaded; what strings can
// do is in strType.ts. Read `newStr` and `internInPlace` first. Mirrors Objects/unicodeobject.c.
// DIFFERS: a high and a low lone surrogate side by side are one character.

import { own, type Own, standAlone } from "../heap/header.ts";
import { decref, free, immortalize, incref } from "../heap/refcount.ts";
import { hashUnits } from "./hash.ts";
import {
	defineType,
	type PyObject,
	PyPlainObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_MATCH_SELF,
	TPFLAGS_UNICODE_SUBCLASS,
} from "./object.ts";

export const NOT_INTERNED = 0;
export const INTERNED_MORTAL = 1;
export const INTERNED_IMMORTAL = 2;

export class PyStr extends PyPlainObject {
	static {
		standAlone(PyStr);
	}

	value: string;
	/** −1 until computed. */
	hash: number;
	/** One of NOT_INTERNED, INTERNED_MORTAL, INTERNED_IMMORTAL. */
	interned: 0 | 1 | 2;
	/** Number of code points; −1 until computed. Equals `value.length` exactly when all are below U+10000. */
	points: number;

	constructor(type: PyType, value = "") {
		super(type);
		this.value = value;
		this.hash = -1;
		this.interned = 0;
		this.points = -1;
	}
}

export const StrType: PyType = defineType({
	name: "str",
	flags: TPFLAGS_BASETYPE | TPFLAGS_UNICODE_SUBCLASS | TPFLAGS_MATCH_SELF,
	basicsize: 64,
	dealloc: strDealloc,
});

const interned = new Map<string, PyStr>();
export const emptyStr: PyStr = makeImmortal("");
const latin1: readonly PyStr[] = Array.from({ length: 256 }, (_, i) => makeImmortal(String.fromCharCode(i)));

function makeImmortal(value: string): PyStr {
	const str = immortalize(new PyStr(StrType, value));
	str.interned = INTERNED_IMMORTAL;
	interned.set(value, str);
	return str;
}

export function newStr(value: string): Own<PyStr> {
	if (value.length < 2) {
		if (value.length === 0) return own(emptyStr);
		const unit = value.charCodeAt(0);
		if (unit < 256) return own(latin1[unit]);
	}
	return new PyStr(StrType, value) as Own<PyStr>;
}

/** As `newStr`, but a new object even for a single latin-1 character: where CPython fills a block that it has allocated. */
export function newFreshStr(value: string): Own<PyStr> {
	return value.length === 0 ? own(emptyStr) : own(new PyStr(StrType, value));
}

/** The str of one code point. */
export function newCharacter(point: number): Own<PyStr> {
	return point < 256 ? own(latin1[point]) : own(new PyStr(StrType, String.fromCodePoint(point)));
}

/** The interned immortal str of a name. Borrowed. */
export function internStr(value: string): PyStr {
	const known = interned.get(value);
	if (known === undefined) return makeImmortal(value);
	if (known.interned === INTERNED_MORTAL) {
		known.interned = INTERNED_IMMORTAL;
		immortalize(known);
	}
	return known;
}

/** Steals a str and returns the interned one of the same value: the str itself if it is the first. Exact strs only. */
/** How many strings are interned. */
export const internedCount = (): number => interned.size;

export function internInPlace(str: Own<PyStr>): Own<PyStr> {
	if (str.interned !== NOT_INTERNED || str.type !== StrType) return str;
	const known = interned.get(str.value);
	if (known !== undefined) {
		incref(known);
		decref(str);
		return own(known);
	}
	interned.set(str.value, str);
	str.interned = INTERNED_MORTAL;
	return str;
}

/** The interned str of a value, if there is one; of what a runtime string would be looked up as. Borrowed. */
export function internedStr(value: string): PyStr | null {
	return interned.get(value) ?? null;
}

export function strDealloc(self: PyStr): void {
	if (self.interned === INTERNED_MORTAL) interned.delete(self.value);
	free(self);
}

export function isStr(object: PyObject): object is PyStr {
	return (object.type.typeFlags & TPFLAGS_UNICODE_SUBCLASS) !== 0;
}

export function strHash(str: PyStr): number {
	return str.hash >= 0 ? str.hash : (str.hash = hashUnits(str.value));
}

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;

/** Number of code points of a JavaScript string. */
export function countPoints(text: string): number {
	let count = text.length;
	PAIR.lastIndex = 0;
	while (PAIR.test(text)) count--;
	return count;
}

/** Number of code points. */
export function strLength(str: PyStr): number {
	return str.points >= 0 ? str.points : (str.points = countPoints(str.value));
}

/** Whether a code point is one UTF-16 unit throughout, so that indices agree. */
export function strIsFlat(str: PyStr): boolean {
	return strLength(str) === str.value.length;
}

export function strEquals(a: PyStr, b: PyStr): boolean {
	return a === b || a.value === b.value;
}

/** Order by code points: negative, zero or positive. */
export function compareText(a: string, b: string): number {
	if (a === b) return 0;
	const length = Math.min(a.length, b.length);
	for (let i = 0; i < length; i++) {
		const x = a.charCodeAt(i);
		const y = b.charCodeAt(i);
		if (x !== y) return unitRank(x) - unitRank(y);
	}
	return a.length - b.length;
}

/** Surrogates come after all other units, as the code points that they spell do. */
function unitRank(unit: number): number {
	if (unit < 0xd800) return unit;
	return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
