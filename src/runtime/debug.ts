// The debug switches that concern running: `audit`, `stress` (the audit after every instruction), `trace` (a line per
// instruction). Read `debugObserver` first.

import { assertAudit } from "../heap/audit.ts";
import { opname } from "../compile/opcode.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import { host } from "../modules/host.ts";
import { observe } from "../vm/observe.ts";

export function debugObserver(words: ReadonlySet<string>): void {
	const looks: ((frame: Frame) => void)[] = [];
	if (words.has("trace")) looks.push(trace);
	if (words.has("stress")) looks.push(auditFrame);
	if (looks.length > 0) observe((frame) => looks.forEach((look) => look(frame)));
}

function auditFrame(frame: Frame): void {
	assertAudit(`before ${place(frame)}`);
}

function place(frame: Frame): string {
	const word = frame.code.plainInstructions()[frame.pc];
	return `${frame.code.qualname.value}:${frame.code.lineAt(frame.pc) ?? "?"} ${2 * frame.pc} ${opname[word & 255]} ${word >> 8}`;
}

function trace(frame: Frame): void {
	const depth = frame.sp - frame.base - frame.code.nlocalsplus;
	host().writeStderr(new TextEncoder().encode(`trace ${place(frame)} stack ${depth}\n`));
}
