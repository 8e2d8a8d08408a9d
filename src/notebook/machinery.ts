// The notebook's own Python code on the runtime: starts it, gives it its native functions, and calls into it.
//
// The module `_notebook` (python/boot.ts) is made here and is in nobody's sys.modules until the program imports IPython;
// the audit names it as a root, and what it holds follows from there. Read `Machinery` first.

import { compile } from "../compile/index.ts";
import { registerRoots } from "../heap/audit.ts";
import { drop, dropKeeping, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref } from "../heap/refcount.ts";
import { call, callMethod, getAttr, setAttr } from "../objects/abstract.ts";
import type { MethodDef } from "../objects/args.ts";
import { newBool, True } from "../objects/bool.ts";
import { newBuiltinFunction } from "../objects/builtinFunction.ts";
import type { PyCode } from "../objects/code.ts";
import { dictGetStr, dictSetStr, type PyDict } from "../objects/dict.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { isInt } from "../objects/int.ts";
import { newModule, type PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { interpreter } from "../objects/state.ts";
import { internStr, isStr, newStr } from "../objects/str.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { parse } from "../syntax/parser.ts";
import { BOOT_NAME, connectPackage, precompiled } from "./package.ts";
import { BOOT, BOOT_FILENAME } from "./python/boot.ts";

export class Machinery {
	private readonly runtime: Runtime;
	/** The module `_notebook`. Owned. */
	private readonly module: Own<PyModule>;
	/** What `get_ipython()` gives. Owned. */
	readonly shell: Own<PyObject>;

	constructor(runtime: Runtime, natives: readonly MethodDef[]) {
		this.runtime = runtime;
		this.module = newModule("_notebook");
		registerRoots("notebook's machinery", (visit) => {
			visit(this.module, "the notebook's own module");
			if (this.shell !== undefined) visit(this.shell, "the notebook's shell");
		});
		this.addNatives(natives);
		this.runBoot();
		connectPackage(runtime, this.module);
		const directory = hold(newStr(runtime.host.cwd()), "working directory");
		this.shell = call(this.named("start"), [runtime.main, directory]);
		drop(directory);
	}

	private addNatives(natives: readonly MethodDef[]): void {
		for (const d of natives) {
			const func = newBuiltinFunction(d, this.module, internStr("_notebook"));
			dictSetStr(this.module.dict!, internStr(d.name), func);
			decref(func);
		}
	}

	private runBoot(): void {
		const dict = this.module.dict!;
		dictSetStr(dict, internStr("__builtins__"), interpreter.builtins!);
		this.runtime.registerSource(BOOT_FILENAME, BOOT);
		const data = precompiled.find(BOOT_NAME) ?? compile(parse(BOOT, BOOT_FILENAME, "exec"), BOOT_FILENAME);
		const code = hold(this.runtime.codeFromData(data), "the notebook's own code");
		decref(this.runtime.evalCode(code, dict));
		drop(code);
	}

	/** The names of the boot code. Borrowed. */
	get namespace(): PyDict {
		return this.module.dict!;
	}

	/** A function of the boot code. Borrowed. */
	private named(name: string): PyObject {
		return dictGetStr(this.module.dict!, internStr(name))!;
	}

	get executionCount(): number {
		const count = getAttr(this.shell, internStr("execution_count"));
		const value = isInt(count) ? Number(count.value) : 0;
		decref(count);
		return value;
	}

	/** A cell begins: enters it in the history. The object that takes its result and its error. */
	beginCell(raw: string, cell: string): Own<PyObject> {
		const texts = [hold(newStr(raw), "source of the cell"), hold(newStr(cell), "transformed cell")] as const;
		const result = callMethod(this.shell, internStr("begin_cell"), texts);
		dropKeeping(texts[1], result);
		return dropKeeping(texts[0], result);
	}

	/** A cell has run: what the cell before left behind is given up. May run Python code (deaths). */
	endCell(result: PyObject, succeeded: boolean): void {
		decref(callMethod(this.shell, internStr("end_cell"), [result, newBool(succeeded)]));
	}

	/** Runs a statement's code; an exception that ends it is shown and kept in `result`. Whether none did. All borrowed. */
	run(code: PyCode, namespace: PyDict, result: PyObject): boolean {
		const done = call(this.named("run"), [code, namespace, result]);
		decref(done);
		return done === (True as PyObject);
	}

	/** Lets the program find the source lines of a text that is run. */
	addSource(filename: string, text: string): void {
		const texts = [hold(newStr(filename), "file name"), hold(newStr(text), "source text")] as const;
		decref(call(this.named("add_source"), texts));
		drop(texts[1]);
		drop(texts[0]);
	}

	/** How errors are shown: Context, Plain, Verbose or Minimal. */
	get errorMode(): string {
		const formatter = hold(getAttr(this.shell, internStr("InteractiveTB")), "formatter of tracebacks");
		const mode = dropKeeping(formatter, getAttr(formatter, internStr("mode")));
		const text = isStr(mode) ? mode.value : "";
		decref(mode);
		return text;
	}

	/** IPython keeps the traceback that it showed last, until the next one. May run Python code (deaths). */
	keepTraceback(exception: PyBaseException): void {
		const formatter = hold(getAttr(this.shell, internStr("InteractiveTB")), "formatter of tracebacks");
		setAttr(formatter, internStr("tb"), exception.traceback ?? None);
		drop(formatter);
	}

	/** A class of the boot code. Borrowed. */
	usageError(): PyObject {
		return this.named("UsageError");
	}

	/** Ends the notebook: gives up what it holds. May run Python code (deaths). */
	close(): void {
		registerRoots("notebook's machinery", () => {});
		decref(this.shell);
		decref(this.module);
	}
}
