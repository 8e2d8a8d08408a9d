// Python's arithmetic on plain numbers, for constant folding: ints as BigInt, floats as numbers, complex as pairs. A
// function gives null where Python would raise, so that the operation stays in the code and raises there.
// Read `numberBinop`. Mirrors Objects/longobject.c, floatobject.c and complexobject.c (the mixed real and complex rules of 3.14).

import type { Constant } from "../syntax/constant.ts";
import { cos, exp, log, pow, sin } from "./foldPower.ts";
import {
	NB_ADD,
	NB_AND,
	NB_FLOOR_DIVIDE,
	NB_LSHIFT,
	NB_MULTIPLY,
	NB_OR,
	NB_POWER,
	NB_REMAINDER,
	NB_RSHIFT,
	NB_SUBTRACT,
	NB_TRUE_DIVIDE,
	NB_XOR,
} from "./opcode.ts";

type Maybe = Constant | null;
type Complex = { readonly real: number; readonly imag: number };

export const int = (value: bigint): Constant => ({ type: "int", value });
export const float = (value: number): Constant => ({ type: "float", value });
export const complex = ({ real, imag }: Complex): Constant => ({ type: "complex", real, imag });

/** The value of an int or a bool. */
export function intValue(constant: Constant): bigint | null {
	if (constant.type === "int") return constant.value;
	return constant.type === "bool" ? BigInt(constant.value) : null;
}

/** The value of a real number as a float; null if it is none, or too large. */
function realValue(constant: Constant): number | null {
	if (constant.type === "float") return constant.value;
	const value = intValue(constant);
	if (value === null) return null;
	const result = Number(value);
	return Number.isFinite(result) ? result : null;
}

export function bitLength(value: bigint): number {
	const magnitude = value < 0n ? -value : value;
	return magnitude === 0n ? 0 : magnitude.toString(2).length;
}

/** Both operands are numbers (int, bool, float, complex). */
export function numberBinop(left: Constant, op: number, right: Constant): Maybe {
	const a = intValue(left);
	const b = intValue(right);
	if (a !== null && b !== null) {
		if (left.type === "bool" && right.type === "bool" && isBitwise(op)) return { type: "bool", value: bitwise(op, a, b) !== 0n };
		return intBinop(a, op, b);
	}
	if (left.type === "complex" || right.type === "complex") return complexBinop(left, op, right);
	const x = realValue(left);
	const y = realValue(right);
	return x === null || y === null ? null : floatBinop(x, op, y);
}

function isBitwise(op: number): boolean {
	return op === NB_AND || op === NB_OR || op === NB_XOR;
}

function bitwise(op: number, a: bigint, b: bigint): bigint {
	if (op === NB_AND) return a & b;
	return op === NB_OR ? a | b : a ^ b;
}

function intBinop(a: bigint, op: number, b: bigint): Maybe {
	switch (op) {
		case NB_ADD:
			return int(a + b);
		case NB_SUBTRACT:
			return int(a - b);
		case NB_MULTIPLY:
			return int(a * b);
		case NB_TRUE_DIVIDE:
			return intTrueDivide(a, b);
		case NB_FLOOR_DIVIDE:
			return b === 0n ? null : int(floorDivide(a, b));
		case NB_REMAINDER:
			return b === 0n ? null : int(a - floorDivide(a, b) * b);
		case NB_POWER:
			return b < 0n ? floatPowerOfInts(a, b) : int(a ** b);
		case NB_LSHIFT:
			return b < 0n ? null : int(a << b);
		case NB_RSHIFT:
			return b < 0n ? null : int(a >> b);
		case NB_AND:
		case NB_OR:
		case NB_XOR:
			return int(bitwise(op, a, b));
		default:
			return null;
	}
}

function floatPowerOfInts(a: bigint, b: bigint): Maybe {
	const x = Number(a);
	const y = Number(b);
	return Number.isFinite(x) && Number.isFinite(y) ? floatPower(x, y) : null;
}

export function floorDivide(a: bigint, b: bigint): bigint {
	const quotient = a / b;
	return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** Correctly rounded: the quotient is taken to 64 bits or more with the lost rest as a sticky bit, then rounded once. */
function intTrueDivide(a: bigint, b: bigint): Maybe {
	if (b === 0n) return null;
	const negative = a < 0n !== b < 0n;
	const n = a < 0n ? -a : a;
	const d = b < 0n ? -b : b;
	const shift = Math.max(0, 66 - (bitLength(n) - bitLength(d)));
	const scaled = n << BigInt(shift);
	const quotient = scaled / d;
	const sticky = quotient * d === scaled ? 0n : 1n;
	const value = scaleDown(Number((quotient << 1n) | sticky), shift + 1);
	if (!Number.isFinite(value)) return null;
	return float(negative ? -value : value);
}

/** value / 2 ** shift; below the normal range rounding would happen twice, but constants that small don't come from ints. */
function scaleDown(value: number, shift: number): number {
	let result = value;
	let rest = shift;
	for (; rest > 1000; rest -= 1000) result /= 2 ** 1000;
	return result / 2 ** rest;
}

function floatBinop(x: number, op: number, y: number): Maybe {
	switch (op) {
		case NB_ADD:
			return float(x + y);
		case NB_SUBTRACT:
			return float(x - y);
		case NB_MULTIPLY:
			return float(x * y);
		case NB_TRUE_DIVIDE:
			return y === 0 ? null : float(x / y);
		case NB_FLOOR_DIVIDE:
			return y === 0 ? null : float(floatDivmod(x, y)[0]);
		case NB_REMAINDER:
			return y === 0 ? null : float(floatDivmod(x, y)[1]);
		case NB_POWER:
			return floatPower(x, y);
		default:
			return null;
	}
}

function copySign(value: number, sign: number): number {
	const negative = sign < 0 || Object.is(sign, -0);
	return negative ? -Math.abs(value) : Math.abs(value);
}

function floatDivmod(x: number, y: number): [number, number] {
	let mod = x % y;
	let div = (x - mod) / y;
	if (mod === 0) mod = copySign(0, y);
	else if (y < 0 !== mod < 0) {
		mod += y;
		div -= 1;
	}
	if (div === 0) return [copySign(0, x / y), mod];
	let floor = Math.floor(div);
	if (div - floor > 0.5) floor += 1;
	return [floor, mod];
}

function floatPower(x: number, y: number): Maybe {
	if (x === 0 && y < 0) return null;
	if (x < 0 && Number.isFinite(x) && Number.isFinite(y) && y !== Math.floor(y)) {
		return complexOrNull(complexPower({ real: x, imag: 0 }, { real: y, imag: 0 }));
	}
	const result = pow(x, y);
	if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y)) return null;
	return float(result);
}

function complexOrNull(value: Complex | null): Maybe {
	return value === null ? null : complex(value);
}

function complexBinop(left: Constant, op: number, right: Constant): Maybe {
	const x = left.type === "complex" ? null : realValue(left);
	const y = right.type === "complex" ? null : realValue(right);
	if (left.type !== "complex") return x === null || right.type !== "complex" ? null : realByComplex(x, op, right);
	if (right.type !== "complex") return y === null ? null : complexByReal(left, op, y);
	switch (op) {
		case NB_ADD:
			return complex({ real: left.real + right.real, imag: left.imag + right.imag });
		case NB_SUBTRACT:
			return complex({ real: left.real - right.real, imag: left.imag - right.imag });
		case NB_MULTIPLY:
			return complex(complexMultiply(left, right));
		case NB_TRUE_DIVIDE:
			return complexOrNull(complexDivide(left, right));
		case NB_POWER:
			return complexOrNull(complexPower(left, right));
		default:
			return null;
	}
}

function complexByReal(a: Complex, op: number, y: number): Maybe {
	switch (op) {
		case NB_ADD:
			return complex({ real: a.real + y, imag: a.imag });
		case NB_SUBTRACT:
			return complex({ real: a.real - y, imag: a.imag });
		case NB_MULTIPLY:
			return complex({ real: a.real * y, imag: a.imag * y });
		case NB_TRUE_DIVIDE:
			return y === 0 ? null : complex({ real: a.real / y, imag: a.imag / y });
		case NB_POWER:
			return complexOrNull(complexPower(a, { real: y, imag: 0 }));
		default:
			return null;
	}
}

function realByComplex(x: number, op: number, b: Complex): Maybe {
	switch (op) {
		case NB_ADD:
			return complex({ real: x + b.real, imag: b.imag });
		case NB_SUBTRACT:
			return complex({ real: x - b.real, imag: -b.imag });
		case NB_MULTIPLY:
			return complex({ real: x * b.real, imag: x * b.imag });
		case NB_TRUE_DIVIDE:
			return complexOrNull(realDivide(x, b));
		case NB_POWER:
			return complexOrNull(complexPower({ real: x, imag: 0 }, b));
		default:
			return null;
	}
}

/** An infinite operand can give NaN in both parts; then C99's Annex G has the infinite product. */
function complexMultiply(z: Complex, w: Complex): Complex {
	let { real: a, imag: b } = z;
	let { real: c, imag: d } = w;
	const real = a * c - b * d;
	const imag = a * d + b * c;
	if (!Number.isNaN(real) || !Number.isNaN(imag)) return { real, imag };
	let recalculate = false;
	if (isInfinite(a) || isInfinite(b)) {
		[a, b] = [boxed(a), boxed(b)];
		[c, d] = [zeroed(c), zeroed(d)];
		recalculate = true;
	}
	if (isInfinite(c) || isInfinite(d)) {
		[c, d] = [boxed(c), boxed(d)];
		[a, b] = [zeroed(a), zeroed(b)];
		recalculate = true;
	}
	if (!recalculate && [a * c, b * d, a * d, b * c].some(isInfinite)) {
		[a, b, c, d] = [zeroed(a), zeroed(b), zeroed(c), zeroed(d)];
		recalculate = true;
	}
	if (!recalculate) return { real, imag };
	return { real: Number.POSITIVE_INFINITY * (a * c - b * d), imag: Number.POSITIVE_INFINITY * (a * d + b * c) };
}

const isInfinite = (x: number): boolean => Math.abs(x) === Number.POSITIVE_INFINITY;
const boxed = (x: number): number => copySign(isInfinite(x) ? 1 : 0, x);
const zeroed = (x: number): number => (Number.isNaN(x) ? copySign(0, x) : x);

/** An infinite operand can give NaN in both parts; then C99's Annex G has an infinite or a zero quotient. */
function complexDivide(a: Complex, b: Complex): Complex | null {
	if (b.real === 0 && b.imag === 0) return null;
	const quotient = plainQuotient(a, b);
	if (!Number.isNaN(quotient.real) || !Number.isNaN(quotient.imag)) return quotient;
	if ((isInfinite(a.real) || isInfinite(a.imag)) && Number.isFinite(b.real) && Number.isFinite(b.imag)) {
		return conjugateProduct({ real: boxed(a.real), imag: boxed(a.imag) }, b, Number.POSITIVE_INFINITY);
	}
	return divideByInfinite(a, b) ?? quotient;
}

function divideByInfinite(a: Complex, b: Complex): Complex | null {
	if (!(isInfinite(b.real) || isInfinite(b.imag)) || !Number.isFinite(a.real) || !Number.isFinite(a.imag)) return null;
	return conjugateProduct(a, { real: boxed(b.real), imag: boxed(b.imag) }, 0);
}

/** a times the conjugate of b, times `factor`. */
function conjugateProduct(a: Complex, b: Complex, factor: number): Complex {
	return { real: factor * (a.real * b.real + a.imag * b.imag), imag: factor * (a.imag * b.real - a.real * b.imag) };
}

/** Divides by the larger part first, so that nothing overflows on the way. */
function plainQuotient(a: Complex, b: Complex): Complex {
	if (Math.abs(b.real) >= Math.abs(b.imag)) {
		const ratio = b.imag / b.real;
		const denominator = b.real + b.imag * ratio;
		return { real: (a.real + a.imag * ratio) / denominator, imag: (a.imag - a.real * ratio) / denominator };
	}
	const ratio = b.real / b.imag;
	const denominator = b.real * ratio + b.imag;
	return { real: (a.real * ratio + a.imag) / denominator, imag: (a.imag * ratio - a.real) / denominator };
}

function realDivide(x: number, b: Complex): Complex | null {
	if (b.real === 0 && b.imag === 0) return null;
	const quotient = plainRealQuotient(x, b);
	if (!Number.isNaN(quotient.real) || !Number.isNaN(quotient.imag) || !Number.isFinite(x)) return quotient;
	if (!isInfinite(b.real) && !isInfinite(b.imag)) return quotient;
	return { real: 0 * (x * boxed(b.real)), imag: 0 * (-x * boxed(b.imag)) };
}

function plainRealQuotient(x: number, b: Complex): Complex {
	if (Math.abs(b.real) >= Math.abs(b.imag)) {
		const ratio = b.imag / b.real;
		const denominator = b.real + b.imag * ratio;
		return { real: x / denominator, imag: (-x * ratio) / denominator };
	}
	const ratio = b.real / b.imag;
	const denominator = b.real * ratio + b.imag;
	return { real: (x * ratio) / denominator, imag: -x / denominator };
}

/** The exponents that are small whole numbers go by multiplication, the others by polar coordinates. */
const INT_EXP_CUTOFF = 100;

function complexPower(a: Complex, b: Complex): Complex | null {
	if (b.real === 0 && b.imag === 0) return { real: 1, imag: 0 };
	if (a.real === 0 && a.imag === 0) return b.imag !== 0 || b.real < 0 ? null : { real: 0, imag: 0 };
	const result = isSmallWhole(b) ? complexIntPower(a, b.real) : complexPolarPower(a, b);
	if (result === null || (!Number.isFinite(result.real) && !Number.isNaN(result.real)) || isInfinite(result.imag)) return null;
	return result;
}

function isSmallWhole(b: Complex): boolean {
	return b.imag === 0 && b.real === Math.floor(b.real) && Math.abs(b.real) <= INT_EXP_CUTOFF;
}

function complexIntPower(x: Complex, n: number): Complex | null {
	if (n < 0) return complexDivide({ real: 1, imag: 0 }, complexUnsignedPower(x, -n));
	return complexUnsignedPower(x, n);
}

function complexUnsignedPower(x: Complex, n: number): Complex {
	let result: Complex = { real: 1, imag: 0 };
	let power = x;
	for (let mask = 1; mask > 0 && n >= mask; mask <<= 1) {
		if (n & mask) result = complexMultiply(result, power);
		power = complexMultiply(power, power);
	}
	return result;
}

function complexPolarPower(a: Complex, b: Complex): Complex {
	const magnitude = Math.hypot(a.real, a.imag);
	let length = pow(magnitude, b.real);
	const angle = Math.atan2(a.imag, a.real);
	let phase = angle * b.real;
	if (b.imag !== 0) {
		length *= exp(-angle * b.imag);
		phase += b.imag * log(magnitude);
	}
	return { real: length * cos(phase), imag: length * sin(phase) };
}
