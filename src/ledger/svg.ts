// The picture as SVG: objects in columns, each right of what holds it, with its count; arrows for references, solid for
// owned, dashed for borrowed, dotted for weak ones, each with an end of its own at both boxes and its slot written at its
// head. Self-contained, for documents and slides. Read `svgText` first.

import type { Picture, PicturedReference } from "./picture.ts";

const COLUMN = 290;
const GAP = 24;
const WIDTH = 150;
const HEIGHT = 40;
const MARGIN = 24;
const BULGE = 46;
/** From arrow to arrow at a box, which grows with them. */
const PORT = 14;
/** Room for the words at an arrow that ends at the right of a box. */
const WORDS = 100;

/** A box, or the name of a root, which has none. */
interface Node {
	readonly title: string;
	/** The second line: the count; empty for a root. */
	readonly detail: string;
	readonly column: number;
	/** The arrows that end or begin at each side. */
	readonly left: Arrow[];
	readonly right: Arrow[];
	y: number;
}

interface Arrow {
	readonly reference: PicturedReference;
	readonly tail: Node;
	readonly head: Node;
}

const STYLE = `text { font: 13px system-ui, sans-serif; fill: #1c1f24; } .detail, .slot { font-size: 11px; fill: #555; } .slot { paint-order: stroke; stroke: #fff; stroke-width: 3px; } rect { fill: #f4f7fb; stroke: #4a6fa5; rx: 6; } path { fill: none; stroke: #4a6fa5; } path.end { fill: #4a6fa5; stroke: none; } .borrowed { stroke-dasharray: 7 4; } .weak { stroke-dasharray: 2 4; }
@media (prefers-color-scheme: dark) { text { fill: #e4e7ec; } .detail, .slot { fill: #9aa3b2; } .slot { stroke: #15181d; } rect { fill: #222a35; stroke: #8ab8ee; } path { stroke: #8ab8ee; } path.end { fill: #8ab8ee; } }`;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
const leftOf = ({ column }: Node): number => MARGIN + column * COLUMN;
const heightOf = ({ left, right }: Node): number => Math.max(HEIGHT, PORT * (Math.max(left.length, right.length) + 1));
const centre = (node: Node): number => node.y + heightOf(node) / 2;
const isForward = ({ tail, head }: Arrow): boolean => head.column > tail.column;

/** The picture as an SVG file. */
export function svgText(picture: Picture): string {
	const nodes = nodesOf(picture);
	const arrows = picture.references.map((reference) => arrowOf(reference, nodes));
	arrange([...nodes.values()]);
	const all = [...nodes.values()];
	const right =
		Math.max(...all.map((node) => leftOf(node) + WIDTH + (node.right.some((arrow) => !isForward(arrow)) ? WORDS : 0)), WIDTH) + MARGIN;
	const bottom = Math.max(...all.map((node) => node.y + heightOf(node)), HEIGHT) + MARGIN;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${right} ${bottom}" width="${right}" height="${bottom}">
<style>${STYLE}</style>
<defs><marker id="end" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" class="end"/></marker></defs>
${arrows.map(arrowText).join("\n")}
${all.map(nodeText).join("\n")}
</svg>
`;
}

function nodesOf(picture: Picture): Map<string, Node> {
	const columns = columnsOf(picture);
	const nodes = new Map<string, Node>();
	const add = (key: string, title: string, detail: string): void => {
		const column = columns.get(key) ?? 1;
		nodes.set(key, { title: title.replace(/`/g, ""), detail, column, left: [], right: [], y: 0 });
	};
	for (const { from, text } of picture.references) if (from === null) add(rootKey(text), text, "");
	for (const { name, count } of picture.objects) add(name, name, count === null ? "immortal" : `count ${count}`);
	return nodes;
}

/** Roots stand in the first column, an object right of all that hold it, but for references that close a cycle. */
function columnsOf({ references, objects }: Picture): Map<string, number> {
	const held = new Map<string, string[]>();
	for (const reference of references) {
		const key = tailKey(reference);
		held.set(key, [...(held.get(key) ?? []), reference.to]);
	}
	const roots = [...held.keys()].filter((key) => key.startsWith(ROOT));
	const { order, closing } = inOrder([...roots, ...objects.map(({ name }) => name)], held);
	const columns = new Map<string, number>();
	for (const key of order) {
		const column = columns.get(key) ?? (key.startsWith(ROOT) ? 0 : 1);
		columns.set(key, column);
		for (const to of held.get(key) ?? []) if (!closing.has(`${key} ${to}`)) columns.set(to, Math.max(columns.get(to) ?? 1, column + 1));
	}
	return columns;
}

/** Each key before what it holds, but for the references that close a cycle. */
function inOrder(keys: readonly string[], held: ReadonlyMap<string, readonly string[]>): { order: string[]; closing: Set<string> } {
	const done: string[] = [];
	const state = new Map<string, "open" | "done">();
	const closing = new Set<string>();
	for (const start of keys) {
		const stack = state.has(start) ? [] : [{ key: start, next: 0 }];
		while (stack.length > 0) {
			const top = stack.at(-1)!;
			state.set(top.key, "open");
			const to = held.get(top.key)?.[top.next++];
			if (to === undefined) {
				state.set(top.key, "done");
				done.push(top.key);
				stack.pop();
			} else if (!state.has(to)) stack.push({ key: to, next: 0 });
			else if (state.get(to) === "open") closing.add(`${top.key} ${to}`);
		}
	}
	return { order: done.reverse(), closing };
}

const ROOT = "root ";
const rootKey = (text: string): string => `${ROOT}${text}`;

function tailKey({ from, text }: PicturedReference): string {
	return from ?? rootKey(text);
}

function arrowOf(reference: PicturedReference, nodes: ReadonlyMap<string, Node>): Arrow {
	const arrow = { reference, tail: nodes.get(tailKey(reference))!, head: nodes.get(reference.to)! };
	const back = arrow.head.column < arrow.tail.column;
	(back ? arrow.tail.left : arrow.tail.right).push(arrow);
	(isForward(arrow) ? arrow.head.left : arrow.head.right).push(arrow);
	return arrow;
}

/** Gives each node its height in the column: in the order of what holds them. */
function arrange(nodes: readonly Node[]): void {
	const last = Math.max(...nodes.map(({ column }) => column), 0);
	for (let column = 0; column <= last; column++) {
		const inColumn = nodes.filter((node) => node.column === column).map((node) => ({ node, wish: wishOf(node) }));
		if (column > 0) inColumn.sort((a, b) => a.wish - b.wish);
		let y = MARGIN;
		for (const { node } of inColumn) {
			node.y = y;
			y += heightOf(node) + GAP;
		}
	}
	for (const node of nodes) {
		const other = ({ tail, head }: Arrow): number => centre(tail === node ? head : tail);
		for (const side of [node.left, node.right]) side.sort((a, b) => other(a) - other(b));
	}
}

/** The mean height of what holds it. */
function wishOf({ left }: Node): number {
	const holders = left.filter(isForward).map(({ tail }) => centre(tail));
	return holders.reduce((sum, y) => sum + y, 0) / Math.max(holders.length, 1);
}

function nodeText(node: Node): string {
	const { title, detail, y } = node;
	const [x, height] = [leftOf(node), heightOf(node)];
	const middle = y + height / 2;
	const label = `<text x="${x + WIDTH / 2}" y="${middle + (detail === "" ? 5 : -2)}" text-anchor="middle">${escaped(shortened(title, 22))}<title>${escaped(title)}</title></text>`;
	if (detail === "") return label;
	return `<rect x="${x}" y="${y}" width="${WIDTH}" height="${height}"/>${label}<text class="detail" x="${x + WIDTH / 2}" y="${middle + 13}" text-anchor="middle">${detail}</text>`;
}

interface Point {
	readonly x: number;
	readonly y: number;
}

/** Where an arrow touches a node. One from a node to itself stands there twice: it begins above and ends below. */
function port(node: Node, arrow: Arrow, side: "left" | "right", end: "tail" | "head"): Point {
	const arrows = node[side];
	const step = heightOf(node) / (arrows.length + 1);
	const index = end === "tail" ? arrows.indexOf(arrow) : arrows.lastIndexOf(arrow);
	return { x: leftOf(node) + (side === "right" ? WIDTH : 0), y: node.y + step * (index + 1) };
}

/** Forth from the right of a box to the left of another; back the other way; beside the boxes within one column. */
function arrowText(arrow: Arrow): string {
	const { reference, tail, head } = arrow;
	const forward = isForward(arrow);
	const from = port(tail, arrow, head.column < tail.column ? "left" : "right", "tail");
	const to = port(head, arrow, forward ? "left" : "right", "head");
	const bend = head.column === tail.column ? BULGE : (to.x - from.x) / 2;
	const path = `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${head.column === tail.column ? to.x + bend : to.x - bend} ${to.y} ${to.x} ${to.y}`;
	const [x, anchor] = forward ? [to.x - 10, "end"] : [to.x + 10, "start"];
	const slot =
		reference.from === null
			? ""
			: `<text class="slot" x="${x}" y="${to.y - 3}" text-anchor="${anchor}">${escaped(shortened(slotOf(reference), 24))}</text>`;
	return `<path class="${reference.reference}" d="${path}" marker-end="url(#end)"><title>${escaped(reference.text)}</title></path>${slot}`;
}

/** "element 3 of list#4" without its owner, which the arrow shows. */
export function slotOf({ text }: PicturedReference): string {
	return text.replace(/ (of|in) [^ ]*(#\d+| `[^`]*`)$/, "").replace(/`/g, "");
}
