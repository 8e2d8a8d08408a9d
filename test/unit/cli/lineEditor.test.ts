// The line editor without a terminal: keys in, lines and pictures out.

import { expect, test } from "vitest";
import { type Key, KeyDecoder } from "../../../src/cli/keys.ts";
import { LineEditor, type Outcome } from "../../../src/cli/lineEditor.ts";
import { nextIndentation } from "../../../src/cli/prompt.ts";
import { questionIn } from "../../../src/cli/question.ts";

const noHelp = { complete: () => ({ length: 0, candidates: [] }) };

/** Sends what a terminal would send; the last outcome. */
function type(editor: LineEditor, sent: string): Outcome {
	let outcome: Outcome = null;
	for (const key of new KeyDecoder().decode(sent)) outcome = editor.press(key);
	return outcome;
}

/** The line that comes of keys in a fresh editor. */
function line(sent: string, history: string[] = [], help: ConstructorParameters<typeof LineEditor>[1] = noHelp): unknown {
	const editor = new LineEditor(history, help);
	editor.begin(">>> ", "");
	return type(editor, `${sent}\r`);
}

test.each<[string, string, string]>([
	["plain text", "abc", "abc"],
	["left and insert", "ac\x1b[Db", "abc"],
	["home, end", "b\x1b[Ha\x1b[Fc", "abc"],
	["ctrl-a, ctrl-e", "b\x01a\x05c", "abc"],
	["backspace and delete", "axb\x1b[D\x7f", "ab"],
	["delete forward", "abc\x01\x1b[3~", "bc"],
	["ctrl-w and ctrl-y", "one two\x17\x01\x19", "twoone "],
	["cuts that follow one another are one", "one two\x17\x17x\x19", "xone two"],
	["ctrl-k, ctrl-u", "abc\x1b[D\x0b\x15z", "z"],
	["words by alt-b, alt-f, alt-d", "one.two\x1bb\x1bb\x1bd\x1bfX", ".twoX"],
	["words by ctrl-left", "one two\x1b[1;5Dx", "one xtwo"],
	["ctrl-t", "ba\x14", "ab"],
	["a character and what combines with it go at once", "xe\u0301\x7fy", "xy"],
	["a character outside the first plane is one", "a😀\x1b[D\x7f", "😀"],
	["blanks alone are nothing", "    ", ""],
	["unknown sequences do nothing", "a\x1b[99~\x1b[1;9Pb", "ab"],
	["a tabulator in the indentation", "\tx", "    x"],
	["backspace in the indentation takes a step", "\t\t\x7fx", "    x"],
])("%s", (_name, sent, expected) => {
	expect(line(sent)).toEqual({ line: expected });
});

test("history: up, down, back to what was being typed", () => {
	expect(line("\x1b[A", ["one", "two"])).toEqual({ line: "two" });
	expect(line("x\x1b[A\x1b[A\x1b[A\x1b[B", ["one", "two"])).toEqual({ line: "two" });
	expect(line("x\x1b[A\x1b[By", ["one"])).toEqual({ line: "xy" });
});

test("ctrl-r searches back, ctrl-g gives up", () => {
	const history = ["import sys", "print(1)", "import os"];
	expect(line("\x12imp", history)).toEqual({ line: "import os" });
	expect(line("\x12imp\x12", history)).toEqual({ line: "import sys" });
	expect(line("mine\x12imp\x07", history)).toEqual({ line: "mine" });
});

test("ctrl-c, ctrl-d", () => {
	const editor = new LineEditor([], noHelp);
	editor.begin(">>> ", "");
	expect(type(editor, "abc\x03")).toBe("interrupt");
	editor.begin(">>> ", "");
	expect(type(editor, "\x04")).toBe("end");
	editor.begin("... ", "    ");
	expect(type(editor, "\x04")).toBe("end");
	editor.begin(">>> ", "");
	expect(type(editor, "ab\x01\x04\r")).toEqual({ line: "b" });
});

test("tab completes as far as the candidates agree, and shows them", () => {
	const help = { complete: (text: string) => ({ length: text.length, candidates: ["pass", "path("] }) };
	const editor = new LineEditor([], help);
	editor.begin(">>> ", "");
	expect(type(editor, "p\t")).toBeNull();
	expect(editor.draw(80)).toBe("\r\x1b[J>>> pa\r\x1b[6C");
	type(editor, "\t");
	expect(editor.draw(80)).toContain("pass  path(\r\n");
});

test("a paste gives its lines one by one, without completion", () => {
	const editor = new LineEditor([], { complete: () => ({ length: 0, candidates: ["no"] }) });
	editor.begin(">>> ", "");
	expect(type(editor, "\x1b[200~if x:\r\n\ty\r\n\r\nz\x1b[201~")).toEqual({ line: "if x:" });
	expect(editor.begin("... ", "    ")).toEqual({ line: "\ty" });
	expect(editor.begin("... ", "    ")).toEqual({ line: "" });
	expect(editor.begin(">>> ", "")).toBeNull();
	expect(type(editor, "!\r")).toEqual({ line: "z!" });
});

test("long lines wrap, the cursor goes up to its row", () => {
	const editor = new LineEditor([], noHelp);
	editor.begin(">>> ", "");
	type(editor, "x".repeat(16));
	expect(editor.draw(10)).toBe(`\r\x1b[J>>> ${"x".repeat(16)}\r\n\r`);
	type(editor, "\x01");
	expect(editor.draw(10)).toBe(`\x1b[2A\r\x1b[J>>> ${"x".repeat(16)}\r\n\x1b[2A\r\x1b[4C`);
});

test("wide characters take two columns, colours none", () => {
	const editor = new LineEditor([], noHelp);
	editor.begin("\x01\x1b[32m\x02>\x01\x1b[0m\x02 ", "");
	type(editor, "日本");
	expect(editor.draw(80).endsWith("\r\x1b[6C")).toBe(true);
});

test("sequences that arrive in pieces of a paste wait", () => {
	const decoder = new KeyDecoder();
	expect(decoder.decode("\x1b[200~ab")).toEqual([]);
	expect(decoder.decode("c\x1b[201~d")).toEqual<Key[]>([{ text: "abc" }, { text: "d" }]);
});

test.each([
	["if x:", "    "],
	["  for y in z:  # why", "      "],
	["    y = 1", "    "],
	["    return", ""],
	["x", ""],
])("after %j the next line begins with %j", (before, indentation) => {
	expect(nextIndentation(before)).toBe(indentation);
});

test.each([
	["?x", "x"],
	["x?", "x"],
	["  ? a.b ", "a.b"],
	["?", ""],
	["x", null],
	["x = '?'", null],
	["# why?", null],
])("%j asks for %j", (text, expression) => {
	expect(questionIn(text)).toBe(expression);
});
