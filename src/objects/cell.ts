// The cell: the box through which a function and the functions inside it share a variable.
// Owns its contents, if any. Mirrors Objects/cellobject.c.

import type { Own, Visit } from "../heap/header.ts";
import { own, standAlone } from "../heap/header.ts";
import { untrack, track } from "../heap/gc/tracking.ts";
import { free, incref, release, xdecref } from "../heap/refcount.ts";
import { richCompare } from "./abstract.ts";
import { addressText } from "./addressText.ts";
import { checkPositional } from "./args.ts";
import { newBool } from "./bool.ts";
import { dictLength, type PyDict } from "./dict.ts";
import { typeError, valueError } from "./errors.ts";
import {
	type CompareOp,
	defineType,
	PyGCObject,
	type PyObject,
	type PyType,
	Py_EQ,
	Py_GE,
	Py_GT,
	Py_LE,
	Py_LT,
	TPFLAGS_HAVE_GC,
} from "./object.ts";
import { newNotImplemented } from "./singletons.ts";
import { newStr } from "./str.ts";
import type { PyTuple } from "./tuple.ts";

export class PyCell extends PyGCObject {
	static {
		standAlone(PyCell);
	}

	/** Owned; null while the variable is unbound. */
	contents: PyObject | null;

	constructor(type: PyType, contents: Own<PyObject> | null) {
		super(type);
		this.contents = contents;
	}
}

/** Steals `contents`. */
export function newCell(contents: Own<PyObject> | null): Own<PyCell> {
	const cell = new PyCell(CellType, contents);
	track(cell);
	return own(cell);
}

/** The contents as a new reference, or null. */
export function cellGet(cell: PyCell): Own<PyObject> | null {
	return cell.contents === null ? null : incref(cell.contents);
}

/** Steals `contents`. May run Python code: what the cell held may die. */
export function cellSet(cell: PyCell, contents: Own<PyObject> | null): void {
	const old = cell.contents;
	cell.contents = contents;
	xdecref(old);
}

export function isCell(object: PyObject): object is PyCell {
	return object.type === CellType;
}

function cellDealloc(self: PyCell): void {
	untrack(self);
	free(self);
	if (self.contents !== null) release(self.contents);
}

function cellNew(_type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (kwargs !== null && dictLength(kwargs) > 0) typeError("cell() takes no keyword arguments");
	checkPositional("cell", args.items.length, 0, 1);
	const contents = args.items[0];
	return newCell(contents === undefined ? null : incref(contents));
}

function cellRepr(self: PyCell): Own<PyObject> {
	if (self.contents === null) return newStr(`<cell at ${addressText(self)}: empty>`);
	return newStr(`<cell at ${addressText(self)}: ${self.contents.type.name} object at ${addressText(self.contents)}>`);
}

/** Compares by contents; an empty cell comes before every other. */
function cellRichcompare(self: PyCell, other: PyObject, op: CompareOp): Own<PyObject> {
	if (!isCell(self) || !isCell(other)) return newNotImplemented();
	if (self.contents !== null && other.contents !== null) return richCompare(self.contents, other.contents, op);
	return newBool(compareOrder((self.contents === null ? 0 : 1) - (other.contents === null ? 0 : 1), op));
}

function compareOrder(order: number, op: CompareOp): boolean {
	switch (op) {
		case Py_LT:
			return order < 0;
		case Py_LE:
			return order <= 0;
		case Py_EQ:
			return order === 0;
		case Py_GT:
			return order > 0;
		case Py_GE:
			return order >= 0;
		default:
			return order !== 0;
	}
}

export const CellType = defineType({
	name: "cell",
	doc: "cell([contents])\n--\n\nThe variable that a function shares with the functions inside it.",
	basicsize: 24,
	flags: TPFLAGS_HAVE_GC,
	dealloc: cellDealloc,
	traverse: (self: PyCell, visit: Visit) => {
		if (self.contents !== null) visit(self.contents, "contents");
	},
	clear: (self: PyCell) => cellSet(self, null),
	new: cellNew,
	repr: cellRepr,
	richcompare: cellRichcompare,
	getset: [
		{
			name: "cell_contents",
			get: (self: PyCell) => cellGet(self) ?? valueError("Cell is empty"),
			set: (self: PyCell, value) => cellSet(self, value === null ? null : incref(value)),
		},
	],
});
