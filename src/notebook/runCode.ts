// The one frame of Python code below every cell: it runs a statement and keeps the exception that ends it.
//
// It is Python because it must be a frame: a traceback begins with it, and its local `result` refers to the exception
// whose traceback refers to the frame. That cycle is why in a notebook the objects of a failed call die only when the
// collector finds it. Read `PYTHON` first. Plays the part of IPython's `InteractiveShell.run_code`.

import { compile } from "../compile/index.ts";
import { drop, hold } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { call } from "../objects/abstract.ts";
import type { PyCode } from "../objects/code.ts";
import { dictGetStr, type PyDict } from "../objects/dict.ts";
import type { PyObject } from "../objects/object.ts";
import { True } from "../objects/bool.ts";
import { internStr } from "../objects/str.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { parse } from "../syntax/parser.ts";

/** The file name of the frames that are the notebook's own. */
export const RUN_CODE_FILENAME = "<notebook>";

const PYTHON = `
class ExecutionResult:
    result = None
    error_in_exec = None

def run_code(code, namespace, result, show):
    try:
        exec(code, namespace)
    except BaseException as error:
        result.error_in_exec = error
        show(error)
        return False
    return True
`;

export class CodeRunner {
	/** Owned. */
	private readonly runCode: PyObject;
	private readonly resultType: PyObject;

	constructor(runtime: Runtime) {
		const namespace = hold(runtime.newNamespace("notebook"), "namespace of the notebook's own code");
		const code = hold(
			runtime.codeFromData(compile(parse(PYTHON, RUN_CODE_FILENAME, "exec"), RUN_CODE_FILENAME)),
			"the notebook's own code",
		);
		decref(runtime.evalCode(code, namespace));
		drop(code);
		this.runCode = incref(dictGetStr(namespace, internStr("run_code"))!);
		this.resultType = incref(dictGetStr(namespace, internStr("ExecutionResult"))!);
		drop(namespace);
	}

	/** An object to take a cell's result and its error. */
	newResult(): Own<PyObject> {
		return call(this.resultType, []);
	}

	/** Runs a statement's code; `show` is called with an exception that ends it. Whether none did. All borrowed. */
	run(code: PyCode, namespace: PyDict, result: PyObject, show: PyObject): boolean {
		const done = call(this.runCode, [code, namespace, result, show]);
		decref(done);
		return done === (True as PyObject);
	}

	visit(visit: Visit): void {
		visit(this.runCode, "the notebook's run_code");
		visit(this.resultType, "the notebook's ExecutionResult");
	}

	close(): void {
		decref(this.runCode);
		decref(this.resultType);
	}
}
