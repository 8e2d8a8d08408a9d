// `_thread._excepthook`, which reports an exception that has left a thread's function, and the type of its argument.
// Mirrors thread_excepthook of Modules/_threadmodule.c.

import { hold, drop } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { lookupAttr } from "../objects/abstract.ts";
import { def } from "../objects/args.ts";
import { typeError } from "../objects/errors.ts";
import { strText } from "../objects/exceptions.ts";
import { isException, setTraceback } from "../objects/exceptions.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { internStr } from "../objects/str.ts";
import { newStructSeqType } from "../objects/structseq.ts";
import { threads } from "../objects/threads.ts";
import { isTraceback } from "../objects/traceback.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { exceptionTypes } from "../objects/errors.ts";
import { flushFile, writeText } from "./builtinsPrint.ts";
import { sysGet } from "./define.ts";
import { formatException } from "./tracebackText.ts";

let argumentsType: PyType | null = null;

export function hookArgumentsType(): PyType {
	argumentsType ??= newStructSeqType(
		"_thread._ExceptHookArgs",
		"ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.",
		[
			{ name: "exc_type", doc: "Exception type" },
			{ name: "exc_value", doc: "Exception value" },
			{ name: "exc_traceback", doc: "Exception traceback" },
			{ name: "thread", doc: "Thread" },
		],
		4,
		true,
		true,
	);
	return argumentsType;
}

/** Where to write: sys.stderr, or what it was when the thread was made. New; null: nowhere. */
function outputFor(thread: PyObject): Own<PyObject> | null {
	const stderr = sysGet("stderr");
	if (stderr !== null && stderr !== None) return incref(stderr);
	if (thread === None) return null;
	const saved = lookupAttr(thread, internStr("_stderr"));
	if (saved !== None) return saved;
	decref(saved);
	return null;
}

/** The thread's name, or its identity. */
function nameOf(thread: PyObject): string {
	const name = thread === None ? null : lookupAttr(thread, internStr("name"));
	if (name === null) return String(threads.current.ident);
	hold(name, "name of the thread");
	const text = strText(name);
	drop(name);
	return text;
}

function report(_module: PyObject, args: PyObject): Own<PyObject> {
	if (args.type !== hookArgumentsType()) typeError("_thread.excepthook argument type must be ExceptHookArgs");
	const [type, value, traceback, thread] = (args as PyTuple).items;
	if (type === exceptionTypes.SystemExit) return newNone();
	const file = outputFor(thread);
	if (file === null) return newNone();
	hold(file, "sys.stderr");
	writeText(`Exception in thread ${nameOf(thread)}:\n`, file);
	if (isException(value)) {
		if (isTraceback(traceback) && value.traceback === null) setTraceback(value, traceback);
		writeText(formatException(value), file);
	}
	flushFile(file);
	drop(file);
	return newNone();
}

export const excepthook = def("_excepthook", "($module, args, /)", "Reports an exception that has left a thread.", report);
