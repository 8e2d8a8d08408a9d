// The module `_pickle` as far as it is not written in Python: PickleBuffer. Pickler, Unpickler and the functions are the
// library's own, which the module `pickle` falls back on where this one lacks them.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import type { PyModule } from "../objects/module.ts";
import { PickleBufferType } from "../objects/pickleBuffer.ts";
import { addType, buildModule } from "./define.ts";

export function initPickle(): Own<PyModule> {
	const module = hold(buildModule("_pickle", "Buffers for pickles.", []), "module _pickle");
	addType(module, PickleBufferType);
	return take(module);
}
