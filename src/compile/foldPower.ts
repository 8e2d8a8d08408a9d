// Powers, logarithms and exponentials of constants, rounded as a good C library rounds them: V8's own are off by one unit in
// the last place too often (2 ** 1.5). Speed doesn't matter here, so everything is done on BigInts that stand for a fixed
// number of binary places, far more than a double has, and rounded once. Read `pow`.
// DIFFERS: C libraries miss the right rounding in about one result of a thousand.

/** Binary places of the fixed-point numbers. */
const PLACES = 256;
const BITS = BigInt(PLACES);
const ONE = 1n << BITS;
const LN2 = 2n * atanh(1n, 3n);
/** Whole exponents up to this are done exactly. */
const LARGEST_EXACT_EXPONENT = 64;

/** atanh(numerator / denominator) for a quotient below one fifth or so: z + z³/3 + z⁵/5 … */
function atanh(numerator: bigint, denominator: bigint): bigint {
	let power = (numerator << BITS) / denominator;
	const square = (power * power) >> BITS;
	let sum = 0n;
	for (let n = 1n; power !== 0n && power !== -1n; n += 2n) {
		sum += power / n;
		power = (power * square) >> BITS;
	}
	return sum;
}

/** A positive finite double as mantissa · 2 ** exponent. */
function split(x: number): { mantissa: bigint; exponent: number } {
	const view = new DataView(new ArrayBuffer(8));
	view.setFloat64(0, x);
	const bits = view.getBigUint64(0);
	const fraction = bits & 0xfffffffffffffn;
	const biased = Number((bits >> 52n) & 0x7ffn);
	return biased === 0 ? { mantissa: fraction, exponent: -1074 } : { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}

function bitCount(value: bigint): number {
	return value.toString(2).length;
}

/** value · 2 ** exponent, rounded once. `value` is positive; `inexact`: the true value is a little larger. */
function round(value: bigint, exponent: number, inexact: boolean): number {
	const bits = bitCount(value);
	// a result below the normal range has fewer bits: cut it to those and two more, with what is lost as the last one
	const drop = Math.max(bits - 64, -1076 - exponent, 0);
	const kept = value >> BigInt(drop);
	const lost = inexact || kept << BigInt(drop) !== value;
	const mantissa = (kept << 1n) | (lost ? 1n : 0n);
	return scale(roundToDouble(mantissa, exponent + drop - 1), exponent + drop - 1);
}

/** The mantissa as a double that has no more bits than the result can have. */
function roundToDouble(mantissa: bigint, exponent: number): number {
	const room = bitCount(mantissa) + exponent + 1074;
	if (room >= 53) return Number(mantissa);
	if (room < 0) return 0;
	const drop = BigInt(bitCount(mantissa) - room);
	const half = 1n << (drop - 1n);
	const kept = mantissa >> drop;
	const rest = mantissa - (kept << drop);
	const up = rest > half || (rest === half && (kept & 1n) === 1n);
	return Number((kept + (up ? 1n : 0n)) << drop);
}

/** value · 2 ** exponent in steps that stay in range; exact but for overflow. */
function scale(value: number, exponent: number): number {
	let result = value;
	let rest = exponent;
	for (; rest < -1000; rest += 1000) result *= 2 ** -1000;
	for (; rest > 1000; rest -= 1000) result *= 2 ** 1000;
	return result * 2 ** rest;
}

/** Natural logarithm of a positive finite double, in fixed point. */
function fixedLog(x: number): bigint {
	const { mantissa, exponent } = split(x);
	let places = bitCount(mantissa);
	// between about 0.7 and 1.4
	if (mantissa * 10n < 7n << BigInt(places)) places--;
	const unit = 1n << BigInt(places);
	return 2n * atanh(mantissa - unit, mantissa + unit) + BigInt(exponent + places) * LN2;
}

/** e to a power in fixed point: a value of PLACES places, and a power of two. */
function fixedExp(power: bigint): { value: bigint; exponent: number } {
	const exponent = power / LN2;
	const reduced = power - exponent * LN2;
	let term = ONE;
	let sum = ONE;
	for (let n = 1n; term !== 0n && term !== -1n; n += 1n) {
		term = ((term * reduced) >> BITS) / n;
		sum += term;
	}
	return { value: sum, exponent: Number(exponent) };
}

/** The last places of a series are uncertain: without them a result that is exact (4 ** 0.5) is so here too. */
const UNCERTAIN = 40;

function roundFixed({ value, exponent }: { value: bigint; exponent: number }): number {
	const certain = (value + (1n << BigInt(UNCERTAIN - 1))) >> BigInt(UNCERTAIN);
	return round(certain, exponent - PLACES + UNCERTAIN, false);
}

/** Of a finite number. */
export function exp(x: number): number {
	if (!(Math.abs(x) < 746) || x === 0) return Math.exp(x);
	return roundFixed(fixedExp(toFixed(x)));
}

function toFixed(x: number): bigint {
	const { mantissa, exponent } = split(Math.abs(x));
	const shift = PLACES + exponent;
	const magnitude = shift >= 0 ? mantissa << BigInt(shift) : mantissa >> BigInt(-shift);
	return x < 0 ? -magnitude : magnitude;
}

/** Natural logarithm of a number that isn't negative. */
export function log(x: number): number {
	if (!(x > 0 && x < Number.POSITIVE_INFINITY) || x === 1) return Math.log(x);
	const value = fixedLog(x);
	return value < 0n ? -round(-value, -PLACES, true) : round(value, -PLACES, true);
}

/** 16 atan(1/5) - 4 atan(1/239), with more places than the rest needs. */
const PI = 16n * atan(5n) - 4n * atan(239n);

/** atan(1 / denominator). */
function atan(denominator: bigint): bigint {
	let power = ONE / denominator;
	let sum = 0n;
	for (let n = 1n; power !== 0n; n += 2n) {
		sum += n % 4n === 1n ? power / n : -(power / n);
		power /= denominator * denominator;
	}
	return sum;
}

/** The sine of a finite number, in fixed point; `quarterTurns` more of them make the cosine. */
function sineAhead(x: number, quarterTurns: bigint): number {
	const quarter = PI / 2n;
	const angle = toFixed(x);
	const turns = (2n * angle + quarter) / (2n * quarter) - (angle < 0n ? 1n : 0n);
	const rest = angle - turns * quarter;
	const phase = (((turns + quarterTurns) % 4n) + 4n) % 4n;
	const series = taylor(rest, phase % 2n === 1n);
	const value = phase >= 2n ? -series : series;
	return value < 0n ? -round(-value, -PLACES, true) : round(value, -PLACES, true);
}

/** Sine (x - x³/6 …) or cosine (1 - x²/2 …). */
function taylor(x: bigint, cosine: boolean): bigint {
	let term = cosine ? ONE : x;
	let sum = term;
	for (let n = cosine ? 0n : 1n; term !== 0n && term !== -1n; n += 2n) {
		term = -((((term * x) >> BITS) * x) >> BITS) / ((n + 1n) * (n + 2n));
		sum += term;
	}
	return sum;
}

/** Angles beyond this lose the places that PI lacks. */
const LARGEST_ANGLE = 2 ** 60;

export function sin(x: number): number {
	return x === 0 || !(Math.abs(x) < LARGEST_ANGLE) ? Math.sin(x) : sineAhead(x, 0n);
}

export function cos(x: number): number {
	return x === 0 || !(Math.abs(x) < LARGEST_ANGLE) ? Math.cos(x) : sineAhead(x, 1n);
}

/** C's pow. */
export function pow(x: number, y: number): number {
	if (x === 1 || y === 0 || (x === -1 && Math.abs(y) === Number.POSITIVE_INFINITY)) return 1;
	const quick = x ** y;
	if (x === 0 || !Number.isFinite(x) || !Number.isFinite(y) || Number.isNaN(quick)) return quick;
	// far out of range: infinite or zero as V8 says
	if (Math.abs(Math.log2(Math.abs(x)) * y) > 1100) return quick;
	const magnitude = Number.isInteger(y) && Math.abs(y) <= LARGEST_EXACT_EXPONENT ? wholePower(Math.abs(x), y) : realPower(Math.abs(x), y);
	return x < 0 && Math.abs(y) % 2 === 1 ? -magnitude : magnitude;
}

function wholePower(x: number, y: number): number {
	const { mantissa, exponent } = split(x);
	const power = mantissa ** BigInt(Math.abs(y));
	if (y > 0) return round(power, exponent * y, false);
	const shift = bitCount(power) + PLACES;
	const quotient = (1n << BigInt(shift)) / power;
	return round(quotient, exponent * y - shift, quotient * power !== 1n << BigInt(shift));
}

function realPower(x: number, y: number): number {
	const { mantissa, exponent } = split(Math.abs(y));
	const product = fixedLog(x) * mantissa;
	const magnitude = exponent >= 0 ? product << BigInt(exponent) : product >> BigInt(-exponent);
	return roundFixed(fixedExp(y < 0 ? -magnitude : magnitude));
}
