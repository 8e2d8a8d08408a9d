// The module `marshal`, so that importlib can be imported. decref keeps compiled code in its own form, so nothing is read
// or written in CPython's.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { notImplementedError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { buildModule, setOwned } from "./define.ts";

const refuse = (name: string, signature: string): MethodDef =>
	def(name, signature, null, () => notImplementedError(`decref has no marshal.${name}() yet`));

const functions: readonly MethodDef[] = [
	refuse("dump", "($module, value, file, version=version, /, *, allow_code=True)"),
	refuse("dumps", "($module, value, version=version, /, *, allow_code=True)"),
	refuse("load", "($module, file, /, *, allow_code=True)"),
	refuse("loads", "($module, bytes, /, *, allow_code=True)"),
];

export function initMarshal(): Own<PyModule> {
	const module = hold(buildModule("marshal", "CPython's format of compiled code.", functions), "module marshal");
	setOwned(module.dict!, "version", newInt(5));
	return take(module);
}
