// The module `_md5`. The function is in hashFunctions.ts. Mirrors Modules/md5module.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { addStateTypes, buildModule, setOwned } from "./define.ts";
import { newHasher } from "./hashFunctions.ts";
import { hashFunction, hashType } from "./hashObjects.ts";

const MD5Type = hashType({ name: "_md5.md5", argument: "obj" });

/** From how many bytes on CPython lets other threads run. */
export const GIL_MINSIZE = 2048;

export function initMd5(): Own<PyModule> {
	const md5 = hashFunction({ name: "md5", digestSize: 16, make: () => newHasher("md5") }, MD5Type);
	const module = hold(buildModule("_md5", null, [md5]), "module _md5");
	addStateTypes(module, [MD5Type]);
	setOwned(module.dict!, "MD5Type", incref(MD5Type));
	setOwned(module.dict!, "_GIL_MINSIZE", newInt(GIL_MINSIZE));
	return take(module);
}
