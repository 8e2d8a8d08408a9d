// The native modules by name, each with the function that makes it. `builtins` and `sys` are made when the runtime starts.

import type { Own } from "../heap/header.ts";
import type { PyModule } from "../objects/module.ts";
import { initAbc } from "./_abc.ts";
import { initIO } from "./_io.ts";
import { initThread } from "./_thread.ts";
import { initWeakref } from "./_weakref.ts";
import { initAtexit } from "./atexit.ts";
import { initErrno } from "./errno.ts";
import { initMath } from "./math.ts";
import { initTime } from "./time.ts";

export const nativeModules: { readonly [name: string]: () => Own<PyModule> } = {
	_abc: initAbc,
	_io: initIO,
	_thread: initThread,
	_weakref: initWeakref,
	atexit: initAtexit,
	errno: initErrno,
	math: initMath,
	time: initTime,
};
