// A program's objects at a line as a page: the picture, and a table that can be sorted and searched. Read `snapshotHtml`.

import { type SnapshotReport, svgText } from "../ledger/index.ts";
import { coded, escaped, grouped, page } from "./page.ts";

/** Of more objects there is no picture. */
const MOST_PICTURED = 200;
/** So many holders of an object are told. */
const MOST_HOLDERS = 5;

export function snapshotHtml(report: SnapshotReport): string {
	const { where, objects } = report;
	const bytes = objects.reduce((sum, { size }) => sum + size, 0);
	const picture =
		objects.length === 0
			? ""
			: objects.length > MOST_PICTURED
				? `<p class="soft">A picture would show too many objects.</p>`
				: `<div class="picture">${svgText(report)}</div>`;
	const body = `<main class="page"><p class="answer">${grouped(objects.length)} objects of the program, ${grouped(bytes)} bytes</p>
${picture}
<h2>Objects</h2><p><input id="filter" type="search" placeholder="name or holder" aria-label="filter"></p>
<table><thead><tr>${HEADS}</tr></thead><tbody>${rows(report)}</tbody></table></main>`;
	return page({ title: "objects", place: where, body, style: STYLE, script: SCRIPT });
}

const HEADS = ["object", "count", "bytes", "retained"]
	.map((text, i) => `<th scope="col"${i > 0 ? ' class="n"' : ""}><button type="button">${text}</button></th>`)
	.concat('<th scope="col">held by</th>')
	.join("");

function rows({ objects, references }: SnapshotReport): string {
	const holders = new Map<string, string[]>();
	for (const { to, text, reference } of references) {
		const texts = holders.get(to) ?? [];
		holders.set(to, texts);
		texts.push(reference === "owned" ? coded(text) : `<span class="soft">${coded(text)}</span>`);
	}
	return [...objects]
		.sort((a, b) => b.retained - a.retained)
		.map(({ name, count, size, retained }) => {
			const held = holders.get(name) ?? [];
			const more = held.length > MOST_HOLDERS ? `<br><span class="soft">… and ${grouped(held.length - MOST_HOLDERS)} more</span>` : "";
			const numbers = [count, size, retained].map((n) => `<td class="n" data-n="${n ?? -1}">${n === null ? "immortal" : grouped(n)}</td>`);
			return `<tr><td data-n="${escaped(name)}">${coded(name)}</td>${numbers.join("")}<td>${held.slice(0, MOST_HOLDERS).join("<br>")}${more}</td></tr>`;
		})
		.join("\n");
}

const STYLE = `
.picture { overflow: auto; max-height: 75vh; border: 1px solid var(--line); border-radius: 8px; }
th button { all: unset; cursor: pointer; font-weight: 600; } th button:focus-visible { outline: 2px solid var(--blue); } th[aria-sort=ascending] button::after { content: " ▲"; } th[aria-sort=descending] button::after { content: " ▼"; }
input { font: inherit; padding: .25rem .5rem; width: min(24rem, 100%); }
`;

const SCRIPT = `
"use strict";
const body = document.querySelector("tbody"), heads = [...document.querySelectorAll("th")];
heads.forEach((head, column) => head.querySelector("button")?.addEventListener("click", () => {
  const up = head.getAttribute("aria-sort") === (column ? "descending" : "ascending") ? -1 : 1, by = (row) => row.cells[column].dataset.n;
  const sign = column ? -up : up;
  heads.forEach((other) => other.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
  body.append(...[...body.rows].sort((a, b) => sign * (column ? by(a) - by(b) : by(a).localeCompare(by(b), "en", { numeric: true }))));
}));
document.getElementById("filter").oninput = (e) => {
  const text = e.target.value.toLowerCase();
  for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(text);
};
`;
