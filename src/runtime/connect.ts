// Connects what lies below with the machine: hooks of objects, modules and vm are filled in here, once.

import type { mod } from "../syntax/ast.ts";
import { stackEffectOrNull } from "../compile/opcode.ts";
import { PySyntaxError } from "../syntax/errors.ts";
import { literalLimit } from "../syntax/numbers.ts";
import { intLimits } from "../objects/intText.ts";
import { characterNames, parse } from "../syntax/parser.ts";
import { tokenStream } from "../syntax/tokenStream.ts";
import { runScheduled } from "../heap/gc/collect.ts";
import { gcHooks } from "../heap/gc/state.ts";
import { dropKeeping, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { nearestName } from "../modules/tracebackSuggest.ts";
import { host } from "../modules/host.ts";
import { isFolderInArchive } from "../modules/zipArchive.ts";
import { type CompileOptions, moduleHooks, type SyntaxNode, type TokenRows } from "../modules/hooks.ts";
import { timersRun } from "../modules/signalTimers.ts";
import type { PyCode } from "../objects/code.ts";
import { currentFrame, localsOf } from "../objects/frame.ts";
import { functionHooks, newFunction, type PyFunction } from "../objects/function.ts";
import type { PyDict } from "../objects/dict.ts";
import { runtimeError } from "../objects/errors.ts";
import { isModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { interpreter } from "../objects/state.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { characterNamed } from "../objects/unicodeData.ts";
import { vmHooks } from "../objects/vmHooks.ts";
import { incref } from "../heap/refcount.ts";
import { argumentHooks } from "../objects/args.ts";
import { bindingHooks } from "../vm/bindArguments.ts";
import { breakerHooks, requestCollection } from "../vm/breaker.ts";
import { current } from "../modules/host.ts";
import { importHooks } from "../vm/finder.ts";
import { importModuleLevel } from "../vm/import.ts";
import { initInterpreter, runWithLocals } from "../vm/interpreter.ts";
import { initMonitoring } from "../vm/monitoring/look.ts";
import { schedulerHooks } from "../vm/scheduler.ts";
import { commandState } from "./codeop.ts";
import {
	asPythonErrors,
	compileSource,
	compileTree,
	decodeBytesOfSource,
	optimizeTree,
	parseTree,
	raiseSyntaxError,
	runSource,
	symbolTableOf,
} from "./compileSource.ts";
import type { Sources } from "./sources.ts";
import { standardLibrary } from "./stdlib.ts";

const PYCF_MASK = 0x1fe0000;

export interface Machine {
	readonly sources: Sources;
	readonly optimize: number;
}

export function connect({ sources, optimize }: Machine): void {
	initInterpreter();
	initMonitoring();
	schedulerHooks.now = () => Number(host().monotonic()) / 1e6;
	schedulerHooks.timersRun = timersRun;
	schedulerHooks.sleep = (milliseconds) => host().sleep(milliseconds);
	gcHooks.schedule = requestCollection;
	breakerHooks.collect = runScheduled;
	bindingHooks.suggest = argumentHooks.suggest = (name, possible) => nearestName(possible, name);
	vmHooks.evalCode = evalCode;
	functionHooks.defaultBuiltins = () => currentFrame()?.builtins ?? interpreter.builtins!;
	functionHooks.namespaceOf = (object) => (isModule(object) ? object.dict! : object);
	const level = (options: CompileOptions): number => (options.optimize < 0 ? optimize : options.optimize);
	moduleHooks.decodeSource = decodeBytesOfSource;
	moduleHooks.compile = (source, options) =>
		compileSource(source, options.filename, options.mode, { flags: options.flags, optimize: level(options) });
	moduleHooks.symbolTable = symbolTableOf;
	moduleHooks.compileTree = (tree, options) =>
		compileTree(tree as mod, options.filename, { flags: options.flags, optimize: level(options) });
	moduleHooks.raisingSyntaxErrors = asPythonErrors;
	moduleHooks.optimizeTree = (tree, options) =>
		optimizeTree(tree as mod, options.filename, { flags: options.flags, optimize: level(options) });
	moduleHooks.parseTree = (source, options) =>
		parseTree(source, options.filename, options.mode, { flags: options.flags, optimize: level(options) });
	moduleHooks.runText = (source, options, globals, locals) =>
		runSource(source, options.filename, options.mode, { flags: options.flags, optimize }, (code) => evalCode(code, globals, locals, null));
	moduleHooks.inheritedFlags = () => (currentFrame()?.code.codeFlags ?? 0) & PYCF_MASK;
	moduleHooks.currentLocals = () => {
		const frame = currentFrame();
		return frame === null ? runtimeError("no current frame") : localsOf(frame);
	};
	moduleHooks.runClassBody = runWithLocals;
	moduleHooks.importModule = (name, globals, _locals, fromlist, level) => importModuleLevel(name, globals, fromlist, level);
	moduleHooks.sourceLine = (filename, lineno) => sources.line(filename, lineno);
	moduleHooks.stackEffect = stackEffectOrNull;
	moduleHooks.tokenize = tokenRows;
	moduleHooks.parseModule = parseModule;
	moduleHooks.isPossibleCommand = (text) => commandState(text) !== "wrong";
	literalLimit.digits = () => intLimits.maxStrDigits;
	characterNames.lookup = (name) => characterNamed(name, false);
	importHooks.standard = (name) => standardLibrary.find(name, optimize);
	importHooks.standardPath = standardLibrary.path;
	importHooks.readBytes = (path) => sources.bytes(path);
	importHooks.isDirectory = (path) => current.host.isDirectory?.(path) === true || isFolderInArchive(path, current.host);
	importHooks.decodeSource = decodeBytesOfSource;
	importHooks.compileFile = (source, filename) => compileSource(decodeBytesOfSource(source, filename), filename, "exec", { optimize });
}

function tokenRows(text: string, extra: boolean): TokenRows {
	const { tokens, error, isEndOfFile } = tokenStream(text, "<string>", extra);
	return {
		tokens,
		fail: () => {
			if (error === null) return;
			if (!isEndOfFile || error.message.startsWith("unterminated")) raiseSyntaxError(error);
			const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
			raiseSyntaxError(new PySyntaxError("SyntaxError", "unexpected EOF in multi-line statement", "<string>", lines, 0, lines, 0, null));
		},
	};
}

/** `PyEval_EvalCode`: runs code by a function that lives as long as it runs. */
function evalCode(code: PyObject, globals: PyDict, locals: PyObject | null, closure: PyTuple | null): Own<PyObject> {
	const func = newFunction(code as PyCode, globals);
	if (closure !== null) (func as PyFunction).closure = incref(closure);
	hold(func, "function made to run code");
	return dropKeeping(func, runWithLocals(func, locals ?? globals));
}

function parseModule(text: string): readonly SyntaxNode[] | null {
	return orNull(() => parse(text, "<string>", "exec").body as unknown as readonly SyntaxNode[]);
}

function orNull<T>(body: () => T): T | null {
	try {
		return body();
	} catch (error) {
		if (error instanceof PySyntaxError) return null;
		throw error;
	}
}
