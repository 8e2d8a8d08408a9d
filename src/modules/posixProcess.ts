// The functions of `posix` that tell of processes, users and the machine. There is one process, number 1, of user 0, without
// children; whatever asks for another one fails as on a system that has no such process. Read `processFunctions` first.
// Mirrors Modules/posixmodule.c.

import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { indexAsNumber, sequenceList } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { newBytes } from "../objects/bytes.ts";
import { cIntArgument, integerArgument, sizeArgument } from "../objects/conversions.ts";
import { overflowError, raiseError, typeError, valueError } from "../objects/errors.ts";
import { raiseOSError } from "../objects/exceptionsRaise.ts";
import { newFloat } from "../objects/float.ts";
import { isInt, newInt } from "../objects/int.ts";
import { newList, type PyList } from "../objects/list.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { newSet, setAdd } from "../objects/set.ts";
import { newNone, None } from "../objects/singletons.ts";
import { newStr } from "../objects/str.ts";
import { newStructSeq, newStructSeqType } from "../objects/structseq.ts";
import { threads } from "../objects/threads.ts";
import { newTuple, type PyTuple } from "../objects/tuple.ts";
import { block, registerBlocking, Wait } from "../vm/scheduler.ts";
import { sendSignal, sendToSystem } from "./_signal.ts";
import { track } from "../heap/gc/tracking.ts";
import type { PyDict } from "../objects/dict.ts";
import { bindSlotArguments, eitherParameters } from "./define.ts";
import { drop, hold, take } from "../heap/handles.ts";
import { raiseFileError, withFiles } from "./fileSystem.ts";
import { FileError } from "./fileTypes.ts";
import { host } from "./host.ts";

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

const terminalSizeType = (): PyType => structType("os.terminal_size", "columns lines");
const timesType = (): PyType => structType("posix.times_result", "user system children_user children_system elapsed");
const unameType = (): PyType => structType("posix.uname_result", "sysname nodename release version machine");
const waitidType = (): PyType => structType("waitid_result", "si_pid si_uid si_signo si_status si_code");

/** The types of results that have a name in the module. */
export const processTypes = (): readonly PyType[] => [terminalSizeType(), timesType(), unameType(), waitidType(), schedParamType()];

function times(): Own<PyObject> {
	const seconds = [Number(host().processTime()) / 1e9, 0, 0, 0, Number(host().monotonic()) / 1e9];
	return newStructSeq(
		timesType(),
		seconds.map((value) => newFloat(value) as Own<PyObject>),
	);
}

function uname(): Own<PyObject> {
	const { nodename = "localhost", release = "", version = "", machine = "" } = host().system?.uname() ?? {};
	return newStructSeq(
		unameType(),
		["Linux", nodename, release, version, machine].map((text) => newStr(text) as Own<PyObject>),
	);
}

function loadAverages(): Own<PyObject> {
	const averages = host().system?.loadAverages() ?? raiseError("OSError", "Load averages are unobtainable");
	return newTuple(averages.map((value) => newFloat(value) as Own<PyObject>));
}

function terminalSize(_module: PyObject, fd: PyObject | null): Own<PyObject> {
	const number = cIntArgument(fd, 1);
	const size = withFiles((_, open) => {
		const known = open.at(number).isTerminal() ? host().system?.terminalSize(number) : undefined;
		if (known === undefined) throw new FileError("ENOTTY");
		return known;
	});
	return newStructSeq(terminalSizeType(), [newInt(size.columns) as Own<PyObject>, newInt(size.lines)]);
}

function exitAtOnce(_module: PyObject, status: PyObject): never {
	const code = cIntArgument(status);
	host().system?.exit(code);
	raiseError("SystemExit", status);
}

function kill(_module: PyObject, pid: PyObject, signal: PyObject): Own<PyObject> {
	if (indexAsNumber(pid, "OverflowError") !== THIS_PROCESS) raiseFileError("ESRCH");
	sendSignal(signal);
	return newNone();
}

/** A process's number in answer to a question that can only be about this one. */
const ofThisProcess = (name: string, signature: string, doc: string): MethodDef =>
	def(name, signature, doc, (_m, pid: PyObject | undefined) => {
		if (pid !== undefined && ![0, THIS_PROCESS].includes(cIntArgument(pid))) raiseFileError("ESRCH");
		return newInt(THIS_PROCESS);
	});

const noChildren = (): never => raiseFileError("ECHILD");

// The status of a process that has ended, as wait(2) gives it

const exitStatus = (status: number): number => (status >> 8) & 0xff;
const endingSignal = (status: number): number => status & 0x7f;
const isStopped = (status: number): boolean => (status & 0xff) === 0x7f;

const ofStatus = (name: string, doc: string, answer: (status: number) => number | boolean, signature = "($module, /, status)"): MethodDef =>
	def(name, signature, doc, (_m, status) => {
		const result = answer(cIntArgument(status));
		return typeof result === "number" ? newInt(result) : newBool(result);
	});

function exitCode(status: number): number {
	if (endingSignal(status) === 0) return exitStatus(status);
	return isStopped(status) ? valueError(`process stopped by delivery of signal ${exitStatus(status)}`) : -endingSignal(status);
}

const statusFunctions: readonly MethodDef[] = [
	ofStatus("WCOREDUMP", "Whether a child left a core dump.", (status) => (status & 0x80) !== 0, "($module, status, /)"),
	ofStatus("WEXITSTATUS", "The exit code of a child.", exitStatus),
	ofStatus("WIFCONTINUED", "Whether a child went on.", (status) => status === 0xffff),
	ofStatus("WIFEXITED", "Whether a child ended by itself.", (status) => endingSignal(status) === 0),
	ofStatus("WIFSIGNALED", "Whether a signal ended a child.", (status) => endingSignal(status) !== 0 && endingSignal(status) !== 0x7f),
	ofStatus("WIFSTOPPED", "Whether a child was stopped.", isStopped),
	ofStatus("WSTOPSIG", "The signal that stopped a child.", exitStatus),
	ofStatus("WTERMSIG", "The signal that ended a child.", endingSignal),
	ofStatus("waitstatus_to_exitcode", "The exit code of a wait status.", exitCode),
];

// Numbers of devices

/** A `dev_t`. */
function deviceArgument(value: PyObject): bigint {
	const device = BigInt(integerArgument(value));
	if (device < -1n) overflowError("can't convert negative int to unsigned");
	return device >= 2n ** 64n ? overflowError("int too big to convert") : BigInt.asUintN(64, device);
}

/** -1 stands for no device. */
function devicePart(part: (device: bigint) => bigint): (module: PyObject, device: PyObject) => Own<PyObject> {
	return (_module, value) => {
		const device = deviceArgument(value);
		return newInt(device === 2n ** 64n - 1n ? -1 : part(device));
	};
}

function partArgument(value: PyObject): bigint {
	const part = BigInt(integerArgument(value));
	return part < -1n || part >= 2n ** 32n ? overflowError("Python int too large to convert to C unsigned int") : BigInt.asUintN(32, part);
}

function makedev(_module: PyObject, major: PyObject, minor: PyObject): Own<PyObject> {
	const [a, b] = [partArgument(major), partArgument(minor)];
	if (a === 0xffffffffn && b === 0xffffffffn) return newInt(-1);
	return newInt((b & 0xffn) | ((a & 0xfffn) << 8n) | ((b & ~0xffn) << 12n) | ((a & ~0xfffn) << 32n));
}

// The scheduler, and chance

const SCHED_FIFO = 1;
const SCHED_RR = 2;
const POLICIES: ReadonlySet<number> = new Set([0, SCHED_FIFO, SCHED_RR, 3, 5, 6]);

const priorityBound = (name: string, ofRealTime: number): MethodDef =>
	def(name, "($module, /, policy)", "A bound of the priorities of a policy.", (_m, policy) => {
		const which = cIntArgument(policy);
		if (!POLICIES.has(which)) raiseFileError("EINVAL");
		return newInt(which === SCHED_FIFO || which === SCHED_RR ? ofRealTime : 0);
	});

function affinity(_module: PyObject, pid: PyObject): Own<PyObject> {
	if (![0, THIS_PROCESS].includes(cIntArgument(pid))) raiseFileError("ESRCH");
	const processors = hold(newSet(), "processors");
	const first = hold(newInt(0), "processor");
	setAdd(processors, first);
	drop(first);
	return take(processors);
}

/** There is processor 0, and the process is on it. */
function setAffinity(_module: PyObject, pid: PyObject, mask: PyObject): Own<PyObject> {
	const process = cIntArgument(pid);
	const numbers = hold(sequenceList(mask) as Own<PyList>, "processors");
	const wanted = numbers.items.map((item) => {
		if (!isInt(item)) typeError(`expected an iterator of ints, but iterator yielded <class '${item.type.name}'>`);
		const number = cIntArgument(item);
		return number < 0 ? valueError("negative CPU number") : number;
	});
	drop(numbers);
	if (![0, THIS_PROCESS].includes(process)) raiseFileError("ESRCH");
	if (!wanted.includes(0)) raiseFileError("EINVAL");
	return newNone();
}

/** Its one field can be anything until it is used. */
function schedParamNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const [priority] = bindSlotArguments("sched_param", eitherParameters(["sched_priority"], 1), args, kwargs);
	const made = newStructSeq(type, [incref(priority!)]);
	track(made);
	return made;
}

function schedParamReduce(self: PyTuple): Own<PyObject> {
	return newTuple([incref(self.type as PyObject), newTuple([incref(self.items[0]!)])]);
}

let schedParam: PyType | null = null;

function schedParamType(): PyType {
	return (schedParam ??= newStructSeqType(
		"posix.sched_param",
		"sched_param(sched_priority)\n--\n\nWhat a scheduling policy is given.",
		[{ name: "sched_priority" }],
		1,
		true,
		true,
		{ new: schedParamNew, methods: [def("__reduce__", "($self, /)", null, schedParamReduce)] },
	));
}

function priorityOf(param: PyObject): number {
	if (param.type !== schedParamType()) typeError("must have a sched_param object");
	const number = integerArgument((param as PyTuple).items[0]!);
	if (number < -(2 ** 31) || number >= 2 ** 31) overflowError("sched_priority out of range");
	return Number(number);
}

/** The only policy is the usual one, without priorities; a program may not set another. */
function setScheduler(_module: PyObject, pid: PyObject, policy: PyObject, param: PyObject): Own<PyObject> {
	const [process, which, priority] = [cIntArgument(pid), cIntArgument(policy), priorityOf(param)];
	checkScheduled(process);
	const isRealTime = which === SCHED_FIFO || which === SCHED_RR;
	if (!POLICIES.has(which) || (isRealTime ? priority < 1 || priority > 99 : priority !== 0)) raiseFileError("EINVAL");
	if (which !== 0) raiseFileError("EPERM");
	return newNone();
}

function checkScheduled(process: number): void {
	if (process < 0) raiseFileError("EINVAL");
	if (process !== 0 && process !== THIS_PROCESS) raiseFileError("ESRCH");
}

const schedulerFunctions: readonly MethodDef[] = [
	def("sched_getscheduler", "($module, pid, /)", "The scheduling policy.", (_m, pid) => {
		checkScheduled(cIntArgument(pid));
		return newInt(0);
	}),
	def("sched_getparam", "($module, pid, /)", "What the scheduling policy was given.", (_m, pid) => {
		checkScheduled(cIntArgument(pid));
		return newStructSeq(schedParamType(), [newInt(0) as Own<PyObject>]);
	}),
	def("sched_setscheduler", "($module, pid, policy, param, /)", "Sets the scheduling policy.", setScheduler),
	def("sched_setparam", "($module, pid, param, /)", "Sets what the scheduling policy is given.", (_m, pid, param) => {
		const [process, priority] = [cIntArgument(pid), priorityOf(param)];
		checkScheduled(process);
		return priority === 0 ? newNone() : raiseFileError("EINVAL");
	}),
	def("sched_rr_get_interval", "($module, pid, /)", "The length of a turn: there are none.", (_m, pid) => {
		checkScheduled(cIntArgument(pid));
		return newFloat(0);
	}),
	def("sched_setaffinity", "($module, pid, mask, /)", "Sets the processors that this process may use.", setAffinity),
];

/** Lets another thread go on, if there is one that can. */
const yieldFunction = def("sched_yield", "($module, /)", "Lets others run.", (module) => {
	if (threads.all.length === 1) return newNone();
	const wait = new Wait(
		() => "its turn",
		0,
		() => incref(None),
	);
	wait.isSleep = true;
	return block(module as PyObject, wait);
});
registerBlocking([yieldFunction]);

function getrandom(_module: PyObject, size: PyObject, flags: PyObject | null): Own<PyObject> {
	const [count, bits] = [sizeArgument(size), cIntArgument(flags)];
	return count < 0 || (bits & ~3) !== 0 ? raiseOSError(22, "Invalid argument") : newBytes(host().randomBytes(count));
}

const number = (name: string, doc: string, value: number): MethodDef => def(name, "($module, /)", doc, () => newInt(value));
const threeNumbers = (name: string, doc: string): MethodDef =>
	def(name, "($module, /)", doc, () => newTuple([0, 0, 0].map((value) => newInt(value) as Own<PyObject>)));

export const processFunctions: readonly MethodDef[] = [
	number("getuid", "The user's number.", 0),
	number("geteuid", "The effective user's number.", 0),
	number("getgid", "The group's number.", 0),
	number("getegid", "The effective group's number.", 0),
	threeNumbers("getresuid", "The real, effective and saved user's numbers."),
	threeNumbers("getresgid", "The real, effective and saved group's numbers."),
	def("getgroups", "($module, /)", "Numbers of other groups.", () => newList([])),
	def("getlogin", "($module, /)", "The name of who has logged in: nobody.", () => raiseFileError("ENXIO")),
	number("getpid", "This process's number.", THIS_PROCESS),
	number("getppid", "The parent process's number.", 0),
	ofThisProcess("getpgid", "($module, /, pid)", "The process group's number."),
	ofThisProcess("getpgrp", "($module, /)", "This process group's number."),
	ofThisProcess("getsid", "($module, pid, /)", "The session's number."),
	def("kill", "($module, pid, signal, /)", "Sends a signal to this process; there are no others.", kill),
	def("killpg", "($module, pgid, signal, /)", "Sends a signal to this process group.", kill),
	def("abort", "($module, /)", "Ends the process as a failure.", () => {
		sendToSystem(6);
		throw new Error("the process was to end");
	}),
	def("_exit", "($module, /, status)", "Ends the process at once.", exitAtOnce),
	def("wait", "($module, /)", "Waits for a child process.", noChildren),
	def("wait3", "($module, /, options)", "Waits for a child process.", noChildren),
	def("wait4", "($module, /, pid, options)", "Waits for a child process.", noChildren),
	def("waitid", "($module, idtype, id, options, /)", "Waits for a child process.", noChildren),
	def("waitpid", "($module, pid, options, /)", "Waits for a child process.", noChildren),
	...statusFunctions,
	number("cpu_count", "How many processors there are.", 1),
	def("sched_getaffinity", "($module, pid, /)", "The processors that this process may use.", affinity),
	priorityBound("sched_get_priority_max", 99),
	priorityBound("sched_get_priority_min", 1),
	...schedulerFunctions,
	yieldFunction,
	def("times", "($module, /)", "Processor times.", times),
	def("uname", "($module, /)", "The system's names.", uname),
	def("getloadavg", "($module, /)", "How busy the machine is.", loadAverages),
	def("get_terminal_size", "($module, fd=<unrepresentable>, /)", "The terminal's size.", terminalSize),
	def("ctermid", "($module, /)", "The name of the terminal.", () => newStr("/dev/tty")),
	def(
		"major",
		"($module, device, /)",
		"The first part of a device's number.",
		devicePart((d) => ((d >> 8n) & 0xfffn) | ((d >> 32n) & 0xfffff000n)),
	),
	def(
		"minor",
		"($module, device, /)",
		"The second part of a device's number.",
		devicePart((d) => (d & 0xffn) | ((d >> 12n) & 0xffffff00n)),
	),
	def("makedev", "($module, major, minor, /)", "The number of a device.", makedev),
	def("getrandom", "($module, /, size, flags=0)", "Random bytes.", getrandom),
];
