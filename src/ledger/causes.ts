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
import { inputsOf } from "./stackSlots.ts";

/** Where something happened, and by what. */
export interface Cause {
	readonly file: string;
	/** Null where no code was running, or an instruction without line. */
	readonly line: number | null;
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
	if (frame === null) return { file: "", line: null, where: "", opcode: "", text: "the interpreter ended", byCollector: false };
	const ended = dyingFrames.at(-1);
	if (ended !== undefined && ended.previous === frame && collector.clearing === 0) return frameEnded(ended);
	const { code, pc } = frame;
	const word = pc < 0 ? 0 : code.plainInstructions()[pc]!;
	const place = { file: code.filename.value, line: code.lineAt(pc), where: code.qualname.value, opcode: opname[word & 255]! };
	const byCollector = collector.clearing > 0;
	const text = byCollector ? collectorText() : (exceptionText(frame) ?? instructionText(frame, word & 255, word >> 8));
	return { ...place, text, byCollector };
}

/** The contents of a frame die when its caller is the running one again. */
function frameEnded({ code, pc }: Frame): Cause {
	const op = code.plainInstructions()[pc]! & 255;
	const place = { file: code.filename.value, line: code.lineAt(pc), where: code.qualname.value, opcode: opname[op]! };
	const how = op === RETURN_VALUE ? "returned" : "ended";
	return { ...place, text: `\`${code.qualname.value}\` ${how}, and its locals with it`, byCollector: false };
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

function instructionText(frame: Frame, op: number, oparg: number): string {
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
			return callText(frame, op, oparg);
		case YIELD_VALUE:
			return `the generator \`${code.qualname.value}\` ended`;
		default:
			return `it was a temporary value of an expression (${opname[op]})`;
	}
}

/** The inputs of the call lie on the stack until they are given up, the callable first. */
function callText(frame: Frame, op: number, oparg: number): string {
	const first = frame.base + frame.code.nlocalsplus;
	const bottom = frame.sp - inputsOf(op, oparg).length;
	for (let i = Math.max(bottom, first); i <= frame.sp && i < frame.stack.length; i++) {
		const object = frame.stack[i] as PyObject | null;
		const name = object === null ? null : callableText(object);
		if (name !== null) return `the call to \`${name}\` let it go`;
	}
	return "a call let it go";
}
