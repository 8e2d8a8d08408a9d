// The outputs of the cells, in the order in which they come: collected for the cell that runs, told to who listens, cleared
// and updated as the program asks.
//
// Read `OutputList.add` first. Behaves as a notebook's front end does with the messages that a kernel sends.

import type { JsonObject, MimeBundle, Output } from "./document.ts";

type DisplayData = Extract<Output, { type: "display_data" }>;

export class OutputList {
	/** Brings what the program printed before here, so that the order is kept. */
	private readonly flush: () => void;
	private readonly onOutput: (output: Output) => void;
	/** Those of the running cell. */
	private outputs: Output[] = [];
	private readonly displays = new Map<string, DisplayData[]>();
	/** Whether the next output takes the place of all before. */
	private clearsNext = false;

	constructor(flush: () => void, onOutput: (output: Output) => void) {
		this.flush = flush;
		this.onOutput = onOutput;
	}

	/** A cell begins; the list is filled while it runs. */
	begin(): Output[] {
		this.flush();
		this.clearsNext = false;
		this.outputs = [];
		return this.outputs;
	}

	/** The cell has run: everything that it printed is here. */
	end(): void {
		this.flush();
	}

	write(name: "stdout" | "stderr", text: string): void {
		this.clearIfDue();
		const last = this.outputs.at(-1);
		if (last?.type === "stream" && last.name === name) last.text += text;
		else this.outputs.push({ type: "stream", name, text });
		this.onOutput({ type: "stream", name, text });
	}

	add(output: Output): void {
		this.flush();
		this.clearIfDue();
		this.outputs.push(output);
		this.onOutput(output);
	}

	/** Adds a display; one with an id can be updated, and updates those of the same id. */
	display(data: MimeBundle, metadata: JsonObject, displayId: string | null): void {
		const output: DisplayData = { type: "display_data", data, metadata, displayId };
		if (displayId !== null) {
			this.replace(data, metadata, displayId);
			this.displays.set(displayId, [...(this.displays.get(displayId) ?? []), output]);
		}
		this.add(output);
	}

	/** Gives all displays of an id new contents, in whichever cell they stand. */
	update(data: MimeBundle, metadata: JsonObject, displayId: string): void {
		this.flush();
		this.replace(data, metadata, displayId);
		if (this.displays.has(displayId)) this.onOutput({ type: "display_data", data, metadata, displayId });
	}

	private replace(data: MimeBundle, metadata: JsonObject, displayId: string): void {
		for (const output of this.displays.get(displayId) ?? []) {
			output.data = data;
			output.metadata = metadata;
		}
	}

	/** Takes the cell's outputs away, now or when the next one comes. */
	clear(wait: boolean): void {
		this.flush();
		this.clearsNext = wait;
		if (!wait) this.outputs.length = 0;
	}

	private clearIfDue(): void {
		if (!this.clearsNext) return;
		this.clearsNext = false;
		this.outputs.length = 0;
	}
}
