// Sorting a list: CPython's merge sort, comparison for comparison.
//
// Runs that are already in order are found, short ones extended to `minrun` by binary insertion, and merged so that
// neighbours stay balanced (powersort), galloping where one side keeps winning. The pairs compared, and their order, are
// CPython's: `__lt__` can see them. While it lasts the list is empty and what it held is owned by a `Sort`.
// Read `sortList` and `Sort.run` first. Mirrors Objects/listobject.c and Objects/listsort.txt.

import { registerRoots } from "../heap/audit.ts";
import type { Visit } from "../heap/header.ts";
import { decrefEach, decrefEachBackwards } from "../heap/refcount.ts";
import { callOneArg, richCompareBool } from "./abstract.ts";
import { valueError } from "./errors.ts";
import type { PyFloat } from "./float.ts";
import { FloatType } from "./float.ts";
import { IntType, type PyInt } from "./int.ts";
import type { PyList } from "./list.ts";
import { Py_LT, type PyObject } from "./object.ts";
import { permute, stableOrder } from "./sortNumbers.ts";
import { compareText, type PyStr, StrType } from "./str.ts";

const MAX_MINRUN = 64;
const MIN_GALLOP = 7;

type Less = (a: PyObject, b: PyObject) => boolean;

interface Run {
	base: number;
	length: number;
	/** Depth of the boundary after this run in the merge tree that powersort builds. */
	power: number;
}

/** `key` null or a callable. Runs Python code and may raise; the list then has all its items, in some order. */
export function sortList(list: PyList, key: PyObject | null, reverse: boolean): void {
	const sort = new Sort(list.items);
	const allocated = list.allocated;
	list.items = [];
	list.allocated = -1;
	running.push(sort);
	try {
		sort.run(key, reverse);
		if (list.allocated !== -1) valueError("list modified during sort");
	} finally {
		running.splice(running.indexOf(sort), 1);
		const meanwhile = list.items;
		list.items = sort.items;
		list.allocated = allocated;
		decrefEachBackwards(meanwhile);
	}
}

/** Sorts under way: they own the items and keys. */
const running: Sort[] = [];

registerRoots("list.sort", (visit: Visit) => {
	for (const sort of running) sort.visit(visit);
});

class Sort {
	/** The list's items, permuted along with the keys. Owned. */
	readonly items: PyObject[];
	/** What is compared: the results of the key function (owned), or the items themselves. */
	private keys: PyObject[];
	private less: Less = generalLess;
	private minGallop = MIN_GALLOP;
	private readonly pending: Run[] = [];
	/** During a merge: tells which elements are set aside, and that as many places from `hole` on are free. */
	private setAside: (() => { readonly part: Part; readonly from: number; readonly count: number; readonly hole: number }) | null = null;

	constructor(items: PyObject[]) {
		this.items = items;
		this.keys = items;
	}

	visit(visit: Visit): void {
		this.visitArray(this.items, (part) => part.items ?? part.keys, "element of the list being sorted", visit);
		if (this.keys !== this.items) this.visitArray(this.keys, (part) => part.keys, "sort key", visit);
	}

	/** Where elements are set aside, others may stand twice in the array: their place counts as empty. */
	private visitArray(array: readonly PyObject[], aside: (part: Part) => readonly PyObject[], slot: string, visit: Visit): void {
		const away = this.setAside?.() ?? null;
		array.forEach((object, i) => {
			if (away === null || i < away.hole || i >= away.hole + away.count) visit(object, slot, i);
		});
		if (away !== null) for (let i = 0; i < away.count; i++) visit(aside(away.part)[away.from + i]!, slot, away.hole + i);
	}

	run(key: PyObject | null, reverse: boolean): void {
		try {
			if (key !== null) this.computeKeys(key);
			const values = numbersOf(this.keys);
			if (reverse) this.reverse(0, this.items.length);
			if (values !== null) {
				this.sortByNumbers(reverse ? values.reverse() : values);
			} else {
				this.less = chooseLess(this.keys);
				this.sortRuns();
			}
		} finally {
			const keys = this.keys;
			this.keys = this.items;
			if (keys !== this.items) {
				if (keys.length === this.items.length) decrefEach(keys);
				else decrefEachBackwards(keys);
			}
			if (reverse && (key === null || keys.length === this.items.length)) this.reverse(0, this.items.length);
		}
	}

	private computeKeys(key: PyObject): void {
		const keys: PyObject[] = [];
		this.keys = keys;
		for (const item of this.items) keys.push(callOneArg(key, item));
	}

	private sortByNumbers(values: Float64Array): void {
		const places = stableOrder(values);
		permute(this.items, places);
		if (this.keys !== this.items) permute(this.keys, places);
	}

	private sortRuns(): void {
		let remaining = this.items.length;
		if (remaining < 2) return;
		const minrun = computeMinrun(remaining);
		let low = 0;
		while (remaining > 0) {
			let n = this.countRun(low, remaining);
			if (n < minrun) {
				const forced = Math.min(remaining, minrun);
				this.binarySort(low, forced, n);
				n = forced;
			}
			this.pushRun(low, n);
			low += n;
			remaining -= n;
		}
		while (this.pending.length > 1) {
			let i = this.pending.length - 2;
			if (i > 0 && this.pending[i - 1]!.length < this.pending[i + 1]!.length) i--;
			this.mergeAt(i);
		}
	}

	/** Merges what is deeper than the boundary before the new run, then adds the run. */
	private pushRun(base: number, length: number): void {
		const pending = this.pending;
		if (pending.length > 0) {
			const last = pending[pending.length - 1]!;
			const power = boundaryPower(last.base, last.length, length, this.items.length);
			while (pending.length > 1 && pending[pending.length - 2]!.power > power) this.mergeAt(pending.length - 2);
			pending[pending.length - 1]!.power = power;
		}
		pending.push({ base, length, power: 0 });
	}

	private reverse(from: number, to: number): void {
		reverseRange(this.items, from, to);
		if (this.keys !== this.items) reverseRange(this.keys, from, to);
	}

	/** Length of the run that starts at `low`; a descending one is reversed, equal elements keeping their order. */
	private countRun(low: number, remaining: number): number {
		const n = this.ascending(low, 1, remaining);
		if (n === remaining) return n;
		if (n > 1) {
			if (this.less(this.keys[low]!, this.keys[low + n - 1]!)) return n;
			this.reverse(low, low + n);
		}
		const end = this.descending(low, n + 1, remaining);
		this.reverse(low, low + end);
		return this.ascending(low, end, remaining);
	}

	private ascending(low: number, from: number, remaining: number): number {
		let n = from;
		while (n < remaining && !this.less(this.keys[low + n]!, this.keys[low + n - 1]!)) n++;
		return n;
	}

	private descending(low: number, from: number, remaining: number): number {
		let equal = 0;
		let n = from;
		const settleEqual = (): void => {
			if (equal > 0) this.reverse(low + n - equal - 1, low + n);
			equal = 0;
		};
		for (; n < remaining; n++) {
			if (this.less(this.keys[low + n]!, this.keys[low + n - 1]!)) settleEqual();
			else if (this.less(this.keys[low + n - 1]!, this.keys[low + n]!)) break;
			else equal++;
		}
		settleEqual();
		return n;
	}

	/** Sorts `n` elements at `low` of which the first `sorted` are in order. */
	private binarySort(low: number, n: number, sorted: number): void {
		const { keys, items } = this;
		for (let next = low + sorted; next < low + n; next++) {
			const pivot = keys[next]!;
			let left = low;
			let right = next;
			while (left < right) {
				const middle = (left + right) >> 1;
				if (this.less(pivot, keys[middle]!)) right = middle;
				else left = middle + 1;
			}
			moveDown(keys, left, next);
			if (keys !== items) moveDown(items, left, next);
		}
	}

	/** Where `key` belongs in the sorted `array[base … base + n)`, left of its equals; relative to base. */
	private gallopLeft(key: PyObject, array: PyObject[], base: number, n: number, hint: number): number {
		const before = (i: number): boolean => this.less(array[base + i]!, key);
		return before(hint) ? this.gallopUp(before, n, hint) : this.gallopDown((i) => !before(i), hint);
	}

	/** As `gallopLeft`, but right of its equals. */
	private gallopRight(key: PyObject, array: PyObject[], base: number, n: number, hint: number): number {
		const after = (i: number): boolean => this.less(key, array[base + i]!);
		return after(hint) ? this.gallopDown(after, hint) : this.gallopUp((i) => !after(i), n, hint);
	}

	/** `before(hint)` holds: the first index above at which it does not, in 1, 3, 7 … steps and then by halving. */
	private gallopUp(before: (i: number) => boolean, n: number, hint: number): number {
		const most = n - hint;
		let last = 0;
		let offset = 1;
		while (offset < most && before(hint + offset)) {
			last = offset;
			offset = offset * 2 + 1;
		}
		return bisect(before, hint + last + 1, hint + Math.min(offset, most));
	}

	/** `after(hint)` holds: the lowest index from which on it does. */
	private gallopDown(after: (i: number) => boolean, hint: number): number {
		const most = hint + 1;
		let last = 0;
		let offset = 1;
		while (offset < most && after(hint - offset)) {
			last = offset;
			offset = offset * 2 + 1;
		}
		return bisect((i) => !after(i), hint - Math.min(offset, most) + 1, hint - last);
	}

	/** Merges run `i` with the next one. */
	private mergeAt(i: number): void {
		const a = this.pending[i]!;
		const b = this.pending[i + 1]!;
		let base = a.base;
		let na = a.length;
		a.length += b.length;
		this.pending.splice(i + 1, 1);
		const skip = this.gallopRight(this.keys[b.base]!, this.keys, base, na, 0);
		base += skip;
		na -= skip;
		if (na === 0) return;
		const nb = this.gallopLeft(this.keys[base + na - 1]!, this.keys, b.base, b.length, b.length - 1);
		if (nb <= 0) return;
		if (na <= nb) this.mergeLow(base, na, b.base, nb);
		else this.mergeHigh(base, na, b.base, nb);
	}

	private copyOut(from: number, n: number): Part {
		return { keys: this.keys.slice(from, from + n), items: this.keys === this.items ? null : this.items.slice(from, from + n) };
	}

	/** Merges with the first run set aside, from the left. */
	private mergeLow(baseA: number, countA: number, baseB: number, countB: number): void {
		const a = this.copyOut(baseA, countA);
		const { keys } = this;
		let dest = baseA;
		let ia = 0;
		let ib = baseB;
		let na = countA;
		let nb = countB;
		const takeA = (n: number): void => {
			this.copyIn(a, ia, dest, n);
			ia += n;
			dest += n;
			na -= n;
		};
		const takeB = (n: number): void => {
			this.copyWithin(dest, ib, n);
			ib += n;
			dest += n;
			nb -= n;
		};
		this.setAside = () => ({ part: a, from: ia, count: na, hole: dest });
		try {
			takeB(1);
			if (nb === 0 || na === 1) return;
			for (;;) {
				let wonA = 0;
				let wonB = 0;
				do {
					if (this.less(keys[ib]!, a.keys[ia]!)) {
						takeB(1);
						wonB++;
						wonA = 0;
						if (nb === 0) return;
					} else {
						takeA(1);
						wonA++;
						wonB = 0;
						if (na === 1) return;
					}
				} while (wonA < this.minGallop && wonB < this.minGallop);
				this.minGallop++;
				do {
					if (this.minGallop > 1) this.minGallop--;
					wonA = this.gallopRight(keys[ib]!, a.keys, ia, na, 0);
					takeA(wonA);
					if (wonA > 0 && na <= 1) return;
					takeB(1);
					if (nb === 0) return;
					wonB = this.gallopLeft(a.keys[ia]!, keys, ib, nb, 0);
					takeB(wonB);
					if (nb === 0) return;
					takeA(1);
					if (na === 1) return;
				} while (wonA >= MIN_GALLOP || wonB >= MIN_GALLOP);
				this.minGallop++;
			}
		} finally {
			// What is left of A goes behind what is left of B when just one element of it remains, else before it.
			if (na === 1 && nb > 0) takeB(nb);
			takeA(na);
			this.setAside = null;
		}
	}

	/** Merges with the second run set aside, from the right. */
	private mergeHigh(baseA: number, countA: number, baseB: number, countB: number): void {
		const b = this.copyOut(baseB, countB);
		const { keys } = this;
		let dest = baseB + countB;
		let na = countA;
		let nb = countB;
		const takeA = (n: number): void => {
			dest -= n;
			na -= n;
			this.copyWithin(dest, baseA + na, n);
		};
		const takeB = (n: number): void => {
			dest -= n;
			nb -= n;
			this.copyIn(b, nb, dest, n);
		};
		this.setAside = () => ({ part: b, from: 0, count: nb, hole: dest - nb });
		try {
			takeA(1);
			if (na === 0 || nb === 1) return;
			for (;;) {
				let wonA = 0;
				let wonB = 0;
				do {
					if (this.less(b.keys[nb - 1]!, keys[baseA + na - 1]!)) {
						takeA(1);
						wonA++;
						wonB = 0;
						if (na === 0) return;
					} else {
						takeB(1);
						wonB++;
						wonA = 0;
						if (nb === 1) return;
					}
				} while (wonA < this.minGallop && wonB < this.minGallop);
				this.minGallop++;
				do {
					if (this.minGallop > 1) this.minGallop--;
					wonA = na - this.gallopRight(b.keys[nb - 1]!, keys, baseA, na, na - 1);
					takeA(wonA);
					if (na === 0) return;
					takeB(1);
					if (nb === 1) return;
					wonB = nb - this.gallopLeft(keys[baseA + na - 1]!, b.keys, 0, nb, nb - 1);
					takeB(wonB);
					if (wonB > 0 && nb <= 1) return;
					takeA(1);
					if (na === 0) return;
				} while (wonA >= MIN_GALLOP || wonB >= MIN_GALLOP);
				this.minGallop++;
			}
		} finally {
			if (nb === 1 && na > 0) takeA(na);
			takeB(nb);
			this.setAside = null;
		}
	}

	private copyIn(part: Part, from: number, to: number, n: number): void {
		for (let i = 0; i < n; i++) this.keys[to + i] = part.keys[from + i]!;
		if (part.items !== null) for (let i = 0; i < n; i++) this.items[to + i] = part.items[from + i]!;
	}

	private copyWithin(to: number, from: number, n: number): void {
		moveRange(this.keys, to, from, n);
		if (this.keys !== this.items) moveRange(this.items, to, from, n);
	}
}

/** FAST: as Array.copyWithin, which takes three times as long on short ranges. */
function moveRange(array: PyObject[], to: number, from: number, n: number): void {
	if (to < from) for (let i = 0; i < n; i++) array[to + i] = array[from + i]!;
	else for (let i = n - 1; i >= 0; i--) array[to + i] = array[from + i]!;
}

/** Elements set aside for a merge; `items` null when the keys are the items. */
interface Part {
	readonly keys: PyObject[];
	readonly items: PyObject[] | null;
}

/** The first index in low … high at which `before` does not hold. */
function bisect(before: (i: number) => boolean, low: number, high: number): number {
	let left = low;
	let right = high;
	while (left < right) {
		const middle = left + ((right - left) >> 1);
		if (before(middle)) left = middle + 1;
		else right = middle;
	}
	return right;
}

function moveDown(array: PyObject[], to: number, from: number): void {
	const moved = array[from]!;
	for (let i = from; i > to; i--) array[i] = array[i - 1]!;
	array[to] = moved;
}

function reverseRange(array: PyObject[], from: number, to: number): void {
	for (let i = from, j = to - 1; i < j; i++, j--) {
		const item = array[i]!;
		array[i] = array[j]!;
		array[j] = item;
	}
}

/** The least length of a run: n / minrun is a power of two or a little less. */
function computeMinrun(size: number): number {
	let n = size;
	let rest = 0;
	while (n >= MAX_MINRUN) {
		rest |= n & 1;
		n >>= 1;
	}
	return n + rest;
}

/** How many binary digits of the two runs' midpoints, as fractions of the list, are equal, plus one. */
function boundaryPower(base: number, n1: number, n2: number, size: number): number {
	let a = 2 * base + n1;
	let b = a + n1 + n2;
	for (let power = 1; ; power++) {
		if (a >= size) {
			a -= size;
			b -= size;
		} else if (b >= size) {
			return power;
		}
		a *= 2;
		b *= 2;
	}
}

const generalLess: Less = (a, b) => richCompareBool(a, b, Py_LT);
const numberLess = (a: PyObject, b: PyObject): boolean => (a as PyInt | PyFloat).value < (b as PyInt | PyFloat).value;
const textLess = (a: PyObject, b: PyObject): boolean => compareText((a as PyStr).value, (b as PyStr).value) < 0;

/** The keys' values if all are exact ints that doubles can hold, or all are exact floats and none of them NaN; else null. */
function numbersOf(keys: readonly PyObject[]): Float64Array | null {
	const type = keys[0]?.type;
	if (type !== IntType && type !== FloatType) return null;
	const values = new Float64Array(keys.length);
	for (let i = 0; i < keys.length; i++) {
		const key = keys[i] as PyInt | PyFloat;
		const { value } = key;
		if (key.type !== type || typeof value !== "number" || Number.isNaN(value)) return null;
		values[i] = value;
	}
	return values;
}

/** A comparison without Python code where all keys are of one exact built-in type. */
function chooseLess(keys: readonly PyObject[]): Less {
	const type = keys[0]?.type;
	if (type !== IntType && type !== StrType && type !== FloatType) return generalLess;
	for (const key of keys) if (key.type !== type) return generalLess;
	return type === StrType ? textLess : numberLess;
}
