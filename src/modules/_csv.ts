// The module `_csv`: dialects, and readers and writers of rows. What a dialect allows is in csvDialect.ts, the reader in
// csvReader.ts. Mirrors Modules/_csv.c.

import { drop, dropKeeping, hold, mark, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { callOneArg, getIter, isCallable, iterNext, lookupAttr, str } from "../objects/abstract.ts";
import { checkPositional, def, defRaw, type MethodDef } from "../objects/args.ts";
import { dictDelete, dictItemsInOrder, dictSet, newDict } from "../objects/dict.ts";
import { caught, clearException, exceptionMatches, typeError } from "../objects/errors.ts";
import { intAsNumber, IntType, newInt, type PyInt } from "../objects/int.ts";
import { newList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import {
	defineType,
	PyGCTypeOwner,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_DISALLOW_INSTANTIATION,
	TPFLAGS_HAVE_GC,
} from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { internStr, isStr, newStr } from "../objects/str.ts";
import type { PyTuple } from "../objects/tuple.ts";
import {
	callDialect,
	csvError,
	csvModule,
	DialectType,
	type PyDialect,
	QUOTE_ALL,
	QUOTE_MINIMAL,
	QUOTE_NONE,
	QUOTE_NONNUMERIC,
	QUOTE_NOTNULL,
	QUOTE_STRINGS,
	registeredDialect,
} from "./csvDialect.ts";
import { newReader, ReaderType } from "./csvReader.ts";
import { addStateTypes, buildModule, newExceptionType, setOwned } from "./define.ts";
import { allocate, ownedSlots } from "./ownedSlots.ts";

class PyWriter extends PyGCTypeOwner {
	dialect: PyObject | null;
	write: PyObject | null;
	error: PyObject | null;

	constructor(type: PyType) {
		super(type);
		this.dialect = null;
		this.write = null;
		this.error = null;
	}
}

/** A row under way. */
interface Row {
	readonly dialect: PyDialect;
	text: string;
	fields: number;
}

function append(row: Row, field: string | null, wanted: boolean): void {
	const { dialect } = row;
	const { quoting } = dialect;
	let quoted = wanted;
	if ((field ?? "") === "" && dialect.delimiter === " " && dialect.skipInitialSpace) {
		if (quoting === QUOTE_NONE || (field === null && (quoting === QUOTE_STRINGS || quoting === QUOTE_NOTNULL)))
			csvError("empty field must be quoted if delimiter is a space and skipinitialspace is true");
		quoted = true;
	}
	if (row.fields > 0) row.text += dialect.delimiter;
	row.fields++;
	const [text, needsQuotes] = escaped(field ?? "", dialect);
	const quote = quoted || needsQuotes ? dialect.quoteChar! : "";
	row.text += quote + text + quote;
}

/** A field with what its special characters need, and whether it must stand in quotes. */
function escaped(field: string, dialect: PyDialect): [string, boolean] {
	const pattern = dialect.special();
	pattern.lastIndex = 0;
	if (!pattern.test(field)) return [field, false];
	const { quoteChar, escapeChar, quoting } = dialect;
	let needsQuotes = false;
	const text = field.replace(pattern, (c) => {
		if (quoting !== QUOTE_NONE) {
			if (c === quoteChar && dialect.doubleQuote) {
				needsQuotes = true;
				return c + c;
			}
			if (c !== quoteChar && c !== escapeChar) {
				needsQuotes = true;
				return c;
			}
		}
		if (escapeChar === null) csvError("need to escape, but no escapechar set");
		return escapeChar + c;
	});
	return [text, needsQuotes];
}

function isQuoted(field: PyObject, quoting: number): boolean {
	switch (quoting) {
		case QUOTE_NONNUMERIC:
			return field.type.nbInt === null && field.type.nbIndex === null && field.type.nbFloat === null;
		case QUOTE_ALL:
			return true;
		case QUOTE_STRINGS:
			return isStr(field);
		case QUOTE_NOTNULL:
			return field !== None;
		default:
			return false;
	}
}

/** The iterator of a row. Raises csv.Error for what is no iterable. */
function rowIterator(row: PyObject): Own<PyObject> {
	const since = mark();
	try {
		return getIter(row);
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("TypeError")) throw thrown;
		clearException();
		return csvError(`iterable expected, not ${row.type.name}`);
	}
}

function writeRow(self: PyWriter, sequence: PyObject): Own<PyObject> {
	const dialect = self.dialect as PyDialect;
	const row: Row = { dialect, text: "", fields: 0 };
	const iterator = hold(rowIterator(sequence), "iterator of the row");
	let last: PyObject | null = null;
	for (let field = iterNext(iterator); field !== null; field = iterNext(iterator)) {
		hold(field, "field");
		last = field === None ? None : null;
		const quoted = isQuoted(field, dialect.quoting);
		if (isStr(field)) append(row, field.value, quoted);
		else if (field === None) append(row, null, quoted);
		else {
			const text = hold(str(field), "text of the field");
			append(row, text.value, quoted);
			drop(text);
		}
		drop(field);
	}
	drop(iterator);
	if (row.fields > 0 && row.text === "") appendEmpty(row, last === None);
	const line = hold(newStr(row.text + dialect.lineTerminatorText()), "line");
	return dropKeeping(line, callOneArg(self.write!, line));
}

/** A row of one empty field would be read as a row of none. */
function appendEmpty(row: Row, isNull: boolean): void {
	const { quoting } = row.dialect;
	if (quoting === QUOTE_NONE || (isNull && (quoting === QUOTE_STRINGS || quoting === QUOTE_NOTNULL)))
		csvError("single empty field record must be quoted");
	row.fields--;
	append(row, null, true);
}

function writeRows(self: PyWriter, rows: PyObject): Own<PyObject> {
	const iterator = hold(getIter(rows), "iterator of the rows");
	for (let row = iterNext(iterator); row !== null; row = iterNext(iterator)) {
		hold(row, "row");
		decref(writeRow(self, row));
		drop(row);
	}
	drop(iterator);
	return newNone();
}

const WriterType: PyType = defineType({
	name: "_csv.writer",
	heapType: true,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE | TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 72,
	doc: "A writer of rows.",
	alloc: (type) => own(new PyWriter(type)),
	new: null,
	...ownedSlots([
		["dialect", "attribute dialect"],
		["write", "function that writes"],
		["error", "csv.Error"],
	]),
	methods: [
		def("writerow", "($self, row, /)", "Writes a row of fields.", writeRow),
		def("writerows", "($self, rows, /)", "Writes rows.", writeRows),
	],
	members: [{ name: "dialect", field: "dialect", readonly: true }],
});

/** The arguments of `reader`, `writer` and `register_dialect`: one or two by position, settings of the dialect by name. */
function split(name: string, args: readonly PyObject[], kwnames: PyTuple | null): [PyObject, PyObject | null, readonly PyObject[]] {
	const keywords = kwnames === null ? 0 : kwnames.items.length;
	const count = args.length - keywords;
	checkPositional(name, count, 1, 2);
	return [args[0]!, count > 1 ? args[1]! : null, args.slice(count)];
}

function writer(_module: PyObject, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const [file, dialect, settings] = split("writer", args, kwnames);
	const self = hold(allocate<PyWriter>(WriterType), "writer");
	self.write = lookupAttr(file, internStr("write"));
	if (self.write === null || !isCallable(self.write)) typeError('argument 1 must have a "write" method');
	self.dialect = callDialect(dialect, settings, kwnames);
	self.error = incref(csvModule.error!);
	return take(self);
}

function reader(_module: PyObject, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const [lines, dialect, settings] = split("reader", args, kwnames);
	return newReader(lines, () => callDialect(dialect, settings, kwnames));
}

function registerDialect(_module: PyObject, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const [name, given, settings] = split("register_dialect", args, kwnames);
	if (!isStr(name)) typeError("dialect name must be a string");
	const dialect = hold(callDialect(given, settings, kwnames), "dialect");
	dictSet(csvModule.dialects!, name, dialect);
	drop(dialect);
	return newNone();
}

function unregisterDialect(_module: PyObject, name: PyObject): Own<PyObject> {
	if (!dictDelete(csvModule.dialects!, name)) csvError("unknown dialect");
	return newNone();
}

function fieldSizeLimit(_module: PyObject, limit: PyObject | null): Own<PyObject> {
	const old = csvModule.fieldLimit;
	if (limit !== null) {
		if (limit.type !== IntType) typeError("limit must be an integer");
		csvModule.fieldLimit = intAsNumber(limit as PyInt);
	}
	return newInt(old);
}

const functions: readonly MethodDef[] = [
	defRaw("reader", "($module, iterable, /, dialect='excel', **fmtparams)", "An iterator of rows of the lines.", reader),
	defRaw("writer", "($module, fileobj, /, dialect='excel', **fmtparams)", "A writer of rows into a file.", writer),
	defRaw("register_dialect", "($module, name, /, dialect='excel', **fmtparams)", "Gives a dialect a name.", registerDialect),
	def("list_dialects", "($module, /)", "The names of dialects.", () =>
		newList(dictItemsInOrder(csvModule.dialects!).map(([name]) => incref(name))),
	),
	def("unregister_dialect", "($module, /, name)", "Forgets a dialect.", unregisterDialect),
	def("get_dialect", "($module, /, name)", "The dialect of a name.", (_m, name) => registeredDialect(name)),
	def("field_size_limit", "($module, /, new_limit=<unrepresentable>)", "Sets the limit of a field's size.", fieldSizeLimit),
];

const QUOTINGS = { QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL };

export function initCsv(): Own<PyModule> {
	csvModule.error ??= newExceptionType("_csv.Error");
	csvModule.dialects ??= newDict();
	const module = hold(buildModule("_csv", "CSV parsing and writing.\n", functions), "module _csv");
	const dict = module.dict!;
	setOwned(dict, "_dialects", incref(csvModule.dialects));
	for (const [name, value] of Object.entries(QUOTINGS)) setOwned(dict, name, newInt(value));
	addStateTypes(module, [DialectType, ReaderType, WriterType]);
	setOwned(dict, "Dialect", incref(DialectType));
	setOwned(dict, "Reader", incref(ReaderType));
	setOwned(dict, "Writer", incref(WriterType));
	setOwned(dict, "Error", incref(csvModule.error));
	return take(module);
}
