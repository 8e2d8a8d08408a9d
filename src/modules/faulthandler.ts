// The module `faulthandler`: shows the stack of every thread, innermost frame first, in CPython's format. No fault of the machine can
// happen here, so that `enable` only remembers that it was called; what needs a watchdog or handlers of signals is refused.
// Read `dumpTraceback` first. Mirrors Modules/faulthandler.c and Python/traceback.c.

import { registerRoots } from "../heap/audit.ts";
import { drop, dropKeeping, hold, mark } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref, xdecref } from "../heap/refcount.ts";
import { call, callMethod, isTrue } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { newFreshBytes } from "../objects/bytes.ts";
import { caught, clearException, notImplementedError, runtimeError, valueError } from "../objects/errors.ts";
import { intAsCInt, isInt, newInt, type PyInt } from "../objects/int.ts";
import { type Frame, frameLine } from "../objects/interpreterFrame.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { internStr } from "../objects/str.ts";
import { framesOfThreads, type ThreadRecord, threads } from "../objects/threads.ts";
import { importedAttribute } from "./arrayPickle.ts";
import { buildModule, sysGet } from "./define.ts";

/** The file that `enable` was given; owned. */
const state = { file: null as PyObject | null, enabled: false };

registerRoots("module faulthandler", (visit) => {
	if (state.file !== null) visit(state.file, "file for tracebacks");
});

/** The file that is meant, borrowed: sys.stderr if none is given. Raises RuntimeError. */
function fileOf(file: PyObject | null): PyObject {
	if (file !== null && file !== None) return file;
	const stderr = sysGet("stderr");
	if (stderr === null) return runtimeError("unable to get sys.stderr");
	return stderr === None ? runtimeError("sys.stderr is None") : stderr;
}

/** The descriptor of a file, which is flushed, or a number itself. Raises ValueError, RuntimeError. */
function descriptorOf(file: PyObject): number {
	if (isInt(file)) {
		const fd = intAsCInt(file as PyInt);
		return fd < 0 ? valueError("file is not a valid file descripter") : fd;
	}
	const result = hold(callMethod(file, internStr("fileno"), []), "result of fileno()");
	const fd = isInt(result) ? intAsCInt(result as PyInt) : -1;
	if (fd < 0) runtimeError("file.fileno() is not a valid file descriptor");
	drop(result);
	const since = mark();
	try {
		decref(callMethod(file, internStr("flush"), []));
	} catch (thrown) {
		caught(thrown, since);
		clearException();
	}
	return fd;
}

const MOST_FRAMES = 100;
const MOST_CHARACTERS = 500;

/** ASCII, all else as escapes. */
function plain(text: string): string {
	const characters = [...text];
	const shown = characters.slice(0, MOST_CHARACTERS).map((c) => {
		const code = c.codePointAt(0)!;
		if (code >= 32 && code < 127) return c;
		if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
		return code <= 0xffff ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
	});
	return shown.join("") + (characters.length > MOST_CHARACTERS ? "..." : "");
}

function stackLines(innermost: Frame | null): string {
	if (innermost === null) return "  <no Python frame>\n";
	const lines: string[] = [];
	for (let frame: Frame | null = innermost; frame !== null; frame = frame.previous) {
		if (lines.length === MOST_FRAMES) {
			lines.push("  ...\n");
			break;
		}
		const { filename, name } = frame.code.code;
		lines.push(`  File "${plain(filename)}", line ${frameLine(frame) ?? "???"} in ${plain(name)}\n`);
	}
	return lines.join("");
}

const LONGEST_NAME = 15;

function threadHeading(record: ThreadRecord): string {
	const which = record === threads.current ? "Current thread" : "Thread";
	const name = record === threads.main ? "python" : record.name.slice(0, LONGEST_NAME);
	return `${which} 0x${record.ident.toString(16).padStart(16, "0")} [${plain(name)}] (most recent call first):\n`;
}

function tracebackText(allThreads: boolean): string {
	const all = framesOfThreads();
	if (!allThreads) {
		const own = all.find(([record]) => record === threads.current);
		return `Stack (most recent call first):\n${stackLines((own?.[1] ?? null) as Frame | null)}`;
	}
	const newestFirst = [...all].reverse();
	return newestFirst.map(([record, frame]) => threadHeading(record) + stackLines(frame as Frame | null)).join("\n");
}

function dumpTraceback(_module: PyObject, file: PyObject | null, allThreads: PyObject | null): Own<PyObject> {
	const fd = hold(newInt(descriptorOf(fileOf(file))), "descriptor");
	const bytes = hold(newFreshBytes(new TextEncoder().encode(tracebackText(allThreads === null || isTrue(allThreads)))), "text");
	const write = hold(importedAttribute("posix", "write"), "posix.write");
	const since = mark();
	try {
		decref(call(write, [fd, bytes]));
	} catch (thrown) {
		caught(thrown, since);
		clearException();
	}
	for (const object of [write, bytes, fd]) drop(object);
	return newNone();
}

function enable(_module: PyObject, file: PyObject | null): Own<PyObject> {
	const target = fileOf(file);
	descriptorOf(target);
	const old = state.file;
	state.file = incref(target);
	state.enabled = true;
	xdecref(old);
	return newNone();
}

function disable(): Own<PyObject> {
	const was = hold(newBool(state.enabled), "answer");
	const old = state.file;
	state.file = null;
	state.enabled = false;
	xdecref(old);
	return dropKeeping(was, incref(was));
}

const refuse = (name: string): (() => never) => {
	return () => notImplementedError(`faulthandler.${name}() in decref`);
};

const functions: readonly MethodDef[] = [
	def("enable", "($module, /, file=sys.stderr, all_threads=True, c_stack=True)", "Would show the stack when the process crashes.", enable),
	def("disable", "($module, /)", "Takes back enable().", disable),
	def("is_enabled", "($module, /)", "Whether enable() was called.", () => newBool(state.enabled)),
	def("dump_traceback", "($module, /, file=sys.stderr, all_threads=True)", "Shows the stacks of threads.", dumpTraceback),
	def("dump_c_stack", "($module, /, file=sys.stderr)", "Would show the C stack.", refuse("dump_c_stack")),
	def(
		"dump_traceback_later",
		"($module, /, timeout, repeat=False, file=sys.stderr, exit=False)",
		"Would show the stacks after some time.",
		refuse("dump_traceback_later"),
	),
	def("cancel_dump_traceback_later", "($module, /)", "Takes back dump_traceback_later().", () => newNone()),
	def(
		"register",
		"($module, /, signum, file=sys.stderr, all_threads=True, chain=False)",
		"Would show the stacks at a signal.",
		refuse("register"),
	),
	def("unregister", "($module, signum, /)", "Takes back register().", () => newBool(false)),
];

export function initFaulthandler(): Own<PyModule> {
	return buildModule("faulthandler", "Stacks of threads.", functions);
}
