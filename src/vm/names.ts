// Names: globals, builtins, namespaces of module and class code, and the errors for what is not bound.
// Read `loadGlobalSlow` and `loadName` first. Mirrors LOAD_NAME and its family in Python/bytecodes.c, and
// _PyEval_FormatExcCheckArg (Python/ceval.c).

import { drop, hold, mark } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref, isImmortal } from "../heap/refcount.ts";
import { delItem, getItem, setItem } from "../objects/abstract.ts";
import {
	DictType,
	dictGet,
	dictGetStr,
	dictIndexOfStr,
	dictKeysVersion,
	dictPop,
	dictSet,
	dictSetStr,
	newDict,
	type PyDict,
} from "../objects/dict.ts";
import { caught, clearException, exceptionMatches, raiseError } from "../objects/errors.ts";
import { raiseNameError } from "../objects/exceptionsRaise.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import type { PyObject } from "../objects/object.ts";
import { internStr, type PyStr } from "../objects/str.ts";
import { cacheAt } from "./inlineCache.ts";
import { close, peek, push, replaceInputs } from "./stack.ts";

const CO_FAST_FREE = 0x80;

/** `name` in the frame's globals, else builtins; borrowed. Fills the cache. Raises NameError. */
export function loadGlobalSlow(frame: Frame, caches: unknown[], pc: number, n: number): PyObject {
	const name = frame.code.names[n];
	const { globals } = frame;
	const builtins = frame.builtins as PyDict;
	if (globals.type !== DictType || builtins.type !== DictType) return loadGlobalAny(frame, name);
	const ix = dictIndexOfStr(globals, name);
	const cache = cacheAt(caches, pc);
	if (ix >= 0 && globals.entries[ix] !== null) {
		cache.kind = 1;
		cache.version = dictKeysVersion(globals);
		cache.index = ix;
		return globals.entries[ix]!;
	}
	const value = dictGetStr(globals, name) ?? dictGetStr(builtins, name);
	if (value === null) return undefinedName(name);
	const bx = dictIndexOfStr(builtins, name);
	if (bx >= 0 && ix < 0 && builtins.entries[bx] === value && globals.keys.kind !== 0) {
		cache.kind = 2;
		cache.version = dictKeysVersion(globals);
		cache.version2 = dictKeysVersion(builtins);
		cache.index = bx;
	}
	return value;
}

/** Where globals or builtins are no plain dictionaries: by subscription, so that `__missing__` is asked. */
function loadGlobalAny(frame: Frame, name: PyStr): PyObject {
	const found = itemOrNull(frame.globals, name) ?? itemOrNull(frame.builtins, name);
	if (found === null) return undefinedName(name);
	// The loop counts what it pushes, at once: the new reference passes to it, not by way of a decref, which might free it.
	if (!isImmortal(found)) found.refcnt--;
	return found;
}

/** `mapping[key]`, null if that raises KeyError. Source: PyMapping_GetOptionalItem. */
export function itemOrNull(mapping: PyObject, key: PyObject): Own<PyObject> | null {
	if (mapping.type === DictType) {
		const found = dictGet(mapping as PyDict, key);
		return found === null ? null : incref(found);
	}
	const since = mark();
	try {
		return getItem(mapping, key);
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("KeyError")) throw thrown;
		clearException();
		return null;
	}
}

export function undefinedName(name: PyStr): never {
	return raiseNameError(`name '${name.value}' is not defined`, name);
}

export function unboundLocal(frame: Frame, n: number): never {
	const name = frame.code.localsplusnames[n];
	return raiseError("UnboundLocalError", `cannot access local variable '${name.value}' where it is not associated with a value`);
}

/** For a cell: a variable of this function, or one of an enclosing scope. */
export function unboundCell(frame: Frame, n: number): never {
	if ((frame.code.code.localspluskinds[n] & CO_FAST_FREE) === 0) return unboundLocal(frame, n);
	const name = frame.code.localsplusnames[n];
	return raiseNameError(`cannot access free variable '${name.value}' where it is not associated with a value in enclosing scope`, name);
}

/** LOAD_NAME. */
export function loadName(frame: Frame, oparg: number): void {
	const name = frame.code.names[oparg];
	const { locals } = frame;
	if (locals === null) raiseError("SystemError", "no locals found");
	const found = locals!.type === DictType ? dictGetStr(locals as PyDict, name) : null;
	if (found !== null) return push(frame, incref(found));
	push(frame, (locals!.type === DictType ? null : itemOrNull(locals!, name)) ?? globalOrBuiltin(frame, name));
}

function globalOrBuiltin(frame: Frame, name: PyStr): Own<PyObject> {
	return itemOrNull(frame.globals, name) ?? itemOrNull(frame.builtins, name) ?? undefinedName(name);
}

/** STORE_NAME: the value stays on the stack until it is stored. */
export function storeName(frame: Frame, oparg: number): void {
	const name = frame.code.names[oparg];
	const { locals } = frame;
	if (locals === null) raiseError("SystemError", `no locals found when storing '${name.value}'`);
	if (locals!.type === DictType) dictSetStr(locals as PyDict, name, peek(frame, 1));
	else setItem(locals!, name, peek(frame, 1));
	close(frame);
}

export function deleteName(frame: Frame, oparg: number): void {
	const name = frame.code.names[oparg];
	const { locals } = frame;
	if (locals === null) raiseError("SystemError", `no locals when deleting '${name.value}'`);
	const since = mark();
	try {
		delItem(locals!, name);
	} catch (thrown) {
		caught(thrown, since);
		clearException();
		undefinedName(name);
	}
}

export function storeGlobal(frame: Frame, oparg: number): void {
	dictSet(frame.globals, frame.code.names[oparg], peek(frame, 1));
	close(frame);
}

export function deleteGlobal(frame: Frame, oparg: number): void {
	const name = frame.code.names[oparg];
	const value = dictPop(frame.globals, name);
	if (value === null) return undefinedName(name);
	hold(value, "deleted global");
	drop(value);
}

/** LOAD_LOCALS. */
export function loadLocals(frame: Frame): void {
	if (frame.locals === null) raiseError("SystemError", "no locals found");
	push(frame, incref(frame.locals!));
}

/** LOAD_FROM_DICT_OR_GLOBALS: (mapping -- value) */
export function loadFromDictOrGlobals(frame: Frame, oparg: number): void {
	const name = frame.code.names[oparg];
	const found = itemOrNull(peek(frame, 1), name);
	replaceInputs(frame, 1, found ?? globalOrBuiltin(frame, name));
}

/** LOAD_FROM_DICT_OR_DEREF: (mapping -- value) */
export function loadFromDictOrDeref(frame: Frame, oparg: number): void {
	const name = frame.code.localsplusnames[oparg];
	const found = itemOrNull(peek(frame, 1), name);
	replaceInputs(frame, 1, found ?? cellContents(frame, oparg));
}

function cellContents(frame: Frame, n: number): Own<PyObject> {
	const cell = frame.stack[frame.base + n] as unknown as { contents: PyObject | null };
	return cell.contents === null ? unboundCell(frame, n) : incref(cell.contents);
}

/** SETUP_ANNOTATIONS: makes `__annotations__` unless it is there. */
export function setupAnnotations(frame: Frame): void {
	const { locals } = frame;
	if (locals === null) raiseError("SystemError", "no locals found when setting up annotations");
	const name = internStr("__annotations__");
	const found = itemOrNull(locals!, name);
	if (found !== null) {
		hold(found, "__annotations__");
		drop(found);
		return;
	}
	const dict = hold(newDict(), "__annotations__");
	setItem(locals!, name, dict);
	drop(dict);
}
