// A running notebook on the terminal: each cell's input, what it prints, its result, in the order in which they come.
//
// Looks like a session in IPython; without colour the same text. Errors and streams are shown at once. Read
// `NotebookView` first.

import { styleText } from "node:util";
import type { MimeBundle, Output } from "../notebook/document.ts";

type Style = Parameters<typeof styleText>[0];

export class NotebookView {
	private readonly write: (text: string) => void;
	private readonly colour: boolean;
	/** Whether what was written last ends its line. */
	private atLineStart = true;

	constructor(write: (text: string) => void, colour: boolean) {
		this.write = write;
		this.colour = colour;
	}

	markdown(source: string): void {
		let inFence = false;
		for (const line of source.split("\n")) {
			const fence = /^\s*(```|~~~)/.test(line);
			this.line(inFence || fence ? this.paint(fence ? "dim" : "cyan", line) : this.markdownLine(line));
			inFence = inFence !== fence;
		}
		this.line("");
	}

	private markdownLine(line: string): string {
		const heading = /^(#+)\s+(.*)$/.exec(line);
		if (heading !== null) return this.colour ? this.paint(["bold", "underline"], heading[2]!) : line;
		if (!this.colour) return line;
		return line
			.replace(/\*\*([^*]+)\*\*/g, (_, text: string) => this.paint("bold", text))
			.replace(/(?<![\w*])\*([^*]+)\*(?![\w*])/g, (_, text: string) => this.paint("italic", text))
			.replace(/`([^`]+)`/g, (_, text: string) => this.paint("cyan", text))
			.replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, text: string, url: string) => `${this.paint("underline", text)} (${url})`);
	}

	/** The input prompt with the code, continued as IPython does. */
	input(count: number, source: string): void {
		const prompt = `In [${count}]: `;
		const continuation = `${"...".padStart(prompt.length - 2)}: `;
		source.split("\n").forEach((line, i) => {
			this.line(`${this.paint("green", i === 0 ? prompt : continuation)}${line}`.trimEnd());
		});
	}

	output(output: Output): void {
		switch (output.type) {
			case "stream":
				this.text(output.name === "stderr" ? this.paint("red", output.text) : output.text);
				return;
			case "execute_result":
				this.result(`Out[${output.executionCount}]: `, shownText(output.data));
				return;
			case "display_data":
				if (Object.keys(output.data).length > 0) this.line(shownText(output.data));
				return;
			case "error":
				for (const line of this.errorLines(output.traceback)) this.line(line);
		}
	}

	private errorLines(traceback: readonly string[]): string[] {
		const parts = traceback.map((part) => (this.colour ? part : withoutAnsi(part)));
		return parts.join("\n").trimEnd().split("\n");
	}

	private result(prompt: string, text: string): void {
		const [first, ...rest] = text.split("\n");
		if (rest.length === 0) this.line(`${this.paint("red", prompt)}${first}`);
		else for (const line of [this.paint("red", prompt).trimEnd(), first!, ...rest]) this.line(line);
	}

	endCell(): void {
		this.line("");
	}

	/** Says that the run ends before the end of the notebook. */
	notRun(cells: number, failed: boolean): void {
		if (cells === 0) return;
		const rest = cells === 1 ? "one more cell was not run" : `${cells} more cells were not run`;
		this.summary(failed ? `The cell failed: ${rest} (--allow-errors goes on).` : `The notebook ends here: ${rest}.`, !failed);
	}

	/** The closing line. */
	summary(text: string, good: boolean): void {
		this.line(this.paint(good ? "dim" : "red", text));
	}

	private line(text: string): void {
		this.text(`${this.atLineStart ? "" : "\n"}${text}\n`);
	}

	private text(text: string): void {
		if (text === "") return;
		this.write(text);
		this.atLineStart = text.endsWith("\n") || text.endsWith("\n\x1b[39m");
	}

	private paint(style: Style, text: string): string {
		return this.colour ? styleText(style, text) : text;
	}
}

/** The text, or what there is instead. */
function shownText(data: MimeBundle): string {
	const text = data["text/plain"];
	return typeof text === "string" ? text : `<${Object.keys(data).join(", ")}>`;
}

export function withoutAnsi(text: string): string {
	return text.replace(/\x1b\[[0-9;]*m/g, "");
}
