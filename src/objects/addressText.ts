// How an object's address is written in a repr: "0x7f3c5a200010", as C's %p does.

import { addressOf } from "../heap/address.ts";
import type { PyObject } from "./object.ts";

export function addressText(object: PyObject): string {
	return `0x${addressOf(object).toString(16)}`;
}
