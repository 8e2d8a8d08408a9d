// Why an object's last reference went: the instruction that gave it up, in the words of the source. Taken at the moment of
// death, when the frame still shows the instruction and its inputs. Read `causeNow` first.

import {
	CALL,
	CALL_FUNCTION_EX,
	CALL_KW,
	DELETE_ATTR,
	DELETE_DEREF,
	DELETE_FAST,
	DELETE_GLOBAL,
	DELETE_NAME,
	DELETE_SUBSCR,
	END_FOR,
	FOR_ITER,
	LOAD_FAST_AND_CLEAR,
	numPopped,
	opname,
	POP_EXCEPT,
	POP_ITER,
	POP_TOP,
	RERAISE,
	RETURN_VALUE,
	STORE_ATTR,
	STORE_DEREF,
	STORE_FAST,
	STORE_FAST_LOAD_FAST,
	STORE_FAST_STORE_FAST,
	STORE_GLOBAL,
	STORE_NAME,
	STORE_SLICE,
	STORE_SUBSCR,
	YIELD_VALUE,
} from "../compile/opcode.ts";
import { collector } from "../heap/gc/state.ts";
import type { PyCode } from "../objects/code.ts";
import { dyingFrames } from "../objects/frame.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import type { PyObject } from "../objects/object.ts";
import { thread } from "../objects/state.ts";
import { callableText, typeNameOf } from "./names.ts";
import { type Span, spanAt } from "./spans.ts";

/** Where something happened, and by what. */
export interface Cause {
	readonly file: string;
	/** Null where no code was running, or an instruction without line. */
	readonly line: number | null;
	/** The part of the source that the instruction was made from. */
	readonly span: Span | null;
	/** The function, or `<module>`. */
	readonly where: string;
	readonly opcode: string;
	/** "global `c` was deleted" */
	readonly text: string;
	readonly byCollector: boolean;
}

/** What is going on at this moment. Runs no Python code. */
export function causeNow(): Cause {
	const frame = thread.frame as Frame | null;
	if (frame === null) return { file: "", line: null, span: null, where: "", opcode: "", text: "the interpreter ended", byCollector: false };
	const byCollector = collector.clearing > 0;
	const ended = dyingFrames.length === 0 || byCollector ? undefined : dyingFrames[dyingFrames.length - 1];
	if (ended !== undefined && ended.previous === frame) return frameEnded(ended);
	if (byCollector) return causeAt(frame.code, frame.pc, collectorText(), true);
	const raised = thread.currentException === null ? null : exceptionText(frame);
	return raised !== null ? causeAt(frame.code, frame.pc, raised) : ofInstruction(frame);
}

function causeAt(code: PyCode, pc: number, text: string, byCollector = false): Cause {
	const op = pc < 0 ? 0 : code.plainInstructions()[pc]! & 255;
	const span = spanAt(code, pc);
	return { file: code.filename.value, line: code.lineAt(pc), span, where: code.qualname.value, opcode: opname[op]!, text, byCollector };
}

/** FAST: what an instruction does is said once. Twice the code unit, and one more for the end of the call there. */
const said = new WeakMap<PyCode, Said[]>();

interface Said {
	/** The callable, for a call. */
	readonly callable: unknown;
	readonly cause: Cause;
}

let lastCode: PyCode | null = null;
let lastSaid: Said[] = [];

function saidOf(code: PyCode): Said[] {
	if (code === lastCode) return lastSaid;
	let all = said.get(code);
	if (all === undefined) said.set(code, (all = []));
	lastCode = code;
	lastSaid = all;
	return all;
}

/** The contents of a frame die when its caller is the running one again. */
function frameEnded({ code, pc }: Frame): Cause {
	const all = saidOf(code);
	const key = 2 * pc + 1;
	const known = all[key];
	if (known !== undefined) return known.cause;
	const how = (code.plainInstructions()[pc]! & 255) === RETURN_VALUE ? "returned" : "ended";
	const cause = causeAt(code, pc, `\`${code.qualname.value}\` ${how}, and its locals with it`);
	all[key] = { callable: null, cause };
	return cause;
}

function ofInstruction(frame: Frame): Cause {
	const { code, pc } = frame;
	const word = pc < 0 ? 0 : code.plainInstructions()[pc]!;
	const op = word & 255;
	const all = saidOf(code);
	const key = 2 * Math.max(pc, 0);
	const known = all[key];
	const isCall = op === CALL || op === CALL_KW || op === CALL_FUNCTION_EX;
	const callable = isCall ? calledBy(frame, op, word >> 8, known?.callable) : null;
	if (known !== undefined && known.callable === callable) return known.cause;
	const cause = causeAt(code, pc, instructionText(frame, op, word >> 8, callable));
	all[key] = { callable, cause };
	return cause;
}

function collectorText(): string {
	const { clearing, generation } = collector;
	const what = clearing === 1 ? "that only it itself held it" : `a cycle of ${clearing} objects that nothing else held`;
	return `the collector found ${what} (generation ${generation})`;
}

/** Locals end while an exception leaves their function. */
function exceptionText(frame: Frame): string | null {
	const { currentException } = thread;
	if (currentException === null) return null;
	return `${typeNameOf(currentException.type)} left \`${frame.code.qualname.value}\``;
}

const isModuleLevel = (code: PyCode): boolean => code.name.value === "<module>";

function variable(frame: Frame, name: string): string {
	return isModuleLevel(frame.code) ? `global \`${name}\`` : `\`${name}\` of \`${frame.code.qualname.value}\``;
}

const localName = (code: PyCode, i: number): string => code.localsplusnames[i]?.value ?? "?";

function instructionText(frame: Frame, op: number, oparg: number, callable: PyObject | null): string {
	const { code } = frame;
	const named = (): string => variable(frame, code.names[oparg]!.value);
	const local = (i: number): string => `local \`${localName(code, i)}\` of \`${code.qualname.value}\``;
	switch (op) {
		case DELETE_NAME:
			return `${named()} was deleted`;
		case DELETE_GLOBAL:
			return `global \`${code.names[oparg]!.value}\` was deleted`;
		case DELETE_FAST:
		case DELETE_DEREF:
			return `${local(oparg)} was deleted`;
		case STORE_NAME:
			return `${named()} was bound to another object`;
		case STORE_GLOBAL:
			return `global \`${code.names[oparg]!.value}\` was bound to another object`;
		case STORE_FAST:
		case STORE_DEREF:
		case LOAD_FAST_AND_CLEAR:
			return `${local(oparg)} was bound to another object`;
		case STORE_FAST_LOAD_FAST:
			return `${local(oparg >> 4)} was bound to another object`;
		case STORE_FAST_STORE_FAST:
			return `${local(oparg >> 4)} or \`${localName(code, oparg & 15)}\` was bound to another object`;
		case RETURN_VALUE:
			return isModuleLevel(code) ? "the module's code ended" : `\`${code.qualname.value}\` returned, and its locals with it`;
		case POP_TOP:
			return "the value of the statement was not kept";
		case POP_EXCEPT:
		case RERAISE:
			return "the handling of the exception ended";
		case STORE_ATTR:
			return `attribute \`.${code.names[oparg]!.value}\` was bound to another object`;
		case DELETE_ATTR:
			return `attribute \`.${code.names[oparg]!.value}\` was deleted`;
		case STORE_SUBSCR:
		case STORE_SLICE:
			return "an item was replaced";
		case DELETE_SUBSCR:
			return "an item was deleted";
		case END_FOR:
		case POP_ITER:
		case FOR_ITER:
			return "the `for` loop let it go";
		case CALL:
		case CALL_KW:
		case CALL_FUNCTION_EX:
			return callable === null ? "a call let it go" : `the call to \`${callableText(callable)}\` let it go`;
		case YIELD_VALUE:
			return `the generator \`${code.qualname.value}\` ended`;
		default:
			return `it was a temporary value of an expression (${opname[op]})`;
	}
}

/** The callable of a call under way; null if it has no name. The call's inputs lie on the stack until they are given up. */
function calledBy({ code, stack, base, sp }: Frame, op: number, oparg: number, last: unknown): PyObject | null {
	const bottom = Math.max(sp - numPopped(op, oparg), base + code.nlocalsplus);
	for (let i = bottom; i <= sp && i < stack.length; i++) {
		const object = stack[i] as PyObject | null;
		if (object !== null && (object === last || callableText(object) !== null)) return object;
	}
	return null;
}
