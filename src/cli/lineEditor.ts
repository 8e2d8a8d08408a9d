// A line being edited: text, cursor, history, what was cut, and the keys of GNU readline that people have in their fingers.
// Pure: keys go in, a picture for the terminal comes out (`draw`). Read `LineEditor.press` first.

import type { Key } from "./keys.ts";

/** What a key has led to: the line is done, the input has ended, an interrupt; null while editing goes on. */
export type Outcome = { readonly line: string } | "end" | "interrupt" | "suspend" | null;

export interface EditorHelp {
	/** Candidates for the end of the text before the cursor, and how many UTF-16 units of it each replaces. */
	complete(text: string): { readonly length: number; readonly candidates: readonly string[] };
}

const INDENT = "    ";
const WORD = /[\p{L}\p{N}_]/u;
/** More candidates than these are shown as a number. */
const MOST_SHOWN = 200;

export class LineEditor {
	/** Code points. */
	private text: string[] = [];
	private cursor = 0;
	private prompt = "";
	private readonly history: string[];
	private readonly help: EditorHelp;
	/** Which entry of the history is shown; its length for the line itself, which waits in `draft`. */
	private entry = 0;
	private draft = "";
	private cut = "";
	private wasCut = false;
	/** Lines of a paste that follow the one shown. */
	private pasted: string[] = [];
	private search: { readonly pattern: string; readonly original: string } | null = null;
	/** The row of the cursor in what is drawn. */
	private row = 0;
	/** To be shown under the line once. */
	private notice = "";

	/** `history` is read only, the latest line last. */
	constructor(history: string[], help: EditorHelp) {
		this.history = history;
		this.help = help;
	}

	/** Begins a line, with an indentation to start from. A line of a paste that waits comes at once. */
	begin(prompt: string, indentation: string): Outcome {
		this.prompt = prompt;
		this.row = 0;
		this.entry = this.history.length;
		this.draft = "";
		this.notice = "";
		this.search = null;
		const [line, ...rest] = this.pasted;
		this.set(line ?? indentation);
		this.pasted = rest;
		return line !== undefined && rest.length > 0 ? { line } : null;
	}

	press(key: Key): Outcome {
		const wasCut = this.wasCut;
		this.wasCut = false;
		this.notice = "";
		if (this.search !== null) {
			const done = this.searchKey(key, this.search);
			if (done) return null;
		}
		if ("text" in key) return this.insert(key.text);
		return this.command(key.name, wasCut);
	}

	private command(name: string, wasCut: boolean): Outcome {
		switch (name) {
			case "enter":
				return this.finish();
			case "ctrl-c":
				return "interrupt";
			case "ctrl-z":
				return "suspend";
			case "ctrl-d":
				if (this.text.every((c) => c === " ")) return "end";
				this.remove(this.cursor, this.cursor + 1);
				return null;
			case "tab":
				this.tab();
				return null;
			default:
				this.move(name);
				this.change(name, wasCut);
				return null;
		}
	}

	private finish(): Outcome {
		this.cursor = this.text.length;
		const line = this.text.join("");
		return { line: line.trim() === "" ? "" : line };
	}

	private move(name: string): void {
		switch (name) {
			case "left":
			case "ctrl-b":
				this.cursor = this.before(this.cursor);
				return;
			case "right":
			case "ctrl-f":
				this.cursor = this.after(this.cursor);
				return;
			case "home":
			case "ctrl-a":
				this.cursor = 0;
				return;
			case "end":
			case "ctrl-e":
				this.cursor = this.text.length;
				return;
			case "ctrl-left":
			case "alt-left":
			case "alt-b":
				this.cursor = this.wordBefore(this.cursor);
				return;
			case "ctrl-right":
			case "alt-right":
			case "alt-f":
				this.cursor = this.wordAfter(this.cursor);
				return;
			case "up":
			case "ctrl-p":
				this.showEntry(this.entry - 1);
				return;
			case "down":
			case "ctrl-n":
				this.showEntry(this.entry + 1);
				return;
			case "ctrl-r":
				this.search = { pattern: "", original: this.text.join("") };
		}
	}

	private change(name: string, wasCut: boolean): void {
		switch (name) {
			case "backspace":
				this.backspace();
				return;
			case "delete":
				this.remove(this.cursor, this.after(this.cursor));
				return;
			case "ctrl-k":
				this.kill(this.cursor, this.text.length, wasCut);
				return;
			case "ctrl-u":
				this.kill(0, this.cursor, wasCut);
				return;
			case "ctrl-w":
			case "alt-backspace":
				this.kill(this.wordBefore(this.cursor), this.cursor, wasCut);
				return;
			case "alt-d":
				this.kill(this.cursor, this.wordAfter(this.cursor), wasCut);
				return;
			case "ctrl-y":
				this.insert(this.cut);
				return;
			case "ctrl-t":
				this.transpose();
				return;
			case "ctrl-l":
				this.row = -1;
		}
	}

	/** A text with line ends gives its lines one after the other. */
	private insert(text: string): Outcome {
		const [first, ...rest] = text.split("\n");
		const points = Array.from(first!.replaceAll("\t", INDENT));
		this.text.splice(this.cursor, 0, ...points);
		this.cursor += points.length;
		if (rest.length === 0) return null;
		const after = this.text.splice(this.cursor).join("");
		this.pasted = [...rest.slice(0, -1), rest.at(-1)! + after];
		return { line: this.text.join("") };
	}

	private set(text: string): void {
		this.text = Array.from(text);
		this.cursor = this.text.length;
	}

	private remove(from: number, to: number): string {
		const removed = this.text.splice(from, to - from).join("");
		if (this.cursor > from) this.cursor = Math.max(from, this.cursor - (to - from));
		return removed;
	}

	/** In the indentation a whole step goes. */
	private backspace(): void {
		const indented = this.text.slice(0, this.cursor).every((c) => c === " ") && this.cursor > 0;
		this.remove(indented ? Math.floor((this.cursor - 1) / INDENT.length) * INDENT.length : this.before(this.cursor), this.cursor);
	}

	private kill(from: number, to: number, wasCut: boolean): void {
		const isForward = from === this.cursor;
		const removed = this.remove(from, to);
		this.cut = wasCut ? (isForward ? this.cut + removed : removed + this.cut) : removed;
		this.wasCut = true;
	}

	private transpose(): void {
		if (this.cursor === 0 || this.text.length < 2) return;
		if (this.cursor < this.text.length) this.cursor++;
		const { text, cursor } = this;
		[text[cursor - 2], text[cursor - 1]] = [text[cursor - 1]!, text[cursor - 2]!];
	}

	private before(at: number): number {
		let i = Math.max(0, at - 1);
		while (i > 0 && isCombining(this.text[i]!)) i--;
		return i;
	}

	private after(at: number): number {
		let i = Math.min(this.text.length, at + 1);
		while (i < this.text.length && isCombining(this.text[i]!)) i++;
		return i;
	}

	private wordBefore(at: number): number {
		let i = at;
		while (i > 0 && !WORD.test(this.text[i - 1]!)) i--;
		while (i > 0 && WORD.test(this.text[i - 1]!)) i--;
		return i;
	}

	private wordAfter(at: number): number {
		let i = at;
		while (i < this.text.length && !WORD.test(this.text[i]!)) i++;
		while (i < this.text.length && WORD.test(this.text[i]!)) i++;
		return i;
	}

	private showEntry(entry: number): void {
		if (entry < 0 || entry > this.history.length) return;
		if (this.entry === this.history.length) this.draft = this.text.join("");
		this.entry = entry;
		this.set(this.history[entry] ?? this.draft);
	}

	/** While searching back: whether the key belonged to the search. Others end it and then do what they do. */
	private searchKey(key: Key, { pattern, original }: { readonly pattern: string; readonly original: string }): boolean {
		if ("text" in key) this.find(pattern + key.text, original, this.entry);
		else if (key.name === "backspace") this.find(pattern.slice(0, -1), original, this.history.length - 1);
		else if (key.name === "ctrl-r") this.find(pattern, original, this.entry - 1);
		else if (key.name === "ctrl-g" || key.name === "ctrl-c") {
			this.search = null;
			this.set(original);
		} else {
			this.search = null;
			return false;
		}
		return true;
	}

	private find(pattern: string, original: string, from: number): void {
		this.search = { pattern, original };
		const found = this.history.slice(0, from + 1).findLastIndex((line) => line.includes(pattern));
		if (found < 0 || pattern === "") return;
		this.entry = found;
		this.set(this.history[found]!);
	}

	/** Completes as far as the candidates agree, and shows them where they go on differently; in the indentation, indents. */
	private tab(): void {
		const before = this.text.slice(0, this.cursor).join("");
		if (before.trim() === "") {
			this.insert(" ".repeat(INDENT.length - (this.cursor % INDENT.length)));
			return;
		}
		const { length, candidates } = this.help.complete(before);
		if (candidates.length === 0) return;
		const common = commonStart(candidates);
		if (common.length > length) this.insert(common.slice(length));
		else if (candidates.length > MOST_SHOWN) this.notice = `${candidates.length} candidates`;
		else if (candidates.length > 1) this.notice = candidates.join("  ");
	}

	/** What the terminal is to be sent so that it shows the line, the cursor in its place. */
	draw(columns: number): string {
		const prompt = this.search === null ? this.prompt : `(reverse-i-search)\`${this.search.pattern}': `;
		const up = this.row < 0 ? "\x1b[H\x1b[2J" : `${this.row > 0 ? `\x1b[${this.row}A` : ""}\r\x1b[J`;
		const promptWidth = width(Array.from(withoutCodes(prompt)));
		const end = place(promptWidth, this.text, columns);
		const cursor = place(promptWidth, this.text.slice(0, this.cursor), columns);
		this.row = cursor.row;
		// A full row leaves the cursor at its end on most terminals.
		const wrap = end.column === 0 && end.row > 0 ? "\r\n" : "";
		const notice = this.notice === "" ? "" : `\r\n${this.notice}\r\n`;
		if (notice !== "") {
			// The line is drawn again below what is shown.
			this.notice = "";
			this.row = 0;
			return `${up}${prompt}${this.text.join("")}${notice}${this.draw(columns)}`;
		}
		const back = end.row > cursor.row ? `\x1b[${end.row - cursor.row}A` : "";
		const right = cursor.column > 0 ? `\x1b[${cursor.column}C` : "";
		return `${up}${prompt}${this.text.join("")}${wrap}${back}\r${right}`;
	}
}

function commonStart(words: readonly string[]): string {
	let common = words[0]!;
	for (const word of words) while (!word.startsWith(common)) common = common.slice(0, -1);
	return common;
}

function isCombining(point: string): boolean {
	return /^[\p{M}\u200d]$/u.test(point);
}

/** Colour codes, and the marks that readline wants around them. */
function withoutCodes(text: string): string {
	return text.replace(/\x1b\[[\d;]*[A-Za-z]|[\x01\x02]/g, "");
}

const WIDE =
	/[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

function pointWidth(point: string): number {
	if (point < "\x7f") return 1;
	return isCombining(point) ? 0 : WIDE.test(point) ? 2 : 1;
}

function width(points: readonly string[]): number {
	return points.reduce((sum, point) => sum + pointWidth(point), 0);
}

/** Where the cursor is after a text that begins behind the prompt. A wide character does not straddle two rows. */
function place(start: number, points: readonly string[], columns: number): { row: number; column: number } {
	let row = Math.floor(start / columns);
	let column = start % columns;
	for (const point of points) {
		const size = pointWidth(point);
		if (column + size > columns) {
			row++;
			column = 0;
		}
		column += size;
		if (column >= columns) {
			row++;
			column = 0;
		}
	}
	return { row, column };
}
