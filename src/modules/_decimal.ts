// The module `_decimal`: decimal arithmetic by the General Decimal Arithmetic specification, on bigints. The numbers are in
// decimalNumber.ts, decimalArithmetic.ts, decimalShape.ts and decimalFunctions.ts, the Python types in decimalContext.ts and
// decimalType.ts. Mirrors the module part of Modules/_decimal/_decimal.c.

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { call, callMethod, setAttr } from "../objects/abstract.ts";
import { def, defRaw, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { dictSetStr, newDict } from "../objects/dict.ts";
import { typeError, valueError } from "../objects/errors.ts";
import { intAsNumber, isInt, newInt, type PyInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { type PyObject, TypeType } from "../objects/object.ts";
import { internStr, newStr } from "../objects/str.ts";
import { tupleOf } from "../objects/tuple.ts";
import { newContextVar } from "./_contextvars.ts";
import { importedAttribute } from "./arrayPickle.ts";
import {
	contextOf,
	ContextType,
	currentContext,
	localContext,
	setCurrentContext,
	SignalDictMixinType,
	ContextManagerType,
} from "./decimalContext.ts";
import {
	DIVISION_BY_ZERO,
	IEEE_INVALID,
	MAX_EMAX,
	MAX_PREC,
	OVERFLOW,
	ROUND_HALF_EVEN,
	ROUND_HALF_UP,
	ROUNDINGS,
	UNDERFLOW,
} from "./decimalNumber.ts";
import { decimalModule, makeExceptions } from "./decimalState.ts";
import { DecimalType } from "./decimalType.ts";
import { addStateTypes, addType, buildModule, setOwned } from "./define.ts";

const MAX_BITS = 512;

function ieeeContext(_module: PyObject, bits: PyObject): Own<PyObject> {
	if (!isInt(bits)) typeError("an integer is required");
	const count = intAsNumber(bits as PyInt);
	if (count <= 0 || count > MAX_BITS || count % 32 !== 0) valueError(`argument must be a multiple of 32, with a maximum of ${MAX_BITS}`);
	const emax = 3 * 2 ** (count / 16 + 3);
	return contextOf({ prec: 9 * (count / 32) - 2, emax, rounding: ROUND_HALF_EVEN, traps: 0, clamp: 1 });
}

const functions: readonly MethodDef[] = [
	def("getcontext", "($module, /)", "The current context.", () => incref(currentContext() as PyObject)),
	def("setcontext", "($module, context, /)", "Makes a context the current one.", (_m, context) => setCurrentContext(context)),
	defRaw("localcontext", "($module, /, ctx=None, **kwargs)", "A context for a with statement.", (_m, args, kwnames) =>
		localContext(args, kwnames),
	),
	def("IEEEContext", "($module, bits, /)", "The context of an IEEE 754 format.", ieeeContext),
];

/** The class of flags and traps: the native part with the methods of a mapping. */
function makeSignalDict(): Own<PyObject> {
	const mapping = hold(importedAttribute("collections.abc", "MutableMapping"), "MutableMapping");
	const bases = hold(tupleOf(SignalDictMixinType, mapping), "bases of SignalDict");
	const dict = hold(newDict(), "namespace of SignalDict");
	const type = call(TypeType, [internStr("SignalDict"), bases, dict]);
	return dropKeeping(mapping, dropKeeping(bases, dropKeeping(dict, type)));
}

function makeTupleType(): Own<PyObject> {
	const namedtuple = hold(importedAttribute("collections", "namedtuple"), "namedtuple");
	const type = hold(call(namedtuple, [internStr("DecimalTuple"), internStr("sign digits exponent")]), "DecimalTuple");
	setAttr(type, internStr("__module__"), internStr("decimal"));
	return dropKeeping(namedtuple, take(type));
}

function registerNumber(): void {
	const number = hold(importedAttribute("numbers", "Number"), "numbers.Number");
	decref(callMethod(number, internStr("register"), [DecimalType]));
	drop(number);
}

const BASIC = { prec: 9, emax: 999999, clamp: 0 };

function makeState(): void {
	const m = decimalModule;
	makeExceptions();
	if (m.contextVariable !== null) return;
	m.rational = importedAttribute("numbers", "Rational");
	m.tupleType = makeTupleType();
	m.signalDict = makeSignalDict();
	registerNumber();
	m.contextVariable = newContextVar("decimal_context");
	const traps = IEEE_INVALID | DIVISION_BY_ZERO | OVERFLOW;
	m.templates.push(
		contextOf({ ...BASIC, prec: 28, rounding: ROUND_HALF_EVEN, traps }),
		contextOf({ ...BASIC, rounding: ROUND_HALF_UP, traps: traps | UNDERFLOW }),
		contextOf({ ...BASIC, rounding: ROUND_HALF_EVEN, traps: 0 }),
	);
}

const MIN_ETINY = -MAX_EMAX - (MAX_PREC - 1n);

export function initDecimal(): Own<PyModule> {
	const module = hold(buildModule("_decimal", "C decimal arithmetic module", functions), "module _decimal");
	addStateTypes(module, [SignalDictMixinType, ContextManagerType, DecimalType, ContextType]);
	makeState();
	const dict = module.dict!;
	for (const type of [DecimalType, ContextType]) addType(module, type);
	const m = decimalModule;
	setOwned(dict, "DecimalTuple", incref(m.tupleType!));
	setOwned(dict, "DecimalException", incref(m.exception!));
	for (const { name, type } of [...m.signals, ...m.conditions.slice(1)]) setOwned(dict, name, incref(type));
	setOwned(dict, "DefaultContext", incref(m.templates[0]!));
	setOwned(dict, "BasicContext", incref(m.templates[1]!));
	setOwned(dict, "ExtendedContext", incref(m.templates[2]!));
	setOwned(dict, "HAVE_THREADS", newBool(true));
	setOwned(dict, "HAVE_CONTEXTVAR", newBool(true));
	for (const [name, value] of [
		["MAX_PREC", MAX_PREC],
		["MAX_EMAX", MAX_EMAX],
		["MIN_EMIN", -MAX_EMAX],
		["MIN_ETINY", MIN_ETINY],
		["IEEE_CONTEXT_MAX_BITS", BigInt(MAX_BITS)],
	] as const)
		setOwned(dict, name, newInt(value));
	for (const rounding of ROUNDINGS) dictSetStr(dict, internStr(rounding), internStr(rounding));
	setOwned(dict, "__version__", newStr("1.70"));
	setOwned(dict, "__libmpdec_version__", newStr("2.5.1"));
	return take(module);
}
