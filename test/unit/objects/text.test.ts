// Formats, reprs and character tables against stored results of CPython 3.14 (data/make_text.py made text.json).

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import "../../../src/objects/exceptionsAll.ts";
import { exceptionMatches, fetchException } from "../../../src/objects/errors.ts";
import { decref } from "../../../src/heap/refcount.ts";
import { formatComplex, formatFloat, formatInteger, formatString } from "../../../src/objects/formatNumber.ts";
import { normalizeInteger } from "../../../src/objects/int.ts";
import { capitalizeText, swapCaseText, titleText } from "../../../src/objects/strCase.ts";
import { asciiText, reprText } from "../../../src/objects/strRepr.ts";
import * as unicode from "../../../src/objects/unicode.ts";

const data = JSON.parse(readFileSync(new URL("data/text.json", import.meta.url), "utf8"));

function float(text: string): number {
	return text.endsWith("inf") ? Number(text.replace("inf", "Infinity")) : Number(text);
}

function format([type, first, second]: [string, string, string], spec: string): string {
	if (spec === "") return "";
	if (type === "int") return formatInteger(normalizeInteger(BigInt(first)), spec, type);
	if (type === "bool") return formatInteger(first === "True" ? 1 : 0, spec, type);
	if (type === "float") return formatFloat(float(first), spec, type);
	return type === "complex" ? formatComplex(float(first), float(second), spec, type) : formatString(first, spec, type);
}

/** The result, or the name of the exception that was raised. */
function outcome(body: () => string): string | [string] {
	try {
		return body();
	} catch {
		const name = ["ValueError", "OverflowError"].find((type) => exceptionMatches(type)) ?? "another exception";
		decref(fetchException());
		return [name];
	}
}

describe("format", () => {
	it.each(data.formats as [[string, string, string], (string | [string, string])[]][])("of %s", (value, expected) => {
		(data.specs as string[]).forEach((spec, i) => {
			if (spec === "") return;
			const want = expected[i];
			expect([spec, outcome(() => format(value, spec))]).toEqual([spec, typeof want === "string" ? want : [want[0]]]);
		});
	});
});

describe("character tables", () => {
	const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
	const predicates: { [name: string]: (text: string) => boolean } = {
		isalpha: unicode.isAlphabetic,
		isdecimal: unicode.isDecimal,
		isdigit: unicode.isDigit,
		isnumeric: unicode.isNumeric,
		isalnum: unicode.isAlphanumeric,
		isupper: unicode.isUpper,
		islower: unicode.isLower,
		isspace: unicode.isSpace,
		isprintable: unicode.isPrintable,
		isidentifier: unicode.isIdentifier,
	};
	const mappings: { [name: string]: (text: string) => string } = {
		upper: unicode.upperCase,
		lower: unicode.lowerCase,
		title: unicode.titleCharacter,
		casefold: unicode.caseFold,
	};
	const hex = (text: string): string => Array.from(text, (c) => c.codePointAt(0)!.toString(16)).join(" ");

	it.each(Object.keys(predicates))("%s", (name) => {
		let bits = "";
		for (let i = 0; i < data.limit; i++) bits += predicates[name](String.fromCodePoint(i)) ? "1" : "0";
		expect(digest(bits)).toBe(data.predicates[name]);
	});

	it.each(Object.keys(mappings))("%s", (name) => {
		const rows: string[] = [];
		for (let i = 0; i < data.limit; i++) rows.push(hex(mappings[name](String.fromCodePoint(i))));
		expect(digest(rows.join(","))).toBe(data.mappings[name]);
	});

	it("spaces are the units that isSpace knows", () => {
		const wrong: number[] = [];
		for (let unit = 0; unit < 0xd800; unit++) {
			if (unicode.isSpaceUnit(unit) !== unicode.isSpace(String.fromCharCode(unit))) wrong.push(unit);
		}
		expect(wrong).toEqual([]);
	});
});

describe("text", () => {
	it.each(data.reprs as string[][])("repr of %j", (text, repr, ascii) => {
		expect(reprText(text)).toBe(repr);
		expect(asciiText(reprText(text))).toBe(ascii);
	});

	it.each(data.cased as string[][])("case of %s", (text, ...expected) => {
		const maps = [unicode.upperCase, unicode.lowerCase, titleText, capitalizeText, swapCaseText, unicode.caseFold];
		expect(maps.map((map) => map(text))).toEqual(expected);
	});
});
