// The compiler's stages one by one, as `_testinternalcapi` shows them: codegen, the optimiser and the assembler, which hand
// instruction sequences to each other. A sequence owns the list of its nested ones; its instructions are plain data. Read
// `optimizeCfg` first. Mirrors the compiler's part of Modules/_testinternalcapi.c and the type in Python/instruction_sequence.c.

import { assemble, optimizeAndAssemble } from "../compile/assemble.ts";
import type { Code, CodeConstant } from "../compile/code.ts";
import { generate } from "../compile/codegen.ts";
import { cleanDoc } from "../compile/docstring.ts";
import { cfgFromInstructionSequence, CompilerFault, translateJumpLabelsToTargets } from "../compile/flowgraphBlock.ts";
import { flatten, optimizeCodeUnit, toFinalInstructions } from "../compile/flowgraph.ts";
import { optimizeLoadFast } from "../compile/flowgraphBorrow.ts";
import { labelExceptionTargets, markExceptHandlers } from "../compile/flowgraphExceptions.ts";
import { calculateStackdepth } from "../compile/flowgraphLayout.ts";
import { futureFeatures } from "../compile/future.ts";
import { InstructionSequence } from "../compile/instructionSequence.ts";
import { hasArg, hasConst, hasTarget } from "../compile/opcode.ts";
import { preprocess } from "../compile/preprocess.ts";
import { buildSymtable } from "../compile/symtableBuild.ts";
import type { CodeUnit } from "../compile/unit.ts";
import { dropKeeping, hold, take } from "../heap/handles.ts";
import { own, type Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { isCode } from "../objects/code.ts";
import { cIntArgument, strArgument } from "../objects/conversions.ts";
import { dictGetStr, dictItemsInOrder, isDict, newDict, type PyDict } from "../objects/dict.ts";
import { keyError, typeError, valueError } from "../objects/errors.ts";
import { isInt, newInt } from "../objects/int.ts";
import { isList, listAppendSteal, listClear, newList, type PyList } from "../objects/list.ts";
import { defineType, PyGCObject, type PyObject, type PyType, TPFLAGS_HAVE_GC } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { internStr, isStr, newStr } from "../objects/str.ts";
import { newTuple } from "../objects/tuple.ts";
import { codeFromData, objectFromConstant } from "../vm/materialize.ts";
import { constantOf, treeFromObject } from "./astFromObject.ts";
import { validateTree } from "./astValidate.ts";
import { setOwned, typeName } from "./define.ts";
import { fileNameText, isNode } from "./builtinsCode.ts";
import { type CompileMode, moduleHooks } from "./hooks.ts";
import { allocate, ownedSlots } from "./ownedSlots.ts";

class PyInstructionSequence extends PyGCObject {
	sequence: InstructionSequence;
	/** List of sequences. */
	nested: PyObject | null;

	constructor(type: PyType) {
		super(type);
		this.sequence = new InstructionSequence();
		this.nested = null;
	}
}

function wrap(sequence: InstructionSequence): Own<PyInstructionSequence> {
	const self = hold(allocate<PyInstructionSequence>(InstructionSequenceType), "instruction sequence");
	self.sequence = sequence;
	self.nested = newList(sequence.nested.map(wrap));
	return take(self);
}

function addOp(self: PyInstructionSequence, ...args: PyObject[]): Own<PyObject> {
	// The order in which the place is taken, whatever the arguments are called.
	const [opcode, oparg, lineno, endLineno, colOffset, endColOffset] = args.map((arg) => cIntArgument(arg));
	self.sequence.add(opcode, oparg, { lineno, endLineno, colOffset, endColOffset });
	return newNone();
}

/** Labels begin with 1 here, but any number will do for one. */
function newLabel({ sequence: { labels } }: PyInstructionSequence): Own<PyObject> {
	if (labels.length === 0) labels.push(-1);
	return newInt(labels.push(-1) - 1);
}

function useLabel({ sequence }: PyInstructionSequence, label: PyObject): Own<PyObject> {
	const number = cIntArgument(label);
	if (number < 0) valueError("a label is not negative");
	while (sequence.labels.length <= number) sequence.labels.push(-1);
	sequence.useLabel(number);
	return newNone();
}

function addNested(self: PyInstructionSequence, nested: PyObject): Own<PyObject> {
	if (nested.type !== InstructionSequenceType) typeError(`expected an instruction sequence, not ${typeName(nested.type)}`);
	listAppendSteal(self.nested as PyList, incref(nested) as Own<PyObject>);
	return newNone();
}

function getInstructions({ sequence }: PyInstructionSequence): Own<PyObject> {
	return newList(
		sequence.instructions.map(({ opcode, oparg, loc }) => {
			const arg = hasTarget(opcode) ? newInt(target(sequence, oparg)) : hasArg(opcode) ? newInt(oparg) : newNone();
			const place = [loc.lineno, loc.endLineno, loc.colOffset, loc.endColOffset].map((n) => newInt(n) as Own<PyObject>);
			return newTuple([newInt(opcode), arg, ...place]) as Own<PyObject>;
		}),
	);
}

export const InstructionSequenceType: PyType = defineType({
	name: "InstructionSequence",
	basicsize: 64,
	flags: TPFLAGS_HAVE_GC,
	alloc: (type) => own(new PyInstructionSequence(type)),
	new(_type, args, kwargs) {
		if (args.items.length > 0) typeError("InstructionSequenceType() takes no positional arguments");
		if (kwargs !== null && kwargs.used > 0) typeError("InstructionSequenceType() takes no keyword arguments");
		return wrap(new InstructionSequence());
	},
	...ownedSlots([["nested", "nested sequences"]]),
	methods: [
		def("addop", "($self, /, opcode, oparg, lineno, col_offset, end_lineno, end_col_offset)", "Appends an instruction.", addOp),
		def("new_label", "($self, /)", "A new label.", newLabel),
		def("use_label", "($self, /, label)", "Puts a label before what is appended next.", useLabel),
		def("add_nested", "($self, /, nested)", "Adds the sequence of a code object within this one.", addNested),
		def("get_nested", "($self, /)", "The sequences of the code objects within this one.", (self: PyInstructionSequence) =>
			incref(self.nested!),
		),
		def("get_instructions", "($self, /)", "The instructions as tuples; jumps name instructions by their index.", getInstructions),
	],
});

/** Instructions of which none is labelled name each other by their index. */
const target = ({ labels }: InstructionSequence, oparg: number): number => (labels.length === 0 ? oparg : (labels[oparg] ?? -1));

/** A sequence whose labels are all used. */
function sequenceArgument(value: PyObject): InstructionSequence {
	if (value.type !== InstructionSequenceType) return valueError("expected an instruction sequence");
	const { sequence } = value as PyInstructionSequence;
	const { instructions } = sequence;
	const result = new InstructionSequence();
	for (const { opcode, oparg, loc } of instructions) {
		const arg = hasTarget(opcode) ? target(sequence, oparg) : oparg;
		if (hasTarget(opcode) && (arg < 0 || arg >= instructions.length)) valueError(`no instruction has label ${oparg}`);
		result.labels.push(result.instructions.length);
		result.add(opcode, arg, loc);
	}
	result.annotationsCode = sequence.annotationsCode;
	return result;
}

/** A fault of the instructions that were given is the caller's. */
function checked<T>(body: () => T): T {
	try {
		return body();
	} catch (error) {
		if (!(error instanceof CompilerFault)) throw error;
		return valueError(error.message);
	}
}

/** Constants as the compiler has them; `objects` is given the object of each. */
function constantsOf(items: readonly PyObject[], objects: Map<CodeConstant, PyObject>): CodeConstant[] {
	return items.map((object) => {
		const constant: CodeConstant = isCode(object) ? { type: "code", code: object.code } : (constantOf(object) as CodeConstant);
		if ((constant.type as string) === "invalid") typeError(`no constant of a code object: ${typeName(object)}`);
		objects.set(constant, object);
		return constant;
	});
}

function optimizeCfg(_module: PyObject, instructions: PyObject, consts: PyObject, nlocals: PyObject): Own<PyObject> {
	const sequence = sequenceArgument(instructions);
	const locals = cIntArgument(nlocals);
	if (!isList(consts)) return typeError("consts must be a list");
	for (const { opcode, oparg } of sequence.instructions) {
		if (hasConst(opcode) && (oparg < 0 || oparg >= consts.items.length)) valueError(`LOAD_CONST index ${oparg} is out of range for consts`);
	}
	const objects = new Map<CodeConstant, PyObject>();
	const constants = constantsOf(consts.items, objects);
	const result = checked(() => optimized(sequence, constants, locals));
	const left = hold(newList([]), "constants that are left");
	for (const constant of constants) {
		const known = objects.get(constant);
		listAppendSteal(left, known !== undefined ? (incref(known) as Own<PyObject>) : objectFromConstant(constant));
	}
	listClear(consts);
	for (const object of left.items) listAppendSteal(consts, incref(object) as Own<PyObject>);
	return dropKeeping(left, wrap(result));
}

/** `constants` grows and shrinks in place. */
function optimized(sequence: InstructionSequence, constants: CodeConstant[], locals: number): InstructionSequence {
	const cfg = cfgFromInstructionSequence(sequence);
	optimizeCodeUnit(cfg, constants, new Map(), locals, 0);
	calculateStackdepth(cfg.entry);
	optimizeLoadFast(cfg.entry);
	const result = new InstructionSequence();
	for (const { opcode, oparg, loc } of flatten(cfg.entry)) {
		result.labels.push(result.instructions.length);
		result.add(opcode, oparg, loc);
	}
	return result;
}

type Tree = Parameters<typeof generate>[0];

const MODES: readonly CompileMode[] = ["exec", "eval", "single"];

function compilerCodegen(
	_module: PyObject,
	ast: PyObject,
	filename: PyObject,
	optimize: PyObject,
	compileMode: PyObject | null,
): Own<PyObject> {
	const level = cIntArgument(optimize);
	const mode = MODES[cIntArgument(compileMode)] ?? valueError("no such mode of the compiler");
	const file = fileNameText(filename);
	if (!isNode(ast)) typeError("expected an AST");
	const tree = treeFromObject(ast, mode);
	validateTree(tree);
	const unit = moduleHooks.raisingSyntaxErrors(() => generated(tree as unknown as Tree, file, level));
	const sequence = wrap(unit.instructions);
	const metadata = newDict();
	for (const name of ["argcount", "posonlyargcount", "kwonlyargcount"] as const) setOwned(metadata, name, newInt(unit[name]));
	setOwned(metadata, "consts", newList(unit.consts.map(objectFromConstant)));
	return newTuple([sequence, metadata]);
}

/** What codegen makes of a module, which is used up. */
function generated(tree: Tree, filename: string, optimize: number): CodeUnit {
	const warn = (): void => {};
	const future = futureFeatures(tree, filename, 0);
	preprocess(tree, { optimize, features: future.features, warn });
	const symtable = buildSymtable(tree, filename, future);
	const compiler = generate(tree, { filename, optimize, future, symtable, warn, assemble: optimizeAndAssemble });
	return compiler.finishUnit(tree._class !== "Expression");
}

function assembleCodeObject(_module: PyObject, filename: PyObject, instructions: PyObject, metadata: PyObject): Own<PyObject> {
	const file = fileNameText(filename);
	if (!isDict(metadata)) return typeError("metadata must be a dict");
	const sequence = sequenceArgument(instructions);
	const unit = unitOf(file, sequence, metadata);
	return codeFromData(checked(() => assembled(unit)));
}

function assembled(unit: CodeUnit): Code {
	const cfg = cfgFromInstructionSequence(unit.instructions);
	translateJumpLabelsToTargets(cfg.entry);
	markExceptHandlers(cfg.entry);
	labelExceptionTargets(cfg.entry);
	return assemble(unit, toFinalInstructions(cfg, unit));
}

/** The metadata of code as a dictionary has it: names with their numbers, constants in a list. */
function unitOf(filename: string, instructions: InstructionSequence, metadata: PyDict): CodeUnit {
	const field = (name: string): PyObject => dictGetStr(metadata, internStr(name)) ?? keyError(internStr(name));
	const text = (name: string): string => strArgument("assemble_code_object", `metadata '${name}'`, field(name)).value;
	const count = (name: string): number => cIntArgument(field(name));
	const names = (name: string): string[] => namesInOrder(field(name), name);
	return {
		instructions,
		name: text("name"),
		qualname: text("qualname"),
		filename,
		firstlineno: count("firstlineno"),
		flags: 0,
		argcount: count("argcount"),
		posonlyargcount: count("posonlyargcount"),
		kwonlyargcount: count("kwonlyargcount"),
		varnames: names("varnames"),
		cellvars: names("cellvars"),
		freevars: names("freevars"),
		fastHidden: new Set(names("fasthidden")),
		names: names("names"),
		consts: constantsOf(itemsInOrder(field("consts"), "consts"), new Map()),
		constCache: new Map(),
	};
}

function namesInOrder(table: PyObject, what: string): string[] {
	return itemsInOrder(table, what).map((name) => (isStr(name) ? name.value : typeError(`metadata '${what}' must have names for keys`)));
}

/** The items of a list, or the keys of a dictionary that has their numbers. */
function itemsInOrder(table: PyObject, what: string): readonly PyObject[] {
	if (isList(table)) return table.items;
	if (!isDict(table)) return typeError(`metadata '${what}' must be a dict`);
	const rows = dictItemsInOrder(table).map(([item, index]): [PyObject, number] => [item, isInt(index) ? cIntArgument(index) : -1]);
	return rows.sort(([, a], [, b]) => a - b).map(([item]) => item);
}

export const compilerStages: readonly MethodDef[] = [
	def("new_instruction_sequence", "($module, /)", "An instruction sequence without instructions.", () => wrap(new InstructionSequence())),
	def(
		"compiler_codegen",
		"($module, /, ast, filename, optimize, compile_mode=0)",
		"The instructions of a tree before they are optimised, and numbers of its code.",
		compilerCodegen,
	),
	def("optimize_cfg", "($module, /, instructions, consts, nlocals)", "Optimises instructions; the list of constants changes.", optimizeCfg),
	def("assemble_code_object", "($module, /, filename, instructions, metadata)", "Makes code of instructions.", assembleCodeObject),
	def("compiler_cleandoc", "($module, /, doc)", "A docstring without its common indentation.", (_module, doc) =>
		newStr(cleanDoc(strArgument("compiler_cleandoc", "argument 'doc'", doc).value)),
	),
];
