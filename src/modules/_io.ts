// The module `_io`: the file types, and `open`, which reaches files only through the host and only to read them.
// Mirrors Modules/_io/_iomodule.c.

import { flagValues } from "./sysInfo.ts";
import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { setAttr } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { auditEvent } from "../objects/auditEvents.ts";
import { cIntArgument } from "../objects/conversions.ts";
import { exceptionTypes, notImplementedError, typeError, valueError } from "../objects/errors.ts";
import { raiseOSError } from "../objects/exceptionsRaise.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { defineType, type PyObject, type PyType } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "../objects/str.ts";
import { addType, buildModule, setOwned, typeName } from "./define.ts";
import { host } from "./host.ts";
import { BufferedIOBaseType, IOBaseType, ioSlots, RawIOBaseType, TextIOBaseType, unsupportedOperationType } from "./ioBase.ts";
import { BufferedReaderType, BufferedWriterType, BytesIOType, newFileReader, newStandardBuffer } from "./ioBytes.ts";
import { newlineArgument, newTextIOWrapper, StringIOType, TextIOWrapperType } from "./ioText.ts";

function text(value: PyObject | null, what: string, otherwise: string): string {
	if (value === null || value === None) return otherwise;
	if (!isStr(value)) typeError(`open() argument '${what}' must be str, not ${typeName(value)}`);
	return (value as PyStr).value;
}

function checkOptionalText(name: string, value: PyObject | null): void {
	if (value !== null && value !== None && !isStr(value)) typeError(`open() argument '${name}' must be str or None, not ${typeName(value)}`);
}

/** The flags of the system's `open` for reading. */
const O_CLOEXEC = 0x80000;

function checkMode(mode: string): void {
	if (/[^rwaxbt+]/.test(mode) || new Set(mode).size !== mode.length) valueError(`invalid mode: '${mode}'`);
	if (mode.includes("t") && mode.includes("b")) valueError("can't have text and binary mode at once");
	if ([..."rwax"].filter((c) => mode.includes(c)).length !== 1) valueError("must have exactly one of create/read/write/append mode");
}

/** The file's bytes, by the host. Raises FileNotFoundError. */
function readWhole(path: PyObject): Uint8Array {
	if (!isStr(path)) typeError(`expected str, bytes or os.PathLike object, not ${typeName(path) === "None" ? "NoneType" : typeName(path)}`);
	return host().readFile((path as PyStr).value) ?? raiseOSError(2, "No such file or directory", path);
}

function open(
	_module: PyObject,
	file: PyObject,
	modeGiven: PyObject | null,
	buffering: PyObject | null,
	encoding: PyObject | null,
	errors: PyObject | null,
	newline: PyObject | null,
): Own<PyObject> {
	if (modeGiven === None) typeError("open() argument 'mode' must be str, not None");
	const mode = text(modeGiven, "mode", "r");
	cIntArgument(buffering);
	for (const [name, value] of Object.entries({ encoding, errors, newline })) checkOptionalText(name, value);
	checkMode(mode);
	auditEvent("open", () => [incref(file), newStr(mode), newInt(O_CLOEXEC)]);
	if (!mode.includes("r") || mode.includes("+")) notImplementedError(`decref cannot write files yet: open() with mode '${mode}'`);
	const binary = mode.includes("b");
	if (binary && encoding !== null && encoding !== None) valueError("binary mode doesn't take an encoding argument");
	const buffer = hold(newFileReader(readWhole(file).slice()), "bytes of the file");
	setAttr(buffer, internStr("name"), file);
	if (binary) return take(buffer) as Own<PyObject>;
	const wrapper = hold(
		newTextIOWrapper(
			incref(buffer as PyObject),
			text(encoding, "encoding", "utf-8"),
			text(errors, "errors", "strict"),
			newlineArgument(newline),
			false,
		),
		"opened file",
	);
	const modeText = hold(newStr(mode), "mode");
	setAttr(wrapper, internStr("mode"), modeText);
	drop(modeText);
	return dropKeeping(buffer, take(wrapper));
}

function textEncoding(_module: PyObject, encoding: PyObject): Own<PyObject> {
	return encoding === None ? newStr("utf-8") : incref(encoding);
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
	def("open_code", "($module, /, path)", "Opens a file of code.", (_m, path) => newFileReader(readWhole(path).slice())),
	def("text_encoding", "($module, encoding, stacklevel=2, /)", "The encoding to use for text files.", textEncoding),
];

const absent = (name: string): PyType =>
	defineType({
		...ioSlots,
		name: `_io.${name}`,
		base: name === "FileIO" ? RawIOBaseType : BufferedIOBaseType,
		doc: "Not available in decref.",
		new: () => notImplementedError(`decref has no _io.${name} yet`),
	});

const FileIOType = absent("FileIO");
const BufferedRandomType = absent("BufferedRandom");
const BufferedRWPairType = absent("BufferedRWPair");

const IncrementalNewlineDecoderType = defineType({
	name: "_io.IncrementalNewlineDecoder",
	heapType: true,
	basicsize: 40,
	doc: "Not available in decref.",
	new: () => notImplementedError("decref has no _io.IncrementalNewlineDecoder yet"),
});

export function initIO(): Own<PyModule> {
	const module = hold(buildModule("_io", "The core of the io module.", functions), "module _io");
	for (const type of [
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
	]) {
		addType(module, type);
	}
	setOwned(module.dict!, "DEFAULT_BUFFER_SIZE", newInt(131072));
	setOwned(module.dict!, "UnsupportedOperation", incref(unsupportedOperationType()));
	setOwned(module.dict!, "BlockingIOError", incref(exceptionTypes.BlockingIOError!));
	return take(module);
}

/** `sys.stdin`, `sys.stdout` or `sys.stderr` as they are at start. New. */
export function newStandardStream(descriptor: 0 | 1 | 2): Own<PyObject> {
	const terminal = descriptor === 0 ? host().stdinIsTerminal() : host().stdoutIsTerminal();
	const errors = descriptor === 2 ? "backslashreplace" : "strict";
	const stream = hold(
		newTextIOWrapper(newStandardBuffer(descriptor), "utf-8", errors, descriptor === 0 ? null : "\n", descriptor === 2 || terminal),
		"standard stream",
	);
	// Python's -u, which is no field of sys.flags.
	if (descriptor !== 0 && flagValues.unbuffered === true) stream.writeThrough = true;
	const mode = hold(newStr(descriptor === 0 ? "r" : "w"), "mode");
	setAttr(stream, internStr("mode"), mode);
	drop(mode);
	return take(stream);
}
