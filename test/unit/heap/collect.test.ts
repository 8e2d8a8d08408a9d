// The collector over fake objects: what it finds, and the order of everything it does.

import { beforeEach, expect, test } from "vitest";
import { assertAudit } from "../../../src/heap/audit.ts";
import { collect, runScheduled } from "../../../src/heap/gc/collect.ts";
import { freeze, frozenCount, isFinalized, objectsOf, referentsOf, referrersOf, unfreeze } from "../../../src/heap/gc/queries.ts";
import { collector, countOf, gcHooks, updateLimit } from "../../../src/heap/gc/state.ts";
import { drop, hold } from "../../../src/heap/handles.ts";
import { heap, own } from "../../../src/heap/header.ts";
import { incref } from "../../../src/heap/refcount.ts";
import { weakrefHooks } from "../../../src/heap/weakref.ts";
import { events, letGo, link, type Node, node, weak } from "./fakes.ts";

beforeEach(() => {
	collect(2);
	events.length = 0;
});

/** Names of the tracked nodes of a generation, in list order. */
function names(generation: number): string[] {
	return objectsOf(generation).map((object) => (object as Node).name);
}

test("finds a cycle and nothing else", () => {
	const a = node("a");
	const b = node("b", a);
	link(a, b);
	const kept = hold(node("kept"), "test");
	letGo(a, b);
	expect(collect(2)).toBe(2);
	expect(events).toEqual(["finalize a", "finalize b", "clear a", "dealloc b", "dealloc a"]);
	expect(kept.refcnt).toBe(1);
	assertAudit("after the collection");
	drop(kept);
});

test("finalizes what hangs off a cycle in list order", () => {
	const q0 = node("q0");
	const child0 = node("child0");
	const q1 = node("q1");
	const child1 = node("child1");
	link(q0, q0);
	link(q0, child0);
	link(q1, q1);
	link(q1, child1);
	letGo(child0, child1, q0, q1);
	expect(collect(2)).toBe(4);
	expect(events.filter((e) => e.startsWith("finalize"))).toEqual(["finalize q0", "finalize child0", "finalize q1", "finalize child1"]);
	assertAudit("after the collection");
});

test("lets what a finalizer resurrects live, and finalizes it once only", () => {
	const a = node("a");
	const b = node("b");
	link(a, b);
	link(b, a);
	a.onFinalize = () => hold(incref(a), "resurrected");
	letGo(a, b);
	expect(collect(2)).toBe(0);
	expect(a.refcnt).toBe(2);
	expect(isFinalized(a)).toBe(true);
	assertAudit("after the resurrection");
	drop(a);
	events.length = 0;
	expect(collect(2)).toBe(2);
	expect(events.filter((e) => e.startsWith("finalize"))).toEqual([]);
});

test("runs callbacks of outside references before finalizers, none of references that are garbage", () => {
	const called: unknown[] = [];
	weakrefHooks.invokeCallback = (_callback, ref) => {
		called.push(ref);
		events.push("callback");
	};
	const a = node("a");
	link(a, a);
	const outside = hold(weak(a, true), "test");
	const inside = weak(a, true);
	a.children.push(inside);
	letGo(a);
	expect(collect(2)).toBe(2);
	expect(called).toEqual([outside]);
	expect(events.slice(0, 2)).toEqual(["callback", "finalize a"]);
	expect(outside.referent).toBeNull();
	assertAudit("after the collection");
	drop(outside);
});

test("moves what was taken for unreachable first to the end", () => {
	const late = node("late");
	const a = node("a");
	const holder = hold(node("holder", late), "test");
	letGo(late);
	hold(a, "test");
	collect(0);
	expect(names(1)).toEqual(["a", "holder", "late"]);
	drop(a);
	drop(holder);
});

test("counts as CPython does", () => {
	const kept = hold(node("kept"), "test");
	expect(countOf(0)).toBe(1);
	collect(0);
	expect([countOf(0), countOf(1), countOf(2)]).toEqual([0, 1, 0]);
	collect(1);
	expect([countOf(0), countOf(1), countOf(2)]).toEqual([0, 0, 1]);
	expect(names(2)).toContain("kept");
	collect(2);
	expect([countOf(0), countOf(1), countOf(2)]).toEqual([0, 0, 0]);
	drop(kept);
});

test("asks for a collection above the threshold, and only then", () => {
	let asked = 0;
	gcHooks.schedule = () => asked++;
	collector.thresholds[0] = 5;
	updateLimit();
	const all = Array.from({ length: 5 }, (_, i) => node(`n${i}`));
	expect(asked).toBe(0);
	all.push(node("one more"));
	expect(asked).toBe(1);
	for (const n of all) link(n, n);
	letGo(...all);
	runScheduled();
	expect(collector.stats[0].collected).toBeGreaterThanOrEqual(6);
	expect(heap.youngCount).toBe(0);
	collector.thresholds[0] = 2000;
	updateLimit();
	gcHooks.schedule = () => {};
});

test("callbacks may not start another collection", () => {
	gcHooks.notify = (phase) => events.push(`${phase} ${collect(2)}`);
	collect(1);
	gcHooks.notify = () => {};
	expect(events).toEqual(["start 0", "stop 0"]);
});

test("freezing takes objects away and brings them back into the oldest generation", () => {
	const a = node("a");
	link(a, a);
	letGo(a);
	freeze();
	expect(collect(2)).toBe(0);
	expect(frozenCount()).toBeGreaterThan(0);
	unfreeze();
	expect(frozenCount()).toBe(0);
	expect(names(2)).toContain("a");
	expect(collect(2)).toBe(1);
});

test("referents come as visited, referrers are tracked objects", () => {
	const b = node("b");
	const a = hold(node("a", b, b), "test");
	expect(referentsOf(a)).toEqual([b, b]);
	expect(referrersOf(new Set([b]))).toEqual([a]);
	letGo(own(b));
	drop(a);
	assertAudit("at the end");
});

test("a long cycle", () => {
	const first = node("n");
	let last: Node = first;
	for (let i = 0; i < 20000; i++) {
		const next = node("n");
		link(last, next);
		letGo(next);
		last = next;
	}
	link(last, first);
	letGo(first);
	events.length = 0;
	expect(collect(2)).toBe(20001);
	assertAudit("at the end");
});
