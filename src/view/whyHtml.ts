// The answer of `decref why` as a page: the object, each of its references with the way from a root to it, what does not
// count, and the program with the line where the question was asked or the object died. Read `whyHtml`.

import { deathText, type WhyReport } from "../ledger/index.ts";
import { coded, page, sourceHtml } from "./page.ts";
import { wayHtml } from "./way.ts";

/** `line`: where the question was asked; null at the end. */
export function whyHtml(report: WhyReport, source: readonly string[], line: number | null): string {
	const { expression, where, bound, name } = report;
	const is = bound ? `\`${expression}\` is ${name}` : `\`${expression}\` is not bound any more; it was ${name}`;
	const answer = report.alive ? aliveHtml(report) : `<p class="answer died">${coded(deathText(name, report))}</p>`;
	const marked = report.alive ? line : report.cause.line;
	const title = source.length === 0 ? "" : `<h2>The program</h2>${sourceHtml(source, marked, report.alive ? "now" : "died")}`;
	const body = `<main class="page"><p class="answer">${coded(is)}.</p>\n${answer}\n${title}</main>`;
	return page({ title: `why \`${expression}\``, place: where, body });
}

function aliveHtml({ name, count, holders }: Extract<WhyReport, { alive: true }>): string {
	if (count === null) return `<p class="answer">${coded(name)} is immortal: nothing changes its count, and it never dies.</p>`;
	const owned = holders.filter(({ reference }) => reference === "owned");
	const others = holders.filter(({ reference }) => reference !== "owned");
	const sum = owned.length > 1 && owned.length <= MOST_ADDED ? ` = ${owned.map(() => "1").join(" + ")}` : "";
	const ways = owned.map((holder) => wayHtml(holder, name)).join("\n");
	const rest = others.length === 0 ? "" : `<h2>Not counted</h2>${others.map((holder) => wayHtml(holder, name)).join("\n")}`;
	return `<h2>${count} reference${count === 1 ? "" : "s"}${sum}</h2>${ways}${rest}`;
}

/** A longer sum is no clearer than its result. */
const MOST_ADDED = 12;
