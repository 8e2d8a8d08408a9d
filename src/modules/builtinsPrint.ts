// print and input. Mirrors Python/bltinmodule.c and Objects/fileobject.c (PyFile_WriteObject, PyFile_GetLine).

import { drop, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { callMethod, callNoArgs, callOneArg, getAttr, isTrue, str } from "../objects/abstract.ts";
import { bindArguments, def, defRaw, type MethodDef, type Parameter, unexpectedKeyword } from "../objects/args.ts";
import { BytesType, newBytes, type PyBytes } from "../objects/bytes.ts";
import { raiseError, runtimeError, typeError, unless } from "../objects/errors.ts";
import { isSubtype, type PyObject } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "../objects/str.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { sysGet } from "./define.ts";
import { isOpenStandardStream, textWrite } from "./ioText.ts";

/** `PyFile_WriteObject` with Py_PRINT_RAW: `file.write(str(object))`. Borrows. */
export function writeObject(object: PyObject, file: PyObject): void {
	// FAST: without a bound method `write` and without its call: print() takes half the time.
	if (isOpenStandardStream(file)) {
		const text = str(object);
		textWrite(file, text.value);
		decref(text);
		return;
	}
	const writer = hold(getAttr(file, internStr("write")), "method write of the file");
	const text = hold(str(object), "text to be printed");
	decref(callOneArg(writer, text));
	drop(text);
	drop(writer);
}

/** `file.write(text)`. */
export function writeText(text: string, file: PyObject): void {
	if (isOpenStandardStream(file)) return textWrite(file, text);
	const value = hold(newStr(text), "text to be printed");
	writeObject(value, file);
	drop(value);
}

export function flushFile(file: PyObject): void {
	decref(callMethod(file, internStr("flush"), []));
}

const printParameters: readonly Parameter[] = ["sep", "end", "file", "flush"].map((name) => ({ name, required: false, kind: "keyword" }));

function separator(value: PyObject | null, name: string): PyObject | null {
	if (value === null || value === None) return null;
	if (!isStr(value)) typeError(`${name} must be None or a string, not ${value.type.name}`);
	return value;
}

/** `sys.stdout`, owned; null if it is None. */
function standardOutput(): Own<PyObject> | null {
	const file = sysGet("stdout");
	if (file === null) runtimeError("lost sys.stdout");
	return file === None ? null : incref(file!);
}

/** As for all functions that take any number of arguments, too many keywords are one that isn't known. */
function refuseKeyword(kwnames: PyTuple): never {
	const possible = printParameters.map(({ name }) => name);
	const names = kwnames.items.map((name) => (name as PyStr).value);
	return unexpectedKeyword("print", possible, names.find((name) => !possible.includes(name))!);
}

function print(_module: PyObject, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const count = args.length - (kwnames === null ? 0 : kwnames.items.length);
	if (kwnames !== null && kwnames.items.length > printParameters.length) refuseKeyword(kwnames);
	const [sep, end, given, flush] = kwnames === null ? NO_KEYWORDS : bindArguments("print", printParameters, args.slice(count), kwnames);
	const file = given === null || given === None ? standardOutput() : incref(given!);
	if (file === null) return newNone();
	hold(file, "file that print() writes to");
	const between = separator(sep!, "sep");
	const after = separator(end!, "end");
	for (let i = 0; i < count; i++) {
		if (i > 0) writeSeparator(between, " ", file);
		writeObject(args[i]!, file);
	}
	writeSeparator(after, "\n", file);
	if (flush !== null && isTrue(flush!)) flushFile(file);
	drop(file);
	return newNone();
}

const NO_KEYWORDS: readonly null[] = [null, null, null, null];

function writeSeparator(given: PyObject | null, otherwise: string, file: PyObject): void {
	if (given === null) writeText(otherwise, file);
	else writeObject(given, file);
}

/** One of the standard streams, borrowed. Raises RuntimeError if it is gone. */
function stream(name: string): PyObject {
	const file = sysGet(name);
	return file === null || file === None ? runtimeError(`lost sys.${name}`) : file;
}

/** Whatever it raises is passed over. */
function flushQuietly(file: PyObject): void {
	unless("BaseException", () => flushFile(file), undefined);
}

function input(_module: PyObject, prompt: PyObject | null): Own<PyObject> {
	const stdin = hold(incref(stream("stdin")), "sys.stdin");
	const stdout = hold(incref(stream("stdout")), "sys.stdout");
	const stderr = hold(incref(stream("stderr")), "sys.stderr");
	flushQuietly(stderr);
	if (prompt !== null) writeObject(prompt, stdout);
	flushQuietly(stdout);
	drop(stderr);
	drop(stdout);
	const line = readLine(stdin);
	drop(stdin);
	return line;
}

/** `PyFile_GetLine(file, -1)`: a line without its newline; EOFError at the end. New. */
function readLine(file: PyObject): Own<PyObject> {
	const method = hold(getAttr(file, internStr("readline")), "method readline of the file");
	const line = hold(callNoArgs(method), "line");
	const result = withoutNewline(line);
	drop(line);
	drop(method);
	return result;
}

function withoutNewline(line: PyObject): Own<PyObject> {
	if (isStr(line)) {
		const text = (line as PyStr).value;
		if (text === "") raiseError("EOFError", "EOF when reading a line");
		return text.endsWith("\n") ? newStr(text.slice(0, -1)) : incref(line);
	}
	if (!isSubtype(line.type, BytesType)) typeError("object.readline() returned non-string");
	const bytes = (line as PyBytes).value;
	if (bytes.length === 0) raiseError("EOFError", "EOF when reading a line");
	return bytes.at(-1) === 10 ? newBytes(bytes.slice(0, -1)) : incref(line);
}

export const printFunctions: readonly MethodDef[] = [
	defRaw(
		"print",
		"($module, /, *args, sep=' ', end='\\n', file=None, flush=False)",
		"Prints the values to a stream, or to sys.stdout.",
		print,
	),
	def("input", "($module, prompt='', /)", "Reads a line from standard input.", input),
];
