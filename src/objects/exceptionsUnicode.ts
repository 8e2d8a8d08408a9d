// UnicodeError and the three that say where: UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError.
// Positions count code points (encode, translate) or bytes (decode). Mirrors Objects/exceptions.c.

import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { drop, hold } from "../heap/handles.ts";
import { incref } from "../heap/refcount.ts";
import { indexAsNumber } from "./abstract.ts";
import { isBytes, newBytes, type PyBytes } from "./bytes.ts";
import type { PyDict } from "./dict.ts";
import { typeError } from "./errors.ts";
import { PyBaseException } from "./exception.ts";
import { BASE_EXCEPTION_SIZE, baseExceptionInit, baseExceptionNew, defineException, strText, structSlots } from "./exceptions.ts";
import { ExceptionType, setField } from "./exceptionsValue.ts";
import type { PyObject, PyType } from "./object.ts";
import { None } from "./singletons.ts";
import { isStr, newStr, type PyStr } from "./str.ts";
import type { PyTuple } from "./tuple.ts";

export class PyUnicodeError extends PyBaseException {
	encoding: PyObject | null;
	object: PyObject | null;
	/** Half-open range within `object`. */
	start: number;
	end: number;
	reason: PyObject | null;

	constructor(type: PyType) {
		super(type);
		this.encoding = null;
		this.object = null;
		this.start = 0;
		this.end = 0;
		this.reason = null;
	}
}

export const ValueErrorType = defineException("ValueError", ExceptionType, "Inappropriate argument value (of correct type).");
export const UnicodeErrorType = defineException("UnicodeError", ValueErrorType, "Unicode related error.");

type Kind = "UnicodeEncodeError" | "UnicodeDecodeError" | "UnicodeTranslateError";

function badArgument(place: number, expected: string, value: PyObject): never {
	return typeError(`argument ${place} must be ${expected}, not ${value === None ? "None" : value.type.name}`);
}

/** The bytes of an argument: itself if bytes, else a copy of its buffer. New. */
function bytesArgument(value: PyObject): Own<PyObject> {
	if (isBytes(value)) return incref(value);
	if (value.type.getBuffer === null) typeError(`a bytes-like object is required, not '${value.type.name}'`);
	return newBytes(value.type.getBuffer!(value).slice());
}

function initOf(kind: Kind): (self: PyUnicodeError, args: PyTuple, kwargs: PyDict | null) => void {
	const first = kind === "UnicodeTranslateError" ? 0 : 1;
	return (self, args, kwargs) => {
		baseExceptionInit(self, args, kwargs);
		const items = args.items;
		if (items.length !== first + 4) typeError(`function takes exactly ${first + 4} arguments (${items.length} given)`);
		const [object, start, end, reason] = items.slice(first) as [PyObject, PyObject, PyObject, PyObject];
		if (first === 1 && !isStr(items[0]!)) badArgument(1, "str", items[0]!);
		if (kind !== "UnicodeDecodeError" && !isStr(object)) badArgument(first + 1, "str", object);
		const from = indexAsNumber(start, "OverflowError");
		const to = indexAsNumber(end, "OverflowError");
		if (!isStr(reason)) badArgument(first + 4, "str", reason);
		if (first === 1) setField(self, "encoding", items[0]!);
		if (kind === "UnicodeDecodeError") setBytes(self, object);
		else setField(self, "object", object);
		self.start = from;
		self.end = to;
		setField(self, "reason", reason);
	};
}

function setBytes(self: PyUnicodeError, object: PyObject): void {
	const bytes = hold(bytesArgument(object), "bytes that could not be decoded");
	setField(self, "object", bytes);
	drop(bytes);
}

function hex(code: number, digits: number): string {
	return code.toString(16).padStart(digits, "0");
}

function escapedCharacter(code: number): string {
	if (code <= 0xff) return `\\x${hex(code, 2)}`;
	return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function unicodeErrorStr(self: PyUnicodeError, kind: Kind): Own<PyObject> {
	if (self.object === null) return newStr("");
	const reason = textOrNull(self.reason);
	const codec = kind === "UnicodeTranslateError" ? "can't " : `'${textOrNull(self.encoding)}' codec can't `;
	// What ran for the texts may have set it to anything.
	checkObject(self, kind);
	const { start, end } = self;
	const verb = VERBS[kind];
	const unit = unitAt(self);
	if (unit !== null) return newStr(`${codec}${verb} ${unit} in position ${start}: ${reason}`);
	const units = verb === "decode" ? "bytes" : "characters";
	return newStr(`${codec}${verb} ${units} in position ${start}-${end - 1}: ${reason}`);
}

const VERBS: { readonly [K in Kind]: string } = {
	UnicodeEncodeError: "encode",
	UnicodeDecodeError: "decode",
	UnicodeTranslateError: "translate",
};

/** May run Python code. */
function textOrNull(value: PyObject | null): string {
	return value === null ? "<NULL>" : strText(value);
}

function checkObject({ object }: PyUnicodeError, kind: Kind): void {
	if (object === null) typeError("UnicodeError 'object' attribute is not set");
	const ofBytes = kind === "UnicodeDecodeError";
	if (!(ofBytes ? isBytes(object!) : isStr(object!))) {
		typeError(`UnicodeError 'object' attribute must be a ${ofBytes ? "bytes" : "string"}`);
	}
}

/** What stands at the place, when that is exactly one unit inside the object. */
function unitAt(self: PyUnicodeError): string | null {
	const { start, end, object } = self;
	const text = isStr(object!);
	const units = text ? [...(object as PyStr).value] : (object as PyBytes).value;
	if (end !== start + 1 || start < 0 || end > units.length) return null;
	const unit = units[start]!;
	return typeof unit === "string" ? `character '${escapedCharacter(unit.codePointAt(0)!)}'` : `byte 0x${hex(unit, 2)}`;
}

const placeMembers = [
	{ name: "start", field: "start", doc: "exception start" },
	{ name: "end", field: "end", doc: "exception end" },
	{ name: "object", field: "object", optional: true, doc: "exception object" },
	{ name: "reason", field: "reason", optional: true, doc: "exception reason" },
];

function defineUnicodeError(name: Kind, doc: string): PyType {
	return defineException(name, UnicodeErrorType, doc, {
		basicsize: BASE_EXCEPTION_SIZE + 40,
		alloc: (type) => own(new PyUnicodeError(type)),
		new: baseExceptionNew,
		init: initOf(name),
		str: (self: PyUnicodeError) => unicodeErrorStr(self, name),
		...structSlots([
			["encoding", "encoding"],
			["object", "object"],
			["reason", "reason"],
		]),
		members: [{ name: "encoding", field: "encoding", optional: true, doc: "exception encoding" }, ...placeMembers],
	});
}

export const UnicodeEncodeErrorType = defineUnicodeError("UnicodeEncodeError", "Unicode encoding error.");
export const UnicodeDecodeErrorType = defineUnicodeError("UnicodeDecodeError", "Unicode decoding error.");
export const UnicodeTranslateErrorType = defineUnicodeError("UnicodeTranslateError", "Unicode translation error.");
