// The module `builtins`. Functions that run through iterables, print, or run code have files of their own
// (builtinsAggregate.ts, builtinsPrint.ts, builtinsCode.ts). Mirrors Python/bltinmodule.c.

import { auditEvent } from "../objects/auditEvents.ts";
import { addressOf } from "../heap/address.ts";
import { drop, dropKeeping, hold, mark, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import {
	ascii,
	callSpecialMaybe,
	delAttr,
	format,
	getAttr,
	getIter,
	hash,
	isCallable,
	isInstance,
	isSubclass,
	length,
	lookupAttr,
	absolute,
	divmod,
	numberIndex,
	power,
	repr,
	setAttr,
	isIterator,
	longLength,
} from "../objects/abstract.ts";
import { def, defRaw, type MethodDef, noKeywords } from "../objects/args.ts";
import { BoolType, False, newBool, True } from "../objects/bool.ts";
import { EnumerateType } from "../objects/enumerate.ts";
import { FilterType, MapType, ZipType } from "../objects/builtinIterators.ts";
import { ByteArrayType } from "../objects/bytearray.ts";
import { BytesType } from "../objects/bytes.ts";
import { ClassMethodType, StaticMethodType } from "../objects/classmethod.ts";
import { ComplexType } from "../objects/complex.ts";
import { DictType } from "../objects/dict.ts";
import { caught, clearException, exceptionMatches, exceptionTypes, raiseError, typeError, valueError } from "../objects/errors.ts";
import { initExceptionGroup } from "../objects/exceptionGroup.ts";
import { FloatType } from "../objects/float.ts";
import { IntType, newInt, type PyInt } from "../objects/int.ts";
import { integerInBase } from "../objects/intText.ts";
import { newCallableIterator } from "../objects/iterators.ts";
import { ListType } from "../objects/list.ts";
import { MemoryViewType } from "../objects/memoryview.ts";
import type { PyModule } from "../objects/module.ts";
import { isSubtype, ObjectType, type PyObject, type PyType, TypeType } from "../objects/object.ts";
import { objectHash } from "../objects/objectType.ts";
import { PropertyType } from "../objects/property.ts";
import { RangeType } from "../objects/range.ts";

import { ReversedType } from "../objects/reversed.ts";
import { FrozensetType, SetType } from "../objects/set.ts";
import { Ellipsis, None, NotImplemented } from "../objects/singletons.ts";
import { SliceType } from "../objects/slice.ts";
import { internStr, isStr, newCharacter, newStr, type PyStr, strLength, StrType } from "../objects/str.ts";
import { initTemplates } from "../objects/template.ts";
import { SuperType } from "../objects/super.ts";
import { TupleType } from "../objects/tuple.ts";
import "../objects/exceptionsAll.ts";
import { aggregateFunctions } from "./builtinsAggregate.ts";
import { asyncFunctions } from "./builtinsAsync.ts";
import { codeFunctions } from "./builtinsCode.ts";
import { printFunctions } from "./builtinsPrint.ts";
import { openFunction } from "./_io.ts";
import { addSiteBuiltins } from "./siteBuiltins.ts";
import { flagValues } from "./sysInfo.ts";
import { addFunction, addType, buildModule, setOwned, typeName } from "./define.ts";

function len(_module: PyObject, object: PyObject): Own<PyObject> {
	const known = length(object);
	return newInt(known > Number.MAX_SAFE_INTEGER ? longLength.value : known);
}

function inBase(number: PyObject, base: number): Own<PyObject> {
	const index = hold(numberIndex(number), "index of the number");
	const text = newStr(integerInBase((index as PyInt).value, base, true));
	return dropKeeping(index, text);
}

function chr(_module: PyObject, i: PyObject): Own<PyObject> {
	const index = hold(numberIndex(i), "code point");
	const { value } = index as PyInt;
	drop(index);
	if (typeof value === "bigint" || value < 0 || value > 0x10ffff) return valueError("chr() arg not in range(0x110000)");
	return newCharacter(value);
}

function ord(_module: PyObject, character: PyObject): Own<PyObject> {
	let size: number;
	if (isStr(character)) {
		size = strLength(character);
		if (size === 1) return newInt(character.value.codePointAt(0)!);
	} else if (isSubtype(character.type, BytesType) || isSubtype(character.type, ByteArrayType)) {
		const bytes = character.type.getBuffer!(character);
		size = bytes.length;
		if (size === 1) return newInt(bytes[0]!);
	} else return typeError(`ord() expected string of length 1, but ${character.type.name} found`);
	return typeError(`ord() expected a character, but string of length ${size} found`);
}

function getattr(_module: PyObject, args: readonly PyObject[], kwnames: any): Own<PyObject> {
	noKeywords("getattr", kwnames);
	if (args.length < 2 || args.length > 3) {
		typeError(`getattr expected at ${args.length < 2 ? "least 2" : "most 3"} arguments, got ${args.length}`);
	}
	const [object, name, otherwise] = args as [PyObject, PyStr, PyObject | undefined];
	if (otherwise === undefined) return getAttr(object, name);
	return lookupAttr(object, name) ?? incref(otherwise);
}

function hasattr(_module: PyObject, object: PyObject, name: PyObject): Own<PyObject> {
	const found = lookupAttr(object, name as PyStr);
	if (found === null) return newBool(false);
	hold(found, "attribute");
	drop(found);
	return newBool(true);
}

function iter(_module: PyObject, args: readonly PyObject[], kwnames: any): Own<PyObject> {
	noKeywords("iter", kwnames);
	if (args.length < 1 || args.length > 2)
		typeError(`iter expected at ${args.length < 1 ? "least 1 argument" : "most 2 arguments"}, got ${args.length}`);
	if (args.length === 1) return getIter(args[0]!);
	if (!isCallable(args[0]!)) typeError("iter(v, w): v must be callable");
	return newCallableIterator(args[0]!, args[1]!);
}

function next(_module: PyObject, args: readonly PyObject[], kwnames: any): Own<PyObject> {
	noKeywords("next", kwnames);
	if (args.length < 1 || args.length > 2)
		typeError(`next expected at ${args.length < 1 ? "least 1 argument" : "most 2 arguments"}, got ${args.length}`);
	const [iterator, otherwise] = args as [PyObject, PyObject | undefined];
	const step = iterator.type.iternext;
	if (step === null || !isIterator(iterator)) return typeError(`'${iterator.type.name}' object is not an iterator`);
	if (otherwise === undefined) return step(iterator) ?? raiseError("StopIteration");
	const since = mark();
	try {
		return step(iterator) ?? incref(otherwise);
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("StopIteration")) throw thrown;
		clearException();
		return incref(otherwise);
	}
}

/** Where the hash is the address the program is shown an address, as by `id`. */
function hashFunction(_module: PyObject, object: PyObject): Own<PyObject> {
	if (object.type.hash === objectHash) addressOf(object);
	return newInt(hash(object));
}

function round(_module: PyObject, number: PyObject, digits: PyObject | null): Own<PyObject> {
	const result = callSpecialMaybe(number, internStr("__round__"), digits === null || digits === None ? [] : [digits]);
	return result ?? typeError(`type ${number.type.name} doesn't define __round__ method`);
}

function formatFunction(_module: PyObject, value: PyObject, spec: PyObject | null): Own<PyObject> {
	if (spec !== null && !isStr(spec)) typeError(`format() argument 2 must be str, not ${typeName(spec)}`);
	return format(value, (spec as PyStr | null) ?? internStr(""));
}

const noneAfter = (_done: void): Own<PyObject> => incref(None);

const functions: readonly MethodDef[] = [
	...codeFunctions,
	...aggregateFunctions,
	...asyncFunctions,
	...printFunctions,
	def("abs", "($module, x, /)", "The absolute value.", (_m, x) => absolute(x)),
	def("ascii", "($module, obj, /)", "As repr(), with ASCII characters only.", (_m, o) => ascii(o)),
	def("bin", "($module, number, /)", "A whole number's binary digits.", (_m, x) => inBase(x, 2)),
	def("callable", "($module, obj, /)", "Whether the object can be called.", (_m, o) => newBool(isCallable(o))),
	def("chr", "($module, i, /)", "The character of a code point.", chr),
	def("delattr", "($module, obj, name, /)", "Deletes an attribute.", (_m, o, name) => noneAfter(delAttr(o, name))),
	def("divmod", "($module, x, y, /)", "The tuple (x//y, x%y).", (_m, x, y) => divmod(x, y)),
	def("format", "($module, value, format_spec='', /)", "The value as text, by a format specification.", formatFunction),
	defRaw("getattr", null, "An attribute, by name.", getattr),
	def("hasattr", "($module, obj, name, /)", "Whether the object has an attribute of that name.", hasattr),
	def("hash", "($module, obj, /)", "The object's hash.", hashFunction),
	def("hex", "($module, number, /)", "A whole number's hexadecimal digits.", (_m, x) => inBase(x, 16)),
	def("id", "($module, obj, /)", "The object's address.", (_m, o) => {
		const address = addressOf(o);
		auditEvent("builtins.id", () => [newInt(address)]);
		return newInt(address);
	}),
	def("isinstance", "($module, obj, class_or_tuple, /)", "Whether the object is an instance of a class or of one of several.", (_m, o, c) =>
		newBool(isInstance(o, c)),
	),
	def("issubclass", "($module, cls, class_or_tuple, /)", "Whether a class derives from another or from one of several.", (_m, c, d) =>
		newBool(isSubclass(c, d)),
	),
	defRaw("iter", null, "An iterator over the object, or over a function's results.", iter),
	def("len", "($module, obj, /)", "The number of items.", len),
	defRaw("next", null, "The iterator's next item.", next),
	def("oct", "($module, number, /)", "A whole number's octal digits.", (_m, x) => inBase(x, 8)),
	def("ord", "($module, character, /)", "The code point of a character.", ord),
	def("pow", "($module, /, base, exp, mod=None)", "base**exp, or base**exp % mod.", (_m, base, exp, mod) => power(base, exp, mod ?? None)),
	def("repr", "($module, obj, /)", "The object as text for programmers.", (_m, o) => repr(o)),
	def("round", "($module, /, number, ndigits=None)", "The number rounded to so many digits after the point.", round),
	def("setattr", "($module, obj, name, value, /)", "Sets an attribute.", (_m, o, name, value) => noneAfter(setAttr(o, name, value))),
];

const typesOf = (): readonly PyType[] => [
	BoolType,
	MemoryViewType,
	ByteArrayType,
	BytesType,
	ClassMethodType,
	ComplexType,
	DictType,
	EnumerateType,
	FilterType,
	FloatType,
	FrozensetType,
	PropertyType,
	IntType,
	ListType,
	MapType,
	ObjectType,
	RangeType,
	ReversedType,
	SetType,
	SliceType,
	StaticMethodType,
	StrType,
	SuperType,
	TupleType,
	TypeType,
	ZipType,
];

/** Makes the module. To be called once, when the types are ready. */
export function initBuiltins(): Own<PyModule> {
	const module = hold(buildModule("builtins", "Built-in functions, types, exceptions, and other objects.", functions), "module builtins");
	const dict = module.dict!;
	const constants: readonly [string, PyObject][] = [
		["None", None],
		["Ellipsis", Ellipsis],
		["NotImplemented", NotImplemented],
		["False", False],
		["True", True],
		["__debug__", True],
	];
	for (const [name, value] of constants) setOwned(dict, name, incref(value));
	addFunction(module, "_io", openFunction);
	for (const type of typesOf()) addType(module, type);
	if (Number(flagValues.no_site ?? 0) === 0) addSiteBuiltins(dict);
	initExceptionGroup();
	initTemplates();
	for (const name of Object.keys(exceptionTypes)) setOwned(dict, name, incref(exceptionTypes[name]!));
	return take(module);
}
