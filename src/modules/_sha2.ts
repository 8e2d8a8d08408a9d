// The module `_sha2`: SHA-224, 256, 384 and 512. The functions are in hashFunctions.ts. Mirrors Modules/sha2module.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { GIL_MINSIZE } from "./_md5.ts";
import { addType, buildModule, setOwned } from "./define.ts";
import { newHasher } from "./hashFunctions.ts";
import { type HashKind, hashFunction, hashType } from "./hashObjects.ts";

const kinds = ([224, 256, 384, 512] as const).map((bits) => {
	const kind: HashKind = { name: `sha${bits}`, digestSize: bits / 8, make: () => newHasher(`sha${bits}`) };
	return { kind, type: hashType({ name: `_sha2.SHA${bits}Type`, basicsize: 40, argument: "obj" }) };
});

export function initSha2(): Own<PyModule> {
	const functions = kinds.map(({ kind, type }) => hashFunction(kind, type));
	const module = hold(buildModule("_sha2", null, functions), "module _sha2");
	for (const { type } of kinds) addType(module, type);
	setOwned(module.dict!, "_GIL_MINSIZE", newInt(GIL_MINSIZE));
	return take(module);
}
