// What a program shows: text, results, errors, and rich output of notebooks. HTML and SVG come from programs that nobody may have
// read: they are cleaned, and shown in a frame of their own without scripts. Read `Outputs` first.

import DOMPurify from "dompurify";
import { marked } from "marked";
import { useMemo, useRef } from "preact/hooks";
import type { Output } from "../notebook/document.ts";

export function Outputs({ outputs }: { readonly outputs: readonly Output[] }) {
	if (outputs.length === 0) return null;
	return (
		<div class="outputs">
			{outputs.map((output) => (
				<OneOutput output={output} />
			))}
		</div>
	);
}

/** More would slow the page down, and nobody reads it. */
const LONGEST = 50_000;

function shortened(text: string): string {
	return text.length <= LONGEST ? text : `… ${(text.length - LONGEST).toLocaleString("en-US")} characters before …\n${text.slice(-LONGEST)}`;
}

function OneOutput({ output }: { readonly output: Output }) {
	switch (output.type) {
		case "stream":
			return <pre class={output.name}>{shortened(withoutAnsi(output.text))}</pre>;
		case "error":
			return <pre class="stderr">{shortened(withoutAnsi(output.traceback.join("\n")))}</pre>;
		case "execute_result":
			return <Bundle data={output.data} prompt={`Out[${output.executionCount}]`} />;
		case "display_data":
			return <Bundle data={output.data} prompt={null} />;
	}
}

function Bundle({ data, prompt }: { readonly data: { readonly [type: string]: unknown }; readonly prompt: string | null }) {
	const text = (type: string): string | null => (typeof data[type] === "string" ? (data[type] as string) : null);
	const html = text("text/html") ?? text("image/svg+xml");
	const image = ["image/png", "image/jpeg", "image/gif"].find((type) => text(type) !== null);
	return (
		<div class="result">
			{prompt !== null && <span class="prompt">{prompt}</span>}
			{html !== null ? (
				<Isolated html={html} />
			) : image !== undefined ? (
				<img src={`data:${image};base64,${text(image)!.replace(/\s/g, "")}`} alt={text("text/plain") ?? ""} />
			) : (
				<pre>{shortened(text("text/plain") ?? "")}</pre>
			)}
		</div>
	);
}

/** HTML of a program, in a frame that can do nothing. */
function Isolated({ html }: { readonly html: string }) {
	const frame = useRef<HTMLIFrameElement>(null);
	const clean = useMemo(() => DOMPurify.sanitize(html, { USE_PROFILES: { html: true, svg: true } }), [html]);
	const style = "<style>body{margin:0;font:14px system-ui,sans-serif;color-scheme:light dark}table{border-collapse:collapse}td,th{padding:2px 8px}</style>";
	// Without scripts of its own the frame may be of this origin, so that its height can be asked.
	return (
		<iframe
			ref={frame}
			title="output"
			sandbox="allow-same-origin"
			srcdoc={style + clean}
			onLoad={() => {
				const body = frame.current?.contentDocument?.body;
				if (body !== undefined && body !== null) frame.current!.style.height = `${Math.min(body.scrollHeight + 4, 600)}px`;
			}}
		/>
	);
}

export function MarkdownText({ text }: { readonly text: string }) {
	const html = useMemo(() => DOMPurify.sanitize(marked.parse(text, { async: false })), [text]);
	// biome-ignore lint/security/noDangerouslySetInnerHtml: it has been cleaned.
	return <div class="markdown" dangerouslySetInnerHTML={{ __html: html }} />;
}

/** What outputs say as text. */
export function plainText(outputs: readonly Output[]): string {
	return outputs
		.map((output) => {
			if (output.type === "stream") return output.text;
			if (output.type === "error") return `${output.ename}: ${output.evalue}\n`;
			return `${String(output.data["text/plain"] ?? "")}\n`;
		})
		.join("");
}

function withoutAnsi(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they begin the terminal's colours.
	return text.replace(/\u001b\[[0-9;]*m/g, "");
}
