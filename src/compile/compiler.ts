// The compiler's state while it walks the tree: the stack of code units, each with its instructions, tables of names and
// constants, and frame blocks (what a `return`, `break` or `continue` has to leave). Codegen emits through the methods
// here. Invariant: between two statements the frame blocks are those of the enclosing statements. Read `enterScope`
// first. Mirrors Python/compile.c; what is emitted for which node is in codegen*.ts.

import type { AnnAssign, Attribute, expr, expr_context, stmt } from "../syntax/ast.ts";
import { type Constant, NONE } from "../syntax/constant.ts";
import type { Code, CodeConstant } from "./code.ts";
import { type ArgumentCounts, type FrameBlock, type IndexTable, indexOf, type ScopeType, Unit } from "./compilerUnit.ts";
import { mergeConstant } from "./constants.ts";
import { raiseSyntaxError, syntaxWarning, type WarningHandler } from "./errors.ts";
import * as flags from "./flags.ts";
import type { FutureFeatures } from "./future.ts";
import { InstructionSequence, type Location, NO_LOCATION } from "./instructionSequence.ts";
import * as op from "./opcode.ts";
import {
	type BlockKey,
	CELL,
	FREE,
	GLOBAL_EXPLICIT,
	GLOBAL_IMPLICIT,
	LOCAL,
	mangle,
	maybeMangle,
	type Symtable,
	type SymtableEntry,
} from "./symtable.ts";
import type { CodeUnit } from "./unit.ts";

const MAX_BLOCKS = 21;

/** What the walk calls back for nodes inside of nodes; keeps the codegen files free of import cycles. */
export interface Visitors {
	expr(c: Compiler, e: expr): void;
	stmt(c: Compiler, s: stmt): void;
}

export interface CompilerOptions {
	readonly filename: string;
	readonly optimize: number;
	readonly future: FutureFeatures;
	readonly symtable: Symtable;
	readonly isInteractive: boolean;
	readonly visitors: Visitors;
	readonly warn: WarningHandler;
	/** Optimises and assembles one unit. */
	readonly assemble: (unit: CodeUnit) => Code;
}

export class Compiler {
	readonly options: CompilerOptions;
	readonly constCache = new Map<string, CodeConstant>();
	/** Units around the current one, outermost first. */
	readonly stack: Unit[] = [];
	#unit: Unit | null = null;
	/** Above 0 in the second copy of a `finally`, which must not warn again. */
	#disabledWarnings = 0;

	constructor(options: CompilerOptions) {
		this.options = options;
	}

	get unit(): Unit {
		return this.#unit!;
	}

	get entry(): SymtableEntry {
		return this.unit.entry;
	}

	get usesFutureAnnotations(): boolean {
		return (this.options.future.features & flags.CO_FUTURE_ANNOTATIONS) !== 0;
	}

	get isInteractiveTopLevel(): boolean {
		return this.options.isInteractive && this.stack.length === 0;
	}

	// Walking

	expr(e: expr): void {
		this.options.visitors.expr(this, e);
	}

	stmt(s: stmt): void {
		this.options.visitors.stmt(this, s);
	}

	body(statements: readonly stmt[]): void {
		for (const s of statements) this.options.visitors.stmt(this, s);
	}

	// Emitting

	op(opcode: number, oparg: number, loc: Location): void {
		this.unit.instructions.add(opcode, oparg, loc);
	}

	newLabel(): number {
		return this.unit.instructions.newLabel();
	}

	useLabel(label: number): void {
		this.unit.instructions.useLabel(label);
	}

	loadConst(value: CodeConstant, loc: Location): void {
		this.op(op.LOAD_CONST, this.addConst(value), loc);
	}

	loadInt(value: number, loc: Location): void {
		this.loadConst({ type: "int", value: BigInt(value) }, loc);
	}

	loadStr(value: string, loc: Location): void {
		this.loadConst({ type: "str", value }, loc);
	}

	loadStrTuple(values: readonly string[], loc: Location): void {
		const items = values.map((value): Constant => ({ type: "str", value }));
		this.loadConst({ type: "tuple", items }, loc);
	}

	addConst(value: CodeConstant): number {
		const merged = mergeConstant(this.constCache, value);
		const { consts, constIndexes } = this.unit;
		let index = constIndexes.get(merged);
		if (index === undefined) {
			index = consts.push(merged) - 1;
			constIndexes.set(merged, index);
		}
		return index;
	}

	/** An instruction whose argument is a name of `table`, mangled when private. */
	nameIn(table: IndexTable, opcode: number, name: string, loc: Location): void {
		this.op(opcode, indexOf(table, this.maybeMangle(name)), loc);
	}

	/** The index of a name that is taken as it stands. */
	nameIndex(name: string): number {
		return indexOf(this.unit.names, name);
	}

	globalName(opcode: number, name: string, loc: Location): void {
		this.nameIn(this.unit.names, opcode, name, loc);
	}

	loadAttr(name: string, loc: Location, isMethod = false): void {
		const index = indexOf(this.unit.names, this.maybeMangle(name));
		this.op(op.LOAD_ATTR, (index << 1) | (isMethod ? 1 : 0), loc);
	}

	/** Reads, binds or deletes a variable with the instruction that its scope asks for. */
	nameOp(name: string, context: expr_context, loc: Location): void {
		const mangled = this.maybeMangle(name);
		const scope = this.entry.getScope(mangled);
		const { unit } = this;
		if (scope === FREE || scope === CELL) {
			const table = scope === FREE ? unit.freevars : unit.cellvars;
			const opcode = context === "Load" ? this.#derefLoad(loc) : context === "Store" ? op.STORE_DEREF : op.DELETE_DEREF;
			this.op(opcode, indexOf(table, mangled), loc);
		} else if (scope === LOCAL && (this.entry.isFunctionLike || unit.fastHidden.get(mangled))) {
			const opcode = { Load: op.LOAD_FAST, Store: op.STORE_FAST, Del: op.DELETE_FAST }[context];
			this.op(opcode, indexOf(unit.varnames, mangled), loc);
		} else if (scope === GLOBAL_EXPLICIT || (scope === GLOBAL_IMPLICIT && this.entry.isFunctionLike)) {
			const index = indexOf(unit.names, mangled);
			this.#global(context, index, scope === GLOBAL_IMPLICIT && this.entry.canSeeClassScope, loc);
		} else {
			const index = indexOf(unit.names, mangled);
			if (context === "Load" && this.entry.type === "class" && unit.inInlinedComp > 0) this.op(op.LOAD_GLOBAL, index << 1, loc);
			else this.op({ Load: op.LOAD_NAME, Store: op.STORE_NAME, Del: op.DELETE_NAME }[context], index, loc);
		}
	}

	/** In a class's namespace the name may be bound there before it is looked for in the cell. */
	#derefLoad(loc: Location): number {
		if (this.entry.type === "class" && this.unit.inInlinedComp === 0) {
			this.op(op.LOAD_LOCALS, 0, loc);
			return op.LOAD_FROM_DICT_OR_DEREF;
		}
		if (!this.entry.canSeeClassScope) return op.LOAD_DEREF;
		this.#loadClassdict(loc);
		return op.LOAD_FROM_DICT_OR_DEREF;
	}

	#global(context: expr_context, index: number, mayBeInClass: boolean, loc: Location): void {
		if (context !== "Load") {
			this.op(context === "Store" ? op.STORE_GLOBAL : op.DELETE_GLOBAL, index, loc);
		} else if (mayBeInClass) {
			this.#loadClassdict(loc);
			this.op(op.LOAD_FROM_DICT_OR_GLOBALS, index, loc);
		} else {
			this.op(op.LOAD_GLOBAL, index << 1, loc);
		}
	}

	#loadClassdict(loc: Location): void {
		this.op(op.LOAD_DEREF, indexOf(this.unit.freevars, "__classdict__"), loc);
	}

	mangle(name: string): string {
		return mangle(this.unit.privateName, name);
	}

	maybeMangle(name: string): string {
		return maybeMangle(this.unit.privateName, this.entry, name);
	}

	/** FREE, CELL … as seen by code that makes a closure. */
	refType(name: string): number {
		const isImplicit = name === "__class__" || name === "__classdict__" || name === "__conditional_annotations__";
		return this.unit.scopeType === "class" && isImplicit ? CELL : this.entry.getScope(name);
	}

	// Scopes

	/** Starts a code object for the block of `key`. `isDefault` as in `Symtable.lookup`. */
	enterScope(name: string, scopeType: ScopeType, key: BlockKey, firstlineno: number, options: ScopeOptions = {}): void {
		const entry = options.entry ?? this.options.symtable.lookup(key, options.isDefault);
		const outer = this.#unit;
		const privateName = options.privateName ?? outer?.privateName ?? null;
		const unit = new Unit(entry, scopeType, name, firstlineno, privateName, options.counts ?? {});
		if (outer !== null) this.stack.push(outer);
		this.#unit = unit;
		if (scopeType !== "module") unit.qualname = this.#qualname(unit);
		const lineno = scopeType === "module" ? 0 : firstlineno;
		const loc = { lineno, endLineno: firstlineno, colOffset: 0, endColOffset: 0 };
		this.op(op.RESUME, 0, loc);
		if (scopeType === "module") this.op(op.ANNOTATIONS_PLACEHOLDER, 0, loc);
	}

	/** Assembles the current unit and goes back to the one around it. `addNone`: falling off the end returns None. */
	exitScope(addNone: boolean): Code {
		const code = this.options.assemble(this.finishUnit(addNone));
		const { instructions } = this.unit;
		this.#unit = this.stack.pop() ?? null;
		this.#unit?.instructions.nested.push(instructions);
		return code;
	}

	/** The product of codegen for the current unit. */
	finishUnit(addNone: boolean): CodeUnit {
		if (addNone) this.loadConst(NONE, NO_LOCATION);
		this.op(op.RETURN_VALUE, 0, NO_LOCATION);
		const { unit } = this;
		const fastHidden = new Set(unit.fastHidden.keys());
		return {
			instructions: unit.instructions,
			name: unit.name,
			qualname: unit.qualname,
			filename: this.options.filename,
			firstlineno: unit.firstlineno,
			flags: this.#codeFlags(unit.entry),
			...unit.counts,
			varnames: [...unit.varnames.keys()],
			cellvars: [...unit.cellvars.keys()],
			freevars: [...unit.freevars.keys()],
			fastHidden,
			names: [...unit.names.keys()],
			consts: unit.consts,
			constCache: this.constCache,
		};
	}

	#codeFlags(entry: SymtableEntry): number {
		let bits = this.options.future.features & flags.PYCF_MASK;
		if (entry.isFunctionLike) {
			bits |= flags.CO_NEWLOCALS | flags.CO_OPTIMIZED;
			if (entry.nested) bits |= flags.CO_NESTED;
			if (entry.generator) bits |= entry.coroutine ? flags.CO_ASYNC_GENERATOR : flags.CO_GENERATOR;
			if (entry.varargs) bits |= flags.CO_VARARGS;
			if (entry.varkeywords) bits |= flags.CO_VARKEYWORDS;
			if (entry.hasDocstring) bits |= flags.CO_HAS_DOCSTRING;
			if (entry.method) bits |= flags.CO_METHOD;
		}
		if (entry.coroutine && !entry.generator) bits |= flags.CO_COROUTINE;
		return bits;
	}

	#qualname(unit: Unit): string {
		let depth = this.stack.length - 1;
		// Annotation scopes are left out of names.
		if (this.stack[depth].scopeType === "annotations") depth--;
		if (depth <= 0) return unit.name;
		const parent = this.stack[depth];
		const isNamed = unit.scopeType === "function" || unit.scopeType === "asyncFunction" || unit.scopeType === "class";
		if (isNamed && parent.entry.getScope(mangle(parent.privateName, unit.name)) === GLOBAL_EXPLICIT) return unit.name;
		const hasLocals = parent.scopeType === "function" || parent.scopeType === "asyncFunction" || parent.scopeType === "lambda";
		return `${parent.qualname}${hasLocals ? ".<locals>" : ""}.${unit.name}`;
	}

	// Frame blocks

	pushBlock(block: FrameBlock): void {
		const { frameBlocks } = this.unit;
		if (frameBlocks.length >= MAX_BLOCKS) this.fail("too many statically nested blocks", block.loc);
		frameBlocks.push(block);
		if (block.type === "finallyEnd") this.#disabledWarnings++;
	}

	popBlock(): FrameBlock | undefined {
		const block = this.unit.frameBlocks.pop();
		if (block?.type === "finallyEnd") this.#disabledWarnings--;
		return block;
	}

	get topBlock(): FrameBlock | undefined {
		const { frameBlocks } = this.unit;
		return frameBlocks[frameBlocks.length - 1];
	}

	// Classes and annotations

	/** `self.name = …` in a method is listed in the class's `__static_attributes__`. */
	noteStaticAttribute(e: Attribute): void {
		if (e.ctx !== "Store" || e.value._class !== "Name" || e.value.id !== "self") return;
		for (let i = this.stack.length - 1; i >= 0; i--) {
			if (this.stack[i].scopeType !== "class") continue;
			this.stack[i].staticAttributes.add(e.attr);
			return;
		}
	}

	/** Returns the index by which the statement marks that it ran, or null when it need not. */
	deferAnnotation(statement: AnnAssign): number | null {
		const { unit } = this;
		const isConditional = unit.scopeType === "module" || unit.inConditionalBlock > 0;
		const index = isConditional ? unit.nextConditionalAnnotation++ : -1;
		unit.deferredAnnotations.push({ statement, index });
		return isConditional ? index : null;
	}

	/** Emits into a sequence of its own, which takes the place of the ANNOTATIONS_PLACEHOLDER. */
	withAnnotationsSequence(emit: () => void): void {
		const { unit } = this;
		const own = unit.instructions;
		unit.stashedInstructions = own;
		unit.instructions = new InstructionSequence();
		emit();
		own.annotationsCode = unit.instructions;
		unit.instructions = own;
		unit.stashedInstructions = null;
	}

	// Reports

	fail(message: string, loc: Location): never {
		raiseSyntaxError(message, this.options.filename, loc);
	}

	warn(message: string, loc: Location): void {
		if (this.#disabledWarnings === 0) this.options.warn(syntaxWarning(message, loc));
	}
}

export interface ScopeOptions {
	readonly counts?: ArgumentCounts;
	/** The class whose body this is. */
	readonly privateName?: string;
	readonly isDefault?: boolean;
	/** The block itself, where it has no key. */
	readonly entry?: SymtableEntry;
}
