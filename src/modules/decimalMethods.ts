// The operations that Decimal and Context both have: one table makes `a.op(b, context=None)` and `context.op(a, b)`. Read `unary`
// first. Mirrors the method tables of Modules/_decimal/_decimal.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { checkParsed, def, defRaw, defVarargs, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { typeError, valueError } from "../objects/errors.ts";
import { intAsNumber, isInt, type PyInt } from "../objects/int.ts";
import type { PyObject } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { newStr } from "../objects/str.ts";
import { newTuple } from "../objects/tuple.ts";
import { incref } from "../heap/refcount.ts";
import * as arithmetic from "./decimalArithmetic.ts";
import { contextArgument, contextMethods, type PyContext, roundingOf } from "./decimalContext.ts";
import * as functions from "./decimalFunctions.ts";
import {
	applySettings,
	type Decimal,
	INFINITE,
	isNaNumber,
	isZero,
	numeral,
	QUIET_NAN,
	type Settings,
	SIGNALING_NAN,
	type Status,
	withSign,
} from "./decimalNumber.ts";
import { finish, fromFloatOrInt, isDecimalObject, newDecimal, type PyDecimal, requireOperand, roundedFrom } from "./decimalObject.ts";
import * as shape from "./decimalShape.ts";
import type { Core } from "./decimalState.ts";
import { parseArguments } from "./parseArguments.ts";

type Unary = (a: Decimal, s: Settings, st: Status) => Decimal;
type Binary = (a: Decimal, b: Decimal, s: Settings, st: Status) => Decimal;

export const decimalMethods: MethodDef[] = [];

/** `a.name(…operands, context=None)`. */
function ofNumber(
	name: string,
	operands: readonly string[],
	doc: string,
	result: (context: PyContext, a: Decimal, ...operands: Decimal[]) => Own<PyObject>,
): void {
	const names = [...operands, "context"];
	const method = defRaw(name, `($self, /, ${names.join(", ")}=None)`, doc, (self, args, kwnames) => {
		const given = parseArguments(names, operands.length, args, kwnames);
		const context = contextArgument(given.pop()!);
		return result(context, (self as PyDecimal).value, ...given.map((x) => requireOperand(x!, context)));
	});
	decimalMethods.push(method);
}

/** `a.name(context=None)` and `context.name(a)`. */
function unary(name: string, doc: string, op: Unary): void {
	ofNumber(name, [], doc, (context, a) => compute(context, (st) => op(a, context.core, st)));
	contextUnary(name, doc, op);
}

function contextUnary(name: string, doc: string, op: Unary): void {
	contextMethods.push(
		def(name, "($self, x, /)", doc, (context: PyContext, x: PyObject) => {
			const a = requireOperand(x, context);
			return compute(context, (st) => op(a, context.core, st));
		}),
	);
}

function compute(context: PyContext, op: (st: Status) => Decimal): Own<PyObject> {
	const st: Status = { status: 0 };
	return finish(context, op(st), st);
}

/** `a.name(other, context=None)` and `context.name(a, b)`. */
function binary(name: string, doc: string, op: Binary): void {
	ofNumber(name, ["other"], doc, (context, a, b) => compute(context, (st) => op(a, b!, context.core, st)));
	contextBinary(name, doc, op);
}

function contextBinary(name: string, doc: string, op: Binary): void {
	contextMethods.push(defPair(name, doc, (context, a, b) => compute(context, (st) => op(a, b, context.core, st))));
}

/** `context.name(a, b)` with any result. */
function defPair(name: string, doc: string, op: (context: PyContext, a: Decimal, b: Decimal) => Own<PyObject>): MethodDef {
	return defVarargs(name, "($self, x, y, /)", doc, (context: PyContext, args) => {
		checkParsed(null, args.length, 2, 2);
		const a = requireOperand(args[0]!, context);
		return op(context, a, requireOperand(args[1]!, context));
	});
}

const first: Unary = (a) => a;

unary("exp", "e to the power of the number.", functions.exp);
unary("ln", "The natural logarithm.", functions.naturalLogarithm);
unary("log10", "The logarithm to the base ten.", functions.decimalLogarithm);
unary("next_minus", "The next smaller number.", shape.nextMinus);
unary("next_plus", "The next larger number.", shape.nextPlus);
unary("normalize", "The number without zeros at its end.", shape.reduce);
unary("sqrt", "The square root.", functions.squareRoot);
unary("logb", "The exponent of the first digit.", shape.logb);
unary("logical_invert", "Zeros for ones and ones for zeros.", shape.logicalInvert);
binary("compare", "-1, 0 or 1 for the order of two numbers.", arithmetic.compare);
binary("compare_signal", "As compare(), with every NaN signaling.", arithmetic.compareSignal);
binary("max", "The larger of two numbers.", arithmetic.extreme(1, false));
binary("max_mag", "The number that is larger without its sign.", arithmetic.extreme(1, true));
binary("min", "The smaller of two numbers.", arithmetic.extreme(-1, false));
binary("min_mag", "The number that is smaller without its sign.", arithmetic.extreme(-1, true));
binary("next_toward", "The next number in the direction of another.", shape.nextToward);
binary("remainder_near", "The remainder from the nearest whole quotient.", arithmetic.remainderNear);
binary(
	"logical_and",
	"The ones that both have.",
	shape.logical((a, b) => a & b),
);
binary(
	"logical_or",
	"The ones that either has.",
	shape.logical((a, b) => a | b),
);
binary(
	"logical_xor",
	"The ones that one of them has.",
	shape.logical((a, b) => a ^ b),
);
binary("rotate", "The digits rotated to the left.", shape.rotate);
binary("scaleb", "The number with its exponent raised.", shape.scaleb);
binary("shift", "The digits shifted to the left.", shape.shift);
binary("compare_total", "The order of two representations.", (a, b) => arithmetic.compareTotal(a, b));
binary("compare_total_mag", "The order of two representations without signs.", (a, b) => arithmetic.compareTotalMagnitude(a, b));
binary("copy_sign", "The number with another's sign.", (a, b) => withSign(a, b.sign));
contextUnary("abs", "The number without its sign.", shape.absolute);
contextUnary("minus", "The number with the other sign.", (a, s, st) => shape.signed(a, 1 - a.sign, s, st));
contextUnary("plus", "The number, rounded.", (a, s, st) => shape.signed(a, a.sign, s, st));
contextUnary("copy_abs", "The number without its sign, unrounded.", (a) => withSign(a, 0));
contextUnary("copy_decimal", "The number.", first);
contextUnary("copy_negate", "The number with the other sign, unrounded.", (a) => withSign(a, 1 - a.sign));
contextUnary("to_integral", "The nearest integer.", (a, s, st) => shape.toIntegral(a, true, s, st));
contextUnary("to_integral_value", "The nearest integer.", (a, s, st) => shape.toIntegral(a, true, s, st));
contextUnary("to_integral_exact", "The nearest integer; signals if it is another number.", (a, s, st) => shape.toIntegral(a, false, s, st));
contextBinary("add", "The sum.", (a, b, s, st) => arithmetic.add(a, b, s, st));
contextBinary("divide", "The quotient.", arithmetic.divide);
contextBinary("divide_int", "The whole quotient.", arithmetic.divideInteger);
contextBinary("multiply", "The product.", arithmetic.multiply);
contextBinary("quantize", "The number with another's exponent.", shape.quantize);
contextBinary("remainder", "The remainder.", arithmetic.remainder);
contextBinary("subtract", "The difference.", arithmetic.subtract);

/** Tests of one number. */
function test(name: string, doc: string, holds: (a: Decimal, s: Settings) => boolean, ofContext: boolean): void {
	if (ofContext) ofNumber(name, [], doc, (context, a) => newBool(holds(a, context.core)));
	else decimalMethods.push(def(name, "($self, /)", doc, (self: PyDecimal) => newBool(holds(self.value, null as unknown as Settings))));
	contextMethods.push(
		def(name, "($self, x, /)", doc, (context: PyContext, x: PyObject) => newBool(holds(requireOperand(x, context), context.core))),
	);
}

test("is_finite", "Whether it is neither infinite nor NaN.", (a) => a.kind < INFINITE, false);
test("is_infinite", "Whether it is infinite.", (a) => a.kind === INFINITE, false);
test("is_nan", "Whether it is a NaN.", isNaNumber, false);
test("is_qnan", "Whether it is a quiet NaN.", (a) => a.kind === QUIET_NAN, false);
test("is_snan", "Whether it is a signaling NaN.", (a) => a.kind === SIGNALING_NAN, false);
test("is_signed", "Whether its sign is negative.", (a) => a.sign === 1, false);
test("is_zero", "Whether it is zero.", isZero, false);
test("is_normal", "Whether it is a normal number.", shape.isNormal, true);
test("is_subnormal", "Whether it is a subnormal number.", shape.isSubnormal, true);

function text(name: string, doc: string, of: (a: Decimal, core: Core) => string, onDecimal = true): void {
	if (onDecimal) ofNumber(name, [], doc, (context, a) => newStr(of(a, context.core)));
	contextMethods.push(
		def(name, "($self, x, /)", doc, (context: PyContext, x: PyObject) => newStr(of(requireOperand(x, context), context.core))),
	);
}

const letterOf = (core: Core): string => (core.capitals === 1 ? "E" : "e");
text("number_class", "What kind of number it is.", shape.numberClass);
text("to_eng_string", "The text with an exponent that is a multiple of three.", (a, core) => numeral(a, true, letterOf(core)));
text("to_sci_string", "The text.", (a, core) => numeral(a, false, letterOf(core)), false);

/** Keyword `rounding` and the context it is put in place of the context's. */
function settingsWith(context: PyContext, rounding: PyObject | null): Settings {
	return rounding === null || rounding === None ? context.core : { ...context.core, rounding: roundingOf(rounding) };
}

function quantize(self: PyObject, args: readonly PyObject[], kwnames: Parameters<MethodDef["impl"]>[1]): Own<PyObject> {
	const [exponent, rounding, given] = parseArguments(["exp", "rounding", "context"], 1, args, kwnames);
	const context = contextArgument(given!);
	const settings = settingsWith(context, rounding!);
	const b = requireOperand(exponent!, context);
	return compute(context, (st) => shape.quantize((self as PyDecimal).value, b, settings, st));
}

function toIntegral(name: string, doc: string, quiet: boolean): MethodDef {
	return defRaw(name, "($self, /, rounding=None, context=None)", doc, (self, args, kwnames) => {
		const [rounding, given] = parseArguments(["rounding", "context"], 0, args, kwnames);
		const context = contextArgument(given!);
		const settings = settingsWith(context, rounding!);
		return compute(context, (st) => shape.toIntegral((self as PyDecimal).value, quiet, settings, st));
	});
}

decimalMethods.push(
	defRaw("quantize", "($self, /, exp, rounding=None, context=None)", "The number with another's exponent.", quantize),
	toIntegral("to_integral", "The nearest integer.", true),
	toIntegral("to_integral_value", "The nearest integer.", true),
	toIntegral("to_integral_exact", "The nearest integer; signals if it is another number.", false),
);
ofNumber("fma", ["other", "third"], "The product with one number plus another, rounded once.", (context, a, b, c) =>
	compute(context, (st) => arithmetic.fma(a, b!, c!, context.core, st)),
);
ofNumber("same_quantum", ["other"], "Whether both have the same exponent.", (_, a, b) => newBool(shape.sameQuantum(a, b!)));

/** Quotient and remainder as a tuple. */
export function divmodTuple(context: PyContext, a: Decimal, b: Decimal): Own<PyObject> {
	const st: Status = { status: 0 };
	const [quotient, remainder] = arithmetic.divmod(a, b, context.core, st);
	const held = hold(finish(context, quotient, st), "quotient");
	const rest = newDecimal(remainder);
	return newTuple([take(held), rest]);
}

function power(context: PyContext, args: readonly PyObject[], kwnames: Parameters<MethodDef["impl"]>[1]): Own<PyObject> {
	const [a, b, modulo] = parseArguments(["a", "b", "modulo"], 2, args, kwnames);
	const base = requireOperand(a!, context);
	const exponent = requireOperand(b!, context);
	if (modulo === null || modulo === None) return compute(context, (st) => functions.power(base, exponent, context.core, st));
	const m = requireOperand(modulo!, context);
	return compute(context, (st) => functions.powerModulo(base, exponent, m, context.core, st));
}

const requireDecimal = (x: PyObject): PyDecimal => (isDecimalObject(x) ? x : typeError("argument must be a Decimal"));

/** A setting without the limits that Python code has. */
function unsafe(name: "prec" | "emin" | "emax", low: number, high: number): MethodDef {
	return def(`_unsafe_set${name}`, "($self, object, /)", null, (context: PyContext, value: PyObject) => {
		if (!isInt(value)) typeError("an integer is required");
		const number = intAsNumber(value as PyInt);
		if (number < low || number > high) valueError(`valid range for unsafe ${name} is [${low}, ${high}]`);
		context.core[name] = number;
		context.shown[name] = number;
		return newNone();
	});
}

const MOST = 1070000000;

contextMethods.push(
	defPair("divmod", "Quotient and remainder.", divmodTuple),
	defPair("same_quantum", "Whether both have the same exponent.", (_context, a, b) => newBool(shape.sameQuantum(a, b))),
	defRaw("power", "($self, /, a, b, modulo=None)", "a to the power of b, if given modulo a number.", power as MethodDef["impl"]),
	defVarargs("fma", "($self, x, y, z, /)", "x times y plus z, rounded once.", (context: PyContext, args) => {
		checkParsed(null, args.length, 3, 3);
		const [a, b, c] = args.map((arg) => requireOperand(arg, context)) as [Decimal, Decimal, Decimal];
		return compute(context, (st) => arithmetic.fma(a, b, c, context.core, st));
	}),
	def("radix", "($self, /)", "10.", () => newDecimal(TEN)),
	def("is_canonical", "($self, x, /)", "True.", (_c: PyContext, x: PyObject) => {
		requireDecimal(x);
		return newBool(true);
	}),
	def("canonical", "($self, x, /)", "The number.", (_c: PyContext, x: PyObject) => incref(requireDecimal(x) as PyObject)),
	def("_apply", "($self, object, /)", null, (context: PyContext, x: PyObject) => {
		const { value } = requireDecimal(x);
		return compute(context, (st) => applySettings(value, context.core, st));
	}),
	defVarargs("create_decimal", '($self, num="0", /)', "A number, rounded.", (context: PyContext, args) => {
		checkParsed(null, args.length, 0, 1);
		return args.length === 0 ? newDecimal(ZERO) : roundedFrom(args[0]!, context);
	}),
	def("create_decimal_from_float", "($self, f, /)", "The number of a float, rounded.", (context: PyContext, f: PyObject) => {
		const exact = fromFloatOrInt(f, context);
		return compute(context, (st) => applySettings(exact, context.core, st));
	}),
	unsafe("prec", 1, MOST),
	unsafe("emin", -MOST, 0),
	unsafe("emax", 0, MOST),
);

export const TEN: Decimal = { kind: 0, sign: 0, coefficient: 10n, digits: 2, exponent: 0 };
export const ZERO: Decimal = { kind: 0, sign: 0, coefficient: 0n, digits: 1, exponent: 0 };
