// Lists, tuples, dicts, sets, slices, ranges and weak references through their TypeScript functions, with an audit after
// each test. Sizes and orders are those of a 64-bit CPython (FACTS E4 to E6; native 3.13 printed the lists of sizes).

import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { assertAudit } from "../../../src/heap/audit.ts";
import { isTracked } from "../../../src/heap/gc/tracking.ts";
import { drop, hold, mark, unwind } from "../../../src/heap/handles.ts";
import { type Own, own } from "../../../src/heap/header.ts";
import { decref, incref } from "../../../src/heap/refcount.ts";
import { weakrefsOf } from "../../../src/heap/weakref.ts";
import { hash, repr, richCompareBool, sequenceTuple } from "../../../src/objects/abstract.ts";
import {
	dictClear,
	dictCopy,
	dictDelete,
	dictGet,
	dictGetStr,
	dictIndexOfStr,
	dictItemsInOrder,
	dictKeysVersion,
	dictLength,
	dictMerge,
	dictPop,
	dictPopItem,
	dictSet,
	dictSetDefault,
	dictSetStr,
	dictSizeof,
	newDict,
	type PyDict,
} from "../../../src/objects/dict.ts";
import { exceptionMatches, fetchException, PYTHON_EXCEPTION } from "../../../src/objects/errors.ts";
import { initObjects } from "../../../src/objects/init.ts";
import { newInt, type PyInt } from "../../../src/objects/int.ts";
import {
	assignSlice,
	deleteItems,
	isList,
	listAppend,
	listAppendSteal,
	listAsTuple,
	listExtend,
	listInsert,
	listPopAt,
	listSort,
	newList,
	type PyList,
} from "../../../src/objects/list.ts";
import { Py_EQ, type PyObject } from "../../../src/objects/object.ts";
import { newRange } from "../../../src/objects/range.ts";
import { newFrozenset, newSet, type PySet, setAdd, setContains, setDiscard, setSizeof, setUpdate } from "../../../src/objects/set.ts";
import { None } from "../../../src/objects/singletons.ts";
import { newSlice, sliceIndices, sliceLongIndices } from "../../../src/objects/slice.ts";
import { internStr, newStr, type PyStr } from "../../../src/objects/str.ts";
import { emptyTuple, newTrackedTuple, newTuple, tupleOf } from "../../../src/objects/tuple.ts";
import { newProxy, newRef } from "../../../src/objects/weakref.ts";

beforeAll(initObjects);

let start = 0;
const text = (o: PyObject): string => {
	const shown = repr(o);
	const value = shown.value;
	decref(shown);
	return value;
};

/** Keeps an owned object until the end of the test. */
function keep<T extends PyObject>(o: Own<T>): T {
	return hold(o, "test");
}

const numbers = (...values: number[]): Own<PyInt>[] => values.map(newInt);
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

afterEach(() => {
	unwind(start);
	start = mark();
	assertAudit("at the end of a test");
});

/** The name of the exception that `body` raises. */
function raised(body: () => unknown): string {
	try {
		body();
	} catch (thrown) {
		if (thrown !== PYTHON_EXCEPTION) throw thrown;
		for (const name of ["TypeError", "ValueError", "IndexError", "KeyError", "RuntimeError"]) {
			if (!exceptionMatches(name)) continue;
			decref(fetchException());
			return name;
		}
	}
	return "nothing";
}

describe("list", () => {
	it("grows as CPython's does", () => {
		const list = keep(newList([]));
		const sizes = range(33).map(() => {
			listAppendSteal(list, newInt(7));
			return list.allocated;
		});
		expect([...new Set(sizes)]).toEqual([4, 8, 16, 24, 32, 40]);
		while (list.items.length > 0) decref(listPopAt(list, list.items.length - 1));
		expect(list.allocated).toBe(0);
	});

	it("extends by an array with exact rounding", () => {
		const list = keep(newList([]));
		listExtend(list, keep(newTuple(numbers(1, 2, 3))));
		expect(list.allocated).toBe(4);
		listExtend(list, keep(newTuple(numbers(...range(20)))));
		expect(list.allocated).toBe(24);
		listExtend(list, list);
		expect(list.items.length).toBe(46);
	});

	it("inserts, slices and deletes with clamped bounds", () => {
		const list = keep(newList(numbers(1, 2, 3, 4, 5, 6)));
		listInsert(list, -100, None);
		listInsert(list, 100, None);
		expect(text(list)).toBe("[None, 1, 2, 3, 4, 5, 6, None]");
		assignSlice(list, 0, 1, []);
		assignSlice(list, 2, 4, [None]);
		expect(text(list)).toBe("[1, 2, None, 5, 6, None]");
		deleteItems(list, 1, 2, 3);
		expect(text(list)).toBe("[1, None, 6]");
	});

	it("sorts stably, and forwards or backwards", () => {
		const list = keep(newList(numbers(...range(300).map((i) => (i * 7919) % 101))));
		listSort(list, null, false);
		const values = list.items.map((item) => (item as PyInt).value as number);
		expect(values).toEqual([...values].sort((a, b) => a - b));
		listSort(list, null, true);
		expect(list.items.map((item) => (item as PyInt).value)).toEqual(values.reverse());
	});

	it("keeps its items when a comparison raises", () => {
		const list = keep(newList([newInt(1), newStr("a"), newInt(0)]));
		expect(raised(() => listSort(list, null, false))).toBe("TypeError");
		expect(list.items.length).toBe(3);
		expect(list.allocated).toBe(3);
	});

	it("says what contains itself", () => {
		const list = newList([]);
		listAppend(list, list);
		expect(text(list)).toBe("[[...]]");
		list.items.length = 0;
		decref(list);
		decref(list);
	});
});

describe("tuple", () => {
	it("is tracked by what it is made of", () => {
		const plain = keep(newTuple(numbers(1, 2)));
		const list = keep(newList([]));
		expect(isTracked(plain)).toBe(false);
		expect(isTracked(keep(tupleOf(plain)))).toBe(true);
		expect(isTracked(keep(tupleOf(list)))).toBe(true);
		expect(isTracked(keep(newTrackedTuple(numbers(1))))).toBe(true);
		expect(newTuple([])).toBe(emptyTuple);
		expect(isTracked(keep(listAsTuple(keep(newList(numbers(1))))))).toBe(false);
		expect(isTracked(keep(sequenceTuple(keep(newSet(plain)))))).toBe(true);
	});

	it("hashes with 64 bits", () => {
		// Printed by a native CPython 3.13.
		expect(hash(keep(newTuple(numbers(1, 2, 3))))).toBe(529344067295497451n);
		expect(hash(emptyTuple)).toBe(5740354900026072187n);
		expect(hash(keep(newTuple(numbers(-1, -2))))).toBe(960947337673586213n);
	});
});

describe("dict", () => {
	const sizes = (key: (i: number) => Own<PyObject>, n: number): number[] => {
		const dict = keep(newDict());
		const all = range(n).map((i) => {
			const k = key(i);
			dictSet(dict, k, None);
			decref(k);
			return dictSizeof(dict) + 16;
		});
		return [...new Set(all)];
	};

	it("has CPython's sizes", () => {
		expect(sizes((i) => newStr(`k${i}`), 90)).toEqual([184, 272, 464, 832, 1584, 3328]);
		expect(sizes((i) => newInt(i), 90)).toEqual([224, 352, 632, 1168, 2264, 4688]);
	});

	it("finds, replaces and deletes", () => {
		const dict = keep(newDict());
		for (const i of range(1000)) dictSet(dict, keep(newInt(i * 5000)), keep(newInt(i)));
		for (const i of range(1000)) expect((dictGet(dict, keep(newInt(i * 5000))) as PyInt).value).toBe(i);
		for (const i of range(900)) expect(dictDelete(dict, keep(newInt(i * 5000)))).toBe(true);
		expect(dictLength(dict)).toBe(100);
		expect(dictGet(dict, keep(newInt(5000)))).toBeNull();
		expect((dictItemsInOrder(dict)[0]![1] as PyInt).value).toBe(900);
		dictSet(dict, keep(newInt(5000)), None);
		expect(dictItemsInOrder(dict).at(-1)![1]).toBe(None);
	});

	it("tells equal numbers of different types to be one key", () => {
		const dict = keep(newDict());
		const big = keep(newInt(2n ** 61n));
		dictSet(dict, keep(newInt(1)), None);
		dictSet(dict, big, None);
		expect(dictGet(dict, keep(newInt(2)))).toBeNull(); // the hash of 2**61 is 1
		expect(dictLength(dict)).toBe(2);
	});

	it("keeps the version of its keys until the layout changes", () => {
		const dict = keep(newDict());
		const [a, b] = [internStr("a"), internStr("b")];
		dictSetStr(dict, a, None);
		dictSetStr(dict, b, None);
		const version = dictKeysVersion(dict);
		expect(version).not.toBe(0);
		expect(dictIndexOfStr(dict, b)).toBe(1);
		dictSetStr(dict, b, emptyTuple);
		expect(dictKeysVersion(dict)).toBe(version);
		dictDelete(dict, a);
		expect(dictKeysVersion(dict)).not.toBe(version);
	});

	it("pops, sets defaults, copies, merges and clears", () => {
		const dict = keep(newDict());
		for (const name of ["x", "y", "z"]) dictSetStr(dict, internStr(name), None);
		expect(dictPop(dict, internStr("y"))).toBe(None);
		expect(dictPop(dict, internStr("y"))).toBeNull();
		expect(keep(dictSetDefault(dict, internStr("w"), emptyTuple))).toBe(emptyTuple);
		const copy = keep(dictCopy(dict));
		const [key] = dictPopItem(dict)!;
		expect((key as unknown as PyStr).value).toBe("w");
		expect(text(copy)).toBe("{'x': None, 'z': None, 'w': ()}");
		dictMerge(dict, copy, 0);
		expect(richCompareBool(dict, copy, Py_EQ)).toBe(true);
		expect(raised(() => dictMerge(dict, copy, 2))).toBe("KeyError");
		dictClear(dict);
		expect(dictGetStr(dict, internStr("x"))).toBeNull();
		expect(dictSizeof(dict)).toBe(48);
	});

	it("refuses what is not hashable", () => {
		const dict = keep(newDict());
		const list = keep(newList([]));
		expect(raised(() => dictSet(dict, list, None))).toBe("TypeError");
		expect(raised(() => dictGet(dict, list))).toBe("TypeError");
	});
});

describe("set", () => {
	const setOf = (...values: number[]): PySet => keep(newSet(keep(newTuple(numbers(...values)))));

	it("has CPython's sizes and order", () => {
		const set = keep(newSet());
		const sizes = range(80).map((i) => {
			setAdd(set, keep(newInt(i)));
			return setSizeof(set) + 16;
		});
		expect([...new Set(sizes)]).toEqual([216, 728, 2264, 8408]);
		expect(text(setOf(3, 1, 2, 100, 33, 65, 17, 9))).toBe("{1, 2, 3, 100, 33, 65, 9, 17}");
	});

	it("finds what was not discarded, and uses free places again", () => {
		const set = setOf(0, 8, 16, 1);
		for (const value of [8, 0]) expect(setDiscard(set, keep(newInt(value)))).toBe(true);
		setAdd(set, keep(newInt(24)));
		setAdd(set, keep(newInt(40)));
		expect(text(set)).toBe("{40, 24, 16, 1}");
		expect(setContains(set, keep(newInt(16)))).toBe(true);
		expect(setContains(set, keep(newInt(8)))).toBe(false);
	});

	it("takes the elements of any iterable", () => {
		const set = setOf(1);
		setUpdate(set, keep(newRange(keep(newInt(0)), keep(newInt(5)), keep(newInt(2)))));
		expect(text(set)).toBe("{0, 1, 2, 4}");
		expect(hash(keep(newFrozenset(set.keys.filter((key) => key !== null))))).toBe(hash(keep(newFrozenset(numbers(4, 2, 1, 0)))));
	});
});

describe("slice", () => {
	const slice = (...parts: (number | null)[]) =>
		keep(newSlice(...(parts.map((p) => (p === null ? None : keep(newInt(p)))) as [PyObject, PyObject, PyObject])));

	it.each([
		[
			[null, null, null],
			[0, 6, 1, 6],
		],
		[
			[-2, null, null],
			[4, 6, 1, 2],
		],
		[
			[null, null, -1],
			[5, -1, -1, 6],
		],
		[
			[10, -10, -2],
			[5, -1, -2, 3],
		],
		[
			[4, 1, 1],
			[4, 1, 1, 0],
		],
	] as const)("%j of six", (parts, [start, stop, step, length]) => {
		expect(sliceIndices(slice(...parts), 6)).toEqual({ start, stop, step, length });
		expect(sliceLongIndices(slice(...parts), 6n).map(Number)).toEqual([start, stop, step]);
	});

	it("has no step of zero", () => {
		expect(raised(() => sliceIndices(slice(null, null, 0), 6))).toBe("ValueError");
	});
});

describe("weak references", () => {
	it("without callback are made once; a proxy stands behind the reference", () => {
		const set = keep(newSet());
		const proxy = keep(newProxy(set, null));
		const ref = keep(newRef(set, null));
		expect(newRef(set, null)).toBe(ref);
		decref(ref);
		expect(newProxy(set, null)).toBe(proxy);
		decref(proxy);
		const called = keep(newRef(set, None));
		expect(called).toBe(ref);
		const other = keep(newRef(set, emptyTuple));
		expect(weakrefsOf(set)).toEqual([ref, proxy, other]);
	});

	it("die with their referent", () => {
		const set = newSet();
		const ref = keep(newRef(set, null));
		expect(text(ref)).toMatch(/^<weakref at 0x[0-9a-f]+; to 'set' at 0x[0-9a-f]+>$/);
		decref(set);
		expect(text(ref)).toMatch(/; dead>$/);
	});

	it("are refused by what can't have them", () => {
		expect(raised(() => newRef(emptyTuple, null))).toBe("TypeError");
	});
});

it("holds nothing that was not asked for", () => {
	const list = keep(newList([own(incref(None))]));
	const dict: PyDict = keep(newDict());
	dictSet(dict, internStr("list"), list);
	expect(list.refcnt).toBe(2);
	expect(isList(list as PyList)).toBe(true);
	drop(dict);
	expect(list.refcnt).toBe(1);
});
