// Reading JSON: the scanner that json.decoder calls, and `scanstring`. Positions are those of UTF-16 units within, and of characters in
// errors and results. Read `scanOnce` first. Mirrors the scanner of Modules/_json.c.

import { sizeArgument } from "../objects/conversions.ts";
import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { call, callOneArg, getAttrString, isTrue } from "../objects/abstract.ts";
import { checkParsed, defVarargs } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { dictSet, dictSetStr, newDict, type PyDict } from "../objects/dict.ts";
import { raise, raiseError, typeError, valueError } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { FloatType, newFloat } from "../objects/float.ts";
import { IntType, newInt } from "../objects/int.ts";
import { parseIntegerText } from "../objects/intText.ts";
import { listAppendSteal, newList } from "../objects/list.ts";
import { defineType, PyGCTypeOwner, type PyObject, type PyType, TPFLAGS_HAVE_GC } from "../objects/object.ts";
import { enterRecursiveCall, leaveRecursiveCall } from "../objects/recursion.ts";
import { newNone, None } from "../objects/singletons.ts";
import { countPoints, isStr, newStr, type PyStr, strLength } from "../objects/str.ts";
import { newTuple, type PyTuple } from "../objects/tuple.ts";
import { importedAttribute } from "./arrayPickle.ts";
import { bindSlotArguments } from "./define.ts";
import { allocate, ownedSlots } from "./ownedSlots.ts";

class PyScanner extends PyGCTypeOwner {
	strict: boolean;
	objectHook: PyObject | null;
	pairsHook: PyObject | null;
	parseFloat: PyObject | null;
	parseInt: PyObject | null;
	parseConstant: PyObject | null;

	constructor(type: PyType) {
		super(type);
		this.strict = true;
		this.objectHook = null;
		this.pairsHook = null;
		this.parseFloat = null;
		this.parseInt = null;
		this.parseConstant = null;
	}
}

/** A text being read. */
class Reader {
	readonly source: PyStr;
	readonly text: string;
	/** Whether a character may take two units. */
	private readonly wide: boolean;
	position: number;
	/** Keys that are there already, by text; `memo` owns them. */
	readonly keys = new Map<string, PyStr>();
	readonly memo: PyDict | null;

	constructor(source: PyStr, start: number, memo: PyDict | null) {
		this.source = source;
		this.text = source.value;
		this.wide = strLength(source) !== this.text.length;
		this.position = this.units(start);
		this.memo = memo;
	}

	private units(points: number): number {
		if (!this.wide) return points;
		let i = 0;
		for (let n = 0; n < points && i < this.text.length; n++) i += this.text.codePointAt(i)! > 0xffff ? 2 : 1;
		return i;
	}

	points(units: number): number {
		return this.wide ? countPoints(this.text.slice(0, units)) : units;
	}

	skipSpace(): void {
		for (;;) {
			const c = this.text.charCodeAt(this.position);
			if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return;
			this.position++;
		}
	}

	fail(message: string, at: number): never {
		const type = hold(importedAttribute("json.decoder", "JSONDecodeError"), "JSONDecodeError");
		const text = hold(newStr(message), "message");
		const position = hold(newInt(this.points(at)), "position");
		return raise(call(type, [text, this.source, position]) as Own<PyBaseException>);
	}

	stop(at: number): never {
		return raiseError("StopIteration", hold(newInt(this.points(at)), "position"));
	}
}

const SPECIAL = /["\\\0-\x1f]/g;
const ESCAPES: { readonly [letter: string]: string } = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** The string whose opening quote lies before the position, which goes behind the closing one. */
function scanString(reader: Reader, strict: boolean): string {
	const { text } = reader;
	const begin = reader.position - 1;
	let result = "";
	let start = reader.position;
	for (;;) {
		SPECIAL.lastIndex = start;
		let found = SPECIAL.exec(text);
		while (found !== null && !strict && found[0] < " ") found = SPECIAL.exec(text);
		if (found === null) return reader.fail("Unterminated string starting at", begin);
		result += text.slice(start, found.index);
		if (found[0] === '"') {
			reader.position = found.index + 1;
			return result;
		}
		if (found[0] !== "\\") return reader.fail("Invalid control character at", found.index);
		start = found.index + 2;
		const letter = text[found.index + 1];
		if (letter === undefined) return reader.fail("Unterminated string starting at", begin);
		if (letter === "u") {
			const digits = text.slice(start, start + 4);
			if (!/^[0-9a-fA-F]{4}$/.test(digits)) return reader.fail("Invalid \\uXXXX escape", start - 1);
			result += String.fromCharCode(Number.parseInt(digits, 16));
			start += 4;
		} else result += ESCAPES[letter] ?? reader.fail("Invalid \\escape", found.index);
	}
}

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;

function scanNumber(self: PyScanner, reader: Reader): Own<PyObject> {
	NUMBER.lastIndex = reader.position;
	const match = NUMBER.exec(reader.text);
	if (match === null) return reader.stop(reader.position);
	const text = match[0];
	reader.position += text.length;
	const isFloat = match[1] !== undefined || match[2] !== undefined;
	const parse = (isFloat ? self.parseFloat : self.parseInt)!;
	if (isFloat && parse === FloatType) return newFloat(Number(text));
	if (!isFloat && parse === IntType) return newInt(parseIntegerText(text, 10)!);
	const argument = hold(newStr(text), "number's text");
	return dropKeeping(argument, callOneArg(parse, argument));
}

function scanConstant(self: PyScanner, reader: Reader, name: string): Own<PyObject> {
	reader.position += name.length;
	const argument = hold(newStr(name), "constant");
	return dropKeeping(argument, callOneArg(self.parseConstant!, argument));
}

const CONSTANTS: { readonly [letter: string]: readonly string[] } = {
	n: ["null"],
	t: ["true"],
	f: ["false"],
	N: ["NaN"],
	I: ["Infinity"],
	"-": ["-Infinity"],
};

/** Any value. Raises StopIteration where none is. */
function scanOnce(self: PyScanner, reader: Reader): Own<PyObject> {
	const { text, position } = reader;
	const c = text[position];
	if (c === undefined) return reader.stop(position);
	switch (c) {
		case '"':
			reader.position++;
			return newStr(scanString(reader, self.strict));
		case "{":
			return nested(" while decoding a JSON object from a unicode string", () => scanObject(self, reader));
		case "[":
			return nested(" while decoding a JSON array from a unicode string", () => scanArray(self, reader));
	}
	const name = CONSTANTS[c]?.[0];
	if (name === undefined || !text.startsWith(name, position)) return scanNumber(self, reader);
	if (name.length > 5 || name === "NaN") return scanConstant(self, reader, name);
	reader.position += name.length;
	return name === "null" ? newNone() : newBool(name === "true");
}

function nested(where: string, scan: () => Own<PyObject>): Own<PyObject> {
	enterRecursiveCall(where);
	try {
		return scan();
	} finally {
		leaveRecursiveCall();
	}
}

/** Equal keys of a document are one object. Borrowed from the memo. */
function scanKey(self: PyScanner, reader: Reader): PyStr {
	if (reader.text[reader.position] !== '"') reader.fail("Expecting property name enclosed in double quotes", reader.position);
	reader.position++;
	const text = scanString(reader, self.strict);
	const known = reader.keys.get(text);
	if (known !== undefined) return known;
	const key = hold(newStr(text), "key");
	dictSetStr(reader.memo!, key, key);
	drop(key);
	reader.keys.set(text, key);
	return key;
}

/** Goes behind what ends or separates items. True at the end. */
function isAtEnd(reader: Reader, closing: string, what: string): boolean {
	reader.skipSpace();
	const c = reader.text[reader.position];
	if (c === closing) return true;
	if (c !== ",") reader.fail("Expecting ',' delimiter", reader.position);
	const comma = reader.position++;
	reader.skipSpace();
	if (reader.text[reader.position] === closing) reader.fail(`Illegal trailing comma before end of ${what}`, comma);
	return false;
}

function scanObject(self: PyScanner, reader: Reader): Own<PyObject> {
	const pairs = self.pairsHook !== None;
	const result = hold((pairs ? newList([]) : newDict()) as Own<PyObject>, "object being read");
	reader.position++;
	reader.skipSpace();
	if (reader.text[reader.position] !== "}") {
		do {
			const key = scanKey(self, reader);
			reader.skipSpace();
			if (reader.text[reader.position] !== ":") reader.fail("Expecting ':' delimiter", reader.position);
			reader.position++;
			reader.skipSpace();
			const value = hold(scanOnce(self, reader), "value");
			if (pairs) {
				const pair = newTuple([incref(key as PyObject), take(value)]);
				listAppendSteal(result as never, pair);
			} else {
				dictSet(result as PyDict, key, value);
				drop(value);
			}
		} while (!isAtEnd(reader, "}", "object"));
	}
	reader.position++;
	const hook = pairs ? self.pairsHook! : self.objectHook!;
	return hook === None ? take(result) : dropKeeping(result, callOneArg(hook, result));
}

function scanArray(self: PyScanner, reader: Reader): Own<PyObject> {
	const result = hold(newList([]), "array being read");
	reader.position++;
	reader.skipSpace();
	if (reader.text[reader.position] !== "]") {
		do listAppendSteal(result, scanOnce(self, reader));
		while (!isAtEnd(reader, "]", "array"));
	}
	reader.position++;
	return take(result);
}

function startArgument(given: PyObject): number {
	const start = sizeArgument(given);
	return start < 0 ? valueError("idx cannot be negative") : start;
}

function scannerCall(self: PyScanner, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const names = ["string", "idx"].map((name) => ({ name, required: true, kind: "either" }) as const);
	const [text, idx] = bindSlotArguments("scan_once", names, args, kwargs) as [PyObject, PyObject];
	if (!isStr(text)) typeError(`first argument must be a string, not ${text.type.name}`);
	const start = startArgument(idx);
	const memo = hold(newDict(), "keys of the document");
	const reader = new Reader(text as PyStr, start, memo);
	if (start > strLength(text as PyStr)) raiseError("StopIteration", hold(newInt(start), "position"));
	const value = scanOnce(self, reader);
	return dropKeeping(memo, newTuple([value, newInt(reader.points(reader.position))]));
}

const PARTS = [
	["object_hook", "objectHook"],
	["object_pairs_hook", "pairsHook"],
	["parse_float", "parseFloat"],
	["parse_int", "parseInt"],
	["parse_constant", "parseConstant"],
] as const;

function scannerNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const [context] = bindSlotArguments("make_scanner", [{ name: "context", required: true, kind: "either" }], args, kwargs);
	const self = hold(allocate<PyScanner>(type), "scanner");
	const strict = hold(getAttrString(context!, "strict"), "strict");
	self.strict = isTrue(strict);
	drop(strict);
	for (const [name, field] of PARTS) self[field] = getAttrString(context!, name);
	return take(self);
}

export const ScannerType: PyType = defineType({
	name: "_json.Scanner",
	heapType: true,
	withoutModule: true,
	mutable: true,
	flags: TPFLAGS_HAVE_GC,
	basicsize: 64,
	doc: "JSON scanner object",
	alloc: (type) => own(new PyScanner(type)),
	new: scannerNew,
	call: scannerCall,
	...ownedSlots(PARTS.map(([name, field]) => [field, `attribute ${name}`] as const)),
	members: [{ name: "strict", field: "strict", readonly: true }, ...PARTS.map(([name, field]) => ({ name, field, readonly: true }))],
});

/** `scanstring(string, end, strict=True)`: the string and where it ends. */
export const scanstring = defVarargs("scanstring", null, "Reads a JSON string from behind its opening quote.", (_module, args) => {
	checkParsed("scanstring", args.length, 2, 3);
	const [text, end, strict] = args as readonly PyObject[];
	const start = sizeArgument(end!);
	const isStrict = strict === undefined || isTrue(strict);
	if (!isStr(text!)) typeError(`first argument must be a string, not ${text!.type.name}`);
	if (start < 0 || start > strLength(text as PyStr)) valueError("end is out of bounds");
	const reader = new Reader(text as PyStr, start, null);
	const value = scanString(reader, isStrict);
	return newTuple([newStr(value), newInt(reader.points(reader.position))]);
});
