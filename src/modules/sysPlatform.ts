// What `sys` offers beyond the interpreter's own state: audit hooks, hooks of asynchronous generators, the machinery for
// profilers and debuggers from outside (of which there is none in decref), and statistics. Mirrors Python/sysmodule.c.

import { registerRoots } from "../heap/audit.ts";
import { mark } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { heap } from "../heap/header.ts";
import { incref, xdecref } from "../heap/refcount.ts";
import { isCallable } from "../objects/abstract.ts";
import { inArgumentTuple } from "../objects/abstractCall.ts";
import { checkParsed, checkPositional, def, defRaw, type MethodDef, noKeywords } from "../objects/args.ts";
import { asyncGeneratorHooks } from "../objects/asyncGenerator.ts";
import { registerPerThread } from "../objects/threads.ts";
import { addAuditHook, auditEvent, clearAuditHooks } from "../objects/auditEvents.ts";
import { newBool } from "../objects/bool.ts";
import { badArgument, cIntArgument } from "../objects/conversions.ts";
import { caught, clearException, exceptionMatches, notImplementedError, raiseError, typeError, valueError } from "../objects/errors.ts";
import { fullyQualifiedName } from "../objects/typeNames.ts";
import { newInt } from "../objects/int.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { interpreter } from "../objects/state.ts";
import { isStr, type PyStr } from "../objects/str.ts";
import { newStructSeq, newStructSeqType } from "../objects/structseq.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { dictGetStr } from "../objects/dict.ts";
import type { PyModule } from "../objects/module.ts";
import { internStr } from "../objects/str.ts";
import { buildModule } from "./define.ts";
import { host } from "./host.ts";
import { moduleHooks } from "./hooks.ts";
import { pathText } from "./paths.ts";

// Audit hooks

const auditArguments = inArgumentTuple((_module, args) => {
	const event = args[0]!;
	if (!isStr(event)) return badArgument("audit", "argument 1", "str", event);
	if (event.value.includes("\0")) valueError("embedded null character");
	auditEvent(event.value, () => args.slice(1).map((arg) => incref(arg)));
	return newNone();
});

function audit(module: PyObject, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	noKeywords("sys.audit", kwnames);
	checkPositional("audit", args.length, 1, Number.POSITIVE_INFINITY);
	return auditArguments(module, args, null);
}

/** The hooks there are may refuse another: by an Exception silently. */
function addHook(_module: PyObject, hook: PyObject): Own<PyObject> {
	const since = mark();
	try {
		auditEvent("sys.addaudithook");
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("Exception")) throw thrown;
		clearException();
		return newNone();
	}
	addAuditHook(hook);
	return newNone();
}

// Hooks of asynchronous generators

type Hooks = typeof asyncGeneratorHooks;

function visitHooks({ firstiter, finalizer }: Hooks, visit: Visit): void {
	if (firstiter !== null) visit(firstiter, "firstiter hook");
	if (finalizer !== null) visit(finalizer, "finalizer hook");
}

registerRoots("hooks of asynchronous generators", (visit) => visitHooks(asyncGeneratorHooks, visit));
registerPerThread<Hooks>({
	fresh: () => ({ firstiter: null, finalizer: null }),
	get: () => ({ ...asyncGeneratorHooks }),
	set: (hooks) => Object.assign(asyncGeneratorHooks, hooks),
	visit: visitHooks,
	clear: () => {
		for (const name of HOOK_NAMES) setHook(name, None);
	},
});

let hooksType: PyType | null = null;

function getHooks(): Own<PyObject> {
	hooksType ??= newStructSeqType(
		"asyncgen_hooks",
		"What is called at the first step and at the end of asynchronous generators.",
		[
			{ name: "firstiter", doc: "Called before the first step." },
			{ name: "finalizer", doc: "Called instead of closing one that is no longer used." },
		],
		2,
	);
	const { firstiter, finalizer } = asyncGeneratorHooks;
	return newStructSeq(hooksType, [incref(firstiter ?? None), incref(finalizer ?? None)]);
}

const HOOK_NAMES = ["firstiter", "finalizer"] as const;
type HookName = (typeof HOOK_NAMES)[number];

function checkHook(name: HookName, value: PyObject | null): void {
	if (value !== null && value !== None && !isCallable(value)) typeError(`callable ${name} expected, got ${typeText(value)}`);
}

const typeText = (value: PyObject): string => fullyQualifiedName(value.type);

function setHook(name: HookName, value: PyObject | null): void {
	if (value === null) return;
	const old = asyncGeneratorHooks[name];
	asyncGeneratorHooks[name] = value === None ? null : incref(value);
	xdecref(old);
}

/** Positional or by name; checked before any is set, the finalizer first. */
function setHooks(_module: PyObject, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const names = (kwnames === null ? [] : kwnames.items) as unknown as readonly PyStr[];
	const positional = args.length - names.length;
	checkParsed(null, args.length, 0, 2);
	const given: { [name in HookName]: PyObject | null } = { firstiter: null, finalizer: null };
	HOOK_NAMES.forEach((name, i) => {
		if (i < positional) given[name] = args[i]!;
	});
	names.forEach(({ value: name }, i) => {
		if (!HOOK_NAMES.includes(name as HookName)) typeError(`this function got an unexpected keyword argument '${name}'`);
		if (given[name as HookName] !== null) typeError(`argument for function given by name ('${name}') and position (${i + 1})`);
		given[name as HookName] = args[positional + i]!;
	});
	for (const name of [...HOOK_NAMES].reverse()) checkHook(name, given[name]);
	for (const name of [...HOOK_NAMES].reverse()) setHook(name, given[name]);
	return newNone();
}

/** Forgets the hooks of all kinds: at the end of the interpreter, and before a new one begins. */
export function clearSysHooks(): void {
	clearAuditHooks();
	for (const name of HOOK_NAMES) setHook(name, None);
}

// Profilers and debuggers from outside

function activateTrampoline(_module: PyObject, backend: PyObject): Own<PyObject> {
	if (!isStr(backend)) return badArgument("activate_stack_trampoline", "argument", "str", backend);
	return valueError("perf trampoline not available");
}

function remoteExec(_module: PyObject, pid: PyObject, script: PyObject): Own<PyObject> {
	cIntArgument(pid);
	const path = pathText(script);
	if (host().readFile(path) === null) raiseError("FileNotFoundError", "Script file does not exist");
	return raiseError("RuntimeError", "Remote debugging is not supported on this platform");
}

function dumpTracelets(): Own<PyObject> {
	return notImplementedError("No JIT available");
}

const no = (): Own<PyObject> => newBool(false);

const jitFunctions: readonly MethodDef[] = [
	def("is_available", "($module, /)", "Whether this Python can compile just in time.", no),
	def("is_enabled", "($module, /)", "Whether compiling just in time is switched on.", no),
	def("is_active", "($module, /)", "Whether the code that asks was compiled just in time.", no),
];

/** `sys._jit`: decref's interpreter has no compiler of CPython's kind. New. */
export function newJitModule(): Own<PyObject> {
	return buildModule("sys._jit", "What can be seen of compiling just in time.", jitFunctions);
}

// Statistics, and the interactive interpreter

function debugMallocStats(): Own<PyObject> {
	const { births, deaths } = heap;
	const text = `objects born ${births}\nobjects died ${deaths}\nobjects alive ${births - deaths}\n`;
	host().writeStderr(new TextEncoder().encode(text));
	return newNone();
}

/** Runs what comes from standard input as a program, in `__main__`. */
function baseRepl(): Own<PyObject> {
	if (host().stdinIsTerminal()) notImplementedError("decref has no interactive interpreter yet");
	const lines: string[] = [];
	for (let line = host().readStdinLine(); line !== null; line = host().readStdinLine()) lines.push(new TextDecoder().decode(line));
	const main = dictGetStr(interpreter.modules!, internStr("__main__"));
	const globals = main === null ? null : (main as PyModule).dict;
	if (globals === null || lines.length === 0) return newNone();
	const options = { filename: "<stdin>", mode: "exec" as const, flags: 0, optimize: -1 };
	return moduleHooks.runText(lines.join(""), options, globals, globals);
}

export const platformFunctions: readonly MethodDef[] = [
	defRaw("audit", "($module, event, /, *args)", "Tells the audit hooks of an event.", audit),
	def("addaudithook", "($module, /, hook)", "Adds a function that is told of events.", addHook),
	def("get_asyncgen_hooks", "($module, /)", "The hooks of asynchronous generators.", getHooks),
	defRaw("set_asyncgen_hooks", null, "Sets the hooks of asynchronous generators.", setHooks),
	def(
		"activate_stack_trampoline",
		"($module, backend, /)",
		"Would make Python functions visible to a profiler of the system.",
		activateTrampoline,
	),
	def("deactivate_stack_trampoline", "($module, /)", "Ends what activate_stack_trampoline() began.", () => newNone()),
	def("remote_exec", "($module, /, pid, script)", "Would run a script in another process.", remoteExec),
	def("_dump_tracelets", "($module, /, outpath)", "Would write down what was compiled just in time.", dumpTracelets),
	def("_get_cpu_count_config", "($module, /)", "The number of processors that the command line gave, or -1.", () => newInt(-1)),
	def("_debugmallocstats", "($module, /)", "Writes to standard error how many objects there are.", debugMallocStats),
	def("_baserepl", "($module, /)", "Runs what comes from standard input.", baseRepl),
];
