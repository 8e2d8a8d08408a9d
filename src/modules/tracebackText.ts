// The text of an exception as CPython prints it: causes and contexts first, each with stack, message and notes, groups
// in their boxes. Read `formatException` first. The stack is in tracebackFrames.ts, suggestions in tracebackSuggest.ts,
// SyntaxErrors in tracebackSyntax.ts. Mirrors TracebackException (Lib/traceback.py).

import { drop, hold, mark } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { getAttr, lookupAttr, repr, sequenceList, str } from "../objects/abstract.ts";
import { caught, clearException, exceptionTypes, fetchException } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { isExceptionGroup } from "../objects/exceptionGroup.ts";
import type { PySyntaxErrorException } from "../objects/exceptionsSyntax.ts";
import type { PyImportError } from "../objects/exceptionsValue.ts";
import type { PyList } from "../objects/list.ts";
import {
	isSubtype,
	type PyObject,
	type PyType,
	TPFLAGS_BYTES_SUBCLASS,
	TPFLAGS_DICT_SUBCLASS,
	TPFLAGS_UNICODE_SUBCLASS,
} from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { internStr, isStr, type PyStr } from "../objects/str.ts";
import { isTraceback } from "../objects/traceback.ts";
import { whyAbsent } from "./absentModules.ts";
import { isStdlibModule } from "./stdlibNames.ts";
import { formatStack, plainTraceback } from "./tracebackFrames.ts";
import { indent } from "./tracebackLines.ts";
import { suggestionFor } from "./tracebackSuggest.ts";
import { syntaxErrorLines } from "./tracebackSyntax.ts";

const CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n";
const MAX_GROUP_WIDTH = 15;
const MAX_GROUP_DEPTH = 10;

function quietText(o: PyObject, by: (o: PyObject) => Own<PyStr>, otherwise: string): string {
	const since = mark();
	try {
		const s = by(o);
		const text = s.value;
		decref(s);
		return text;
	} catch (thrown) {
		caught(thrown, since);
		clearException();
		return otherwise;
	}
}

/** The text of an attribute that should be a string; null if it is missing or something else. */
function textAttribute(o: PyObject, name: string): string | null {
	const since = mark();
	try {
		const value = hold(getAttr(o, internStr(name)), `attribute ${name}`);
		const text = isStr(value) ? (value as PyStr).value : null;
		drop(value);
		return text;
	} catch (thrown) {
		caught(thrown, since);
		clearException();
		return null;
	}
}

/** `module.QualifiedName`, the module left out where it is builtins or `__main__`. */
export function qualifiedTypeName(type: PyType): string {
	const name = textAttribute(type, "__qualname__") ?? type.name;
	const module = textAttribute(type, "__module__");
	if (module === "builtins" || module === "__main__") return name;
	return `${module ?? "<unknown>"}.${name}`;
}

/** What of an exception has been gathered before anything is written; the exceptions are borrowed. */
interface Shown {
	readonly exception: PyBaseException;
	readonly stack: string;
	readonly only: string;
	cause: Shown | null;
	context: Shown | null;
	/** For a group. */
	exceptions: Shown[] | null;
}

function message(exception: PyBaseException): string {
	let text = quietText(exception, str, "<exception str() failed>");
	const { name, nearest } = suggestionFor(exception, exception.traceback);
	if (nearest !== null) text += `. Did you mean: '${nearest}'?`;
	if (name !== null && isSubtype(exception.type, exceptionTypes.NameError!) && isStdlibModule(name)) {
		text += nearest !== null ? ` Or did you forget to import '${name}'?` : `. Did you forget to import '${name}'?`;
	}
	if (isSubtype(exception.type, exceptionTypes.ModuleNotFoundError!)) text += absenceText(exception as PyImportError, text);
	return text;
}

/** Why a module is missing, if decref knows. */
function absenceText(exception: PyImportError, text: string): string {
	const { name } = exception;
	const reason = name !== null && isStr(name) && text.startsWith("No module named") ? whyAbsent(name.value) : null;
	return reason === null ? "" : ` (decref leaves it out: ${reason})`;
}

/** The last lines: type and message (for a SyntaxError with its source), then the notes. */
function exceptionOnly(exception: PyBaseException): string {
	const type = qualifiedTypeName(exception.type);
	if (isSubtype(exception.type, exceptionTypes.SyntaxError!)) {
		return syntaxErrorLines(exception as PySyntaxErrorException, type) + notesText(exception);
	}
	const text = message(exception);
	return `${text === "" ? type : `${type}: ${text}`}\n${notesText(exception)}`;
}

function notesText(exception: PyBaseException): string {
	const since = mark();
	try {
		const notes = lookupAttr(exception, internStr("__notes__"));
		if (notes === null) return "";
		hold(notes, "__notes__");
		const text = notes === None ? "" : textOfNotes(notes);
		drop(notes);
		return text;
	} catch (thrown) {
		caught(thrown, since);
		const failure = hold(fetchException(), "error getting __notes__");
		const text = `Ignored error getting __notes__: ${quietText(failure, repr, "<__notes__ repr() failed>")}\n`;
		drop(failure);
		return text;
	}
}

function isListLike(o: PyObject): boolean {
	const other = TPFLAGS_UNICODE_SUBCLASS | TPFLAGS_BYTES_SUBCLASS | TPFLAGS_DICT_SUBCLASS;
	return o.type.sqItem !== null && o.type.sqLength !== null && (o.type.typeFlags & other) === 0;
}

function textOfNotes(notes: PyObject): string {
	if (!isListLike(notes)) return `${quietText(notes, repr, "<__notes__ repr() failed>")}\n`;
	const list = hold(sequenceList(notes), "notes");
	let text = "";
	for (const note of (list as PyList).items) text += `${quietText(note, str, "<note str() failed>")}\n`;
	drop(list);
	return text;
}

/** Gathers an exception with all that it refers to, each exception once; a loop, since chains can be long. */
function gather(exception: PyBaseException): Shown {
	const seen = new Set<PyBaseException>();
	const top = gatherOne(exception, seen);
	const waiting = [top];
	while (waiting.length > 0) {
		const shown = waiting.pop()!;
		const { cause, context, suppressContext } = shown.exception;
		if (cause !== null && cause !== None && !seen.has(cause as PyBaseException)) shown.cause = gatherOne(cause as PyBaseException, seen);
		if (context !== null && shown.cause === null && !suppressContext && !seen.has(context)) shown.context = gatherOne(context, seen);
		if (isExceptionGroup(shown.exception)) {
			shown.exceptions = (shown.exception.excs!.items as PyBaseException[]).map((inner) => gatherOne(inner, seen));
		}
		for (const next of [shown.cause, shown.context, ...(shown.exceptions ?? [])]) if (next !== null) waiting.push(next);
	}
	return top;
}

function gatherOne(exception: PyBaseException, seen: Set<PyBaseException>): Shown {
	seen.add(exception);
	const { traceback } = exception;
	const stack = traceback !== null && isTraceback(traceback) ? formatStack(traceback) : "";
	return { exception, stack, only: exceptionOnly(exception), cause: null, context: null, exceptions: null };
}

/** Writes with the indentation of the group it is in. */
class Writer {
	text = "";
	depth = 0;
	needClose = false;

	indent(): string {
		return "  ".repeat(this.depth);
	}

	emit(text: string, margin = "|"): void {
		this.text += indent(text, this.depth === 0 ? "" : `${this.indent()}${margin} `);
	}
}

/** The exception and those it follows from, outermost cause first. */
function chainOf(shown: Shown): [string | null, Shown][] {
	const chain: [string | null, Shown][] = [];
	for (let item: Shown | null = shown; item !== null; ) {
		const link: string | null = item.cause !== null ? CAUSE : item.context !== null ? CONTEXT : null;
		chain.push([link, item]);
		item = item.cause ?? item.context;
	}
	return chain.reverse();
}

function write(shown: Shown, writer: Writer): void {
	for (const [link, item] of chainOf(shown)) {
		if (link !== null) writer.emit(link);
		if (item.exceptions === null) {
			if (item.stack !== "") {
				writer.emit("Traceback (most recent call last):\n");
				writer.emit(item.stack);
			}
			writer.emit(item.only);
		} else if (writer.depth > MAX_GROUP_DEPTH) writer.emit(`... (max_group_depth is ${MAX_GROUP_DEPTH})\n`);
		else writeGroup(item, item.exceptions, writer);
	}
}

function writeGroup(group: Shown, members: readonly Shown[], writer: Writer): void {
	const isTop = writer.depth === 0;
	if (isTop) writer.depth++;
	if (group.stack !== "") {
		writer.emit("Exception Group Traceback (most recent call last):\n", isTop ? "+" : "|");
		writer.emit(group.stack);
	}
	writer.emit(group.only);
	const count = members.length <= MAX_GROUP_WIDTH ? members.length : MAX_GROUP_WIDTH + 1;
	writer.needClose = false;
	for (let i = 0; i < count; i++) writeMember(members, i, i === count - 1, writer);
	if (isTop) writer.depth = 0;
}

function writeMember(members: readonly Shown[], i: number, isLast: boolean, writer: Writer): void {
	if (isLast) writer.needClose = true;
	const truncated = i >= MAX_GROUP_WIDTH;
	writer.text += `${writer.indent()}${i === 0 ? "+-" : "  "}+---------------- ${truncated ? "..." : i + 1} ----------------\n`;
	writer.depth++;
	if (truncated) {
		const remaining = members.length - MAX_GROUP_WIDTH;
		writer.emit(`and ${remaining} more exception${remaining > 1 ? "s" : ""}\n`);
	} else write(members[i]!, writer);
	if (isLast && writer.needClose) {
		writer.text += `${writer.indent()}+------------------------------------\n`;
		writer.needClose = false;
	}
	writer.depth--;
}

/**
 * All that CPython prints for an uncaught exception, final newline included. Borrows; adds no lasting reference. Runs
 * Python code (`__str__` and the like), whose errors it swallows.
 */
export function formatException(exception: PyBaseException): string {
	hold(incref(exception), "exception being printed");
	const writer = new Writer();
	write(gather(exception), writer);
	drop(exception);
	return writer.text;
}

/** The last lines only: type, message and notes. Borrows. */
export function formatExceptionOnly(exception: PyBaseException): string {
	hold(incref(exception), "exception being printed");
	const text = exceptionOnly(exception);
	drop(exception);
	return text;
}

export { plainTraceback };
