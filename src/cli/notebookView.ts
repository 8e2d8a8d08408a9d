// A running notebook on the terminal: each cell's input, what it prints, its result, in the order in which they come.
//
// Looks like a session in IPython; without colour the same text. Errors and streams are shown at once. Read
// `NotebookView` first.

import { styleText } from "node:util";
import type { Output } from "../notebook/document.ts";

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
		for (const line of source.split("\n")) this.line(this.markdownLine(line));
		this.line("");
	}

	private markdownLine(line: string): string {
		const heading = /^(#+)\s+(.*)$/.exec(line);
		if (heading !== null) return this.colour ? this.paint(["bold", "underline"], heading[2]!) : line;
		if (!this.colour) return line;
		return line
			.replace(/\*\*([^*]+)\*\*/g, (_, text: string) => this.paint("bold", text))
			.replace(/(?<![\w*])\*([^*]+)\*(?![\w*])/g, (_, text: string) => this.paint("italic", text))
			.replace(/`([^`]+)`/g, (_, text: string) => this.paint("cyan", text));
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
				this.result(`Out[${output.executionCount}]: `, String(output.data["text/plain"]));
				return;
			case "display_data":
				this.line(String(output.data["text/plain"]));
				return;
			case "error":
				for (const part of output.traceback) this.line(this.colour ? part : withoutAnsi(part));
		}
	}

	private result(prompt: string, text: string): void {
		const [first, ...rest] = text.split("\n");
		if (rest.length === 0) this.line(`${this.paint("red", prompt)}${first}`);
		else for (const line of [this.paint("red", prompt).trimEnd(), first!, ...rest]) this.line(line);
	}

	endCell(): void {
		this.line("");
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

export function withoutAnsi(text: string): string {
	return text.replace(/\x1b\[[0-9;]*m/g, "");
}
