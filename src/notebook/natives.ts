// The native functions that the notebook's Python code calls: showing, formatting, compiling what magics time.
//
// All are named `native_…` in the module `_notebook`. Read `natives` first.

import { compile, type Code } from "../compile/index.ts";
import { dropKeeping, hold } from "../heap/handles.ts";
import { type Own, own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { isTrue } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { dictGetStr, type PyDict } from "../objects/dict.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { isInt } from "../objects/int.ts";
import type { PyObject } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { internStr, isStr, newStr } from "../objects/str.ts";
import { tupleOf } from "../objects/tuple.ts";
import { asPythonErrors } from "../runtime/compileSource.ts";
import type { mod, stmt } from "../syntax/ast.ts";
import { parse } from "../syntax/parser.ts";
import type { JsonObject } from "./document.ts";
import { jsonFrom, toDict } from "./json.ts";
import { Formatter } from "./mime.ts";
import { prettyText } from "./pretty.ts";
import type { Shell } from "./shell.ts";
import { signatureText } from "./signature.ts";

export function natives(shell: Shell): readonly MethodDef[] {
	return [...outputNatives(shell), ...cellNatives(shell), ...textNatives(shell), ...timingNatives(shell)];
}

function native(name: string, parameters: string, impl: (...args: any[]) => Own<PyObject>): MethodDef {
	return def(`native_${name}`, `($module, ${parameters}/)`, null, (_module, ...args) => impl(...args));
}

function text(object: PyObject): string {
	return isStr(object) ? object.value : "";
}

function outputNatives(shell: Shell): MethodDef[] {
	let formatter: Formatter | null = null;
	const namespace = (): PyDict => shell.machinery.namespace;
	const newFormatter = (): Formatter =>
		new Formatter(
			(exception) => shell.showError(exception),
			(warning) => shell.write("stderr", warning),
			dictGetStr(namespace(), internStr("PRINTERS")) as PyDict,
			() => ({ floatFormat: text(dictGetStr(namespace(), internStr("FLOAT_FORMAT"))!) || null }),
		);
	return [
		native("add_output", "kind, data, metadata, display_id, update, ", (kind, data, metadata, id, update) => {
			addOutput(
				shell,
				text(kind),
				jsonFrom(data) as JsonObject,
				jsonFrom(metadata) as JsonObject,
				id === None ? null : text(id),
				isTrue(update),
			);
			return own(None);
		}),
		native("clear_output", "wait, ", (wait) => {
			shell.outputs.clear(isTrue(wait));
			return own(None);
		}),
		native("format", "obj, include, exclude, ", (object, include, exclude) => {
			formatter ??= newFormatter();
			const { data, metadata } = formatter.format(object, include, exclude);
			const bundles = [hold(toDict(data), "data"), hold(toDict(metadata), "metadata")] as const;
			const result = tupleOf(...bundles);
			dropKeeping(bundles[1], result);
			return dropKeeping(bundles[0], result);
		}),
		native("show_error", "error, brief, ", (error: PyBaseException, brief) => {
			shell.showError(error, isTrue(brief));
			return own(None);
		}),
	];
}

function addOutput(shell: Shell, kind: string, data: JsonObject, metadata: JsonObject, id: string | null, update: boolean): void {
	if (kind === "execute_result") shell.outputs.add({ type: kind, executionCount: shell.nextCount, data, metadata });
	else if (update && id !== null) shell.outputs.update(data, metadata, id);
	else shell.outputs.display(data, metadata, id);
}

function cellNatives(shell: Shell): MethodDef[] {
	return [
		native("run_cell", "raw_cell, result, ", (source, result) => {
			shell.runNested(text(source), result);
			return own(None);
		}),
		native("transform", "raw_cell, ", (source) => newStr(shell.transform(text(source)))),
		native("ask_exit", "", () => {
			shell.askExit();
			return own(None);
		}),
	];
}

function textNatives(shell: Shell): MethodDef[] {
	return [
		native("pretty", "obj, max_width, max_seq_length, printers, ", (object, maxWidth, maxSequence, printers) => {
			const numbers = [maxWidth, maxSequence].map((n: PyObject) => (isInt(n) ? Number(n.value) : 0));
			return newStr(prettyText(object, { maxWidth: numbers[0]!, maxSequence: numbers[1]!, printers }));
		}),
		native("signature", "obj, ", (object) => {
			const signature = signatureText(object);
			return signature === null ? own(None) : newStr(signature);
		}),
		native("read_file", "path, ", (path) => {
			const bytes = shell.runtime.host.readFile(text(path));
			if (bytes === null) return own(None);
			const source = new TextDecoder().decode(bytes);
			shell.runtime.registerSource(text(path), source);
			return newStr(source);
		}),
	];
}

const TIMEIT = "def inner(_it, _timer):\n  pass\n  _t0 = _timer()\n  for _i in _it:\n    pass\n  _t1 = _timer()\n  return _t1 - _t0\n";
const TIMED_STATEMENTS = "<timed exec>";
const TIMED_EXPRESSION = "<timed eval>";

function timingNatives(shell: Shell): MethodDef[] {
	const code = (data: Code): Own<PyObject> => shell.runtime.codeFromData(data);
	return [
		native("compile_timeit", "statement, setup, ", (statement, setup) =>
			asPythonErrors(() => code(compile(timeitTree(text(statement), text(setup)), "<magic-timeit>"))),
		),
		native("compile_timed", "source, ", (source) =>
			asPythonErrors(() => {
				const [before, last] = timedTrees(text(source));
				const statements = hold(before === null ? incref(None) : code(compile(before, TIMED_STATEMENTS)), "code to be timed");
				const filename = before === null ? TIMED_EXPRESSION : TIMED_STATEMENTS;
				const expression = hold(last === null ? incref(None) : code(compile(last, filename)), "expression to be timed");
				const both = tupleOf(statements, expression);
				dropKeeping(expression, both);
				return dropKeeping(statements, both);
			}),
		),
	];
}

function timeitTree(statement: string, setup: string): mod {
	const tree = parse(TIMEIT, "<magic-timeit>", "exec");
	const inner = tree.body[0] as stmt & { body: stmt[] };
	const loop = inner.body[2] as stmt & { body: stmt[] };
	loop.body = orPass(parse(statement, "<magic-timeit>", "exec").body, loop.body);
	inner.body.splice(0, 1, ...orPass(parse(setup, "<magic-timeit>", "exec").body, inner.body.slice(0, 1)));
	return tree;
}

function orPass(body: readonly stmt[], pass: readonly stmt[]): stmt[] {
	return [...(body.length === 0 ? pass : body)];
}

/** The statements before the last expression, and that: either may be missing. */
function timedTrees(source: string): [mod | null, mod | null] {
	const tree = parse(source, TIMED_STATEMENTS, "exec");
	const last = tree.body.at(-1);
	if (last?._class !== "Expr") return [tree, null];
	tree.body.pop();
	return [tree.body.length === 0 ? null : tree, { _class: "Expression", body: last.value }];
}
