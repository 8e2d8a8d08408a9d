// The two bools: ints of value 0 and 1, immortal. What they can do is in boolType.ts. Mirrors Objects/boolobject.c.

import { own, type Own } from "../heap/header.ts";
import { immortalize } from "../heap/refcount.ts";
import { IntType, PyInt } from "./int.ts";
import { defineType, type PyType, TPFLAGS_LONG_SUBCLASS, TPFLAGS_MATCH_SELF } from "./object.ts";

export const BoolType: PyType = defineType({
	name: "bool",
	base: IntType,
	flags: TPFLAGS_LONG_SUBCLASS | TPFLAGS_MATCH_SELF,
	basicsize: 24,
	itemsize: 4,
});

export const False: PyInt = immortalize(new PyInt(BoolType, 0));
export const True: PyInt = immortalize(new PyInt(BoolType, 1));

export function newBool(value: boolean): Own<PyInt> {
	return own(value ? True : False);
}
