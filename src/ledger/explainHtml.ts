// An explanation as a small table, for notebooks. Static and self-contained. Read `explanationHtml` first.

import { coded } from "./cellNote.ts";
import { counted, type Explanation } from "./explain.ts";
import type { Holder } from "./holders.ts";

function row(holder: Holder, counts: string): string {
	const way = holder.path.map(({ name, text }) => `${coded(name)} is ${coded(text)}`);
	if (holder.end === "cycle") way.push("which it holds itself: a cycle");
	if (holder.end === "nowhere") way.push("nothing else reaches it");
	return `<tr><td>${counts}</td><td style="text-align:left">${coded(holder.text)}</td><td style="text-align:left">${way.join("<br>")}</td></tr>`;
}

export function explanationHtml(explanation: Explanation): string {
	const { name, count, holders } = explanation;
	if (count === null) return `<p>${coded(name)} is immortal: nothing changes its count.</p>`;
	const owned = new Set(counted(explanation));
	const rows = holders.map((holder) => row(holder, owned.has(holder) ? "1" : "–"));
	const head = `<tr><th>counts</th><th style="text-align:left">holder</th><th style="text-align:left">which leads on to</th></tr>`;
	return `<table><caption>${coded(name)}: ${count} reference${count === 1 ? "" : "s"}</caption>${head}${rows.join("")}</table>`;
}
