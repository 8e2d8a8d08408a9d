// How the audit names an object to a person: what can be told without running Python code. Read `shortText` first.

import { describeObject } from "../heap/audit.ts";
import type { HeapObject } from "../heap/header.ts";
import { isType } from "./abstractClass.ts";
import { isFunction } from "./function.ts";
import { isInt } from "./int.ts";
import type { PyObject } from "./object.ts";
import { isStr } from "./str.ts";

const LONGEST = 40;

function shortText(heapObject: HeapObject): string {
	const object = heapObject as PyObject;
	if (isStr(object)) return JSON.stringify(object.value.length > LONGEST ? `${object.value.slice(0, LONGEST)}…` : object.value);
	if (isInt(object)) return String(object.value);
	if (isType(object)) return object.name;
	if (isFunction(object)) return object.qualname.value;
	return `<${object.type.name}>`;
}

/** Called once when the runtime starts. */
export function initShortText(): void {
	describeObject.short = shortText;
}
