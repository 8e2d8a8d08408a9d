// The module `_io`: the file types, and `open`, which puts them over one another.
// Mirrors Modules/_io/_iomodule.c.

import { flagValues } from "./sysInfo.ts";
import { drop, dropKeeping, hold, mark, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { callMethod, isTrue, setAttr } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { cIntArgument } from "../objects/conversions.ts";
import { caught, exceptionTypes, fetchException, reraise, typeError, valueError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "../objects/str.ts";
import { warn } from "../objects/warnings.ts";
import { addType, buildModule, setOwned, typeName } from "./define.ts";
import { host } from "./host.ts";
import { BufferedIOBaseType, DEFAULT_BUFFER_SIZE, IOBaseType, RawIOBaseType, TextIOBaseType, unsupportedOperationType } from "./ioBase.ts";
import { BufferedRandomType, BufferedReaderType, BufferedWriterType, newBuffered, newStandardBuffer } from "./ioBuffered.ts";
import { IncrementalNewlineDecoderType } from "./ioNewlineDecoder.ts";
import { BufferedRWPairType } from "./ioPair.ts";
import { BytesIOType, BytesIOBufferType } from "./ioBytes.ts";
import { descriptorIsTerminal, FileIOType, newFileIO, type PyFileIO } from "./ioFile.ts";
import { checkEncoding } from "./ioCodec.ts";
import { newlineArgument, encodingNamed, newTextIOWrapper, StringIOType, TextIOWrapperType } from "./ioText.ts";

function text(value: PyObject | null, what: string, otherwise: string): string {
	if (value === null || value === None) return otherwise;
	if (!isStr(value)) typeError(`open() argument '${what}' must be str, not ${typeName(value)}`);
	return (value as PyStr).value;
}

function checkOptionalText(name: string, value: PyObject | null): void {
	if (value !== null && value !== None && !isStr(value)) typeError(`open() argument '${name}' must be str or None, not ${typeName(value)}`);
}

function checkMode(mode: string): void {
	if (/[^rwaxbt+]/.test(mode) || new Set(mode).size !== mode.length) valueError(`invalid mode: '${mode}'`);
	if (mode.includes("t") && mode.includes("b")) valueError("can't have text and binary mode at once");
	if ([..."rwax"].filter((c) => mode.includes(c)).length !== 1) valueError("must have exactly one of create/read/write/append mode");
}

/** The mode of the raw file: the text or binary part is not its business. */
function rawMode(mode: string): string {
	return mode.replace(/[tb]/, "");
}

function checkBinary(mode: string, given: { readonly [name: string]: PyObject | null }): void {
	if (!mode.includes("b")) return;
	for (const [name, value] of Object.entries(given)) {
		if (value !== null && value !== None) valueError(`binary mode doesn't take ${name === "newline" ? "a" : "an"} ${name} argument`);
	}
}

/** A buffer is no larger, whatever the file's system prefers. */
const MOST = 8192 * 1024;

/** How large the buffer shall be, 0 for none, and whether lines are passed on at once. */
function bufferingOf(raw: PyFileIO, asked: number, binary: boolean): readonly [size: number, lines: boolean] {
	if (asked === 1 && binary) {
		warn("RuntimeWarning", "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used");
	}
	const lines = !binary && (asked === 1 || (asked < 0 && descriptorIsTerminal(raw.fd)));
	if (asked === 0 && !binary) valueError("can't have unbuffered text I/O");
	return [asked === 1 || asked < 0 ? Math.max(Math.min(raw.blockSize, MOST), DEFAULT_BUFFER_SIZE) : asked, lines];
}

function open(
	_module: PyObject,
	file: PyObject,
	modeGiven: PyObject | null,
	buffering: PyObject | null,
	encoding: PyObject | null,
	errors: PyObject | null,
	newline: PyObject | null,
	closefd: PyObject | null,
	opener: PyObject | null,
): Own<PyObject> {
	if (modeGiven === None) typeError("open() argument 'mode' must be str, not None");
	const mode = text(modeGiven, "mode", "r");
	const asked = cIntArgument(buffering, -1);
	for (const [name, value] of Object.entries({ encoding, errors, newline })) checkOptionalText(name, value);
	checkMode(mode);
	checkBinary(mode, { encoding, errors, newline });
	const closes = closefd === null || isTrue(closefd);
	const raw = hold(newFileIO(file, rawMode(mode), closes, opener === None ? null : opener), "raw file");
	return closedOnError(raw, () => layersOver(raw, mode, asked, encoding, errors, newline));
}

/** Runs `body`; if it raises, the file that is held last is closed. */
function closedOnError(raw: PyObject, body: () => Own<PyObject>): Own<PyObject> {
	const since = mark();
	try {
		return dropKeeping(raw, body());
	} catch (thrown) {
		caught(thrown, since);
		const exception = hold(fetchException(), "error of open()");
		decref(callMethod(raw, internStr("close"), []));
		return reraise(take(exception));
	}
}

/** What goes over the raw file: nothing, a buffer, or text over a buffer. */
function layersOver(
	raw: PyFileIO,
	mode: string,
	asked: number,
	encoding: PyObject | null,
	errors: PyObject | null,
	newline: PyObject | null,
): Own<PyObject> {
	const binary = mode.includes("b");
	const [size, lines] = bufferingOf(raw, asked, binary);
	if (size === 0) return incref(raw);
	const type = mode.includes("+") ? BufferedRandomType : mode.includes("r") ? BufferedReaderType : BufferedWriterType;
	const buffer = newBuffered(type, incref(raw), size);
	if (binary) return buffer;
	hold(buffer, "buffer of the file");
	const codec = encodingNamed(text(encoding, "encoding", "locale"));
	checkEncoding(codec);
	const [handler, ending] = [text(errors, "errors", "strict"), newlineArgument(newline)];
	const wrapper = newTextIOWrapper(incref(buffer), codec, handler, ending, lines);
	hold(wrapper, "opened file");
	const modeText = hold(newStr(mode), "mode");
	setAttr(wrapper, internStr("mode"), modeText);
	drop(modeText);
	return dropKeeping(buffer, take(wrapper));
}

/** `io.open_code`: a file of bytes. */
function openCode(module: PyObject, path: PyObject): Own<PyObject> {
	const mode = hold(newStr("rb"), "mode");
	return dropKeeping(mode, open(module, path, mode, null, null, null, null, null, null));
}

function textEncoding(_module: PyObject, encoding: PyObject): Own<PyObject> {
	return encoding === None ? newStr("locale") : incref(encoding);
}

/** In builtins too. */
export const openFunction: MethodDef = def(
	"open",
	"($module, /, file, mode='r', buffering=-1, encoding=None,\n     errors=None, newline=None, closefd=True, opener=None)",
	"Opens a file.",
	open,
);

const functions: readonly MethodDef[] = [
	openFunction,
	def("open_code", "($module, /, path)", "Opens a file of code.", openCode),
	def("text_encoding", "($module, encoding, stacklevel=2, /)", "The encoding to use for text files.", textEncoding),
];

/** The types with a name in the module, bases first. They are there from the start, since the standard streams are. */
export const ioTypes: readonly PyType[] = [
	IOBaseType,
	RawIOBaseType,
	BufferedIOBaseType,
	TextIOBaseType,
	FileIOType,
	BytesIOType,
	StringIOType,
	BufferedReaderType,
	BufferedWriterType,
	BufferedRandomType,
	BufferedRWPairType,
	TextIOWrapperType,
	IncrementalNewlineDecoderType,
];

export function initIO(): Own<PyModule> {
	const module = hold(buildModule("_io", "The core of the io module.", functions), "module _io");
	for (const type of ioTypes) addType(module, type);
	addType(module, BytesIOBufferType);
	setOwned(module.dict!, "DEFAULT_BUFFER_SIZE", newInt(DEFAULT_BUFFER_SIZE));
	setOwned(module.dict!, "UnsupportedOperation", incref(unsupportedOperationType()));
	setOwned(module.dict!, "BlockingIOError", incref(exceptionTypes.BlockingIOError!));
	return take(module);
}

/** `sys.stdin`, `sys.stdout` or `sys.stderr` as they are at start. New. */
export function newStandardStream(descriptor: 0 | 1 | 2): Own<PyObject> {
	const terminal = descriptor === 0 ? host().stdinIsTerminal() : host().stdoutIsTerminal();
	const errors = descriptor === 2 ? "backslashreplace" : "strict";
	// Python's -u, which is no field of sys.flags.
	const unbuffered = descriptor !== 0 && flagValues.unbuffered === true;
	const buffer = newStandardBuffer(descriptor, unbuffered ? 0 : DEFAULT_BUFFER_SIZE);
	const stream = hold(
		newTextIOWrapper(buffer, "utf-8", errors, descriptor === 0 ? null : "\n", descriptor === 2 || terminal),
		"standard stream",
	);
	if (unbuffered) stream.writeThrough = true;
	const mode = hold(newStr(descriptor === 0 ? "r" : "w"), "mode");
	setAttr(stream, internStr("mode"), mode);
	drop(mode);
	return take(stream);
}
