// The second pass over the symbol table: decides for each name of each block whether it is local, a cell, free or global,
// and which comprehensions are inlined. Blocks are visited from outside in with the sets of names that are visible there;
// the names that inner blocks left free come back. Read `analyzeBlock` first. Mirrors `symtable_analyze` and its
// helpers (Python/symtable.c).

import { raiseSyntaxError } from "./errors.ts";
import {
	CELL,
	DEF_BOUND,
	DEF_COMP_CELL,
	DEF_FREE_CLASS,
	DEF_GLOBAL,
	DEF_NONLOCAL,
	DEF_PARAM,
	DEF_TYPE_PARAM,
	FLAGS_MASK,
	FREE,
	GLOBAL_EXPLICIT,
	GLOBAL_IMPLICIT,
	LOCAL,
	SCOPE_OFFSET,
	type SymtableEntry,
	scopeOf,
} from "./symtable.ts";

type Names = Set<string>;

/** The names that are visible to a block; a block may change its own copy. */
interface Visible {
	/** Bound by an enclosing function; null for the module. */
	readonly bound: Names | null;
	readonly global: Names;
	readonly typeParams: Names;
	/** The class whose namespace an annotation scope looks into. */
	readonly classEntry: SymtableEntry | null;
	readonly filename: string;
}

/** The products of one block's analysis. */
/** The cells that a class body makes by itself when an inner block asks for them. */
const CLASS_CELLS: readonly string[] = ["__class__", "__classdict__", "__conditional_annotations__"];

interface Analysis {
	readonly scopes: Map<string, number>;
	readonly local: Names;
	/** Free in this block or left free by its children. */
	readonly free: Names;
	readonly inlinedCells: Names;
}

export function analyzeSymtable(top: SymtableEntry, filename: string): void {
	analyzeBlock(top, { bound: null, global: new Set(), typeParams: new Set(), classEntry: null, filename });
}

/** Returns the names that the block leaves free for those around it. */
function analyzeBlock(entry: SymtableEntry, visible: Visible): Names {
	const analysis: Analysis = { scopes: new Map(), local: new Set(), free: new Set(), inlinedCells: new Set() };
	const isClass = entry.type === "class";
	const newBound: Names = new Set(isClass ? visible.bound : null);
	const newGlobal: Names = new Set(isClass ? visible.global : null);
	// What a class binds is not visible in its methods, so the sets for its children are taken before its names are seen.
	const ownFree: Names = new Set();
	for (const [name, flags] of entry.symbols) analyzeName(entry, name, flags, visible, analysis, ownFree);
	if (isClass) {
		addAll(newBound, CLASS_CELLS);
	} else {
		if (entry.isFunctionLike) addAll(newBound, analysis.local);
		if (visible.bound !== null) addAll(newBound, visible.bound);
		addAll(newGlobal, visible.global);
	}
	analyzeChildren(entry, { ...visible, bound: newBound, global: newGlobal }, analysis);
	if (entry.isFunctionLike) analyzeCells(analysis);
	else if (isClass) dropClassFree(entry, analysis.free);
	updateSymbols(entry, analysis, visible.bound);
	addAll(analysis.free, ownFree);
	return analysis.free;
}

function addAll(target: Names, names: Iterable<string>): void {
	for (const name of names) target.add(name);
}

/** Decides one name's scope from its flags and from what is visible. */
function analyzeName(entry: SymtableEntry, name: string, flags: number, visible: Visible, analysis: Analysis, free: Names): void {
	const { bound, global, typeParams, classEntry } = visible;
	const { scopes, local } = analysis;
	if (flags & DEF_GLOBAL) {
		if (flags & DEF_NONLOCAL) raiseAtDirective(entry, name, visible, `name '${name}' is nonlocal and global`);
		scopes.set(name, GLOBAL_EXPLICIT);
		global.add(name);
		bound?.delete(name);
	} else if (flags & DEF_NONLOCAL) {
		checkNonlocal(entry, name, visible);
		scopes.set(name, FREE);
		free.add(name);
	} else if (flags & DEF_BOUND) {
		scopes.set(name, LOCAL);
		local.add(name);
		global.delete(name);
		if (flags & DEF_TYPE_PARAM) typeParams.add(name);
		else typeParams.delete(name);
	} else if (classEntry !== null && name !== "__classdict__" && classScope(classEntry, name) !== null) {
		scopes.set(name, classScope(classEntry, name)!);
	} else if (bound?.has(name)) {
		scopes.set(name, FREE);
		free.add(name);
	} else {
		scopes.set(name, GLOBAL_IMPLICIT);
	}
}

function checkNonlocal(entry: SymtableEntry, name: string, visible: Visible): void {
	const { bound, typeParams } = visible;
	if (bound === null) raiseAtDirective(entry, name, visible, "nonlocal declaration not allowed at module level");
	if (!bound.has(name)) raiseAtDirective(entry, name, visible, `no binding for nonlocal '${name}' found`);
	if (typeParams.has(name)) raiseAtDirective(entry, name, visible, `nonlocal binding not allowed for type parameter '${name}'`);
}

/** An annotation scope sees the class's names at run time, so they must not be taken from a function around the class. */
function classScope(classEntry: SymtableEntry, name: string): number | null {
	const flags = classEntry.getSymbol(name);
	if (flags & DEF_GLOBAL) return GLOBAL_EXPLICIT;
	if (flags & DEF_BOUND && !(flags & DEF_NONLOCAL)) return GLOBAL_IMPLICIT;
	return null;
}

function raiseAtDirective(entry: SymtableEntry, name: string, visible: Visible, message: string): never {
	const directive = entry.directives.find((d) => d.name === name);
	if (directive === undefined) throw new Error("internal directive bookkeeping broken");
	raiseSyntaxError(message, visible.filename, directive.loc);
}

function analyzeChildren(entry: SymtableEntry, visible: Visible, analysis: Analysis): void {
	for (const child of entry.children) {
		const classEntry = child.canSeeClassScope ? (entry.type === "class" ? entry : visible.classEntry) : null;
		const childFree = analyzeBlock(child, {
			bound: new Set(visible.bound),
			global: new Set(visible.global),
			typeParams: new Set(visible.typeParams),
			classEntry,
			filename: visible.filename,
		});
		// An annotation scope in a class keeps its comprehensions as functions.
		if (child.comprehension !== null && !child.generator && !entry.canSeeClassScope) {
			inlineComprehension(entry, child, analysis, childFree);
			child.compInlined = true;
		}
		addAll(analysis.free, childFree);
	}
	for (let i = entry.children.length - 1; i >= 0; i--) {
		const child = entry.children[i];
		if (child.compInlined) entry.children.splice(i, 1, ...child.children);
	}
}

/** Moves the names of a comprehension into the block that it is inlined into. */
function inlineComprehension(entry: SymtableEntry, comp: SymtableEntry, analysis: Analysis, compFree: Names): void {
	const classCells: string[] = [];
	for (const [name, symbol] of comp.symbols) {
		if (symbol & DEF_PARAM) continue;
		let scope = scopeOf(symbol);
		const flags = symbol & FLAGS_MASK;
		if (scope === CELL || flags & DEF_COMP_CELL) analysis.inlinedCells.add(name);
		if (scope === FREE && entry.type === "class" && CLASS_CELLS.includes(name)) {
			// In the class body itself the name isn't the cell; a function within the comprehension gets the cell.
			scope = GLOBAL_IMPLICIT;
			if (!isFreeInAnyChild(comp, name)) compFree.delete(name);
			classCells.push(name);
		}
		const existing = entry.symbols.get(name);
		if (existing === undefined) {
			entry.symbols.set(name, flags);
			analysis.scopes.set(name, scope);
		} else if (existing & DEF_BOUND && entry.type !== "class" && !isFreeInAnyChild(comp, name)) {
			compFree.delete(name);
		}
	}
	for (const name of classCells) comp.symbols.delete(name);
}

function isFreeInAnyChild(entry: SymtableEntry, name: string): boolean {
	return entry.children.some((child) => child.getScope(name) === FREE);
}

/** A local that an inner block uses is a cell, and no longer free further out. */
function analyzeCells({ scopes, free, inlinedCells }: Analysis): void {
	for (const [name, scope] of scopes) {
		if (scope !== LOCAL || !(free.has(name) || inlinedCells.has(name))) continue;
		scopes.set(name, CELL);
		free.delete(name);
	}
}

/** The cells that a class body makes by itself when a method asks for them. */
function dropClassFree(entry: SymtableEntry, free: Names): void {
	if (free.delete("__class__")) entry.needsClassClosure = true;
	if (free.delete("__classdict__")) entry.needsClassdict = true;
	if (free.delete("__conditional_annotations__")) entry.hasConditionalAnnotations = true;
}

/** Records the scopes, and the names that only pass through the block on their way to an inner one. */
function updateSymbols(entry: SymtableEntry, analysis: Analysis, bound: Names | null): void {
	const { symbols } = entry;
	for (const [name, flags] of symbols) {
		const cell = analysis.inlinedCells.has(name) ? DEF_COMP_CELL : 0;
		symbols.set(name, flags | cell | (analysis.scopes.get(name)! << SCOPE_OFFSET));
	}
	const isClassLike = entry.type === "class" || entry.canSeeClassScope;
	for (const name of analysis.free) {
		const symbol = symbols.get(name);
		if (symbol !== undefined) {
			if (isClassLike) symbols.set(name, symbol | DEF_FREE_CLASS);
		} else if (bound === null || bound.has(name)) {
			symbols.set(name, FREE << SCOPE_OFFSET);
		}
	}
}
