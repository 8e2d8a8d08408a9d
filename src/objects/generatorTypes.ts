// The types `generator`, `coroutine` and `coroutine_wrapper`, with their methods.
// Read generator.ts first. Mirrors the type tables of Objects/genobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { free, incref, release } from "../heap/refcount.ts";
import { selfIter } from "./abstract.ts";
import { defRaw, def, checkPositional, type MethodDef, noKeywords } from "./args.ts";
import { closeGenerator, finalizeGenerator, throwInto } from "./generatorClose.ts";
import {
	generatorBlockSize,
	generatorDealloc,
	generatorGetset,
	generatorNext,
	generatorRepr,
	generatorTraverse,
	generatorTraverseRest,
	type PyGenerator,
	resumeOrStop,
} from "./generator.ts";
import { genericAlias } from "./genericalias.ts";
import { newInt } from "./int.ts";
import { defineType, PyGCObject, type PyObject, TPFLAGS_DISALLOW_INSTANTIATION, TPFLAGS_HAVE_GC } from "./object.ts";
import { None } from "./singletons.ts";
import type { PyTuple } from "./tuple.ts";
import { warn } from "./warnings.ts";

/** `throw(type, value, traceback)` is the old way. May raise, if a filter makes an error of the warning. */
export function warnOfSignature(name: string): void {
	warn("DeprecationWarning", `the (type, exc, tb) signature of ${name}() is deprecated, use the single-arg signature instead.`);
}

function throwMethod(self: PyGenerator, args: readonly PyObject[], kwnames: PyTuple | null, name = self.type.name): Own<PyObject> {
	noKeywords(`${name}.throw`, kwnames);
	checkPositional("throw", args.length, 1, 3);
	if (args.length > 1) warnOfSignature("throw");
	return throwInto(self, true, args[0], args[1] ?? null, args[2] ?? null);
}

const stepping = (kind: string): MethodDef[] => [
	def(
		"send",
		"($self, object, /)",
		`Sends a value into ${kind}; returns the next one or raises StopIteration.`,
		(self: PyGenerator, arg: PyObject) => resumeOrStop(self, arg, false, false),
	),
	defRaw("throw", null, `Raises an exception in ${kind}.`, (self, args, kwnames) => throwMethod(self, args, kwnames)),
	def("close", "($self, /)", `Raises GeneratorExit inside ${kind}.`, closeGenerator),
];
const SIZEOF = def("__sizeof__", "($self, /)", "Size in bytes.", (self: PyGenerator) => newInt(generatorBlockSize(self) - 16));
const CLASS_GETITEM = def(
	"__class_getitem__",
	"($type, object, /)",
	"See PEP 585",
	(cls: PyObject, item: PyObject) => genericAlias(cls, item),
	"class",
);

const COMMON = {
	flags: TPFLAGS_HAVE_GC | TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 152,
	weakrefOffset: 16,
	itemsize: 8,
	weakrefable: true,
	dealloc: generatorDealloc,
	traverse: generatorTraverse,
	traverseRest: generatorTraverseRest,
	finalize: finalizeGenerator,
	blockSize: generatorBlockSize,
	repr: generatorRepr,
};

export const GeneratorType = defineType({
	...COMMON,
	name: "generator",
	iter: (self: PyGenerator) => selfIter(self),
	iternext: generatorNext,
	methods: [...stepping("generator"), SIZEOF, CLASS_GETITEM],
	getset: generatorGetset("gi"),
});

export const CoroutineType = defineType({
	...COMMON,
	name: "coroutine",
	amAwait: (self: PyGenerator) => newCoroutineWrapper(self),
	methods: [...stepping("coroutine"), SIZEOF, CLASS_GETITEM],
	getset: generatorGetset("cr"),
	members: [{ name: "cr_origin", get: (self: PyGenerator) => incref(self.originOrFinalizer ?? None) }],
});

/** What `coroutine.__await__()` returns: an iterator that drives the coroutine. Owns it. */
class PyCoroutineWrapper extends PyGCObject {
	readonly coroutine: PyGenerator;

	constructor(coroutine: PyGenerator) {
		super(CoroutineWrapperType);
		this.coroutine = incref(coroutine);
	}
}

function newCoroutineWrapper(coroutine: PyGenerator): Own<PyObject> {
	const wrapper = new PyCoroutineWrapper(coroutine);
	track(wrapper);
	return own(wrapper);
}

const CoroutineWrapperType = defineType({
	name: "coroutine_wrapper",
	flags: TPFLAGS_HAVE_GC | TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 24,
	doc: "A wrapper object implementing __await__ for coroutines.",
	dealloc: (self: PyCoroutineWrapper) => {
		untrack(self);
		free(self);
		release(self.coroutine);
	},
	traverse: (self: PyCoroutineWrapper, visit) => visit(self.coroutine, "coroutine"),
	iter: (self: PyCoroutineWrapper) => selfIter(self),
	iternext: (self: PyCoroutineWrapper) => generatorNext(self.coroutine),
	methods: [
		def("send", "($self, object, /)", "Resumes the coroutine with a value.", (self: PyCoroutineWrapper, arg: PyObject) =>
			resumeOrStop(self.coroutine, arg, false, false),
		),
		defRaw("throw", null, "Raises an exception inside the coroutine.", (self: PyCoroutineWrapper, args, kwnames) =>
			throwMethod(self.coroutine, args, kwnames, self.type.name),
		),
		def("close", "($self, /)", "Closes the coroutine.", (self: PyCoroutineWrapper) => closeGenerator(self.coroutine)),
	],
});
