// SyntaxError, IndentationError, TabError and _IncompleteInputError. Mirrors Objects/exceptions.c.

import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { drop, hold } from "../heap/handles.ts";
import { sequenceTuple } from "./abstract.ts";
import type { PyDict } from "./dict.ts";
import { typeError } from "./errors.ts";
import { PyBaseException } from "./exception.ts";
import { BASE_EXCEPTION_SIZE, baseExceptionInit, defineException, strText, structSlots } from "./exceptions.ts";
import { ExceptionType, setField } from "./exceptionsValue.ts";
import { IntType, type PyInt } from "./int.ts";
import type { PyObject, PyType } from "./object.ts";
import { None } from "./singletons.ts";
import { isStr, newStr, type PyStr } from "./str.ts";
import type { PyTuple } from "./tuple.ts";

export class PySyntaxErrorException extends PyBaseException {
	msg: PyObject | null;
	filename: PyObject | null;
	lineno: PyObject | null;
	offset: PyObject | null;
	endLineno: PyObject | null;
	endOffset: PyObject | null;
	text: PyObject | null;
	printFileAndLine: PyObject | null;
	metadata: PyObject | null;

	constructor(type: PyType) {
		super(type);
		this.msg = null;
		this.filename = null;
		this.lineno = null;
		this.offset = null;
		this.endLineno = null;
		this.endOffset = null;
		this.text = null;
		this.printFileAndLine = null;
		this.metadata = null;
	}
}

export function isSyntaxErrorException(object: PyObject): object is PySyntaxErrorException {
	return object instanceof PySyntaxErrorException;
}

const DETAILS = ["filename", "lineno", "offset", "text", "endLineno", "endOffset", "metadata"] as const;

function syntaxErrorInit(self: PySyntaxErrorException, args: PyTuple, kwargs: PyDict | null): void {
	baseExceptionInit(self, args, kwargs);
	if (args.items.length >= 1) setField(self, "msg", args.items[0]!);
	if (args.items.length !== 2) return;
	const info = hold(sequenceTuple(args.items[1]!), "details of the SyntaxError");
	const given = info.items.length;
	if (given < 4 || given > 7) typeError(`function takes at ${given < 4 ? "least 4" : "most 7"} arguments (${given} given)`);
	DETAILS.forEach((field, i) => setField(self, field, info.items[i] ?? null));
	drop(info);
	if (self.endLineno !== null && self.endOffset === null) typeError("end_offset must be provided when end_lineno is provided");
}

function syntaxErrorStr(self: PySyntaxErrorException): Own<PyObject> {
	const filename = self.filename !== null && isStr(self.filename) ? baseName((self.filename as PyStr).value) : null;
	const line = self.lineno !== null && self.lineno.type === IntType ? `line ${(self.lineno as PyInt).value}` : null;
	const message = strText(self.msg ?? None);
	const where = [filename, line].filter((part) => part !== null);
	return newStr(where.length === 0 ? message : `${message} (${where.join(", ")})`);
}

function baseName(path: string): string {
	return path.slice(path.lastIndexOf("/") + 1);
}

export const SyntaxErrorType = defineException("SyntaxError", ExceptionType, "Invalid syntax.", {
	basicsize: BASE_EXCEPTION_SIZE + 72,
	alloc: (type) => own(new PySyntaxErrorException(type)),
	new: null,
	init: syntaxErrorInit,
	str: syntaxErrorStr,
	...structSlots([
		["msg", "msg"],
		["filename", "filename"],
		["lineno", "lineno"],
		["offset", "offset"],
		["endLineno", "end_lineno"],
		["endOffset", "end_offset"],
		["text", "text"],
		["printFileAndLine", "print_file_and_line"],
		["metadata", "_metadata"],
	]),
	members: [
		{ name: "msg", field: "msg", optional: true, doc: "exception msg" },
		{ name: "filename", field: "filename", optional: true, doc: "exception filename" },
		{ name: "lineno", field: "lineno", optional: true, doc: "exception lineno" },
		{ name: "offset", field: "offset", optional: true, doc: "exception offset" },
		{ name: "text", field: "text", optional: true, doc: "exception text" },
		{ name: "end_lineno", field: "endLineno", optional: true, doc: "exception end lineno" },
		{ name: "end_offset", field: "endOffset", optional: true, doc: "exception end offset" },
		{ name: "print_file_and_line", field: "printFileAndLine", optional: true, doc: "exception print_file_and_line" },
		{ name: "_metadata", field: "metadata", optional: true, doc: "exception private metadata" },
	],
});

const IndentationErrorType = defineException("IndentationError", SyntaxErrorType, "Improper indentation.");
export const TabErrorType = defineException("TabError", IndentationErrorType, "Improper mixture of spaces and tabs.");
export const IncompleteInputErrorType = defineException("_IncompleteInputError", SyntaxErrorType, "incomplete input.");
