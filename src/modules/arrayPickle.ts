// How arrays are pickled: as machine values with a number that says which, so that another machine can read them. Read
// `reduceArray`, then `reconstruct`. Mirrors the pickling support of Modules/arraymodule.c.

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { getAttr, lookupAttr } from "../objects/abstract.ts";
import { isType } from "../objects/abstractClass.ts";
import { isBytes, newBytes } from "../objects/bytes.ts";
import { decodeUtf16, decodeUtf32 } from "../objects/codecsWide.ts";
import { cIntArgument } from "../objects/conversions.ts";
import { typeError, valueError } from "../objects/errors.ts";
import { newFloat } from "../objects/float.ts";
import { intAsNumber, isInt, newInt } from "../objects/int.ts";
import { integerFromBytes } from "../objects/intMethods.ts";
import { newList } from "../objects/list.ts";
import { isSubtype, type PyObject, type PyType } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { internStr, isStr, newStr, strLength } from "../objects/str.ts";
import { newTrackedTuple, tupleOf } from "../objects/tuple.ts";
import { checkCharacter, type ItemKind, kindOfCode, kinds } from "./arrayItems.ts";
import { ArrayType, arrayLength, itemAt, type PyArray, valueAt } from "./arrayObject.ts";
import { typeName } from "./define.ts";
import { moduleHooks } from "./hooks.ts";

interface MachineFormat {
	readonly size: number;
	readonly isBig: boolean;
	readonly kind: "integer" | "float" | "utf-16" | "utf-32";
	readonly isSigned: boolean;
}

/** By `mformat_code`: a byte, then pairs of little and big end first. */
const machineFormats: readonly MachineFormat[] = [
	{ size: 1, isBig: false, kind: "integer", isSigned: false },
	{ size: 1, isBig: false, kind: "integer", isSigned: true },
	...[2, 4, 8].flatMap((size) => [...bothEnds(size, "integer", false), ...bothEnds(size, "integer", true)]),
	...bothEnds(4, "float", false),
	...bothEnds(8, "float", false),
	...bothEnds(4, "utf-16", false),
	...bothEnds(8, "utf-32", false),
];

function bothEnds(size: number, kind: MachineFormat["kind"], isSigned: boolean): MachineFormat[] {
	return [false, true].map((isBig) => ({ size, isBig, kind, isSigned }));
}

export function arrayList(self: PyArray): Own<PyObject> {
	const items: Own<PyObject>[] = [];
	const length = arrayLength(self);
	if (self.kind.isText) for (let i = 0; i < length; i++) checkCharacter(valueAt(self, i));
	for (let i = 0; i < length; i++) items.push(itemAt(self, i));
	return newList(items);
}

/** An attribute of a module that is imported for it. */
export function importedAttribute(module: string, name: string): Own<PyObject> {
	const fromlist = hold(tupleOf(internStr(name)), "fromlist");
	const imported = hold(moduleHooks.importModule(internStr(module), null, null, fromlist, 0), `module ${module}`);
	return dropKeeping(fromlist, dropKeeping(imported, getAttr(imported, internStr(name))));
}

/** Source: array_array___reduce_ex___impl. */
export function reduceArray(self: PyArray, protocol: PyObject): Own<PyObject> {
	const reconstructor = hold(importedAttribute("array", "_array_reconstructor"), "reconstructor");
	if (!isInt(protocol)) typeError("__reduce_ex__ argument should be an integer");
	const version = intAsNumber(protocol);
	const dict = hold(lookupAttr(self, internStr("__dict__")) ?? newNone(), "dictionary of the array");
	const code = newStr(self.kind.code);
	let reduced: Own<PyObject>;
	if (version < 3) {
		hold(code, "type code");
		const list = arrayList(self);
		reduced = newTrackedTuple([incref(self.type), newTrackedTuple([take(code), list]), incref(dict)]);
	} else {
		const args = newTrackedTuple([incref(self.type), code, newInt(self.kind.machineFormat), newBytes(self.value.slice())]);
		reduced = newTrackedTuple([incref(reconstructor), args, incref(dict)]);
	}
	drop(dict);
	drop(reconstructor);
	return reduced;
}

type Construct = (type: PyType, code: string, items: PyObject) => Own<PyObject>;

/** `array._array_reconstructor`. */
export function reconstructor(construct: Construct) {
	return (_module: PyObject, type: PyObject, code: PyObject, format: PyObject, items: PyObject): Own<PyObject> => {
		const character = codeArgument("_array_reconstructor", 2, code);
		const formatCode = cIntArgument(format);
		const kind = checkedKind(type, character);
		const machineFormat = machineFormats[formatCode] ?? valueError("third argument must be a valid machine format code.");
		if (!isBytes(items)) return typeError(`fourth argument should be bytes, not ${items.type.name}`);
		if (formatCode === kind.machineFormat) return construct(type as PyType, character, items);
		if (items.value.length % machineFormat.size !== 0) valueError("string length not a multiple of item size");
		const converted = hold(itemsOf(machineFormat, items.value), "converted items");
		return dropKeeping(converted, construct(type as PyType, fittingCode(machineFormat, character), converted));
	};
}

function checkedKind(type: PyObject, code: string): ItemKind {
	if (!isType(type)) return typeError(`first argument must be a type object, not ${type.type.name}`);
	if (!isSubtype(type, ArrayType)) typeError(`${type.name} is not a subtype of ${ArrayType.name}`);
	return kindOfCode(code) ?? valueError("second argument must be a valid type code");
}

/** An argument that must be a str of one character. */
export function codeArgument(name: string, place: number, object: PyObject): string {
	if (isStr(object) && strLength(object) === 1) return object.value;
	const given = isStr(object) ? `a string of length ${strLength(object)}` : typeName(object);
	return typeError(`${name}() argument ${place} must be a unicode character, not ${given}`);
}

/** Ints become items of the type whose size is theirs. */
function fittingCode(format: MachineFormat, code: string): string {
	if (format.kind !== "integer") return code;
	const fitting = kinds.filter((kind) => kind.isInteger && kind.size === format.size && kind.isSigned === format.isSigned);
	return fitting.at(-1)?.code ?? code;
}

/** A str, or a list of numbers. */
function itemsOf(format: MachineFormat, bytes: Uint8Array): Own<PyObject> {
	const order = format.isBig ? "be" : "le";
	if (format.kind === "utf-16") return newStr(decodeUtf16(bytes, `utf-16-${order}`, "strict"));
	if (format.kind === "utf-32") return newStr(decodeUtf32(bytes, `utf-32-${order}`, "strict"));
	const items: Own<PyObject>[] = [];
	for (let at = 0; at < bytes.length; at += format.size) items.push(numberOf(format, bytes.subarray(at, at + format.size)));
	return newList(items);
}

function numberOf(format: MachineFormat, bytes: Uint8Array): Own<PyObject> {
	if (format.kind === "integer") return newInt(integerFromBytes(bytes, !format.isBig, format.isSigned));
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return newFloat(format.size === 4 ? view.getFloat32(0, !format.isBig) : view.getFloat64(0, !format.isBig));
}
