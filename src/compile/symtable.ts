// The symbol table: for each block of the program the names it uses, and for each name its scope. Blocks are found again
// by the syntax node that opened them. Flags and scope of a name share one number, `flags | scope << SCOPE_OFFSET`.
// Codegen temporarily overwrites entries of `symbols` while it inlines a comprehension; nothing else changes a finished
// table. Read `SymtableEntry` first. Mirrors Include/internal/pycore_symtable.h; the passes are in symtableBuild.ts and
// symtableAnalyze.ts.

import type { Location } from "./instructionSequence.ts";

export type BlockType = "function" | "class" | "module" | "annotation" | "typeVariable" | "typeAlias" | "typeParameters";
export type ComprehensionType = "list" | "dict" | "set" | "generator";

export const DEF_GLOBAL = 1;
export const DEF_LOCAL = 2;
export const DEF_PARAM = 4;
export const DEF_NONLOCAL = 8;
export const USE = 16;
/** Bound by the class, and also a free variable of one of its methods. */
export const DEF_FREE_CLASS = 64;
export const DEF_IMPORT = 128;
export const DEF_ANNOT = 256;
export const DEF_COMP_ITER = 512;
export const DEF_TYPE_PARAM = 1024;
/** A cell of an inlined comprehension. */
export const DEF_COMP_CELL = 2048;
export const DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT | DEF_TYPE_PARAM;

export const SCOPE_OFFSET = 12;
export const FLAGS_MASK = (1 << SCOPE_OFFSET) - 1;

export const SCOPE_UNKNOWN = 0;
export const LOCAL = 1;
export const GLOBAL_EXPLICIT = 2;
export const GLOBAL_IMPLICIT = 3;
export const FREE = 4;
export const CELL = 5;

export const scopeOf = (symbol: number): number => symbol >> SCOPE_OFFSET;

/** What a block is keyed by: any object of the tree, each with a second key for the default of a type parameter. */
export type BlockKey = object;

export class SymtableEntry {
	readonly name: string;
	readonly type: BlockType;
	readonly loc: Location;
	readonly symbols = new Map<string, number>();
	/** Parameters, in order. */
	readonly varnames: string[] = [];
	readonly children: SymtableEntry[] = [];
	/** `global` and `nonlocal` statements, for messages. */
	readonly directives: { name: string; loc: Location }[] = [];
	/** Within a generic class's type parameters only these names are mangled. */
	mangledNames: Set<string> | null = null;
	/** Names the kind of type variable expression in messages. */
	scopeInfo: string | null = null;
	annotationBlock: SymtableEntry | null = null;
	comprehension: ComprehensionType | null = null;
	/** Depth of outermost iterables of comprehensions around the node being visited. */
	compIterExpr = 0;

	nested = false;
	generator = false;
	coroutine = false;
	varargs = false;
	varkeywords = false;
	returnsValue = false;
	needsClassClosure = false;
	needsClassdict = false;
	compInlined = false;
	compIterTarget = false;
	canSeeClassScope = false;
	annotationsUsed = false;
	hasConditionalAnnotations = false;
	inConditionalBlock = false;
	inUnevaluatedAnnotation = false;
	hasDocstring = false;
	method = false;

	constructor(name: string, type: BlockType, loc: Location) {
		this.name = name;
		this.type = type;
		this.loc = loc;
	}

	get isFunctionLike(): boolean {
		return this.type !== "class" && this.type !== "module";
	}

	getSymbol(name: string): number {
		return this.symbols.get(name) ?? 0;
	}

	getScope(name: string): number {
		return scopeOf(this.getSymbol(name));
	}
}

export class Symtable {
	readonly top: SymtableEntry;
	readonly #blocks = new Map<BlockKey, SymtableEntry>();
	readonly #defaults = new Map<BlockKey, SymtableEntry>();

	constructor(top: SymtableEntry, key: BlockKey) {
		this.top = top;
		this.#blocks.set(key, top);
	}

	/** `isDefault`: the block is the default of the type parameter `key`, which may own another block for its bound. */
	add(key: BlockKey, entry: SymtableEntry, isDefault = false): void {
		(isDefault ? this.#defaults : this.#blocks).set(key, entry);
	}

	lookup(key: BlockKey, isDefault = false): SymtableEntry {
		const entry = (isDefault ? this.#defaults : this.#blocks).get(key);
		if (entry === undefined) throw new Error("unknown symbol table entry");
		return entry;
	}
}

/** `__name` becomes `_Class__name` inside of `class Class`. */
export function mangle(privateName: string | null, name: string): string {
	if (privateName === null || !name.startsWith("__")) return name;
	if (name.endsWith("__") || name.includes(".")) return name;
	const stripped = privateName.replace(/^_+/, "");
	return stripped === "" ? name : `_${stripped}${name}`;
}

export function maybeMangle(privateName: string | null, entry: SymtableEntry, name: string): string {
	if (entry.mangledNames !== null && !entry.mangledNames.has(name)) return name;
	return mangle(privateName, name);
}

/** Python's order of strings: by code points, where JavaScript's is by UTF-16 units. */
export function compareStrings(a: string, b: string): number {
	const length = Math.min(a.length, b.length);
	for (let i = 0; i < length; i++) {
		const x = a.charCodeAt(i);
		const y = b.charCodeAt(i);
		if (x === y) continue;
		const bothPlain = (x < 0xd800 || x > 0xdfff) === (y < 0xd800 || y > 0xdfff);
		return bothPlain ? x - y : (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0);
	}
	return a.length - b.length;
}
