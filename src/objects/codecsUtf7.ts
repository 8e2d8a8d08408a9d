// UTF-7: ASCII as it is, everything else as base64 of UTF-16 between `+` and what is no base64 character.
// Invariant of both directions: `buffer` holds `bits` bits that have not made a character (or digit) yet.
// Mirrors PyUnicode_DecodeUTF7Stateful and _PyUnicode_EncodeUTF7 (Objects/unicodeobject.c).

import { decodeError, isSurrogate } from "./codecErrors.ts";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PLUS = 43;
const MINUS = 45;

/** By byte: what a base64 digit stands for, -1 for others. */
const VALUES = Int8Array.from({ length: 256 }, (_, byte) => DIGITS.indexOf(String.fromCharCode(byte)));

/** Whether a character is written as it is: printable ASCII and white space, without `+`, `\` and `~`. */
function isDirect(unit: number): boolean {
	if (unit < 32) return unit === 9 || unit === 10 || unit === 13;
	return unit < 126 && unit !== PLUS && unit !== 92;
}

export function encodeUtf7(text: string): Uint8Array {
	let out = "";
	let shifted = false;
	let bits = 0;
	let buffer = 0;
	for (let i = 0; i < text.length; i++) {
		const unit = text.charCodeAt(i);
		if (isDirect(unit)) {
			if (bits > 0) out += DIGITS[(buffer << (6 - bits)) & 63];
			if (shifted && (VALUES[unit]! >= 0 || unit === MINUS)) out += "-";
			out += text[i];
			shifted = false;
			bits = buffer = 0;
		} else if (unit === PLUS && !shifted) {
			out += "+-";
		} else {
			if (!shifted) out += "+";
			shifted = true;
			buffer = (buffer << 16) | unit;
			for (bits += 16; bits >= 6; bits -= 6) out += DIGITS[(buffer >> (bits - 6)) & 63];
			buffer &= (1 << bits) - 1;
		}
	}
	if (bits > 0) out += DIGITS[(buffer << (6 - bits)) & 63];
	return Uint8Array.from(shifted ? `${out}-` : out, (c) => c.charCodeAt(0));
}

/** One pass over some bytes. */
class Decoder {
	text = "";
	position = 0;
	/** Where the current base64 began, -1 outside of any; and how long the text was then. */
	private shiftStart = -1;
	private shiftText = 0;
	private bits = 0;
	private buffer = 0;
	/** The first half of a pair whose second is awaited, or 0. */
	private surrogate = 0;
	private readonly bytes: Uint8Array;
	private readonly errors: string;

	constructor(bytes: Uint8Array, errors: string) {
		this.bytes = bytes;
		this.errors = errors;
	}

	/** Decodes as far as possible; at the end of all data what is unfinished is an error. */
	run(final: boolean): { text: string; used: number } {
		const { bytes } = this;
		for (;;) {
			while (this.position < bytes.length) {
				const fault = this.shiftStart >= 0 ? this.inBase64(bytes[this.position]!) : this.direct(bytes[this.position]!);
				if (fault !== null) this.fail(fault);
			}
			if (this.shiftStart < 0) return { text: this.text, used: this.position };
			if (!final) return { text: this.text.slice(0, this.shiftText), used: this.shiftStart };
			const isWhole = this.surrogate === 0 && this.bits < 6 && (this.bits === 0 || this.buffer === 0);
			if (!isWhole) this.fail("unterminated shift sequence");
			this.shiftStart = -1;
		}
	}

	/** A byte within base64; what is wrong, or null. */
	private inBase64(byte: number): string | null {
		const value = VALUES[byte]!;
		if (value >= 0) return this.addDigit(value);
		if (this.bits >= 6) return this.take("partial character in shift sequence");
		if (this.bits > 0 && this.buffer !== 0) return this.take("non-zero padding bits in shift sequence");
		if (this.surrogate !== 0 && byte < 128 && byte !== PLUS) this.text += String.fromCharCode(this.surrogate);
		this.shiftStart = -1;
		if (byte === MINUS) this.position++;
		return null;
	}

	private addDigit(value: number): null {
		this.position++;
		this.buffer = (this.buffer << 6) | value;
		this.bits += 6;
		if (this.bits < 16) return null;
		const unit = (this.buffer >> (this.bits - 16)) & 0xffff;
		this.bits -= 16;
		this.buffer &= (1 << this.bits) - 1;
		this.addUnit(unit);
		return null;
	}

	private addUnit(unit: number): void {
		const first = this.surrogate;
		this.surrogate = 0;
		if (first !== 0) {
			this.text += String.fromCharCode(first);
			if (isSurrogate(unit) && unit >= 0xdc00) {
				this.text += String.fromCharCode(unit);
				return;
			}
		}
		if (isSurrogate(unit) && unit < 0xdc00) this.surrogate = unit;
		else this.text += String.fromCharCode(unit);
	}

	/** A byte outside of base64. */
	private direct(byte: number): string | null {
		const { bytes } = this;
		if (byte !== PLUS) {
			if (byte >= 128) return this.take("unexpected special character");
			this.position++;
			this.text += String.fromCharCode(byte);
			return null;
		}
		const next = bytes[this.position + 1];
		if (next === MINUS) {
			this.position += 2;
			this.text += "+";
			return null;
		}
		this.shiftStart = this.position++;
		this.shiftText = this.text.length;
		this.bits = this.buffer = this.surrogate = 0;
		return next !== undefined && VALUES[next]! < 0 ? this.take("ill-formed sequence") : null;
	}

	/** The byte belongs to the fault. */
	private take(fault: string): string {
		this.position++;
		return fault;
	}

	/** Asks the error handler. The fault is all from the `+`, or the one byte just taken. */
	private fail(reason: string): void {
		const start = this.shiftStart >= 0 ? this.shiftStart : this.position - 1;
		const { text, position } = decodeError(this.bytes, start, this.position, "utf7", reason, this.errors);
		this.text += text;
		this.position = position;
		this.shiftStart = -1;
	}
}

/** The text, and how many bytes were used: without `final`, unfinished base64 is left for later. May run an error handler. */
export function decodeUtf7(bytes: Uint8Array, errors: string, final: boolean): { text: string; used: number } {
	return new Decoder(bytes, errors).run(final);
}
