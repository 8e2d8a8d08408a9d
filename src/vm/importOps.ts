// IMPORT_NAME and IMPORT_FROM. Mirrors import_name of Python/ceval.c.

import { drop, dropKeeping, hold } from "../heap/handles.ts";
import { call } from "../objects/abstract.ts";
import { isBuiltinFunction } from "../objects/builtinFunction.ts";
import { raiseError } from "../objects/errors.ts";
import type { PyInt } from "../objects/int.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import { None } from "../objects/singletons.ts";
import { internStr } from "../objects/str.ts";
import { importAttribute, importModuleLevel } from "./import.ts";
import { itemOrNull } from "./names.ts";
import { peek, push, replaceInputs } from "./stack.ts";

/** (level, fromlist -- module). Goes through `__import__` only if a program replaced it. */
export function importName(frame: Frame, oparg: number): void {
	const name = frame.code.names[oparg];
	const fromlist = peek(frame, 1);
	const level = peek(frame, 2);
	const importer = itemOrNull(frame.builtins, internStr("__import__"));
	if (importer === null) return raiseError("ImportError", "__import__ not found");
	hold(importer, "__import__");
	if (isBuiltinFunction(importer) && importer.def.name === "__import__") {
		drop(importer);
		replaceInputs(frame, 2, importModuleLevel(name, frame.globals, fromlist, (level as PyInt).value as number, true));
		return;
	}
	const module = call(importer, [name, frame.globals, frame.locals ?? None, fromlist, level], null);
	replaceInputs(frame, 2, dropKeeping(importer, module));
}

/** (from -- from, res) */
export function importFrom(frame: Frame, oparg: number): void {
	push(frame, importAttribute(peek(frame, 1), frame.code.names[oparg]));
}
