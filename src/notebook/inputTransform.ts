// From a cell as it is written to Python: prompts that were pasted with it, `%magic`, `%%magic`, `!command`, `object?`.
//
// Magics become calls of `get_ipython()`, as in IPython, so that they may stand wherever a statement may, and be assigned.
// Lines are never added or taken away in between, so that line numbers stay the cell's (only blank lines at its start go).
// Read `transformCell` first. Mirrors IPython's inputtransformer2.py and, for cells of one line, prefilter.py.

import { reprText } from "../objects/strRepr.ts";

export interface NamesInUse {
	/** Whether there is a line magic of that name. */
	isMagic(name: string): boolean;
	/** Whether the program, the builtins or the language have the name: then it is no magic without its `%`. */
	isTaken(name: string): boolean;
	/** Whether the name still means the notebook's own `exit`. */
	isExit(name: string): boolean;
}

/** The cell as Python. Text that is not Python is left to the parser. */
export function transformCell(source: string, names: NamesInUse): string {
	let lines = splitLines(source);
	const first = lines.findIndex((line) => line.trim() !== "");
	lines = dedent(lines.slice(Math.max(first, 0)));
	lines = withoutPrompts(lines, /^>>>( |$)/, /^(>>>|\.\.\.)( |$)/);
	lines = withoutPrompts(lines, /^In \[\d+\]: /, /^(In \[\d+\]: |\s*\.{3,}: ?)/);
	if (lines[0]?.startsWith("%%") === true && !/^%%\w+\?/.test(lines[0])) return cellMagic(lines);
	const transformed = /^\s*[%!?]|=\s*[%!]|\?\s*$/m.test(lines.join("\n")) ? transformLines(lines) : lines;
	const python = transformed.length === 1 ? withoutPercent(transformed[0]!, names) : transformed.join("\n");
	return `${python}\n`;
}

function splitLines(source: string): string[] {
	const lines = source.split(/\r\n|\r|\n/);
	if (lines.at(-1) === "") lines.pop();
	return lines;
}

/** Takes the first line's indentation off all lines that have it. */
function dedent(lines: readonly string[]): string[] {
	const indent = /^[ \t]+/.exec(lines[0] ?? "")?.[0];
	return indent === undefined ? [...lines] : lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
}

function withoutPrompts(lines: string[], initial: RegExp, any: RegExp): string[] {
	if (!initial.test(lines[0] ?? "") && !any.test(lines[1] ?? "")) return lines;
	return lines.map((line) => line.replace(any, ""));
}

function cellMagic([first, ...body]: readonly string[]): string {
	const [, name, argument] = /^%%(\S*) ?(.*)$/.exec(first!)!;
	const text = body.map((line) => `${line}\n`).join("");
	return `get_ipython().run_cell_magic(${reprText(name!)}, ${reprText(argument!)}, ${reprText(text)})\n`;
}

/** Each statement that is a magic becomes Python; its lines become one, and blank ones that keep the count. */
export function transformLines(lines: readonly string[]): string[] {
	const result: string[] = [];
	for (let i = 0; i < lines.length; ) {
		const statement = statementAt(lines, i);
		const python = magicText(lines, i, statement);
		if (python === null) result.push(...lines.slice(i, statement.end));
		else result.push(python, ...Array.from({ length: statement.end - i - 1 }, () => ""));
		i = statement.end;
	}
	return result;
}

function magicText(lines: readonly string[], start: number, { end, escape, assigned, commented }: Statement): string | null {
	const line = lines[start]!;
	const help = end === start + 1 ? HELP.exec(line) : null;
	if (help !== null && !commented && escape !== "!") return help[1]! + helpCall(help[2]!, help[3]!);
	if (escape !== null) {
		const indent = /^\s*/.exec(line)![0];
		return indent + escapedCall(joined(lines.slice(start, end)).slice(indent.length));
	}
	if (assigned !== null) {
		const [head, value] = [line.slice(0, assigned), joined([line.slice(assigned), ...lines.slice(start + 1, end)]).trim()];
		return `${head} ${value.startsWith("!") ? systemCall("getoutput", value.slice(1)) : magicCall(value.slice(1))}`;
	}
	return null;
}

/** An object's name with one or two question marks behind it ends a line. */
const HELP = /^(\s*).*?(%{0,2}(?!\d)[\w*]+(?:\.(?!\d)[\w*]+)*)(\?\??)\s*$/;

/** Lines that backslashes join. */
function joined(lines: readonly string[]): string {
	return lines.map((line, i) => (i < lines.length - 1 ? line.trimEnd().slice(0, -1) : line.trimEnd())).join(" ");
}

function escapedCall(text: string): string {
	if (text.startsWith("!!")) return systemCall("getoutput", text.slice(2));
	if (text.startsWith("!")) return systemCall("system", text.slice(1));
	if (text.startsWith("??")) return helpCall(text.slice(2).trim(), "??");
	if (text.startsWith("?")) return helpCall(text.slice(1).trim(), "?");
	return magicCall(text.slice(1));
}

function systemCall(method: string, command: string): string {
	return `get_ipython().${method}(${reprText(command)})`;
}

function magicCall(text: string): string {
	const space = text.indexOf(" ");
	const [name, argument] = space < 0 ? [text, ""] : [text.slice(0, space), text.slice(space + 1)];
	return `get_ipython().run_line_magic(${reprText(name)}, ${reprText(argument)})`;
}

function helpCall(target: string, marks: string): string {
	const magic = marks === "??" ? "pinfo2" : target.includes("*") ? "psearch" : "pinfo";
	return magicCall(`${magic} ${target}`);
}

/** A cell of one line may be a magic without its `%`, or `exit` without its parentheses. */
function withoutPercent(line: string, names: NamesInUse): string {
	const [, indent, name, rest] = /^(\s*)([\w.]*)\s*(.*)$/.exec(line)!;
	if (rest === "" && names.isExit(name!)) return `${line.trimEnd()}()`;
	if (rest!.startsWith("=") || !names.isMagic(name!) || names.isTaken(name!)) return line;
	return `${indent}get_ipython().run_line_magic(${reprText(name!)}, ${reprText(rest!)})`;
}

interface Statement {
	/** The line after its last one. */
	readonly end: number;
	/** The character that makes it a magic or a command, or null. */
	readonly escape: string | null;
	/** Where in its first line a magic stands that is assigned: the column behind the `=`. */
	readonly assigned: number | null;
	/** Whether it ends with a comment. */
	readonly commented: boolean;
}

/** Where the statement that starts at a line ends: brackets closed, strings ended, no backslash. */
function statementAt(lines: readonly string[], start: number): Statement {
	const escape = /^\s*([%!?])/.exec(lines[start]!)?.[1] ?? null;
	if (escape !== null) return { end: continued(lines, start), escape, assigned: null, commented: false };
	const scanner = new Scanner(lines, start);
	const assigned = scanner.run();
	const end = assigned === null ? scanner.line + 1 : continued(lines, start);
	return { end, escape: null, assigned, commented: scanner.commented };
}

function continued(lines: readonly string[], start: number): number {
	let end = start + 1;
	while (end < lines.length && /\\\s*$/.test(lines[end - 1]!)) end++;
	return end;
}

/** Reads one Python statement, as far as strings, brackets and comments go. */
class Scanner {
	private readonly lines: readonly string[];
	line: number;
	private column = 0;
	private depth = 0;
	private sawAssignment = false;
	commented = false;

	constructor(lines: readonly string[], line: number) {
		this.lines = lines;
		this.line = line;
	}

	/** To the end of the statement; or the column where an assigned magic stands in the first line. */
	run(): number | null {
		const first = this.line;
		for (;;) {
			const text = this.lines[this.line]!;
			if (this.column >= text.length) {
				if (this.depth === 0 && !text.endsWith("\\")) return null;
				if (!this.nextLine()) return null;
				continue;
			}
			const c = text[this.column]!;
			if (c === "#") {
				this.commented = true;
				this.column = text.length;
			} else if (c === '"' || c === "'") this.string(c);
			else if (this.isAssignment(text)) {
				this.sawAssignment = true;
				if (this.line === first && /^=\s*(%\w|!)/.test(text.slice(this.column))) return this.column + 1;
				this.column++;
			} else {
				if ("([{".includes(c)) this.depth++;
				else if (")]}".includes(c)) this.depth = Math.max(0, this.depth - 1);
				this.column++;
			}
		}
	}

	/** The first plain `=` outside brackets. */
	private isAssignment(text: string): boolean {
		if (this.sawAssignment || this.depth > 0 || text[this.column] !== "=") return false;
		if (text[this.column + 1] === "=" || "=!<>:+-*/%&|^@".includes(text[this.column - 1] ?? " ")) {
			this.column += text[this.column + 1] === "=" ? 1 : 0;
			return false;
		}
		return true;
	}

	private nextLine(): boolean {
		if (this.line + 1 >= this.lines.length) return false;
		this.line++;
		this.column = 0;
		return true;
	}

	private string(quote: string): void {
		const triple = this.lines[this.line]!.startsWith(quote.repeat(3), this.column);
		const end = triple ? quote.repeat(3) : quote;
		this.column += end.length;
		for (;;) {
			const text = this.lines[this.line]!;
			if (this.column >= text.length) {
				if ((!triple && !text.endsWith("\\")) || !this.nextLine()) return;
			} else if (text[this.column] === "\\") this.column += 2;
			else if (text.startsWith(end, this.column)) {
				this.column += end.length;
				return;
			} else this.column++;
		}
	}
}
