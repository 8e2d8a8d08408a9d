// The type of capsules, by which CPython's C modules hand each other pointers. There is no C here: a capsule has a name, and
// nothing can be got out of it. Mirrors Objects/capsule.c.

import { own, type Own } from "../heap/header.ts";
import { free } from "../heap/refcount.ts";
import { addressText } from "./addressText.ts";
import { defineType, PyPlainObject, type PyType, TPFLAGS_DISALLOW_INSTANTIATION } from "./object.ts";
import { newStr } from "./str.ts";

class PyCapsule extends PyPlainObject {
	readonly name: string;

	constructor(name: string) {
		super(CapsuleType);
		this.name = name;
	}
}

export const CapsuleType: PyType = defineType({
	name: "PyCapsule",
	doc: "A native pointer in a Python object.",
	basicsize: 64,
	flags: TPFLAGS_DISALLOW_INSTANTIATION,
	dealloc: free,
	repr: (self: PyCapsule) => newStr(`<capsule object "${self.name}" at ${addressText(self)}>`),
});

export function newCapsule(name: string): Own<PyCapsule> {
	return own(new PyCapsule(name));
}
