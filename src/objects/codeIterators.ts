// What `co_lines()`, `co_positions()` and `co_branches()` return: iterators that own their code object and step over rows of
// numbers. Each step makes a new tuple, in which a missing number is None. Read `iternext` first.
// Mirrors lineiter and positionsiterator of Objects/codeobject.c, and the branches of Python/instrumentation.c.

import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { free, incref, release } from "../heap/refcount.ts";
import type { PyCode } from "./code.ts";
import { branchesOf } from "./codeBranches.ts";
import { newInt } from "./int.ts";
import { defineType, type PyObject, PyPlainObject, type PyType, TPFLAGS_BASETYPE, TPFLAGS_DISALLOW_INSTANTIATION } from "./object.ts";
import { selfIter } from "./abstractAttr.ts";
import { None } from "./singletons.ts";
import { newTuple } from "./tuple.ts";

type Row = readonly (number | null)[];

class PyCodeIterator extends PyPlainObject {
	/** Owned. */
	readonly code: PyCode;
	readonly rows: Iterator<Row>;

	constructor(type: PyType, code: PyCode, rows: Iterator<Row>) {
		super(type);
		this.code = incref(code);
		this.rows = rows;
	}
}

function iternext(self: PyCodeIterator): Own<PyObject> | null {
	const { value, done } = self.rows.next();
	if (done === true) return null;
	return newTuple((value as Row).map((n) => (n === null ? own(None) : newInt(n)) as Own<PyObject>));
}

/** Start, end (offsets in bytes) and line of each run of instructions on one line. */
function* lines(code: PyCode): Iterator<Row> {
	let run: [number, number, number | null] | null = null;
	for (const { start, end, line } of code.allLocations()) {
		if (run !== null && run[2] === line) {
			run[1] = 2 * end;
			continue;
		}
		if (run !== null) yield run;
		run = [2 * start, 2 * end, line];
	}
	if (run !== null) yield run;
}

/** Line, last line, column and last column of each code unit. */
function* positions(code: PyCode): Iterator<Row> {
	for (const { start, end, line, endLine, column, endColumn } of code.allLocations())
		for (let i = start; i < end; i++) yield [line, endLine, column, endColumn];
}

export function codeLines(self: PyCode): Own<PyObject> {
	return own(new PyCodeIterator(LineIteratorType, self, lines(self)));
}

export function codePositions(self: PyCode): Own<PyObject> {
	return own(new PyCodeIterator(PositionsIteratorType, self, positions(self)));
}

export function codeBranches(self: PyCode): Own<PyObject> {
	return own(new PyCodeIterator(BranchesIteratorType, self, branchesOf(self.code.code)));
}

function iteratorType(name: string, basicsize: number, flags: number): PyType {
	return defineType({
		name,
		basicsize,
		flags: flags | TPFLAGS_DISALLOW_INSTANTIATION,
		alloc: () => {
			throw new Error(`${name} is never made from Python`);
		},
		dealloc: (self: PyCodeIterator) => {
			free(self);
			release(self.code);
		},
		traverseRest: (self: PyCodeIterator, visit) => visit(self.code, "code"),
		iter: selfIter,
		iternext,
	});
}

const LineIteratorType = iteratorType("line_iterator", 64, TPFLAGS_BASETYPE);
const PositionsIteratorType = iteratorType("positions_iterator", 80, TPFLAGS_BASETYPE);
const BranchesIteratorType = iteratorType("line_iterator", 32, TPFLAGS_BASETYPE);
