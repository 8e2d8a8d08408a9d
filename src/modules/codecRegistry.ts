// The registry of codecs: search functions, what they found, and encoding and decoding by it. The package `encodings`
// registers its search function when the first encoding is asked for that is not built in. Read `lookupCodec` first.
// Mirrors Python/codecs.c.

import { registerRoots } from "../heap/audit.ts";
import { drop, dropKeeping, hold, mark, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, decrefEach, incref } from "../heap/refcount.ts";
import { call, callMethod, callOneArg, isTrue, lookupAttr } from "../objects/abstract.ts";
import { isBytes, newBytes } from "../objects/bytes.ts";
import { codecHooks, unknownEncoding } from "../objects/codecs.ts";
import { caught, fetchException, raiseError, reraise, typeError } from "../objects/errors.ts";
import type { PyObject } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { internInPlace, internStr, isStr, newStr, type PyStr } from "../objects/str.ts";
import { isTuple, type PyTuple } from "../objects/tuple.ts";
import { importByName } from "../vm/import.ts";

/** Owned. */
const searchPath: PyObject[] = [];
const cache = new Map<string, PyTuple>();
let importing = false;

registerRoots("codec registry", (visit) => {
	for (const search of searchPath) visit(search, "codec search function");
	for (const [name, codec] of cache) visit(codec, "codec", name);
});

/** Borrows. */
export function registerSearch(search: PyObject): void {
	searchPath.push(incref(search));
}

/** Forgets a search function and all codecs found. */
export function unregisterSearch(search: PyObject): void {
	const at = searchPath.indexOf(search);
	if (at < 0) return;
	const found = [...cache.values()];
	cache.clear();
	searchPath.splice(at, 1);
	decrefEach([...found, search]);
}

/** The search function of `encodings` is there once that is imported. */
function ensureSearchPath(): void {
	if (searchPath.length > 0 || importing) return;
	importing = true;
	const since = mark();
	try {
		decref(importByName("encodings"));
	} catch (thrown) {
		importing = false;
		caught(thrown, since);
		throw thrown;
	}
	importing = false;
}

/** The codec's tuple. Borrowed. Raises LookupError. */
export function lookupCodec(encoding: string): PyTuple {
	ensureSearchPath();
	const name = encoding.toLowerCase().replace(/[^\p{L}\p{N}.]+/gu, "_");
	const known = cache.get(name);
	if (known !== undefined) return known;
	// `encodings` keeps the name even if it finds nothing.
	const argument = hold(internInPlace(newStr(name)), "name of the encoding");
	for (const search of [...searchPath]) {
		const result = callOneArg(search, argument);
		if (result === None) continue;
		hold(result, "codec");
		if (!isTuple(result) || result.items.length !== 4) typeError("codec search functions must return 4-tuples");
		cacheCodec(name, take(result as PyTuple));
		drop(argument);
		return cache.get(name)!;
	}
	drop(argument);
	return unknownEncoding(encoding);
}

/** Steals the codec, whose name becomes immortal. */
function cacheCodec(name: string, codec: Own<PyTuple>): void {
	const old = cache.get(name);
	cache.set(name, codec);
	internStr(name);
	if (old !== undefined) decref(old);
}

const ENCODE = 0;
const DECODE = 1;

/** Calls the codec's encoder or decoder, and returns the first item of its result. */
function transform(codec: PyTuple, direction: number, object: PyObject, encoding: string, errors: string | null): Own<PyObject> {
	const coder = hold(incref(codec.items[direction]), "coder");
	const since = mark();
	let result: PyObject;
	try {
		const handling = errors === null ? null : hold(newStr(errors), "error handling");
		result = call(coder, handling === null ? [object] : [object, handling]);
		if (handling !== null) result = dropKeeping(handling, result as Own<PyObject>);
	} catch (thrown) {
		caught(thrown, since);
		return addNote(direction, encoding);
	}
	hold(result as Own<PyObject>, "result of the codec");
	if (!isTuple(result) || result.items.length !== 2) {
		return typeError(`${direction === ENCODE ? "encoder" : "decoder"} must return a tuple (object,integer)`);
	}
	const item = incref(result.items[0]);
	return dropKeeping(coder, dropKeeping(result, item));
}

/** Raises the exception in flight again, with a note that says which codec failed. */
function addNote(direction: number, encoding: string): never {
	const exception = hold(fetchException(), "exception of the codec");
	const note = hold(newStr(`${direction === ENCODE ? "encoding" : "decoding"} with '${encoding}' codec failed`), "note");
	decref(callMethod(exception, internStr("add_note"), [note]));
	drop(note);
	return reraise(take(exception));
}

/** `codecs.encode`. Borrows; `errors` null for the codec's default. */
export function encodeByCodec(object: PyObject, encoding: string, errors: string | null): Own<PyObject> {
	return transform(lookupCodec(encoding), ENCODE, object, encoding, errors);
}

export function decodeByCodec(object: PyObject, encoding: string, errors: string | null): Own<PyObject> {
	return transform(lookupCodec(encoding), DECODE, object, encoding, errors);
}

/** Raises LookupError for a codec that is not between text and bytes. */
function requireTextEncoding(codec: PyTuple, encoding: string, alternative: string | null): void {
	const flag = lookupAttr(codec, internStr("_is_text_encoding"));
	if (flag === null) return;
	hold(flag, "_is_text_encoding");
	const isText = isTrue(flag);
	drop(flag);
	const hint = alternative === null ? "" : `; use ${alternative} to handle arbitrary codecs`;
	if (!isText) raiseError("LookupError", `'${encoding}' is not a text encoding${hint}`);
}

function encodeText(text: PyStr, encoding: string, errors: string): Own<PyObject> {
	const codec = lookupCodec(encoding);
	requireTextEncoding(codec, encoding, "codecs.encode()");
	const result = transform(codec, ENCODE, text, encoding, errors);
	if (isBytes(result)) return result;
	hold(result, "result of the encoder");
	return typeError(
		`'${encoding}' encoder returned '${result.type.name}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types`,
	);
}

function decodeText(bytes: Uint8Array, encoding: string, errors: string): Own<PyObject> {
	const codec = lookupCodec(encoding);
	requireTextEncoding(codec, encoding, "codecs.decode()");
	const object = hold(newBytes(bytes.slice()), "bytes to decode");
	const result = dropKeeping(object, transform(codec, DECODE, object, encoding, errors));
	if (isStr(result)) return result as Own<PyObject>;
	hold(result, "result of the decoder");
	return typeError(
		`'${encoding}' decoder returned '${result.type.name}' instead of 'str'; use codecs.decode() to decode to arbitrary types`,
	);
}

// Lets str and bytes find encodings that are not built in.
codecHooks.encode = encodeText;
codecHooks.decode = decodeText;

/** For files: raises LookupError for an encoding that nobody knows, or that is none of text. */
export function checkTextEncoding(encoding: string): void {
	requireTextEncoding(lookupCodec(encoding), encoding, null);
}
