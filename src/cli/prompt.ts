// The interactive mode's lines: from a terminal with editing, history and completion, or plainly from whatever standard
// input is. Read `interactiveInput` first.

import { complete, type Host, type InteractiveInput, type Runtime } from "../runtime/index.ts";
import { History, historyFile } from "./history.ts";
import { LineEditor } from "./lineEditor.ts";
import { isTerminal, writeAll } from "./nodeHost.ts";
import { answer, questionIn } from "./question.ts";
import { TerminalReader } from "./terminal.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** `ignoreEnvironment`: python's -E. */
export function interactiveInput(runtime: Runtime, host: Host, ignoreEnvironment: boolean): InteractiveInput {
	const edited = isTerminal(0) && isTerminal(1) && process.env["TERM"] !== "dumb";
	return edited ? new EditedInput(runtime, historyFile(process.env, ignoreEnvironment)) : new PlainInput(runtime, host);
}

/** Answers a question. False if the line is none. */
function ask(runtime: Runtime, line: string): boolean {
	const expression = questionIn(line);
	if (expression === null) return false;
	writeAll(1, encode(answer(runtime, expression)));
	return true;
}

/** As python without readline: the prompt goes to standard error, and what is typed shows as the terminal shows it. */
class PlainInput implements InteractiveInput {
	readonly isTerminal = false;
	private readonly runtime: Runtime;
	private readonly host: Host;

	constructor(runtime: Runtime, host: Host) {
		this.runtime = runtime;
		this.host = host;
	}

	readLine(prompt: string): string {
		this.host.writeStderr(encode(prompt));
		const line = this.host.readStdinLine();
		if (line === null) this.host.writeStderr(encode("\n"));
		return line === null ? "" : new TextDecoder("utf-8", { ignoreBOM: true }).decode(line);
	}

	command(line: string): boolean {
		return ask(this.runtime, line);
	}
}

class EditedInput implements InteractiveInput {
	readonly isTerminal = true;
	private readonly runtime: Runtime;
	private readonly history: History;
	private readonly reader: TerminalReader;
	private indentation = "";

	constructor(runtime: Runtime, path: string) {
		this.runtime = runtime;
		this.history = new History(path);
		const help = { complete: (text: string) => complete(text, runtime.mainDict) };
		this.reader = new TerminalReader(new LineEditor(this.history.lines, help));
	}

	readLine(prompt: string, isFirst: boolean): string | null {
		const read = this.reader.readLine(prompt, isFirst ? "" : this.indentation);
		if (read === "interrupt") return null;
		if (read === "end") return "";
		this.history.add(read.line);
		this.indentation = nextIndentation(read.line);
		return `${read.line}\n`;
	}

	command(line: string): boolean {
		if (line.trim() === "clear" && !this.runtime.isBound("clear")) {
			writeAll(1, encode("\x1b[H\x1b[2J"));
			return true;
		}
		return ask(this.runtime, line);
	}
}

/** What the line after this one begins with. */
export function nextIndentation(line: string): string {
	const indentation = /^[ \t]*/.exec(line)![0];
	const code = line.replace(/#.*$/, "").trimEnd();
	if (code.endsWith(":")) return `${indentation}    `;
	return /^\s*(return|pass|break|continue|raise)\b/.test(line) ? indentation.slice(0, -4) : indentation;
}
