// "Why is it alive?": an object's count as a sum of named holders, as data and as text. Read `explain` and `explanationText`
// first. Runs no Python code, adds no reference.

import { type HeapObject, IMMORTAL_REFCNT } from "../heap/header.ts";
import { BORROWED, takeGraph, WEAK } from "./graph.ts";
import { type Holder, Holders, type Step } from "./holders.ts";
import { Names } from "./names.ts";

/** The names of this realm's objects. */
export const names = new Names();

export interface Explanation {
	readonly name: string;
	/** What `sys.getrefcount` would say, less the reference of its own argument; null for an immortal object. */
	readonly count: number | null;
	/** All holders, those that count first. */
	readonly holders: readonly Holder[];
}

export function isAlive(object: HeapObject): boolean {
	return object.refcnt > 0;
}

/** Who holds the object at this moment. */
export function explain(object: HeapObject): Explanation {
	const holders = new Holders(takeGraph(), names).of(object);
	return { name: names.of(object), count: object.refcnt === IMMORTAL_REFCNT ? null : object.refcnt, holders };
}

/** The holders whose references make up the count. */
export function counted({ holders }: Explanation): readonly Holder[] {
	return holders.filter(({ hold }) => hold !== BORROWED && hold !== WEAK);
}

/** More holders of one kind than this are told as a number. */
const MANY = 20;

/** The explanation as lines: the count, each holder with its way to a root, and what does not count. */
export function explanationText(explanation: Explanation): string {
	const { name, count, holders } = explanation;
	const owned = counted(explanation);
	if (count === null) return `${name} is immortal: nothing changes its count, and it never dies`;
	const lines = [`${name} has ${plural(count, "reference")}${count === 0 ? "" : ":"}`];
	lines.push(...listed(owned));
	const others = holders.filter((holder) => !owned.includes(holder));
	if (others.length > 0) lines.push("not counted:", ...listed(others));
	return lines.join("\n");
}

function listed(holders: readonly Holder[]): string[] {
	const lines = holders.slice(0, MANY).map((holder) => `  ${holderText(holder)}`);
	if (holders.length > MANY) lines.push(`  … and ${holders.length - MANY} more`);
	return lines;
}

/** A holder and its way to a root in one line. */
export function holderText({ text, path, end }: Holder): string {
	const way = path.map(stepText).join("");
	if (end === "cycle") return `${text}${way}, which it holds itself: a cycle`;
	if (end === "nowhere") return `${text}${way}, which nothing else reaches: it waits for the cyclic collector`;
	return `${text}${way}`;
}

function stepText({ text }: Step): string {
	return `, which is ${text}`;
}

function plural(n: number, noun: string): string {
	return `${n.toLocaleString("en-US")} ${noun}${n === 1 ? "" : "s"}`;
}
