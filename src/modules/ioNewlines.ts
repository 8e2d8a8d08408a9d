// Ends of lines in text files: "\n", "\r" and "\r\n", and the `newline` argument that says which of them count.
// Mirrors Modules/_io/textio.c.

/** Text as written to a file with this `newline`. On Linux None leaves "\n" as it is. */
export function translateWrite(text: string, newline: string | null): string {
	return newline === null || newline === "" || newline === "\n" ? text : text.replaceAll("\n", newline);
}

/** Text as read from a file with this `newline`. */
export function translateRead(text: string, newline: string | null): string {
	return newline === null && text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

const ANY_LINE = /[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g;

/** The lines of a text, ends included, as `newline` divides them. */
export function splitLines(text: string, newline: string | null): string[] {
	if (newline === "") return text.match(ANY_LINE) ?? [];
	const end = newline ?? "\n";
	const lines: string[] = [];
	for (let start = 0; start < text.length; ) {
		const at = text.indexOf(end, start);
		const next = at < 0 ? text.length : at + end.length;
		lines.push(text.slice(start, next));
		start = next;
	}
	return lines;
}
