// Docstrings: which statement is one, and the removal of its common indentation. Mirrors `_PyAST_GetDocString`
// (Python/ast.c) and `_PyCompile_CleanDoc` (Python/compile.c).

import type { stmt } from "../syntax/ast.ts";

const TAB_SIZE = 8;

/** The text of the leading string literal of a body, or null. */
export function docstringOf(body: readonly stmt[]): string | null {
	const first = body[0];
	if (first?._class !== "Expr" || first.value._class !== "Constant") return null;
	const { value } = first.value;
	return value.type === "str" ? value.value : null;
}

/** Like `inspect.cleandoc`, but blank lines at both ends stay, so that line numbers do. */
export function cleanDoc(docstring: string): string {
	const lines = expandTabs(docstring).split("\n");
	let margin = Number.POSITIVE_INFINITY;
	for (const line of lines.slice(1)) {
		const indent = indentOf(line);
		if (indent < line.length) margin = Math.min(margin, indent);
	}
	if (margin === Number.POSITIVE_INFINITY) margin = 0;
	const rest = lines.slice(1).map((line) => line.slice(Math.min(margin, indentOf(line))));
	return [lines[0].slice(indentOf(lines[0])), ...rest].join("\n");
}

function indentOf(line: string): number {
	let indent = 0;
	while (line[indent] === " ") indent++;
	return indent;
}

/** `str.expandtabs()`: columns count code points and start anew after `\n` and `\r`. */
function expandTabs(text: string): string {
	if (!text.includes("\t")) return text;
	let column = 0;
	let result = "";
	for (const char of text) {
		if (char === "\t") {
			const width = TAB_SIZE - (column % TAB_SIZE);
			result += " ".repeat(width);
			column += width;
		} else {
			result += char;
			column = char === "\n" || char === "\r" ? 0 : column + 1;
		}
	}
	return result;
}
