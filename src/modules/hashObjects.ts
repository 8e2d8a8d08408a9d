// The Python side of a hash: its object, the methods update, digest, hexdigest and copy, and the functions that make one. Read
// `hashType` first. Mirrors what Modules/md5module.c, sha1module.c, sha2module.c, sha3module.c and blake2module.c have in
// common.

import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { indexAsNumber } from "../objects/abstract.ts";
import { bindArguments, def, defRaw, type MethodDef, type Parameter } from "../objects/args.ts";
import { newBytes } from "../objects/bytes.ts";
import { bufferOf } from "../objects/bytesSource.ts";
import { typeError, valueError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import {
	defineType,
	type GetSetDef,
	PyGCTypeOwner,
	type PyObject,
	type PyType,
	TPFLAGS_DISALLOW_INSTANTIATION,
	TPFLAGS_HAVE_GC,
	type TypeSpec,
} from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { isStr, newStr } from "../objects/str.ts";
import type { PyTuple } from "../objects/tuple.ts";
import type { Hasher } from "./hashFunctions.ts";
import { allocate, ownedSlots } from "./ownedSlots.ts";

export class PyHash extends PyGCTypeOwner {
	name: string;
	digestSize: number;
	hasher: Hasher | null;

	constructor(type: PyType) {
		super(type);
		this.name = "";
		this.digestSize = 0;
		this.hasher = null;
	}
}

export interface HashKind {
	readonly name: string;
	/** 0 for functions that give any number of bytes. */
	readonly digestSize: number;
	readonly make: () => Hasher;
}

/** Bytes to hash. Raises TypeError. */
export function hashable(data: PyObject): Uint8Array {
	if (isStr(data)) return typeError("Strings must be encoded before hashing");
	return bufferOf(data) ?? typeError("object supporting the buffer API required");
}

/** A hash that has taken up the data, if any. */
export function newHash(type: PyType, name: string, digestSize: number, hasher: Hasher, data: PyObject | null): Own<PyHash> {
	if (data !== null) hasher.update(hashable(data));
	const self = allocate<PyHash>(type);
	self.name = name;
	self.digestSize = digestSize;
	self.hasher = hasher;
	return self;
}

export const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The hash so far; more may come. */
const digestOf = (self: PyHash, length?: number): Uint8Array => self.hasher!.copy().finish(length);

const MOST = 2 ** 29;

/** How many bytes of output are wanted. Raises ValueError. */
function outputLength(length: PyObject): number {
	const count = indexAsNumber(length, "OverflowError");
	if (count < 0) valueError("Cannot convert negative int");
	return count >= MOST ? valueError("length is too large") : count;
}

export const fixedMethods: readonly MethodDef[] = [
	def("digest", "($self, /)", "The hash as bytes.", (self: PyHash) => newBytes(digestOf(self))),
	def("hexdigest", "($self, /)", "The hash in hexadecimal digits.", (self: PyHash) => newStr(hexOf(digestOf(self)))),
];

export const lengthMethods: readonly MethodDef[] = [
	def("digest", "($self, /, length)", "The hash as bytes.", (self: PyHash, length: PyObject) =>
		newBytes(digestOf(self, outputLength(length))),
	),
	def("hexdigest", "($self, /, length)", "The hash in hexadecimal digits.", (self: PyHash, length: PyObject) =>
		newStr(hexOf(digestOf(self, outputLength(length)))),
	),
];

export function update(self: PyHash, data: PyObject): Own<PyObject> {
	self.hasher!.update(hashable(data));
	return newNone();
}

export function copy(self: PyHash): Own<PyObject> {
	return newHash(self.type, self.name, self.digestSize, self.hasher!.copy(), null);
}

export const hashGetset: readonly GetSetDef[] = [
	{ name: "block_size", get: (self: PyHash) => newInt(self.hasher!.blockSize) },
	{ name: "name", get: (self: PyHash) => newStr(self.name) },
	{ name: "digest_size", get: (self: PyHash) => newInt(self.digestSize) },
];

interface HashTypeSpec extends Pick<TypeSpec, "name" | "basicsize" | "doc" | "new"> {
	readonly anyLength?: boolean;
	/** What `update` calls its argument. */
	readonly argument: string;
	readonly getset?: readonly GetSetDef[];
}

/** A type of hashes. Without `new` only functions make them. */
export function hashType(spec: HashTypeSpec): PyType {
	const made = spec.new === undefined || spec.new === null;
	return defineType({
		name: spec.name,
		heapType: true,
		flags: TPFLAGS_HAVE_GC | (made ? TPFLAGS_DISALLOW_INSTANTIATION : 0),
		basicsize: spec.basicsize ?? 32,
		doc: spec.doc ?? null,
		alloc: (type) => own(new PyHash(type)),
		new: spec.new ?? null,
		...ownedSlots([]),
		methods: [
			def("copy", "($self, /)", "A copy.", copy),
			...(spec.anyLength === true ? lengthMethods : fixedMethods),
			def("update", `($self, ${spec.argument}, /)`, "Feeds in more bytes.", update),
		],
		getset: [...hashGetset, ...(spec.getset ?? [])],
	});
}

export const dataParameters: readonly Parameter[] = [
	{ name: "data", required: false, kind: "either" },
	{ name: "usedforsecurity", required: false, kind: "keyword" },
	{ name: "string", required: false, kind: "keyword" },
];

/** The data of a hash's arguments, which have two names for it. Raises TypeError. */
export function dataArgument(data: PyObject | null, text: PyObject | null): PyObject | null {
	if (data !== null && text !== null)
		typeError(
			"'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.",
		);
	return data ?? text;
}

/** Binds `(data=b'', *, …)`. Raises TypeError, in words of its own for more than one positional argument. */
export function bindHashArguments(
	name: string,
	parameters: readonly Parameter[],
	args: readonly PyObject[],
	kwnames: PyTuple | null,
): (PyObject | null)[] {
	const positional = args.length - (kwnames === null ? 0 : kwnames.items.length);
	if (positional > 1) typeError(`${name}() takes at most 1 positional argument (${positional} given)`);
	return bindArguments(name, parameters, args, kwnames);
}

const SIGNATURE = "($module, /, data=b'', *, usedforsecurity=True, string=None)";

/** The function that makes a hash of a kind. */
export function hashFunction(kind: HashKind, type: PyType): MethodDef {
	return defRaw(kind.name, SIGNATURE, `A new ${kind.name} hash.`, (_module, args, kwnames) => {
		const [data, , text] = bindHashArguments(kind.name, dataParameters, args, kwnames);
		return newHash(type, kind.name, kind.digestSize, kind.make(), dataArgument(data!, text!));
	});
}
