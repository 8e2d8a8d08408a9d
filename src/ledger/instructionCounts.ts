// What the instructions of a program did to counts in an actual run: for each one, how often it ran and which of the program's
// objects gained or lost references by it. Read `InstructionCounts` first.

import { type HeapObject, IMMORTAL_REFCNT } from "../heap/header.ts";
import type { Code } from "../objects/codeData.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import { thread } from "../objects/state.ts";
import { observe } from "../vm/observe.ts";
import type { Names } from "./names.ts";
import type { Recorder } from "./recorder.ts";
import { isOfInterest } from "./steps.ts";

interface Executed {
	times: number;
	/** "Box#1 +1", in the order in which they were first seen. */
	readonly changes: Set<string>;
}

/** So many changes are told of one instruction. */
const MANY = 4;

export class InstructionCounts {
	private readonly recorder: Recorder;
	private readonly names: Names;
	private readonly isOwn: (filename: string) => boolean;
	/** By the data of a code object, and the code unit. */
	private readonly executed = new Map<Code, Map<number, Executed>>();
	private readonly counts = new Map<HeapObject, number>();
	private last: Executed | null = null;

	constructor(recorder: Recorder, names: Names, isOwn: (filename: string) => boolean) {
		this.recorder = recorder;
		this.names = names;
		this.isOwn = isOwn;
	}

	/** Before the program runs. */
	start(): void {
		observe(
			(frame) => this.before(frame),
			(code) => this.isOwn(code.filename.value),
		);
	}

	stop(): void {
		observe(null);
		this.compare();
	}

	private before({ code, pc }: Frame): void {
		this.compare();
		let units = this.executed.get(code.code);
		if (units === undefined) this.executed.set(code.code, (units = new Map()));
		let entry = units.get(pc);
		if (entry === undefined) units.set(pc, (entry = { times: 0, changes: new Set() }));
		entry.times++;
		this.last = thread.frame === null ? null : entry;
	}

	/** What has changed since the instruction before began is its doing. */
	private compare(): void {
		for (const { object, name } of this.recorder.takeDead()) if (this.counts.delete(object)) this.note(`${name} dies`);
		for (const object of this.recorder.own.keys()) {
			const { refcnt } = object;
			const before = this.counts.get(object);
			if (refcnt === before || refcnt === IMMORTAL_REFCNT || refcnt <= 0 || !isOfInterest(object)) continue;
			this.counts.set(object, refcnt);
			const change = refcnt - (before ?? 0);
			this.note(`${this.names.of(object)} ${before === undefined ? `born, ${refcnt}` : change > 0 ? `+${change}` : `−${-change}`}`);
		}
	}

	private note(change: string): void {
		if (this.last !== null && this.last.changes.size <= MANY) this.last.changes.add(change);
	}

	/** How often an instruction ran, and the first changes that it made; null if it did not run. */
	at(code: Code, unit: number): { times: number; changes: string[] } | null {
		const entry = this.executed.get(code)?.get(unit);
		return entry === undefined ? null : { times: entry.times, changes: [...entry.changes] };
	}

	/** What an instruction did: "3 times: Box#1 +1"; empty if it was not executed. */
	textOf(code: Code, unit: number): string {
		const entry = this.executed.get(code)?.get(unit);
		if (entry === undefined) return "";
		const changes = [...entry.changes];
		const shown = changes.slice(0, MANY).join(", ") + (changes.length > MANY ? " …" : "");
		return `${entry.times === 1 ? "" : `${entry.times}×  `}${shown}`.trimEnd();
	}
}
