// Runs the cells of a notebook as IPython does, on one runtime, and collects what they show.
//
// A cell's statements are compiled and run one by one; constants of the cell live as long as its syntax tree would, until
// the cell has run; the last expression goes to `sys.displayhook`, which is ours. What the notebook keeps (Out, `_`, the
// last error) is in namespace.ts. Read `Shell.runCell` first. Mirrors IPython's interactiveshell.py.

import { registerRoots } from "../heap/audit.ts";
import { drop, hold, mark, take } from "../heap/handles.ts";
import { type Own, own } from "../heap/header.ts";
import { decref } from "../heap/refcount.ts";
import { compile } from "../compile/index.ts";
import { lookupAttr } from "../objects/abstract.ts";
import { def } from "../objects/args.ts";
import { newBuiltinFunction } from "../objects/builtinFunction.ts";
import { dictSetStr } from "../objects/dict.ts";
import { caught, fetchException } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import type { PyObject } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { interpreter } from "../objects/state.ts";
import { internStr, isStr } from "../objects/str.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Constant, stmt } from "../syntax/ast.ts";
import { PySyntaxError } from "../syntax/errors.ts";
import { readCell, type Step } from "./cellSource.ts";
import type { CellRun, MimeBundle, Output } from "./document.ts";
import { errorOutput, isSystemExit, type SourceProvider, syntaxErrorOutput } from "./errorText.ts";
import { runMagic } from "./magics.ts";
import { NotebookNamespace } from "./namespace.ts";
import { mimeBundle } from "./mime.ts";

export type CellResult = CellRun & { readonly failed: boolean };

interface CellSource {
	readonly count: number;
	readonly lines: readonly string[];
}

export class Shell {
	readonly runtime: Runtime;
	readonly namespace: NotebookNamespace;
	/** Told of each output when it is complete as far as can be known: streams as they grow. */
	private readonly onOutput: (output: Output) => void;
	private executionCount = 1;
	private outputs: Output[] = [];
	private readonly sources = new Map<string, CellSource>();
	readonly sourceProvider: SourceProvider;

	constructor(runtime: Runtime, onOutput: (output: Output) => void = () => {}) {
		this.runtime = runtime;
		this.onOutput = onOutput;
		this.namespace = new NotebookNamespace(runtime.mainDict);
		this.sourceProvider = {
			cellLabel: (filename) => {
				const cell = this.sources.get(filename);
				return cell === undefined ? null : `Cell In[${cell.count}]`;
			},
			lines: (filename) => this.sources.get(filename)?.lines ?? null,
		};
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

	/** What the program prints goes to the running cell. */
	write(name: "stdout" | "stderr", text: string): void {
		const last = this.outputs.at(-1);
		if (last?.type === "stream" && last.name === name) {
			last.text += text;
			this.onOutput({ type: "stream", name, text });
		} else {
			this.add({ type: "stream", name, text });
		}
	}

	private add(output: Output): void {
		this.outputs.push(output);
		this.onOutput(output.type === "stream" ? { ...output } : output);
	}

	/** Runs one code cell; Python errors become its outputs. `count` is what `In[…]` shows. */
	runCell(source: string): CellResult {
		const count = this.executionCount;
		this.outputs = [];
		const filename = this.register(source, count);
		const failed = !this.runSteps(source, filename);
		this.namespace.finishCell();
		this.runtime.flushStandardStreams();
		this.executionCount++;
		return { executionCount: count, outputs: this.outputs, failed };
	}

	get currentCount(): number {
		return this.executionCount;
	}

	private register(source: string, count: number): string {
		const filename = `<ipython-input-${count}-${fingerprint(source)}>`;
		this.sources.set(filename, { count, lines: source.split("\n") });
		this.runtime.registerSource(filename, source);
		this.namespace.storeInput(source, count);
		return filename;
	}

	/** Whether all went well. */
	private runSteps(source: string, filename: string): boolean {
		let steps: Step[];
		try {
			steps = readCell(source, filename);
		} catch (error) {
			if (!(error instanceof PySyntaxError)) throw error;
			this.add(syntaxErrorOutput(error, this.sourceProvider));
			return false;
		}
		const constants = new CellConstants();
		const done = steps.every((step) => this.runStep(step, filename, constants));
		constants.release();
		return done;
	}

	private runStep(step: Step, filename: string, constants: CellConstants): boolean {
		if (step.kind !== "statement") return runMagic(this, step);
		return this.guarded(() => this.runStatement(step.node, step.displayed, filename, constants));
	}

	private runStatement(node: stmt, displayed: boolean, filename: string, constants: CellConstants): void {
		const tree = displayed
			? ({ _class: "Interactive", body: [node] } as const)
			: ({ _class: "Module", body: [node], type_ignores: [] } as const);
		const code = hold(this.runtime.codeFromData(compile(tree as never, filename), constants.objects), "code of the statement");
		constants.keepLiterals(node);
		const result = this.runtime.evalCode(code);
		drop(code);
		decref(result);
	}

	/** Runs `body`; a Python exception in it becomes an output and false. */
	guarded(body: () => void): boolean {
		const since = mark();
		try {
			body();
			return true;
		} catch (thrown) {
			if (thrown instanceof PySyntaxError) {
				this.add(syntaxErrorOutput(thrown, this.sourceProvider));
				return false;
			}
			caught(thrown, since);
			this.showError(fetchException());
			return false;
		}
	}

	/** Steals the exception: IPython keeps it as `sys.last_exc` and with the cell's result. */
	private showError(exception: Own<PyBaseException>): void {
		hold(exception, "exception of the cell");
		this.runtime.flushStandardStreams();
		this.namespace.storeError(exception);
		this.runtime.setLastException(exception);
		if (isSystemExit(exception)) this.add({ type: "stream", name: "stderr", text: "An exception has occurred, use %tb to see the full traceback.\n" });
		this.add(errorOutput(exception, this.sourceProvider));
		drop(exception);
	}

	/** Shows a value as the cell's result, unless it is None. May run Python code and raise. */
	displayResult(value: PyObject): void {
		if (value === None) return;
		let data: MimeBundle | null = null;
		// An error in a repr is shown; the result is remembered all the same.
		this.guarded(() => {
			data = mimeBundle(value);
		});
		this.runtime.flushStandardStreams();
		this.namespace.storeResult(value, this.executionCount);
		if (data !== null) this.add({ type: "execute_result", executionCount: this.executionCount, data });
	}

	/** Evaluates an expression for a magic; the caller owns the result. Raises as it does. */
	evaluate(step: Extract<Step, { kind: "statement" }>, filename: string): Own<PyObject> | null {
		if (step.node._class !== "Expr") {
			this.runStatement(step.node, false, filename, new CellConstants());
			return null;
		}
		const tree = { _class: "Expression", body: step.node.value } as const;
		const code = hold(this.runtime.codeFromData(compile(tree as never, filename)), "code of the expression");
		const result = hold(this.runtime.evalCode(code), "result of the expression");
		const value = take(result);
		drop(code);
		return value;
	}

	/** A text attribute of an object, or null. */
	textAttribute(object: PyObject, name: string): string | null {
		const value = lookupAttr(object, internStr(name));
		if (value === null) return null;
		const text = isStr(value) ? value.value : null;
		decref(value);
		return text;
	}

	/** Ends the notebook: gives up what it holds. */
	close(): void {
		this.namespace.close();
	}
}

/** Python objects of a cell's literals, which IPython's syntax tree holds until the cell has run. */
class CellConstants {
	/** Owned, by the literal's value in the syntax tree. */
	readonly objects = new Map<unknown, PyObject>();
	private readonly literals = new Set<unknown>();

	constructor() {
		registerRoots("syntax tree of the cell", (visit) => {
			for (const object of this.objects.values()) visit(object, "literal");
		});
	}

	/** Of what was made for the statement, only the tree's own literals stay: a folded tuple belongs to the code alone. */
	keepLiterals(node: stmt): void {
		literalsOf(node, this.literals);
		for (const [constant, object] of this.objects) {
			if (this.literals.has(constant)) continue;
			this.objects.delete(constant);
			decref(object);
		}
	}

	release(): void {
		const objects = [...this.objects.values()];
		this.objects.clear();
		for (const object of objects) decref(object);
		registerRoots("syntax tree of the cell", () => {});
	}
}

/** Collects the values of the Constant nodes below a node. */
function literalsOf(node: unknown, found: Set<unknown>): void {
	if (typeof node !== "object" || node === null) return;
	if ("_class" in node && node._class === "Constant") found.add((node as Constant).value);
	else for (const child of Object.values(node)) literalsOf(child, found);
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
