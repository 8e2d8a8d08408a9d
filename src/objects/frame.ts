// Frame objects: what `sys._getframe()` and tracebacks show of an interpreter frame, made on demand.
//
// While the call runs, the object only points to the interpreter's frame, which owns the object. When the call ends
// and somebody still holds the object, the frame's contents move into it (`clearFrame`), and from then on it is an
// ordinary tracked object. Read `frameObjectOf` and `clearFrame` first. Mirrors Objects/frameobject.c and Python/frame.c.

import { addressOf } from "../heap/address.ts";
import { track, untrack } from "../heap/gc/tracking.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, decrefEach, free, incref, release, xdecref, xrelease } from "../heap/refcount.ts";
import { def } from "./args.ts";
import { BoolType, newBool, True } from "./bool.ts";
import type { PyDict } from "./dict.ts";
import { runtimeError, typeError, valueError } from "./errors.ts";
import { frameLocalsDict, frameLocalsProxy } from "./frameLocals.ts";
import { closeGenerator, finalizeGenerator, isGeneratorExecuting } from "./generatorClose.ts";
import { newInt } from "./int.ts";
import {
	clearFrameSlots,
	type Frame,
	frameLine,
	makeFrameStrong,
	moveFrame,
	newOwnFrame,
	OWNED_BY_FRAME_OBJECT,
	OWNED_BY_GENERATOR,
	visitFrame,
} from "./interpreterFrame.ts";
import { defineType, PyGCObject, type PyObject, TPFLAGS_DISALLOW_INSTANTIATION, TPFLAGS_HAVE_GC } from "./object.ts";
import { None } from "./singletons.ts";
import { thread } from "./state.ts";
import { newStr } from "./str.ts";

export class PyFrame extends PyGCObject {
	/** The caller's frame object, once this frame owns its contents. Owned. */
	back: PyFrame | null;
	frame: Frame;
	trace: PyObject | null;
	/** Set by a trace function; 0 means: compute it. */
	lineno: number;
	traceLines: boolean;
	traceOpcodes: boolean;
	/** Names that were stored through f_locals and are no variables. Owned. */
	extraLocals: PyDict | null;
	/** Values that f_locals replaced: something may still borrow them. Owned. */
	overwritten: PyObject[];

	constructor(frame: Frame) {
		super(FrameType);
		this.back = null;
		this.frame = frame;
		this.trace = null;
		this.lineno = 0;
		this.traceLines = true;
		this.traceOpcodes = false;
		this.extraLocals = null;
		this.overwritten = [];
	}
}

export function isFrame(object: PyObject): object is PyFrame {
	return object.type === FrameType;
}

/** The frame's object, made if there is none. Borrowed: the frame owns it. */
export function frameObjectOf(frame: Frame): PyFrame {
	frame.frameObject ??= new PyFrame(frame);
	return frame.frameObject;
}

/** Whether the frame has not yet come to its first instruction that counts (`_PyFrame_IsIncomplete`). */
export function isIncomplete(frame: Frame): boolean {
	return frame.owner !== OWNED_BY_GENERATOR && frame.pc < frame.code.firstTraceable;
}

/** The nearest of the frame and its callers that a program may see. */
export function firstComplete(frame: Frame | null): Frame | null {
	while (frame !== null && isIncomplete(frame)) frame = frame.previous;
	return frame;
}

/** The frame of Python code that is running now, or null. */
export function currentFrame(): Frame | null {
	return firstComplete(thread.frame as Frame | null);
}

/** The next frame out of a frame object, as f_back shows it. Borrowed. */
export function frameBack(self: PyFrame): PyFrame | null {
	if (self.back !== null) return self.back;
	const previous = firstComplete(self.frame.previous);
	return previous === null ? null : frameObjectOf(previous);
}

/**
 * Ends a frame: its contents die, last slot first, or move to the frame object if somebody holds it. The code object
 * stays the caller's to release. Runs Python code. Source: _PyFrame_ClearExceptCode.
 */
export function clearFrame(frame: Frame): void {
	const object = frame.frameObject;
	if (object !== null) {
		frame.frameObject = null;
		if (object.refcnt > 1) {
			takeOwnership(object, frame);
			decref(object);
			return;
		}
	}
	dyingFrames.push(frame);
	if (object !== null) decref(object);
	clearContents(frame);
	dyingFrames.pop();
}

/** Frames whose contents are dying: they still own what is left. The audit visits them. */
export const dyingFrames: Frame[] = [];

function clearContents(frame: Frame): void {
	clearFrameSlots(frame);
	const { locals, func, instance } = frame;
	frame.locals = null;
	if (locals !== null) decref(locals);
	frame.func = null;
	if (func !== null && frame.ownsFunc) {
		frame.ownsFunc = false;
		decref(func);
	}
	if (instance !== null) {
		frame.instance = null;
		decref(instance);
	}
}

function takeOwnership(object: PyFrame, frame: Frame): void {
	const previous = firstComplete(frame.previous);
	const instance = frame.instance;
	frame.instance = null;
	makeFrameStrong(frame);
	const target = newOwnFrame(frame.sp - frame.base);
	moveFrame(frame, target);
	target.owner = OWNED_BY_FRAME_OBJECT;
	incref(target.code);
	target.pc = Math.max(target.pc, target.code.firstTraceable + 1);
	object.frame = target;
	if (previous !== null) object.back = incref(frameObjectOf(previous));
	track(object);
	if (instance !== null) decref(instance);
}

function ownsFrame(self: PyFrame): boolean {
	return self.frame.owner === OWNED_BY_FRAME_OBJECT;
}

function frameDealloc(self: PyFrame): void {
	untrack(self);
	free(self);
	const { frame } = self;
	if (ownsFrame(self)) release(frame.code);
	for (const object of self.overwritten) release(object);
	xrelease(self.extraLocals);
	xrelease(self.trace);
	xrelease(self.back);
	if (!ownsFrame(self)) return;
	for (let i = 0; i < frame.sp; i++) if (frame.marks[i] !== 0) release(frame.stack[i]!);
	frame.sp = 0;
	xrelease(frame.locals);
	if (frame.ownsFunc) xrelease(frame.func);
}

function frameTraverse(self: PyFrame, visit: Visit): void {
	if (self.back !== null) visit(self.back, "attribute", "f_back");
	if (self.trace !== null) visit(self.trace, "attribute", "f_trace");
	if (self.extraLocals !== null) visit(self.extraLocals, "extra locals");
	self.overwritten.forEach((object, i) => visit(object, "overwritten local", i));
	if (ownsFrame(self)) visitFrame(self.frame, visit, "");
}

/** The stack, then the locals, last to first. Runs Python code. Source: frame_tp_clear. */
function frameClear(self: PyFrame): void {
	const { trace, extraLocals, overwritten, frame } = self;
	self.trace = null;
	self.extraLocals = null;
	self.overwritten = [];
	decrefEach([trace, extraLocals, ...overwritten]);
	clearFrameSlots(frame);
	const locals = frame.locals;
	frame.locals = null;
	xdecref(locals);
}

function frameRepr(self: PyFrame): Own<PyObject> {
	const { code } = self.frame.code;
	return newStr(
		`<frame at 0x${addressOf(self).toString(16)}, file ${quote(code.filename)}, line ${frameLine(self.frame) ?? code.firstlineno}, code ${code.name}>`,
	);
}

function quote(text: string): string {
	return `'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'")}'`;
}

function frameClearMethod(self: PyFrame): Own<PyObject> {
	const { frame } = self;
	if (frame.owner === OWNED_BY_GENERATOR) {
		const generator = frame.generator!;
		if (isGeneratorExecuting(generator)) runtimeError("cannot clear an executing frame");
		if (generator.isSuspended()) runtimeError("cannot clear a suspended frame");
		finalizeGenerator(generator);
		// A coroutine that never began: it has told so, and goes as other generators do.
		if (!generator.isFinished()) closeGenerator(generator);
	} else if (frame.owner !== OWNED_BY_FRAME_OBJECT) {
		runtimeError("cannot clear an executing frame");
	} else {
		frameClear(self);
	}
	return own(None);
}

/** What frames need from vm/monitoring. */
export const traceHooks = {
	/** Moves a running frame to a line, as a trace function may. */
	setLine: (_self: PyFrame, _line: PyObject | null): void => valueError("f_lineno can only be set in a trace function"),
	/** Switches the event of single instructions on or off in the frame's code. */
	setOpcodeTrace: (_self: PyFrame, _on: boolean): void => {},
};

function setTrace(self: PyFrame, value: PyObject | null): void {
	const old = self.trace;
	const trace = value === None ? null : value;
	if (trace === old) return;
	self.trace = trace === null ? null : incref(trace);
	xdecref(old);
	if (trace !== null && self.traceOpcodes) traceHooks.setOpcodeTrace(self, true);
}

function lineNumber(self: PyFrame): Own<PyObject> {
	if (self.lineno !== 0) return newInt(self.lineno);
	const line = frameLine(self.frame);
	return line === null ? own(None) : newInt(line);
}

function boolValue(value: PyObject | null): boolean {
	if (value === null || value.type !== BoolType) return typeError("attribute value type must be bool");
	return value === True;
}

function setTraceOpcodes(self: PyFrame, value: PyObject | null): void {
	self.traceOpcodes = boolValue(value);
	if (!self.traceOpcodes) traceHooks.setOpcodeTrace(self, false);
	else if (self.trace !== null) traceHooks.setOpcodeTrace(self, true);
}

export const FrameType = defineType({
	name: "frame",
	flags: TPFLAGS_HAVE_GC | TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 152,
	itemsize: 8,
	dealloc: frameDealloc,
	traverse: frameTraverse,
	traverseRest: (self: PyFrame, visit) => {
		if (ownsFrame(self) && self.frame.frameObject !== null) visit(self.frame.frameObject, "frame object");
	},
	clear: frameClear,
	blockSize: (self: PyFrame) => 168 + 8 * self.frame.code.frameSize,
	repr: frameRepr,
	methods: [
		def("clear", "($self, /)", "Clears all references that the frame holds.", frameClearMethod),
		def("__sizeof__", "($self, /)", "Size in bytes.", (self: PyFrame) => newInt(self.type.basicsize + 8 * self.frame.code.frameSize)),
	],
	getset: [
		{ name: "f_back", get: (self: PyFrame) => incref(frameBack(self) ?? None) as Own<PyObject> },
		{ name: "f_locals", get: (self: PyFrame) => frameLocalsOf(self), doc: "The mapping of the variables." },
		{
			name: "f_lineno",
			get: lineNumber,
			set: (self: PyFrame, value) => traceHooks.setLine(self, value),
			doc: "The line that is being executed.",
		},
		{
			name: "f_trace",
			get: (self: PyFrame) => incref(self.trace ?? None),
			set: setTrace,
			doc: "The function that traces this frame, or None.",
		},
		{ name: "f_lasti", get: (self: PyFrame) => newInt(2 * self.frame.pc), doc: "The offset of the instruction last begun." },
		{ name: "f_globals", get: (self: PyFrame) => incref(self.frame.globals), doc: "The dictionary of the global variables." },
		{ name: "f_builtins", get: (self: PyFrame) => incref(self.frame.builtins), doc: "The dictionary of the built-in names." },
		{ name: "f_code", get: (self: PyFrame) => incref(self.frame.code), doc: "The code that is being executed.", audited: true },
		{
			name: "f_generator",
			get: (self: PyFrame) => incref((self.frame.owner === OWNED_BY_GENERATOR ? self.frame.generator : null) ?? None) as Own<PyObject>,
			doc: "The generator that owns the frame, or None.",
		},
		{
			name: "f_trace_opcodes",
			get: (self: PyFrame) => newBool(self.traceOpcodes),
			set: setTraceOpcodes,
			doc: "Whether each instruction is traced.",
		},
	],
	members: [{ name: "f_trace_lines", field: "traceLines" }],
});

const CO_OPTIMIZED = 1;

/** `f_locals`: the namespace itself for module and class code, a proxy that writes through for a function. */
export function frameLocalsOf(self: PyFrame): Own<PyObject> {
	const { frame } = self;
	if ((frame.code.codeFlags & CO_OPTIMIZED) === 0 && !hasHiddenLocals(frame) && frame.locals !== null) return incref(frame.locals);
	return frameLocalsProxy(self);
}

/** Whether an inlined comprehension's variables are live in a frame of module or class code. */
export function hasHiddenLocals(frame: Frame): boolean {
	const kinds = frame.code.code.localspluskinds;
	for (let i = 0; i < kinds.length; i++) if ((kinds[i] & 0x10) !== 0 && frame.stack[frame.base + i] !== null) return true;
	return false;
}

/** What `locals()` returns in a frame: the namespace itself, or for a function a new dictionary. */
export function localsOf(frame: Frame): Own<PyObject> {
	if ((frame.code.codeFlags & CO_OPTIMIZED) === 0 && !hasHiddenLocals(frame) && frame.locals !== null) return incref(frame.locals);
	return frameLocalsDict(frameObjectOf(frame));
}
