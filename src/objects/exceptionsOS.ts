// OSError and its subclasses, chosen by errno. Mirrors Objects/exceptions.c, "OSError extends Exception".

import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { drop, hold, take } from "../heap/handles.ts";
import { incref } from "../heap/refcount.ts";
import { track } from "../heap/gc/tracking.ts";
import { indexAsNumber } from "./abstract.ts";
import { def } from "./args.ts";
import type { PyDict } from "./dict.ts";
import { attributeError } from "./errors.ts";
import { PyBaseException } from "./exception.ts";
import {
	BASE_EXCEPTION_SIZE,
	baseExceptionStr,
	defineException,
	rejectKeywords,
	reprText,
	setArgs,
	strText,
	structSlots,
} from "./exceptions.ts";
import { ExceptionType, setField } from "./exceptionsValue.ts";
import { isInt, newInt, type PyInt } from "./int.ts";
import type { PyObject, PyType } from "./object.ts";
import { None } from "./singletons.ts";
import { newStr } from "./str.ts";
import { emptyTuple, type PyTuple, tupleOf } from "./tuple.ts";

export class PyOSError extends PyBaseException {
	errno: PyObject | null;
	strerror: PyObject | null;
	filename: PyObject | null;
	filename2: PyObject | null;
	/** Characters written before the call would have blocked; -1 for not set. */
	written: number;

	constructor(type: PyType) {
		super(type);
		this.errno = null;
		this.strerror = null;
		this.filename = null;
		this.filename2 = null;
		this.written = -1;
	}
}

/** Whether a subclass overrides `__init__` but not `__new__`: then `__init__` does all the work. */
function usesInit(type: PyType): boolean {
	return type.init !== osErrorInit && type.new === osErrorNew;
}

function osErrorNew(given: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (usesInit(given)) {
		const self = given.alloc!(given) as Own<PyOSError>;
		self.args = own(emptyTuple);
		track(self);
		return self;
	}
	rejectKeywords(given, kwargs);
	const type = given === OSErrorType ? typeForErrno(args) : given;
	const self = hold(type.alloc!(type) as Own<PyOSError>, "new OSError");
	track(self);
	fill(self, args);
	return take(self);
}

function osErrorInit(self: PyOSError, args: PyTuple, kwargs: PyDict | null): void {
	if (!usesInit(self.type)) return;
	rejectKeywords(self.type, kwargs);
	fill(self, args);
}

function hasErrno(args: PyTuple): boolean {
	return args.items.length >= 2 && args.items.length <= 5;
}

function typeForErrno(args: PyTuple): PyType {
	const errno = args.items[0];
	if (!hasErrno(args) || !isInt(errno!)) return OSErrorType;
	return errnoTypes.get((errno as PyInt).value) ?? OSErrorType;
}

/** Sets errno, strerror, filename (argument 3; argument 4 is Windows' own number) and filename2 (argument 5), and args. */
function fill(self: PyOSError, args: PyTuple): void {
	const [errno, strerror, filename, , filename2] = hasErrno(args) ? args.items : [];
	let kept: Own<PyTuple> | null = null;
	if (filename !== undefined && filename !== None) {
		if (self.type === BlockingIOErrorType && filename.type.nbIndex !== null) {
			self.written = indexAsNumber(filename, "ValueError");
		} else {
			setField(self, "filename", filename);
			if (filename2 !== undefined && filename2 !== None) setField(self, "filename2", filename2);
			kept = tupleOf(args.items[0]!, args.items[1]!);
		}
	}
	setField(self, "errno", errno ?? null);
	setField(self, "strerror", strerror ?? null);
	setArgs(self, kept ?? incref(args));
}

function osErrorStr(self: PyOSError): Own<PyObject> {
	const { errno, strerror, filename, filename2 } = self;
	if (filename !== null) {
		const start = `[Errno ${strText(errno ?? None)}] ${strText(strerror ?? None)}: ${reprText(filename)}`;
		return newStr(filename2 === null ? start : `${start} -> ${reprText(filename2)}`);
	}
	if (errno !== null && strerror !== null) return newStr(`[Errno ${strText(errno)}] ${strText(strerror)}`);
	return baseExceptionStr(self);
}

function osErrorReduce(self: PyOSError): Own<PyObject> {
	const args = hold(reducedArguments(self), "arguments of the exception");
	const reduced = self.dict !== null ? tupleOf(self.type, args, self.dict) : tupleOf(self.type, args);
	drop(args);
	return reduced;
}

function reducedArguments(self: PyOSError): Own<PyTuple> {
	const args = self.args!;
	if (args.items.length !== 2 || self.filename === null) return incref(args);
	const [errno, strerror] = args.items as [PyObject, PyObject];
	if (self.filename2 === null) return tupleOf(errno, strerror, self.filename);
	return tupleOf(errno, strerror, self.filename, None, self.filename2);
}

function getWritten(self: PyOSError): Own<PyObject> {
	return self.written === -1 ? attributeError("characters_written") : newInt(self.written);
}

function setWritten(self: PyOSError, value: PyObject | null): void {
	if (value === null && self.written === -1) attributeError("characters_written");
	self.written = value === null ? -1 : indexAsNumber(value, "ValueError");
}

export const OSErrorType = defineException("OSError", ExceptionType, "Base class for I/O related errors.", {
	basicsize: BASE_EXCEPTION_SIZE + 40,
	alloc: (type) => own(new PyOSError(type)),
	new: osErrorNew,
	init: osErrorInit,
	str: osErrorStr,
	...structSlots([
		["errno", "errno"],
		["strerror", "strerror"],
		["filename", "filename"],
		["filename2", "filename2"],
	]),
	methods: [def("__reduce__", "($self, /)", null, osErrorReduce)],
	getset: [{ name: "characters_written", get: getWritten, set: setWritten }],
	members: [
		{ name: "errno", field: "errno", optional: true, doc: "POSIX exception code" },
		{ name: "strerror", field: "strerror", optional: true, doc: "exception strerror" },
		{ name: "filename", field: "filename", optional: true, doc: "exception filename" },
		{ name: "filename2", field: "filename2", optional: true, doc: "second exception filename" },
	],
});

export const BlockingIOErrorType = defineException("BlockingIOError", OSErrorType, "I/O operation would block.");
const ConnectionErrorType = defineException("ConnectionError", OSErrorType, "Connection error.");
const ChildProcessErrorType = defineException("ChildProcessError", OSErrorType, "Child process error.");
const BrokenPipeErrorType = defineException("BrokenPipeError", ConnectionErrorType, "Broken pipe.");
const ConnectionAbortedErrorType = defineException("ConnectionAbortedError", ConnectionErrorType, "Connection aborted.");
const ConnectionRefusedErrorType = defineException("ConnectionRefusedError", ConnectionErrorType, "Connection refused.");
const ConnectionResetErrorType = defineException("ConnectionResetError", ConnectionErrorType, "Connection reset.");
const FileExistsErrorType = defineException("FileExistsError", OSErrorType, "File already exists.");
const FileNotFoundErrorType = defineException("FileNotFoundError", OSErrorType, "File not found.");
const IsADirectoryErrorType = defineException("IsADirectoryError", OSErrorType, "Operation doesn't work on directories.");
const NotADirectoryErrorType = defineException("NotADirectoryError", OSErrorType, "Operation only works on directories.");
const InterruptedErrorType = defineException("InterruptedError", OSErrorType, "Interrupted by signal.");
const PermissionErrorType = defineException("PermissionError", OSErrorType, "Not enough permissions.");
const ProcessLookupErrorType = defineException("ProcessLookupError", OSErrorType, "Process not found.");
const TimeoutErrorType = defineException("TimeoutError", OSErrorType, "Timeout expired.");

/** Linux's numbers. */
const errnoTypes = new Map<number | bigint, PyType>([
	[1, PermissionErrorType],
	[2, FileNotFoundErrorType],
	[3, ProcessLookupErrorType],
	[4, InterruptedErrorType],
	[10, ChildProcessErrorType],
	[11, BlockingIOErrorType],
	[13, PermissionErrorType],
	[17, FileExistsErrorType],
	[20, NotADirectoryErrorType],
	[21, IsADirectoryErrorType],
	[32, BrokenPipeErrorType],
	[103, ConnectionAbortedErrorType],
	[104, ConnectionResetErrorType],
	[108, BrokenPipeErrorType],
	[110, TimeoutErrorType],
	[111, ConnectionRefusedErrorType],
	[114, BlockingIOErrorType],
	[115, BlockingIOErrorType],
]);
