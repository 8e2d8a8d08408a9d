// The ledger over fake objects: silent while counts are right, whatever changes; and a planted fault is found at the very
// next look, among quiet objects within a few, or at once by an exact ledger.

import { afterEach, describe, expect, test } from "vitest";
import { audit } from "../../../src/heap/audit.ts";
import { Ledger } from "../../../src/heap/auditLedger.ts";
import { collect } from "../../../src/heap/gc/collect.ts";
import { untrack } from "../../../src/heap/gc/tracking.ts";
import { drop, hold } from "../../../src/heap/handles.ts";
import { own } from "../../../src/heap/header.ts";
import { decref, incref } from "../../../src/heap/refcount.ts";
import { link, type Node, node } from "./fakes.ts";

const held: Node[] = [];

function root(name: string): Node {
	const made = hold(node(name), name);
	held.push(made);
	return made;
}

afterEach(() => {
	while (held.length > 0) drop(held.pop()!);
	collect(2);
	expect(audit()).toEqual([]);
});

function quieten(ledger: Ledger): void {
	for (let i = 0; i < 300; i++) expect(ledger.look()).toEqual([]);
}

/** What is wrong, and at which look, from 1, that is found. */
function find(ledger: Ledger): [look: number, ...texts: string[]] {
	for (let look = 1; look < 100; look++) {
		const wrong = ledger.look();
		if (wrong.length > 0) return [look, ...wrong.map(({ object, count, explained }) => `${(object as Node).name} ${count} ${explained}`)];
	}
	return [Number.POSITIVE_INFINITY];
}

test("is silent while counts are right", () => {
	const ledger = new Ledger(false);
	const nodes = Array.from({ length: 12 }, (_, i) => root(`n${i}`));
	let seed = 1;
	const random = (n: number): number => (seed = (seed * 48271) % 2147483647) % n;
	for (let step = 0; step < 6000; step++) {
		const a = nodes[random(12)]!;
		const kind = random(8);
		if (kind < 3) link(a, nodes[random(12)]!);
		else if (kind === 3) a.children.unshift(node("fresh", nodes[random(12)]!));
		else if (kind < 7 && a.children.length > 0) decref(a.children.splice(random(a.children.length), 1)[0]!);
		else if (random(50) === 0) collect(random(3));
		// Long rests in between let objects become quiet.
		if (random(400) === 0) quieten(ledger);
		expect(ledger.look()).toEqual([]);
	}
	for (const each of nodes) {
		const children = each.children;
		each.children = [];
		for (const child of children) decref(child);
		expect(ledger.look()).toEqual([]);
	}
});

describe.each([
	["at the next look", 1, 1],
	["in its turn where all is quiet", 300, 64],
])("a planted fault is found %s", (_name, rest, most) => {
	function prepare(): { ledger: Ledger; a: Node; b: Node; leaf: Node } {
		const ledger = new Ledger(false);
		ledger.look();
		const [a, b] = [root("a"), root("b")];
		const leaf = node("leaf");
		link(a, leaf);
		decref(leaf);
		for (let i = 0; i < rest; i++) expect(ledger.look()).toEqual([]);
		return { ledger, a, b, leaf };
	}

	function expectFound(ledger: Ledger, ...texts: string[]): void {
		const [look, ...found] = find(ledger);
		expect(found).toEqual(texts);
		expect(look).toBeLessThanOrEqual(most);
	}

	test("a reference given up twice", () => {
		const { ledger, b } = prepare();
		b.refcnt--;
		expectFound(ledger, "b 0 1");
		b.refcnt++;
	});

	test("a reference never given up", () => {
		const { ledger, a, leaf } = prepare();
		incref(leaf);
		expectFound(ledger, "leaf 2 1");
		decref(leaf);
		expect(a.children).toEqual([leaf]);
	});

	test("a reference stored and not counted", () => {
		const { ledger, a, b } = prepare();
		a.children.push(b);
		expectFound(ledger, "b 1 2");
		a.children.pop();
	});

	test("an object that nothing refers to, and that no list has", () => {
		const { ledger, a, leaf } = prepare();
		untrack(leaf);
		a.children.length = 0;
		expect(audit()).toEqual([]);
		expectFound(ledger, "leaf 1 0");
		decref(leaf);
	});
});

test("among quiet objects, too, a count that changes somewhere else at the same time is noticed at once", () => {
	const ledger = new Ledger(false);
	const [a, b, leaf] = [root("a"), root("b"), root("leaf")];
	link(a, leaf);
	quieten(ledger);
	a.children[0] = b;
	decref(leaf);
	held.push(hold(incref(leaf), "again"));
	expect(find(ledger)).toEqual([1, "b 1 2"]);
	incref(b);
});

test("an exact ledger finds at once what is stored in a quiet object", () => {
	const ledger = new Ledger(true);
	const [a, b] = [root("a"), root("b")];
	quieten(ledger);
	a.children.push(b);
	expect(find(ledger)).toEqual([1, "b 1 2"]);
	a.children.pop();
});

test("objects that come and go in numbers do not confuse it", () => {
	const ledger = new Ledger(false);
	const top = root("top");
	for (let round = 0; round < 200; round++) {
		for (let i = 0; i < 20; i++) top.children.push(own(node(`${round} ${i}`)));
		expect(ledger.look()).toEqual([]);
		for (const child of top.children.splice(0, 15)) decref(child);
		expect(ledger.look()).toEqual([]);
	}
});
