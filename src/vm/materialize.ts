// From the compiler's plain data to Python objects: code objects with their constants.
//
// Equal constants of one compile unit are one plain object, and become one Python object; the map of a unit owns
// nothing after its code objects are made. Strings that look like identifiers are interned, mortal unless a name
// somewhere is the same. Read `codeFromData` first. Mirrors intern_constants (Objects/codeobject.c).

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { untrack } from "../heap/gc/tracking.ts";
import { decref, incref } from "../heap/refcount.ts";
import type { CodeConstant } from "../compile/code.ts";
import type { Code } from "../objects/codeData.ts";
import { newBool } from "../objects/bool.ts";
import { newBytes } from "../objects/bytes.ts";
import { newCode, type PyCode } from "../objects/code.ts";
import { newComplex } from "../objects/complex.ts";
import { newFloat } from "../objects/float.ts";
import { newInt } from "../objects/int.ts";
import type { PyObject } from "../objects/object.ts";
import { newFrozenset } from "../objects/set.ts";
import { Ellipsis, None } from "../objects/singletons.ts";
import { newSlice } from "../objects/slice.ts";
import { internInPlace, internStr, newStr, type PyStr } from "../objects/str.ts";
import { newTuple, type PyTuple } from "../objects/tuple.ts";

/** The Python objects of one compile unit, each held with one reference of the unit's own until it is done. */
class Unit {
	readonly objects: Map<unknown, PyObject>;
	readonly strings = new Map<string, PyObject>();

	constructor(objects: Map<unknown, PyObject>) {
		this.objects = objects;
	}
}

/**
 * The code object of a compile unit, with all that it contains. New. Constants are entered in `objects`, if given, by
 * plain constant; the map's owner then owns a reference to each, and code objects made later share them.
 */
export function codeFromData(code: Code, objects: Map<unknown, PyObject> | null = null): Own<PyCode> {
	internNames(code);
	const unit = new Unit(objects ?? new Map());
	const result = makeCode(unit, code);
	hold(result, "compiled code");
	if (objects === null) for (const object of unit.objects.values()) decref(object);
	for (const object of unit.strings.values()) decref(object);
	return take(result);
}

/** The object of one constant. New. */
export function objectFromConstant(constant: CodeConstant): Own<PyObject> {
	if (constant.type === "code") return codeFromData(constant.code);
	const unit = new Unit(new Map());
	const result = incref(constantObject(unit, constant));
	for (const object of unit.objects.values()) decref(object);
	return result as Own<PyObject>;
}

/** All names of the unit are immortal before a constant of the same text could be interned as a mortal one. */
function internNames(code: Code): void {
	for (const name of code.names) internStr(name);
	for (const name of code.localsplusnames) internStr(name);
	internStr(code.name);
	for (const constant of code.consts) if (constant.type === "code") internNames(constant.code);
}

function makeCode(unit: Unit, code: Code): Own<PyCode> {
	const consts = incref(tupleObject(unit, code.consts)) as Own<PyTuple>;
	const filename = textObject(unit, code.filename);
	return newCode(code, consts, incref(filename), own(internStr(code.name)), own(internStr(code.qualname)));
}

/** One string object for the file name of all code objects of the unit. Borrowed from the unit. */
function textObject(unit: Unit, text: string): PyStr {
	let object = unit.strings.get(text);
	if (object === undefined) unit.strings.set(text, (object = newStr(text)));
	return object as PyStr;
}

/** Code objects with equal constants share the tuple of them. Borrowed from the unit. */
function tupleObject(unit: Unit, items: readonly CodeConstant[]): PyObject {
	let object = unit.objects.get(items);
	if (object === undefined) unit.objects.set(items, (object = makeTuple(unit, items)));
	return object;
}

/** Borrowed from the unit. */
function constantObject(unit: Unit, constant: CodeConstant): PyObject {
	if (constant.type === "tuple") return tupleObject(unit, constant.items);
	const key = constant.type === "code" ? constant.code : constant;
	let object = unit.objects.get(key);
	if (object === undefined) unit.objects.set(key, (object = makeConstant(unit, constant)));
	return object;
}

function makeConstant(unit: Unit, constant: CodeConstant): Own<PyObject> {
	switch (constant.type) {
		case "None":
			return own(None);
		case "Ellipsis":
			return own(Ellipsis);
		case "bool":
			return newBool(constant.value);
		case "int":
			return newInt(constant.value);
		case "float":
			return newFloat(constant.value);
		case "complex":
			return newComplex(constant.real, constant.imag);
		case "str":
			return makeString(constant.value);
		case "bytes":
			return newBytes(constant.value);
		case "tuple":
			throw new TypeError("tuples have keys of their own");
		case "frozenset":
			return makeFrozenset(unit, constant.items);
		case "slice":
			return newSlice(constantObject(unit, constant.start), constantObject(unit, constant.stop), constantObject(unit, constant.step));
		case "code":
			return makeCode(unit, constant.code);
	}
}

const NAME_CHARACTERS = /^[A-Za-z0-9_]*$/;

/** Whether a constant is interned. Source: all_name_chars. */
export function looksLikeName(text: string): boolean {
	return NAME_CHARACTERS.test(text);
}

function makeString(value: string): Own<PyObject> {
	const string = newStr(value);
	return looksLikeName(value) ? internInPlace(string) : string;
}

function makeTuple(unit: Unit, items: readonly CodeConstant[]): Own<PyObject> {
	const tuple = newTuple(items.map((item) => incref(constantObject(unit, item))));
	untrack(tuple);
	return tuple;
}

function makeFrozenset(unit: Unit, items: readonly CodeConstant[]): Own<PyObject> {
	const set = newFrozenset(items.map((item) => constantObject(unit, item)));
	untrack(set);
	return set;
}
