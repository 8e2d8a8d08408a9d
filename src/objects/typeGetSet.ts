// The attributes of classes: names, bases, dictionary, documentation, annotations.
// Setters refuse native types. Mirrors type_getsets and type_members (Objects/typeobject.c).

import { dropKeeping, hold, take } from "../heap/handles.ts";
import { type Own, own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { callOneArg, isCallable } from "./abstractCall.ts";
import { isTrue } from "./abstractObject.ts";
import { auditSet } from "./auditEvents.ts";
import { requireUtf8 } from "./codecs.ts";
import { dictDeleteStr, dictGetStr, dictSetStr, isDict, newDict } from "./dict.ts";
import { attributeError, typeError, valueError } from "./errors.ts";
import { raiseAttributeError } from "./genericAttr.ts";
import { newInt } from "./int.ts";
import { newMappingProxy } from "./mappingproxy.ts";
import {
	type GetSetDef,
	type MemberDef,
	type PyObject,
	type PyType,
	TPFLAGS_IMMUTABLETYPE,
	TPFLAGS_IS_ABSTRACT,
	TypeType,
} from "./object.ts";
import { newNone, None } from "./singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "./str.ts";
import { emptyTuple } from "./tuple.ts";
import { setBases } from "./typeAssign.ts";
import { setTypeAttribute } from "./typeAttr.ts";
import { typeModified } from "./typeCache.ts";
import { typeModuleText, typeQualname, typeShortName } from "./typeNames.ts";
import { docText } from "./typeReady.ts";

/** Raises TypeError if a special attribute of the type can't be set or deleted. */
function checkSetSpecial(type: PyType, value: PyObject | null, name: string): PyObject {
	if ((type.typeFlags & TPFLAGS_IMMUTABLETYPE) !== 0) typeError(`cannot set '${name}' attribute of immutable type '${type.name}'`);
	if (value === null) return typeError(`cannot delete '${name}' attribute of immutable type '${type.name}'`);
	auditSet(type, name, value);
	return value;
}

function setName(type: PyType, given: PyObject | null): void {
	const value = checkSetSpecial(type, given, "__name__");
	if (!isStr(value)) return typeError(`can only assign string to ${type.name}.__name__, not '${value.type.name}'`);
	requireUtf8(value);
	if (value.value.includes("\0")) valueError("type name must not contain null characters");
	const old = type.heap!.name;
	type.name = value.value;
	type.heap!.name = incref(value);
	decref(old);
}

function setQualname(type: PyType, given: PyObject | null): void {
	const value = checkSetSpecial(type, given, "__qualname__");
	if (!isStr(value)) return typeError(`can only assign string to ${type.name}.__qualname__, not '${value.type.name}'`);
	const old = type.heap!.qualname;
	type.heap!.qualname = incref(value);
	decref(old);
}

function getModule(type: PyType): Own<PyObject> {
	if (type.heap === null && type.fromSpec === null) return incref(internStr(typeModuleText(type)!));
	const module = dictGetStr(type.dict!, internStr("__module__"));
	return module === null ? attributeError("__module__") : incref(module);
}

function setModule(type: PyType, given: PyObject | null): void {
	const value = checkSetSpecial(type, given, "__module__");
	typeModified(type);
	dictDeleteStr(type.dict!, internStr("__firstlineno__"));
	dictSetStr(type.dict!, internStr("__module__"), value);
}

function getAbstractMethods(type: PyType): Own<PyObject> {
	const name = internStr("__abstractmethods__");
	const found = type === TypeType ? null : dictGetStr(type.dict!, name);
	return found === null ? raiseAttributeError(type, name, "__abstractmethods__") : incref(found);
}

function setAbstractMethods(type: PyType, value: PyObject | null): void {
	const name = internStr("__abstractmethods__");
	const abstract = value !== null && isTrue(value);
	if (value === null && dictGetStr(type.dict!, name) === null) raiseAttributeError(type, name, "__abstractmethods__");
	setTypeAttribute(type, name, value);
	if (abstract) type.typeFlags |= TPFLAGS_IS_ABSTRACT;
	else type.typeFlags &= ~TPFLAGS_IS_ABSTRACT;
}

function getDoc(type: PyType): Own<PyObject> {
	if (type.heap === null && type.doc !== null) return newStr(docText(type.doc));
	const doc = dictGetStr(type.dict!, internStr("__doc__"));
	if (doc === null) return newNone();
	if (doc.type.descrGet === null) return incref(doc);
	hold(incref(doc), "__doc__");
	return dropKeeping(doc, doc.type.descrGet(doc, null, type));
}

function setDoc(type: PyType, given: PyObject | null): void {
	const value = checkSetSpecial(type, given, "__doc__");
	setTypeAttribute(type, internStr("__doc__"), value);
}

function getTextSignature(type: PyType): Own<PyObject> {
	const doc = type.doc ?? "";
	const end = doc.indexOf(")\n--\n\n");
	const start = typeShortName(type);
	return end >= 0 && doc.startsWith(`${start}(`) ? newStr(doc.slice(start.length, end + 1)) : newNone();
}

function noSpecial(type: PyType, name: string): never {
	return raiseAttributeError(type, internStr(name), `type object '${type.name}' has no attribute '${name}'`);
}

/** From the namespace, or made by `__annotate__` and kept. */
function getAnnotations(type: PyType): Own<PyObject> {
	if ((type.typeFlags & TPFLAGS_IMMUTABLETYPE) !== 0) return noSpecial(type, "__annotations__");
	const dict = type.dict!;
	const known = dictGetStr(dict, internStr("__annotations__")) ?? dictGetStr(dict, internStr("__annotations_cache__"));
	if (known !== null) {
		const get = known.type.descrGet;
		return get === null ? incref(known) : get(known, null, type);
	}
	const annotate = hold(getAnnotate(type), "__annotate__");
	const made = hold(isCallable(annotate) ? annotationsBy(annotate) : own(newDict() as PyObject), "annotations");
	setTypeAttribute(type, internStr("__annotations_cache__"), made);
	return dropKeeping(annotate, take(made));
}

function annotationsBy(annotate: PyObject): Own<PyObject> {
	const format = hold(newInt(1), "format");
	const made = dropKeeping(format, callOneArg(annotate, format));
	if (isDict(made)) return made;
	hold(made, "result of __annotate__");
	return typeError(`__annotate__ returned non-dict of type '${made.type.name}'`);
}

function setAnnotations(type: PyType, value: PyObject | null): void {
	if ((type.typeFlags & TPFLAGS_IMMUTABLETYPE) !== 0) typeError(`cannot set '__annotations__' attribute of immutable type '${type.name}'`);
	const dict = type.dict!;
	const plain = internStr("__annotations__");
	const cache = internStr("__annotations_cache__");
	const target = dictGetStr(dict, plain) !== null ? plain : cache;
	if (value !== null) {
		setTypeAttribute(type, target, value);
	} else {
		if (dictGetStr(dict, target) === null) raiseAttributeError(type, plain, "__annotations__");
		setTypeAttribute(type, target, null);
	}
	for (const name of ["__annotate_func__", "__annotate__"]) dictDeleteStr(dict, internStr(name));
	if (target === plain) dictDeleteStr(dict, cache);
}

function getAnnotate(type: PyType): Own<PyObject> {
	if ((type.typeFlags & TPFLAGS_IMMUTABLETYPE) !== 0) return noSpecial(type, "__annotate__");
	const dict = type.dict!;
	// A function of this name in the class body goes before the one that the compiler makes.
	const found = dictGetStr(dict, internStr("__annotate__")) ?? dictGetStr(dict, internStr("__annotate_func__"));
	if (found !== null) {
		const get = found.type.descrGet;
		return get === null ? incref(found) : get(found, null, type);
	}
	setTypeAttribute(type, internStr("__annotate_func__"), None);
	return newNone();
}

function setAnnotate(type: PyType, value: PyObject | null): void {
	if (value === null) return typeError("cannot delete __annotate__ attribute");
	if ((type.typeFlags & TPFLAGS_IMMUTABLETYPE) !== 0) typeError(`cannot set '__annotate__' attribute of immutable type '${type.name}'`);
	if (value !== None && !isCallable(value)) typeError("__annotate__ must be callable or None");
	setTypeAttribute(type, internStr("__annotate_func__"), value);
	if (value !== None && dictGetStr(type.dict!, internStr("__annotations_cache__")) !== null) {
		setTypeAttribute(type, internStr("__annotations_cache__"), null);
	}
}

function getTypeParams(type: PyType): Own<PyObject> {
	const found = type.heap === null ? null : dictGetStr(type.dict!, internStr("__type_params__"));
	return incref(found ?? emptyTuple);
}

function setTypeParams(type: PyType, given: PyObject | null): void {
	setTypeAttribute(type, internStr("__type_params__"), checkSetSpecial(type, given, "__type_params__"));
}

function nameOf(type: PyType, qualified: boolean): Own<PyObject> {
	if (type.heap !== null) return incref((qualified ? type.heap.qualname : type.heap.name) as PyObject) as Own<PyStr>;
	const text = qualified ? typeQualname(type) : typeShortName(type);
	// A static type makes its name anew for whoever asks.
	return type.fromSpec !== null ? incref(type.fromSpec.name) : newStr(text);
}

export function typeMembers(): readonly MemberDef[] {
	return [
		{ name: "__basicsize__", field: "basicsize", readonly: true },
		{ name: "__itemsize__", field: "itemsize", readonly: true },
		{ name: "__flags__", field: "visibleFlags", readonly: true },
		{ name: "__weakrefoffset__", field: "weakrefOffset", readonly: true },
		{ name: "__base__", field: "base", readonly: true, optional: true },
		{ name: "__dictoffset__", field: "dictOffset", readonly: true },
	];
}

export function typeGetset(): readonly GetSetDef[] {
	return [
		{ name: "__name__", get: (type: PyType) => nameOf(type, false), set: setName },
		{ name: "__qualname__", get: (type: PyType) => nameOf(type, true), set: setQualname },
		{
			name: "__bases__",
			get: (type: PyType) => incref(type.bases!),
			set: (type: PyType, v) => setBases(type, checkSetSpecial(type, v, "__bases__")),
		},
		{ name: "__mro__", get: (type: PyType) => (type.mro === null ? newNone() : incref(type.mro)) },
		{ name: "__module__", get: getModule, set: setModule },
		{ name: "__abstractmethods__", get: getAbstractMethods, set: setAbstractMethods },
		{ name: "__dict__", get: (type: PyType) => newMappingProxy(type.dict!) },
		{ name: "__doc__", get: getDoc, set: setDoc },
		{ name: "__text_signature__", get: getTextSignature },
		{ name: "__annotations__", get: getAnnotations, set: setAnnotations },
		{ name: "__annotate__", get: getAnnotate, set: setAnnotate },
		{ name: "__type_params__", get: getTypeParams, set: setTypeParams },
	];
}
