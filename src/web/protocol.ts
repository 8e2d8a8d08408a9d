// What the page and its worker say to each other. Only data: all of it can be copied between the two. Read `Request` and `Report`.

import type { HolderText, SceneFrame, SceneObject, Span } from "../ledger/index.ts";
import type { Output } from "../notebook/document.ts";
import type { SourceProblem } from "../notebook/sourceProblem.ts";

export interface Settings {
	/** A step for each instruction, not only for each line. */
	readonly instructions: boolean;
	/** What `input()` reads, line by line. */
	readonly input: string;
	/** Bytes that the program's objects may take. */
	readonly maxMemory: number;
	/** Seconds that one run may take. */
	readonly maxTime: number;
}

export type Request =
	/** First of all: where the library lies, and what kind of program it will be. */
	| { readonly kind: "begin"; readonly base: string; readonly notebook: boolean; readonly name: string; readonly settings: Settings }
	| { readonly kind: "program"; readonly source: string }
	| { readonly kind: "cell"; readonly cell: number; readonly source: string }
	/** Whether a text is Python. */
	| { readonly kind: "check"; readonly cell: number; readonly source: string };

/** What a step changed of one object's count. */
export interface WebChange {
	readonly name: string;
	/** Null before its birth. */
	readonly before: number | null;
	/** Null after its death. */
	readonly after: number | null;
	readonly gained: readonly HolderText[];
	readonly lost: readonly HolderText[];
	/** Why it died, in a sentence. */
	readonly death: string | null;
	/** It died because the collector found it. */
	readonly byCollector: boolean;
	/** Only values of calls under way came or went. */
	readonly passing: boolean;
	readonly resurrected: boolean;
}

/** One line or one instruction, after it was executed. */
export interface WebStep {
	/** In a notebook the cell, counted from 0; in a program 0. */
	readonly cell: number;
	/** Null where the line is of a file beside the program. */
	readonly line: number | null;
	readonly where: string;
	readonly instruction: { readonly opcode: string; readonly argument: string; readonly span: Span | null } | null;
	readonly changes: readonly WebChange[];
	/** In sentences. */
	readonly told: readonly string[];
	readonly collected: readonly { readonly generation: number; readonly found: number }[];
	/** Null if they are as before. */
	readonly frames: readonly SceneFrame[] | null;
	readonly objects: readonly SceneObject[];
	readonly outputs: readonly Output[];
}

/** How a run has ended. */
export type End =
	| { readonly how: "done" }
	/** An exception that nobody caught, or an exit code other than 0. */
	| { readonly how: "failed"; readonly line: number | null }
	/** The time limit. */
	| { readonly how: "time" }
	/** An error of decref itself. */
	| { readonly how: "fault"; readonly text: string };

export type Report =
	| { readonly kind: "ready" }
	| { readonly kind: "steps"; readonly steps: readonly WebStep[] }
	/** From here on nothing is recorded: there would be too much to show. */
	| { readonly kind: "unrecorded"; readonly why: "steps" | "objects" }
	/** Outside of any step: what comes after recording has ended. */
	| { readonly kind: "outputs"; readonly cell: number; readonly outputs: readonly Output[] }
	| { readonly kind: "checked"; readonly cell: number; readonly problem: SourceProblem | null }
	| { readonly kind: "ended"; readonly cell: number; readonly end: End; readonly executionCount: number | null };
