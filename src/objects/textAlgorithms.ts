// Splitting, stripping, counting and replacing on JavaScript strings: shared by str (UTF-16) and by bytes and bytearray
// (one unit per byte). Indices are units; runs no Python code. Read `splitSpaces` first.
// Mirrors Objects/stringlib/ (split.h, fastsearch.h, transmogrify.h).

/** From this length of what is sought on, the time must not be the product of both lengths. */
const LONG = 500;

export type UnitTest = (unit: number) => boolean;

/** The words between runs of spaces, at most `most` splits from the left (−1: all); what is left then keeps its trailing spaces. */
export function splitSpaces(text: string, most: number, isSpace: UnitTest): string[] {
	const words: string[] = [];
	const length = text.length;
	let i = 0;
	for (let left = most; ; left--) {
		while (i < length && isSpace(text.charCodeAt(i))) i++;
		if (i === length) return words;
		if (left === 0) break;
		const start = i;
		while (i < length && !isSpace(text.charCodeAt(i))) i++;
		words.push(text.slice(start, i));
	}
	words.push(text.slice(i));
	return words;
}

/** As `splitSpaces`, from the right; words in order of the text. */
export function rsplitSpaces(text: string, most: number, isSpace: UnitTest): string[] {
	const words: string[] = [];
	let i = text.length;
	for (let left = most; ; left--) {
		while (i > 0 && isSpace(text.charCodeAt(i - 1))) i--;
		if (i === 0) return words.reverse();
		if (left === 0) break;
		const end = i;
		while (i > 0 && !isSpace(text.charCodeAt(i - 1))) i--;
		words.push(text.slice(i, end));
	}
	words.push(text.slice(0, i));
	return words.reverse();
}

/** Splits at most `most` times (−1: always) at a separator that is not empty. */
export function splitBy(text: string, separator: string, most: number): string[] {
	if (most < 0 && separator.length < LONG) return text.split(separator);
	const parts: string[] = [];
	let start = 0;
	while (most < 0 || parts.length < most) {
		const found = indexIn(text, separator, start);
		if (found < 0) break;
		parts.push(text.slice(start, found));
		start = found + separator.length;
	}
	parts.push(text.slice(start));
	return parts;
}

export function rsplitBy(text: string, separator: string, most: number): string[] {
	const parts: string[] = [];
	let end = text.length;
	while (most < 0 || parts.length < most) {
		const found = end < separator.length ? -1 : text.lastIndexOf(separator, end - separator.length);
		if (found < 0) break;
		parts.push(text.slice(found + separator.length, end));
		end = found;
	}
	parts.push(text.slice(0, end));
	return parts.reverse();
}

/** Lines without or with their ends; "\r\n" is one end. */
export function splitLines(text: string, keepEnds: boolean, isBreak: UnitTest): string[] {
	const lines: string[] = [];
	for (let start = 0; start < text.length; ) {
		let end = start;
		while (end < text.length && !isBreak(text.charCodeAt(end))) end++;
		let next = end;
		if (end < text.length) next = text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 ? end + 2 : end + 1;
		lines.push(text.slice(start, keepEnds ? next : end));
		start = next;
	}
	return lines;
}

export const STRIP_LEFT = 1;
export const STRIP_RIGHT = 2;
export const STRIP_BOTH = 3;

/** Start and end of what is left when units that pass the test are taken off the sides. */
export function stripBounds(text: string, sides: number, test: UnitTest): [number, number] {
	let start = 0;
	let end = text.length;
	if ((sides & STRIP_LEFT) !== 0) while (start < end && test(text.charCodeAt(start))) start++;
	if ((sides & STRIP_RIGHT) !== 0) while (end > start && test(text.charCodeAt(end - 1))) end--;
	return [start, end];
}

/** Place of the first occurrence from unit `start` on, or −1, in time that grows with the sum of the lengths. */
export function indexIn(text: string, part: string, start = 0): number {
	if (part.length < LONG) return text.indexOf(part, start);
	const back = borders(part);
	for (let i = start, matched = 0; i < text.length; i++) {
		const unit = text.charCodeAt(i);
		while (matched > 0 && part.charCodeAt(matched) !== unit) matched = back[matched - 1]!;
		if (part.charCodeAt(matched) === unit && ++matched === part.length) return i + 1 - matched;
	}
	return -1;
}

/** For each beginning of a text, how long the longest shorter beginning is with which it ends (Knuth, Morris and Pratt). */
function borders(part: string): Int32Array {
	const back = new Int32Array(part.length);
	for (let i = 1, matched = 0; i < part.length; i++) {
		const unit = part.charCodeAt(i);
		while (matched > 0 && part.charCodeAt(matched) !== unit) matched = back[matched - 1]!;
		if (part.charCodeAt(matched) === unit) matched++;
		back[i] = matched;
	}
	return back;
}

/** Occurrences that don't overlap of something not empty, within units `start` to `end`. */
export function countIn(text: string, part: string, start: number, end: number): number {
	let count = 0;
	for (let i = indexIn(text, part, start); i >= 0 && i + part.length <= end; i = indexIn(text, part, i + part.length)) count++;
	return count;
}

/** Place of the first occurrence wholly within units `start` to `end`, or −1. */
export function findIn(text: string, part: string, start: number, end: number): number {
	if (start > end || end - start < part.length) return -1;
	const found = indexIn(text, part, start);
	return found >= 0 && found + part.length <= end ? found : -1;
}

/** As `findIn`, the last one. */
export function rfindIn(text: string, part: string, start: number, end: number): number {
	if (start > end || end - start < part.length) return -1;
	const found = text.lastIndexOf(part, end - part.length);
	return found >= start ? found : -1;
}

/** The first `most` occurrences (−1: all) replaced; an empty one occurs between all characters. */
export function replaceIn(text: string, old: string, replacement: string, most: number): string {
	if (most === 0) return text;
	if (old === "") return interleave(text, replacement, most);
	if (most < 0 && old.length < LONG) return text.replaceAll(old, () => replacement);
	return splitBy(text, old, most).join(replacement);
}

function interleave(text: string, replacement: string, most: number): string {
	let result = "";
	let left = most;
	for (const character of text) {
		if (left !== 0) {
			result += replacement;
			left--;
		}
		result += character;
	}
	return left !== 0 ? result + replacement : result;
}

/** Tabs as spaces up to the next column that is a multiple of `size`; columns start anew after line ends. */
export function expandTabs(text: string, size: number): string {
	let result = "";
	let column = 0;
	for (const character of text) {
		if (character === "\t") {
			if (size <= 0) continue;
			const spaces = size - (column % size);
			result += " ".repeat(spaces);
			column += spaces;
			continue;
		}
		result += character;
		column = character === "\n" || character === "\r" ? 0 : column + 1;
	}
	return result;
}

/** Padding left and right of a text of `length` that is to be centred in `width`. */
export function centerPadding(length: number, width: number): [number, number] {
	const missing = width - length;
	const left = (missing >> 1) + (missing & width & 1);
	return [left, missing - left];
}

/** Zeros between the sign and the rest. */
export function zeroFill(text: string, missing: number): string {
	const zeros = "0".repeat(missing);
	return text[0] === "+" || text[0] === "-" ? text[0] + zeros + text.slice(1) : zeros + text;
}
