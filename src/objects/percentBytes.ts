// How %-formatting of bytes converts its arguments. Read `percentBytes` first. Mirrors Objects/bytesobject.c.

import { drop, hold } from "../heap/handles.ts";
import { asDouble, callBoundSpecial, numberIndex } from "./abstract.ts";
import { isByteArray } from "./bytearray.ts";
import { isBytes } from "./bytes.ts";
import { overflowError, typeError, unless } from "./errors.ts";
import type { PyObject } from "./object.ts";
import { internStr } from "./str.ts";
import { fullyQualifiedName } from "./typeNames.ts";
import { latin1Text } from "./unicode.ts";

/** For `%c`: one byte, as text. */
function character(value: PyObject): string {
	if (isBytes(value) || isByteArray(value)) {
		const kind = isBytes(value) ? "bytes object" : "bytearray object";
		const length = value.value.length;
		if (length === 1) return latin1Text(value.value);
		return typeError(`%c requires an integer in range(256) or a single byte, not a ${kind} of length ${length}`);
	}
	const int = unless("TypeError", () => numberIndex(value), null);
	if (int === null) return typeError(`%c requires an integer in range(256) or a single byte, not ${fullyQualifiedName(value.type)}`);
	hold(int, "byte");
	const byte = int.value;
	if (byte < 0 || byte > 255) overflowError("%c arg not in range(256)");
	drop(int);
	return String.fromCharCode(Number(byte));
}

/** For `%s` and `%b`: bytes as text of one character per byte. */
function text(value: PyObject): string {
	if (isBytes(value) || isByteArray(value)) return latin1Text(value.value);
	const special = callBoundSpecial(value, internStr("__bytes__"));
	if (special !== null) {
		hold(special, "result of __bytes__");
		if (!isBytes(special)) return typeError(`__bytes__ returned non-bytes (type ${special.type.name})`);
		const result = latin1Text((special as PyObject & { value: Uint8Array }).value);
		drop(special);
		return result;
	}
	if (value.type.getBuffer !== null) return latin1Text(value.type.getBuffer(value));
	return typeError(`%b requires a bytes-like object, or an object that implements __bytes__, not '${value.type.name}'`);
}

function double(value: PyObject): number {
	const type = value.type;
	if (type.nbFloat === null && type.nbIndex === null) typeError(`float argument required, not ${type.name}`);
	return asDouble(value);
}

export const percentBytes = { character, text, double };
