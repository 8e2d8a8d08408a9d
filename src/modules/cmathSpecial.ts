// What complex functions give for infinite and NaN arguments. A table has a row for each kind of real part and a column for each
// kind of imaginary part, in the order of `kindOf`; a cell is the sign and size of both parts of the result, "!" a domain error and
// "." a finite argument, which never gets here. Read `specialValue` first. Mirrors the tables of Modules/cmathmodule.c, which follow
// Annex G of C99; where that leaves a sign open, the sign is CPython's.

import type { Parts } from "../objects/complexArithmetic.ts";
import { valueError } from "../objects/errors.ts";

const SIZES: { readonly [letter: string]: number } = {
	"0": 0,
	"1": 1,
	q: Math.PI / 4,
	h: Math.PI / 2,
	t: 0.75 * Math.PI,
	p: Math.PI,
	i: Number.POSITIVE_INFINITY,
	n: Number.NaN,
};

export type Table = readonly string[];

/** `rect` is by length and angle. */
export const specialTables = {
	acos: [
		"+t+i +p+i +p+i +p-i +p-i +t-i +n+i",
		"+h+i . . . . +h-i +n+n",
		"+h+i . . . . +h-i +h+n",
		"+h+i . . . . +h-i +h+n",
		"+h+i . . . . +h-i +n+n",
		"+q+i +0+i +0+i +0-i +0-i +q-i +n+i",
		"+n+i +n+n +n+n +n+n +n+n +n-i +n+n",
	],
	acosh: [
		"+i-t +i-p +i-p +i+p +i+p +i+t +i+n",
		"+i-h . . . . +i+h +n+n",
		"+i-h . . . . +i+h +n+h",
		"+i-h . . . . +i+h +n+h",
		"+i-h . . . . +i+h +n+n",
		"+i-q +i-0 +i-0 +i+0 +i+0 +i+q +i+n",
		"+i+n +n+n +n+n +n+n +n+n +i+n +n+n",
	],
	asinh: [
		"-i-q -i-0 -i-0 -i+0 -i+0 -i+q -i+n",
		"-i-h . . . . -i+h +n+n",
		"-i-h . . . . -i+h +n+n",
		"+i-h . . . . +i+h +n+n",
		"+i-h . . . . +i+h +n+n",
		"+i-q +i-0 +i-0 +i+0 +i+0 +i+q +i+n",
		"+i+n +n+n +n-0 +n+0 +n+n +i+n +n+n",
	],
	atanh: [
		"-0-h -0-h -0-h -0+h -0+h -0+h -0+n",
		"-0-h . . . . -0+h +n+n",
		"-0-h . . . . -0+h -0+n",
		"+0-h . . . . +0+h +0+n",
		"+0-h . . . . +0+h +n+n",
		"+0-h +0-h +0-h +0+h +0+h +0+h +0+n",
		"+0-h +n+n +n+n +n+n +n+n +0+h +n+n",
	],
	cosh: [
		"! +i+i +i+0 +i-0 +i-i ! +i+n",
		"! . . . . ! +n+n",
		"! . . . . ! +n+0",
		"! . . . . ! +n+0",
		"! . . . . ! +n+n",
		"! +i-i +i-0 +i+0 +i+i ! +i+n",
		"+n+n +n+n +n+0 +n+0 +n+n +n+n +n+n",
	],
	exp: [
		"+0+0 +0-0 +0-0 +0+0 +0+0 +0+0 +0+0",
		"! . . . . ! +n+n",
		"! . . . . ! +n+n",
		"! . . . . ! +n+n",
		"! . . . . ! +n+n",
		"! +i-i +i-0 +i+0 +i+i ! +i+n",
		"+n+n +n+n +n-0 +n+0 +n+n +n+n +n+n",
	],
	log: [
		"+i-t +i-p +i-p +i+p +i+p +i+t +i+n",
		"+i-h . . . . +i+h +n+n",
		"+i-h . . . . +i+h +n+n",
		"+i-h . . . . +i+h +n+n",
		"+i-h . . . . +i+h +n+n",
		"+i-q +i-0 +i-0 +i+0 +i+0 +i+q +i+n",
		"+i+n +n+n +n+n +n+n +n+n +i+n +n+n",
	],
	sinh: [
		"! -i-i -i-0 -i+0 -i+i ! +i+n",
		"! . . . . ! +n+n",
		"! . . . . ! +0+n",
		"! . . . . ! +0+n",
		"! . . . . ! +n+n",
		"! +i-i +i-0 +i+0 +i+i ! +i+n",
		"+n+n +n+n +n-0 +n+0 +n+n +n+n +n+n",
	],
	sqrt: [
		"+i-i +0-i +0-i +0+i +0+i +i+i +n+i",
		"+i-i . . . . +i+i +n+n",
		"+i-i . . . . +i+i +n+n",
		"+i-i . . . . +i+i +n+n",
		"+i-i . . . . +i+i +n+n",
		"+i-i +i-0 +i-0 +i+0 +i+0 +i+i +i+n",
		"+i-i +n+n +n+n +n+n +n+n +i+i +n+n",
	],
	tanh: [
		"-1+0 -1-0 -1-0 -1+0 -1+0 -1+0 -1+0",
		"! . . . . ! +n+n",
		"! . . . . ! -0+n",
		"! . . . . ! +0+n",
		"! . . . . ! +n+n",
		"+1+0 +1-0 +1-0 +1+0 +1+0 +1+0 +1+0",
		"+n+n +n+n +n-0 +n+0 +n+n +n+n +n+n",
	],
	rect: [
		"! -i+i -i+0 -i-0 -i-i ! +i+n",
		"! . . . . ! +n+n",
		"+0+0 . . . . +0+0 +0+0",
		"+0+0 . . . . +0+0 +0+0",
		"! . . . . ! +n+n",
		"! +i-i +i-0 +i+0 +i+i ! +i+n",
		"+n+n +n+n +n+0 +n+0 +n+n +n+n +n+n",
	],
} as const satisfies { [name: string]: Table };

/** Negative infinity, negative, negative zero, zero, positive, infinity, NaN. */
function kindOf(x: number): number {
	if (Number.isNaN(x)) return 6;
	if (x === 0) return Object.is(x, 0) ? 3 : 2;
	if (!Number.isFinite(x)) return x < 0 ? 0 : 5;
	return x < 0 ? 1 : 4;
}

export function domainError(): never {
	return valueError("math domain error");
}

/** The value for arguments one of which is not finite. Raises ValueError. */
export function specialValue(table: Table, real: number, imag: number): Parts {
	const cell = table[kindOf(real)]!.split(" ")[kindOf(imag)]!;
	if (cell === "!") domainError();
	return [part(cell[0]!, cell[1]!), part(cell[2]!, cell[3]!)];
}

function part(sign: string, size: string): number {
	const value = SIZES[size]!;
	return sign === "-" ? -value : value;
}
