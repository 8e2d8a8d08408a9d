// What decref's pages have in common: one HTML file that needs nothing else, the look in light and dark, and the small pieces
// from which they are built. All text of the program goes through `escaped` or `coded`. Read `page` first.

export interface Page {
	readonly title: string;
	/** Beside the title. */
	readonly place: string;
	/** HTML. */
	readonly body: string;
	/** Rules beside the common ones. */
	readonly style?: string;
	/** For the script: what `JSON.parse` reads from the element `data`. */
	readonly data?: unknown;
	readonly script?: string;
}

/** The file. */
export function page({ title, place, body, style = "", data, script = "" }: Page): string {
	// In a script element nothing may look like its end.
	const json =
		data === undefined ? "" : `<script type="application/json" id="data">${JSON.stringify(data).replace(/</g, "\\u003c")}</script>\n`;
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>${STYLE}${style}</style></head>
<body>
<header><h1>${coded(title)}</h1><p id="place" role="status">${coded(place)}</p></header>
${body}
${json}${script === "" ? "" : `<script>${script}</script>\n`}</body></html>
`;
}

export function escaped(text: string): string {
	return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** Text with `code` marks. */
export function coded(text: string): string {
	return escaped(text).replace(/`([^`]*)`/g, "<code>$1</code>");
}

export const grouped = (n: number): string => n.toLocaleString("en-US");

/** A source with lines marked. Of a long one only what is near them. */
export function sourceHtml(lines: readonly string[], marked: number | null, mark = "now"): string {
	const { length } = withoutEnd(lines);
	if (length === 0) return "";
	const first = marked === null || length <= WHOLE ? 1 : Math.max(1, marked - NEAR);
	const last = marked === null || length <= WHOLE ? length : Math.min(length, marked + NEAR);
	const items = lines
		.slice(first - 1, last)
		.map((text, i) => `<li${first + i === marked ? ` class="${mark}"` : ""}>${escaped(text) || " "}</li>`);
	return `<ol class="source" start="${first}">${items.join("")}</ol>`;
}

/** Less the empty lines at the end. */
export function withoutEnd(lines: readonly string[]): readonly string[] {
	return lines.slice(0, lines.findLastIndex((line) => line.trim() !== "") + 1);
}

/** Sources up to so many lines are shown whole, of others so many on both sides. */
const WHOLE = 400;
const NEAR = 60;

const STYLE = `
:root { color-scheme: light dark; --page: #fff; --text: #1c1f24; --soft: #5b6270; --line: #8884; --mark: #ffd54a66; --edge: #c90; --born: #2e7d32; --died: #c62828; --blue: #2f6fbb; --bar: #4a90d9; --chip: #eef3fa; }
@media (prefers-color-scheme: dark) { :root { --page: #15181d; --text: #e4e7ec; --soft: #9aa3b2; --born: #81c784; --died: #ef9a9a; --blue: #8ab8ee; --chip: #222a35; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.45 system-ui, sans-serif; background: var(--page); color: var(--text); }
header { padding: .5rem 1rem; border-bottom: 1px solid var(--line); display: flex; gap: 1.5rem; align-items: baseline; flex-wrap: wrap; }
h1 { font-size: 1.1rem; margin: 0; } header p { margin: 0; }
h2 { font-size: .8rem; text-transform: uppercase; letter-spacing: .06em; color: var(--soft); margin: 1.2rem 0 .4rem; }
code { font: .93em ui-monospace, monospace; }
pre { margin: 0; font: 13px/1.45 ui-monospace, monospace; white-space: pre-wrap; }
ol.source { font: 13px/1.5 ui-monospace, monospace; margin: .5rem 0; padding-left: 3.4em; white-space: pre; overflow-x: auto; }
ol.source li.now { background: var(--mark); outline: 1px solid var(--edge); outline-offset: -1px; } ol.source li.died { background: #c6282833; color: inherit; outline: 1px solid var(--died); outline-offset: -1px; } ol.source li::marker { color: #8889; }
table { border-collapse: collapse; width: 100%; } th { text-align: left; font-weight: 600; color: var(--soft); }
td, th { padding: .2rem .6rem .2rem 0; vertical-align: top; border-bottom: 1px solid var(--line); }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; padding-right: 1rem; white-space: nowrap; }
.soft { color: var(--soft); } .died { color: var(--died); } .born { color: var(--born); }
main.page { max-width: 75rem; margin: 0 auto; padding: .5rem 1rem 3rem; }
p.answer { font-size: 1.15rem; margin: 1rem 0; }
.way { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem; margin: .45rem 0; }
.way > b { font-weight: 400; background: var(--chip); border: 1px solid var(--line); border-radius: 6px; padding: .1rem .5rem; }
.way > b.root { border-color: var(--blue); color: var(--blue); } .way > b.it { font-weight: 600; border-color: var(--edge); background: var(--mark); }
.way > i { font-style: normal; font-size: .85em; color: var(--soft); } .way > i::before { content: "── "; } .way > i::after { content: " ─▶"; } .way > i:empty::before { content: "─"; } .way > i:empty::after { content: "─▶"; }
.way.weak > b:not(.it) { border-style: dashed; } .way.weak > i::before { content: "┄┄ "; } .way.weak > i::after { content: " ┄▷"; }
`;
