// The module `_sha3`: SHA-3 and SHAKE, whose types are called to make a hash. The functions are in hashFunctions.ts. Mirrors
// Modules/sha3module.c.

import { drop, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { newBytes } from "../objects/bytes.ts";
import type { PyDict } from "../objects/dict.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { newStr } from "../objects/str.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { GIL_MINSIZE } from "./_md5.ts";
import { addType, buildModule, setOwned, vectorArguments } from "./define.ts";
import { newSponge } from "./hashFunctions.ts";
import { bindHashArguments, dataArgument, dataParameters, hashType, newHash, type PyHash } from "./hashObjects.ts";

/** The sponge's bytes: what is not its rate is its capacity. */
const WIDTH = 200;

function sha3Type(name: string, digestSize: number, rate: number, suffix: number): PyType {
	const make = (type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> => {
		const [items, names] = vectorArguments(args, kwargs);
		if (names !== null) hold(names, "keyword names");
		const [data, , text] = bindHashArguments(name, dataParameters, items, names);
		if (names !== null) drop(names);
		return newHash(type, name, digestSize, newSponge(rate, suffix, digestSize), dataArgument(data!, text!));
	};
	return hashType({
		name: `_sha3.${name}`,
		argument: "data",
		anyLength: digestSize === 0,
		doc: `A ${name} hash.`,
		new: make,
		getset: [
			{ name: "_capacity_bits", get: () => newInt(8 * (WIDTH - rate)) },
			{ name: "_rate_bits", get: (self: PyHash) => newInt(8 * self.hasher!.blockSize) },
			{ name: "_suffix", get: () => newBytes(Uint8Array.of(suffix)) },
		],
	});
}

const types: readonly PyType[] = [
	...[224, 256, 384, 512].map((bits) => sha3Type(`sha3_${bits}`, bits / 8, WIDTH - bits / 4, 6)),
	...[128, 256].map((bits) => sha3Type(`shake_${bits}`, 0, WIDTH - bits / 4, 31)),
];

export function initSha3(): Own<PyModule> {
	const module = hold(buildModule("_sha3", null, []), "module _sha3");
	for (const type of types) addType(module, type);
	setOwned(module.dict!, "_GIL_MINSIZE", newInt(GIL_MINSIZE));
	setOwned(module.dict!, "implementation", newStr("HACL"));
	return take(module);
}
