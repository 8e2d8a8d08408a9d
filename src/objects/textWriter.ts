// Building a str of pieces. If the only piece is a whole str, the result is that str itself, as in CPython.
//
// The first piece is kept on the handle stack until `finish`; so whoever writes must have dropped what was held since the
// writer was made. Read `writeOwned` first. Mirrors _PyUnicodeWriter (Objects/unicode_writer.c).

import { drop, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref } from "../heap/refcount.ts";
import { newStr, type PyStr } from "./str.ts";

export class TextWriter {
	private text = "";
	private pieces = 0;
	/** The first piece, if it was a whole str; held. */
	private first: PyStr | null = null;

	/** Adds text. */
	write(text: string): void {
		if (text === "") return;
		this.pieces++;
		this.text += text;
	}

	/** Adds a str, which it steals. `last`: nothing can follow. */
	writeOwned(piece: Own<PyStr>, last: boolean): void {
		this.text += piece.value;
		if (piece.value === "" || this.pieces++ > 0 || !last) decref(piece);
		else this.first = hold(piece, "text so far");
	}

	finish(): Own<PyStr> {
		const first = this.first;
		if (first === null) return newStr(this.text);
		if (this.pieces === 1) return take(first);
		const result = newStr(this.text);
		drop(first);
		return result;
	}
}
