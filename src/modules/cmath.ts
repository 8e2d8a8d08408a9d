// The module `cmath`: arguments and results of the functions in cmathFunctions.ts, polar coordinates and the tests of a number's kind.
// A function raises ValueError where C's sets EDOM, OverflowError where it sets ERANGE. Read `unary` first.
// Mirrors Modules/cmathmodule.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { asDouble } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { isComplex, newComplex } from "../objects/complex.ts";
import { complexQuotient, type Parts } from "../objects/complexArithmetic.ts";
import { partsBySpecial } from "../objects/complexType.ts";
import { cHypot } from "../objects/doubleDouble.ts";
import { cAtan2 } from "../objects/doubleDoubleTrig.ts";
import { overflowError, valueError } from "../objects/errors.ts";
import { newFloat } from "../objects/float.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { newTuple } from "../objects/tuple.ts";
import * as functions from "./cmathFunctions.ts";
import { domainError } from "./cmathSpecial.ts";
import { buildModule, setOwned } from "./define.ts";

const INFINITY = Number.POSITIVE_INFINITY;

/** Raises TypeError for what is no number; may run Python code. */
function partsOf(z: PyObject): Parts {
	if (isComplex(z)) return [z.real, z.imag];
	return partsBySpecial(z) ?? [asDouble(z), 0];
}

function unary(name: string, doc: string, f: functions.ComplexFunction): MethodDef {
	return def(name, "($module, z, /)", doc, (_m, z) => newComplex(...f(...partsOf(z))));
}

function test(name: string, doc: string, holds: (x: number, y: number) => boolean): MethodDef {
	return def(name, "($module, z, /)", doc, (_m, z) => newBool(holds(...partsOf(z))));
}

function log(_module: PyObject, z: PyObject, base: PyObject | null): Own<PyObject> {
	const number = partsOf(z);
	const baseParts = base === null ? null : partsOf(base);
	if (baseParts === null) return newComplex(...functions.complexLog(...number));
	// C's logarithm of the base forgets what that of the number complained of.
	const numerator = functions.logOrPole(...number);
	const denominator = functions.complexLog(...baseParts);
	if (denominator[0] === 0 && denominator[1] === 0) domainError();
	return newComplex(...complexQuotient(...numerator, ...denominator));
}

function phase(_module: PyObject, z: PyObject): Own<PyObject> {
	const [x, y] = partsOf(z);
	return newFloat(cAtan2(y, x));
}

function polar(_module: PyObject, z: PyObject): Own<PyObject> {
	const [x, y] = partsOf(z);
	const r = cHypot(x, y);
	if (r === INFINITY && Number.isFinite(x) && Number.isFinite(y)) overflowError("math range error");
	return newTuple([newFloat(r), newFloat(cAtan2(y, x))]);
}

function rect(_module: PyObject, r: PyObject, phi: PyObject): Own<PyObject> {
	return newComplex(...functions.fromPolar(asDouble(r), asDouble(phi)));
}

function isclose(_module: PyObject, a: PyObject, b: PyObject, relative: PyObject | null, absolute: PyObject | null): Own<PyObject> {
	const [x, y] = partsOf(a);
	const [u, v] = partsOf(b);
	const relativeTolerance = relative === null ? 1e-9 : asDouble(relative);
	const absoluteTolerance = absolute === null ? 0 : asDouble(absolute);
	if (relativeTolerance < 0 || absoluteTolerance < 0) valueError("tolerances must be non-negative");
	if (x === u && y === v) return newBool(true);
	if ([x, y, u, v].some((part) => Math.abs(part) === INFINITY)) return newBool(false);
	const difference = cHypot(x - u, y - v);
	const within = (size: number): boolean => difference <= size;
	return newBool(within(relativeTolerance * cHypot(u, v)) || within(relativeTolerance * cHypot(x, y)) || within(absoluteTolerance));
}

const methods: readonly MethodDef[] = [
	unary("acos", "Arc cosine.", functions.complexAcos),
	unary("acosh", "Inverse hyperbolic cosine.", functions.complexAcosh),
	unary("asin", "Arc sine.", functions.complexAsin),
	unary("asinh", "Inverse hyperbolic sine.", functions.complexAsinh),
	unary("atan", "Arc tangent.", functions.complexAtan),
	unary("atanh", "Inverse hyperbolic tangent.", functions.complexAtanh),
	unary("cos", "Cosine.", functions.complexCos),
	unary("cosh", "Hyperbolic cosine.", functions.complexCosh),
	unary("exp", "e to the power of z.", functions.complexExp),
	def("isclose", "($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)", "Whether two complex numbers are close.", isclose),
	test("isfinite", "Both parts are finite.", (x, y) => Number.isFinite(x) && Number.isFinite(y)),
	test("isinf", "A part is infinite.", (x, y) => Math.abs(x) === INFINITY || Math.abs(y) === INFINITY),
	test("isnan", "A part is a NaN.", (x, y) => Number.isNaN(x) || Number.isNaN(y)),
	def("log", "($module, z, base=<unrepresentable>, /)", "The natural logarithm, or the logarithm to a base.", log),
	unary("log10", "The logarithm to base 10.", functions.complexLog10),
	def("phase", "($module, z, /)", "The angle, in radians.", phase),
	def("polar", "($module, z, /)", "Magnitude and angle.", polar),
	def("rect", "($module, r, phi, /)", "The complex number of a magnitude and an angle.", rect),
	unary("sin", "Sine.", functions.complexSin),
	unary("sinh", "Hyperbolic sine.", functions.complexSinh),
	unary("sqrt", "Square root.", functions.complexSqrt),
	unary("tan", "Tangent.", functions.complexTan),
	unary("tanh", "Hyperbolic tangent.", functions.complexTanh),
];

export function initCmath(): Own<PyModule> {
	const module = hold(buildModule("cmath", "Mathematical functions of complex numbers.", methods), "module cmath");
	const dict = module.dict!;
	const constants = { pi: Math.PI, e: Math.E, tau: 2 * Math.PI, inf: INFINITY, nan: Number.NaN };
	for (const [name, value] of Object.entries(constants)) setOwned(dict, name, newFloat(value));
	setOwned(dict, "infj", newComplex(0, INFINITY));
	setOwned(dict, "nanj", newComplex(0, Number.NaN));
	return take(module);
}
