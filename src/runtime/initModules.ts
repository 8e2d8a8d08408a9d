// The modules that are there from the start: builtins, sys, `__main__`; and the native ones, made on import.

import { typingTypes } from "../objects/typevar.ts";
import { addInterpreterTypes } from "../objects/heapTypes.ts";
import { drop, hold } from "../heap/handles.ts";
import { incref } from "../heap/refcount.ts";
import { initDecref } from "../ledger/module.ts";
import { initBuiltins } from "../modules/builtins.ts";
import { ioTypes } from "../modules/_io.ts";
import { initSys } from "../modules/sys.ts";
import { nativeModules } from "../modules/index.ts";
import { dictSetStr, newDict } from "../objects/dict.ts";
import { newModule, type PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { interpreter } from "../objects/state.ts";
import { internStr } from "../objects/str.ts";
import { importHooks } from "../vm/finder.ts";
import { expectEarlyLoaders } from "../vm/import.ts";
import { initCommonConstants } from "../vm/slowOps.ts";
import { rememberBuiltins } from "./finalize.ts";

/** Makes them; `__main__`, which sys.modules keeps, is returned borrowed. */
export function initModules(): PyModule {
	interpreter.modules = newDict();
	addInterpreterTypes([...typingTypes(), ...ioTypes]);
	const builtins = hold(initBuiltins(), "module builtins");
	interpreter.builtins = incref(builtins.dict!);
	const names = Object.keys(nativeModules);
	const sys = hold(initSys(interpreter.modules, [...new Set([...names, "builtins", "sys"])]), "module sys");
	enter("sys", sys);
	enter("builtins", builtins);
	initCommonConstants();
	importHooks.native = (name) => (name === "decref" ? initDecref : (nativeModules[name] ?? null));
	rememberBuiltins();
	expectEarlyLoaders();
	const main = makeMain(builtins);
	drop(sys);
	drop(builtins);
	return main;
}

function enter(name: string, module: PyObject): void {
	dictSetStr(interpreter.modules!, internStr(name), module);
}

function makeMain(builtins: PyModule): PyModule {
	const main = hold(newModule("__main__"), "module __main__");
	dictSetStr(main.dict!, internStr("__builtins__"), builtins);
	enter("__main__", main);
	drop(main);
	return main;
}
