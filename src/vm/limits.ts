// Limits of a run: memory, time, and what the machine has. MemoryError is raised where something large is asked for, else at
// the next safe point (heap/meter.ts). When time is up, KeyboardInterrupt is raised, so that a program can tidy up, and
// again every second; soon after, the run is ended whatever it does. Read `startLimits` first.

import { limitMemory, memory, memoryHooks, requestMemoryError, takeMemoryError } from "../heap/meter.ts";
import { addPoll, breaker } from "./breaker.ts";
import { handleSignals, SIGINT, tripSignal } from "./signals.ts";

const NANOSECONDS = 1e9;
/** Seconds between two interrupts of a program that goes on. */
const PATIENCE = 1;
/** So many interrupts, then the end. */
const MOST_INTERRUPTS = 3;

/** Time is up, and the program did not end by itself. Python code cannot catch it. */
export class TimeLimit extends Error {
	override name = "TimeLimit";
}

/** What is asked of the host: see modules/host.ts. */
interface World {
	monotonic(): bigint;
	memoryIsShort?(): boolean;
}

class Deadline {
	private readonly now: () => number;
	private next: number;
	private interrupts = 0;

	constructor(world: World, seconds: number) {
		this.now = () => Number(world.monotonic()) / NANOSECONDS;
		this.next = this.now() + seconds;
	}

	get isOver(): boolean {
		return this.interrupts > 0;
	}

	look(): void {
		if (this.now() < this.next) return;
		this.next = this.now() + PATIENCE;
		if (this.interrupts++ >= MOST_INTERRUPTS) throw new TimeLimit("time limit");
		tripSignal(SIGINT);
	}
}

let deadline: Deadline | null = null;
let clock: World | null = null;

/** Whether the time that the program was given has passed. */
export function isTimeOver(): boolean {
	return deadline?.isOver === true;
}

/** `bytes` that objects made from now on may take, `seconds` that the program may run; null for no limit. */
export function startLimits(world: World, bytes: number | null, seconds: number | null): void {
	if (bytes !== null) limitMemory(bytes);
	clock = world;
	deadline = seconds === null ? null : new Deadline(world, seconds);
	const { memoryIsShort } = world;
	if (deadline !== null) addPoll(() => deadline?.look());
	if (memoryIsShort !== undefined) addPoll(() => !memory.due && memoryIsShort() && requestMemoryError());
	memoryHooks.isShort = () => {
		breaker.poll?.();
		handleSignals();
		return takeMemoryError();
	};
}

/** The time that the program was given begins anew: a notebook's next cell has it whole. Does nothing without a time limit. */
export function renewDeadline(seconds: number): void {
	if (deadline !== null) deadline = new Deadline(clock!, seconds);
}

/** The program has ended: what is printed about it needs memory. */
export function liftMemoryLimit(): void {
	limitMemory(null);
}
