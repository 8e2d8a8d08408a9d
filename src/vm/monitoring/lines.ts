// Where the lines of a code object begin, as the line event has it: at a line's first instruction, at jumps' targets and
// at exception handlers. Read `lineTable` first. Mirrors initialize_lines (Python/instrumentation.c).

import {
	cacheEntries,
	END_ASYNC_FOR,
	END_FOR,
	END_SEND,
	JUMP_BACKWARD,
	JUMP_BACKWARD_NO_INTERRUPT,
	JUMP_FORWARD,
	POP_ITER,
	POP_JUMP_IF_FALSE,
	POP_JUMP_IF_NONE,
	POP_JUMP_IF_NOT_NONE,
	POP_JUMP_IF_TRUE,
	RESUME,
	SEND,
} from "../../compile/opcode.ts";
import type { PyCode } from "../../objects/code.ts";
import { handlerTable } from "../exceptionTable.ts";

export interface LineTable {
	/** The line of each unit that begins an instruction; -1 where there is none, and for caches. */
	readonly lines: Int32Array;
	/** 1 where a line event belongs. */
	readonly starts: Uint8Array;
}

const tables = new WeakMap<object, LineTable>();

export function lineTable(code: PyCode): LineTable {
	let table = tables.get(code.code);
	if (table === undefined) tables.set(code.code, (table = makeTable(code)));
	return table;
}

function makeTable(code: PyCode): LineTable {
	const plain = code.plainInstructions();
	const table = { lines: new Int32Array(plain.length).fill(-1), starts: new Uint8Array(plain.length) };
	markFirsts(code, plain, table);
	markTargets(code, plain, table);
	const handlers = handlerTable(code);
	for (let i = 0; i < handlers.length; i += 4) {
		const target = handlers[i + 2];
		if (table.lines[target] >= 0 && (plain[target] & 255) !== END_ASYNC_FOR) table.starts[target] = 1;
	}
	return table;
}

/** Instructions that never begin a line: the one before jumps over them, or it is there for monitoring itself. */
function neverStarts(op: number): boolean {
	return op === END_ASYNC_FOR || op === END_FOR || op === END_SEND || op === RESUME || op === POP_ITER;
}

function markFirsts(code: PyCode, plain: Int32Array, { lines, starts }: LineTable): void {
	let current = -1;
	for (let i = code.firstTraceable; i < plain.length; i += 1 + cacheEntries[plain[i] & 255]) {
		const line = code.lineAt(i) ?? -1;
		lines[i] = line;
		if (neverStarts(plain[i] & 255)) continue;
		if (line !== current && line >= 0) starts[i] = 1;
		current = line;
	}
}

function markTargets(code: PyCode, plain: Int32Array, { lines, starts }: LineTable): void {
	for (let i = code.firstTraceable; i < plain.length; i += 1 + cacheEntries[plain[i] & 255]) {
		const target = jumpTarget(plain, i);
		if (target >= 0 && target < lines.length && lines[target] >= 0) starts[target] = 1;
	}
}

/** Where a line may begin because the instruction at `i` jumps there, or -1. The end of a `for` is where POP_ITER stands, which never starts one. */
function jumpTarget(plain: Int32Array, i: number): number {
	const op = plain[i] & 255;
	const oparg = plain[i] >> 8;
	const next = i + 1 + cacheEntries[op];
	switch (op) {
		case POP_JUMP_IF_FALSE:
		case POP_JUMP_IF_TRUE:
		case POP_JUMP_IF_NONE:
		case POP_JUMP_IF_NOT_NONE:
		case JUMP_FORWARD:
			return next + oparg;
		case SEND:
			return next + oparg + 1;
		case JUMP_BACKWARD:
		case JUMP_BACKWARD_NO_INTERRUPT:
			return next - oparg;
		default:
			return -1;
	}
}
