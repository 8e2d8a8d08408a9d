// What breakpoint() does unless sys.breakpointhook is something else: calls what $PYTHONBREAKPOINT names, else pdb.set_trace.
// Read `callBreakpoint` first. Mirrors sys_breakpointhook (Python/sysmodule.c).

import { dropKeeping, hold, mark } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { call, getAttr } from "../objects/abstract.ts";
import { caught, clearException, exceptionMatches } from "../objects/errors.ts";
import type { PyObject } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { internStr } from "../objects/str.ts";
import { type PyTuple, tupleOf } from "../objects/tuple.ts";
import { warn } from "../objects/warnings.ts";
import { variable } from "./environment.ts";
import { moduleHooks } from "./hooks.ts";
import { flagValues } from "./sysInfo.ts";

const DEBUGGER = "pdb.set_trace";

function ignore(path: string): null {
	warn("RuntimeWarning", `Ignoring unimportable $PYTHONBREAKPOINT: "${path}"`);
	return null;
}

/** The named function, new; null if there is none, of which a warning tells. */
function functionOf(path: string): Own<PyObject> | null {
	const dot = path.lastIndexOf(".");
	const moduleName = dot < 0 ? "builtins" : path.slice(0, dot);
	const name = internStr(path.slice(dot + 1));
	if (dot === 0) return ignore(path);
	const since = mark();
	try {
		const names = hold(tupleOf(internStr("__doc__")), "names to import");
		const module = hold(moduleHooks.importModule(internStr(moduleName), null, null, names, 0), "module of the debugger");
		return dropKeeping(names, dropKeeping(module, getAttr(module, name)));
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("ImportError") && !exceptionMatches("AttributeError")) throw thrown;
		clearException();
		return ignore(path);
	}
}

export function callBreakpoint(_module: PyObject, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const wanted = Number(flagValues["ignore_environment"] ?? 0) === 0 ? variable("PYTHONBREAKPOINT") : null;
	if (wanted === "0") return newNone();
	const debug = functionOf(wanted || DEBUGGER);
	if (debug === null) return newNone();
	hold(debug, "debugger");
	const result = call(debug, args, kwnames);
	return dropKeeping(debug, result);
}
