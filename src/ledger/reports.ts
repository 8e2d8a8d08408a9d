// What the commands' `--json` prints, as types: docs/schema.json says the same to other programs, and docs/json.md to people.
//
// Each report names its command. Names of objects are those of names.ts; texts are for people. Read `Report` first.

import type { Explanation } from "./explain.ts";
import type { Holder, HolderKind, Step } from "./holders.ts";
import type { LeakGroup } from "./leaks.ts";
import type { Picture } from "./picture.ts";
import type { Death } from "./recorder.ts";
import type { Span } from "./spans.ts";
import type { Step as TraceStep } from "./steps.ts";

export interface HolderJson {
	readonly kind: HolderKind;
	readonly text: string;
	/** Only owned ones count. */
	readonly reference: "owned" | "borrowed" | "weak";
	readonly path: readonly Step[];
	readonly end: "root" | "cycle" | "nowhere";
}

/** An object that is alive. */
export interface ObjectJson {
	readonly name: string;
	/** Null for an immortal object. */
	readonly count: number | null;
	readonly holders: readonly HolderJson[];
}

interface Question {
	readonly command: "why";
	readonly expression: string;
	readonly where: string;
	/** Whether the expression means the object now; if not, it is what the name meant last. */
	readonly bound: boolean;
}

export type WhyReport = Question & (({ readonly alive: true } & ObjectJson) | ({ readonly alive: false; readonly name: string } & Death));

export interface LeakGroupJson extends Omit<LeakGroup, "examples"> {
	readonly examples: readonly { readonly name: string; readonly holder: HolderJson | null }[];
}

export interface LeaksReport {
	readonly command: "leaks";
	readonly where: string;
	/** How many objects were looked at. */
	readonly objects: number;
	readonly groups: readonly LeakGroupJson[];
}

export interface SnapshotReport extends Picture {
	readonly command: "snapshot";
	readonly where: string;
}

export interface DisInstruction {
	readonly offset: number;
	readonly line: number | null;
	readonly span: Span | null;
	readonly opcode: string;
	readonly argument: string;
	/** What it does to counts, by its kind. */
	readonly effect: string;
	/** After a run: how often it ran, and what it did then. Null without a run. */
	readonly run: { readonly times: number; readonly changes: readonly string[] } | null;
}

export interface DisCode {
	readonly name: string;
	readonly line: number;
	readonly instructions: readonly DisInstruction[];
}

export interface DisReport {
	readonly command: "dis";
	readonly file: string;
	readonly code: readonly DisCode[];
}

/** One line of `trace --json`. */
export interface TraceReport extends TraceStep {
	readonly command: "trace";
}

export type Report = WhyReport | LeaksReport | SnapshotReport | DisReport | TraceReport;

const HOLDS = ["owned", "borrowed", "weak"] as const;

export function holderJson({ kind, text, hold, path, end }: Holder): HolderJson {
	return { kind, text, reference: HOLDS[hold], path, end };
}

/** The explanation as plain data. */
export function explanationJson({ name, count, holders }: Explanation): ObjectJson {
	return { name, count, holders: holders.map(holderJson) };
}

export function leaksJson(where: string, objects: number, groups: readonly LeakGroup[]): LeaksReport {
	const plain = groups.map((group) => ({
		...group,
		examples: group.examples.map(({ name, holder }) => ({ name, holder: holder === null ? null : holderJson(holder) })),
	}));
	return { command: "leaks", where, objects, groups: plain };
}
