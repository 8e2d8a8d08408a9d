// The module `posix` as far as a program without an operating system of its own needs it: environment, files by the host
// (posixFiles.ts, posixScandir.ts). There are no other programs, so what starts or asks for them fails.
// Mirrors Modules/posixmodule.c.

import { drop, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { indexAsNumber } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { auditEvent } from "../objects/auditEvents.ts";
import { newBool } from "../objects/bool.ts";
import { newBytes } from "../objects/bytes.ts";
import { dictSet, newDict } from "../objects/dict.ts";
import { exceptionTypes, raiseError, valueError } from "../objects/errors.ts";
import { raiseOSError } from "../objects/exceptionsRaise.ts";
import { newInt } from "../objects/int.ts";
import { newList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { newStr } from "../objects/str.ts";
import { newStructSeqType } from "../objects/structseq.ts";
import { sendSignal } from "./_signal.ts";
import { addStateTypes, addType, buildModule, setOwned } from "./define.ts";
import { errorMessage } from "./errorNumbers.ts";
import { encodeText } from "./ioCodec.ts";
import { setVariable } from "./environment.ts";
import { host } from "./host.ts";
import { fspath, pathBytes, pathText } from "./paths.ts";
import { fileFunctions, statResultType } from "./posixFiles.ts";
import { DirEntryType, scandirFunction, ScandirIteratorType } from "./posixScandir.ts";

const THIS_PROCESS = 1;

const types = new Map<string, PyType>();

function structType(name: string, fields: string): PyType {
	let type = types.get(name);
	if (type === undefined) {
		const names = fields.split(" ").map((field) => ({ name: field }));
		type = newStructSeqType(name, "A result of the operating system.", names, names.length, true, true);
		types.set(name, type);
	}
	return type;
}

function strerror(_module: PyObject, code: PyObject): Own<PyObject> {
	const number = indexAsNumber(code, "OverflowError");
	return newStr(errorMessage(number));
}

function urandom(_module: PyObject, size: PyObject): Own<PyObject> {
	const count = indexAsNumber(size, "OverflowError");
	if (count < 0) valueError("negative argument not allowed");
	return newBytes(host().randomBytes(count));
}

/** What a host cannot do. Each fails as on a system that lacks it. */
const UNSUPPORTED: readonly (readonly [name: string, signature: string])[] = [
	["dup", "($module, fd, /)"],
	["pipe", "($module, /)"],
];

/** A name or value of the environment. May run Python code. */
function environmentText(value: PyObject): string {
	const text = pathText(value);
	return text.includes("\0") ? valueError("embedded null byte") : text;
}

/** The host keeps its environment: the change is for what runs here. */
function putenv(_module: PyObject, name: PyObject, value: PyObject): Own<PyObject> {
	const variable = environmentText(name);
	const text = environmentText(value);
	if (variable.includes("=")) valueError("illegal environment variable name");
	auditEvent("os.putenv", () => [pathBytes(variable), pathBytes(text)]);
	if (variable === "") raiseOSError(22, "Invalid argument");
	setVariable(variable, text);
	return newNone();
}

function unsetenv(_module: PyObject, name: PyObject): Own<PyObject> {
	const variable = environmentText(name);
	auditEvent("os.unsetenv", () => [pathBytes(variable)]);
	if (/^$|=/.test(variable)) raiseOSError(22, "Invalid argument");
	setVariable(variable, null);
	return newNone();
}

const functions: readonly MethodDef[] = [
	...fileFunctions,
	def("putenv", "($module, name, value, /)", "Sets a variable of the environment.", putenv),
	def("unsetenv", "($module, name, /)", "Deletes a variable of the environment.", unsetenv),
	scandirFunction,
	...UNSUPPORTED.map(([name, signature]) =>
		def(name, signature, "Not available in decref.", () => raiseOSError(38, "Function not implemented")),
	),
	def("waitpid", "($module, pid, options, /)", "Waits for a child process.", () => raiseOSError(10, "No child processes")),
	def("waitstatus_to_exitcode", "($module, /, status)", "The exit code of a wait status.", (_m, status) => {
		const number = indexAsNumber(status, "OverflowError");
		if ((number & 0x7f) === 0) return newInt((number >> 8) & 0xff);
		return (number & 0xff) === 0x7f
			? valueError(`process stopped by delivery of signal ${(number >> 8) & 0xff}`)
			: newInt(-(number & 0x7f));
	}),
	def("WIFSTOPPED", "($module, /, status)", "Whether a child was stopped.", (_m, status) =>
		newBool((indexAsNumber(status, "OverflowError") & 0xff) === 0x7f),
	),
	def("WSTOPSIG", "($module, /, status)", "The signal that stopped a child.", (_m, status) =>
		newInt((indexAsNumber(status, "OverflowError") >> 8) & 0xff),
	),
	def("getuid", "($module, /)", "The user's number.", () => newInt(0)),
	def("geteuid", "($module, /)", "The effective user's number.", () => newInt(0)),
	def("getgid", "($module, /)", "The group's number.", () => newInt(0)),
	def("getegid", "($module, /)", "The effective group's number.", () => newInt(0)),
	def("fspath", "($module, /, path)", "The file system's form of a path.", (_m, path) => fspath(path)),
	def("getpid", "($module, /)", "This process's number.", () => newInt(THIS_PROCESS)),
	def("kill", "($module, pid, signal, /)", "Sends a signal to this process; there are no others.", (_m, pid, signal) => {
		if (indexAsNumber(pid, "OverflowError") !== THIS_PROCESS) raiseOSError(3, "No such process");
		sendSignal(signal);
		return newNone();
	}),
	def("getppid", "($module, /)", "The parent process's number.", () => newInt(0)),
	def("cpu_count", "($module, /)", "How many processors there are.", () => newInt(1)),
	def("strerror", "($module, code, /)", "The message of an error number.", strerror),
	def("urandom", "($module, size, /)", "Random bytes.", urandom),
	def("get_terminal_size", "($module, fd=1, /)", "The terminal's size.", () => raiseOSError(25, "Inappropriate ioctl for device")),
	def("_exit", "($module, /, status)", "Ends at once: not possible here.", (_m, status) => raiseError("SystemExit", status)),
	def("register_at_fork", "($module, /, *, before=None, after_in_child=None, after_in_parent=None)", null, () => newNone()),
];

const FLAGS = {
	F_OK: 0,
	R_OK: 4,
	W_OK: 2,
	X_OK: 1,
	O_RDONLY: 0,
	O_WRONLY: 1,
	O_RDWR: 2,
	O_CREAT: 64,
	O_EXCL: 128,
	O_TRUNC: 512,
	O_APPEND: 1024,
	O_ACCMODE: 3,
	O_NONBLOCK: 2048,
	O_SYNC: 1052672,
	O_DIRECTORY: 65536,
	O_NOFOLLOW: 131072,
	O_CLOEXEC: 524288,
	EX_OK: 0,
	EX_USAGE: 64,
	WNOHANG: 1,
	P_ALL: 0,
};

function newEnvironment(): Own<PyObject> {
	const dict = hold(newDict(), "environment");
	for (const [name, value] of Object.entries(host().env)) {
		const key = hold(newBytes(encodeText(name, "utf-8", "surrogateescape")), "name");
		const text = hold(newBytes(encodeText(value, "utf-8", "surrogateescape")), "value");
		dictSet(dict, key, text);
		drop(text);
		drop(key);
	}
	return take(dict);
}

export function initPosix(): Own<PyModule> {
	const module = hold(buildModule("posix", "What the operating system offers.", functions), "module posix");
	const dict = module.dict!;
	setOwned(dict, "environ", newEnvironment());
	setOwned(dict, "error", incref(exceptionTypes.OSError!));
	addType(module, DirEntryType);
	addStateTypes(module, [ScandirIteratorType]);
	setOwned(dict, "_have_functions", newList([]));
	addType(module, statResultType());
	addType(module, structType("os.terminal_size", "columns lines"));
	addType(module, structType("posix.times_result", "user system children_user children_system elapsed"));
	addType(module, structType("posix.uname_result", "sysname nodename release version machine"));
	for (const [name, value] of Object.entries(FLAGS)) setOwned(dict, name, newInt(value));
	return take(module);
}
