// The module `_blake2`: BLAKE2b and BLAKE2s with their parameters. The functions are in hashBlake2.ts. Mirrors
// Modules/blake2module.c.

import { drop, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { indexAsNumber, isTrue, numberIndex } from "../objects/abstract.ts";
import type { Parameter } from "../objects/args.ts";
import { requireBuffer } from "../objects/bytesSource.ts";
import type { PyDict } from "../objects/dict.ts";
import { overflowError, valueError } from "../objects/errors.ts";
import { intToBigInt, newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { GIL_MINSIZE } from "./_md5.ts";
import { addType, buildModule, setOwned, vectorArguments } from "./define.ts";
import { Blake2 } from "./hashBlake2.ts";
import { bindHashArguments, dataArgument, hashType, newHash } from "./hashObjects.ts";

const NAMES = [
	"digest_size",
	"key",
	"salt",
	"person",
	"fanout",
	"depth",
	"leaf_size",
	"node_offset",
	"node_depth",
	"inner_size",
	"last_node",
	"usedforsecurity",
	"string",
];

const parameters: readonly Parameter[] = [
	{ name: "data", required: false, kind: "either" },
	...NAMES.map((name) => ({ name, required: false, kind: "keyword" }) as const),
];

interface Limits {
	readonly name: string;
	readonly wide: boolean;
	readonly digest: number;
	readonly salt: number;
}

/** Bytes that are at most so long. Raises ValueError. */
function shortBytes(value: PyObject | null, what: string, most: number): Uint8Array {
	const bytes = value === null ? new Uint8Array(0) : requireBuffer(value).slice();
	return bytes.length > most ? valueError(`maximum ${what} length is ${most} bytes`) : bytes;
}

function within(value: PyObject | null, otherwise: number, low: number, high: number, message: string): number {
	const number = value === null ? otherwise : indexAsNumber(value, "OverflowError");
	return number < low || number > high ? valueError(message) : number;
}

/** An unsigned number of so many bits. Raises ValueError, OverflowError. */
function unsigned(value: PyObject | null, bits: bigint, cType: string): bigint {
	if (value === null) return 0n;
	const index = hold(numberIndex(value), "number");
	const number = intToBigInt(index);
	drop(index);
	if (number < 0n) valueError("Cannot convert negative int");
	return number >> bits !== 0n ? overflowError(`Python int too large for C ${cType}`) : number;
}

function nodeOffset(value: PyObject | null, wide: boolean): bigint {
	const offset = unsigned(value, 64n, "unsigned long long");
	return !wide && offset >> 48n !== 0n ? overflowError("node_offset is too large") : offset;
}

function hasherOf(limits: Limits, bound: readonly (PyObject | null)[]): Blake2 {
	const [, digestSize, key, salt, person, fanout, depth, leafSize, offset, nodeDepth, innerSize, lastNode] = bound as (PyObject | null)[];
	const { wide, digest, salt: saltSize } = limits;
	const title = wide ? "Blake2b" : "Blake2s";
	const size = digestSize === null ? digest : indexAsNumber(digestSize!, "OverflowError");
	if (size <= 0 || size > digest) valueError(`digest_size for ${title} must be between 1 and ${digest} bytes, here it is ${size}`);
	const saltBytes = shortBytes(salt!, "salt", saltSize);
	const personBytes = shortBytes(person!, "person", saltSize);
	const fan = within(fanout!, 1, 0, 255, "fanout must be between 0 and 255");
	const deep = within(depth!, 1, 1, 255, "depth must be between 1 and 255");
	const leaf = unsigned(leafSize!, 32n, "unsigned long");
	const node = nodeOffset(offset!, wide);
	const nodeLevel = within(nodeDepth!, 0, 0, 255, "node_depth must be between 0 and 255");
	const inner = within(innerSize!, 0, 0, digest, `inner_size must be between 0 and is ${digest}`);
	const keyBytes = shortBytes(key!, "key", digest);
	return new Blake2(
		{
			digestSize: size,
			key: keyBytes,
			salt: saltBytes,
			person: personBytes,
			fanout: fan,
			depth: deep,
			leafSize: Number(leaf),
			nodeOffset: node,
			nodeDepth: nodeLevel,
			innerSize: inner,
			lastNode: lastNode !== null && isTrue(lastNode!),
		},
		wide,
	);
}

function blake2Type(limits: Limits): PyType {
	const { name } = limits;
	const make = (type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> => {
		const [items, names] = vectorArguments(args, kwargs);
		if (names !== null) hold(names, "keyword names");
		const bound = bindHashArguments(name, parameters, items, names);
		if (names !== null) drop(names);
		const data = dataArgument(bound[0]!, bound.at(-1)!);
		const hasher = hasherOf(limits, bound);
		return newHash(type, name, hasher.parameters.digestSize, hasher, data);
	};
	return hashType({
		name: `_blake2.${name}`,
		basicsize: 40,
		argument: "data",
		doc: `${name}(data=b'', *, digest_size=_blake2.${name}.MAX_DIGEST_SIZE,
        key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0,
        node_offset=0, node_depth=0, inner_size=0, last_node=False,
        usedforsecurity=True, string=None)\n--\n\nA new BLAKE2 hash.`,
		new: make,
	});
}

const kinds: readonly Limits[] = [
	{ name: "blake2b", wide: true, digest: 64, salt: 16 },
	{ name: "blake2s", wide: false, digest: 32, salt: 8 },
];
const types = kinds.map((limits) => ({ limits, type: blake2Type(limits) }));

export function initBlake2(): Own<PyModule> {
	const module = hold(buildModule("_blake2", "BLAKE2 hashes.", []), "module _blake2");
	for (const { limits, type } of types) {
		addType(module, type);
		const sizes = { SALT_SIZE: limits.salt, PERSON_SIZE: limits.salt, MAX_KEY_SIZE: limits.digest, MAX_DIGEST_SIZE: limits.digest };
		for (const [name, size] of Object.entries(sizes)) {
			setOwned(type.dict!, name, newInt(size));
			setOwned(module.dict!, `${limits.name.toUpperCase()}_${name}`, newInt(size));
		}
	}
	setOwned(module.dict!, "_GIL_MINSIZE", newInt(GIL_MINSIZE));
	return take(module);
}
