// The module `_tokenize`: the iterator that tokenize reads its tokens from. It asks for all lines at the first token; the
// tokens are the parser's, through hooks.ts. Mirrors Python/Python-tokenize.c.

import { genericGetAttr } from "../objects/genericAttr.ts";
import { drop, hold, mark, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { free, incref, xrelease } from "../heap/refcount.ts";
import { call, isTrue, selfIter } from "../objects/abstract.ts";
import { isBytes } from "../objects/bytes.ts";
import { decodeBytes } from "../objects/codecs.ts";
import { caught, clearException, exceptionMatches, fetchException, reraise, typeError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { defineType, PyPlainTypeOwner, type PyObject, type PyType } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { isStr, newStr } from "../objects/str.ts";
import { newTuple } from "../objects/tuple.ts";
import { addType, bindSlotArguments, buildModule } from "./define.ts";
import { moduleHooks, type TokenRows } from "./hooks.ts";

class PyTokenizerIter extends PyPlainTypeOwner {
	readline: PyObject | null;
	encoding: string | null;
	extra: boolean;
	/** Null before the first token. */
	rows: TokenRows | null;
	next: number;

	constructor(type: PyType) {
		super(type);
		this.readline = null;
		this.encoding = null;
		this.extra = false;
		this.rows = null;
		this.next = 0;
	}
}

/** Everything that `readline` gives, until it gives nothing or StopIteration. Runs Python code. */
function readAll(self: PyTokenizerIter): string {
	let text = "";
	for (;;) {
		const line = nextLine(self);
		if (line === "") return text;
		text += line;
	}
}

function nextLine(self: PyTokenizerIter): string {
	const since = mark();
	try {
		const line = hold(call(self.readline!, []), "line to tokenize");
		const text = lineText(line, self.encoding);
		drop(line);
		return text;
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("StopIteration")) reraise(fetchException());
		clearException();
		return "";
	}
}

function lineText(line: PyObject, encoding: string | null): string {
	if (encoding === null) return isStr(line) ? line.value : typeError(`readline() returned a non-string object`);
	if (!isBytes(line)) return typeError(`readline() returned a non-bytes object`);
	const text = hold(decodeBytes(line.value, encoding, "replace"), "decoded line");
	const value = isStr(text) ? text.value : "";
	drop(text);
	return value;
}

function pair(a: number, b: number): Own<PyObject> {
	return newTuple([newInt(a), newInt(b)]);
}

function nextToken(self: PyTokenizerIter): Own<PyObject> | null {
	self.rows ??= moduleHooks.tokenize(readAll(self), self.extra);
	const row = self.rows.tokens[self.next];
	if (row === undefined) {
		self.rows.fail();
		return null;
	}
	self.next++;
	const { type, text, line, column, endLine, endColumn, lines } = row;
	return newTuple([newInt(type), newStr(text), pair(line, column), pair(endLine, endColumn), newStr(lines)]);
}

const TokenizerIterType = defineType({
	name: "_tokenize.TokenizerIter",
	heapType: true,
	getattro: genericGetAttr,
	basicsize: 64,
	doc: "An iterator over the tokens of the lines that a function gives.",
	alloc: (type) => own(new PyTokenizerIter(type)),
	new: (type, args, kwargs) => {
		const [readline, encoding, extra] = bindSlotArguments("tokenizeriter", PARAMETERS, args, kwargs);
		const self = type.alloc!(type) as Own<PyTokenizerIter>;
		self.readline = incref(readline!);
		hold(self, "iterator over tokens");
		if (encoding !== null && encoding !== None) {
			if (!isStr(encoding!)) typeError(`tokenizeriter() argument 'encoding' must be str or None, not ${encoding!.type.name}`);
			self.encoding = encoding.value;
		}
		self.extra = isTrue(extra!);
		return take(self);
	},
	dealloc: (self: PyTokenizerIter) => {
		free(self);
		xrelease(self.readline);
	},
	traverseRest: (self: PyTokenizerIter, visit) => {
		if (self.readline !== null) visit(self.readline, "function that gives lines");
	},
	iter: selfIter,
	iternext: nextToken,
});

const PARAMETERS = [
	{ name: "readline", required: true, kind: "either" },
	{ name: "encoding", required: false, kind: "keyword" },
	{ name: "extra_tokens", required: true, kind: "keyword" },
] as const;

export function initTokenize(): Own<PyModule> {
	const module = hold(buildModule("_tokenize", "The native part of tokenize.", []), "module _tokenize");
	addType(module, TokenizerIterType);
	return take(module);
}
