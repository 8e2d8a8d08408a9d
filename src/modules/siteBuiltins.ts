// What the module `site` adds to builtins in an interactive Python: exit, quit and help. Mirrors Lib/_sitebuiltins.py.

import { dropKeeping, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { call, getAttr } from "../objects/abstract.ts";
import { bindArguments, type Parameter } from "../objects/args.ts";
import type { PyDict } from "../objects/dict.ts";
import { exceptionTypes, raise } from "../objects/errors.ts";
import { newException } from "../objects/exceptions.ts";
import { defineType, type PyObject, PyPlainObject, type PyType } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { internStr, newStr } from "../objects/str.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { incref } from "../heap/refcount.ts";
import { bindSlotArguments, setOwned } from "./define.ts";
import { moduleHooks } from "./hooks.ts";

/** `exit` or `quit`. */
class PyQuitter extends PyPlainObject {
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
	basicsize: 16,
	doc: "Ends the program.",
	repr: (self: PyQuitter) => newStr(`Use ${self.name}() or Ctrl-D (i.e. EOF) to exit`),
	call: (self: PyQuitter, args: PyTuple, kwargs: PyDict | null) => leave(bindSlotArguments(self.name, codeParameter, args, kwargs)[0]!),
	vectorcall: (self: PyQuitter, args, kwnames) => leave(bindArguments(self.name, codeParameter, args, kwnames)[0]!),
});

class PyHelper extends PyPlainObject {}

/** `pydoc.help(…)`. */
function help(args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const pydoc = hold(moduleHooks.importModule(internStr("pydoc"), null, null, null, 0), "module pydoc");
	const f = hold(getAttr(pydoc, internStr("help")), "pydoc.help");
	return dropKeeping(pydoc, dropKeeping(f, call(f, args, kwnames)));
}

const HelperType: PyType = defineType({
	name: "_sitebuiltins._Helper",
	basicsize: 16,
	doc: "Shows documentation.",
	repr: () => newStr("Type help() for interactive help, or help(object) for help about object."),
	call: (_self, args: PyTuple) => help(args.items, null),
	vectorcall: (_self, args, kwnames) => help(args, kwnames),
});

/** Adds them to the namespace of builtins. */
export function addSiteBuiltins(dict: PyDict): void {
	for (const name of ["exit", "quit"]) setOwned(dict, name, own(new PyQuitter(name)));
	setOwned(dict, "help", own(new PyHelper(HelperType)));
}
