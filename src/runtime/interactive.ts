// The interactive loop: reads a statement, line by line while it is incomplete, runs it in `__main__`, shows what nobody
// caught, and begins again until the input ends or the program exits.
//
// What holds what while a statement runs is as in CPython: the code object and the tree's literals until its end, the module
// `__main__`, and its lines in linecache for good. Where lines come from, the front end says. Read
// `InteractiveSession.run` first. Mirrors _PyRun_InteractiveLoopObject (Python/pythonrun.c),

import { CO_FUTURE_BARRY_AS_BDFL } from "../compile/flags.ts";
import { drop, dropKeeping, hold, mark } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref, xdecref } from "../heap/refcount.ts";
import { call, getAttr, str } from "../objects/abstract.ts";
import type { PyCode } from "../objects/code.ts";
import { dictGetStr, dictSetStr } from "../objects/dict.ts";
import { caught, clearException, exceptionMatches, fetchException, PYTHON_EXCEPTION, raiseError, setException } from "../objects/errors.ts";
import { isSyntaxErrorException } from "../objects/exceptionsSyntax.ts";
import { isInt, type PyInt } from "../objects/int.ts";
import type { PyObject } from "../objects/object.ts";
import { interpreter } from "../objects/state.ts";
import { internStr, newStr } from "../objects/str.ts";
import { parse } from "../syntax/parser.ts";
import { importByName } from "../vm/import.ts";
import { handleSignals, signalsDue } from "../vm/signals.ts";
import { commandState } from "./codeop.ts";
import { asPythonErrors, runSource } from "./compileSource.ts";
import type { Runtime } from "./runtime.ts";

/** Flags that a statement passes on to those after it: `from __future__ import …`. */
const PYCF_MASK = 0x1fe0000;

/** Where the lines of a session come from. */
export interface InteractiveInput {
	/** Shows the prompt and gives the next line with its line end; "" at the end of input, null at an interrupt. */
	readLine(prompt: string, isFirst: boolean): string | null;
	/** Deals with an input that is no Python, given without its line end. False if it is not one of those. */
	command(line: string): boolean;
	/**
	 * How code is called: on a terminal `<python-input-0>` by the number of the input, else `<stdin-0>` by that of the
	 * statements compiled so far, as python's two loops do.
	 */
	readonly isTerminal: boolean;
}

const COMMANDS: ReadonlySet<string> = new Set(["exit", "quit", "help", "copyright"]);

const NOTHING = /^[ \t\f]*(#.*)?\r?\n?$/;

export class InteractiveSession {
	private readonly runtime: Runtime;
	private readonly input: InteractiveInput;
	/** Of inputs (on a terminal) or of statements compiled. */
	private count = 0;
	private flags = 0;

	constructor(runtime: Runtime, input: InteractiveInput) {
		this.runtime = runtime;
		this.input = input;
	}

	/** Runs to the end of the input, or until the program exits. The exit code. */
	run(): number {
		this.setDefault("ps1", ">>> ");
		this.setDefault("ps2", "... ");
		for (;;) {
			const exitCode = this.runOne();
			if (exitCode !== null) return exitCode;
		}
	}

	private setDefault(name: string, text: string): void {
		const sys = interpreter.sysDict!;
		if (dictGetStr(sys, internStr(name)) !== null) return;
		const value = hold(newStr(text), `sys.${name}`);
		dictSetStr(sys, internStr(name), value);
		drop(value);
	}

	/** One statement; null to go on. */
	private runOne(): number | null {
		const since = mark();
		try {
			const text = this.readStatement();
			if (text === null) return 0;
			if (text !== "") this.runtime.guarded(() => this.execute(text));
			this.runtime.flushStandardStreams();
			return null;
		} catch (thrown) {
			caught(thrown, since);
			return this.runtime.reportInteractive();
		}
	}

	/** Null at the end, "" where there is nothing to run. Raises KeyboardInterrupt. */
	private readStatement(): string | null {
		let text = "";
		for (;;) {
			const line = this.input.readLine(this.prompt(text === "" ? "ps1" : "ps2"), text === "");
			if (line === "" && signalsDue()) {
				handleSignals();
				continue;
			}
			if (line === null) return raiseError("KeyboardInterrupt");
			if (line === "") return text === "" ? null : text;
			if (text === "" && this.input.command(line.replace(/\r?\n$/, ""))) return "";
			text += text === "" && this.isWordOfCommand(line.trim()) ? `${line.trim()}()\n` : line;
			if (text.endsWith("\n") && commandState(text.replace(/\r?\n$/, "")) !== "incomplete") return text;
		}
	}

	/** On a terminal these words alone do what they say, as in python's own loop there. */
	private isWordOfCommand(word: string): boolean {
		return this.input.isTerminal && COMMANDS.has(word) && !this.runtime.isBound(word);
	}

	/** `str(sys.ps1)`; nothing if that raises. */
	private prompt(name: string): string {
		const since = mark();
		try {
			const object = dictGetStr(interpreter.sysDict!, internStr(name));
			if (object === null) return "";
			hold(incref(object), `sys.${name}`);
			const text = str(object);
			const { value } = text;
			decref(text);
			drop(object);
			return value;
		} catch (thrown) {
			caught(thrown, since);
			clearException();
			return "";
		}
	}

	private execute(text: string): void {
		const { isTerminal } = this.input;
		const name = isTerminal ? `<python-input-${this.count++}>` : "<stdin>";
		const source = NOTHING.test(text) ? "pass\n" : text;
		// For errors of syntax, which have the name without a number.
		if (!isTerminal)
			asPythonErrors(() => parse(source, name, "single", { onWarning: () => {}, isBarry: (this.flags & CO_FUTURE_BARRY_AS_BDFL) !== 0 }));
		const filename = isTerminal ? name : `<stdin-${this.count++}>`;
		this.runtime.registerSource(filename, text);
		this.runtime.interrupted = false;
		const since = mark();
		try {
			this.compileAndRun(source, filename, text, name);
		} catch (thrown) {
			caught(thrown, since);
			addSourceLine(text);
			throw thrown;
		}
	}

	private compileAndRun(source: string, filename: string, text: string, name: string): void {
		const main = hold(incref(this.runtime.main), "module __main__, while a statement runs");
		const options = { flags: this.flags, optimize: this.runtime.options.optimize ?? 0 };
		decref(runSource(source, filename, "single", options, (code) => this.runCode(code, text, name)));
		drop(main);
	}

	private runCode(code: PyCode, text: string, name: string): Own<PyObject> {
		this.flags |= code.codeFlags & PYCF_MASK;
		rememberLines(code, text, name);
		try {
			return this.runtime.evalCode(code, this.runtime.mainDict);
		} catch (thrown) {
			// If it was the last one, the process ends by the signal.
			if (thrown === PYTHON_EXCEPTION) this.runtime.interrupted = exceptionMatches("KeyboardInterrupt");
			throw thrown;
		}
	}
}

/** Gives a SyntaxError in flight the line of the statement that it speaks of; CPython does so whoever has raised it. */
function addSourceLine(text: string): void {
	const exception = fetchException();
	if (isSyntaxErrorException(exception) && exception.lineno !== null && isInt(exception.lineno)) {
		const line = text.match(/[^\n]*\n|[^\n]+$/g)?.[Number((exception.lineno as PyInt).value) - 1];
		const old = exception.text;
		if (line !== undefined) {
			exception.text = newStr(line);
			xdecref(old);
		}
	}
	setException(exception);
}

/** `linecache._register_code(code, text, name)`: for the traceback of Python's library, and for inspect. */
function rememberLines(code: PyCode, text: string, name: string): void {
	const linecache = hold(importByName("linecache"), "module linecache");
	const register = hold(getAttr(linecache, internStr("_register_code")), "linecache._register_code");
	const source = hold(newStr(text), "text of the statement");
	const filename = hold(newStr(name), "name of the input");
	const result = call(register, [code, source, filename]);
	for (const object of [filename, source, register, linecache]) dropKeeping(object, result);
	decref(result);
}
