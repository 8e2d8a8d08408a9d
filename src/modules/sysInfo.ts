// What `sys` says of the interpreter, its numbers and its version: 64-bit CPython 3.14.5 on Linux.

import { drop, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { False, newBool } from "../objects/bool.ts";
import { dictSetStr, newDict } from "../objects/dict.ts";
import { newFloat } from "../objects/float.ts";
import { newInt } from "../objects/int.ts";
import { newNamespace } from "../objects/namespace.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { internStr, newStr } from "../objects/str.ts";
import { newStructSeq, newStructSeqType } from "../objects/structseq.ts";
import { setOwned } from "./define.ts";

export const VERSION = "3.14.5";
export const HEX_VERSION = 0x030e05f0;

export const textConstants: { readonly [name: string]: string } = {
	version: `${VERSION} (main, decref) [TypeScript]`,
	copyright: "Copyright (c) decref contributors.",
	platform: "linux",
	byteorder: "little",
	float_repr_style: "short",
	abiflags: "",
	platlibdir: "lib",
	executable: "",
	_base_executable: "",
	_framework: "",
	prefix: "/usr",
	base_prefix: "/usr",
	exec_prefix: "/usr",
	base_exec_prefix: "/usr",
	_home: "",
	_stdlib_dir: "/usr/lib/python3.14",
};

type Value = number | bigint | string | boolean | null | { readonly float: number };

function toObject(value: Value): Own<PyObject> {
	if (value === null) return newNone();
	if (typeof value === "string") return newStr(value);
	if (typeof value === "boolean") return newBool(value);
	return typeof value === "object" ? newFloat(value.float) : newInt(value);
}

const types = new Map<string, PyType>();

/** A struct sequence `sys.<name>` of the given fields; its type is made once. New. */
function struct(name: string, doc: string, fields: readonly (readonly [string, Value])[], visible = fields.length): Own<PyObject> {
	let type = types.get(name);
	if (type === undefined) {
		type = newStructSeqType(
			`sys.${name}`,
			doc,
			fields.map(([field]) => ({ name: field, doc: `The field ${field} of sys.${name}.` })),
			visible,
			name !== "version_info" && name !== "flags",
		);
		types.set(name, type);
	}
	return newStructSeq(
		type,
		fields.map(([, value]) => toObject(value)),
	);
}

/** The constants that are not text. */
export function newInfoStructs(): [string, Own<PyObject>][] {
	return [
		[
			"version_info",
			struct("version_info", "The version as a named tuple.", [
				["major", 3],
				["minor", 14],
				["micro", 5],
				["releaselevel", "final"],
				["serial", 0],
			]),
		],
		["hexversion", newInt(HEX_VERSION)],
		["api_version", newInt(1013)],
		["maxsize", newInt(2n ** 63n - 1n)],
		["maxunicode", newInt(0x10ffff)],
		["float_info", newFloatInfo()],
		[
			"int_info",
			struct("int_info", "How ints are stored.", [
				["bits_per_digit", 30],
				["sizeof_digit", 4],
				["default_max_str_digits", 4300],
				["str_digits_check_threshold", 640],
			]),
		],
		["hash_info", newHashInfo()],
		[
			"thread_info",
			struct("thread_info", "How threads are made.", [
				["name", "pthread"],
				["lock", "semaphore"],
				["version", "NPTL 2.36"],
			]),
		],
	];
}

function newFloatInfo(): Own<PyObject> {
	return struct("float_info", "What a float can hold.", [
		["max", { float: Number.MAX_VALUE }],
		["max_exp", 1024],
		["max_10_exp", 308],
		["min", { float: 2.2250738585072014e-308 }],
		["min_exp", -1021],
		["min_10_exp", -307],
		["dig", 15],
		["mant_dig", 53],
		["epsilon", { float: Number.EPSILON }],
		["radix", 2],
		["rounds", 1],
	]);
}

function newHashInfo(): Own<PyObject> {
	return struct("hash_info", "How hashes are computed.", [
		["width", 64],
		["modulus", 2n ** 61n - 1n],
		["inf", 314159],
		["nan", 0],
		["imag", 1000003],
		["algorithm", "siphash13"],
		["hash_bits", 64],
		["seed_bits", 128],
		["cutoff", 0],
	]);
}

const FLAG_NAMES = [
	"debug",
	"inspect",
	"interactive",
	"optimize",
	"dont_write_bytecode",
	"no_user_site",
	"no_site",
	"ignore_environment",
	"verbose",
	"bytes_warning",
	"quiet",
	"hash_randomization",
	"isolated",
];

/** What the command line sets; the runtime fills it in before the modules are made. */
export const flagValues: { [name: string]: number | boolean } = { hash_randomization: 1 };

export function newFlags(): Own<PyObject> {
	const numbers = FLAG_NAMES.map((name): [string, Value] => [name, flagValues[name] ?? 0]);
	return struct(
		"flags",
		"The command line's flags.",
		[
			...numbers,
			["dev_mode", flagValues.dev_mode ?? false],
			["utf8_mode", 0],
			["warn_default_encoding", 0],
			["safe_path", flagValues.safe_path ?? false],
			["int_max_str_digits", 4300],
			["gil", 1],
			["thread_inherit_context", 0],
			["context_aware_warnings", 0],
		],
		18,
	);
}

/** `sys.implementation`. Borrows version_info. */
export function newImplementation(versionInfo: PyObject): Own<PyObject> {
	const dict = hold(newDict(), "contents of sys.implementation");
	setOwned(dict, "name", newStr("cpython"));
	setOwned(dict, "cache_tag", newStr("cpython-314"));
	dictSetStr(dict, internStr("version"), versionInfo);
	setOwned(dict, "hexversion", newInt(HEX_VERSION));
	setOwned(dict, "_multiarch", newStr("x86_64-linux-gnu"));
	setOwned(dict, "supports_isolated_interpreters", incref(False as PyObject));
	const namespace = newNamespace(dict);
	drop(dict);
	return namespace;
}
