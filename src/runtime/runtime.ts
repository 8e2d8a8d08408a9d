// One Python interpreter: objects, native modules, `__main__`, the host, and how a program is run and ended.
//
// There is one heap in a JavaScript realm, and so one runtime: `createRuntime` may be called once. Read `createRuntime`
// and `Runtime.runMain` first. Mirrors Python/pylifecycle.c and Python/pythonrun.c.

import { audit, differenceLine, type Inventory, inventory } from "../heap/audit.ts";
import { promoteAll } from "../heap/gc/queries.ts";
import { drop, dropKeeping, hold, mark, take } from "../heap/handles.ts";
import { heap, type Own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { flagValues } from "../modules/sysInfo.ts";
import { newBool, True } from "../objects/bool.ts";
import { current as hostInUse, emptyHost, type Host } from "../modules/host.ts";
import type { CompileMode } from "../modules/hooks.ts";
import { isOpenStandardStream } from "../modules/ioText.ts";
import { printException, writeStderr } from "../modules/sysHooks.ts";
import { callMethod, callNoArgs, callTuple, getAttr } from "../objects/abstract.ts";
import type { PyCode } from "../objects/code.ts";
import type { Code } from "../objects/codeData.ts";
import { dictDeleteStr, dictGetStr, dictSetStr, newDict, type PyDict } from "../objects/dict.ts";
import { caught, clearException, exceptionMatches, fetchException, PYTHON_EXCEPTION } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { reprText } from "../objects/exceptions.ts";
import { initObjects } from "../objects/init.ts";
import { isInt } from "../objects/int.ts";
import { listAppend, listInsert, type PyList } from "../objects/list.ts";
import { isModule, type PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { interpreter } from "../objects/state.ts";
import { internStr, newStr } from "../objects/str.ts";
import { newTuple } from "../objects/tuple.ts";
import { vmHooks } from "../objects/vmHooks.ts";
import { addPoll } from "../vm/breaker.ts";
import { signalHooks, signalsDue, tripSignal } from "../vm/signals.ts";
import { isTimeOver, liftMemoryLimit, renewDeadline, startLimits } from "../vm/limits.ts";
import { timeImports } from "./importTimes.ts";
import { importHooks } from "../vm/finder.ts";
import { importByName, importModuleLevel } from "../vm/import.ts";
import { codeFromData } from "../vm/materialize.ts";
import { newSourceLoader } from "../vm/sourceLoader.ts";
import { systemStack } from "../vm/stackSize.ts";
import { compileSource, decodeText, runSource } from "./compileSource.ts";
import { connect } from "./connect.ts";
import { debugObserver, endCollecting, explainFault, finalAudit } from "./debug.ts";
import { scheduler } from "../vm/scheduler.ts";
import { finalizeRuntime } from "./finalize.ts";
import { initModules } from "./initModules.ts";
import { Sources } from "./sources.ts";
import { standardLibrary } from "./stdlib.ts";

export const version = { decref: "0.1.0", python: "3.14.5" } as const;

export interface RuntimeOptions {
	/** The world outside; without one a program sees nothing. */
	readonly host?: Host;
	/** Words of DECREF_DEBUG: see debug.ts. */
	readonly debug?: ReadonlySet<string>;
	/** As python's -O: 0, 1 or 2. */
	readonly optimize?: number;
	/** First entries of `sys.path`. */
	readonly path?: readonly string[];
	/** `sys.executable`. */
	readonly executable?: string;
	/** `sys.warnoptions`: filters as python's -W takes them. */
	readonly warnings?: readonly string[];
	/** Fields of `sys.flags` that are not 0. */
	readonly flags?: { readonly [name: string]: number | boolean };
	/** `sys._xoptions`: python's -X. */
	readonly xoptions?: ReadonlyMap<string, string | true>;
	/** Bytes that the program's objects may take, in CPython's figures; an allocation beyond raises MemoryError. */
	readonly maxMemory?: number;
	/** Seconds that the program may run; then KeyboardInterrupt is raised, and 3 seconds later the run ends in any case. */
	readonly maxTime?: number;
}

export interface Census {
	readonly born: number;
	readonly died: number;
	readonly alive: number;
	/** One text for each object whose count is not explained. Empty when all is well. */
	readonly differences: readonly string[];
}

let created = false;

/** Starts the interpreter of this JavaScript realm. Throws if there is one already. */
export function createRuntime(options: RuntimeOptions = {}): Runtime {
	if (created) throw new Error("a JavaScript realm has one decref runtime; use a worker for a second one");
	created = true;
	return new Runtime(options);
}

export class Runtime {
	readonly version: string = version.python;
	readonly host: Host;
	readonly options: RuntimeOptions;
	readonly main: PyModule;
	/** Whether a KeyboardInterrupt that nobody caught has ended the program. */
	interrupted = false;
	/** Whether an exception that nobody caught has ended the program after `maxTime`. */
	timedOut = false;
	private readonly sources: Sources;
	/** Births before the program began: what a census leaves out. */
	private readonly startBirths: number;
	private readonly startDeaths: number;

	constructor(options: RuntimeOptions) {
		this.options = options;
		this.host = options.host ?? emptyHost;
		hostInUse.host = this.host;
		this.sources = new Sources(this.host, (filename) => standardLibrary.sourceText(filename));
		initObjects();
		connect({ sources: this.sources, optimize: options.optimize ?? 0 });
		Object.assign(flagValues, { optimize: options.optimize ?? 0 }, options.flags);
		interpreter.bytesWarning = Number(flagValues.bytes_warning ?? 0) > 0;
		if (Number(flagValues.verbose ?? 0) > 0) importHooks.loaded = tellOfImport;
		if (options.xoptions?.has("importtime")) timeImports(writeStderr, () => this.host.monotonic());
		this.main = initModules();
		this.initPath(options.path ?? []);
		const { stackBytes } = this.host;
		if (stackBytes !== undefined) systemStack.bytes = stackBytes;
		this.initSignals();
		this.initOptions(options);
		debugObserver(options.debug ?? new Set());
		promoteAll();
		startLimits(this.host, options.maxMemory ?? null, options.maxTime ?? null);
		this.startBirths = heap.births;
		this.startDeaths = heap.deaths;
	}

	private initSignals(): void {
		const source = this.host.watchSignals?.(tripSignal, signalsDue) ?? null;
		if (source === null) return;
		addPoll(() => source.poll());
		signalHooks.listen = (signum, wanted) => source.listen(signum, wanted);
	}

	/** As CPython does, imports `warnings` at once if there are filters: they count from the first warning on. */
	private initOptions({ warnings = [], xoptions = new Map(), executable = "" }: RuntimeOptions): void {
		const sys = interpreter.sysDict!;
		for (const name of executable === "" ? [] : ["executable", "_base_executable"]) {
			const text = hold(newStr(executable), `sys.${name}`);
			dictSetStr(sys, internStr(name), text);
			drop(text);
		}
		for (const text of warnings) {
			const filter = hold(newStr(text), "filter for warnings");
			listAppend(dictGetStr(sys, internStr("warnoptions")) as unknown as PyList, filter);
			drop(filter);
		}
		for (const [name, value] of xoptions) {
			const text = hold(value === true ? incref(True as PyObject) : newStr(value), "value of an -X option");
			dictSetStr(dictGetStr(sys, internStr("_xoptions")) as unknown as PyDict, internStr(name), text);
			drop(text);
		}
		if (warnings.length > 0) this.quietly(() => decref(importModuleLevel(internStr("warnings"), null, null, 0)));
	}

	private initPath(entries: readonly string[]): void {
		const path = dictGetStr(interpreter.sysDict!, internStr("path")) as unknown as PyList;
		[...entries, standardLibrary.path].forEach((entry, i) => {
			const text = hold(newStr(entry), "entry of sys.path");
			listInsert(path, i, text);
			drop(text);
		});
	}

	/** `__main__`'s dictionary. Borrowed. */
	get mainDict(): PyDict {
		return this.main.dict!;
	}

	/** A namespace for code that is not the program's. New. */
	newNamespace(name: string): Own<PyDict> {
		const dict = newDict();
		hold(dict, "new namespace");
		const text = hold(newStr(name), "name of the namespace");
		dictSetStr(dict, internStr("__name__"), text);
		drop(text);
		dictSetStr(dict, internStr("__builtins__"), interpreter.builtins!);
		return dropKeeping(dict, incref(dict));
	}

	/** A code object of compiled data; `objects`: see materialize.ts. */
	codeFromData(code: Code, objects: Map<unknown, PyObject> | null = null): Own<PyCode> {
		return codeFromData(code, objects);
	}

	/** Compiles text. New. Raises SyntaxError. */
	compile(source: string, filename: string, mode: CompileMode): Own<PyCode> {
		return compileSource(source, filename, mode, { optimize: this.options.optimize ?? 0 });
	}

	/** Runs a code object in a namespace. New result. Raises what the code raises. */
	evalCode(code: PyCode, namespace: PyDict): Own<PyObject> {
		return vmHooks.evalCode(code, namespace, null, null);
	}

	/** Gives tracebacks the text of a source that is no file. */
	registerSource(filename: string, source: string): void {
		this.sources.register(filename, source);
	}

	sourceLines(filename: string): readonly string[] | null {
		return this.sources.lines(filename);
	}

	/** `sys.last_exc` and its older kin. Borrows. */
	setLastException(exception: PyBaseException): void {
		const sys = interpreter.sysDict!;
		dictSetStr(sys, internStr("last_exc"), exception);
		dictSetStr(sys, internStr("last_type"), exception.type);
		dictSetStr(sys, internStr("last_value"), exception);
		dictSetStr(sys, internStr("last_traceback"), exception.traceback ?? None);
	}

	/** Writes out what the program has printed so far, if that runs no code of the program. */
	flushQuietly(): void {
		const stdout = dictGetStr(interpreter.sysDict!, internStr("stdout"));
		if (stdout !== null && isOpenStandardStream(stdout)) this.flushStandardStreams();
	}

	flushStandardStreams(): void {
		for (const name of ["stdout", "stderr"]) {
			const stream = dictGetStr(interpreter.sysDict!, internStr(name));
			if (stream !== null && stream !== None) this.quietly(() => decref(callMethod(stream, internStr("flush"))));
		}
	}

	/** Runs what may raise, and forgets its exception. */
	private quietly(body: () => void): void {
		const since = mark();
		try {
			body();
		} catch (thrown) {
			caught(thrown, since);
			clearException();
		}
	}

	/**
	 * Runs a program as `__main__`, ends the interpreter as CPython does, and returns the exit code. An exception that
	 * nobody catches is printed. The runtime can't be used afterwards.
	 */
	runMain(source: string | Uint8Array, filename: string): number {
		return this.end(this.runProgram(source, filename));
	}

	/** Ends the interpreter as CPython does. Gives the exit code: the given one, or 120 if the output could not be written. */
	end(programsExitCode: number): number {
		let exitCode = programsExitCode;
		liftMemoryLimit();
		this.audit("at the end of the program");
		endCollecting(this.options.debug ?? new Set());
		this.guarded(() => {
			if (!finalizeRuntime((this.options.debug?.size ?? 0) > 0)) exitCode = 120;
		});
		if (scheduler.deadlocked && exitCode === 0) exitCode = 1;
		this.audit("at the end of the interpreter");
		return exitCode;
	}

	/** If the debug switches ask for it: throws a HeapFault if a count is wrong. */
	audit(when: string): void {
		this.guarded(() => finalAudit(this.options.debug ?? new Set(), when));
	}

	/** Runs `body`. After an error of decref itself, what the program has printed is written out before it is thrown on. */
	guarded<T>(body: () => T): T {
		try {
			return body();
		} catch (thrown) {
			if (thrown !== PYTHON_EXCEPTION) {
				explainFault(thrown);
				this.flushAfterFault();
			}
			throw thrown;
		}
	}

	private flushAfterFault(): void {
		try {
			this.flushStandardStreams();
		} catch {
			// The first fault is the one to tell of.
		}
	}

	/**
	 * As `runMain`, but the interpreter lives on, with the program's objects. `inspected`: SystemExit is shown like any
	 * other exception, for a person who wants to look around afterwards.
	 */
	runProgram(source: string | Uint8Array, filename: string, inspected = false): number {
		const hasFile = this.isBound("__file__");
		const exitCode = this.run(() => this.runIn(source, filename), inspected);
		if (!hasFile) this.forgetMainFile();
		return exitCode;
	}

	/** As `runProgram`, of a module by its name: python's -m; `__main__` of sys.path's first entry if that is the name. */
	runModule(name: string, inspected = false): number {
		return this.run(() => this.runModuleAsMain(name), inspected);
	}

	/** `runpy._run_module_as_main`. */
	private runModuleAsMain(name: string): void {
		const runpy = hold(importByName("runpy"), "module runpy");
		const run = hold(getAttr(runpy, internStr("_run_module_as_main")), "runpy._run_module_as_main");
		const args = hold(newTuple([newStr(name), newBool(name !== "__main__")]), "arguments of runpy");
		decref(callTuple(run, args, null));
		for (const object of [args, run, runpy]) drop(object);
	}

	private run(body: () => void, inspected: boolean): number {
		const since = mark();
		try {
			this.guarded(body);
			this.flushStandardStreams();
			return 0;
		} catch (thrown) {
			this.timedOut = isTimeOver();
			liftMemoryLimit();
			caught(thrown, since);
			return this.uncaught(inspected);
		}
	}

	/** As `runProgram`, of a code object. Borrows it. */
	runCode(code: PyCode): number {
		return this.run(() => decref(this.evalCode(code, this.mainDict)), false);
	}

	/** A file that is run before the interactive loop: the exit code if it exits, else null. */
	runStartup(source: Uint8Array, filename: string): number | null {
		return this.interactively(() => this.runIn(source, filename));
	}

	/** `sys.__interactivehook__`, if there is one. */
	callInteractiveHook(): void {
		const hook = dictGetStr(interpreter.sysDict!, internStr("__interactivehook__"));
		if (hook !== null) this.interactively(() => decref(callNoArgs(hook)));
	}

	private interactively(body: () => void): number | null {
		const since = mark();
		try {
			this.guarded(body);
			this.flushStandardStreams();
			return null;
		} catch (thrown) {
			caught(thrown, since);
			return this.reportInteractive();
		}
	}

	/** Whether `__main__` has that name. */
	isBound(name: string): boolean {
		return dictGetStr(this.mainDict, internStr(name)) !== null;
	}

	/** Reports the exception in flight at the interactive prompt: null to go on, or the exit code. */
	reportInteractive(): number | null {
		if (exceptionMatches("SystemExit")) return this.systemExit();
		this.show(hold(fetchException(), "exception that nobody has caught"));
		return null;
	}

	/** Prints an exception after all that was printed before. Drops it. */
	private show(exception: PyBaseException): void {
		this.flushStandardStreams();
		printException(take(exception));
		this.flushStandardStreams();
	}

	private runIn(source: string | Uint8Array, filename: string): void {
		const text = typeof source === "string" ? source : decodeText(source, filename);
		this.sources.register(filename, text);
		if (!filename.startsWith("<")) this.setMainFile(filename);
		const main = hold(incref(this.main), "module __main__, while the program runs");
		decref(runSource(text, filename, "exec", { optimize: this.options.optimize ?? 0 }, (code) => this.evalCode(code, this.mainDict)));
		drop(main);
	}

	/** As in CPython a program's `__file__` goes with its end. */
	private forgetMainFile(): void {
		for (const name of ["__file__", "__cached__"]) dictDeleteStr(this.mainDict, internStr(name));
	}

	private setMainFile(filename: string): void {
		const file = hold(newStr(filename), "__file__");
		dictSetStr(this.mainDict, internStr("__file__"), file);
		dictSetStr(this.mainDict, internStr("__cached__"), newNone());
		drop(file);
		const loader = hold(newSourceLoader("__main__", filename), "__loader__");
		dictSetStr(this.mainDict, internStr("__loader__"), loader);
		drop(loader);
	}

	/** Prints the exception in flight, or obeys SystemExit. The exit code. */
	private uncaught(inspected: boolean): number {
		if (!inspected && exceptionMatches("SystemExit")) return this.systemExit();
		this.interrupted = exceptionMatches("KeyboardInterrupt");
		this.show(hold(fetchException(), "exception that nobody has caught"));
		return this.interrupted ? 130 : 1;
	}

	private systemExit(): number {
		const exception = hold(fetchException(), "SystemExit");
		const code = (exception as PyBaseException & { code: PyObject | null }).code ?? None;
		let status = 1;
		if (code === None) status = 0;
		else if (isInt(code)) status = Number(BigInt.asUintN(8, BigInt(code.value)));
		else {
			this.flushStandardStreams();
			this.quietly(() => this.host.writeStderr(new TextEncoder().encode(`${textOf(code)}\n`)));
		}
		drop(exception);
		this.flushStandardStreams();
		return status;
	}

	/** `maxTime` begins anew: a notebook's next cell has it whole. */
	renewTime(): void {
		if (this.options.maxTime !== undefined) renewDeadline(this.options.maxTime);
	}

	/** How many references and objects there are. */
	inventory(): Inventory {
		return inventory();
	}

	/** Counts objects since the runtime was ready, and checks every count. */
	census(): Census {
		const born = heap.births - this.startBirths;
		const died = heap.deaths - this.startDeaths;
		return { born, died, alive: born - died, differences: audit().map(differenceLine) };
	}
}

/** As python's -v. */
function tellOfImport(name: string, module: PyObject): void {
	const loader = isModule(module) ? dictGetStr(module.dict!, internStr("__loader__")) : null;
	writeStderr(`import '${name}' # ${loader === null ? "None" : reprText(loader)}\n`);
}

function textOf(object: PyObject): string {
	const text = hold(callMethod(object, internStr("__str__")), "exit message") as unknown as { value: string } & PyObject;
	const { value } = text;
	drop(text);
	return value;
}
