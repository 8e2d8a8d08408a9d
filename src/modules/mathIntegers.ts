// The functions of math on whole numbers: gcd, lcm, factorial, comb, perm, isqrt. Mirrors Modules/mathmodule.c
// (Modules/mathintegermodule.c in later versions).

import { drop, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { numberIndex } from "../objects/abstract.ts";
import { def, defRaw, type MethodDef, noKeywords } from "../objects/args.ts";
import { overflowError, valueError } from "../objects/errors.ts";
import { newInt, type PyInt } from "../objects/int.ts";
import { type Integer, integerSquareRoot, multiply } from "../objects/intArithmetic.ts";
import type { PyObject } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import type { PyTuple } from "../objects/tuple.ts";

/** The whole number that an argument stands for. Raises TypeError. */
export function integerOf(o: PyObject): Integer {
	const index = hold(numberIndex(o), "index of the argument");
	const { value } = index as PyInt;
	drop(index);
	return value;
}

function absolute(a: Integer): Integer {
	return a < 0 ? -a : a;
}

function gcdOf(a: Integer, b: Integer): Integer {
	let x = absolute(a);
	let y = absolute(b);
	while (y !== 0 && y !== 0n) {
		if (typeof x === "number" && typeof y === "number") [x, y] = [y, x % y];
		else {
			const rest: bigint = BigInt(x) % BigInt(y);
			x = y;
			y = rest <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(rest) : rest;
		}
	}
	return x;
}

function lcmOf(a: Integer, b: Integer): Integer {
	if (a === 0 || b === 0) return 0;
	return absolute(multiply(BigInt(a) / BigInt(gcdOf(a, b)), b));
}

function overAll(name: string, doc: string, start: Integer, combine: (a: Integer, b: Integer) => Integer): MethodDef {
	return defRaw(name, "($module, /, *integers)", doc, (_m: PyObject, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> => {
		noKeywords(`math.${name}`, kwnames);
		if (args.length === 0) return newInt(start);
		let result = absolute(integerOf(args[0]!));
		for (let i = 1; i < args.length; i++) result = combine(result, integerOf(args[i]!));
		return newInt(result);
	});
}

/** low · (low+1) · … · high; 1 if empty. By halves, so that factors stay of one size. */
function rangeProduct(low: number, high: number): bigint {
	if (low > high) return 1n;
	if (high - low < 8) {
		let product = BigInt(low);
		for (let i = low + 1; i <= high; i++) product *= BigInt(i);
		return product;
	}
	const middle = Math.floor((low + high) / 2);
	return rangeProduct(low, middle) * rangeProduct(middle + 1, high);
}

const LARGEST = 2147483647;

function factorial(_module: PyObject | null, n: PyObject): Own<PyObject> {
	const value = integerOf(n);
	if (value > LARGEST - 1 && (typeof value === "bigint" || value > LARGEST))
		overflowError(`factorial() argument should not exceed ${LARGEST}`);
	if (value < 0) valueError("factorial() not defined for negative values");
	return newInt(rangeProduct(1, Number(value)));
}

function checkCounts(n: Integer, k: Integer): void {
	if (n < 0) valueError("n must be a non-negative integer");
	if (k < 0) valueError("k must be a non-negative integer");
}

const LLONG_MAX = 2n ** 63n - 1n;

/** n · (n-1) · … of k factors. */
function fallingProduct(n: Integer, k: number): bigint {
	if (typeof n === "number") return rangeProduct(n - k + 1, n);
	let product = 1n;
	for (let i = 0; i < k; i++) product *= n - BigInt(i);
	return product;
}

function perm(_module: PyObject, n: PyObject, k: PyObject | null): Own<PyObject> {
	if (k === null || k === None) return factorial(null, n);
	const total = integerOf(n);
	const count = integerOf(k);
	checkCounts(total, count);
	if (total < count) return newInt(0);
	if (typeof count === "bigint" && count > LLONG_MAX) overflowError(`k must not exceed ${LLONG_MAX}`);
	return newInt(fallingProduct(total, Number(count)));
}

function comb(_module: PyObject, n: PyObject, k: PyObject): Own<PyObject> {
	const total = integerOf(n);
	const count = integerOf(k);
	checkCounts(total, count);
	if (total < count) return newInt(0);
	const other = BigInt(total) - BigInt(count);
	const least = other < BigInt(count) ? other : BigInt(count);
	if (least > LLONG_MAX) overflowError(`min(n - k, k) must not exceed ${LLONG_MAX}`);
	const size = Number(least);
	return newInt(fallingProduct(total, size) / rangeProduct(1, size));
}

function isqrt(_module: PyObject, n: PyObject): Own<PyObject> {
	const value = integerOf(n);
	if (value < 0) valueError("isqrt() argument must be nonnegative");
	return newInt(integerSquareRoot(BigInt(value)));
}

export const integerFunctions: readonly MethodDef[] = [
	overAll("gcd", "The greatest whole number that divides all.", 0, gcdOf),
	overAll("lcm", "The least whole number that all divide.", 1, lcmOf),
	def("factorial", "($module, n, /)", "The product of the whole numbers from 1 to n.", factorial),
	def("perm", "($module, n, k=None, /)", "In how many ways k of n things can be lined up.", perm),
	def("comb", "($module, n, k, /)", "In how many ways k of n things can be chosen.", comb),
	def("isqrt", "($module, n, /)", "The whole part of the square root.", isqrt),
];
