// Tokens and their places: what the parser's tests can't show apart.

import { describe, expect, it } from "vitest";
import { Tokenizer } from "../../../src/syntax/tokenizer.ts";
import * as T from "../../../src/syntax/tokens.ts";

const NAMES: ReadonlyMap<number, string> = new Map(
	Object.entries(T).flatMap(([name, kind]) => (typeof kind === "number" ? [[kind, name] as const] : [])),
);

/** Each token as `KIND text line:column-line:column`. */
function tokens(source: string): string[] {
	const tokenizer = new Tokenizer(source, "<test>");
	tokenizer.run();
	const t = tokenizer.tokens;
	return Array.from({ length: t.count }, (_, i) => {
		const place = `${t.line[i]}:${t.column[i]}-${t.endLine[i]}:${t.endColumn[i]}`;
		return `${NAMES.get(t.kind[i]!)} ${JSON.stringify(t.text(i))} ${place}`;
	});
}

function kinds(source: string): string {
	return tokens(source)
		.map((token) => token.split(" ")[0])
		.join(" ");
}

describe("tokenizer", () => {
	it("counts columns in UTF-8 bytes", () => {
		expect(tokens("é = '€' # ü\n")).toEqual([
			'NAME "é" 1:0-1:2',
			'EQUAL "=" 1:3-1:4',
			`STRING "'€'" 1:5-1:10`,
			'NEWLINE "" 1:11-1:16',
			'ENDMARKER "" 1:-1-1:-1',
		]);
	});

	it("normalises names", () => {
		expect(tokens("ﬁ\n")[0]).toBe('NAME "fi" 1:0-1:3');
	});

	it("follows a string over lines", () => {
		expect(tokens("'''a\né''' x\n").slice(0, 2)).toEqual([`STRING "'''a\\né'''" 1:0-2:5`, 'NAME "x" 2:6-2:7']);
	});

	it("nests f-strings with their specifications", () => {
		expect(kinds("f'a{b!r:{c}}{{' f'{f\"{d}\"}'\n")).toBe(
			"FSTRING_START FSTRING_MIDDLE LBRACE NAME EXCLAMATION NAME COLON LBRACE NAME RBRACE FSTRING_MIDDLE RBRACE FSTRING_MIDDLE FSTRING_END " +
				"FSTRING_START LBRACE FSTRING_START LBRACE NAME RBRACE FSTRING_END RBRACE FSTRING_END NEWLINE ENDMARKER",
		);
	});

	it("takes tabs to the next multiple of eight, and of one for the check", () => {
		expect(kinds("if a:\n\tb\n\tc\nd\n")).toBe("KW_IF NAME COLON NEWLINE INDENT NAME NEWLINE NAME NEWLINE DEDENT NAME NEWLINE ENDMARKER");
		expect(kinds("if a:\n        b\n\tc\n")).toContain("ERRORTOKEN");
	});

	it("ignores blank lines and lines in brackets", () => {
		expect(kinds("(a,\n  b)\n\n  # c\nd\n")).toBe("LPAR NAME COMMA NAME RPAR NEWLINE NAME NEWLINE ENDMARKER");
	});

	it("ends blocks and the line of an interactive statement", () => {
		const tokenizer = new Tokenizer("if a:\n  b", "<test>", true);
		tokenizer.run();
		const last = Array.from(tokenizer.tokens.kind.subarray(0, tokenizer.tokens.count)).slice(-4);
		expect(last).toEqual([T.NEWLINE, T.DEDENT, T.NEWLINE, T.ENDMARKER]);
	});
});
