// What `decref leaks` found as a page: each group with its size, what keeps it, examples with their way from a root, and the
// usual remedy. Read `leaksHtml`.

import type { LeakGroupJson, LeaksReport } from "../ledger/index.ts";
import { coded, grouped, page } from "./page.ts";
import { wayHtml } from "./way.ts";

export function leaksHtml(report: LeaksReport): string {
	const { where, objects, groups } = report;
	const kept = groups.reduce((sum, { count }) => sum + count, 0);
	const most = Math.max(1, ...groups.map(({ retained }) => retained));
	const found = groups.length > 0;
	const answer = found
		? `${grouped(kept)} of the program's ${grouped(objects)} object${objects === 1 ? "" : "s"}`
		: `Names lead to all of the program's ${grouped(objects)} objects.`;
	const body = `<main class="page"><p class="answer">${answer}</p>\n${groups.map((group) => groupHtml(group, most)).join("\n")}</main>`;
	return page({ title: "leaks", place: where, body, style: STYLE });
}

function groupHtml({ types, retained, by, examples, remedy, pattern, count }: LeakGroupJson, most: number): string {
	const counts = types.slice(0, 5).map(({ name, count: n }) => `${grouped(n)} × ${name}`);
	if (types.length > 5) counts.push(`${types.length - 5} other types`);
	const ways = examples.map(({ name, holder }) => (holder === null ? "" : wayHtml(holder, name)));
	const shown = examples.length < count ? `<p class="soft">${examples.length} of ${grouped(count)}</p>` : "";
	const advice = pattern === "name" ? "" : `<p class="remedy"><b>remedy</b> ${coded(remedy)}</p>`;
	return `<article><h3>${coded(counts.join(", "))}<span>${grouped(retained)} bytes</span></h3>
<div class="bar"><i style="width:${((100 * retained) / most).toFixed(1)}%"></i></div>
<p>kept by ${coded(by)}</p>${ways.join("\n")}${shown}${advice}</article>`;
}

const STYLE = `
article { border: 1px solid var(--line); border-radius: 8px; padding: .6rem 1rem .8rem; margin: 1rem 0; }
h3 { font-size: 1rem; margin: 0; display: flex; justify-content: space-between; gap: 1rem; } h3 span { font-variant-numeric: tabular-nums; white-space: nowrap; }
article p { margin: .5rem 0; }
.bar { height: .4rem; background: var(--chip); border-radius: 3px; margin: .35rem 0; } .bar i { display: block; height: 100%; background: var(--bar); border-radius: 3px; min-width: 2px; }
.remedy { border-left: 3px solid var(--born); padding-left: .7rem; } .remedy b { color: var(--born); margin-right: .4em; }
`;
