// `io.BufferedRWPair`: a buffered reader and a buffered writer, over two raw files, as one file. Every method is passed on to one of
// them, by attribute, so that nothing is known of them here. Mirrors the end of Modules/_io/bufferedio.c.

import { untrack } from "../heap/gc/tracking.ts";
import { dropKeeping, hold } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { decref, decrefEach, free, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs } from "../heap/weakref.ts";
import { call, getAttr, inArgumentTuple, indexAsNumber } from "../objects/abstract.ts";
import { checkPositional, def, defVarargs, type MethodDef } from "../objects/args.ts";
import { False } from "../objects/bool.ts";
import { dictLength, type PyDict } from "../objects/dict.ts";
import { runtimeError, typeError, valueError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import { defineType, type PyObject, type PyType } from "../objects/object.ts";
import { internStr } from "../objects/str.ts";
import type { PyTuple } from "../objects/tuple.ts";
import {
	BufferedIOBaseType,
	closeAfter,
	DEFAULT_BUFFER_SIZE,
	INHERITED,
	ioSlots,
	tracked,
	livesOn,
	PyIOBase,
	saysTrue,
	settableDictAttribute,
	unsupported,
} from "./ioBase.ts";
import { BufferedReaderType, BufferedWriterType } from "./ioBuffered.ts";
import { replaceField } from "./ownedSlots.ts";

/** Owns both sides; null before `__init__`. */
class PyRWPair extends PyIOBase {
	reader: PyObject | null;
	writer: PyObject | null;

	constructor(type: PyType) {
		super(type);
		this.reader = null;
		this.writer = null;
	}
}

function init(self: PyRWPair, args: PyTuple, kwargs: PyDict | null): void {
	if (kwargs !== null && dictLength(kwargs) > 0) typeError("BufferedRWPair() takes no keyword arguments");
	checkPositional("BufferedRWPair", args.items.length, 2, 3);
	const [reader, writer, given] = args.items as [PyObject, PyObject, PyObject?];
	const size = given === undefined ? DEFAULT_BUFFER_SIZE : indexAsNumber(given, "OverflowError");
	if (!saysTrue(reader, "readable")) unsupported("File or stream is not readable.");
	if (!saysTrue(writer, "writable")) unsupported("File or stream is not writable.");
	replaceField(self, "reader", buffered(BufferedReaderType, reader, size));
	replaceField(self, "writer", buffered(BufferedWriterType, writer, size));
}

function buffered(type: PyType, raw: PyObject, size: number): Own<PyObject> {
	const count = hold(newInt(size), "buffer size");
	return dropKeeping(count, call(type, [raw, count]));
}

function sideOf(self: PyRWPair, side: "reader" | "writer"): PyObject {
	return self[side] ?? valueError("I/O operation on uninitialized object");
}

function passOn(self: PyRWPair, side: "reader" | "writer", name: string, args: readonly PyObject[]): Own<PyObject> {
	const method = hold(getAttr(sideOf(self, side), internStr(name)), `method ${name}`);
	return dropKeeping(method, call(method, args));
}

/** Whatever its arguments are. */
const withArguments = (name: string, side: "reader" | "writer", doc: string): MethodDef => {
	const pass = inArgumentTuple((self, args) => passOn(self as PyRWPair, side, name, args));
	return defVarargs(name, null, doc, (self, args) => pass(self, args, null));
};

const withoutArguments = (name: string, side: "reader" | "writer", doc: string): MethodDef =>
	def(name, "($self, /)", doc, (self: PyRWPair) => passOn(self, side, name, []));

/** The writer's answer if that is anything but False. */
function isatty(self: PyRWPair): Own<PyObject> {
	const answer = passOn(self, "writer", "isatty", []);
	if ((answer as PyObject) !== False) return answer;
	decref(answer);
	return passOn(self, "reader", "isatty", []);
}

function close(self: PyRWPair): Own<PyObject> {
	return closeAfter(
		() => passOn(self, "writer", "close", []),
		() => passOn(self, "reader", "close", []),
	);
}

function closed(self: PyRWPair): Own<PyObject> {
	if (self.writer === null) runtimeError("the BufferedRWPair object is being garbage-collected");
	return getAttr(self.writer!, internStr("closed"));
}

export const BufferedRWPairType: PyType = defineType({
	...ioSlots,
	name: "_io.BufferedRWPair",
	hides: [...INHERITED, "__dict__"],
	base: BufferedIOBaseType,
	basicsize: 48,
	dictOffset: 32,
	weakrefOffset: 40,
	doc: "BufferedRWPair(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)\n--\n\nA file that reads from one raw file and writes to another.",
	alloc: tracked(PyRWPair),
	init,
	dealloc: (self: PyRWPair) => {
		untrack(self);
		if (livesOn(self)) return;
		clearWeakrefs(self);
		free(self);
		for (const owned of [self.dict, self.writer, self.reader]) xrelease(owned);
	},
	traverse: (self: PyRWPair, visit: Visit) => {
		if (self.dict !== null) visit(self.dict, "attribute", "__dict__");
		if (self.reader !== null) visit(self.reader, "attribute", "reader");
		if (self.writer !== null) visit(self.writer, "attribute", "writer");
	},
	clear: (self: PyRWPair) => {
		const { reader, writer, dict } = self;
		self.reader = null;
		self.writer = null;
		self.dict = null;
		decrefEach([reader, writer, dict]);
	},
	methods: [
		withArguments("read", "reader", "Reads bytes."),
		withArguments("peek", "reader", "The next bytes, which stay there."),
		withArguments("read1", "reader", "Reads bytes, with one read at most."),
		withArguments("readinto", "reader", "Reads into a buffer."),
		withArguments("readinto1", "reader", "Reads into a buffer, with one read at most."),
		withArguments("write", "writer", "Writes bytes and returns their number."),
		withoutArguments("flush", "writer", "Writes out what is buffered."),
		withoutArguments("readable", "reader", "Whether it can be read from."),
		withoutArguments("writable", "writer", "Whether it can be written to."),
		def("close", "($self, /)", "Closes both sides.", close),
		def("isatty", "($self, /)", "Whether either side is a terminal.", isatty),
	],
	getset: [{ name: "closed", get: closed }, settableDictAttribute],
});
