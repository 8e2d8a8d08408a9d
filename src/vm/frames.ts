// Frames of ordinary calls: where their slots lie, how they are taken and given back, and how they are found by the audit.
//
// All calls of a thread share one stretch of slots; a frame that does not fit gets slots of its own. Frame structs are
// used again. Invariant: a thread's frames are given back in the reverse of the order in which they were taken. Read
// `pushFrame` first. Mirrors the data stack of Python/pystate.c and _PyEvalFramePushAndInit (Python/ceval.c).

import { registerRoots } from "../heap/audit.ts";
import type { Visit } from "../heap/header.ts";
import { decref, incref } from "../heap/hotCount.ts";
import { CO_OPTIMIZED, type PyCode } from "../objects/code.ts";
import { clearFrame, dyingFrames } from "../objects/frame.ts";
import type { PyFunction } from "../objects/function.ts";
import { emptySlots, Frame, OWNED_BY_GENERATOR, OWNED_BY_THREAD, type Slots, visitFrame } from "../objects/interpreterFrame.ts";
import { thread } from "../objects/state.ts";
import { framesOfThreads, registerPerThread, threads } from "../objects/threads.ts";

class DataStack {
	readonly slots: Slots;
	readonly marks: Uint8Array;
	readonly size: number;
	/** Up to date while its thread does not run. */
	top = 0;

	constructor(size: number) {
		this.slots = emptySlots(size);
		this.marks = new Uint8Array(size);
		this.size = size;
	}
}

/** Of the main thread, and of others. */
const SIZE = 1 << 15;
const SMALL_SIZE = 1 << 12;

/** The running thread's. */
let stackInUse = new DataStack(SIZE);
let dataStack = stackInUse.slots;
let dataMarks = stackInUse.marks;
let size = SIZE;
let top = 0;
/** Of ended threads. */
const unusedStacks: DataStack[] = [];

registerPerThread<DataStack>({
	fresh: () => unusedStacks.pop() ?? new DataStack(SMALL_SIZE),
	get: () => {
		stackInUse.top = top;
		return stackInUse;
	},
	set: (stack) => {
		stackInUse = stack;
		dataStack = stack.slots;
		dataMarks = stack.marks;
		size = stack.size;
		top = stack.top;
	},
	clear: () => {
		if (top === 0) unusedStacks.push(stackInUse);
	},
});

let spare: Frame | null = null;

/** A frame for a call of `func` (whose reference it takes over if `ownsFunc`), not linked yet; its locals are unbound. */
export function pushFrame(func: PyFunction, ownsFunc: boolean, code: PyCode): Frame {
	let frame = spare;
	if (frame === null) frame = new Frame();
	else spare = frame.spare;
	const base = top;
	const end = base + code.frameSize;
	if (end > size) return pushLarge(frame, func, ownsFunc, code);
	top = end;
	frame.stack = dataStack;
	frame.marks = dataMarks;
	frame.base = base;
	frame.sp = base + code.nlocalsplus;
	frame.code = code;
	code.refcnt++;
	frame.func = func;
	frame.ownsFunc = ownsFunc;
	frame.globals = func.globals;
	frame.builtins = func.builtins;
	frame.pc = 0;
	frame.entry = false;
	return frame;
}

/** As `pushFrame`; code that is no function's, such as a module's, has its globals for its locals. */
export function pushCall(func: PyFunction, ownsFunc: boolean, code: PyCode): Frame {
	const frame = pushFrame(func, ownsFunc, code);
	if ((code.codeFlags & CO_OPTIMIZED) === 0) frame.locals = incref(func.globals);
	return frame;
}

function pushLarge(frame: Frame, func: PyFunction, ownsFunc: boolean, code: PyCode): Frame {
	frame.stack = emptySlots(code.frameSize);
	frame.marks = new Uint8Array(code.frameSize);
	frame.base = 0;
	frame.sp = code.nlocalsplus;
	frame.code = incref(code);
	frame.func = func;
	frame.ownsFunc = ownsFunc;
	frame.globals = func.globals;
	frame.builtins = func.builtins;
	frame.pc = 0;
	frame.entry = false;
	return frame;
}

/** Gives back an ended frame, whose contents are gone, with its reference to the code. */
export function popFrame(frame: Frame): void {
	const code = frame.code;
	if (frame.stack === dataStack) top = frame.base;
	frame.previous = null;
	frame.spare = spare;
	spare = frame;
	if (code.refcnt > 1) code.refcnt--;
	else decref(code);
}

/** Ends a call: contents die, the frame is given back. Runs Python code. Source: clear_thread_frame. */
export function clearAndPop(frame: Frame): void {
	clearFrame(frame);
	popFrame(frame);
}

/** Ends a frame that was never entered; `before` gives up what should have gone into it. */
export function abandonFrame(frame: Frame, before: () => void): void {
	dyingFrames.push(frame);
	before();
	dyingFrames.pop();
	clearFrame(frame);
	popFrame(frame);
}

/** Ends a generator's run for good. Source: clear_gen_frame. */
export function clearGeneratorRun(frame: Frame): void {
	const generator = frame.generator!;
	const CLEARED = 4;
	generator.state = CLEARED;
	thread.excInfo = generator.previous!;
	generator.previous = null;
	// Nobody runs a frame that has ended, not even one that somebody still holds.
	frame.previous = null;
	clearFrame(frame);
	const { value } = generator;
	generator.value = null;
	if (value !== null) decref(value);
	frame.previous = null;
}

function visitFrames(visit: Visit): void {
	for (const [record, innermost] of framesOfThreads()) {
		const where = record === threads.current ? "" : ` in ${record.name}`;
		for (let frame = innermost as Frame | null; frame !== null; frame = frame.previous) visitRunning(frame, visit, where);
	}
	for (const frame of dyingFrames) visitRunning(frame, visit, "");
}

function visitRunning(frame: Frame, visit: Visit, inThread: string): void {
	// A generator visits its own frame, except when it is being cleared: then nobody else does.
	if (frame.owner === OWNED_BY_GENERATOR && frame.generator!.state !== 4) return;
	const where = ` of ${frame.code.qualname.value}${inThread}`;
	if (frame.owner !== OWNED_BY_THREAD) {
		visitCleared(frame, visit, where);
		return;
	}
	visitFrame(frame, visit, where);
	if (frame.frameObject !== null) visit(frame.frameObject, `frame object${where}`);
	if (frame.instance !== null) visit(frame.instance, `new instance in${where}`);
}

/** A generator's frame while its contents die: the generator itself visits code and frame object. */
function visitCleared(frame: Frame, visit: Visit, where: string): void {
	visitFrame(frame, (ref, slot, key) => (ref === frame.code ? undefined : visit(ref, slot, key)), where);
}

registerRoots("frames", visitFrames);
