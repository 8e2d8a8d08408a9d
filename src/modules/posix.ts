// The module `posix` as far as a program without an operating system of its own needs it: environment, working directory,
// looking at files of the host. What would change the outside is not there, so `os` lacks it too.
// Mirrors Modules/posixmodule.c.

import { drop, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { callBoundSpecial, indexAsNumber } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { isBytes, newBytes, type PyBytes } from "../objects/bytes.ts";
import { dictSet, newDict } from "../objects/dict.ts";
import { exceptionTypes, raiseError, typeError, valueError } from "../objects/errors.ts";
import { raiseOSError } from "../objects/exceptionsRaise.ts";
import { newFloat } from "../objects/float.ts";
import { newInt } from "../objects/int.ts";
import { newList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "../objects/str.ts";
import { newStructSeq, newStructSeqType } from "../objects/structseq.ts";
import { sendSignal } from "./_signal.ts";
import { buildModule, setOwned } from "./define.ts";
import { encodeText } from "./ioCodec.ts";
import { host } from "./host.ts";

const THIS_PROCESS = 1;

/** `os.fspath`. New. */
function fspath(path: PyObject): Own<PyObject> {
	if (isStr(path) || isBytes(path)) return incref(path as PyObject);
	const result = callBoundSpecial(path, internStr("__fspath__"));
	if (result === null) return typeError(`expected str, bytes or os.PathLike object, not ${path.type.name}`);
	if (isStr(result) || isBytes(result)) return result;
	hold(result, "result of __fspath__");
	return typeError(`expected ${path.type.name}.__fspath__() to return str or bytes, not ${result.type.name}`);
}

export function pathText(path: PyObject): string {
	const value = hold(fspath(path), "path");
	const text = isStr(value) ? (value as PyStr).value : new TextDecoder().decode((value as PyBytes).value);
	drop(value);
	return text;
}

const types = new Map<string, PyType>();

function structType(name: string, fields: string): PyType {
	let type = types.get(name);
	if (type === undefined) {
		const names = fields.split(" ").map((field) => ({ name: field === "." ? null : field }));
		const visible = name === "stat_result" ? 10 : names.length;
		type = newStructSeqType(`os.${name}`, "A result of the operating system.", names, visible);
		types.set(name, type);
	}
	return type;
}

const STAT_FIELDS =
	"st_mode st_ino st_dev st_nlink st_uid st_gid st_size . . . st_atime st_mtime st_ctime st_atime_ns st_mtime_ns st_ctime_ns";
const REGULAR_FILE = 0o100644;

/** Only what a host can tell: that there is a file, and its size. */
function stat(_module: PyObject, path: PyObject): Own<PyObject> {
	const bytes = host().readFile(pathText(path));
	if (bytes === null) return raiseOSError(2, "No such file or directory", path);
	const numbers = [REGULAR_FILE, 0, 0, 1, 0, 0, bytes.length, 0, 0, 0];
	const times = [newFloat(0), newFloat(0), newFloat(0), newInt(0), newInt(0), newInt(0)];
	return newStructSeq(structType("stat_result", STAT_FIELDS), [...numbers.map((n) => newInt(n) as Own<PyObject>), ...times]);
}

const MESSAGES: { readonly [errno: number]: string } = {
	1: "Operation not permitted",
	2: "No such file or directory",
	3: "No such process",
	4: "Interrupted system call",
	5: "Input/output error",
	9: "Bad file descriptor",
	11: "Resource temporarily unavailable",
	12: "Cannot allocate memory",
	13: "Permission denied",
	17: "File exists",
	20: "Not a directory",
	21: "Is a directory",
	22: "Invalid argument",
	28: "No space left on device",
	32: "Broken pipe",
	38: "Function not implemented",
	110: "Connection timed out",
};

function strerror(_module: PyObject, code: PyObject): Own<PyObject> {
	const number = indexAsNumber(code, "OverflowError");
	return newStr(MESSAGES[number] ?? `Unknown error ${number}`);
}

function urandom(_module: PyObject, size: PyObject): Own<PyObject> {
	const count = indexAsNumber(size, "OverflowError");
	if (count < 0) valueError("negative argument not allowed");
	return newBytes(host().randomBytes(count));
}

function isatty(_module: PyObject, descriptor: PyObject): Own<PyObject> {
	const number = indexAsNumber(descriptor, "OverflowError");
	return newBool(number === 0 ? host().stdinIsTerminal() : number < 3 && host().stdoutIsTerminal());
}

function pathExists(path: PyObject): boolean {
	return host().readFile(pathText(path)) !== null;
}

/** What would open or change files, or tell of other processes: a host has none of it yet. Each fails as on a system that lacks it. */
const UNSUPPORTED: readonly (readonly [name: string, signature: string])[] = [
	["access", "($module, /, path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)"],
	["chdir", "($module, /, path)"],
	["chmod", "($module, /, path, mode, *, dir_fd=None, follow_symlinks=True)"],
	["close", "($module, /, fd)"],
	["dup", "($module, fd, /)"],
	["fstat", "($module, /, fd)"],
	["fsync", "($module, /, fd)"],
	["ftruncate", "($module, fd, length, /)"],
	["link", "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)"],
	["lseek", "($module, fd, position, whence, /)"],
	["mkdir", "($module, /, path, mode=511, *, dir_fd=None)"],
	["open", "($module, /, path, flags, mode=511, *, dir_fd=None)"],
	["pipe", "($module, /)"],
	["read", "($module, fd, length, /)"],
	["readlink", "($module, /, path, *, dir_fd=None)"],
	["remove", "($module, /, path, *, dir_fd=None)"],
	["rename", "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)"],
	["replace", "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)"],
	["rmdir", "($module, /, path, *, dir_fd=None)"],
	["scandir", "($module, /, path=None)"],
	["symlink", "($module, /, src, dst, target_is_directory=False, *, dir_fd=None)"],
	["truncate", "($module, /, path, length)"],
	["unlink", "($module, /, path, *, dir_fd=None)"],
	["utime", "($module, /, path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)"],
	["write", "($module, fd, data, /)"],
];

const functions: readonly MethodDef[] = [
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
	def("getcwd", "($module, /)", "The working directory.", () => newStr(host().cwd())),
	def("getcwdb", "($module, /)", "The working directory as bytes.", () => newBytes(new TextEncoder().encode(host().cwd()))),
	def("getpid", "($module, /)", "This process's number.", () => newInt(THIS_PROCESS)),
	def("kill", "($module, pid, signal, /)", "Sends a signal to this process; there are no others.", (_m, pid, signal) => {
		if (indexAsNumber(pid, "OverflowError") !== THIS_PROCESS) raiseOSError(3, "No such process");
		sendSignal(signal);
		return newNone();
	}),
	def("getppid", "($module, /)", "The parent process's number.", () => newInt(0)),
	def("cpu_count", "($module, /)", "How many processors there are.", () => newInt(1)),
	def("stat", "($module, /, path, *, dir_fd=None, follow_symlinks=True)", "What is known of a file.", stat),
	def("lstat", "($module, /, path, *, dir_fd=None)", "What is known of a file.", stat),
	def("_path_exists", "($module, /, path)", null, (_m, path) => newBool(pathExists(path))),
	def("_path_lexists", "($module, /, path)", null, (_m, path) => newBool(pathExists(path))),
	def("_path_isfile", "($module, /, path)", null, (_m, path) => newBool(pathExists(path))),
	def("_path_isdir", "($module, /, path)", null, () => newBool(false)),
	def("_path_islink", "($module, /, path)", null, () => newBool(false)),
	def("listdir", "($module, /, path=None)", "The names in a directory.", (_m, path) => raiseOSError(13, "Permission denied", path)),
	def("strerror", "($module, code, /)", "The message of an error number.", strerror),
	def("urandom", "($module, size, /)", "Random bytes.", urandom),
	def("isatty", "($module, fd, /)", "Whether a file descriptor is a terminal.", isatty),
	def("get_terminal_size", "($module, fd=1, /)", "The terminal's size.", () => raiseOSError(25, "Inappropriate ioctl for device")),
	def("_exit", "($module, /, status)", "Ends at once: not possible here.", (_m, status) => raiseError("SystemExit", status)),
	def("register_at_fork", "($module, /, *, before=None, after_in_child=None, after_in_parent=None)", null, () => newNone()),
	def("umask", "($module, mask, /)", null, () => newInt(0o22)),
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
	O_NONBLOCK: 2048,
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
	setOwned(dict, "_have_functions", newList([]));
	setOwned(dict, "stat_result", incref(structType("stat_result", STAT_FIELDS)));
	setOwned(dict, "terminal_size", incref(structType("terminal_size", "columns lines")));
	setOwned(dict, "times_result", incref(structType("times_result", "user system children_user children_system elapsed")));
	setOwned(dict, "uname_result", incref(structType("uname_result", "sysname nodename release version machine")));
	for (const [name, value] of Object.entries(FLAGS)) setOwned(dict, name, newInt(value));
	return take(module);
}
