// The state of the symbol table's first pass: the stack of open blocks, and what is noted in them. Checks what a new
// definition may not do beside the earlier ones of its block. Read `addDefTo` first. Mirrors `symtable_enter_block`,
// `symtable_add_def_helper` and their kin (Python/symtable.c).

import type * as ast from "../syntax/ast.ts";
import { raiseSyntaxError } from "./errors.ts";
import { CO_FUTURE_ANNOTATIONS, PYCF_ALLOW_TOP_LEVEL_AWAIT } from "./flags.ts";
import type { FutureFeatures } from "./future.ts";
import type { Location } from "./instructionSequence.ts";
import {
	type BlockKey,
	type BlockType,
	DEF_COMP_ITER,
	DEF_GLOBAL,
	DEF_IMPORT,
	DEF_LOCAL,
	DEF_NONLOCAL,
	DEF_PARAM,
	DEF_TYPE_PARAM,
	maybeMangle,
	Symtable,
	SymtableEntry,
	USE,
} from "./symtable.ts";

const TOP_LOCATION: Location = { lineno: 0, endLineno: 0, colOffset: 0, endColOffset: 0 };

/** The state of the walk: the stack of open blocks, and the class whose private names are mangled. */
export class SymtableBuilder {
	readonly filename: string;
	readonly future: FutureFeatures;
	readonly table: Symtable;
	readonly stack: SymtableEntry[];
	current: SymtableEntry;
	privateName: string | null = null;

	constructor(tree: ast.mod, filename: string, future: FutureFeatures) {
		this.filename = filename;
		this.future = future;
		this.current = new SymtableEntry("top", "module", TOP_LOCATION);
		this.table = new Symtable(this.current, tree);
		this.stack = [this.current];
	}

	/** A block that is not entered yet. */
	newBlock(name: string, type: BlockType, key: BlockKey, loc: Location, isDefault = false): SymtableEntry {
		const entry = new SymtableEntry(name, type, loc);
		entry.nested = this.current.nested || this.current.isFunctionLike;
		entry.method = this.current.type === "class" && type === "function";
		this.table.add(key, entry, isDefault);
		return entry;
	}

	enter(name: string, type: BlockType, key: BlockKey, loc: Location, isDefault = false): SymtableEntry {
		const entry = this.newBlock(name, type, key, loc, isDefault);
		this.enterExisting(entry);
		if (type === "annotation" || type === "typeVariable" || type === "typeAlias") {
			this.addDef(".format", DEF_PARAM, loc);
			this.addDef(".format", USE, loc);
		}
		return entry;
	}

	/** `isChild`: it has been entered before, and is a child of the current block already. */
	enterExisting(entry: SymtableEntry, isChild = false): void {
		const previous = this.current;
		this.stack.push(entry);
		entry.compIterExpr = previous.compIterExpr;
		// In a class every name is mangled.
		if (previous.mangledNames !== null && entry.type !== "class") entry.mangledNames = previous.mangledNames;
		this.current = entry;
		// With `from __future__ import annotations` they become strings, so that their names are used nowhere.
		if (this.future.features & CO_FUTURE_ANNOTATIONS && entry.type === "annotation") return;
		if (!isChild) previous.children.push(entry);
	}

	exit(): void {
		this.stack.pop();
		this.current = this.stack[this.stack.length - 1];
	}

	enterTypeParameters(name: string, key: BlockKey, loc: Location, isClass: boolean, defaults: boolean, kwdefaults: boolean): void {
		const inClass = this.current.type === "class";
		this.enter(name, "typeParameters", key, loc);
		if (inClass) this.seeClassScope(loc);
		if (isClass) {
			for (const implicit of [".type_params", ".generic_base"]) {
				this.addDef(implicit, DEF_LOCAL, loc);
				this.addDef(implicit, USE, loc);
			}
		}
		if (defaults) this.addDef(".defaults", DEF_PARAM, loc);
		if (kwdefaults) this.addDef(".kwdefaults", DEF_PARAM, loc);
	}

	seeClassScope(loc: Location): void {
		this.current.canSeeClassScope = true;
		this.addDef("__classdict__", USE, loc);
	}

	lookup(entry: SymtableEntry, name: string): number {
		return entry.getSymbol(maybeMangle(this.privateName, entry, name));
	}

	addDef(name: string, flag: number, loc: Location, context: ast.expr_context = flag === USE ? "Load" : "Store"): void {
		if (flag & (DEF_PARAM | DEF_LOCAL | DEF_IMPORT)) this.checkName(name, loc, context);
		if (flag & DEF_TYPE_PARAM) this.current.mangledNames?.add(name);
		this.addDefTo(this.current, name, flag, loc);
	}

	addDefTo(entry: SymtableEntry, name: string, flag: number, loc: Location): void {
		const mangled = maybeMangle(this.privateName, this.current, name);
		const known = entry.getSymbol(mangled);
		if (flag & known & DEF_PARAM) this.fail(`duplicate argument '${name}' in function definition`, loc);
		if (flag & known & DEF_TYPE_PARAM) this.fail(`duplicate type parameter '${name}'`, loc);
		let symbol = known | flag;
		if (entry.compIterTarget) {
			if (symbol & (DEF_GLOBAL | DEF_NONLOCAL)) {
				this.fail(`comprehension inner loop cannot rebind assignment expression target '${name}'`, loc);
			}
			symbol |= DEF_COMP_ITER;
		}
		entry.symbols.set(mangled, symbol);
		if (flag & DEF_PARAM) entry.varnames.push(mangled);
		else if (flag & DEF_GLOBAL) this.table.top.symbols.set(mangled, this.table.top.getSymbol(mangled) | flag);
	}

	recordDirective(name: string, loc: Location): void {
		this.current.directives.push({ name: maybeMangle(this.privateName, this.current, name), loc });
	}

	checkName(name: string, loc: Location, context: ast.expr_context): void {
		if (name !== "__debug__" || context === "Load") return;
		this.fail(context === "Store" ? "cannot assign to __debug__" : "cannot delete __debug__", loc);
	}

	allowsTopLevelAwait(): boolean {
		return (this.future.features & PYCF_ALLOW_TOP_LEVEL_AWAIT) !== 0 && this.current.type === "module";
	}

	isAsyncFunction(): boolean {
		return this.current.type === "function" && this.current.coroutine;
	}

	fail(message: string, loc: Location): never {
		raiseSyntaxError(message, this.filename, loc);
	}
}
