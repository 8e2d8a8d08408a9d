// Quoted-printable text for `binascii`: bytes that mail may not carry as `=XX`, lines of at most 76 characters. Read `encodeQuoted`
// first. Mirrors binascii_b2a_qp_impl and binascii_a2b_qp_impl of Modules/binascii.c.

const NEWLINE = 10;
const RETURN = 13;
const TAB = 9;
const SPACE = 32;
const EQUALS = 61;
const UNDERSCORE = 95;
const DOT = 46;
const LONGEST_LINE = 76;

const hexDigits = "0123456789ABCDEF";

export interface QuotedOptions {
	readonly quoteTabs: boolean;
	readonly isText: boolean;
	readonly header: boolean;
}

const isBreak = (c: number | undefined): boolean => c === NEWLINE || c === RETURN;
const isBlank = (c: number | undefined): boolean => c === SPACE || c === TAB;

/** Whether a byte must be written as `=XX`. */
function mustQuote(data: Uint8Array, i: number, lineLength: number, { quoteTabs, isText, header }: QuotedOptions): boolean {
	const c = data[i]!;
	const next = data[i + 1];
	if (c > 126 || c === EQUALS || (header && c === UNDERSCORE)) return true;
	if (c === DOT && lineLength === 0 && (next === undefined || next === 0 || isBreak(next))) return true;
	if (isBreak(c)) return !isText;
	if (isBlank(c) && next === undefined) return true;
	return c < 33 && (quoteTabs || !isBlank(c));
}

function quote(out: number[], c: number): void {
	out.push(EQUALS, hexDigits.charCodeAt(c >> 4), hexDigits.charCodeAt(c & 15));
}

/** Line ends are those of the first line. */
export function encodeQuoted(data: Uint8Array, options: QuotedOptions): Uint8Array {
	const firstEnd = data.indexOf(NEWLINE);
	const lineEnd = firstEnd > 0 && data[firstEnd - 1] === RETURN ? [RETURN, NEWLINE] : [NEWLINE];
	const out: number[] = [];
	let lineLength = 0;
	const breakLine = (): void => {
		out.push(EQUALS, ...lineEnd);
		lineLength = 0;
	};
	for (let i = 0; i < data.length; i++) {
		const c = data[i]!;
		const next = data[i + 1];
		if (mustQuote(data, i, lineLength, options)) {
			if (lineLength + 3 >= LONGEST_LINE) breakLine();
			quote(out, c);
			lineLength += 3;
		} else if (options.isText && (c === NEWLINE || (c === RETURN && next === NEWLINE))) {
			if (isBlank(out.at(-1))) quote(out, out.pop()!);
			out.push(...lineEnd);
			lineLength = 0;
			if (c === RETURN) i++;
		} else {
			if (next !== undefined && next !== NEWLINE && lineLength + 1 >= LONGEST_LINE) breakLine();
			out.push(options.header && c === SPACE ? UNDERSCORE : c);
			lineLength++;
		}
	}
	return Uint8Array.from(out);
}

/** `digit` gives a hexadecimal digit's value, -1 for none. */
export function decodeQuoted(data: Uint8Array, header: boolean, digit: (c: number) => number): Uint8Array {
	const out: number[] = [];
	for (let i = 0; i < data.length; ) {
		const c = data[i++]!;
		if (c !== EQUALS) {
			out.push(header && c === UNDERSCORE ? SPACE : c);
			continue;
		}
		if (i >= data.length) break;
		if (isBreak(data[i])) {
			while (i < data.length && data[i] !== NEWLINE) i++;
			i++;
		} else if (data[i] === EQUALS) {
			out.push(EQUALS);
			i++;
		} else if (i + 1 < data.length && digit(data[i]!) >= 0 && digit(data[i + 1]!) >= 0) {
			out.push(digit(data[i]!) * 16 + digit(data[i + 1]!));
			i += 2;
		} else out.push(EQUALS);
	}
	return Uint8Array.from(out);
}
