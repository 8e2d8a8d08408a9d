// The type str: construction, the slots, and the operators. Read `strNew` first. Mirrors Objects/unicodeobject.c.

import { hold, take } from "../heap/handles.ts";
import { own, type Own } from "../heap/header.ts";
import { memory } from "../heap/meter.ts";
import { decref } from "../heap/refcount.ts";
import { str } from "./abstract.ts";
import { bindArguments, def, type Parameter } from "./args.ts";
import { newBool } from "./bool.ts";
import { isBytes } from "./bytes.ts";
import { decodeBytes } from "./codecs.ts";
import { bindNew, newOfType } from "./conversions.ts";
import type { PyDict } from "./dict.ts";
import { typeError } from "./errors.ts";
import { orderSatisfies } from "./intType.ts";
import { type CompareOp, type Hash, type PyObject, type PyType, Py_EQ, Py_NE, specifyType } from "./object.ts";
import { strPercent } from "./percentFormat.ts";
import { newNotImplemented } from "./singletons.ts";
import { compareText, isStr, newStr, PyStr, StrType, strDealloc, strHash, strLength } from "./str.ts";
import { strCaseMethods } from "./strCase.ts";
import { exactStr, strItem, strSubscript } from "./strIndex.ts";
import { strIter } from "./strIterator.ts";
import { checkTextLength } from "./memory.ts";
import { noteConcatenation, strMethods, strSize } from "./strMethods.ts";
import { reprText } from "./strRepr.ts";
import { strContains, strSearchMethods } from "./strSearch.ts";
import { None } from "./singletons.ts";
import type { PyTuple } from "./tuple.ts";
import { fullyQualifiedName } from "./typeNames.ts";

const PARAMETERS: readonly Parameter[] = def("str", "(object='', encoding='utf-8', errors='strict')", null, own as never).parameters;

function strNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	checkCount(args.items.length);
	const [object, encoding, errors] = bindNew("str", PARAMETERS, args, kwargs);
	checkText(encoding, errors, typeName);
	return strOfType(type, object, encoding, errors);
}

function strVectorcall(type: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	if (kwnames === null && args.length === 1 && type === StrType) return str(args[0]);
	checkCount(args.length - (kwnames?.items.length ?? 0));
	const [object, encoding, errors] = bindArguments("str", PARAMETERS, args, kwnames);
	checkText(encoding, errors, kwnames === null ? (value) => fullyQualifiedName(value.type) : typeName);
	return strOfType(type, object, encoding, errors);
}

function checkCount(given: number): void {
	if (given > 3) typeError(`str expected at most 3 arguments, got ${given}`);
}

function strOfType(type: PyType, object: PyObject | null, encoding: PyObject | null, errors: PyObject | null): Own<PyObject> {
	const exact = textOf(object, encoding, errors);
	if (type === StrType) return exact;
	hold(exact, "value of the new str");
	const result = newOfType<PyStr>(type);
	result.value = (exact as PyObject as PyStr).value;
	decref(take(exact));
	return result;
}

function textOf(object: PyObject | null, encoding: PyObject | null, errors: PyObject | null): Own<PyObject> {
	if (object === null) return newStr("");
	if (encoding === null && errors === null) return str(object);
	const name = encoding === null ? "utf-8" : (encoding as PyStr).value;
	const handling = errors === null ? "strict" : (errors as PyStr).value;
	return decodeObject(object, name, handling);
}

/** `describe` says how the message names a wrong argument: calls by position and by keyword differ. */
function checkText(encoding: PyObject | null, errors: PyObject | null, describe: (value: PyObject) => string): void {
	if (encoding !== null && !isStr(encoding)) typeError(`str() argument 'encoding' must be str, not ${describe(encoding)}`);
	if (errors !== null && !isStr(errors)) typeError(`str() argument 'errors' must be str, not ${describe(errors)}`);
}

function typeName(value: PyObject): string {
	return value === None ? "None" : value.type.name;
}

/** `str(object, encoding, errors)`. Source: PyUnicode_FromEncodedObject. */
export function decodeObject(object: PyObject, encoding: string, errors: string): Own<PyObject> {
	if (isBytes(object)) return decodeBytes(object.value, encoding, errors);
	if (isStr(object)) return typeError("decoding str is not supported");
	if (object.type.getBuffer === null) return typeError(`decoding to str: need a bytes-like object, ${object.type.name} found`);
	return decodeBytes(object.type.getBuffer(object), encoding, errors);
}

/** `a + b` for a str. Source: PyUnicode_Concat. */
function strConcat(a: PyStr, b: PyObject): Own<PyObject> {
	if (!isStr(b)) return typeError(`can only concatenate str (not "${b.type.name}") to str`);
	if (a.value === "") return exactStr(b);
	if (b.value === "") return exactStr(a);
	const length = a.value.length + b.value.length;
	checkTextLength(length);
	const joined = newStr(a.value + b.value);
	if (memory.meter !== null) noteConcatenation(joined, a, b);
	return joined;
}

function strRepeat(self: PyStr, count: number): Own<PyObject> {
	if (count < 1) return newStr("");
	if (count === 1) return exactStr(self);
	checkTextLength(self.value.length * count);
	return newStr(self.value.repeat(count));
}

function strRemainder(format: PyObject, args: PyObject): Own<PyObject> {
	return isStr(format) ? strPercent(format, args) : newNotImplemented();
}

function strRichcompare(a: PyObject, b: PyObject, op: CompareOp): Own<PyObject> {
	if (!isStr(a) || !isStr(b)) return newNotImplemented();
	if (op === Py_EQ || op === Py_NE) return newBool((a.value === b.value) === (op === Py_EQ));
	return newBool(orderSatisfies(compareText(a.value, b.value), op));
}

function strHashSlot(self: PyStr): Hash {
	return strHash(self);
}

specifyType(StrType, {
	...StrType.spec!,
	doc: "Text: an immutable sequence of Unicode code points.",
	alloc: (type) => own(new PyStr(type)),
	new: strNew,
	typeVectorcall: strVectorcall,
	dealloc: strDealloc,
	blockSize: (self: PyStr) => strSize(self),
	repr: (self: PyStr) => newStr(reprText(self.value)),
	str: exactStr,
	hash: strHashSlot,
	richcompare: strRichcompare,
	iter: strIter,
	nbRemainder: strRemainder,
	sqLength: strLength,
	sqConcat: strConcat,
	sqRepeat: strRepeat,
	sqItem: strItem,
	sqContains: strContains,
	mpLength: strLength,
	mpSubscript: strSubscript,
	methods: [...strMethods, ...strSearchMethods, ...strCaseMethods],
});
