// The module `_sha1`. The function is in hashFunctions.ts. Mirrors Modules/sha1module.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { GIL_MINSIZE } from "./_md5.ts";
import { addStateTypes, buildModule, setOwned } from "./define.ts";
import { newHasher } from "./hashFunctions.ts";
import { hashFunction, hashType } from "./hashObjects.ts";

const SHA1Type = hashType({ name: "_sha1.sha1", basicsize: 32, argument: "obj" });

export function initSha1(): Own<PyModule> {
	const sha1 = hashFunction({ name: "sha1", digestSize: 20, make: () => newHasher("sha1") }, SHA1Type);
	const module = hold(buildModule("_sha1", null, [sha1]), "module _sha1");
	addStateTypes(module, [SHA1Type]);
	setOwned(module.dict!, "SHA1Type", incref(SHA1Type));
	setOwned(module.dict!, "_GIL_MINSIZE", newInt(GIL_MINSIZE));
	return take(module);
}
