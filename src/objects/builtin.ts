// Finding a function of the builtins module by name, for the `__reduce__` methods of native types.
// The running frame's builtins are asked, whatever mapping they are. Mirrors _PyEval_GetBuiltin (Python/ceval.c).

import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { getOptionalItem } from "./abstract.ts";
import { dictGetStr, isDict } from "./dict.ts";
import { attributeError } from "./errors.ts";
import { functionHooks } from "./function.ts";
import type { PyObject } from "./object.ts";
import { internStr } from "./str.ts";

/** Raises AttributeError if the program has removed it. May run Python code. */
export function getBuiltin(name: string): Own<PyObject> {
	const builtins = functionHooks.defaultBuiltins();
	const key = internStr(name);
	if (!isDict(builtins)) return getOptionalItem(builtins, key) ?? attributeError(name);
	const found = dictGetStr(builtins, key);
	return found === null ? attributeError(name) : incref(found);
}
