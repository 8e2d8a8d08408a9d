// `npm run picture`: draws docs/example.svg, the beginning and the end of `npm start`'s output as a terminal shows them.
// Renew it when the example or its display changes.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const FIRST_LINES = 31;
const LAST_LINES = 14;
const [CHARACTER, LINE, MARGIN] = [8.4, 19, 16];
const COLOURS: { readonly [code: string]: string } = {
	"31": "#e06c75",
	"32": "#98c379",
	"36": "#56b6c2",
	"0;31": "#e06c75",
	"0;32": "#98c379",
};

interface Style {
	colour: string;
	bold: boolean;
	italic: boolean;
	underline: boolean;
	dim: boolean;
}

const plain = (): Style => ({ colour: "#d7dae0", bold: false, italic: false, underline: false, dim: false });

function apply(style: Style, code: string): Style {
	switch (code) {
		case "1":
			return { ...style, bold: true };
		case "2":
			return { ...style, dim: true };
		case "3":
			return { ...style, italic: true };
		case "4":
			return { ...style, underline: true };
		case "22":
			return { ...style, bold: false, dim: false };
		case "23":
			return { ...style, italic: false };
		case "24":
			return { ...style, underline: false };
		default:
			return { ...style, colour: COLOURS[code] ?? plain().colour };
	}
}

const escape = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

function span(text: string, style: Style): string {
	const attributes = [`fill="${style.colour}"`];
	if (style.bold) attributes.push('font-weight="bold"');
	if (style.italic) attributes.push('font-style="italic"');
	if (style.underline) attributes.push('text-decoration="underline"');
	if (style.dim) attributes.push('opacity="0.7"');
	return `<tspan ${attributes.join(" ")}>${escape(text)}</tspan>`;
}

function drawLine(line: string, number: number): string {
	let style = plain();
	const spans = line.split(/(\x1b\[[\d;]*m)/).map((part) => {
		const code = /^\x1b\[([\d;]*)m$/.exec(part)?.[1];
		if (code === undefined) return part === "" ? "" : span(part, style);
		style = apply(style, code);
		return "";
	});
	return `<text x="${MARGIN}" y="${MARGIN + LINE * (number + 1) - 5}" xml:space="preserve">${spans.join("")}</text>`;
}

const output = execFileSync(process.execPath, [join(root, "dist/cli.js"), join(root, "examples/memory-management.ipynb")], {
	encoding: "utf8",
	env: { ...process.env, FORCE_COLOR: "1", NO_COLOR: undefined },
});
const lines = output.trimEnd().split("\n");
const shown = [...lines.slice(0, FIRST_LINES), "  ⋮", ...lines.slice(-LAST_LINES)];
const columns = Math.max(...shown.map((line) => line.replace(/\x1b\[[\d;]*m/g, "").length));
const [width, height] = [Math.ceil(columns * CHARACTER + 2 * MARGIN), shown.length * LINE + 2 * MARGIN];
mkdirSync(join(root, "docs"), { recursive: true });
writeFileSync(
	join(root, "docs/example.svg"),
	`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="A notebook about memory management, run by decref in a terminal">
<rect width="100%" height="100%" rx="8" fill="#21252b"/>
<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">
${shown.map(drawLine).join("\n")}
</g>
</svg>
`,
);
