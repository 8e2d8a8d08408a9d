// Finding a function of the builtins module by name, for the `__reduce__` methods of native types.
// Mirrors _PyEval_GetBuiltin (Python/ceval.c).

import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { dictGetStr } from "./dict.ts";
import { attributeError } from "./errors.ts";
import type { PyObject } from "./object.ts";
import { interpreter } from "./state.ts";
import { internStr } from "./str.ts";

/** Raises AttributeError if the program has removed it. */
export function getBuiltin(name: string): Own<PyObject> {
	const found = interpreter.builtins === null ? null : dictGetStr(interpreter.builtins, internStr(name));
	return found === null ? attributeError(name) : incref(found);
}
