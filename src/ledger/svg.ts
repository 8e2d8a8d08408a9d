// The picture as SVG: objects in columns by their distance from a root, each with its count; arrows for references, solid for
// owned, dashed for borrowed, dotted for weak ones. Self-contained, for documents and slides. Read `svgText` first.

import type { Picture, PicturedReference } from "./picture.ts";

const COLUMN = 290;
const ROW = 64;
const WIDTH = 150;
const HEIGHT = 40;
const MARGIN = 24;
const BULGE = 46;

interface Box {
	readonly x: number;
	readonly y: number;
	readonly title: string;
	/** The second line: the count; empty for a root. */
	readonly detail: string;
}

const STYLE = `text { font: 13px system-ui, sans-serif; fill: #1c1f24; } .detail, .slot { font-size: 11px; fill: #555; } .slot { paint-order: stroke; stroke: #fff; stroke-width: 3px; } rect { fill: #f4f7fb; stroke: #4a6fa5; rx: 6; } path { fill: none; stroke: #4a6fa5; } path.end { fill: #4a6fa5; stroke: none; } .borrowed { stroke-dasharray: 7 4; } .weak { stroke-dasharray: 2 4; }
@media (prefers-color-scheme: dark) { text { fill: #e4e7ec; } .detail, .slot { fill: #9aa3b2; } .slot { stroke: #15181d; } rect { fill: #222a35; stroke: #8ab8ee; } path { stroke: #8ab8ee; } path.end { fill: #8ab8ee; } }`;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** The picture as an SVG file. */
export function svgText(picture: Picture): string {
	const boxes = place(picture);
	const right = Math.max(...[...boxes.values()].map(({ x }) => x + WIDTH), WIDTH) + MARGIN;
	const bottom = Math.max(...[...boxes.values()].map(({ y }) => y + HEIGHT), HEIGHT) + MARGIN;
	const arrows = picture.references.map((reference) => arrow(reference, boxes));
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${right} ${bottom}" width="${right}" height="${bottom}">
<style>${STYLE}</style>
<defs><marker id="end" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" class="end"/></marker></defs>
${arrows.join("\n")}
${[...boxes.values()].map(boxText).join("\n")}
</svg>
`;
}

function boxText({ x, y, title, detail }: Box): string {
	const label = `<text x="${x + WIDTH / 2}" y="${y + (detail === "" ? 25 : 18)}" text-anchor="middle">${escaped(shortened(title, 22))}<title>${escaped(title)}</title></text>`;
	if (detail === "") return label;
	return `<rect x="${x}" y="${y}" width="${WIDTH}" height="${HEIGHT}"/>${label}<text class="detail" x="${x + WIDTH / 2}" y="${y + 33}" text-anchor="middle">${detail}</text>`;
}

/** Roots stand in the first column; an object right of the nearest that holds it. */
function place({ objects, references }: Picture): Map<string, Box> {
	const columns = new Map<string, number>();
	for (const { from, text } of references) if (from === null) columns.set(rootKey(text), 0);
	for (let column = 0, placed = true; placed; column++) {
		placed = false;
		for (const reference of references) {
			if (columns.get(tailKey(reference)) !== column || columns.has(reference.to)) continue;
			columns.set(reference.to, column + 1);
			placed = true;
		}
	}
	const rows: number[] = [];
	const boxes = new Map<string, Box>();
	const add = (key: string, title: string, detail: string): void => {
		const column = columns.get(key) ?? 1;
		const row = rows[column] ?? 0;
		rows[column] = row + 1;
		boxes.set(key, { x: MARGIN + column * COLUMN, y: MARGIN + row * ROW, title, detail });
	};
	for (const { from, text } of references) if (from === null && !boxes.has(rootKey(text))) add(rootKey(text), text.replace(/`/g, ""), "");
	for (const { name, count } of objects) add(name, name.replace(/`/g, ""), count === null ? "immortal" : `count ${count}`);
	return boxes;
}

const rootKey = (text: string): string => `root ${text}`;

function tailKey({ from, text }: PicturedReference): string {
	return from ?? rootKey(text);
}

function arrow(reference: PicturedReference, boxes: ReadonlyMap<string, Box>): string {
	const tail = boxes.get(tailKey(reference))!;
	const head = boxes.get(reference.to)!;
	const { path, middle } = line(tail, head);
	const slot =
		reference.from === null
			? ""
			: `<text class="slot" x="${middle.x}" y="${middle.y - 4}" text-anchor="middle">${escaped(slotOf(reference))}</text>`;
	return `<path class="${reference.reference}" d="${path}" marker-end="url(#end)"><title>${escaped(reference.text)}</title></path>${slot}`;
}

interface Line {
	readonly path: string;
	/** For a label. */
	readonly middle: { readonly x: number; readonly y: number };
}

/** From box to box: to the right or to the left between columns, beside the boxes within one. */
function line(tail: Box, head: Box): Line {
	const right = head.x > tail.x;
	if (head.x === tail.x) {
		const [x, y1, y2] = [tail.x + WIDTH, tail.y + HEIGHT / 4, head.y + (3 * HEIGHT) / 4];
		return { path: `M${x} ${y1}C${x + BULGE} ${y1} ${x + BULGE} ${y2} ${x} ${y2}`, middle: { x: x + BULGE, y: (y1 + y2) / 2 } };
	}
	// What leads back runs a little below what leads forth.
	const below = right ? HEIGHT / 2 : (3 * HEIGHT) / 4;
	const [x1, y1] = [right ? tail.x + WIDTH : tail.x, tail.y + below];
	const [x2, y2] = [right ? head.x : head.x + WIDTH, head.y + below];
	const bend = (x2 - x1) / 2;
	return { path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`, middle: { x: (x1 + x2) / 2, y: (y1 + y2) / 2 } };
}

/** "element 3 of list#4" without its owner, which the arrow shows. */
export function slotOf({ text }: PicturedReference): string {
	return text.replace(/ (of|in) [^ ]*(#\d+| `[^`]*`)$/, "").replace(/`/g, "");
}
