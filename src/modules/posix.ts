// The module `posix`: what a single process can ask of Linux. Paths are in posixFiles.ts and posixScandir.ts, descriptors in
// posixDescriptors.ts and posixTransfer.ts, processes and the machine in posixProcess.ts and posixConfiguration.ts. What starts
// other programs, makes sockets or changes the user is not there, as on a system without it. Mirrors Modules/posixmodule.c.

import { drop, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { indexAsNumber } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { auditEvent } from "../objects/auditEvents.ts";
import { newBytes } from "../objects/bytes.ts";
import { dictSet, newDict } from "../objects/dict.ts";
import { exceptionTypes, valueError } from "../objects/errors.ts";
import { raiseOSError } from "../objects/exceptionsRaise.ts";
import { newList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { newStr } from "../objects/str.ts";
import { addStateTypes, addType, buildModule, setOwned } from "./define.ts";
import { leadsToOpenFiles } from "./fileSystem.ts";
import { addConfigurationNames, configurationFunctions } from "./posixConfiguration.ts";
import { addConstants } from "./posixConstants.ts";
import { pathTextFunctions } from "./posixPathText.ts";
import { processFunctions, processTypes } from "./posixProcess.ts";
import { errorMessage } from "./errorNumbers.ts";
import { encodeText } from "./ioCodec.ts";
import { setVariable, variables } from "./environment.ts";
import { host } from "./host.ts";
import { fspath, pathBytes, pathText } from "./paths.ts";
import { descriptorFunctions } from "./posixDescriptors.ts";
import { fileFunctions } from "./posixFiles.ts";
import { DirEntryType, scandirFunction, ScandirIteratorType } from "./posixScandir.ts";
import { statResultType, statvfsResultType } from "./posixStat.ts";
import { transferFunctions } from "./posixTransfer.ts";

function strerror(_module: PyObject, code: PyObject): Own<PyObject> {
	const number = indexAsNumber(code, "OverflowError");
	return newStr(errorMessage(number));
}

function urandom(_module: PyObject, size: PyObject): Own<PyObject> {
	const count = indexAsNumber(size, "OverflowError");
	if (count < 0) valueError("negative argument not allowed");
	return newBytes(host().randomBytes(count));
}

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
	def("_create_environ", "($module, /)", "The environment, anew.", newEnvironment),
	...fileFunctions,
	...descriptorFunctions,
	...transferFunctions,
	...pathTextFunctions,
	...processFunctions,
	...configurationFunctions,
	def("putenv", "($module, name, value, /)", "Sets a variable of the environment.", putenv),
	def("unsetenv", "($module, name, /)", "Deletes a variable of the environment.", unsetenv),
	scandirFunction,
	def("fspath", "($module, /, path)", "The file system's form of a path.", (_m, path) => fspath(path)),
	def("strerror", "($module, code, /)", "The message of an error number.", strerror),
	def("urandom", "($module, size, /)", "Random bytes.", urandom),
	def(
		"register_at_fork",
		"($module, /, *, before=<unrepresentable>, after_in_child=<unrepresentable>, after_in_parent=<unrepresentable>)",
		null,
		() => newNone(),
	),
];

function newEnvironment(): Own<PyObject> {
	const dict = hold(newDict(), "environment");
	for (const [name, value] of Object.entries(variables())) {
		const key = hold(newBytes(encodeText(name, "utf-8", "surrogateescape")), "name");
		const text = hold(newBytes(encodeText(value, "utf-8", "surrogateescape")), "value");
		dictSet(dict, key, text);
		drop(text);
		drop(key);
	}
	return take(dict);
}

/** The abilities of the C library that `os` asks for. Those that go by an open directory need a host that has paths to what is open. */
const ABILITIES = "HAVE_FCHMOD HAVE_FTRUNCATE HAVE_LSTAT HAVE_LUTIMES HAVE_MEMFD_CREATE";
const ABILITIES_OF_DESCRIPTORS =
	"HAVE_FACCESSAT HAVE_FCHDIR HAVE_FCHMODAT HAVE_FCHOWN HAVE_FCHOWNAT HAVE_FDOPENDIR HAVE_FPATHCONF HAVE_FSTATAT HAVE_FSTATVFS " +
	"HAVE_FUTIMENS HAVE_FUTIMES HAVE_FUTIMESAT HAVE_LINKAT HAVE_LCHOWN HAVE_MKDIRAT HAVE_OPENAT HAVE_READLINKAT HAVE_RENAMEAT " +
	"HAVE_SYMLINKAT HAVE_UNLINKAT HAVE_UTIMENSAT";

function newAbilities(): Own<PyObject> {
	const names = ABILITIES.split(" ").concat(leadsToOpenFiles() ? ABILITIES_OF_DESCRIPTORS.split(" ") : []);
	return newList(names.map((name) => newStr(name) as Own<PyObject>));
}

export function initPosix(): Own<PyModule> {
	const module = hold(buildModule("posix", "What the operating system offers.", functions), "module posix");
	const dict = module.dict!;
	setOwned(dict, "environ", newEnvironment());
	setOwned(dict, "error", incref(exceptionTypes.OSError!));
	addType(module, DirEntryType);
	addStateTypes(module, [ScandirIteratorType]);
	setOwned(dict, "_have_functions", newAbilities());
	addType(module, statResultType());
	addType(module, statvfsResultType());
	for (const type of processTypes()) addType(module, type);
	addConstants(module);
	addConfigurationNames(module);
	return take(module);
}
