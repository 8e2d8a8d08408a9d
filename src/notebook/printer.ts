// The printer that a program's `_repr_pretty_(self, p, cycle)` and its registered functions get as `p`.
//
// Native objects around the running layout; they hold no Python object. Read `PrinterType` first. Has the methods and the
// attributes of IPython.lib.pretty's RepresentationPrinter that programs use.

import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { indexAsNumber } from "../objects/abstract.ts";
import { def } from "../objects/args.ts";
import { typeError } from "../objects/errors.ts";
import { newBool } from "../objects/bool.ts";
import { newInt } from "../objects/int.ts";
import { defineType, type GetSetDef, type PyObject, PyPlainTypeOwner, type PyType } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { isStr, newStr } from "../objects/str.ts";
import { addInterpreterTypes } from "../objects/heapTypes.ts";
import type { Pretty } from "./pretty.ts";

class PyPrinter extends PyPlainTypeOwner {
	readonly pretty: Pretty;

	constructor(pretty: Pretty) {
		super(PrinterType);
		this.pretty = pretty;
	}
}

/** A `with` block of a printer: a group, or an indentation alone. */
class PyPrinterBlock extends PyPlainTypeOwner {
	readonly enter: () => void;
	readonly leave: () => void;

	constructor(enter: () => void, leave: () => void) {
		super(PrinterBlockType);
		this.enter = enter;
		this.leave = leave;
	}
}

function textOf(value: PyObject | null, otherwise: string): string {
	if (value === null) return otherwise;
	return isStr(value) ? value.value : typeError(`text must be str, not ${value.type.name}`);
}

function numberOf(value: PyObject | null): number {
	return value === null ? 0 : indexAsNumber(value, null);
}

function none(): Own<PyObject> {
	return own(None);
}

function attribute(name: string, get: (p: Pretty) => Own<PyObject>): GetSetDef {
	return { name, get: (self: PyPrinter) => get(self.pretty), set: null, doc: null };
}

export const PrinterType: PyType = defineType({
	name: "IPython.lib.pretty.RepresentationPrinter",
	heapType: true,
	basicsize: 16,
	doc: "Lays the text of an object out over lines.",
	methods: [
		def("text", "($self, obj, /)", "Write text.", ({ pretty }: PyPrinter, text) => {
			pretty.layout.text(textOf(text, ""));
			return none();
		}),
		def("breakable", "($self, sep=' ')", "Write a separator, or break the line if the group is too long.", ({ pretty }: PyPrinter, sep) => {
			pretty.layout.breakable(textOf(sep, " "));
			return none();
		}),
		def("break_", "($self, /)", "Break the line.", ({ pretty }: PyPrinter) => {
			pretty.layout.hardBreak();
			return none();
		}),
		def(
			"begin_group",
			"($self, indent=0, open='')",
			"Begin a group: its lines are broken all or none.",
			({ pretty }: PyPrinter, indent, open) => {
				pretty.layout.beginGroup(numberOf(indent), textOf(open, ""));
				return none();
			},
		),
		def("end_group", "($self, dedent=0, close='')", "End the group.", ({ pretty }: PyPrinter, dedent, close) => {
			pretty.layout.endGroup(numberOf(dedent), textOf(close, ""));
			return none();
		}),
		def("group", "($self, indent=0, open='', close='')", "A group for `with`.", ({ pretty }: PyPrinter, indent, open, close) => {
			const [width, before, after] = [numberOf(indent), textOf(open, ""), textOf(close, "")];
			const enter = (): void => pretty.layout.beginGroup(width, before);
			return own(new PyPrinterBlock(enter, () => pretty.layout.endGroup(width, after)));
		}),
		def("indent", "($self, indent, /)", "An indentation for `with`.", ({ pretty }: PyPrinter, indent) => {
			const width = numberOf(indent);
			const add = (by: number) => (): void => {
				pretty.layout.indentation += by;
			};
			return own(new PyPrinterBlock(add(width), add(-width)));
		}),
		def("pretty", "($self, obj, /)", "Print an object.", ({ pretty }: PyPrinter, object) => {
			pretty.print(object);
			return none();
		}),
		def("flush", "($self, /)", "Does nothing: what is kept back is written at the end.", () => none()),
	],
	getset: [
		attribute("max_width", (p) => newInt(p.maxWidth)),
		attribute("max_seq_length", (p) => newInt(p.maxSequence)),
		attribute("indentation", (p) => newInt(p.layout.indentation)),
		attribute("newline", () => newStr("\n")),
		attribute("verbose", () => newBool(false)),
	],
});

const PrinterBlockType: PyType = defineType({
	name: "IPython.lib.pretty.Block",
	heapType: true,
	basicsize: 16,
	doc: null,
	methods: [
		def("__enter__", "($self, /)", null, (self: PyPrinterBlock) => {
			self.enter();
			return incref(None);
		}),
		def("__exit__", "($self, exc_type, exc, traceback, /)", null, (self: PyPrinterBlock) => {
			self.leave();
			return incref(None);
		}),
	],
});

/** New. */
export function newPrinter(pretty: Pretty): Own<PyObject> {
	if (PrinterType.fromSpec === null) addInterpreterTypes([PrinterType, PrinterBlockType]);
	return own(new PyPrinter(pretty));
}
