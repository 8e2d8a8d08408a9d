// Steps in words: as one line each beside the source (`decref trace`), and as sentences for a beginner (`--explain`).
// Read `changeText` and `explainStep` first.

import type { HolderText } from "./holders.ts";
import type { Collection } from "./recorder.ts";
import type { Change, Counted, Step } from "./steps.ts";

/** How a piece of text is shown where there is colour. */
export type Tone = "plain" | "dim" | "born" | "died" | "gained" | "lost";

export interface Piece {
	readonly text: string;
	readonly tone: Tone;
}

const piece = (text: string, tone: Tone = "plain"): Piece => ({ text, tone });

/** "C#1  1 → 2  + global `alias`" */
export function changeText(change: Change): Piece[] {
	const { name, before, after, gained, lost, death, resurrected } = change;
	if (death !== null) {
		const because = death.owner === null ? death.cause.text : `with ${death.owner}, which held it`;
		return [piece(name), piece(" died", "died"), piece(`: ${because}`)];
	}
	const pieces =
		before === null ? [piece(name), piece(" born", "born"), piece(`, ${after}:`)] : [piece(`${name}  ${countText(before, after)}`)];
	for (const text of phrases(gained)) pieces.push(piece(before === null ? "  " : "  + ", "gained"), piece(text));
	for (const text of phrases(lost)) pieces.push(piece("  − ", "lost"), piece(text));
	if (resurrected) pieces.push(piece("  resurrected", "born"), piece(" by its finalizer"));
	return pieces;
}

/** "the collector ran: generation 2, 4 unreachable objects found" */
export function collectionText({ generation, found }: Collection): Piece[] {
	const what = found === 0 ? "nothing unreachable" : `${found} unreachable object${found === 1 ? "" : "s"}`;
	return [piece(`the collector ran on generation ${generation} and found ${what}`, "dim")];
}

function countText(before: number | null, after: number | null): string {
	return before === after ? `${after}` : `${before} → ${after}`;
}

/** "`sys.getrefcount` sees 2 references to C#1: global `c`; its own argument" */
export function countedText({ name, count, holders, uncounted }: Counted): Piece[] {
	if (count === null) return [piece(`\`sys.getrefcount\` sees that ${name} is immortal`, "dim")];
	const others = uncounted.length === 0 ? "" : `; not counted: ${phrases(uncounted).join(", ")}`;
	return [piece(`\`sys.getrefcount\` counts ${phrases(holders).join(" + ") || "nothing"} = ${count}${others}`, "dim")];
}

/** Holders in words; what the notebook's history holds is told in one. */
export function phrases(holders: readonly HolderText[]): string[] {
	const history = holders.filter(({ kind }) => kind === "history");
	const texts = holders.filter(({ kind }) => kind !== "history").map(({ text }) => ownArgument(text));
	return history.length === 0 ? texts : [...texts, historyPhrase(history.map(({ text }) => text))];
}

function historyPhrase(texts: readonly string[]): string {
	const names = texts.filter((text) => text.startsWith("`Out") || text.startsWith("global")).map((text) => text.replace("global ", ""));
	const number = `${texts.length} reference${texts.length === 1 ? "" : "s"}`;
	return `the notebook's history (${[...names.sort(), number].join(", ")})`;
}

const ARGUMENT = /(borrowed by )?argument 1 of the call to `sys.getrefcount`.*/;

function ownArgument(text: string): string {
	return text.replace(ARGUMENT, "its own argument");
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function list(items: readonly string[]): string {
	if (items.length < 2) return items.join("");
	return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** What a step did, in plain sentences, one per change; empty if nothing is to be told. */
export function explainStep(step: Step): string[] {
	return [...step.counted.map(explainCounted), ...step.collections.map(explainCollection), ...step.changes.map(explainChange)];
}

function explainChange(change: Change): string {
	return change.resurrected ? `${explainCount(change)} Its finalizer has kept it alive.` : explainCount(change);
}

function explainCollection({ generation, found }: Collection): string {
	const what = found === 0 ? "nothing that is unreachable" : `${found} object${found === 1 ? "" : "s"} that nothing reaches`;
	return `The cyclic collector looks at generation ${generation} and finds ${what}.`;
}

function explainCount({ name, before, after, gained, lost, death }: Change): string {
	if (death !== null) {
		if (death.owner !== null) return `${name} dies too: ${death.owner} held it, and is dead.`;
		if (death.cause.byCollector) return `${name} dies: ${death.cause.text}.`;
		return `${capital(death.cause.text.replace("let it go", `let ${name} go`))}. That was the last reference to ${name}, so ${name} dies.`;
	}
	if (before === null) {
		if (gained.length === 0) return `${name} is born.`;
		const by = phrases(gained);
		return `${name} is born. ${capital(list(by))} ${holds(by)} it, so its count is ${after}.`;
	}
	const now = phrases(gained);
	const gone = phrases(lost);
	const sentences: string[] = [];
	if (now.length > 0) sentences.push(`${capital(list(now))} now ${holds(now)} ${name}${before > lost.length ? " as well" : ""}`);
	if (gone.length > 0 && now.length > 0) sentences.push(`${list(gone)} no longer ${holds(gone)} it`);
	else if (gone.length > 0) sentences.push(`${capital(list(gone))} no longer ${holds(gone)} ${name}`);
	const count = before === after ? `its count stays ${after}` : `its count goes from ${before} to ${after}`;
	return `${sentences.join(", and ")}: ${count}.`;
}

function holds(phrases: readonly string[]): string {
	return phrases.length === 1 ? "holds" : "hold";
}

function explainCounted({ name, count, holders, uncounted }: Counted): string {
	if (count === null) return `\`sys.getrefcount\` gives the number that stands for "immortal": the count of ${name} never changes.`;
	const all = phrases(holders);
	const others = all.filter((text) => text !== "its own argument");
	if (all.length > others.length) {
		const rest = others.length === 0 ? "nothing else holds it" : `the others are ${list(others)}`;
		return `\`sys.getrefcount\` gives ${count}, one more than expected: while it runs, its own argument is a reference to ${name} too; ${others.length === 1 ? `the other is ${others[0]}` : rest}.`;
	}
	const borrowed = uncounted.length === 0 ? "" : " Its own argument is only borrowed from the caller's local, and does not count.";
	return `\`sys.getrefcount\` gives ${count}: ${list(others)}.${borrowed}`;
}
