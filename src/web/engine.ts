// Starts, feeds and ends workers. One is always ready before it is needed, since a runtime serves one program only; a worker that
// does not end is ended from outside, at once. Read `Engine` first.

import type { Report, Request, Settings } from "./protocol.ts";

declare const WORKER_FILE: string;

/** What kind of run a worker was prepared for. */
export interface Setup {
	readonly notebook: boolean;
	readonly name: string;
	readonly settings: Settings;
}

interface Prepared {
	readonly worker: Worker;
	readonly setup: string;
	ready: boolean;
}

export class Engine {
	private readonly onReport: (report: Report) => void;
	/** Runs the program, or holds the notebook's objects. */
	private current: Prepared | null = null;
	private spare: Prepared | null = null;

	constructor(onReport: (report: Report) => void) {
		this.onReport = onReport;
	}

	/** Makes a worker ready, so that the next run begins at once. */
	prepare(setup: Setup): void {
		if (this.spare?.setup === JSON.stringify(setup)) return;
		this.spare?.worker.terminate();
		this.spare = this.make(setup);
	}

	private make(setup: Setup): Prepared {
		const worker = new Worker(new URL(WORKER_FILE, document.baseURI));
		const prepared: Prepared = { worker, setup: JSON.stringify(setup), ready: false };
		worker.onmessage = ({ data }: MessageEvent<Report>) => {
			if (data.kind === "ready") prepared.ready = true;
			if (prepared === this.current || (data.kind === "checked" && this.current === null)) this.onReport(data);
		};
		worker.onerror = (event) => {
			if (prepared !== this.current) return;
			this.onReport({
				kind: "ended",
				cell: 0,
				end: { how: "fault", text: event.message ?? "the worker can't be started" },
				executionCount: null,
			});
		};
		const begin: Request = { kind: "begin", base: new URL(".", document.baseURI).href, ...setup };
		worker.postMessage(begin);
		return prepared;
	}

	/** A new program, or a notebook from its beginning: what the last one had in memory goes. */
	start(setup: Setup): void {
		this.current?.worker.terminate();
		this.prepare(setup);
		this.current = this.spare;
		this.spare = null;
		if (this.current!.ready) this.onReport({ kind: "ready" });
	}

	get isStarted(): boolean {
		return this.current !== null;
	}

	send(request: Request): void {
		this.current?.worker.postMessage(request);
	}

	/** Asks whether a text is Python, of whichever worker there is. */
	check(cell: number, source: string): void {
		(this.current ?? this.spare)?.worker.postMessage({ kind: "check", cell, source } satisfies Request);
	}

	/** Ends what runs. */
	stop(): void {
		this.current?.worker.terminate();
		this.current = null;
	}
}
