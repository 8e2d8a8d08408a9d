// Runs the cells of a notebook as IPython does, on one runtime, and collects what they show.
//
// A cell's statements are compiled and run one by one; its literals live as long as its syntax tree would, until the cell
// has run; the last expression goes to `sys.displayhook`, which is ours. What the notebook keeps (Out, `_`, results,
// errors) is in namespace.ts. Read `Shell.runCell` first. Mirrors IPython's interactiveshell.py.

import { compile } from "../compile/index.ts";
import { registerRoots } from "../heap/audit.ts";
import { drop, hold, mark } from "../heap/handles.ts";
import { type Own, own } from "../heap/header.ts";
import { decref } from "../heap/refcount.ts";
import { def } from "../objects/args.ts";
import { newBuiltinFunction } from "../objects/builtinFunction.ts";
import type { PyCode } from "../objects/code.ts";
import { dictSetStr } from "../objects/dict.ts";
import { caught, fetchException } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import type { PyObject } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { interpreter } from "../objects/state.ts";
import { internStr } from "../objects/str.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { mod, stmt } from "../syntax/ast.ts";
import { PySyntaxError } from "../syntax/errors.ts";
import { type Step, readCell } from "./cellSource.ts";
import type { CellRun, MimeBundle, Output } from "./document.ts";
import { errorOutput, isSystemExit, type SourceProvider, syntaxErrorOutput } from "./errorText.ts";
import { CellLiterals } from "./literals.ts";
import { runMagic } from "./magics.ts";
import { mimeBundle } from "./mime.ts";
import { NotebookNamespace } from "./namespace.ts";
import { CodeRunner, RUN_CODE_FILENAME } from "./runCode.ts";

export type CellResult = CellRun & { readonly failed: boolean };

interface CellSource {
	readonly count: number;
	readonly lines: readonly string[];
}

export class Shell {
	readonly runtime: Runtime;
	readonly namespace: NotebookNamespace;
	private readonly runner: CodeRunner;
	/** Called with the exception that ends a statement. Owned. */
	private readonly showException: PyObject;
	/** Told of each output when it appears; of a stream, of each piece. */
	private readonly onOutput: (output: Output) => void;
	private executionCount = 1;
	private outputs: Output[] = [];
	private readonly cells = new Map<string, CellSource>();
	private readonly sources: SourceProvider = {
		cellLabel: (filename) => {
			const cell = this.cells.get(filename);
			return cell === undefined ? null : `Cell In[${cell.count}]`;
		},
		lines: (filename) => this.cells.get(filename)?.lines ?? this.runtime.sourceLines(filename),
		isHidden: (filename) => filename === RUN_CODE_FILENAME,
	};

	constructor(runtime: Runtime, onOutput: (output: Output) => void = () => {}) {
		this.runtime = runtime;
		this.onOutput = onOutput;
		this.namespace = new NotebookNamespace(runtime.mainDict);
		this.runner = new CodeRunner(runtime);
		this.showException = newBuiltinFunction(
			def("showtraceback", "($module, error, /)", "Show the error that ended a statement.", (_self, error: PyBaseException) => {
				this.showError(error);
				return own(None);
			}),
			null,
			null,
		);
		registerRoots("notebook's machinery", (visit) => {
			this.runner.visit(visit);
			visit(this.showException, "the notebook's showtraceback");
		});
		this.installHooks();
	}

	/** `sys.displayhook`, and `display` among the builtins. */
	private installHooks(): void {
		const displayhook = def("displayhook", "($module, object, /)", "Show a result and remember it.", (_self, value: PyObject) => {
			this.displayResult(value);
			return own(None);
		});
		const display = def("display", "($module, object, /)", "Show an object now.", (_self, value: PyObject) => {
			this.add({ type: "display_data", data: mimeBundle(value) });
			return own(None);
		});
		for (const [dict, d] of [
			[interpreter.sysDict!, displayhook],
			[interpreter.builtins!, display],
		] as const) {
			const func = newBuiltinFunction(d, null, null);
			dictSetStr(dict, internStr(d.name), func);
			decref(func);
		}
	}

	/** What `In[…]` of the next cell will show. */
	get nextCount(): number {
		return this.executionCount;
	}

	/** What the program prints goes to the running cell. */
	write(name: "stdout" | "stderr", text: string): void {
		const last = this.outputs.at(-1);
		if (last?.type === "stream" && last.name === name) last.text += text;
		else this.outputs.push({ type: "stream", name, text });
		this.onOutput({ type: "stream", name, text });
	}

	private add(output: Output): void {
		this.runtime.flushStandardStreams();
		this.outputs.push(output);
		this.onOutput(output);
	}

	/** Runs one code cell; Python errors become its outputs. */
	runCell(source: string): CellResult {
		const count = this.executionCount;
		this.outputs = [];
		const filename = `<ipython-input-${count}-${fingerprint(source)}>`;
		this.cells.set(filename, { count, lines: source.split("\n") });
		this.runtime.registerSource(filename, source);
		this.namespace.storeInput(source, count);
		this.namespace.beginCell(this.runner.newResult());
		const failed = !this.runtime.guarded(() => this.runSteps(source, filename));
		this.namespace.finishCell();
		this.runtime.flushStandardStreams();
		this.executionCount++;
		return { executionCount: count, outputs: this.outputs, failed };
	}

	/** Whether all went well. */
	private runSteps(source: string, filename: string): boolean {
		const steps = this.read(source, filename);
		if (steps === null) return false;
		const literals = new CellLiterals();
		const done = steps.every((step) =>
			step.kind === "statement" ? this.runStatement(step.node, step.displayed, filename, literals) : runMagic(this, step),
		);
		literals.release();
		return done;
	}

	/** The cell's steps, or null, the error shown, if it isn't Python. */
	read(source: string, filename: string): Step[] | null {
		try {
			return readCell(source, filename);
		} catch (error) {
			if (!(error instanceof PySyntaxError)) throw error;
			this.add(syntaxErrorOutput(error, this.sources));
			return null;
		}
	}

	/** Whether the statement ended well; an exception that ended it has been shown and is kept. */
	private runStatement(node: stmt, displayed: boolean, filename: string, literals: CellLiterals): boolean {
		const code = this.compile(node, displayed, filename, literals);
		if (code === null) return false;
		hold(code, "code of the statement");
		const done = this.runCode(code);
		drop(code);
		return done;
	}

	/** A statement's code, or null, the error shown, if it cannot be compiled. Its literals go to `literals`. */
	compile(node: stmt, displayed: boolean, filename: string, literals: CellLiterals): Own<PyCode> | null {
		const tree: mod = displayed ? { _class: "Interactive", body: [node] } : { _class: "Module", body: [node], type_ignores: [] };
		try {
			const code = this.runtime.codeFromData(compile(tree, filename), literals.objects);
			literals.keep(node);
			return code;
		} catch (error) {
			if (!(error instanceof PySyntaxError)) throw error;
			this.add(syntaxErrorOutput(error, this.sources));
			return null;
		}
	}

	/** Runs a statement's code; whether no exception ended it. Borrows the code. */
	runCode(code: PyCode): boolean {
		return this.runner.run(code, this.namespace.user, this.namespace.currentResult, this.showException);
	}

	/** Runs `body`; a Python exception in it is shown. Whether there was none. */
	guarded(body: () => void): boolean {
		const since = mark();
		try {
			body();
			return true;
		} catch (thrown) {
			caught(thrown, since);
			const exception = hold(fetchException(), "exception of the cell");
			this.showError(exception);
			drop(exception);
			return false;
		}
	}

	/** Shows an exception and makes it the last one. Borrows it. */
	private showError(exception: PyBaseException): void {
		this.runtime.setLastException(exception);
		if (isSystemExit(exception)) this.write("stderr", "An exception has occurred, use %tb to see the full traceback.\n");
		this.add(errorOutput(exception, this.sources));
	}

	/** Shows a value as the cell's result, unless it is None, and remembers it. May run Python code. */
	displayResult(value: PyObject): void {
		if (value === None) return;
		let data: MimeBundle | null = null;
		// An error in a repr is shown; the result is remembered all the same.
		this.guarded(() => {
			data = mimeBundle(value);
		});
		this.namespace.storeResult(value, this.executionCount);
		if (data !== null) this.add({ type: "execute_result", executionCount: this.executionCount, data });
	}

	/** Ends the notebook: gives up what it holds. */
	close(): void {
		registerRoots("notebook's machinery", () => {});
		this.namespace.close();
		this.runner.close();
		decref(this.showException);
	}
}

/** Twelve hexadecimal digits that depend on the text (FNV-1a, twice). */
function fingerprint(text: string): string {
	let a = 0x811c9dc5;
	let b = 0xcbf29ce4;
	for (let i = 0; i < text.length; i++) {
		a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
		b = Math.imul(b ^ text.charCodeAt(i), 0x01000193) ^ (a >>> 7);
	}
	return ((a >>> 0).toString(16).padStart(8, "0") + (b >>> 0).toString(16).padStart(8, "0")).slice(0, 12);
}
