// Text helpers of the traceback: Python's ideas of lines, dedent, indent and display width. All offsets count code
// points; a line that is measured is an array of them. Mirrors what Lib/traceback.py uses of textwrap and unicodedata.

const LINE_END = /\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]/;

/** `str.splitlines()`. */
export function splitLines(text: string): string[] {
	const lines = text.split(LINE_END);
	if (lines.at(-1) === "") lines.pop();
	return lines;
}

/** `textwrap.indent(text, prefix, lambda line: True)`. */
export function indent(text: string, prefix: string): string {
	if (prefix === "") return text;
	let result = "";
	for (let rest = text; rest !== ""; ) {
		const end = LINE_END.exec(rest);
		const size = end === null ? rest.length : end.index + end[0].length;
		result += prefix + rest.slice(0, size);
		rest = rest.slice(size);
	}
	return result;
}

const isBlank = (line: string): boolean => /^\s*$/.test(line);

/** `textwrap.dedent`. */
export function dedent(text: string): string {
	const lines = text.split("\n");
	const filled = lines.filter((line) => !isBlank(line)).sort();
	const first = filled[0] ?? "";
	const last = filled.at(-1) ?? "";
	let margin = 0;
	while (margin < first.length && first[margin] === last[margin] && " \t".includes(first[margin]!)) margin++;
	return lines.map((line) => (isBlank(line) ? "" : line.slice(margin))).join("\n");
}

/** Code points in the first `offset` UTF-8 bytes of a line. */
export function characterOffset(line: readonly string[], offset: number): number {
	let bytes = 0;
	let i = 0;
	for (; i < line.length && bytes < offset; i++) bytes += utf8Length(line[i]!.codePointAt(0)!);
	return i;
}

function utf8Length(point: number): number {
	if (point < 0x80) return 1;
	if (point < 0x800) return 2;
	return point < 0x10000 ? 3 : 4;
}

const WIDE =
	/[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{17000}-\u{18d08}\u{1b000}-\u{1b2fb}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** Columns that the first `offset` code points take on a terminal. */
export function displayWidth(line: readonly string[], offset: number = line.length): number {
	let width = 0;
	for (let i = 0; i < offset && i < line.length; i++) width += line[i]! > "\x7f" && WIDE.test(line[i]!) ? 2 : 1;
	return line.every((c) => c <= "\x7f") ? offset : width;
}
