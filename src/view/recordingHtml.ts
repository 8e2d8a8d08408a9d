// A recording as one HTML file that a browser shows offline: the source with the line that was executed, the objects that are
// alive with their holders, what the step changed in sentences, what was printed; forwards, backwards, by slider and keys.
//
// The file holds the steps as data and the small script below, which replays them as recording.ts does. Read `recordingHtml`.

import { type Change, explainStep, type TraceStep as Step } from "../ledger/index.ts";
import { page, withoutEnd } from "./page.ts";

export interface PrintedStep extends Step {
	/** What the program printed in it. */
	readonly output: string;
}

export interface PageData {
	readonly title: string;
	readonly steps: readonly PrintedStep[];
	/** Steps that came before these. */
	readonly dropped: number;
	readonly sourceOf: (file: string) => readonly string[] | null;
}

/** The page. */
export function recordingHtml({ title, steps, dropped, sourceOf }: PageData): string {
	const files = [...new Set(steps.map(({ file }) => file))];
	const sources = Object.fromEntries(files.map((file) => [file, withoutEnd(sourceOf(file) ?? [])]));
	const data = {
		sources,
		dropped,
		steps: steps.map((step) => ({
			...step,
			changes: step.changes.map(slim),
			told: explainStep(tellable(step)),
			marked: markOf(step, sources),
		})),
	};
	return page({ title, place: "", body: BODY, style: STYLE, data, script: SCRIPT });
}

const BODY = `<main>
<section aria-label="Source"><ol id="source" class="source" tabindex="0"></ol></section>
<section aria-label="Memory">
<h2>This step</h2><p id="instruction" hidden></p><ul id="told"></ul>
<h2>Alive</h2><table><thead><tr><th scope="col">object</th><th scope="col">count</th><th scope="col">held by</th><th scope="col">life</th></tr></thead><tbody id="objects"></tbody></table><p id="more" class="soft"></p>
<h2>Printed so far</h2><pre id="output"></pre>
</section>
</main>
<footer>
<button id="first" title="first step (Home)">|◀</button><button id="back" title="back (←)">◀</button><button id="play" title="play or stop (Space)">play</button><button id="next" title="forward (→)">▶</button><button id="last" title="last step (End)">▶|</button>
<input id="slider" type="range" min="0" aria-label="step">
</footer>`;

/** Which characters of its line an instruction was made from; null where the step is the line. Columns are bytes. */
function markOf({ instruction, file, line }: Step, sources: { readonly [file: string]: readonly string[] }): [number, number] | null {
	const span = instruction?.span;
	if (span == null || span.line !== line) return null;
	const text = sources[file]?.[line - 1] ?? "";
	const bytes = encoder.encode(text);
	const characters = (column: number): number => decoder.decode(bytes.subarray(0, column)).length;
	return [characters(span.column), span.endLine > span.line ? text.length : characters(span.endColumn)];
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function tellable(step: Step): Step {
	return { ...step, changes: step.changes.filter(({ passing }) => !passing) };
}

/** What the page needs of a change. */
function slim({ name, before, after, gained, lost, passing }: Change): object {
	return { name, before, after, gained: gained.map(({ text }) => text), lost: lost.map(({ text }) => text), passing };
}

const STYLE = `
body { display: flex; flex-direction: column; height: 100vh; }
main { flex: 1; display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); overflow: hidden; }
section { overflow: auto; padding: 0 1rem 1rem; } section + section { border-left: 1px solid var(--line); }
@media (max-width: 50rem) { main { grid-template-columns: 1fr; grid-template-rows: 2fr 3fr; } section + section { border-left: 0; border-top: 1px solid var(--line); } }
ol.source { overflow-x: visible; } li.now mark { background: var(--edge); color: #000; border-radius: 2px; }
ul { margin: 0; padding-left: 1.2em; min-height: 3em; }
td:nth-child(2), th:nth-child(2) { text-align: right; font-variant-numeric: tabular-nums; padding-right: 1rem; }
td:nth-child(4) { width: 22%; position: relative; } td:nth-child(4) i { position: absolute; top: .7em; height: .45em; background: var(--bar); border-radius: 2px; min-width: 2px; }
tr.born td:first-child { color: var(--born); font-weight: 600; } tr.born td:first-child::after { content: " born"; font-weight: 400; font-size: .85em; }
tr.died { color: var(--died); } tr.died td:first-child { text-decoration: line-through; } tr.changed td:nth-child(2) { font-weight: 700; }
footer { display: flex; gap: .4rem; padding: .5rem 1rem; border-top: 1px solid var(--line); align-items: center; }
footer input { flex: 1; } button { font-size: 1rem; min-width: 2.6em; padding: .25rem .4rem; }
`;

const SCRIPT = `
"use strict";
const { steps, sources, dropped } = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const slider = $("slider"), MOST = 250;
let now = -1, shownFile = null, timer = null;
const state = new Map(), life = new Map();
const without = (all, gone) => { const rest = [...gone]; return all.filter((t) => { const i = rest.indexOf(t); if (i >= 0) rest.splice(i, 1); return i < 0; }); };
steps.forEach((step, i) => step.changes.forEach((c) => {
  if (!life.has(c.name)) life.set(c.name, [c.before === null ? i : 0, steps.length]);
  if (c.after === null) life.get(c.name)[1] = i;
}));
const forward = (c) => c.after === null ? state.delete(c.name)
  : state.set(c.name, { count: c.after, holders: [...without(state.get(c.name)?.holders ?? [], c.lost), ...c.gained] });
const backward = (c) => c.before === null ? state.delete(c.name)
  : state.set(c.name, { count: c.before, holders: [...without(state.get(c.name)?.holders ?? [], c.gained), ...c.lost] });
function go(to) {
  to = Math.max(0, Math.min(steps.length - 1, to));
  while (now < to) steps[++now].changes.forEach(forward);
  while (now > to) { [...steps[now].changes].reverse().forEach(backward); now--; }
  show();
}
const coded = (parent, text) => text.split("\`").forEach((part, i) => {
  const node = i % 2 ? document.createElement("code") : document.createTextNode(part);
  if (i % 2) node.textContent = part;
  parent.append(node);
});
const cellOf = (file) => { const cell = /^<ipython-input-([0-9]+)-/.exec(file); return cell ? ", cell " + cell[1] : ""; };
function showSource(step) {
  if (shownFile !== step.file) {
    $("source").replaceChildren(...sources[step.file].map((text) => { const li = document.createElement("li"); li.textContent = text || " "; return li; }));
    shownFile = step.file;
  }
  const before = document.querySelector("li.now");
  if (before) { before.classList.remove("now"); before.textContent = before.textContent; }
  const li = $("source").children[step.line - 1];
  if (!li) return;
  li.classList.add("now");
  if (step.marked) {
    const text = li.textContent, mark = document.createElement("mark"), [from, to] = step.marked;
    mark.textContent = text.slice(from, to);
    li.replaceChildren(text.slice(0, from), mark, text.slice(to));
  }
  li.scrollIntoView({ block: "nearest" });
}
function row(name, entry, change) {
  const tr = document.createElement("tr");
  if (change) tr.className = change.before === null ? "born" : change.after === null ? "died" : change.passing ? "" : "changed";
  const cell = () => tr.appendChild(document.createElement("td"));
  coded(cell(), name);
  cell().textContent = change && change.before !== null && change.before !== change.after ? change.before + " → " + (change.after ?? "dead") : entry.count;
  const holders = cell();
  entry.holders.forEach((text, i) => { if (i) holders.append(document.createElement("br")); coded(holders, text); });
  const bar = cell().appendChild(document.createElement("i")), [born, died] = life.get(name);
  bar.style.left = 100 * born / steps.length + "%";
  bar.style.width = 100 * (died - born) / steps.length + "%";
  bar.title = "steps " + (born + dropped + 1) + " to " + (died + dropped);
  return tr;
}
function show() {
  const step = steps[now];
  slider.value = now;
  $("place").textContent = "step " + (now + 1 + dropped) + " of " + (steps.length + dropped) + cellOf(step.file) + ", line " + step.line + (step.where === "<module>" ? "" : " in " + step.where);
  showSource(step);
  $("instruction").hidden = !step.instruction;
  $("instruction").replaceChildren();
  if (step.instruction) coded($("instruction"), "\`" + (step.instruction.opcode + " " + step.instruction.argument).trim() + "\`");
  $("told").replaceChildren(...(step.told.length ? step.told : ["No count changed."]).map((text) => { const li = document.createElement("li"); coded(li, text); return li; }));
  const changes = new Map(step.changes.map((c) => [c.name, c]));
  const dead = step.changes.filter((c) => c.after === null).map((c) => row(c.name, { count: 0, holders: c.lost }, c));
  const alive = [...state].reverse(), shown = alive.length <= MOST ? alive : alive.filter(([name], i) => i < MOST || changes.has(name));
  $("objects").replaceChildren(...dead, ...shown.map(([name, entry]) => row(name, entry, changes.get(name))));
  $("more").textContent = shown.length < alive.length ? "… and " + (alive.length - shown.length).toLocaleString("en-US") + " older ones that this step did not change" : "";
  $("output").textContent = steps.slice(0, now + 1).map((s) => s.output).join("");
}
function play() {
  if (timer) { clearInterval(timer); timer = null; return; }
  timer = setInterval(() => { if (now >= steps.length - 1) play(); else go(now + 1); }, matchMedia("(prefers-reduced-motion: reduce)").matches ? 1200 : 450);
}
slider.max = steps.length - 1;
slider.oninput = () => go(+slider.value);
$("first").onclick = () => go(0); $("last").onclick = () => go(steps.length - 1);
$("back").onclick = () => go(now - 1); $("next").onclick = () => go(now + 1); $("play").onclick = play;
addEventListener("keydown", (e) => {
  const to = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: steps.length - 1, PageUp: now - 20, PageDown: now + 20 }[e.key];
  if (to !== undefined) { e.preventDefault(); go(to); } else if (e.key === " " && e.target.tagName !== "BUTTON") { e.preventDefault(); play(); }
});
if (steps.length) go((+location.hash.slice(1) || 1) - 1 - dropped); else $("place").textContent = "No line was executed.";
`;
