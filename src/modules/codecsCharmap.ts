// Codecs by table: one byte per character, by a string, a dict, or an EncodingMap made of a string.
// Read `charmapEncode` first. Mirrors the charmap codec of Objects/unicodeobject.c.

import { drop, hold, take } from "../heap/handles.ts";
import { type Own, own } from "../heap/header.ts";
import { free } from "../heap/refcount.ts";
import { getItem } from "../objects/abstract.ts";
import { def } from "../objects/args.ts";
import { isBytes, type PyBytes } from "../objects/bytes.ts";
import { decodeError } from "../objects/codecErrors.ts";
import { encodePoints } from "../objects/codecs.ts";
import { dictSet, newDict } from "../objects/dict.ts";
import { typeError, unless } from "../objects/errors.ts";
import { isInt, newInt, type PyInt } from "../objects/int.ts";
import { defineType, type PyObject, PyPlainObject, type PyType } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { isStr, type PyStr } from "../objects/str.ts";

class PyEncodingMap extends PyPlainObject {
	/** Byte by code point. */
	map: ReadonlyMap<number, number>;

	constructor(type: PyType, map: ReadonlyMap<number, number>) {
		super(type);
		this.map = map;
	}
}

const EncodingMapType: PyType = defineType({
	name: "EncodingMap",
	basicsize: 64,
	dealloc: free,
	methods: [def("size", "($self, /)", "Returns the size of the map in bytes.", (self: PyEncodingMap) => newInt(self.map.size + 56))],
});

const UNDEFINED = 0xfffe;

/** `charmap_build(text)`: text gives the character of each byte. A dict where a compact map is not possible. */
export function charmapBuild(text: PyStr): Own<PyObject> {
	const points = Array.from(text.value, (character) => character.codePointAt(0)!);
	const compact = points.length <= 256 && points[0] === 0 && points.slice(1).every((point) => point !== 0 && point < 0x10000);
	if (compact) {
		const map = new Map<number, number>();
		points.forEach((point, byte) => {
			if (point !== UNDEFINED) map.set(point, byte);
		});
		return own(new PyEncodingMap(EncodingMapType, map));
	}
	const dict = hold(newDict(), "character map");
	points.forEach((point, byte) => {
		const key = hold(newInt(point), "character");
		const value = hold(newInt(byte), "byte");
		dictSet(dict, key, value);
		drop(value);
		drop(key);
	});
	return take(dict);
}

/** The bytes of a text by a map. May run Python code. */
export function charmapEncode(text: PyStr, errors: string, mapping: PyObject): Uint8Array {
	const known = new Map<number, readonly number[] | null>();
	const bytesOf = (point: number): readonly number[] | null => {
		let bytes = known.get(point);
		if (bytes === undefined) known.set(point, (bytes = mapped(point, mapping)));
		return bytes;
	};
	const encoder = {
		name: "charmap",
		reason: "character maps to <undefined>",
		fits: (point: number): boolean => bytesOf(point) !== null,
		put: (point: number, out: number[]): void => void out.push(...bytesOf(point)!),
	};
	return encodePoints(text, encoder, errors, []);
}

/** The bytes that a map has for a code point, or null. */
function mapped(point: number, mapping: PyObject): readonly number[] | null {
	if (mapping.type === EncodingMapType) {
		const byte = (mapping as PyEncodingMap).map.get(point);
		return byte === undefined ? null : [byte];
	}
	const value = lookup(point, mapping);
	if (value === null) return null;
	hold(value, "mapped character");
	const bytes = bytesOfValue(value);
	drop(value);
	return bytes;
}

function lookup(key: number, mapping: PyObject): Own<PyObject> | null {
	const index = hold(newInt(key), "key of the map");
	const value = unless("LookupError", () => getItem(mapping, index), null);
	drop(index);
	return value;
}

function bytesOfValue(value: PyObject): readonly number[] | null {
	if (value === None) return null;
	if (isBytes(value)) return [...(value as PyBytes).value];
	if (!isInt(value)) return typeError(`character mapping must return integer, bytes or None, not ${value.type.name}`);
	const byte = (value as PyInt).value;
	return byte >= 0 && byte < 256 ? [Number(byte)] : typeError("character mapping must be in range(256)");
}

/** The text of bytes by a map: a str indexed by byte, or a mapping of bytes. May run Python code. */
export function charmapDecode(bytes: Uint8Array, errors: string, mapping: PyObject): string {
	const points = isStr(mapping) ? Array.from(mapping.value) : null;
	let text = "";
	for (let i = 0; i < bytes.length; ) {
		const character = points !== null ? tableCharacter(points, bytes[i]) : mappedCharacter(bytes[i], mapping);
		if (character !== null) {
			text += character;
			i++;
			continue;
		}
		const replacement = decodeError(bytes, i, i + 1, "charmap", "character maps to <undefined>", errors);
		text += replacement.text;
		i = replacement.position;
	}
	return text;
}

function tableCharacter(points: readonly string[], byte: number): string | null {
	const character = points[byte];
	return character === undefined || character === "\ufffe" ? null : character;
}

function mappedCharacter(byte: number, mapping: PyObject): string | null {
	const value = lookup(byte, mapping);
	if (value === null) return null;
	hold(value, "mapped byte");
	const character = characterOfValue(value);
	drop(value);
	return character;
}

function characterOfValue(value: PyObject): string | null {
	if (value === None) return null;
	if (isStr(value)) return value.value === "\ufffe" ? null : value.value;
	if (!isInt(value)) return typeError("character mapping must return integer, None or str");
	const point = value.value;
	if (point === UNDEFINED) return null;
	if (point < 0 || point > 0x10ffff) return typeError("character mapping must be in range(0x110000)");
	return String.fromCodePoint(Number(point));
}
