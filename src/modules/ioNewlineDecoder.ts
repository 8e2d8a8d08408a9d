// `io.IncrementalNewlineDecoder`: passes text on from a decoder (or as it is given), notes which ends of lines it has, and turns them
// into "\n" if it is to. A "\r" at the end of a piece waits for the next piece, which may begin with "\n".
// Mirrors the beginning of Modules/_io/textio.c.

import { dropKeeping, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { callMethod, isTrue } from "../objects/abstract.ts";
import { def } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { newBytes } from "../objects/bytes.ts";
import type { PyDict } from "../objects/dict.ts";
import { typeError, valueError } from "../objects/errors.ts";
import { intToBigInt, isInt, newInt } from "../objects/int.ts";
import { defineType, PyGCTypeOwner, type PyObject, type PyType, TPFLAGS_BASETYPE, TPFLAGS_HAVE_GC } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { internStr, isStr, newStr } from "../objects/str.ts";
import { isTuple, newTuple, type PyTuple } from "../objects/tuple.ts";
import { bindSlotArguments, eitherParameters } from "./define.ts";
import { tracked } from "./ioBase.ts";
import { newlineKinds, newlinesObject } from "./ioNewlines.ts";
import { ownedSlots, replaceField } from "./ownedSlots.ts";

/** Owns the decoder and the name of the error handler, which nobody uses. */
class PyNewlineDecoder extends PyGCTypeOwner {
	/** None for text; null before `__init__`. */
	decoder: PyObject | null;
	errors: PyObject | null;
	translate: boolean;
	/** A "\r" waits. */
	pending: boolean;
	/** Ends of lines so far, as the bits of newlineKinds. */
	seen: number;

	constructor(type: PyType) {
		super(type);
		this.decoder = null;
		this.errors = null;
		this.translate = false;
		this.pending = false;
		this.seen = 0;
	}
}

const parameters = eitherParameters(["decoder", "translate", "errors"], 2);

function init(self: PyNewlineDecoder, args: PyTuple, kwargs: PyDict | null): void {
	const [decoder, translate, errors] = bindSlotArguments("IncrementalNewlineDecoder", parameters, args, kwargs);
	const truth = isTrue(translate!);
	replaceField(self, "decoder", incref(decoder!));
	replaceField(self, "errors", incref(errors ?? internStr("strict")));
	self.translate = truth;
	self.pending = false;
	self.seen = 0;
}

/** Raises ValueError before `__init__`. */
function decoderOf(self: PyNewlineDecoder): PyObject {
	return self.decoder ?? valueError("IncrementalNewlineDecoder.__init__() not called");
}

function decode(self: PyNewlineDecoder, input: PyObject, finalGiven: PyObject | null): Own<PyObject> {
	const final = finalGiven !== null && isTrue(finalGiven);
	const decoder = decoderOf(self);
	const decoded = decoder === None ? incref(input) : callMethod(decoder, internStr("decode"), [input, newBool(final)]);
	if (!isStr(decoded)) {
		hold(decoded, "what was decoded");
		return typeError(`decoder should return a string result, not '${decoded.type.name}'`);
	}
	const text = withoutLast(self, decoded.value, final);
	self.seen |= newlineKinds(text);
	const result = self.translate ? text.replace(/\r\n?/g, "\n") : text;
	if (result === decoded.value) return decoded;
	hold(decoded, "what was decoded");
	return dropKeeping(decoded, newStr(result));
}

/** The text with the "\r" that waited before it, and without one at its end unless it is the last. */
function withoutLast(self: PyNewlineDecoder, decoded: string, final: boolean): string {
	let text = decoded;
	if (self.pending && (final || text !== "")) {
		text = `\r${text}`;
		self.pending = false;
	}
	if (final || !text.endsWith("\r")) return text;
	self.pending = true;
	return text.slice(0, -1);
}

const MASK = 2n ** 64n - 1n;

/** The decoder's state with a bit for the "\r" that waits: flags of 64 bits. */
function getstate(self: PyNewlineDecoder): Own<PyObject> {
	const decoder = decoderOf(self);
	const waiting = self.pending ? 1n : 0n;
	if (decoder === None) return newTuple([newBytes(new Uint8Array(0)), newInt(waiting)]);
	const state = hold(callMethod(decoder, internStr("getstate"), []), "state of the decoder");
	const [buffer, flags] = parts(state, "illegal decoder state", "illegal decoder state");
	return dropKeeping(state, newTuple([incref(buffer), newInt(((flags << 1n) & MASK) | waiting)]));
}

function setstate(self: PyNewlineDecoder, state: PyObject): Own<PyObject> {
	const decoder = decoderOf(self);
	const [buffer, flags] = parts(state, "state argument must be a tuple", "setstate(): illegal state argument");
	self.pending = (flags & 1n) !== 0n;
	if (decoder === None) return newNone();
	const own = hold(newTuple([incref(buffer), newInt(flags >> 1n)]), "state of the decoder");
	return dropKeeping(own, callMethod(decoder, internStr("setstate"), [own]));
}

/** Buffer and flags of a state; the buffer is borrowed. Raises TypeError in the given words. */
function parts(state: PyObject, noTuple: string, illegal: string): [PyObject, bigint] {
	if (!isTuple(state)) return typeError(noTuple);
	const [buffer, flags] = state.items;
	if (state.items.length !== 2 || !isInt(flags!)) return typeError(illegal);
	return [buffer!, intToBigInt(flags!) & MASK];
}

function reset(self: PyNewlineDecoder): Own<PyObject> {
	const decoder = decoderOf(self);
	self.seen = 0;
	self.pending = false;
	return decoder === None ? newNone() : callMethod(decoder, internStr("reset"), []);
}

export const IncrementalNewlineDecoderType: PyType = defineType({
	name: "_io.IncrementalNewlineDecoder",
	heapType: true,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
	basicsize: 40,
	doc: "IncrementalNewlineDecoder(decoder, translate, errors='strict')\n--\n\nDecodes text in pieces and unifies the ends of its lines.",
	alloc: tracked(PyNewlineDecoder),
	init,
	...ownedSlots([
		["decoder", "decoder"],
		["errors", "name of the error handler"],
	]),
	methods: [
		def("decode", "($self, /, input, final=False)", "Decodes a piece.", decode),
		def("getstate", "($self, /)", "What waits for the next piece.", getstate),
		def("setstate", "($self, state, /)", "Puts back what getstate() gave.", setstate),
		def("reset", "($self, /)", "Begins anew.", reset),
	],
	getset: [
		{
			name: "newlines",
			get: (self: PyNewlineDecoder) => {
				decoderOf(self);
				return newlinesObject(self.seen);
			},
		},
	],
});
