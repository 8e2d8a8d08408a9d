// A value in a few characters, for pictures: literals as a program writes them, other things by what they are called.
//
// Runs no Python code and makes no object, so that looking changes nothing. Read `valueText` first.

import type { HeapObject } from "../heap/header.ts";
import { isType } from "../objects/abstractClass.ts";
import { BoolType } from "../objects/bool.ts";
import { PyBytes } from "../objects/bytes.ts";
import { PyDict } from "../objects/dict.ts";
import { FloatType } from "../objects/float.ts";
import { floatRepr } from "../objects/floatText.ts";
import { isFunction } from "../objects/function.ts";
import { isInt } from "../objects/int.ts";
import { PyList } from "../objects/list.ts";
import { isModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { PySet } from "../objects/set.ts";
import { Ellipsis, None, NotImplemented } from "../objects/singletons.ts";
import { isStr } from "../objects/str.ts";
import { reprBytes, reprText } from "../objects/strRepr.ts";
import { PyTuple } from "../objects/tuple.ts";
import { callableText, moduleName, typeNameOf } from "./names.ts";

const LONGEST = 32;
/** Larger integers are told by their size. */
const LARGEST = 10n ** 24n;

/** "'abc'", "3.5", "function f", "module math", "a slice". */
export function valueText(object: HeapObject): string {
	const it = object as PyObject;
	if (it === None) return "None";
	if (it === Ellipsis) return "...";
	if (it === NotImplemented) return "NotImplemented";
	if (isStr(it)) return shortened(it.value, reprText);
	if (isInt(it)) return it.type === (BoolType as unknown) ? (it.value === 0 ? "False" : "True") : intText(it.value);
	if (it.type === FloatType) return floatRepr((it as PyObject & { value: number }).value);
	if (it instanceof PyBytes) return shortenedBytes(it.value);
	if (isModule(it)) return `module ${moduleName(it)}`;
	if (isType(it)) return `class ${typeNameOf(it)}`;
	if (isFunction(it)) return `function ${it.qualname.value}`;
	const callable = callableText(it);
	if (callable !== null) return callable;
	const name = typeNameOf(it.type);
	const length = lengthOf(it);
	return `${/^[aeiou]/i.test(name) ? "an" : "a"} ${name}${length === null ? "" : ` of ${length}`}`;
}

/** Of containers whose length is known without asking Python code. */
function lengthOf(it: PyObject): number | null {
	if (it instanceof PyDict || it instanceof PySet) return it.used;
	return it instanceof PyList || it instanceof PyTuple ? it.items.length : null;
}

function shortened(text: string, repr: (text: string) => string): string {
	return text.length <= LONGEST ? repr(text) : `${repr(text.slice(0, LONGEST))}…`;
}

function shortenedBytes(bytes: Uint8Array): string {
	return bytes.length <= LONGEST ? reprBytes(bytes) : `${reprBytes(bytes.subarray(0, LONGEST))}…`;
}

function intText(value: number | bigint): string {
	const big = BigInt(value);
	return (big < 0n ? -big : big) < LARGEST ? String(value) : `an int of ${big.toString(16).replace("-", "").length * 4} bits`;
}
