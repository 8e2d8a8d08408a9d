// The module `_symtable`: the compiler's symbol table of a text as Python objects, on which `symtable` builds. The compiler's blocks
// are turned into `symtable entry` objects when they are finished; no reference leads back from a child to its parent. Read
// `symbolTable` first. Mirrors Modules/symtablemodule.c and the type in Python/symtable.c.

import { addressOf } from "../heap/address.ts";
import { own, type Own, type Visit } from "../heap/header.ts";
import { decref, free, incref, xrelease } from "../heap/refcount.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { auditEvent } from "../objects/auditEvents.ts";
import { newBytes } from "../objects/bytes.ts";
import { dictSetStr, newDict, type PyDict } from "../objects/dict.ts";
import { typeError, valueError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import { newList, type PyList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import { defineType, type PyObject, PyPlainObject, type PyType } from "../objects/object.ts";
import { internStr, isStr, newStr, type PyStr } from "../objects/str.ts";
import { fileNameText, sourceText } from "./builtinsCode.ts";
import { buildModule, setOwned, typeName } from "./define.ts";
import { type CompileMode, moduleHooks, type SymbolBlock } from "./hooks.ts";

const CONSTANTS = {
	USE: 16,
	DEF_GLOBAL: 1,
	DEF_NONLOCAL: 8,
	DEF_LOCAL: 2,
	DEF_PARAM: 4,
	DEF_TYPE_PARAM: 1024,
	DEF_FREE_CLASS: 64,
	DEF_IMPORT: 128,
	DEF_BOUND: 134,
	DEF_ANNOT: 256,
	DEF_COMP_ITER: 512,
	DEF_COMP_CELL: 2048,
	TYPE_FUNCTION: 0,
	TYPE_CLASS: 1,
	TYPE_MODULE: 2,
	TYPE_ANNOTATION: 3,
	TYPE_TYPE_ALIAS: 4,
	TYPE_TYPE_PARAMETERS: 5,
	TYPE_TYPE_VARIABLE: 6,
	LOCAL: 1,
	GLOBAL_EXPLICIT: 2,
	GLOBAL_IMPLICIT: 3,
	FREE: 4,
	CELL: 5,
	SCOPE_OFF: 12,
	SCOPE_MASK: 15,
};

const TYPES: readonly SymbolBlock["type"][] = ["function", "class", "module", "annotation", "typeAlias", "typeParameters", "typeVariable"];

/** Not collectable, as in CPython: a table has no cycles. */
class PySymtableEntry extends PyPlainObject {
	name: PyStr;
	symbols: PyDict;
	varnames: PyList;
	children: PyList;
	/** Also among the children, unless annotations are not evaluated. */
	annotationBlock: PyObject | null;
	nested: number;
	kind: number;
	lineno: number;

	/** Steals the references. */
	constructor(block: SymbolBlock, symbols: Own<PyDict>, varnames: Own<PyList>, children: Own<PyList>, annotations: Own<PyObject> | null) {
		super(SymtableEntryType);
		this.name = incref(internStr(block.name));
		this.symbols = symbols;
		this.varnames = varnames;
		this.children = children;
		this.annotationBlock = annotations;
		this.nested = block.nested ? 1 : 0;
		this.kind = TYPES.indexOf(block.type);
		this.lineno = block.loc.lineno;
	}
}

function dealloc(self: PySymtableEntry): void {
	free(self);
	xrelease(self.annotationBlock);
	for (const field of [self.children, self.varnames, self.name, self.symbols]) xrelease(field);
}

/** CPython's `id` is the address of the syntax node, which is gone: the entry's own address is as unique. */
const identity = (self: PySymtableEntry): Own<PyObject> => newInt(addressOf(self));

export const SymtableEntryType: PyType = defineType({
	name: "symtable entry",
	basicsize: 144,
	dealloc,
	traverseRest: (self: PySymtableEntry, visit: Visit) => {
		visit(self.symbols, "attribute", "symbols");
		visit(self.name, "attribute", "name");
		visit(self.varnames, "attribute", "varnames");
		visit(self.children, "attribute", "children");
		if (self.annotationBlock !== null) visit(self.annotationBlock, "block of the annotations");
	},
	repr: (self: PySymtableEntry) => newStr(`<symtable entry ${self.name.value}(${addressOf(self)}), line ${self.lineno}>`),
	members: [
		{ name: "id", get: identity },
		{ name: "name", field: "name", readonly: true },
		{ name: "symbols", field: "symbols", readonly: true },
		{ name: "varnames", field: "varnames", readonly: true },
		{ name: "children", field: "children", readonly: true },
		{ name: "nested", field: "nested", readonly: true },
		{ name: "type", field: "kind", readonly: true },
		{ name: "lineno", field: "lineno", readonly: true },
	],
});

const nameObject = (name: string): Own<PyObject> => incref(internStr(name) as PyObject);

/** A name that only passes through the block on its way to an inner one: such names share their number. */
const PASSING = CONSTANTS.FREE << CONSTANTS.SCOPE_OFF;

function symbolsDict(symbols: ReadonlyMap<string, number>): Own<PyDict> {
	const dict = newDict();
	const passing = newInt(PASSING);
	for (const [name, flags] of symbols) {
		if (flags === PASSING) dictSetStr(dict, internStr(name), passing);
		else setOwned(dict, name, newInt(flags));
	}
	decref(passing);
	return dict;
}

/** `made`: the entries of the blocks so far, borrowed. Runs no Python code. */
function entryOf(block: SymbolBlock, made: Map<SymbolBlock, PyObject>): Own<PyObject> {
	const known = made.get(block);
	if (known !== undefined) return incref(known);
	const children = newList(block.children.map((child) => entryOf(child, made)));
	const annotations = block.annotationBlock === null ? null : entryOf(block.annotationBlock, made);
	const entry = new PySymtableEntry(block, symbolsDict(block.symbols), newList(block.varnames.map(nameObject)), children, annotations);
	made.set(block, entry);
	return own(entry);
}

function symbolTable(_module: PyObject, source: PyObject, filename: PyObject, mode: PyObject): Own<PyObject> {
	const file = fileNameText(filename);
	if (!isStr(mode)) typeError(`symtable() argument 3 must be str, not ${typeName(mode)}`);
	const text = sourceText(source, "symtable", "string or bytes", file);
	const modeName = (mode as PyStr).value;
	if (!["exec", "eval", "single"].includes(modeName)) valueError("symtable() arg 3 must be 'exec' or 'eval' or 'single'");
	auditEvent("compile", () => [newBytes(new TextEncoder().encode(text)), newStr(file)]);
	return entryOf(moduleHooks.symbolTable(text, file, modeName as CompileMode), new Map());
}

const functions: readonly MethodDef[] = [
	def("symtable", "($module, source, filename, startstr, /)", "The symbol table of a text, as the compiler makes it.", symbolTable),
];

export function initSymtable(): Own<PyModule> {
	const module = buildModule("_symtable", null, functions);
	for (const [name, value] of Object.entries(CONSTANTS)) setOwned(module.dict!, name, newInt(value));
	return module;
}
