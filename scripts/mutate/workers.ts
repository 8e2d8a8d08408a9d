// The processes that try mutants, one for each job: each is started anew when it hangs, dies or has run many programs.

import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";

export interface Task {
	readonly path: string;
	readonly words: readonly string[];
	/** Number of the broken place, -1 for none. */
	readonly mutant: number;
	readonly survey: boolean;
}

export interface Outcome {
	readonly stdout: string;
	readonly stderr: string;
	/** Null if the program did not end by itself. */
	readonly exitCode: number | null;
	readonly seconds: number;
	/** Place, and how often the run came by it with something for which it matters whether the place is broken. */
	readonly hits: readonly (readonly [number, number])[];
}

/** Programs that one process runs: each leaves something behind. */
const MOST_RUNS = 100;
const FLAGS = ["--stack-size=5500", "--max-old-space-size=1500"];
const NO_END: Outcome = { stdout: "", stderr: "", exitCode: null, seconds: 0, hits: [] };

export class Worker {
	private readonly bundle: string;
	private child: ChildProcess | null = null;
	private runs = 0;

	constructor(bundle: string) {
		this.bundle = bundle;
	}

	/** Runs a program; for at most `limit` seconds. */
	async run(task: Task, limit: number): Promise<Outcome> {
		if (this.runs++ % MOST_RUNS === 0) this.end();
		this.child ??= fork(join(import.meta.dirname, "worker.cjs"), [this.bundle], {
			execArgv: FLAGS,
			stdio: ["ignore", "ignore", "ignore", "ipc"],
		});
		const child = this.child;
		return new Promise((resolve) => {
			const finish = (outcome: Outcome): void => {
				clearTimeout(timer);
				child.removeAllListeners();
				if (outcome === NO_END) this.end();
				resolve(outcome);
			};
			const timer = setTimeout(() => finish(NO_END), limit * 1000);
			child.once("message", (outcome) => finish(outcome as Outcome));
			child.once("exit", () => finish(NO_END));
			child.send(task);
		});
	}

	end(): void {
		this.child?.kill("SIGKILL");
		this.child = null;
	}
}
