// The module `marshal`: values and code objects as bytes, in CPython's format. Mirrors the functions of Python/marshal.c.

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { callMethod, indexAsNumber, isTrue } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newByteArray } from "../objects/bytearray.ts";
import { isBytes, newBytes } from "../objects/bytes.ts";
import { requireBuffer } from "../objects/bytesSource.ts";
import { cIntArgument } from "../objects/conversions.ts";
import { raiseError, typeError, valueError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import { newMemoryView } from "../objects/memoryview.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { internStr } from "../objects/str.ts";
import { buildModule, setOwned } from "./define.ts";
import { readObject } from "./marshalRead.ts";
import { MarshalWriter } from "./marshalWrite.ts";

const VERSION = 5;

type Flag = PyObject | null;

const isAllowed = (allowCode: Flag): boolean => allowCode === null || isTrue(allowCode);

function dumps(_module: PyObject, value: PyObject, version: Flag, allowCode: Flag): Own<PyObject> {
	const writer = new MarshalWriter(cIntArgument(version, VERSION), isAllowed(allowCode));
	writer.write(value);
	return newBytes(writer.result());
}

function dump(module: PyObject, value: PyObject, file: PyObject, version: Flag, allowCode: Flag): Own<PyObject> {
	const bytes = hold(dumps(module, value, version, allowCode), "bytes to be written");
	return dropKeeping(bytes, callMethod(file, internStr("write"), [bytes]));
}

function loads(_module: PyObject, data: PyObject, allowCode: Flag): Own<PyObject> {
	const bytes = requireBuffer(data).slice();
	let position = 0;
	return readObject((count) => bytes.subarray(position, (position += count)), isAllowed(allowCode));
}

function load(_module: PyObject, file: PyObject, allowCode: Flag): Own<PyObject> {
	checkFile(file);
	return readObject((count) => readFile(file, count), isAllowed(allowCode));
}

/** Raises TypeError for a file of text. Runs Python code. */
function checkFile(file: PyObject): void {
	const size = hold(newInt(0), "number of bytes");
	const read = hold(callMethod(file, internStr("read"), [size]), "bytes read");
	if (!isBytes(read)) typeError(`file.read() returned not bytes but ${read.type.name}`);
	drop(read);
	drop(size);
}

/** Runs Python code. */
function readFile(file: PyObject, count: number): Uint8Array {
	const buffer = hold(newByteArray(new Uint8Array(count)), "memory to read into");
	const view = hold(newMemoryView(buffer), "view of the memory");
	const result = hold(callMethod(file, internStr("readinto"), [view]), "number of bytes read");
	const got = indexAsNumber(result, "ValueError");
	if (got > count) valueError(`read() returned too much data: ${count} bytes requested, ${got} returned`);
	// Who reads a single byte knows what is missing.
	if (got < count && count > 1) raiseError("EOFError", "EOF read where not expected");
	const bytes = buffer.value.slice(0, Math.max(got, 0));
	for (const object of [result, view, buffer]) drop(object);
	return bytes;
}

const functions: readonly MethodDef[] = [
	def("dump", "($module, value, file, version=version, /, *, allow_code=True)", "Writes a value to a file.", dump),
	def("dumps", "($module, value, version=version, /, *, allow_code=True)", "A value as bytes.", dumps),
	def("load", "($module, file, /, *, allow_code=True)", "Reads a value from a file.", load),
	def("loads", "($module, bytes, /, *, allow_code=True)", "The value that bytes stand for.", loads),
];

export function initMarshal(): Own<PyModule> {
	const module = hold(buildModule("marshal", "CPython's format of compiled code.", functions), "module marshal");
	setOwned(module.dict!, "version", newInt(VERSION));
	return take(module);
}
