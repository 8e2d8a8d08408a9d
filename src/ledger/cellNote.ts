// A cell's memory note: what it created, what it freed and why; as text, and as HTML that Jupyter shows without extension.
// Read `cellNote` first.

import { phrases } from "./stepText.ts";
import type { Change, Step } from "./steps.ts";

export interface CellNote {
	readonly text: string;
	readonly html: string;
}

interface Line {
	readonly title: "created" | "freed" | "count";
	readonly name: string;
	readonly text: string;
}

/** The note of a cell; null if it neither created nor freed anything that a person would like to hear of. */
export function cellNote({ changes }: Step): CellNote | null {
	const lines = changes.filter(({ passing }) => !passing).map(lineOf);
	if (lines.length === 0) return null;
	const order = ["created", "count", "freed"];
	lines.sort((a, b) => order.indexOf(a.title) - order.indexOf(b.title));
	return { text: `memory\n${lines.map(({ title, name, text }) => `  ${TITLES[title]} ${name}${text}`).join("\n")}`, html: htmlOf(lines) };
}

const TITLES = { created: "+", freed: "−", count: " " } as const;

function lineOf({ name, before, after, gained, lost, death }: Change): Line {
	if (death !== null) {
		const { cause, owner } = death;
		const because = owner === null ? cause.text : `${owner}, which held it, died`;
		return { title: "freed", name, text: ` freed${cause.line === null ? "" : ` at line ${cause.line}`}: ${because}` };
	}
	if (before === null) return { title: "created", name, text: ` created, count ${after}: ${phrases(gained).join(", ")}` };
	const parts = [...phrases(gained).map((text) => `+ ${text}`), ...phrases(lost).map((text) => `− ${text}`)];
	return { title: "count", name, text: ` ${before} → ${after}: ${parts.join(", ")}` };
}

const COLOURS = { created: "#2e7d32", freed: "#c62828", count: "inherit" } as const;

function htmlOf(lines: readonly Line[]): string {
	const items = lines.map(({ title, name, text }) => `<div><b style="color:${COLOURS[title]}">${coded(name)}</b>${coded(text)}</div>`);
	return `<details open style="font-size:85%;opacity:.85;border-left:3px solid #8886;padding-left:.6em"><summary>memory</summary>${items.join("")}</details>`;
}

/** Text with `code` marks as HTML. */
export function coded(text: string): string {
	const escaped = text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
	return escaped.replace(/`([^`]*)`/g, "<code>$1</code>");
}
