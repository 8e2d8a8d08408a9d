// The module `math`. Functions of one double are a table below; the others have files of their own (mathSums.ts,
// mathIntegers.ts, mathGamma.ts). A function gives NaN where C's sets EDOM, infinity where it overflows; `unary` makes
// CPython's exceptions of that. Mirrors Modules/mathmodule.c.

import { dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { asDouble, binaryOp, callSpecialMaybe } from "../objects/abstract.ts";
import { def, defRaw, type MethodDef, noKeywords } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { cExp, cLog, cLog2, cPow, dividePairs, logPair } from "../objects/doubleDouble.ts";
import { cAcos, cAcosh, cAsin, cAsinh, cAtan, cAtan2, cCos, cCosh, cSin, cSinh, cTan } from "../objects/doubleDoubleTrig.ts";
import { overflowError, typeError, valueError } from "../objects/errors.ts";
import { FloatType, floatRepr, newFloat } from "../objects/float.ts";
import { floatToInteger } from "../objects/floatArithmetic.ts";
import { isInt, newInt, type PyInt } from "../objects/int.ts";
import { scaleByPower } from "../objects/intArithmetic.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { internStr } from "../objects/str.ts";
import { newTuple, type PyTuple } from "../objects/tuple.ts";
import { buildModule, setOwned } from "./define.ts";
import { fusedMultiplyAdd } from "./mathExact.ts";
import { erf, erfc, gamma, lgamma } from "./mathGamma.ts";
import { integerFunctions, integerOf } from "./mathIntegers.ts";
import { sumFunctions } from "./mathSums.ts";

const NB_TRUE_DIVIDE = 11;
const INFINITY = Number.POSITIVE_INFINITY;

const domain = (complaint: string | null, x: number): never =>
	valueError(complaint === null ? "math domain error" : complaint.replace("%", floatRepr(x)));
const tooLarge = (): never => overflowError("math range error");

/** A function of one double; `complaint` is the text of its ValueError, % standing for the argument. */
function unary(name: string, doc: string, f: (x: number) => number, overflows: boolean, complaint: string | null): MethodDef {
	return def(name, "($module, x, /)", doc, (_m, o) => newFloat(checked(f, asDouble(o), overflows, complaint)));
}

function checked(f: (x: number) => number, x: number, overflows: boolean, complaint: string | null): number {
	const result = f(x);
	if (Number.isNaN(result) && !Number.isNaN(x)) return domain(complaint, x);
	if (Math.abs(result) === INFINITY && Number.isFinite(x)) return overflows ? tooLarge() : domain(complaint, x);
	return result;
}

const FINITE = "expected a finite input, got %";
const BETWEEN = "expected a number in range from -1 up to 1, got %";
const POLE = "expected a noninteger or positive integer, got %";

function exponential2(x: number): number {
	return Number.isNaN(x) ? x : cPow(2, x);
}

function acosh(x: number): number {
	return x < 1 ? Number.NaN : cAcosh(x);
}

const unaryFunctions: readonly MethodDef[] = [
	unary("acos", "Arc cosine, in radians.", cAcos, false, BETWEEN),
	unary("acosh", "Inverse hyperbolic cosine.", acosh, false, "expected argument value not less than 1, got %"),
	unary("asin", "Arc sine, in radians.", cAsin, false, BETWEEN),
	unary("asinh", "Inverse hyperbolic sine.", cAsinh, false, null),
	unary("atan", "Arc tangent, in radians.", cAtan, false, null),
	unary("atanh", "Inverse hyperbolic tangent.", Math.atanh, false, "expected a number between -1 and 1, got %"),
	unary("cbrt", "Cube root.", Math.cbrt, false, null),
	unary("cos", "Cosine of an angle in radians.", cCos, false, FINITE),
	unary("cosh", "Hyperbolic cosine.", cCosh, true, null),
	unary("erf", "The error function.", erf, false, null),
	unary("erfc", "One minus the error function.", erfc, false, null),
	unary("exp", "e to the power of x.", cExp, true, null),
	unary("exp2", "2 to the power of x.", exponential2, true, null),
	unary("expm1", "e to the power of x, less 1.", Math.expm1, true, null),
	unary("fabs", "The absolute value, as a float.", Math.abs, false, null),
	unary("gamma", "The gamma function.", gamma, true, POLE),
	unary("lgamma", "The logarithm of the gamma function's absolute value.", lgamma, true, POLE),
	unary("log1p", "The natural logarithm of 1 plus x.", Math.log1p, false, "expected argument value > -1, got %"),
	unary("sin", "Sine of an angle in radians.", cSin, false, FINITE),
	unary("sinh", "Hyperbolic sine.", cSinh, true, null),
	unary("sqrt", "Square root.", Math.sqrt, false, "expected a nonnegative input, got %"),
	unary("tan", "Tangent of an angle in radians.", cTan, false, FINITE),
	unary("tanh", "Hyperbolic tangent.", Math.tanh, false, null),
	def("degrees", "($module, x, /)", "An angle in degrees, from radians.", (_m, x) => newFloat(asDouble(x) * (180 / Math.PI))),
	def("radians", "($module, x, /)", "An angle in radians, from degrees.", (_m, x) => newFloat(asDouble(x) * (Math.PI / 180))),
	def("isfinite", "($module, x, /)", "Neither infinite nor a NaN.", (_m, x) => newBool(Number.isFinite(asDouble(x)))),
	def("isinf", "($module, x, /)", "Infinite.", (_m, x) => newBool(Math.abs(asDouble(x)) === INFINITY)),
	def("isnan", "($module, x, /)", "A NaN.", (_m, x) => newBool(Number.isNaN(asDouble(x)))),
];

type Logarithm = (x: number) => number;

function log10(x: number): number {
	if (!(x > 0) || x === INFINITY) return Math.log10(x);
	const rounded = Math.round(Math.log10(x));
	if (rounded >= 0 && rounded <= 22 && 10 ** rounded === x) return rounded;
	const { high } = dividePairs(logPair(x), logPair(10));
	return high;
}

/** The logarithm of any number, ints beyond the doubles included. */
function logarithm(o: PyObject, log: Logarithm): number {
	if (isInt(o)) return integerLogarithm((o as PyInt).value, log);
	const x = asDouble(o);
	if (x <= 0) return domain("expected a positive input, got %", x);
	return log(x);
}

function integerLogarithm(value: number | bigint, log: Logarithm): number {
	if (value <= 0) valueError("expected a positive input");
	const x = Number(value);
	if (Number.isFinite(x)) return log(x);
	const size = value.toString(16).length * 4;
	const shift = size - 64;
	return log(Number(BigInt(value) >> BigInt(shift))) + shift * log(2);
}

function logFunction(_module: PyObject, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	noKeywords("math.log", kwnames);
	if (args.length < 1 || args.length > 2)
		typeError(`log expected at ${args.length < 1 ? "least 1 argument" : "most 2 arguments"}, got ${args.length}`);
	const numerator = newFloat(logarithm(args[0]!, cLog));
	if (args.length === 1) return numerator;
	hold(numerator, "logarithm of the number");
	const denominator = hold(newFloat(logarithm(args[1]!, cLog)), "logarithm of the base");
	const quotient = binaryOp(NB_TRUE_DIVIDE, numerator, denominator);
	return dropKeeping(numerator, dropKeeping(denominator, quotient));
}

/** floor, ceil and trunc: by the special method, else by way of a double. */
function toWhole(special: string, round: ((x: number) => number) | null): (module: PyObject, o: PyObject) => Own<PyObject> {
	return (_module, o) => {
		if (o.type === FloatType && round !== null) return newInt(floatToInteger(round(asDouble(o))));
		const result = callSpecialMaybe(o, internStr(special));
		if (result !== null) return result;
		if (round === null) return typeError(`type ${o.type.name} doesn't define __trunc__ method`);
		return newInt(floatToInteger(round(asDouble(o))));
	};
}

function power(_module: PyObject, a: PyObject, b: PyObject): Own<PyObject> {
	const x = asDouble(a);
	const y = asDouble(b);
	const result = powerOf(x, y);
	if (Number.isFinite(x) && Number.isFinite(y)) {
		if (Number.isNaN(result) || (Math.abs(result) === INFINITY && x === 0)) domain(null, x);
		if (Math.abs(result) === INFINITY) tooLarge();
	}
	return newFloat(result);
}

/** C's pow, which takes 1 to any power for 1, and -1 to an infinite one. */
function powerOf(x: number, y: number): number {
	if (x === 1 || y === 0 || (x === -1 && Math.abs(y) === INFINITY)) return 1;
	return Number.isFinite(x) && Number.isFinite(y) && x !== 0 && !(x < 0 && !Number.isInteger(y)) ? cPow(x, y) : x ** y;
}

function fmod(_module: PyObject, a: PyObject, b: PyObject): Own<PyObject> {
	const x = asDouble(a);
	const y = asDouble(b);
	const result = x % y;
	return Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y) ? domain(null, x) : newFloat(result);
}

function remainder(_module: PyObject, a: PyObject, b: PyObject): Own<PyObject> {
	const x = asDouble(a);
	const y = asDouble(b);
	const result = remainderOf(x, y);
	return Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y) ? domain(null, x) : newFloat(result);
}

function remainderOf(x: number, y: number): number {
	if (!Number.isFinite(x) || Number.isNaN(y) || y === 0) return Number.NaN;
	if (!Number.isFinite(y)) return x;
	const size = Math.abs(x);
	const modulus = Math.abs(y);
	const rest = size % modulus;
	const other = modulus - rest;
	let result = rest;
	if (rest > other) result = -other;
	else if (rest === other) result = rest - 2 * ((0.5 * (size - rest)) % modulus);
	return x < 0 || Object.is(x, -0) ? -result : result;
}

function ldexp(_module: PyObject, o: PyObject, exponent: PyObject): Own<PyObject> {
	const x = asDouble(o);
	if (!isInt(exponent)) typeError("Expected an int as second argument to ldexp.");
	const by = (exponent as PyInt).value;
	if (x === 0 || !Number.isFinite(x)) return newFloat(x);
	if (by > 3000) tooLarge();
	if (by < -3000) return newFloat(x < 0 ? -0 : 0);
	const result = scaleRounded(x, Number(by));
	return Math.abs(result) === INFINITY ? tooLarge() : newFloat(result);
}

/** x · 2^by, rounded once even where the result is subnormal. */
function scaleRounded(x: number, by: number): number {
	const [mantissa, exponent] = splitFloat(x);
	const total = exponent + by;
	if (total > 1024) return mantissa < 0 ? -INFINITY : INFINITY;
	if (total > -1021) return scaleByPower(mantissa, total);
	return mantissa * 2 ** 53 * 2 ** Math.max(total + 1021, -1020) * 2 ** -1074 * (total + 1021 < -1020 ? 0 : 1);
}

/** Mantissa between a half and one, and exponent. */
function splitFloat(x: number): [number, number] {
	if (x === 0 || !Number.isFinite(x)) return [x, 0];
	let exponent = 0;
	let mantissa = x;
	if (Math.abs(mantissa) < 2.2250738585072014e-308) {
		mantissa *= 2 ** 54;
		exponent = -54;
	}
	const size = Math.max(-1022, Math.floor(Math.log2(Math.abs(mantissa)))) + 1;
	mantissa = scaleByPower(mantissa, -size);
	exponent += size;
	if (Math.abs(mantissa) >= 1) return [mantissa / 2, exponent + 1];
	return Math.abs(mantissa) < 0.5 ? [mantissa * 2, exponent - 1] : [mantissa, exponent];
}

function frexp(_module: PyObject, o: PyObject): Own<PyObject> {
	const [mantissa, exponent] = splitFloat(asDouble(o));
	return newTuple([newFloat(mantissa), newInt(exponent)]);
}

function modf(_module: PyObject, o: PyObject): Own<PyObject> {
	const x = asDouble(o);
	if (Number.isNaN(x)) return newTuple([newFloat(x), newFloat(x)]);
	const whole = Math.trunc(x);
	const fraction = Number.isFinite(x) ? x - whole : 0;
	return newTuple([newFloat(fraction === 0 && (x < 0 || Object.is(x, -0)) ? -0 : fraction), newFloat(whole)]);
}

const words = new DataView(new ArrayBuffer(8));

/** The double's bits as a whole number that grows with its value. */
function ordinal(x: number): bigint {
	words.setFloat64(0, x);
	const bits = words.getBigInt64(0);
	return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}

function fromOrdinal(n: bigint): number {
	words.setBigInt64(0, n < 0n ? -n | -0x8000000000000000n : n);
	return words.getFloat64(0);
}

function nextafter(_module: PyObject, a: PyObject, b: PyObject, steps: PyObject | null): Own<PyObject> {
	const x = asDouble(a);
	const y = asDouble(b);
	if (steps === null || steps === None) return newFloat(neighbour(x, y));
	const count = BigInt(integerOf(steps));
	if (count < 0n) valueError("steps must be a non-negative integer");
	if (Number.isNaN(x) || Number.isNaN(y)) return newFloat(Number.NaN);
	if (count === 0n) return newFloat(x);
	if (x === y) return newFloat(y);
	const from = ordinal(x);
	const to = ordinal(y);
	const distance = to > from ? to - from : from - to;
	if (count >= distance) return newFloat(y);
	const result = fromOrdinal(to > from ? from + count : from - count);
	return newFloat(result === 0 && x < 0 ? -0 : result);
}

/** The next double from x towards y, which keeps x's sign where it is 0: the C library's nextafter. */
function neighbour(x: number, y: number): number {
	if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
	if (x === y) return y;
	const result = fromOrdinal(ordinal(x) + (y > x ? 1n : -1n));
	return result === 0 && x < 0 ? -0 : result;
}

function ulp(_module: PyObject, o: PyObject): Own<PyObject> {
	const x = Math.abs(asDouble(o));
	if (Number.isNaN(x) || x === INFINITY) return newFloat(x);
	const next = fromOrdinal(ordinal(x) + 1n);
	return newFloat(next === INFINITY ? x - fromOrdinal(ordinal(x) - 1n) : next - x);
}

function fma(_module: PyObject, a: PyObject, b: PyObject, c: PyObject): Own<PyObject> {
	const x = asDouble(a);
	const y = asDouble(b);
	const z = asDouble(c);
	if (![x, y, z].every(Number.isFinite)) {
		// The product of two that are finite is as well, for this: it isn't rounded.
		const result = Number.isFinite(x) && Number.isFinite(y) ? z : x * y + z;
		if (Number.isNaN(result) && ![x, y, z].some(Number.isNaN)) valueError("invalid operation in fma");
		return newFloat(result);
	}
	const result = fusedMultiplyAdd(x, y, z);
	return Number.isFinite(result) ? newFloat(result) : overflowError("overflow in fma");
}

function isclose(_module: PyObject, a: PyObject, b: PyObject, relative: PyObject | null, absolute: PyObject | null): Own<PyObject> {
	const x = asDouble(a);
	const y = asDouble(b);
	const relativeTolerance = relative === null ? 1e-9 : asDouble(relative);
	const absoluteTolerance = absolute === null ? 0 : asDouble(absolute);
	if (relativeTolerance < 0 || absoluteTolerance < 0) valueError("tolerances must be non-negative");
	if (x === y) return newBool(true);
	if (Math.abs(x) === INFINITY || Math.abs(y) === INFINITY) return newBool(false);
	const difference = Math.abs(y - x);
	return newBool(
		difference <= Math.abs(relativeTolerance * y) || difference <= Math.abs(relativeTolerance * x) || difference <= absoluteTolerance,
	);
}

const functions: readonly MethodDef[] = [
	...unaryFunctions,
	...integerFunctions,
	...sumFunctions,
	def("atan2", "($module, y, x, /)", "Arc tangent of y/x, in the right quadrant.", (_m, y, x) =>
		newFloat(cAtan2(asDouble(y), asDouble(x))),
	),
	def("ceil", "($module, x, /)", "The least whole number not below x.", toWhole("__ceil__", Math.ceil)),
	def("copysign", "($module, x, y, /)", "The size of x with the sign of y.", (_m, x, y) => newFloat(withSign(asDouble(x), asDouble(y)))),
	def("floor", "($module, x, /)", "The greatest whole number not above x.", toWhole("__floor__", Math.floor)),
	def("fma", "($module, x, y, z, /)", "x*y + z, rounded once.", fma),
	def("fmod", "($module, x, y, /)", "The rest of x/y with the sign of x.", fmod),
	def("frexp", "($module, x, /)", "Mantissa and exponent.", frexp),
	def("isclose", "($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)", "Whether two numbers are close.", isclose),
	def("ldexp", "($module, x, i, /)", "x * (2**i).", ldexp),
	defRaw("log", null, "The natural logarithm, or the logarithm to a base.", logFunction),
	def("log10", "($module, x, /)", "The logarithm to base 10.", (_m, x) => newFloat(logarithm(x, log10))),
	def("log2", "($module, x, /)", "The logarithm to base 2.", (_m, x) => newFloat(logarithm(x, cLog2))),
	def("modf", "($module, x, /)", "Fraction and whole part.", modf),
	def("nextafter", "($module, x, y, /, *, steps=None)", "The double some steps from x towards y.", nextafter),
	def("pow", "($module, x, y, /)", "x to the power of y, as floats.", power),
	def("remainder", "($module, x, y, /)", "The rest of x/y, the quotient rounded to the nearest.", remainder),
	def("trunc", "($module, x, /)", "The whole part.", toWhole("__trunc__", null)),
	def("ulp", "($module, x, /)", "The value of x's last bit.", ulp),
];

function withSign(x: number, sign: number): number {
	const size = Math.abs(x);
	return sign < 0 || Object.is(sign, -0) ? -size : size;
}

export function initMath(): Own<PyModule> {
	const module = hold(buildModule("math", "Mathematical functions of real numbers.", functions), "module math");
	const constants = { pi: Math.PI, e: Math.E, tau: 2 * Math.PI, inf: INFINITY, nan: Number.NaN };
	for (const [name, value] of Object.entries(constants)) setOwned(module.dict!, name, newFloat(value));
	return take(module);
}
