// Streams of compressed data: pako's, with the errors of `zlib`. Read `inflateInto` first. Mirrors the loops of
// Modules/zlibmodule.c around deflate() and inflate().

import { registerRoots } from "../heap/audit.ts";
import { raiseError } from "../objects/errors.ts";
import type { PyType } from "../objects/object.ts";
import {
	Z_BUF_ERROR,
	Z_DATA_ERROR,
	Z_FINISH,
	Z_NEED_DICT,
	Z_OK,
	Z_STREAM_END,
	Z_STREAM_ERROR,
	Z_SYNC_FLUSH,
	ZStream,
	zlibDeflate,
	zlibDeflateInit2,
	zlibDeflateSetDictionary,
	zlibInflate,
	zlibInflateInit2,
	zlibInflateSetDictionary,
} from "pako";

export { Z_FINISH, Z_OK, Z_STREAM_END, Z_SYNC_FLUSH, ZStream };

/** `zlib.error`; owned, made with the module. */
export const zlibError = { type: null as PyType | null };

registerRoots("module zlib", (visit) => {
	if (zlibError.type !== null) visit(zlibError.type, "zlib.error");
});

export function fail(message: string): never {
	return raiseError(zlibError.type!, message);
}

const MESSAGES: { readonly [code: number]: string } = {
	[Z_BUF_ERROR]: "incomplete or truncated stream",
	[Z_STREAM_ERROR]: "inconsistent stream state",
	[Z_DATA_ERROR]: "invalid input data",
};

/** Raises zlib.error. */
export function streamError(stream: ZStream, code: number, doing: string): never {
	const message = code === Z_DATA_ERROR && stream.msg ? stream.msg : (MESSAGES[code] ?? (code === Z_NEED_DICT ? "need dictionary" : ""));
	return fail(`Error ${code} ${doing}${message === "" ? "" : `: ${message}`}`);
}

/** Grows as it is filled; `limit` bytes at most, Infinity for any number. */
class Output {
	private bytes: Uint8Array<ArrayBuffer>;
	private readonly limit: number;

	constructor(stream: ZStream, limit: number) {
		this.limit = limit;
		this.bytes = new Uint8Array(Math.min(limit, 16384));
		stream.output = this.bytes;
		stream.next_out = 0;
		stream.avail_out = this.bytes.length;
	}

	/** Makes room if there is none; false at the limit. */
	grow(stream: ZStream): boolean {
		if (stream.avail_out > 0) return true;
		const size = Math.min(this.limit, this.bytes.length * 2);
		if (size === this.bytes.length) return false;
		const grown = new Uint8Array(size);
		grown.set(this.bytes);
		stream.output = grown;
		stream.avail_out = size - this.bytes.length;
		this.bytes = grown;
		return true;
	}

	taken(stream: ZStream): Uint8Array {
		return this.bytes.slice(0, stream.next_out);
	}
}

export function setInput(stream: ZStream, input: Uint8Array): void {
	stream.input = input;
	stream.next_in = 0;
	stream.avail_in = input.length;
}

/** What is left of the input, copied. */
export const inputLeft = (stream: ZStream): Uint8Array => stream.input.slice(stream.next_in, stream.next_in + stream.avail_in);

export interface Flow {
	readonly bytes: Uint8Array;
	/** What the last call returned. */
	readonly code: number;
}

/** Compresses the input. `code` is Z_STREAM_ERROR or whatever else is no error. */
export function deflateInto(stream: ZStream, input: Uint8Array, flush: number): Flow {
	setInput(stream, input);
	const output = new Output(stream, Number.POSITIVE_INFINITY);
	let code: number;
	do {
		output.grow(stream);
		code = zlibDeflate(stream, flush as Parameters<typeof zlibDeflate>[1]);
		if (code === Z_STREAM_ERROR) break;
	} while (stream.avail_out === 0);
	return { bytes: output.taken(stream), code };
}

/**
 * Decompresses what is in the stream's input until that, the output's limit or the stream ends. The caller looks at `code`. A
 * dictionary is given when it is asked for.
 */
export function inflateInto(stream: ZStream, limit: number, dictionary: Uint8Array | null, flush: number = Z_SYNC_FLUSH): Flow {
	const output = new Output(stream, limit);
	let code: number = Z_OK;
	for (;;) {
		if (!output.grow(stream)) break;
		code = zlibInflate(stream, flush as Parameters<typeof zlibInflate>[1]);
		if (code === Z_NEED_DICT && dictionary !== null) {
			code = zlibInflateSetDictionary(stream, dictionary);
			if (code !== Z_OK) streamError(stream, code, "while setting zdict");
			continue;
		}
		if (code !== Z_OK && code !== Z_BUF_ERROR) break;
		if (stream.avail_out > 0) break;
	}
	return { bytes: output.taken(stream), code };
}

export interface DeflateOptions {
	readonly level: number;
	readonly method: number;
	readonly windowBits: number;
	readonly memLevel: number;
	readonly strategy: number;
}

/** A new compressing stream, or null for options that zlib refuses. */
export function newDeflateStream(o: DeflateOptions): ZStream | null {
	const stream = new ZStream();
	const strategy = o.strategy as Parameters<typeof zlibDeflateInit2>[5];
	const code = zlibDeflateInit2(stream, o.level, o.method, o.windowBits, o.memLevel, strategy, true);
	return code === Z_OK ? stream : null;
}

export function setDeflateDictionary(stream: ZStream, dictionary: Uint8Array): boolean {
	return zlibDeflateSetDictionary(stream, dictionary) === Z_OK;
}

/** A new decompressing stream, and what initialising it returned. */
export function newInflateStream(windowBits: number): { readonly stream: ZStream; readonly code: number } {
	const stream = new ZStream();
	return { stream, code: zlibInflateInit2(stream, windowBits) };
}

export function setInflateDictionary(stream: ZStream, dictionary: Uint8Array): number {
	return zlibInflateSetDictionary(stream, dictionary);
}

/** A stream in the same state: all that it refers to is copied, each thing once. */
export function copyStream(stream: ZStream): ZStream {
	return copyGraph(stream, new Map()) as ZStream;
}

function copyGraph(value: unknown, done: Map<object, object>): unknown {
	if (typeof value !== "object" || value === null) return value;
	const known = done.get(value);
	if (known !== undefined) return known;
	if (ArrayBuffer.isView(value)) {
		const view = (value as Uint8Array).slice();
		done.set(value, view);
		return view;
	}
	const copy: Record<string, unknown> = Array.isArray(value) ? ([] as never) : Object.create(Object.getPrototypeOf(value));
	done.set(value, copy);
	for (const key of Object.keys(value)) copy[key] = copyGraph((value as Record<string, unknown>)[key], done);
	return copy;
}
