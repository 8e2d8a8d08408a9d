// The module `_hashlib`, which CPython takes from OpenSSL: its hashes, HMAC, and the two functions that make keys of passwords. The
// algorithms are in hashFunctions.ts; of OpenSSL's usual ones only SM3 is missing. Read `algorithmOf` and `scryptFunction` first.
// Mirrors Modules/_hashopenssl.c; how OpenSSL words its errors is what a native CPython 3.13 shows.

import { hold, take } from "../heap/handles.ts";
import { own, type Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { addressText } from "../objects/addressText.ts";
import { def, defRaw, type MethodDef } from "../objects/args.ts";
import { isBuiltinFunction } from "../objects/builtinFunction.ts";
import { newBytes } from "../objects/bytes.ts";
import { requireBuffer } from "../objects/bytesSource.ts";
import { badArgument, integerArgument } from "../objects/conversions.ts";
import { dictGetStr, dictSet, newDict } from "../objects/dict.ts";
import { exceptionTypes, overflowError, raiseError, typeError, valueError } from "../objects/errors.ts";
import { isInt, newInt } from "../objects/int.ts";
import { addToState, type PyModule } from "../objects/module.ts";
import {
	defineType,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_DISALLOW_INSTANTIATION,
	TPFLAGS_HAVE_GC,
	type TypeSpec,
} from "../objects/object.ts";
import { newFrozenset } from "../objects/set.ts";
import { None } from "../objects/singletons.ts";
import { internStr, isStr, newStr } from "../objects/str.ts";
import { compareDigest } from "./_operator.ts";
import { addType, buildModule, newExceptionType, setOwned } from "./define.ts";
import {
	type Hasher,
	Md5Sha1,
	newHmac,
	newPlainHasher,
	passwordKey,
	plainDigestSize,
	type PlainName,
	plainNames,
	scryptKey,
} from "./hashFunctions.ts";
import {
	bindHashArguments,
	copy,
	dataArgument,
	dataParameters,
	fixedMethods,
	hashable,
	hashGetset,
	lengthMethods,
	newHash,
	PyHash,
	update,
} from "./hashObjects.ts";
import { ownedSlots } from "./ownedSlots.ts";

interface Algorithm {
	readonly name: string;
	/** 0 for functions that give any number of bytes. */
	readonly digestSize: number;
	readonly make: () => Hasher;
	/** For HMAC and PBKDF2; null where there is none. */
	readonly plain: PlainName | null;
}

const isAnyLength = (name: string): boolean => name.startsWith("shake");

const algorithms: ReadonlyMap<string, Algorithm> = new Map(
	[
		...plainNames.map((name): Algorithm => {
			const anyLength = isAnyLength(name);
			return { name, digestSize: anyLength ? 0 : plainDigestSize(name), make: () => newPlainHasher(name), plain: anyLength ? null : name };
		}),
		{ name: "md5-sha1", digestSize: 36, make: () => new Md5Sha1(), plain: null },
	].map((algorithm) => [algorithm.name, algorithm]),
);

/** OpenSSL's other names: the case doesn't matter, nor what stands between the numbers. */
const plainForm = (name: string): string => name.toLowerCase().replace(/[-_/]/g, "");
const byPlainForm: ReadonlyMap<string, string> = new Map([
	...[...algorithms.keys()].map((name) => [plainForm(name), name] as const),
	...[224, 256, 384, 512].map((bits) => [`sha2${bits}`, `sha${bits}`] as const),
	["sha2512224", "sha512_224"],
	["sha2512256", "sha512_256"],
	["blake2b512", "blake2b"],
	["blake2s256", "blake2s"],
	["rmd160", "ripemd160"],
	["ripemd", "ripemd160"],
]);

/** The functions that hashlib takes from here. BLAKE2 is better served by `_blake2`. */
const CONSTRUCTORS = "md5 sha1 sha224 sha256 sha384 sha512 sha3_224 sha3_256 sha3_384 sha3_512 shake_128 shake_256".split(" ");

const common: Partial<TypeSpec> = {
	heapType: true,
	basicsize: 32,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE | TPFLAGS_DISALLOW_INSTANTIATION,
	alloc: (type) => own(new PyHash(type)),
	new: null,
	...ownedSlots([]),
};

const HashType: PyType = defineType({
	...common,
	name: "_hashlib.HASH",
	doc: "A hash of OpenSSL's.",
	repr: (self: PyHash) => newStr(`<${self.name} ${self.type.name} object @ ${addressText(self)}>`),
	methods: [def("update", "($self, obj, /)", "Feeds in more bytes.", update), ...fixedMethods, def("copy", "($self, /)", "A copy.", copy)],
	getset: hashGetset,
});

const AnyLengthHashType: PyType = defineType({
	...common,
	name: "_hashlib.HASHXOF",
	doc: "A hash of OpenSSL's that gives any number of bytes.",
	base: HashType,
	methods: lengthMethods,
	getset: hashGetset.filter(({ name }) => name === "digest_size"),
});

const HmacType: PyType = defineType({
	...common,
	name: "_hashlib.HMAC",
	doc: "A keyed hash.",
	repr: (self: PyHash) => newStr(`<${self.name.slice("hmac-".length)} HMAC object @ ${addressText(self)}>`),
	methods: [def("update", "($self, /, msg)", "Feeds in more bytes.", update), ...fixedMethods, def("copy", "($self, /)", "A copy.", copy)],
	getset: hashGetset,
});

/** Borrowed from the module's state. */
const state: { unsupported: PyType | null } = { unsupported: null };

/** What OpenSSL says of algorithms that it doesn't have. */
function unsupported(): never {
	return raiseError(state.unsupported!, "[digital envelope routines] unsupported");
}

/** By the name. Raises TypeError and ValueError. */
function namedAlgorithm(name: PyObject): Algorithm {
	if (!isStr(name)) return typeError("name must be a string");
	const known = byPlainForm.get(plainForm(name.value));
	return known === undefined ? valueError(`unsupported hash type ${name.value}`) : algorithms.get(known)!;
}

/** By what `hmac` is given: a name, or one of the functions of this module. Raises UnsupportedDigestmodError. */
function algorithmOf(digestmod: PyObject): Algorithm {
	const isOurs = isBuiltinFunction(digestmod) && digestmod.def.name.startsWith("openssl_");
	const name = isStr(digestmod) ? digestmod.value : isOurs ? digestmod.def.name.slice("openssl_".length) : null;
	const known = name === null ? undefined : byPlainForm.get(plainForm(name));
	return known === undefined ? unsupported() : algorithms.get(known)!;
}

function hashOf({ name, digestSize, make }: Algorithm, data: PyObject | null): Own<PyObject> {
	return newHash(isAnyLength(name) ? AnyLengthHashType : HashType, name, digestSize, make(), data);
}

const DATA = "data=b'', *, usedforsecurity=True, string=None";

function constructorOf(algorithm: Algorithm): MethodDef {
	const name = `openssl_${algorithm.name}`;
	return defRaw(name, `($module, /, ${DATA})`, `A new ${algorithm.name} hash.`, (_module, args, kwnames) => {
		const [data, , text] = bindHashArguments(name, dataParameters, args, kwnames);
		return hashOf(algorithm, dataArgument(data!, text!));
	});
}

function newFunction(_module: PyObject, ...bound: readonly (PyObject | null)[]): Own<PyObject> {
	const [name, data, , text] = bound;
	return hashOf(namedAlgorithm(name!), dataArgument(data!, text!));
}

/** An HMAC under way. */
function hmacOf(key: PyObject, digestmod: PyObject): { readonly algorithm: Algorithm; readonly hasher: Hasher } {
	const bytes = requireBuffer(key);
	const algorithm = algorithmOf(digestmod);
	return { algorithm, hasher: newHmac(algorithm.plain ?? unsupported(), bytes) };
}

function hmacNew(_module: PyObject, key: PyObject, msg: PyObject | null, digestmod: PyObject | null): Own<PyObject> {
	if (digestmod === null || digestmod === None) typeError("Missing required parameter 'digestmod'.");
	const { algorithm, hasher } = hmacOf(key, digestmod!);
	return newHash(HmacType, `hmac-${algorithm.name}`, algorithm.digestSize, hasher, msg === None ? null : msg);
}

function hmacDigest(_module: PyObject, key: PyObject, msg: PyObject, digest: PyObject): Own<PyObject> {
	const { hasher } = hmacOf(key, digest);
	hasher.update(hashable(msg));
	return newBytes(hasher.finish());
}

const C_INT_MAX = 2 ** 31 - 1;

function cLong(value: PyObject): number {
	const number = integerArgument(value);
	if (number >= 2n ** 63n || number < -(2n ** 63n)) overflowError("Python int too large to convert to C long");
	return Number(number);
}

function pbkdf2Hmac(_module: PyObject, ...bound: readonly (PyObject | null)[]): Own<PyObject> {
	const [name, password, salt, iterations, dklen] = bound as readonly PyObject[];
	if (!isStr(name!)) badArgument("pbkdf2_hmac", "argument 'hash_name'", "str", name!);
	const secret = requireBuffer(password!).slice();
	const seasoning = requireBuffer(salt!).slice();
	const count = cLong(iterations!);
	const algorithm = algorithmOf(name!);
	if (count < 1) valueError("iteration value must be greater than 0.");
	if (count > C_INT_MAX) overflowError("iteration value is too great.");
	const plain = algorithm.plain ?? valueError("no reason supplied");
	const length = dklen === null || dklen === None ? algorithm.digestSize : cLong(dklen!);
	if (length < 1) valueError("key length must be greater than 0.");
	if (length > C_INT_MAX) overflowError("key length is too great.");
	return newBytes(passwordKey(plain, secret, seasoning, count, length));
}

/** A cost of scrypt. Raises TypeError for what is no unsigned long. */
function cost(name: string, value: PyObject | null): bigint {
	const required = `${name} is required and must be an unsigned int`;
	if (value === null) return typeError(required);
	if (!isInt(value)) return badArgument("scrypt", `argument '${name}'`, "int", value);
	const number = BigInt(value.value);
	return number < 0n || number >= 2n ** 64n ? typeError(required) : number;
}

/** What scrypt may take unless it is told otherwise. */
const SCRYPT_MEMORY = 32n * 2n ** 20n;

/** OpenSSL's limits. Raises ValueError. */
function checkCosts(n: bigint, r: bigint, p: bigint, maxmem: bigint): void {
	const tooMuch = (): never => valueError("[digital envelope routines] memory limit exceeded");
	if (r === 0n || p === 0n) valueError("Invalid parameter combination for n, r, p, maxmem.");
	if (p > (2n ** 30n - 1n) / r) tooMuch();
	if (16n * r <= 63n && n >= 2n ** (16n * r)) tooMuch();
	if (p * 128n * r + 32n * r * (n + 2n) * 4n > maxmem) tooMuch();
}

function scryptFunction(_module: PyObject, ...bound: readonly (PyObject | null)[]): Own<PyObject> {
	const [password, salt, n, r, p, maxmem, dklen] = bound;
	const secret = requireBuffer(password!).slice();
	if (salt === null) typeError("salt is required");
	const seasoning = requireBuffer(salt!).slice();
	const size = cost("n", n!);
	if (size < 2n || (size & (size - 1n)) !== 0n) valueError("n must be a power of 2.");
	const block = cost("r", r!);
	const parallel = cost("p", p!);
	const memory = maxmem === null ? 0 : cLong(maxmem!);
	if (memory < 0 || memory > C_INT_MAX) valueError("maxmem must be positive and smaller than 2147483647");
	const length = dklen === null ? 64 : cLong(dklen!);
	if (length < 1 || length > C_INT_MAX) valueError("dklen must be greater than 0 and smaller than 2147483647");
	checkCosts(size, block, parallel, memory === 0 ? SCRYPT_MEMORY : BigInt(memory));
	return newBytes(scryptKey(secret, seasoning, { n: Number(size), r: Number(block), p: Number(parallel) }, length));
}

const functions: readonly MethodDef[] = [
	def("new", `($module, /, name, ${DATA})`, "A new hash of the named kind.", newFunction),
	def(
		"pbkdf2_hmac",
		"($module, /, hash_name, password, salt, iterations, dklen=None)",
		"A key of a password, by PBKDF2 with HMAC.",
		pbkdf2Hmac,
	),
	def(
		"scrypt",
		"($module, /, password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64)",
		"A key of a password, by scrypt.",
		scryptFunction,
	),
	def("get_fips_mode", "($module, /)", "Whether only approved algorithms may be used: 0.", () => newInt(0)),
	def("compare_digest", "($module, a, b, /)", "a == b, for secrets.", compareDigest),
	def("hmac_digest", "($module, /, key, msg, digest)", "The HMAC of a message.", hmacDigest),
	def("hmac_new", "($module, /, key, msg=b'', digestmod=None)", "A new HMAC.", hmacNew),
	...CONSTRUCTORS.map((name) => constructorOf(algorithms.get(name)!)),
];

export function initHashlib(): Own<PyModule> {
	const module = hold(buildModule("_hashlib", "OpenSSL's hashes.", functions), "module _hashlib");
	const dict = module.dict!;
	for (const type of [HashType, AnyLengthHashType, HmacType]) addType(module, type);
	setOwned(dict, "openssl_md_meth_names", newFrozenset([...algorithms.keys()].map(internStr)));
	const constructors = hold(newDict(), "constructors");
	for (const name of CONSTRUCTORS) dictSet(constructors, dictGetStr(dict, internStr(`openssl_${name}`))!, internStr(name));
	setOwned(dict, "_constructors", take(constructors));
	const errorType = newExceptionType("_hashlib.UnsupportedDigestmodError", exceptionTypes.ValueError!);
	state.unsupported = errorType;
	addToState(module, incref(errorType));
	setOwned(dict, "UnsupportedDigestmodError", errorType);
	return take(module);
}
