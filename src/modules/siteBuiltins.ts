// What the module `site` adds to builtins: exit, quit, help, and the texts copyright, credits and license. Mirrors Lib/_sitebuiltins.py.

import { bringToLife } from "../objects/heapTypes.ts";
import { drop, dropKeeping, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { call, callOneArg, getAttr } from "../objects/abstract.ts";
import { getBuiltin } from "../objects/builtin.ts";
import { bindArguments, type Parameter } from "../objects/args.ts";
import type { PyDict } from "../objects/dict.ts";
import { exceptionTypes, raise, typeError } from "../objects/errors.ts";
import { newException } from "../objects/exceptions.ts";
import { defineType, TPFLAGS_DISALLOW_INSTANTIATION, type PyObject, PyPlainTypeOwner, type PyType } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { internStr, newStr } from "../objects/str.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { incref } from "../heap/refcount.ts";
import { writeText } from "./builtinsPrint.ts";
import { bindSlotArguments, setOwned, sysGet, textOf } from "./define.ts";
import { moduleHooks } from "./hooks.ts";
import { textConstants } from "./sysInfo.ts";

/** `exit` or `quit`. */
class PyQuitter extends PyPlainTypeOwner {
	readonly name: string;

	constructor(name: string) {
		super(QuitterType);
		this.name = name;
	}
}

const codeParameter: readonly Parameter[] = [{ name: "code", required: false, kind: "either" }];

function leave(code: PyObject | null): never {
	return raise(newException(exceptionTypes.SystemExit!, [incref(code ?? None)]));
}

const QuitterType: PyType = defineType({
	name: "_sitebuiltins.Quitter",
	heapType: true,
	flags: TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 16,
	repr: (self: PyQuitter) => newStr(`Use ${self.name}() or Ctrl-D (i.e. EOF) to exit`),
	call: (self: PyQuitter, args: PyTuple, kwargs: PyDict | null) => leave(bindSlotArguments(self.name, codeParameter, args, kwargs)[0]!),
	vectorcall: (self: PyQuitter, args, kwnames) => leave(bindArguments(self.name, codeParameter, args, kwnames)[0]!),
});

class PyHelper extends PyPlainTypeOwner {}

/** `pydoc.help(…)`. */
function help(args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const pydoc = hold(moduleHooks.importModule(internStr("pydoc"), null, null, null, 0), "module pydoc");
	const f = hold(getAttr(pydoc, internStr("help")), "pydoc.help");
	return dropKeeping(pydoc, dropKeeping(f, call(f, args, kwnames)));
}

const HelperType: PyType = defineType({
	name: "_sitebuiltins._Helper",
	heapType: true,
	flags: TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 16,
	doc: "Shows documentation.",
	repr: () => newStr("Type help() for interactive help, or help(object) for help about object."),
	call: (_self, args: PyTuple) => help(args.items, null),
	vectorcall: (_self, args, kwnames) => help(args, kwnames),
});

/** `copyright`, `credits` or `license`: shows a text, page by page if it is long. */
class PyPrinter extends PyPlainTypeOwner {
	readonly name: string;
	readonly lines: readonly string[];

	constructor(name: string, text: string) {
		super(PrinterType);
		this.name = name;
		this.lines = text.split("\n");
	}
}

const PAGE = 23;

/** What the user types at the end of a page: asked again until it is nothing or `q`. */
function wantsMore(): boolean {
	const input = hold(getBuiltin("input"), "input");
	const prompt = hold(newStr("Hit Return for more, or q (and Return) to quit: "), "prompt");
	let key: string;
	do key = textOfAnswer(callOneArg(input, prompt));
	while (key !== "" && key !== "q");
	drop(prompt);
	drop(input);
	return key === "";
}

function textOfAnswer(answer: Own<PyObject>): string {
	hold(answer, "answer");
	const text = textOf(answer);
	drop(answer);
	return text;
}

function show(self: PyPrinter, args: readonly PyObject[]): Own<PyObject> {
	if (args.length > 0) {
		typeError(`_Printer.__call__() takes 1 positional argument but ${args.length + 1} were given`);
	}
	for (let i = 0; i < self.lines.length; i++) {
		if (i > 0 && i % PAGE === 0 && !wantsMore()) break;
		const out = sysGet("stdout");
		if (out !== null && out !== None) writeText(`${self.lines[i]}\n`, out);
	}
	return incref(None);
}

const PrinterType: PyType = defineType({
	name: "_sitebuiltins._Printer",
	heapType: true,
	flags: TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 16,
	doc: "Shows a text when it is called, or when it is looked at, if it is short.",
	repr: (self: PyPrinter) =>
		newStr(self.lines.length <= PAGE ? self.lines.join("\n") : `Type ${self.name}() to see the full ${self.name} text`),
	call: (self: PyPrinter, args: PyTuple) => show(self, args.items),
	vectorcall: (self: PyPrinter, args) => show(self, args),
});

const CREDITS = "decref follows CPython, with thanks to all who made it. See www.python.org for more information.";
const LICENSE = "decref comes with a file LICENSE. Of Python's library see https://www.python.org/psf/license/";

/** Adds them to the namespace of builtins. */
export function addSiteBuiltins(dict: PyDict): void {
	const types = [PrinterType, QuitterType, HelperType].map((type) => hold(bringToLife(type, null), type.name));
	const texts = { copyright: textConstants.copyright!, credits: CREDITS, license: LICENSE };
	for (const [name, text] of Object.entries(texts)) setOwned(dict, name, own(new PyPrinter(name, text)));
	for (const name of ["exit", "quit"]) setOwned(dict, name, own(new PyQuitter(name)));
	setOwned(dict, "help", own(new PyHelper(HelperType)));
	// The instances keep them.
	for (const type of types.reverse()) drop(type);
}
