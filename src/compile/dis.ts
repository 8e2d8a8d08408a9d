// The disassembler: the text of CPython's `dis.dis`, with line numbers, labels, the exception table and nested code objects.
// All it knows of instructions comes from the table of opcodes. Read `dis`. Mirrors Lib/dis.py.

import { reprConstant } from "../syntax/literals.ts";
import type { Code, CodeConstant } from "./code.ts";
import { decode, type InstructionView, instructionAt, instructionsOf, jumpTarget } from "./decode.ts";
import {
	BINARY_OP,
	CALL_INTRINSIC_1,
	CALL_INTRINSIC_2,
	COMPARE_OP,
	CONTAINS_OP,
	CONVERT_VALUE,
	cmpOp,
	commonConstants,
	END_ASYNC_FOR,
	hasArg,
	hasConst,
	hasFree,
	hasJump,
	hasLocal,
	hasName,
	IS_OP,
	intrinsic1Descs,
	intrinsic2Descs,
	LOAD_ATTR,
	LOAD_COMMON_CONSTANT,
	LOAD_FAST_BORROW_LOAD_FAST_BORROW,
	LOAD_FAST_LOAD_FAST,
	LOAD_GLOBAL,
	LOAD_SPECIAL,
	LOAD_SUPER_ATTR,
	nbOps,
	opname,
	SET_FUNCTION_ATTRIBUTE,
	STORE_FAST_LOAD_FAST,
	STORE_FAST_STORE_FAST,
	specialMethodNames,
} from "./opcode.ts";

export interface DisOptions {
	/** `repr` of a code object; CPython's shows its address, which plain data doesn't have. */
	readonly codeRepr?: (code: Code) => string;
	/** Show the offset of each instruction, as with `show_offsets=True`. */
	readonly showOffsets?: boolean;
	/** Offset of the instruction to mark with `-->`. */
	readonly lasti?: number;
	/** What to say beside the instruction at a code unit. */
	readonly note?: (code: Code, unit: number) => string;
}

const OPNAME_WIDTH = 20;
const OPARG_WIDTH = 5;
/** Where notes stand. */
const NOTE_COLUMN = 56;
const NO_LINENO = "  --";

/** `<code object f at 0x..., file "name", line 1>` */
export function defaultCodeRepr(code: Code): string {
	return `<code object ${code.name} at 0x..., file "${code.filename}", line ${code.firstlineno}>`;
}

/** The code object and those in its constants, recursively. Lines end with "\n". */
export function dis(code: Code, options: DisOptions = {}): string {
	const { codeRepr = defaultCodeRepr } = options;
	let text = disassemble(code, options);
	for (const constant of code.consts) {
		if (constant.type === "code") text += `\nDisassembly of ${codeRepr(constant.code)}:\n${dis(constant.code, { ...options, lasti: -1 })}`;
	}
	return text;
}

/** This code object only. */
export function disassemble(code: Code, options: DisOptions = {}): string {
	const { codeRepr = defaultCodeRepr, showOffsets = false, lasti = -1, note } = options;
	const starts = lineStarts(code);
	const lineWidth = linenoWidth(starts);
	const labels = labelsOf(code);
	const labelWidth = 4 + String(labels.size).length;
	const offsetWidth = String(Math.max(code.code.length - 2, 9999)).length;
	let text = "";
	for (const instruction of instructionsOf(code)) {
		const { offset, endOffset } = instruction;
		const line = starts.get(offset);
		if (lineWidth > 0 && line !== undefined && offset > 0) text += "\n";
		const fields: string[] = [];
		if (lineWidth > 0) fields.push(lineField(line).padStart(lineWidth));
		const label = labels.get(offset);
		fields.push((label === undefined ? "" : `L${label}:`).padStart(labelWidth));
		if (showOffsets) fields.push(`${String(offset).padStart(offsetWidth)}  `);
		fields.push(offset <= lasti && lasti < endOffset ? "-->" : "   ", ...instructionFields(code, instruction, labels, codeRepr));
		const said = note?.(code, offset / 2) ?? "";
		const shown = fields.join(" ").trimEnd();
		text += said === "" ? `${shown}\n` : `${shown.padEnd(NOTE_COLUMN)}  ${said}\n`;
	}
	return text + exceptionTableText(code, labels);
}

function lineField(line: number | undefined): string {
	if (line === undefined) return "";
	return line < 0 ? NO_LINENO : String(line);
}

/** Offsets at which the line changes, with the new line (-1: none). */
export function lineStarts(code: Code): Map<number, number> {
	const { lineno } = decode(code).locations;
	const starts = new Map<number, number>();
	for (let unit = 0; unit < lineno.length; unit++) {
		if (unit === 0 || lineno[unit] !== lineno[unit - 1]) starts.set(2 * unit, lineno[unit]);
	}
	return starts;
}

function linenoWidth(starts: Map<number, number>): number {
	const lines = [...starts.values()];
	const largest = lines.reduce((a, b) => Math.max(a, b), -1);
	// line 0, an empty module's, is none to `dis`
	if (largest <= 0) return 0;
	const width = Math.max(3, String(largest).length);
	return lines.includes(-1) ? Math.max(width, NO_LINENO.length) : width;
}

/** Labels are numbered by offset: targets of jumps, and where protected regions begin, end and lead. */
function labelsOf(code: Code): Map<number, number> {
	const offsets = new Set<number>();
	for (const instruction of instructionsOf(code)) {
		const target = jumpTarget(instruction);
		if (target !== null) offsets.add(target);
	}
	for (const { start, end, target } of decode(code).exceptions)
		offsets
			.add(2 * start)
			.add(2 * end)
			.add(2 * target);
	return new Map([...offsets].sort((a, b) => a - b).map((offset, i) => [offset, i + 1]));
}

function exceptionTableText(code: Code, labels: Map<number, number>): string {
	const { exceptions } = decode(code);
	if (exceptions.length === 0) return "";
	const label = (unit: number): string => `L${labels.get(2 * unit)}`;
	const lines = exceptions.map(
		({ start, end, target, depth, lasti }) => `  ${label(start)} to ${label(end)} -> ${label(target)} [${depth}]${lasti ? " lasti" : ""}\n`,
	);
	return `ExceptionTable:\n${lines.join("")}`;
}

function instructionFields(
	code: Code,
	instruction: InstructionView,
	labels: Map<number, number>,
	codeRepr: (code: Code) => string,
): string[] {
	const { opcode, oparg } = instruction;
	const name = opname[opcode];
	if (!hasArg(opcode)) return [name.padEnd(OPNAME_WIDTH)];
	// a long name takes its room from the argument
	const excess = Math.max(0, name.length - OPNAME_WIDTH);
	const fields = [name.padEnd(OPNAME_WIDTH), String(oparg).padStart(OPARG_WIDTH - excess)];
	const meaning = argrepr(code, instruction, labels, codeRepr);
	if (meaning !== "") fields.push(`(${meaning})`);
	return fields;
}

function constantRepr(constant: CodeConstant, codeRepr: (code: Code) => string): string {
	return constant.type === "code" ? codeRepr(constant.code) : reprConstant(constant);
}

const isPair = (opcode: number): boolean =>
	opcode === LOAD_FAST_LOAD_FAST ||
	opcode === LOAD_FAST_BORROW_LOAD_FAST_BORROW ||
	opcode === STORE_FAST_LOAD_FAST ||
	opcode === STORE_FAST_STORE_FAST;

/** What the argument of the instruction at `offset` stands for, as `dis` has it in parentheses, or its number; "" without argument. */
export function argumentText(code: Code, offset: number): string {
	const instruction = instructionAt(code, offset);
	if (!hasArg(instruction.opcode)) return "";
	return argrepr(code, instruction, labelsOf(code), defaultCodeRepr) || String(instruction.oparg);
}

/** What the argument stands for; "" where that is only the number. */
function argrepr(code: Code, instruction: InstructionView, labels: Map<number, number>, codeRepr: (code: Code) => string): string {
	const { opcode, oparg } = instruction;
	if (hasConst(opcode)) return constantRepr(code.consts[oparg], codeRepr);
	if (hasName(opcode)) return nameRepr(opcode, oparg, code.names);
	if (hasJump(opcode)) return `${opcode === END_ASYNC_FOR ? "from" : "to"} L${labels.get(jumpTarget(instruction) ?? -1)}`;
	if (isPair(opcode)) return `${code.localsplusnames[oparg >> 4]}, ${code.localsplusnames[oparg & 15]}`;
	if (hasLocal(opcode) || hasFree(opcode)) return code.localsplusnames[oparg];
	return numberMeaning(opcode, oparg);
}

function nameRepr(opcode: number, oparg: number, names: readonly string[]): string {
	switch (opcode) {
		case LOAD_GLOBAL:
			return names[oparg >> 1] + (oparg & 1 ? " + NULL" : "");
		case LOAD_ATTR:
			return names[oparg >> 1] + (oparg & 1 ? " + NULL|self" : "");
		case LOAD_SUPER_ATTR:
			return names[oparg >> 2] + (oparg & 1 ? " + NULL|self" : "");
		default:
			return names[oparg];
	}
}

/** SET_FUNCTION_ATTRIBUTE's bits. */
const FUNCTION_ATTRIBUTES = ["defaults", "kwdefaults", "annotations", "closure", "annotate"];
const CONVERSIONS = ["", "str", "repr", "ascii"];

function numberMeaning(opcode: number, oparg: number): string {
	switch (opcode) {
		case COMPARE_OP:
			return oparg & 16 ? `bool(${cmpOp[oparg >> 5]})` : cmpOp[oparg >> 5];
		case CONVERT_VALUE:
			return CONVERSIONS[oparg];
		case SET_FUNCTION_ATTRIBUTE:
			return FUNCTION_ATTRIBUTES.filter((_, i) => oparg & (1 << i)).join(", ");
		case BINARY_OP:
			return nbOps[oparg];
		case CALL_INTRINSIC_1:
			return intrinsic1Descs[oparg];
		case CALL_INTRINSIC_2:
			return intrinsic2Descs[oparg];
		case LOAD_COMMON_CONSTANT:
			return commonConstantRepr(commonConstants[oparg]);
		case LOAD_SPECIAL:
			return specialMethodNames[oparg];
		case IS_OP:
			return oparg ? "is not" : "is";
		case CONTAINS_OP:
			return oparg ? "not in" : "in";
		default:
			return "";
	}
}

/** Types show their name, functions their repr. */
function commonConstantRepr(name: string): string {
	return name === "all" || name === "any" ? `<built-in function ${name}>` : name;
}
