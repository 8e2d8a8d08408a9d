// What IPython keeps for the user beside the user's own names: inputs, outputs and the last results.
//
// These are real references, and they are why a notebook never forgets: a displayed object is held by `_` and `_n`, the
// same two among the hidden names, `Out[n]`, the display hook and the last result. Everything here is owned; the audit
// names each holder. Read `storeInput` and `storeResult` first. Mirrors IPython's history.py, displayhook.py and
// interactiveshell.py in what they hold.

import { registerRoots } from "../heap/audit.ts";
import type { Own, Visit } from "../heap/header.ts";
import { decref, incref, xdecref } from "../heap/refcount.ts";
import { getAttr, setAttr } from "../objects/abstract.ts";
import {
	dictDeleteStr,
	dictGetStr,
	dictItemsInOrder,
	dictLength,
	dictPop,
	dictSet,
	dictSetStr,
	newDict,
	type PyDict,
} from "../objects/dict.ts";
import { newInt, type PyInt } from "../objects/int.ts";
import { listAppend, newList, type PyList } from "../objects/list.ts";
import type { PyObject } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { internStr, newStr } from "../objects/str.ts";

/** Results kept before the oldest are dropped (IPython's `cache_size`), and the share that goes at once. */
const CACHE_SIZE = 1000;
const CULL_FRACTION = 0.1;

const UNDERSCORES = ["_", "__", "___"] as const;

export class NotebookNamespace {
	/** `__main__`'s dictionary. */
	readonly user: PyDict;
	/** `user_ns_hidden`: the names that `%who` leaves out, with their values. */
	readonly hidden: PyDict = newDict();
	readonly inputs: PyList = newList([newStr("")]);
	readonly outputs: PyDict = newDict();
	/** The display hook's `_`, `__`, `___`. */
	private results: PyObject[] = UNDERSCORES.map(() => newStr(""));
	/** The newest input, then what `_i`, `_ii`, `_iii` show. */
	private sources: PyObject[] = ["", "", "", ""].map((text) => newStr(text));
	/** What the cell before left behind (`last_execution_result`), and what the running cell fills: ExecutionResult objects. */
	private last: PyObject | null = null;
	private current: PyObject | null = null;

	/** Borrows `__main__`'s dictionary and enters IPython's names in it. */
	constructor(user: PyDict) {
		this.user = incref(user);
		registerRoots("notebook", (visit) => this.visit(visit));
		this.push("_ih", this.inputs);
		this.push("_oh", this.outputs);
		this.push("In", this.inputs);
		this.push("Out", this.outputs);
		UNDERSCORES.forEach((name, i) => dictSetStr(this.user, internStr(name), this.results[i]!));
	}

	/** A cell is about to run: its source enters `In` and `_in`, and the earlier ones move on. */
	storeInput(source: string, count: number): void {
		const text = newStr(source);
		listAppend(this.inputs, text);
		const oldest = this.sources.pop()!;
		this.sources.unshift(text);
		["_i", "_ii", "_iii"].forEach((name, i) => this.push(name, this.sources[i + 1]!));
		this.push(`_i${count}`, text);
		decref(oldest);
	}

	/** A cell begins: steals the object that takes its result and its error. */
	beginCell(result: Own<PyObject>): void {
		this.current = result;
	}

	/** Where the running cell's result and error go. Borrowed; None between cells. */
	get currentResult(): PyObject {
		return this.current ?? None;
	}

	/** A result was displayed: everything that IPython makes refer to it does so now. May run Python code (deaths). */
	storeResult(result: PyObject, count: number): void {
		if (result !== this.outputs) this.remember(result, count);
		if (this.current !== null) setAttr(this.current, internStr("result"), result);
	}

	private remember(result: PyObject, count: number): void {
		if (dictLength(this.outputs) >= CACHE_SIZE) this.cull();
		const free = UNDERSCORES.every((name, i) => {
			const bound = dictGetStr(this.user, internStr(name));
			return bound === null || bound === this.results[i];
		});
		const dropped = this.results.pop()!;
		this.results.unshift(incref(result));
		decref(dropped);
		// A name that the user has bound is left to the user.
		if (free) UNDERSCORES.forEach((name, i) => this.push(name, this.results[i]!));
		this.push(`_${count}`, result);
		const key = newInt(count);
		dictSet(this.outputs, key, result);
		decref(key);
	}

	/** The oldest tenth of `Out` goes. */
	private cull(): void {
		const entries = dictItemsInOrder(this.outputs).map(([key]) => Number((key as PyInt).value));
		const count = Math.max(Math.floor(entries.length * CULL_FRACTION), 2);
		for (const n of entries.toSorted((a, b) => a - b).slice(0, count)) {
			dictDeleteStr(this.user, internStr(`_${n}`));
			const key = newInt(n);
			xdecref(dictPop(this.outputs, key));
			decref(key);
		}
	}

	/** The cell has run: what the cell before left behind is given up. May run Python code (deaths). */
	finishCell(): void {
		const old = this.last;
		this.last = this.current;
		this.current = null;
		xdecref(old);
	}

	/** Takes every reference to the object out of the hidden places, for `%xdel`. May run Python code (deaths). */
	forget(object: PyObject): void {
		const held = incref(object);
		for (const dict of [this.user, this.hidden]) {
			for (const [key, value] of dictItemsInOrder(dict)) if (value === object) xdecref(dictPop(dict, key));
		}
		for (const [key, value] of dictItemsInOrder(this.outputs)) if (value === object) xdecref(dictPop(this.outputs, key));
		this.results = this.results.map((value) => replaced(value, object));
		if (this.last !== null) this.forgetResult(this.last, object);
		decref(held);
	}

	private forgetResult(last: PyObject, object: PyObject): void {
		const result = getAttr(last, internStr("result"));
		decref(result);
		if (result === object) setAttr(last, internStr("result"), None);
	}

	/** Gives up everything, at the end of the notebook. May run Python code (deaths). */
	close(): void {
		const owned = [...this.results, ...this.sources, this.last, this.current];
		this.results = [];
		this.sources = [];
		this.last = null;
		this.current = null;
		for (const object of [...owned, this.hidden, this.inputs, this.outputs, this.user]) xdecref(object);
		registerRoots("notebook", () => {});
	}

	private push(name: string, value: PyObject): void {
		const key = internStr(name);
		dictSetStr(this.user, key, value);
		dictSetStr(this.hidden, key, value);
	}

	private visit(visit: Visit): void {
		visit(this.user, "the notebook's namespace");
		visit(this.hidden, "IPython's hidden names");
		visit(this.inputs, "In");
		visit(this.outputs, "Out");
		this.results.forEach((value, i) => visit(value, `the display hook's ${UNDERSCORES[i]}`));
		for (const source of this.sources) visit(source, "a recent input");
		if (this.last !== null) visit(this.last, "result of the last cell");
		if (this.current !== null) visit(this.current, "result of the running cell");
	}
}

function replaced(value: PyObject, object: PyObject): PyObject {
	if (value !== object) return value;
	decref(value);
	return newStr("");
}
