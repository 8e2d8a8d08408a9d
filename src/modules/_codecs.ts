// The module `_codecs`: the registry of codecs, the built-in codecs as functions, and the error handlers.
// Read `encoder` and `decoder` first. Mirrors Modules/_codecsmodule.c.

import { registerRoots } from "../heap/audit.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { isTrue } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { newBuiltinFunction } from "../objects/builtinFunction.ts";
import { newBytes } from "../objects/bytes.ts";
import { bufferOf, requireBuffer } from "../objects/bytesSource.ts";
import {
	BUILTIN_HANDLERS,
	decodeError,
	encodeError,
	registerErrorHandler,
	registeredErrorHandler,
	unregisterErrorHandler,
} from "../objects/codecErrors.ts";
import { decodeBuiltin, encodeBuiltin } from "../objects/codecs.ts";
import { cIntArgument, strArgument } from "../objects/conversions.ts";
import { decodeUtf7, encodeUtf7 } from "../objects/codecsUtf7.ts";
import { exceptionTypes, raise, raiseError, typeError, valueError } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { PyUnicodeError, UnicodeDecodeErrorType, UnicodeEncodeErrorType, UnicodeTranslateErrorType } from "../objects/exceptionsUnicode.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { isInstanceOf, type PyObject } from "../objects/object.ts";
import { None, newNone } from "../objects/singletons.ts";
import { isStr, newStr, type PyStr, strLength } from "../objects/str.ts";
import { escapePoint } from "../objects/strRepr.ts";
import { newTrackedTuple } from "../objects/tuple.ts";
import { decodeByCodec, encodeByCodec, lookupCodec, registerSearch, unregisterSearch } from "./codecRegistry.ts";
import { charmapBuild, charmapDecode, charmapEncode } from "./codecsCharmap.ts";
import {
	escapeDecode,
	escapeEncode,
	rawUnicodeEscapeDecode,
	rawUnicodeEscapeEncode,
	unicodeEscapeDecode,
	unicodeEscapeEncode,
} from "./codecsEscape.ts";
import { buildModule } from "./define.ts";

function errorsArgument(name: string, errors: PyObject | null): string {
	return errors === null || errors === None ? "strict" : strArgument(name, "argument 2", errors).value;
}

const encoded = (bytes: Uint8Array, text: PyStr): Own<PyObject> => newTrackedTuple([newBytes(bytes), newInt(strLength(text))]);
const decoded = (text: string, used: number): Own<PyObject> => newTrackedTuple([newStr(text), newInt(used)]);

/** `x_encode(str, errors)`, which returns bytes and the number of characters. */
function encoder(name: string, encode: (text: PyStr, errors: string) => Uint8Array): MethodDef {
	return def(`${name}_encode`, "($module, str, errors=None, /)", null, (_module, text: PyObject, errors: PyObject | null) => {
		const str = strArgument(`${name}_encode`, "argument 1", text);
		return encoded(encode(str, errorsArgument(`${name}_encode`, errors)), str);
	});
}

/** How many bytes at the end are the start of a character that is not complete. */
type Incomplete = (bytes: Uint8Array) => number;

/** `x_decode(data, errors, final)`, which returns the text and the number of bytes used. */
function decoder(name: string, encoding: string, incomplete: Incomplete | null): MethodDef {
	const signature = incomplete === null ? "($module, data, errors=None, /)" : "($module, data, errors=None, final=False, /)";
	return def(`${name}_decode`, signature, null, (_module, data: PyObject, errors: PyObject | null, final: PyObject | null = null) => {
		const bytes = requireBuffer(data).slice();
		const handling = errorsArgument(`${name}_decode`, errors);
		const left = incomplete === null || (final !== null && isTrue(final)) ? 0 : incomplete(bytes);
		const used = bytes.length - left;
		return decoded(decodeBuiltin(bytes.subarray(0, used), encoding, handling), used);
	});
}

function incompleteUtf8(bytes: Uint8Array): number {
	for (let back = 1; back <= Math.min(3, bytes.length); back++) {
		const byte = bytes[bytes.length - back];
		if (byte < 0x80) return 0;
		if (byte < 0xc0) continue;
		const need = byte < 0xc2 ? 0 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 0;
		return need > back && fitsSoFar(bytes.subarray(bytes.length - back)) ? back : 0;
	}
	return 0;
}

/** Whether a first byte and what follows can still become a character. */
function fitsSoFar(bytes: Uint8Array): boolean {
	if (bytes.length === 1) return true;
	const [first, second] = bytes;
	if (first === 0xe0) return second >= 0xa0;
	if (first === 0xed) return second < 0xa0;
	if (first === 0xf0) return second >= 0x90;
	return first !== 0xf4 || second < 0x90;
}

function incompleteUtf16(bytes: Uint8Array, big: boolean): number {
	const odd = bytes.length % 2;
	const even = bytes.length - odd;
	if (even === 0) return odd;
	const high = bytes[big ? even - 2 : even - 1];
	return odd + (high >= 0xd8 && high < 0xdc ? 2 : 0);
}

const incompleteUtf32: Incomplete = (bytes) => bytes.length % 4;
const littleUtf16: Incomplete = (bytes) => incompleteUtf16(bytes, false);
const markedUtf16: Incomplete = (bytes) => incompleteUtf16(bytes, bytes[0] === 0xfe && bytes[1] === 0xff);

/** Name of a wide encoding in a byte order: −1 little, 1 big, 0 by mark. */
function wideName(bits: 16 | 32, byteorder: number): string {
	return `utf-${bits}${byteorder < 0 ? "-le" : byteorder > 0 ? "-be" : ""}`;
}

function wideEncoder(bits: 16 | 32): MethodDef {
	const name = `utf_${bits}_encode`;
	return def(
		name,
		"($module, str, errors=None, byteorder=0, /)",
		null,
		(_module, text: PyObject, errors: PyObject | null, order: PyObject | null) => {
			const str = strArgument(name, "argument 1", text);
			return encoded(encodeBuiltin(str, wideName(bits, cIntArgument(order)), errorsArgument(name, errors)), str);
		},
	);
}

/** `utf_16_ex_decode`, which also returns the byte order that it found. */
function wideExDecoder(bits: 16 | 32): MethodDef {
	const name = `utf_${bits}_ex_decode`;
	const signature = "($module, data, errors=None, byteorder=0, final=False, /)";
	return def(name, signature, null, (_module, data: PyObject, errors: PyObject | null, order: PyObject | null, final: PyObject | null) => {
		const bytes = requireBuffer(data).slice();
		const given = cIntArgument(order);
		const found = given === 0 ? byteOrderOf(bytes, bits) : Math.sign(given);
		const left = final !== null && isTrue(final) ? 0 : bits === 32 ? bytes.length % 4 : incompleteUtf16(bytes, found > 0);
		const used = bytes.length - left;
		const text = decodeBuiltin(bytes.subarray(0, used), wideName(bits, given), errorsArgument(name, errors));
		return newTrackedTuple([newStr(text), newInt(used), newInt(found)]);
	});
}

function byteOrderOf(bytes: Uint8Array, bits: 16 | 32): number {
	if (bits === 16) return bytes[0] === 0xff && bytes[1] === 0xfe ? -1 : bytes[0] === 0xfe && bytes[1] === 0xff ? 1 : 0;
	if (bytes[0] === 0xff && bytes[1] === 0xfe && bytes[2] === 0 && bytes[3] === 0) return -1;
	return bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0xfe && bytes[3] === 0xff ? 1 : 0;
}

/** Data that may be a str of ASCII characters, as the escape codecs take it. */
function textOrBuffer(data: PyObject): Uint8Array {
	return isStr(data) ? new TextEncoder().encode(data.value) : requireBuffer(data).slice();
}

function escapeDecoder(
	name: string,
	decode: (bytes: Uint8Array, errors: string, final: boolean) => { text: string; used: number },
): MethodDef {
	return def(
		`${name}_decode`,
		"($module, data, errors=None, final=True, /)",
		null,
		(_module, data: PyObject, errors: PyObject | null, final: PyObject | null) => {
			const { text, used } = decode(textOrBuffer(data), errorsArgument(`${name}_decode`, errors), final === null || isTrue(final));
			return decoded(text, used);
		},
	);
}

function utf7DecodeFunction(_module: PyObject, data: PyObject, errors: PyObject | null, final: PyObject | null): Own<PyObject> {
	const { text, used } = decodeUtf7(requireBuffer(data).slice(), errorsArgument("utf_7_decode", errors), final !== null && isTrue(final));
	return decoded(text, used);
}

function escapeDecodeFunction(_module: PyObject, data: PyObject, errors: PyObject | null): Own<PyObject> {
	const bytes = textOrBuffer(data);
	return newTrackedTuple([newBytes(escapeDecode(bytes, errorsArgument("escape_decode", errors))), newInt(bytes.length)]);
}

function escapeEncodeFunction(_module: PyObject, data: PyObject): Own<PyObject> {
	const bytes = bufferOf(data);
	if (bytes === null) return typeError(`escape_encode() argument 1 must be bytes, not ${data.type.name}`);
	return newTrackedTuple([newBytes(escapeEncode(bytes)), newInt(bytes.length)]);
}

function charmapEncodeFunction(_module: PyObject, text: PyObject, errors: PyObject | null, mapping: PyObject | null): Own<PyObject> {
	const str = strArgument("charmap_encode", "argument 1", text);
	const handling = errorsArgument("charmap_encode", errors);
	const plain = mapping === null || mapping === None;
	return encoded(plain ? encodeBuiltin(str, "latin-1", handling) : charmapEncode(str, handling, mapping), str);
}

function charmapDecodeFunction(_module: PyObject, data: PyObject, errors: PyObject | null, mapping: PyObject | null): Own<PyObject> {
	const bytes = requireBuffer(data).slice();
	const handling = errorsArgument("charmap_decode", errors);
	const plain = mapping === null || mapping === None;
	return decoded(plain ? decodeBuiltin(bytes, "latin-1", handling) : charmapDecode(bytes, handling, mapping), bytes.length);
}

function register(_module: PyObject, search: PyObject): Own<PyObject> {
	if (!isCallable(search)) typeError("argument must be callable");
	registerSearch(search);
	return newNone();
}

function isCallable(object: PyObject): boolean {
	return object.type.call !== null || object.type.vectorcall !== null;
}

function encodeFunction(_module: PyObject, object: PyObject, encoding: PyObject | null, errors: PyObject | null): Own<PyObject> {
	const name = encoding === null ? "utf-8" : strArgument("encode", "argument 'encoding'", encoding).value;
	return encodeByCodec(object, name, errors === null ? null : strArgument("encode", "argument 'errors'", errors).value);
}

function decodeFunction(_module: PyObject, object: PyObject, encoding: PyObject | null, errors: PyObject | null): Own<PyObject> {
	const name = encoding === null ? "utf-8" : strArgument("decode", "argument 'encoding'", encoding).value;
	return decodeByCodec(object, name, errors === null ? null : strArgument("decode", "argument 'errors'", errors).value);
}

function registerError(_module: PyObject, errors: PyObject, handler: PyObject): Own<PyObject> {
	const name = strArgument("register_error", "argument 1", errors).value;
	if (!isCallable(handler)) typeError("handler must be callable");
	registerErrorHandler(name, handler);
	return newNone();
}

function unregisterError(_module: PyObject, errors: PyObject): Own<PyObject> {
	const name = strArgument("_unregister_error", "argument", errors).value;
	if (BUILTIN_HANDLERS.includes(name)) valueError(`cannot un-register built-in error handler '${name}'`);
	return newBool(unregisterErrorHandler(name));
}

/** The built-in handlers as functions, made when first asked for. */
const handlers = new Map<string, Own<PyObject>>();
registerRoots("error handlers of codecs", (visit) => {
	for (const [name, handler] of handlers) visit(handler, "error handler", name);
});

function lookupError(_module: PyObject, errors: PyObject): Own<PyObject> {
	const name = strArgument("lookup_error", "argument", errors).value;
	const known = registeredErrorHandler(name);
	if (known !== null) return incref(known);
	if (!BUILTIN_HANDLERS.includes(name)) raiseError("LookupError", `unknown error handler name '${name}'`);
	let handler = handlers.get(name);
	if (handler === undefined) {
		const functionName = name.startsWith("surrogate") ? name : `${name}_errors`;
		const d = def(functionName, "($self, object, /)", `Implements the '${name}' error handling.`, (_self, exception: PyObject) =>
			handleError(name, exception),
		);
		handler = newBuiltinFunction(d, null, null);
		handlers.set(name, handler);
	}
	return incref(handler);
}

/** What a built-in handler does when it is called with an exception. */
function handleError(name: string, exception: PyObject): Own<PyObject> {
	if (name === "strict") {
		if (!isInstanceOf(exception, exceptionTypes["Exception"])) return typeError("codec must pass exception instance");
		return raise(incref(exception as PyBaseException));
	}
	if (!(exception instanceof PyUnicodeError)) return cannotHandle(exception);
	if (exception.type === UnicodeTranslateErrorType) return translateError(name, exception);
	return exception.type === UnicodeEncodeErrorType ? encodeErrorResult(name, exception) : decodeErrorResult(name, exception);
}

function cannotHandle(exception: PyObject): never {
	return typeError(`don't know how to handle ${exception.type.name} in error callback`);
}

function encodeErrorResult(name: string, exception: PyUnicodeError): Own<PyObject> {
	const text = exception.object as PyStr;
	const points = Array.from(text.value, (character) => character.codePointAt(0)!);
	const start = Math.min(Math.max(exception.start, 0), Math.max(points.length - 1, 0));
	const end = Math.max(Math.min(exception.end, points.length), start);
	const { encoding, reason } = exception;
	const replacement = encodeError(text, points, start, end, (encoding as PyStr).value, (reason as PyStr).value, name);
	return newTrackedTuple([
		replacement.bytes !== null ? newBytes(replacement.bytes) : newStr(replacement.text),
		newInt(replacement.position),
	]);
}

function decodeErrorResult(name: string, exception: PyUnicodeError): Own<PyObject> {
	if (exception.type !== UnicodeDecodeErrorType) return cannotHandle(exception);
	const bytes = requireBuffer(exception.object!);
	const start = Math.min(Math.max(exception.start, 0), Math.max(bytes.length - 1, 0));
	const end = Math.max(Math.min(exception.end, bytes.length), start);
	const replacement = decodeError(bytes, start, end, (exception.encoding as PyStr).value, (exception.reason as PyStr).value, name);
	return newTrackedTuple([newStr(replacement.text), newInt(replacement.position)]);
}

function translateError(name: string, exception: PyUnicodeError): Own<PyObject> {
	const points = Array.from((exception.object as PyStr).value);
	const bad = points.slice(exception.start, exception.end);
	if (name === "ignore") return newTrackedTuple([newStr(""), newInt(exception.end)]);
	if (name === "replace") return newTrackedTuple([newStr("\ufffd".repeat(bad.length)), newInt(exception.end)]);
	if (name !== "backslashreplace") return cannotHandle(exception);
	return newTrackedTuple([newStr(bad.map((character) => escapePoint(character.codePointAt(0)!)).join("")), newInt(exception.end)]);
}

function readBuffer(_module: PyObject, data: PyObject): Own<PyObject> {
	const bytes = textOrBuffer(data);
	return newTrackedTuple([newBytes(bytes), newInt(bytes.length)]);
}

function lookup(_module: PyObject, encoding: PyObject): Own<PyObject> {
	return incref(lookupCodec(strArgument("lookup", "argument", encoding).value));
}

function unregister(_module: PyObject, search: PyObject): Own<PyObject> {
	unregisterSearch(search);
	return newNone();
}

const functions: readonly MethodDef[] = [
	def("register", "($module, search_function, /)", "Registers a function that finds codecs by name.", register),
	def("unregister", "($module, search_function, /)", "Forgets a search function, and the codecs found.", unregister),
	def("lookup", "($module, encoding, /)", "Finds a codec.", lookup),
	def("encode", "($module, /, obj, encoding='utf-8', errors='strict')", "Encodes an object by a codec.", encodeFunction),
	def("decode", "($module, /, obj, encoding='utf-8', errors='strict')", "Decodes an object by a codec.", decodeFunction),
	def("register_error", "($module, errors, handler, /)", "Registers an error handler under a name.", registerError),
	def("_unregister_error", "($module, errors, /)", "Forgets an error handler.", unregisterError),
	def("lookup_error", "($module, name, /)", "Finds an error handler.", lookupError),
	encoder("utf_8", (text, errors) => encodeBuiltin(text, "utf-8", errors)),
	decoder("utf_8", "utf-8", incompleteUtf8),
	encoder("ascii", (text, errors) => encodeBuiltin(text, "ascii", errors)),
	decoder("ascii", "ascii", null),
	encoder("latin_1", (text, errors) => encodeBuiltin(text, "latin-1", errors)),
	decoder("latin_1", "latin-1", null),
	wideEncoder(16),
	decoder("utf_16", "utf-16", markedUtf16),
	wideExDecoder(16),
	encoder("utf_16_le", (text, errors) => encodeBuiltin(text, "utf-16-le", errors)),
	decoder("utf_16_le", "utf-16-le", littleUtf16),
	encoder("utf_16_be", (text, errors) => encodeBuiltin(text, "utf-16-be", errors)),
	decoder("utf_16_be", "utf-16-be", (bytes) => incompleteUtf16(bytes, true)),
	wideEncoder(32),
	decoder("utf_32", "utf-32", incompleteUtf32),
	wideExDecoder(32),
	encoder("utf_32_le", (text, errors) => encodeBuiltin(text, "utf-32-le", errors)),
	decoder("utf_32_le", "utf-32-le", incompleteUtf32),
	encoder("utf_32_be", (text, errors) => encodeBuiltin(text, "utf-32-be", errors)),
	decoder("utf_32_be", "utf-32-be", incompleteUtf32),
	encoder("unicode_escape", (text) => unicodeEscapeEncode(text.value)),
	escapeDecoder("unicode_escape", unicodeEscapeDecode),
	encoder("raw_unicode_escape", (text) => rawUnicodeEscapeEncode(text.value)),
	escapeDecoder("raw_unicode_escape", rawUnicodeEscapeDecode),
	encoder("utf_7", ({ value }) => encodeUtf7(value)),
	def("utf_7_decode", "($module, data, errors=None, final=False, /)", null, utf7DecodeFunction),
	def("escape_encode", "($module, data, errors=None, /)", null, escapeEncodeFunction),
	def("escape_decode", "($module, data, errors=None, /)", null, escapeDecodeFunction),
	def("charmap_build", "($module, map, /)", null, (_module, map: PyObject) => charmapBuild(strArgument("charmap_build", "argument", map))),
	def("charmap_encode", "($module, str, errors=None, mapping=None, /)", null, charmapEncodeFunction),
	def("charmap_decode", "($module, data, errors=None, mapping=None, /)", null, charmapDecodeFunction),
	def("readbuffer_encode", "($module, data, errors=None, /)", null, readBuffer),
];

export function initCodecs(): Own<PyModule> {
	return buildModule("_codecs", "The registry of codecs and the built-in ones.", functions);
}
