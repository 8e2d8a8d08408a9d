// Runs the cells of a notebook as IPython does, on one runtime, and collects what they show.
//
// A cell becomes Python (inputTransform.ts); its statements are compiled and run one by one; its literals live as long as
// its syntax tree would, until the cell has run; the last expression goes to `sys.displayhook`. What the notebook keeps
// (Out, `_`, results, errors) is kept by Python code (python/boot.ts). Read `Shell.runCell` first. Mirrors IPython's
// interactiveshell.py.

import { compile, PYCF_ALLOW_TOP_LEVEL_AWAIT } from "../compile/index.ts";
import { drop, hold, mark } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { setAttr } from "../objects/abstract.ts";
import type { PyCode } from "../objects/code.ts";
import { dictContains, dictGetStr } from "../objects/dict.ts";
import { caught, fetchException } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { isSyntaxErrorException } from "../objects/exceptionsSyntax.ts";
import { isInstanceOf, type PyObject, type PyType } from "../objects/object.ts";
import { interpreter } from "../objects/state.ts";
import { internStr } from "../objects/str.ts";
import { asPythonErrors, syntaxWarnings } from "../runtime/compileSource.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { mod } from "../syntax/ast.ts";
import { awaits, readCell, type Statement } from "./cellSource.ts";
import type { CellRun, Output } from "./document.ts";
import { briefErrorOutput, type ErrorOutput, errorOutput, type SourceProvider, syntaxErrorOutput } from "./errorText.ts";
import { type NamesInUse, transformCell } from "./inputTransform.ts";
import { CellLiterals } from "./literals.ts";
import { Machinery } from "./machinery.ts";
import { natives } from "./natives.ts";
import { OutputList } from "./outputs.ts";
import { isOwnFile } from "./package.ts";
import { isMagic } from "./python/index.ts";

export type CellResult = CellRun & {
	readonly failed: boolean;
	/** The program has asked for the notebook to end. */
	readonly exits: boolean;
};

interface CellSource {
	readonly count: number;
	readonly lines: readonly string[];
}

/** `__future__` features of the cells so far. */
const FUTURE_MASK = 0x1fe0000;

const KEYWORDS = new Set(
	"False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
		" ",
	),
);

export class Shell {
	readonly runtime: Runtime;
	readonly outputs: OutputList;
	readonly machinery: Machinery;
	private exits = false;
	private futureFlags = 0;
	private readonly cells = new Map<string, CellSource>();
	private readonly names: NamesInUse = {
		isMagic,
		isTaken: (name) => {
			const head = name.split(".", 1)[0]!;
			const key = internStr(head);
			return KEYWORDS.has(head) || dictContains(this.runtime.mainDict, key) || dictContains(interpreter.builtins!, key);
		},
		isExit: (name) =>
			/^(exit|quit)$/.test(name) && dictGetStr(this.runtime.mainDict, internStr(name))?.type.name.endsWith("ExitAutocall") === true,
	};
	private readonly sources: SourceProvider = {
		cellLabel: (filename) => {
			const cell = this.cells.get(filename);
			return cell === undefined ? null : `Cell In[${cell.count}]`;
		},
		lines: (filename) => this.cells.get(filename)?.lines ?? this.runtime.sourceLines(filename),
		isHidden: isOwnFile,
	};

	/** `onOutput` is told of each output when it appears; of a stream, of each piece. */
	constructor(runtime: Runtime, onOutput: (output: Output) => void = () => {}) {
		this.runtime = runtime;
		this.outputs = new OutputList(() => runtime.flushStandardStreams(), onOutput);
		this.machinery = new Machinery(runtime, natives(this));
	}

	/** What `In[…]` of the next cell will show. */
	get nextCount(): number {
		return this.machinery.executionCount;
	}

	/** What the program prints goes to the running cell. */
	write(name: "stdout" | "stderr", text: string): void {
		this.outputs.write(name, text);
	}

	/** Runs one code cell; Python errors become its outputs. */
	runCell(source: string): CellResult {
		const executionCount = this.nextCount;
		const outputs = this.outputs.begin();
		const text = this.transform(source);
		const result = hold(this.machinery.beginCell(source, text), "result of the cell");
		const failed = !this.runtime.guarded(() => this.runText(text, result));
		this.machinery.endCell(result, !failed);
		drop(result);
		this.outputs.end();
		return { executionCount, outputs, failed, exits: this.exits };
	}

	/** Runs a cell's text on behalf of a running cell. */
	runNested(source: string, result: PyObject): void {
		const done = this.runText(this.transform(source), result);
		this.machinery.endCell(result, done);
	}

	transform(source: string): string {
		return transformCell(source, this.names);
	}

	askExit(): void {
		this.exits = true;
	}

	/** Whether all went well. */
	private runText(text: string, result: PyObject): boolean {
		const count = this.nextCount;
		const filename = `<ipython-input-${count}-${fingerprint(text)}>`;
		this.cells.set(filename, { count, lines: text.split("\n") });
		this.runtime.registerSource(filename, text);
		this.machinery.addSource(filename, text);
		const statements = this.shown(result, () => readCell(text, filename, syntaxWarnings(filename)));
		if (statements === null) return false;
		const literals = new CellLiterals();
		const isAsync = awaits(text);
		const done = statements.every((statement) => this.runStatement(statement, filename, literals, isAsync, result));
		literals.release();
		return done;
	}

	/** What `body` gives, or null if a text isn't Python, which is shown and kept in `result`. */
	private shown<T>(result: PyObject, body: () => T): T | null {
		const since = mark();
		try {
			return asPythonErrors(body);
		} catch (thrown) {
			caught(thrown, since);
			const exception = hold(fetchException(), "error of the cell's text");
			setAttr(result, internStr("error_before_exec"), exception);
			this.showError(exception);
			drop(exception);
			return null;
		}
	}

	/** Whether the statement ended well; an exception that ended it has been shown and is kept. */
	private runStatement(statement: Statement, filename: string, literals: CellLiterals, isAsync: boolean, result: PyObject): boolean {
		const code = this.shown(result, () => this.compile(statement, filename, literals, isAsync));
		if (code === null) return false;
		hold(code, "code of the statement");
		const done = this.machinery.run(code, this.runtime.mainDict, result);
		drop(code);
		return done;
	}

	/** A statement's code. Its literals go to `literals`. Throws PySyntaxError. */
	private compile({ node, displayed }: Statement, filename: string, literals: CellLiterals, isAsync: boolean): Own<PyCode> {
		const tree: mod = displayed ? { _class: "Interactive", body: [node] } : { _class: "Module", body: [node], type_ignores: [] };
		const flags = this.futureFlags | (isAsync ? PYCF_ALLOW_TOP_LEVEL_AWAIT : 0);
		const data = compile(tree, filename, { flags, warn: syntaxWarnings(filename) });
		this.futureFlags |= data.flags & FUTURE_MASK;
		const code = this.runtime.codeFromData(data, literals.objects);
		literals.keep(node);
		return code;
	}

	/** Shows an exception and makes it the last one; `brief`: without traceback. Borrows it. May run Python code. */
	showError(exception: PyBaseException, brief = false): void {
		if (isInstanceOf(exception, this.machinery.usageError() as PyType)) {
			const { evalue } = errorOutput(exception, this.sources);
			this.runtime.flushStandardStreams();
			this.write("stderr", `UsageError: ${evalue}\n`);
			return;
		}
		this.runtime.setLastException(exception);
		if (!brief && !isSyntaxErrorException(exception)) this.machinery.keepTraceback(exception);
		this.outputs.add(this.describe(exception, brief));
	}

	private describe(exception: PyBaseException, brief: boolean): ErrorOutput {
		if (brief) return briefErrorOutput(exception);
		const mode = this.machinery.errorMode;
		return isSyntaxErrorException(exception)
			? syntaxErrorOutput(exception, this.sources, mode)
			: errorOutput(exception, this.sources, mode);
	}

	/** Ends the notebook: gives up what it holds. */
	close(): void {
		this.machinery.close();
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
