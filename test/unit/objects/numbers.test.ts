// Floats and ints against stored results of CPython 3.14 (data/make_numbers.py made numbers.json).

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import "../../../src/objects/exceptionsAll.ts";
import { decref } from "../../../src/heap/refcount.ts";
import { exceptionMatches, fetchException } from "../../../src/objects/errors.ts";
import { floatDivmod, roundFloat } from "../../../src/objects/floatArithmetic.ts";
import { floatHex, parseHexFloat } from "../../../src/objects/floatHex.ts";
import { doubleToString, type FloatCode, floatRepr, parseFloatText } from "../../../src/objects/floatText.ts";
import { hashDouble, hashInteger } from "../../../src/objects/hash.ts";
import { normalizeInteger } from "../../../src/objects/int.ts";
import * as arithmetic from "../../../src/objects/intArithmetic.ts";
import { integerText, parseIntegerText } from "../../../src/objects/intText.ts";
import { decimalToAscii } from "../../../src/objects/unicode.ts";

const data = JSON.parse(readFileSync(new URL("data/numbers.json", import.meta.url), "utf8"));

function double(hex: string): number {
	return Buffer.from(hex, "hex").readDoubleLE(0);
}

function rounded(x: number, digits: number): string {
	try {
		return floatRepr(roundFloat(x, digits));
	} catch {
		expect(exceptionMatches("OverflowError")).toBe(true);
		decref(fetchException());
		return "OverflowError";
	}
}

type FloatRow = [string, string, string, number, string, string, string, string, [string, string]];

describe("floats", () => {
	it.each(data.floats as FloatRow[])("%s (%s)", (bits, repr, hex, digits, round, spec, text, other, divmod) => {
		const x = double(bits);
		expect(floatRepr(x)).toBe(repr);
		expect(parseFloatText(repr)).toBe(x);
		expect(floatHex(x)).toBe(hex);
		expect(parseHexFloat(hex)).toBe(x);
		expect(rounded(x, digits)).toBe(round);
		expect(doubleToString(x, spec.at(-1) as FloatCode, Number(spec.slice(2, -1)))).toBe(text);
		expect(floatDivmod(x, double(other)).map(floatRepr)).toEqual(divmod);
	});

	it("hash as the ints and fractions that they equal", () => {
		expect(hashDouble(2 ** 80)).toBe(hashInteger(2n ** 80n));
		expect(hashDouble(-1)).toBe(-2);
		expect(hashDouble(0.5)).toBe(2n ** 60n);
		expect(hashDouble(Number.POSITIVE_INFINITY)).toBe(314159);
		expect(hashInteger(2n ** 61n - 1n)).toBe(0);
	});
});

describe("ints", () => {
	it.each(data.ints as string[][])("%s and %s", (first, second, ...expected) => {
		const a = normalizeInteger(BigInt(first));
		const b = normalizeInteger(BigInt(second));
		const results = [
			arithmetic.add(a, b),
			arithmetic.multiply(a, b),
			arithmetic.floorDivide(a, b),
			arithmetic.modulo(a, b),
			arithmetic.bitwise(a, "&", b),
			arithmetic.bitwise(a, "|", b),
			arithmetic.bitwise(a, "^", b),
			arithmetic.bitLength(a),
			floatRepr(arithmetic.trueDivide(a, b)),
			arithmetic.power(a, 5),
			arithmetic.powerModulo(a, 77, b),
		];
		expect(results.map((value) => (typeof value === "string" ? value : integerText(normalizeInteger(value))))).toEqual(expected);
	});

	it.each(data.texts as [string, (string | null)[]][])("the text %j", (text, expected) => {
		const values = [10, 0, 2, 16, 36].map((base) => parseIntegerText(decimalToAscii(text), base));
		const float = parseFloatText(text);
		expect([...values.map((value) => value?.toString() ?? null), float === null ? null : floatRepr(float)]).toEqual(expected);
	});
});
