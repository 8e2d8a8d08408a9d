// The debug switches that concern running: `audit` (every count at the end of the program, and of the interpreter),
// `stress` (after every instruction) or `stress=N` (after every N-th), both from the M-th on with `from=M`, `exact` (see
// heap/auditLedger.ts: slower), `trace` (a line per instruction). `fading` doubles N whenever the audits have cost so much,
// so that a program of any length and any size ends. `collect`: a full collection at every safe point. `leaks`: no object may live that nothing refers to. Read `debugObserver` and `finalAudit` first.

import { assertAudit, assertNone, countLost } from "../heap/audit.ts";
import { collect } from "../heap/gc/collect.ts";
import { freeze, unfreeze } from "../heap/gc/queries.ts";
import { OLDEST } from "../heap/gc/tracking.ts";
import { Ledger } from "../heap/auditLedger.ts";
import { HeapFault } from "../heap/header.ts";
import { opname } from "../compile/opcode.ts";
import type { PyCode } from "../objects/code.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import { thread } from "../objects/state.ts";
import { host } from "../modules/host.ts";
import { setStepHook } from "../vm/breaker.ts";
import { observe } from "../vm/observe.ts";

/** What audits, or collections, may cost until they become rarer: so many of them, or so many objects visited. */
const FADING_STEP = 1000;
const FADING_VISITS = 500_000;

/** Looks at all counts as the program runs, and remembers which instruction it saw last. */
class StressAudit {
	private readonly ledger: Ledger;
	private interval: number;
	private readonly fading: boolean;
	private looks = 0;
	/** Where the interval is next doubled. */
	private fadeLooks = FADING_STEP;
	private fadeVisits = FADING_VISITS;
	private readonly from: number;
	private instructions = 0;
	private code: PyCode | null = null;
	private pc = 0;

	constructor(words: ReadonlySet<string>, interval: number) {
		this.interval = interval;
		this.fading = words.has("fading");
		this.from = numberIn(words, "from", 0);
		this.ledger = new Ledger(words.has("exact"));
	}

	before(frame: Frame): void {
		const number = this.instructions++;
		if (number >= this.from && number % this.interval === 0) this.look();
		this.code = frame.code;
		this.pc = frame.pc;
	}

	private look(): void {
		assertNone(this.ledger.look(), this.when());
		this.looks++;
		if (this.fading && (this.looks >= this.fadeLooks || this.ledger.visits >= this.fadeVisits)) this.fade();
	}

	private fade(): void {
		this.interval *= 2;
		this.fadeLooks = this.looks + FADING_STEP;
		this.fadeVisits = this.ledger.visits + FADING_VISITS;
	}

	private when(): string {
		const before = this.interval > 1 ? ` or up to ${this.interval - 1} instructions before` : "";
		return this.code === null
			? "before the first instruction"
			: `after ${place(this.code, this.pc)}${before} (instruction ${this.instructions - 1})`;
	}

	end(when: string): void {
		assertNone(this.ledger.look(), this.when());
		assertNone(this.ledger.check(), when);
		const some = this.looks === this.instructions ? "" : `${this.looks} of `;
		this.tell(`decref: audited after ${some}${this.instructions} instructions ${when}\n`);
	}

	private tell(text: string): void {
		host().writeStderr(new TextEncoder().encode(text));
	}
}

let stress: StressAudit | null = null;

export function debugObserver(words: ReadonlySet<string>): void {
	if (words.has("collect")) collectAlways(words.has("fading"));
	const looks: ((frame: Frame) => void)[] = [];
	if (words.has("trace")) looks.push(trace);
	const interval = numberIn(words, "stress", 1);
	if (interval > 0) {
		const audit = (stress = new StressAudit(words, interval));
		looks.push((frame) => audit.before(frame));
	}
	if (looks.length > 0) observe((frame) => looks.forEach((look) => look(frame)));
}

/** Collects at every safe point; if `fading`, at fewer and fewer. What lives already is left out, so that it is quick. */
function collectAlways(fading: boolean): void {
	freeze();
	let interval = 1;
	let points = 0;
	let collections = 0;
	setStepHook(() => {
		if (++points % interval !== 0) return;
		collect(OLDEST);
		if (++collections % FADING_STEP === 0 && fading) interval *= 2;
	});
}

/** The program has ended: what is collected now is what CPython collects, and what lived at the start may go. */
export function endCollecting(words: ReadonlySet<string>): void {
	if (!words.has("collect")) return;
	setStepHook(null);
	unfreeze();
}

/** The number N of a word `name=N`; `bare` for the word alone; 0 if it isn't there. */
function numberIn(words: ReadonlySet<string>, name: string, bare: number): number {
	if (words.has(name)) return bare;
	for (const word of words) if (word.startsWith(`${name}=`)) return Math.max(0, Math.trunc(Number(word.slice(name.length + 1))) || 0);
	return 0;
}

/** Under `audit` and `stress`: throws a HeapFault if a count is wrong. */
export function finalAudit(words: ReadonlySet<string>, when: string): void {
	if (stress !== null) stress.end(when);
	else if (words.has("audit")) assertAudit(when);
	if (!words.has("leaks")) return;
	const lost = countLost();
	if (lost !== 0) throw new HeapFault(`${when}: ${lost} objects live, and nothing refers to them`);
}

/** Ends all looking, and says in a fault's message what ran. */
export function explainFault(fault: unknown): void {
	observe(null);
	stress = null;
	const frame = thread.frame as Frame | null;
	if (fault instanceof HeapFault && frame !== null) fault.message += `\n  while ${place(frame.code, frame.pc)} was to run or ran`;
}

function place(code: PyCode, pc: number): string {
	const word = code.plainInstructions()[pc]!;
	return `${code.qualname.value}:${code.lineAt(pc) ?? "?"} ${2 * pc} ${opname[word & 255]} ${word >> 8}`;
}

function trace(frame: Frame): void {
	const depth = frame.sp - frame.base - frame.code.nlocalsplus;
	host().writeStderr(new TextEncoder().encode(`trace ${place(frame.code, frame.pc)} stack ${depth}\n`));
}
