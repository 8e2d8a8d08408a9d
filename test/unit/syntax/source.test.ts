// Bytes to text. The messages are CPython 3.14's, as `compile` gives them for bytes; for a file that is run see Parser/tokenizer/helpers.c.

import { describe, expect, it } from "vitest";
import { PySyntaxError } from "../../../src/syntax/errors.ts";
import { decodeSource, normalizeNewlines } from "../../../src/syntax/source.ts";

/** One byte per character. */
function bytes(text: string): Uint8Array {
	return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** `isText`: as compile() reads it; else as a file that is run. */
function errorOf(text: string, isText = true): PySyntaxError {
	try {
		decodeSource(bytes(text), "<test>", undefined, isText);
	} catch (error) {
		if (error instanceof PySyntaxError) return error;
		throw error;
	}
	throw new Error("no error");
}

describe("decodeSource", () => {
	it("reads UTF-8, with and without a mark", () => {
		expect(decodeSource(bytes("x = '\xc3\xa9'"), "")).toBe("x = 'é'");
		expect(decodeSource(bytes("\xef\xbb\xbfx"), "")).toBe("x");
	});

	it("finds the coding comment in the first two lines only", () => {
		expect(decodeSource(bytes("# coding: latin-1\nx='\xe9'"), "")).toContain("é");
		expect(decodeSource(bytes("#!/bin/x\n# vim: set fileencoding=latin-1 :\n'\xe9'"), "")).toContain("é");
		expect(errorOf("\n\n# coding: latin-1\nx='\xe9'").lineno).toBe(4);
		expect(errorOf("'a' # coding: latin-1\nx='\xe9'").lineno).toBe(2);
	});

	it("names the byte that isn't UTF-8", () => {
		const { message, lineno, offset, text } = errorOf("x = 1\ny = '\xe9'\n");
		expect(message).toBe(
			"Non-UTF-8 code starting with '\\xe9' on line 2, but no encoding declared; see https://peps.python.org/pep-0263/ for details",
		);
		expect([lineno, offset, text]).toEqual([2, 6, "y = '\ufffd'"]);
		expect(errorOf("y = '\xe9'\n", false).message).toContain("starting with '\\xe9' in file <test> on line 1, but");
	});

	it("refuses other encodings, and a mark with another one", () => {
		expect(errorOf("# coding: foo\nx").message).toBe("unknown encoding: foo");
		expect(errorOf("# coding: ascii\nx='\xe9'").message).toBe(
			"'ascii' codec can't decode byte 0xe9 in position 19: ordinal not in range(128)",
		);
		expect(errorOf("\xef\xbb\xbf# coding: latin-1\nx").message).toBe("encoding problem: iso-8859-1 with BOM");
	});
});

describe("normalizeNewlines", () => {
	it("makes all line ends one and ends the last line", () => {
		expect(normalizeNewlines("a\r\nb\rc", true)).toBe("a\nb\nc\n");
		expect(normalizeNewlines("a", false)).toBe("a");
	});
});
