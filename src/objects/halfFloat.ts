// 16-bit floats (IEEE 754 binary16): format "e" of struct and memoryview. Mirrors PyFloat_Pack2 and PyFloat_Unpack2.

const INFINITY_BITS = 0x7c00;
const NAN_BITS = 0x7e00;
/** The least normal number, and the least of all. */
const NORMAL = 2 ** -14;
const STEP = 2 ** -24;

/** The bits of the nearest 16-bit float, ties to even; null for what is too large. */
export function halfBits(value: number): number | null {
	const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
	const magnitude = Math.abs(value);
	if (Number.isNaN(value)) return sign | NAN_BITS;
	if (magnitude === Number.POSITIVE_INFINITY) return sign | INFINITY_BITS;
	if (magnitude < NORMAL) return sign | roundHalfEven(magnitude / STEP);
	let exponent = Math.floor(Math.log2(magnitude));
	if (2 ** exponent > magnitude) exponent--;
	// From 1024 to 2048 steps; at 2048 the next exponent begins, and the sum below carries into it.
	const steps = roundHalfEven(magnitude / 2 ** (exponent - 10));
	const bits = ((exponent + 14) << 10) + steps;
	return bits >= INFINITY_BITS ? null : sign | bits;
}

function roundHalfEven(value: number): number {
	const down = Math.floor(value);
	const rest = value - down;
	if (rest !== 0.5) return rest < 0.5 ? down : down + 1;
	return down % 2 === 0 ? down : down + 1;
}

export function halfValue(bits: number): number {
	const sign = (bits & 0x8000) !== 0 ? -1 : 1;
	const exponent = (bits >> 10) & 31;
	const fraction = bits & 1023;
	if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
	return sign * (exponent === 0 ? fraction * STEP : (1024 + fraction) * 2 ** (exponent - 25));
}
