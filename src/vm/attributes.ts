// LOAD_ATTR and STORE_ATTR beyond their inline caches, and subscripts of classes written in Python.
//
// The first execution is generic; from the second on the instruction is specialised to what it saw, guarded by the
// version of the owner's type. Read `loadAttrSlow` first. Mirrors Python/specialize.c and the LOAD_ATTR family of
// Python/bytecodes.c.

import { incref } from "../heap/hotCount.ts";
import { getAttr, getMethod, methodIsUnbound, setAttr } from "../objects/abstract.ts";
import type { PyCode } from "../objects/code.ts";
import { PyMemberDescr } from "../objects/descrMember.ts";
import { dictIndexOfStr, dictKeysVersion } from "../objects/dict.ts";
import { type InlineDict, lookupStr, sharedKeysOf } from "../objects/dictkeys.ts";
import { FunctionType, type PyFunction } from "../objects/function.ts";
import { genericGetAttr, genericSetAttr } from "../objects/genericAttr.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import { isModule } from "../objects/module.ts";
import {
	isSubtype,
	ObjectType,
	type PyObject,
	type PyType,
	TPFLAGS_INLINE_VALUES,
	TPFLAGS_MANAGED_DICT,
	TPFLAGS_METHOD_DESCRIPTOR,
	TPFLAGS_TYPE_SUBCLASS,
	TypeType,
} from "../objects/object.ts";
import { internStr, type PyStr } from "../objects/str.ts";
import { assignVersionTag, typeLookup } from "../objects/typeCache.ts";
import { pushFrame } from "./frames.ts";
import { cacheAt, type InlineCache } from "./inlineCache.ts";
import { peek, push, replaceInputs } from "./stack.ts";

export const ATTR_INSTANCE_VALUE = 1;
export const ATTR_METHOD = 2;
export const ATTR_METHOD_PLAIN = 3;
export const ATTR_CLASS_VALUE = 4;
export const ATTR_MODULE = 5;
export const ATTR_SLOT = 6;
export const ATTR_OF_TYPE = 7;
const ATTR_GETATTRIBUTE = 8;

const CO_OPTIMIZED_NEWLOCALS = 3;
const CO_VARIABLE = 12;

/** Whether arguments go one to one to parameters. */
export function isSimple(code: PyCode): boolean {
	return (
		(code.codeFlags & CO_OPTIMIZED_NEWLOCALS) === CO_OPTIMIZED_NEWLOCALS &&
		(code.codeFlags & CO_VARIABLE) === 0 &&
		code.kwonlyargcount === 0
	);
}

/** (owner -- attr, self_or_null[oparg&1]). Returns a frame to enter instead, if `__getattribute__` is Python code. */
export function loadAttrSlow(frame: Frame, caches: unknown[], pc: number, oparg: number): Frame | null {
	const owner = peek(frame, 1);
	const name = frame.code.names[oparg >> 1];
	const cache = cacheAt(caches, pc);
	if (cache.kind === ATTR_GETATTRIBUTE && cache.version === owner.type.versionTag)
		return enterGetattribute(frame, cache.object as PyFunction, name);
	if (cache.due()) {
		if (specialize(cache, owner, name, (oparg & 1) !== 0)) cache.succeeded();
		else cache.failed();
		if (cache.kind === ATTR_GETATTRIBUTE && cache.version === owner.type.versionTag)
			return enterGetattribute(frame, cache.object as PyFunction, name);
		if (isSpecializedMethod(cache, owner)) {
			pushMethod(frame, cache.object!);
			return null;
		}
	}
	if ((oparg & 1) === 0) replaceInputs(frame, 1, getAttr(owner, name));
	else loadMethod(frame, owner, name);
	return null;
}

function loadMethod(frame: Frame, owner: PyObject, name: PyStr): void {
	const attr = getMethod(owner, name);
	if (methodIsUnbound) {
		const owned = frame.marks[frame.sp - 1];
		frame.stack[frame.sp - 1] = attr;
		frame.marks[frame.sp - 1] = 1;
		frame.stack[frame.sp] = owner;
		frame.marks[frame.sp++] = owned;
	} else {
		replaceInputs(frame, 1, attr);
		push(frame, null);
	}
}

function isSpecializedMethod(cache: InlineCache, owner: PyObject): boolean {
	return (cache.kind === ATTR_METHOD || cache.kind === ATTR_METHOD_PLAIN) && cache.version === owner.type.versionTag;
}

function pushMethod(frame: Frame, method: PyObject): void {
	const i = frame.sp - 1;
	frame.stack[frame.sp] = frame.stack[i];
	frame.marks[frame.sp++] = frame.marks[i];
	frame.stack[i] = incref(method);
	frame.marks[i] = 1;
}

function specialize(cache: InlineCache, owner: PyObject, name: PyStr, forCall: boolean): boolean {
	const type = owner.type;
	if (!assignVersionTag(type)) return false;
	cache.kind = 0;
	cache.version = type.versionTag;
	if ((type.typeFlags & TPFLAGS_TYPE_SUBCLASS) !== 0) return specializeClass(cache, owner as PyType, name);
	if (isModule(owner)) return specializeModule(cache, owner as PyObject & { dict: Parameters<typeof dictIndexOfStr>[0] }, name);
	if (type.getattro !== genericGetAttr && !hasGenericGetattribute(cache, type, forCall)) return cache.kind === ATTR_GETATTRIBUTE;
	const descr = typeLookup(type, name);
	if (descr !== null && descr.type.descrSet !== null) return specializeSlot(cache, type, descr);
	if (specializeInstanceValue(cache, owner, name)) return true;
	return descr !== null && specializeClassValue(cache, type, descr, name, forCall, owner);
}

/** Whether attributes are looked up as usual first, that is `__getattr__` at most is defined. */
function hasGenericGetattribute(cache: InlineCache, type: PyType, forCall: boolean): boolean {
	const getattribute = typeLookup(type, internStr("__getattribute__"));
	if (getattribute === typeLookup(ObjectType, internStr("__getattribute__"))) return typeLookup(type, internStr("__getattr__")) !== null;
	if (getattribute?.type !== FunctionType || typeLookup(type, internStr("__getattr__")) !== null || forCall) return false;
	const code = (getattribute as PyFunction).code;
	if (!isSimple(code) || code.argcount !== 2) return false;
	cache.kind = ATTR_GETATTRIBUTE;
	cache.object = getattribute;
	return false;
}

function specializeClass(cache: InlineCache, owner: PyType, name: PyStr): boolean {
	const onMeta = typeLookup(owner.type, name);
	if (owner.type.getattro !== TypeType.getattro || (onMeta !== null && onMeta.type.descrSet !== null)) return false;
	const found = typeLookup(owner, name);
	if (found === null || (found.type.descrGet !== null && found.type !== FunctionType)) return false;
	if (!assignVersionTag(owner)) return false;
	cache.kind = ATTR_OF_TYPE;
	cache.version2 = owner.versionTag;
	cache.object = found;
	return true;
}

function specializeModule(cache: InlineCache, owner: PyObject & { dict: Parameters<typeof dictIndexOfStr>[0] }, name: PyStr): boolean {
	if (typeLookup(owner.type, name) !== null) return false;
	const ix = dictIndexOfStr(owner.dict, name);
	if (ix < 0 || owner.dict.entries[ix] === null) return false;
	cache.kind = ATTR_MODULE;
	cache.version2 = dictKeysVersion(owner.dict);
	cache.index = ix;
	return true;
}

function specializeSlot(cache: InlineCache, type: PyType, descr: PyObject): boolean {
	cache.kind = 0;
	if (!(descr instanceof PyMemberDescr) || descr.slot < 0 || !isSubtype(type, descr.objclass)) return false;
	cache.kind = ATTR_SLOT;
	cache.index = descr.slot;
	return true;
}

function specializeInstanceValue(cache: InlineCache, owner: PyObject, name: PyStr): boolean {
	if ((owner.type.typeFlags & TPFLAGS_INLINE_VALUES) === 0) return false;
	const values = (owner as InlineDict).values;
	const ix = lookupStr(sharedKeysOf(owner), name);
	if (values === null || ix < 0 || values[ix] === null) return false;
	cache.kind = ATTR_INSTANCE_VALUE;
	cache.index = ix;
	return true;
}

function specializeClassValue(cache: InlineCache, type: PyType, descr: PyObject, name: PyStr, forCall: boolean, owner: PyObject): boolean {
	const isMethod = (descr.type.typeFlags & TPFLAGS_METHOD_DESCRIPTOR) !== 0;
	if (isMethod ? !forCall : descr.type.descrGet !== null) return false;
	cache.object = descr;
	if ((type.typeFlags & TPFLAGS_INLINE_VALUES) !== 0 && (owner as InlineDict).values !== null) {
		const keys = sharedKeysOf(owner);
		if (lookupStr(keys, name) >= 0) return false;
		cache.kind = isMethod ? ATTR_METHOD : ATTR_CLASS_VALUE;
		cache.version2 = keys.nentries;
		return true;
	}
	if (!isMethod || type.hasDict || (type.typeFlags & TPFLAGS_MANAGED_DICT) !== 0) return false;
	cache.kind = ATTR_METHOD_PLAIN;
	return true;
}

/** Calls `__getattribute__(owner, name)` by a frame: the owner moves into it. */
function enterGetattribute(frame: Frame, getattribute: PyFunction, name: PyStr): Frame {
	const next = pushFrame(incref(getattribute), true, getattribute.code);
	takeArgument(frame, next, 0);
	next.stack[next.base + 1] = incref(name);
	next.marks[next.base + 1] = 1;
	clearLocals(next, 2);
	return next;
}

/** Moves the top of the stack to a local of a new frame. */
function takeArgument(frame: Frame, next: Frame, n: number): void {
	const top = --frame.sp;
	next.stack[next.base + n] = frame.stack[top];
	next.marks[next.base + n] = frame.marks[top];
	frame.marks[top] = 0;
}

export function clearLocals(frame: Frame, from: number): void {
	for (let i = frame.base + from; i < frame.sp; i++) {
		frame.stack[i] = null;
		frame.marks[i] = 0;
	}
}

const subscriptable = new WeakMap<PyType, { version: number; func: PyFunction; code: PyCode }>();

/** BINARY_OP `[]` on an instance whose class has a Python `__getitem__`: its frame, once the instruction is specialised. */
export function specialSubscript(frame: Frame, caches: unknown[], pc: number): Frame | null {
	const type = peek(frame, 2).type;
	const cache = cacheAt(caches, pc);
	if (cache.kind === 0) {
		if (!cache.due()) return null;
		if (!rememberGetitem(type)) {
			cache.failed();
			return null;
		}
		cache.succeeded();
		cache.kind = 1;
	}
	const known = subscriptable.get(type);
	if (known === undefined || known.version !== type.versionTag || known.func.code !== known.code) {
		if (cache.due() && rememberGetitem(type)) cache.succeeded();
		else return null;
	}
	const { func } = subscriptable.get(type)!;
	const next = pushFrame(incref(func), true, func.code);
	takeArgument(frame, next, 1);
	takeArgument(frame, next, 0);
	clearLocals(next, 2);
	return next;
}

function rememberGetitem(type: PyType): boolean {
	const func = typeLookup(type, internStr("__getitem__"));
	if (func === null || func.type !== FunctionType || !assignVersionTag(type)) return false;
	const { code } = func as PyFunction;
	if (!isSimple(code) || code.argcount !== 2) return false;
	subscriptable.set(type, { version: type.versionTag, func: func as PyFunction, code });
	return true;
}

/** (value, owner -- ): stores; the inputs stay on the stack. False if it was specialised instead, and is to run as that. */
export function storeAttrSlow(frame: Frame, caches: unknown[], pc: number, oparg: number): boolean {
	const owner = peek(frame, 1);
	const name = frame.code.names[oparg];
	const cache = cacheAt(caches, pc);
	if (cache.due()) {
		if (specializeStore(cache, owner, name)) {
			cache.succeeded();
			return false;
		}
		cache.failed();
	}
	setAttr(owner, name, peek(frame, 2));
	return true;
}

function specializeStore(cache: InlineCache, owner: PyObject, name: PyStr): boolean {
	const type = owner.type;
	if (type.setattro !== genericSetAttr || !assignVersionTag(type)) return false;
	const descr = typeLookup(type, name);
	if (descr !== null && descr.type.descrSet !== null) {
		cache.version = type.versionTag;
		return specializeSlot(cache, type, descr);
	}
	if ((type.typeFlags & TPFLAGS_INLINE_VALUES) === 0) return false;
	const ix = lookupStr(sharedKeysOf(owner), name);
	if (ix < 0) return false;
	cache.kind = ATTR_INSTANCE_VALUE;
	cache.version = type.versionTag;
	cache.index = ix;
	return true;
}
