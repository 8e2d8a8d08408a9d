// The reader of `_csv`: an automaton that makes rows of lines, character by character but for runs of ordinary ones. Read
// `readRow` first. Mirrors the reader part of Modules/_csv.c.

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { getIter, iterNext, numberFloat, selfIter } from "../objects/abstract.ts";
import { newInt } from "../objects/int.ts";
import { listAppendSteal, newList, type PyList } from "../objects/list.ts";
import {
	defineType,
	PyGCTypeOwner,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_DISALLOW_INSTANTIATION,
	TPFLAGS_HAVE_GC,
} from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { isStr, newStr } from "../objects/str.ts";
import { csvError, csvModule, type PyDialect, QUOTE_NONE, QUOTE_NONNUMERIC, QUOTE_NOTNULL, QUOTE_STRINGS } from "./csvDialect.ts";
import { allocate, ownedSlots, replaceField } from "./ownedSlots.ts";

type State = "record" | "field" | "escaped" | "inField" | "quoted" | "escapedInQuotes" | "quoteInQuotes" | "newline" | "escapedNewline";

class PyReader extends PyGCTypeOwner {
	input: PyObject | null;
	dialect: PyObject | null;
	fields: PyObject | null;
	state: State;
	/** The field under way, and its length in characters. */
	field: string;
	length: number;
	/** Whether the field under way has no quotes. */
	unquoted: boolean;
	lineNumber: number;

	constructor(type: PyType) {
		super(type);
		this.input = null;
		this.dialect = null;
		this.fields = null;
		this.state = "record";
		this.field = "";
		this.length = 0;
		this.unquoted = false;
		this.lineNumber = 0;
	}
}

function saveField(self: PyReader): void {
	const { quoting } = self.dialect as PyDialect;
	const empty = self.length === 0;
	let value: Own<PyObject>;
	if (self.unquoted && empty && (quoting === QUOTE_NOTNULL || quoting === QUOTE_STRINGS)) value = newNone();
	else value = newStr(self.field);
	self.field = "";
	self.length = 0;
	if (self.unquoted && !empty && (quoting === QUOTE_NONNUMERIC || quoting === QUOTE_STRINGS)) {
		const text = hold(value, "field");
		value = dropKeeping(text, numberFloat(text));
	}
	hold(value, "field");
	// The iterator has read from the reader, which gave the row away.
	if (self.fields === null) return csvError("iterator has already advanced the reader");
	listAppendSteal(self.fields as PyList, take(value));
}

function add(self: PyReader, text: string, length: number): void {
	if (self.length + length > csvModule.fieldLimit) csvError(`field larger than field limit (${csvModule.fieldLimit})`);
	self.field += text;
	self.length += length;
}

const isNewline = (c: string): boolean => c === "\n" || c === "\r";

/** Where a field begins: the state after its first character, which is "" at the end of a line. */
function startField(self: PyReader, c: string, dialect: PyDialect): State {
	self.unquoted = true;
	if (c === "" || isNewline(c)) {
		saveField(self);
		return c === "" ? "record" : "newline";
	}
	if (c === dialect.quoteChar && dialect.quoting !== QUOTE_NONE) {
		self.unquoted = false;
		return "quoted";
	}
	if (c === dialect.escapeChar) return "escaped";
	if (c === " " && dialect.skipInitialSpace) return "field";
	if (c === dialect.delimiter) {
		saveField(self);
		return "field";
	}
	add(self, c, 1);
	return "inField";
}

function inField(self: PyReader, c: string, dialect: PyDialect): State {
	if (c === "" || isNewline(c)) {
		saveField(self);
		return c === "" ? "record" : "newline";
	}
	if (c === dialect.escapeChar) return "escaped";
	if (c === dialect.delimiter) {
		saveField(self);
		return "field";
	}
	add(self, c, 1);
	return "inField";
}

function inQuotes(self: PyReader, c: string, dialect: PyDialect): State {
	if (c === "") return "quoted";
	if (c === dialect.escapeChar) return "escapedInQuotes";
	if (c === dialect.quoteChar && dialect.quoting !== QUOTE_NONE) return dialect.doubleQuote ? "quoteInQuotes" : "inField";
	add(self, c, 1);
	return "quoted";
}

function afterQuote(self: PyReader, c: string, dialect: PyDialect): State {
	if (c !== "" && dialect.quoting !== QUOTE_NONE && c === dialect.quoteChar) {
		add(self, c, 1);
		return "quoted";
	}
	if (c === dialect.delimiter) {
		saveField(self);
		return "field";
	}
	if (c === "" || isNewline(c)) {
		saveField(self);
		return c === "" ? "record" : "newline";
	}
	if (dialect.strict) csvError(`'${dialect.delimiter}' expected after '${dialect.quoteChar}'`);
	add(self, c, 1);
	return "inField";
}

/** The state after a character; "" is the end of a line. */
function step(self: PyReader, c: string, dialect: PyDialect): State {
	switch (self.state) {
		case "record":
			if (c === "") return "record";
			return isNewline(c) ? "newline" : startField(self, c, dialect);
		case "field":
			return startField(self, c, dialect);
		case "escaped":
			add(self, c === "" ? "\n" : c, 1);
			return c !== "" && isNewline(c) ? "escapedNewline" : "inField";
		case "escapedNewline":
			return c === "" ? "escapedNewline" : inField(self, c, dialect);
		case "inField":
			return inField(self, c, dialect);
		case "quoted":
			return inQuotes(self, c, dialect);
		case "escapedInQuotes":
			add(self, c === "" ? "\n" : c, 1);
			return "quoted";
		case "quoteInQuotes":
			return afterQuote(self, c, dialect);
		case "newline":
			if (c === "") return "record";
			if (!isNewline(c)) csvError("new-line character seen in unquoted field - do you need to open the file with newline=''?");
			return "newline";
	}
}

const SURROGATES = /[\ud800-\udfff]/;

function readLine(self: PyReader, line: string): void {
	const dialect = self.dialect as PyDialect;
	if (SURROGATES.test(line)) {
		for (const c of line) self.state = step(self, c, dialect);
	} else {
		for (let i = 0; i < line.length; i++) {
			self.state = step(self, line[i]!, dialect);
			if (self.state === "inField" || self.state === "quoted") i = addRun(self, line, i + 1, dialect) - 1;
		}
	}
	self.state = step(self, "", dialect);
}

/** FAST: takes ordinary characters from `from` on at once. Returns where they end. */
function addRun(self: PyReader, line: string, from: number, dialect: PyDialect): number {
	const pattern = dialect.special();
	pattern.lastIndex = from;
	const found = pattern.exec(line);
	const end = found === null ? line.length : found.index;
	if (end > from) add(self, line.slice(from, end), end - from);
	return end;
}

function readRow(self: PyReader): Own<PyObject> | null {
	replaceField(self, "fields", newList([]));
	self.field = "";
	self.length = 0;
	self.state = "record";
	self.unquoted = false;
	do {
		const line = iterNext(self.input!);
		if (line === null) {
			if (self.length === 0 && (self.state as State) !== "quoted") return null;
			if ((self.dialect as PyDialect).strict) csvError("unexpected end of data");
			saveField(self);
			break;
		}
		hold(line, "line");
		if (!isStr(line)) return csvError(`iterator should return strings, not ${line.type.name} (the file should be opened in text mode)`);
		if (self.fields === null) return csvError("iterator has already advanced the reader");
		self.lineNumber++;
		readLine(self, line.value);
		drop(line);
	} while (self.state !== "record");
	const fields = self.fields as Own<PyObject>;
	self.fields = null;
	return fields;
}

export const ReaderType: PyType = defineType({
	name: "_csv.reader",
	heapType: true,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE | TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 88,
	doc: "An iterator of rows.",
	alloc: (type) => own(new PyReader(type)),
	new: null,
	...ownedSlots([
		["dialect", "attribute dialect"],
		["input", "iterator of the lines"],
		["fields", "row under way"],
	]),
	iter: selfIter,
	iternext: readRow,
	members: [
		{ name: "dialect", field: "dialect", readonly: true },
		{ name: "line_num", get: (self: PyReader) => newInt(self.lineNumber), readonly: true },
	],
});

/** A reader of an iterable's lines. */
export function newReader(lines: PyObject, dialect: () => Own<PyObject>): Own<PyObject> {
	const self = hold(allocate<PyReader>(ReaderType), "reader");
	self.fields = newList([]);
	self.input = getIter(lines);
	self.dialect = dialect();
	return take(self);
}
