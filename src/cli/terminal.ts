// Reading a line at a terminal, key by key, without Node's event loop: a program that runs never comes back to it, and
// Python's own reading is synchronous too. While a line is edited the terminal sends each key at once, Ctrl-C included; while
// code runs it is as it was, so that Ctrl-C is a signal again. Read `TerminalReader.readLine` first.

import { openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { type Key, KeyDecoder } from "./keys.ts";
import type { LineEditor, Outcome } from "./lineEditor.ts";
import { writeAll } from "./nodeHost.ts";

const PASTE_ON = "\x1b[?2004h";
const PASTE_OFF = "\x1b[?2004l";

/** What a line was read as: see `LineEditor`. */
export type LineRead = Exclude<Outcome, null | "suspend">;

export class TerminalReader {
	private readonly editor: LineEditor;
	private readonly keys = new KeyDecoder();
	private readonly decoder = new StringDecoder("utf8");
	private waiting: Key[] = [];
	private source: number | null = null;

	constructor(editor: LineEditor) {
		this.editor = editor;
	}

	/** Edits a line to its end. */
	readLine(prompt: string, indentation: string): LineRead {
		let outcome = this.editor.begin(prompt, this.waiting.length > 0 ? "" : indentation);
		this.enter();
		try {
			this.draw();
			while (outcome === null || outcome === "suspend") {
				outcome = this.editor.press(this.nextKey());
				if (outcome === "suspend") this.suspend();
				if (outcome !== null || this.waiting.length === 0) this.draw();
			}
			return outcome;
		} finally {
			this.leave();
		}
	}

	private enter(): void {
		process.stdin.setRawMode(true);
		write(PASTE_ON);
	}

	private leave(): void {
		write(`${PASTE_OFF}\r\n`);
		process.stdin.setRawMode(false);
	}

	private draw(): void {
		// Asked for each time: nobody tells of a change while the event loop is not reached.
		const [columns] = process.stdout.isTTY ? process.stdout.getWindowSize() : [80];
		write(this.editor.draw(columns > 0 ? columns : 80));
	}

	/** As the shell expects it of Ctrl-Z. */
	private suspend(): void {
		this.leave();
		process.kill(process.pid, "SIGTSTP");
		this.enter();
		this.draw();
	}

	/** The end of what can be read is Ctrl-D. */
	private nextKey(): Key {
		while (this.waiting.length === 0) {
			const chunk = Buffer.alloc(4096);
			const count = this.read(chunk);
			if (count === 0) return { name: "ctrl-d" };
			this.waiting = this.keys.decode(this.decoder.write(chunk.subarray(0, count)));
		}
		return this.waiting.shift()!;
	}

	private read(chunk: Buffer): number {
		this.source ??= openTerminal();
		for (;;) {
			try {
				return readSync(this.source, chunk);
			} catch (error) {
				const { code } = error as NodeJS.ErrnoException;
				if (code === "EOF" || code === "EIO") return 0;
				if (code !== "EAGAIN") throw error;
				Atomics.wait(unchanging, 0, 0, 10);
			}
		}
	}
}

const unchanging = new Int32Array(new SharedArrayBuffer(4));

/** Standard input opened once more, so that reading waits whatever others have made of theirs. */
function openTerminal(): number {
	try {
		return openSync("/proc/self/fd/0", "r");
	} catch {
		return 0;
	}
}

function write(text: string): void {
	writeAll(1, new TextEncoder().encode(text));
}
