// The constant cache of one compile: equal constants become one JavaScript object in all its code objects, so that
// `is` on literals answers what CPython answers. Equality is Python's, made strict by type, by the sign of zero and,
// for code, by contents; for all but code `constantKey` turns it into equality of strings. Read `mergeConstant` first. Mirrors
// `_PyCode_ConstantKey` and `code_richcompare` (Objects/codeobject.c) and `const_cache_insert` (Python/compile.c).

import type { Constant } from "../syntax/constant.ts";
import type { Code, CodeConstant } from "./code.ts";

type Slice = Extract<Constant, { type: "slice" }>;

/** Two constants may share one object exactly when their keys are equal. */
export function constantKey(constant: Constant): string {
	switch (constant.type) {
		case "None":
			return "N";
		case "Ellipsis":
			return "E";
		case "bool":
			return constant.value ? "T" : "F";
		case "int":
			return `i${constant.value}`;
		case "float":
			return Number.isNaN(constant.value) ? nanKey(constant) : `f${floatKey(constant.value)}`;
		case "complex":
			if (Number.isNaN(constant.real) || Number.isNaN(constant.imag)) return nanKey(constant);
			return `c${floatKey(constant.real)},${floatKey(constant.imag)}`;
		case "str":
			return `s${constant.value}`;
		case "bytes":
			return `b${bytesKey(constant.value)}`;
		case "tuple":
			return `(${joinKeys(constant.items.map(constantKey))})`;
		case "frozenset":
			return `{${joinKeys(constant.items.map(constantKey).sort())}}`;
		case "slice":
			return `[${joinKeys([constant.start, constant.stop, constant.step].map(constantKey))}]`;
	}
}

/**
 * The one object that stands for every constant equal to `constant`. Items of a tuple or frozenset are merged too when
 * `recursive`, as codegen does; the optimiser merges the outermost value only.
 */
export function mergeConstant(cache: Map<string, CodeConstant>, constant: CodeConstant, recursive = true): CodeConstant {
	if (constant.type === "code") return mergeCode(cache, constant);
	const key = constantKey(constant);
	const known = cache.get(key);
	if (known !== undefined) return known;
	const merged = recursive ? mergeItems(cache, constant) : constant;
	cache.set(key, merged);
	return merged;
}

function mergeItems(cache: Map<string, CodeConstant>, constant: CodeConstant): CodeConstant {
	if (constant.type !== "tuple" && constant.type !== "frozenset") return constant;
	const items = constant.items.map((item) => mergeConstant(cache, item) as Constant);
	return items.every((item, i) => item === constant.items[i]) ? constant : { type: constant.type, items };
}

/**
 * The one array of constants of all code objects of a compile that have equal ones; a tuple in the source that is equal has it as
 * its items. Code objects among them are hardly ever equal: then they have an array of their own. The items are merged already.
 */
export function mergeConstants(cache: Map<string, CodeConstant>, constants: CodeConstant[]): CodeConstant[] {
	const items: Constant[] = [];
	for (const constant of constants) {
		if (constant.type === "code") return constants;
		items.push(constant);
	}
	const merged = mergeConstant(cache, { type: "tuple", items }, false);
	return (merged as Extract<Constant, { type: "tuple" }>).items as CodeConstant[];
}

function floatKey(value: number): string {
	return Object.is(value, -0) ? "-0" : String(value);
}

const nanNumbers = new WeakMap<CodeConstant, number>();
let lastNan = 0;

/** A NaN is equal to itself only. */
function nanKey(constant: CodeConstant): string {
	const number = nanNumbers.get(constant) ?? ++lastNan;
	nanNumbers.set(constant, number);
	return `n${number}`;
}

function bytesKey(bytes: Uint8Array): string {
	let key = "";
	for (const byte of bytes) key += String.fromCharCode(byte);
	return key;
}

/** Lengths keep a text that contains a separator from looking like two items. */
function joinKeys(keys: readonly string[]): string {
	return keys.map((key) => `${key.length}:${key}`).join("");
}

type CodeValue = Extract<CodeConstant, { type: "code" }>;

/** Equal code objects come from code that is compiled twice, as a `finally` is. A short key finds the few to compare. */
function mergeCode(cache: Map<string, CodeConstant>, constant: CodeValue): CodeConstant {
	const { code } = constant;
	const short = `C${code.firstlineno},${code.code.length},${code.linetable.length},${code.name}`;
	for (let key = short; ; key += "+") {
		const known = cache.get(key);
		if (known === undefined) cache.set(key, constant);
		else if (known.type !== "code" || !equalCode(known.code, code)) continue;
		return known ?? constant;
	}
}

/** What CPython compares: neither the file name nor the qualified name. Constants are merged already, so they are compared as objects. */
function equalCode(a: Code, b: Code): boolean {
	return (
		a.name === b.name &&
		a.argcount === b.argcount &&
		a.posonlyargcount === b.posonlyargcount &&
		a.kwonlyargcount === b.kwonlyargcount &&
		a.flags === b.flags &&
		a.firstlineno === b.firstlineno &&
		equalItems(a.code, b.code) &&
		equalItems(a.consts, b.consts) &&
		equalItems(a.names, b.names) &&
		equalItems(a.localsplusnames, b.localsplusnames) &&
		equalItems(a.linetable, b.linetable) &&
		equalItems(a.exceptiontable, b.exceptiontable)
	);
}

function equalItems(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
	if (a.length !== b.length) return false;
	for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
	return true;
}

/** A slice of constants; a missing part is None. */
export function sliceConstant(start: Constant, stop: Constant, step: Constant): Slice {
	return { type: "slice", start, stop, step };
}
