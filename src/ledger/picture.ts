// The program's own part of the graph: as JSON, and in Graphviz' language. An owned reference is a solid arrow, a borrowed
// one dashed, a weak one dotted; what a root holds is named at the arrow's tail. Read `partOf` and `dotText` first.

import { type HeapObject, IMMORTAL_REFCNT } from "../heap/header.ts";
import { Dominators } from "./dominators.ts";
import { BORROWED, type Edge, type Graph, isObject, OWNED, WEAK } from "./graph.ts";
import { Holders } from "./holders.ts";
import type { Names } from "./names.ts";
import { sizeOf } from "./sizes.ts";
import { slotOf } from "./svg.ts";

export interface PicturedObject {
	readonly name: string;
	readonly type: string;
	readonly count: number | null;
	/** Bytes of 64-bit CPython: its own, and of all that would die with it. */
	readonly size: number;
	readonly retained: number;
}

export interface PicturedReference {
	/** Null for what a person takes for a root: a global, a local. */
	readonly from: string | null;
	readonly to: string;
	readonly text: string;
	readonly reference: "owned" | "borrowed" | "weak";
}

export interface Picture {
	readonly objects: readonly PicturedObject[];
	readonly references: readonly PicturedReference[];
}

const REFERENCE = { [OWNED]: "owned", [BORROWED]: "borrowed", [WEAK]: "weak" } as const;

/** What a picture shows: these objects, and each reference to one of them. */
export function partOf(graph: Graph, names: Names, shown: Iterable<HeapObject>): Picture {
	const holders = new Holders(graph, names);
	const { retained } = new Dominators(graph);
	const objects = [...shown].filter((object) => graph.has(object));
	const inPicture = new Set(objects);
	const reference = (edge: Edge): PicturedReference => {
		const { text, next } = holders.describe(edge);
		const from = next !== null && inPicture.has(next) ? next : isObject(edge.from) && inPicture.has(edge.from) ? edge.from : null;
		return { from: from === null ? null : names.of(from), to: names.of(edge.to), text, reference: REFERENCE[edge.hold] };
	};
	return {
		objects: objects.map((object) => ({
			name: names.of(object),
			type: object.type.name,
			count: object.refcnt === IMMORTAL_REFCNT ? null : object.refcnt,
			size: sizeOf(object),
			retained: retained[graph.numberOf(object)]!,
		})),
		references: objects.flatMap((object) => graph.incoming(object).map(reference)),
	};
}

const STYLES = { owned: "solid", borrowed: "dashed", weak: "dotted" } as const;

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n")}"`;

/** The picture in Graphviz' language. */
export function dotText({ objects, references }: Picture): string {
	const lines = ["digraph memory {", '\trankdir=LR; node [shape=box, fontname="sans-serif"]; edge [fontname="sans-serif", fontsize=10];'];
	for (const { name, count } of objects)
		lines.push(`\t${quoted(name)} [label=${quoted(`${name}\n${count === null ? "immortal" : `count ${count}`}`)}];`);
	const roots = new Map<string, string>();
	for (const reference of references) {
		const { from, to, text } = reference;
		if (from === null && !roots.has(text)) {
			roots.set(text, `root ${roots.size + 1}`);
			lines.push(`\t${quoted(roots.get(text)!)} [label=${quoted(text)}, shape=plaintext];`);
		}
		const tail = from ?? roots.get(text)!;
		const label = from === null ? "" : `, label=${quoted(slotOf(reference))}`;
		lines.push(`\t${quoted(tail)} -> ${quoted(to)} [style=${STYLES[reference.reference]}${label}];`);
	}
	return `${[...lines, "}"].join("\n")}\n`;
}
