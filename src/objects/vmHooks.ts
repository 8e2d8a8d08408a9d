// What objects need from the machine above them: running a function's frame, resuming a generator's, and the current
// frame. vm/interpreter.ts puts the real functions here when it is loaded. Mirrors the calls of Objects/ into Python/ceval.c.

import type { Own } from "../heap/header.ts";
import type { PyDict } from "./dict.ts";
import type { PyFunction } from "./function.ts";
import type { Frame } from "./interpreterFrame.ts";
import type { PyObject } from "./object.ts";
import type { PyTuple } from "./tuple.ts";

function unconnected(): never {
	throw new Error("the interpreter is not connected");
}

export const vmHooks = {
	/** `_PyEval_Vector`: calls a Python function; arguments borrowed, positional ones first, then those that `kwnames` names. */
	callFunction: (_func: PyFunction, _args: readonly PyObject[], _kwnames: PyTuple | null): Own<PyObject> => unconnected(),
	/** `PyEval_EvalFrameEx`: runs a suspended generator's frame until it yields or returns; throws what is in flight into it when `throwing`. */
	runGeneratorFrame: (_frame: Frame, _throwing: boolean): Own<PyObject> => unconnected(),
	/** Whether tools are told of exceptions that leave frames. */
	unwindingIsWatched: (): boolean => false,
	/** `PyEval_EvalCode`: all borrowed; `locals` null means the globals. */
	evalCode: (_code: PyObject, _globals: PyDict, _locals: PyObject | null, _closure: PyTuple | null): Own<PyObject> => unconnected(),
};
