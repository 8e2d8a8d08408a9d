// The type bool: what bools do differently from ints. Mirrors Objects/boolobject.c.

import type { Own } from "../heap/header.ts";
import { isTrue } from "./abstract.ts";
import { checkPositional, noKeywords } from "./args.ts";
import { BoolType, newBool, True } from "./bool.ts";
import { argumentCount } from "./conversions.ts";
import type { PyDict } from "./dict.ts";
import { typeError } from "./errors.ts";
import { IntType, newInt, type PyInt } from "./int.ts";
import { bitwise, type BitOperator } from "./intArithmetic.ts";
import { type PyObject, type PyType, specifyType } from "./object.ts";
import { internStr, type PyStr } from "./str.ts";
import { own } from "../heap/header.ts";
import { newNotImplemented } from "./singletons.ts";
import type { PyTuple } from "./tuple.ts";
import { isInt } from "./int.ts";
import { warn } from "./warnings.ts";

function boolNew(_type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyInt> {
	if (argumentCount(args, kwargs) > args.items.length) typeError("bool() takes no keyword arguments");
	checkPositional("bool", args.items.length, 0, 1);
	return newBool(args.items.length > 0 && isTrue(args.items[0]));
}

function boolVectorcall(_type: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyInt> {
	noKeywords("bool", kwnames);
	checkPositional("bool", args.length, 0, 1);
	return newBool(args.length > 0 && isTrue(args[0]));
}

function boolRepr(self: PyInt): Own<PyStr> {
	return own(internStr(self === True ? "True" : "False"));
}

function boolBitwise(a: PyObject, operator: BitOperator, b: PyObject): Own<PyObject> {
	if (a.type === BoolType && b.type === BoolType) return newBool(bitwise((a as PyInt).value, operator, (b as PyInt).value) !== 0);
	return isInt(a) && isInt(b) ? newInt(bitwise(a.value, operator, b.value)) : newNotImplemented();
}

function boolInvert(self: PyInt): Own<PyObject> {
	warn(
		"DeprecationWarning",
		"Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.",
	);
	return newInt(self.value === 0 ? -1 : -2);
}

specifyType(BoolType, {
	...BoolType.spec!,
	base: IntType,
	doc: "bool(object=False, /)\n--\n\nThe truth values True and False.",
	new: boolNew,
	typeVectorcall: boolVectorcall,
	dealloc: () => {},
	repr: boolRepr,
	nbInvert: boolInvert,
	nbAnd: (a, b) => boolBitwise(a, "&", b),
	nbXor: (a, b) => boolBitwise(a, "^", b),
	nbOr: (a, b) => boolBitwise(a, "|", b),
});
