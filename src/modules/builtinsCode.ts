// Builtins that deal with code and namespaces: compile, eval, exec, globals, locals, vars, dir, __import__,
// __build_class__, breakpoint. What needs the machine goes through hooks.ts. Mirrors Python/bltinmodule.c.

import { newBytes } from "../objects/bytes.ts";
import { auditEvent } from "../objects/auditEvents.ts";
import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, decrefEach, incref } from "../heap/refcount.ts";
import {
	call,
	callItems,
	callOneArg,
	dir,
	getAttr,
	inArgumentTuple,
	indexAsNumber,
	isTrue,
	lookupAttr,
	sequenceList,
	setItem,
} from "../objects/abstract.ts";
import { def, defRaw, type MethodDef, noKeywords } from "../objects/args.ts";
import { isCell, type PyCell } from "../objects/cell.ts";
import { isCode } from "../objects/code.ts";
import { dictContains, dictPop, dictSet, dictSetStr, isDict, newDict, type PyDict } from "../objects/dict.ts";
import { requireUtf8 } from "../objects/codecs.ts";
import { overflowError, raiseError, runtimeError, typeError, valueError } from "../objects/errors.ts";
import { reprText } from "../objects/exceptions.ts";
import { currentFrame, localsOf } from "../objects/frame.ts";
import { isFunction, type PyFunction } from "../objects/function.ts";
import { listSort } from "../objects/list.ts";
import { isSubtype, type PyObject, type PyType, TPFLAGS_TYPE_SUBCLASS, TypeType, type VectorcallFunc } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "../objects/str.ts";
import { isTuple, newTuple, type PyTuple, tupleOf } from "../objects/tuple.ts";
import { vmHooks } from "../objects/vmHooks.ts";
import { ASTType } from "./_ast.ts";
import { treeFromObject } from "./astFromObject.ts";
import { treeObject } from "./astTree.ts";
import { validateTree } from "./astValidate.ts";
import { sysGet, typeName } from "./define.ts";
import { pathText } from "./paths.ts";
import { type CompileMode, type CompileOptions, moduleHooks } from "./hooks.ts";

/** `%.200R`. */
function reprOf(o: PyObject): string {
	return reprText(o).slice(0, 200);
}

function isType(o: PyObject): o is PyType {
	return (o.type.typeFlags & TPFLAGS_TYPE_SUBCLASS) !== 0;
}

function isMapping(o: PyObject): boolean {
	return o.type.mpSubscript !== null;
}

/** The globals of the running code, borrowed. */
function runningGlobals(): PyDict {
	const frame = currentFrame();
	return frame === null ? raiseError("SystemError", "globals and locals cannot be NULL") : frame.globals;
}

/** `locals()` of the running code. New. */
function runningLocals(): Own<PyObject> {
	const frame = currentFrame();
	return frame === null ? raiseError("SystemError", "frame does not exist") : localsOf(frame);
}

/** Source text of an argument: a string, or bytes that may name their encoding. Raises in the name of `who`. */
export function sourceText(source: PyObject, who: string, what: string, filename = "<string>"): string {
	let text: string;
	if (isStr(source)) {
		requireUtf8(source);
		text = source.value;
	} else if (source.type.getBuffer !== null) {
		text = moduleHooks.decodeSource(source.type.getBuffer(source), filename);
	} else return typeError(`${who}() arg 1 must be a ${what} object`);
	if (text.includes("\0")) raiseError("SyntaxError", "source code string cannot contain null bytes");
	return text;
}

/** Gives globals that lack it `__builtins__`. */
function ensureBuiltins(globals: PyDict): void {
	const name = internStr("__builtins__");
	const frame = currentFrame();
	if (frame !== null && !dictContains(globals, name)) dictSetStr(globals, name, frame.builtins);
}

/** Runs code or text with namespaces already checked. All borrowed. */
function run(source: PyObject, who: string, mode: CompileMode, globals: PyDict, locals: PyObject, closure: PyTuple | null): Own<PyObject> {
	ensureBuiltins(globals);
	if (isCode(source)) {
		auditEvent("exec", () => [incref(source)]);
		return vmHooks.evalCode(source, globals, locals, closure);
	}
	const text = sourceText(source, who, "string, bytes or code");
	auditEvent("compile", () => [newBytes(new TextEncoder().encode(text)), newStr("<string>")]);
	const flags = moduleHooks.inheritedFlags();
	return moduleHooks.runText(
		mode === "eval" ? text.replace(/^[ \t]+/, "") : text,
		{ filename: "<string>", mode, flags, optimize: -1 },
		globals,
		locals,
	);
}

/** Calls `body` with the namespaces to use: the given ones, or those of the running code. */
function withNamespaces(
	globals: PyObject | null,
	locals: PyObject | null,
	body: (globals: PyDict, locals: PyObject) => Own<PyObject>,
): Own<PyObject> {
	const given = globals === null || globals === None ? null : (globals as PyDict);
	const givenLocals = locals === null || locals === None ? null : locals;
	if (given !== null) return body(given, givenLocals ?? given);
	const own = hold(givenLocals === null ? runningLocals() : incref(givenLocals), "locals of the new code");
	return dropKeeping(own, body(runningGlobals(), own));
}

function evaluate(_module: PyObject, source: PyObject, globals: PyObject | null, locals: PyObject | null): Own<PyObject> {
	if (locals !== null && locals !== None && !isMapping(locals)) typeError("locals must be a mapping");
	if (globals !== null && globals !== None && !isDict(globals)) {
		typeError(isMapping(globals) ? "globals must be a real dict; try eval(expr, {}, mapping)" : "globals must be a dict");
	}
	return withNamespaces(globals, locals, (g, l) => {
		if (isCode(source) && source.nfree > 0) typeError("code object passed to eval() may not contain free variables");
		return run(source, "eval", "eval", g, l, null);
	});
}

function execute(
	_module: PyObject,
	source: PyObject,
	globals: PyObject | null,
	locals: PyObject | null,
	closure: PyObject | null,
): Own<PyObject> {
	if (globals !== null && globals !== None && !isDict(globals)) typeError(`exec() globals must be a dict, not ${globals.type.name}`);
	if (locals !== null && locals !== None && !isMapping(locals)) typeError(`locals must be a mapping or None, not ${locals.type.name}`);
	return withNamespaces(globals, locals, (g, l) => {
		decref(run(source, "exec", "exec", g, l, checkedClosure(source, closure === None ? null : closure)));
		return newNone();
	});
}

function checkedClosure(source: PyObject, closure: PyObject | null): PyTuple | null {
	if (!isCode(source)) return closure === null ? null : typeError("closure can only be used when source is a code object");
	if (source.nfree === 0) return closure === null ? null : typeError("cannot use a closure with this code object");
	const fits = closure !== null && isTuple(closure) && closure.items.length === source.nfree && closure.items.every(isCell);
	return fits ? (closure as PyTuple) : typeError(`code object requires a closure of exactly length ${source.nfree}`);
}

export function isNode(source: PyObject): boolean {
	return isSubtype(source.type, ASTType);
}

const MODES: readonly string[] = ["exec", "eval", "single"];
const PyCF_ONLY_AST = 0x400;
const PyCF_TYPE_COMMENTS = 0x1000;
const PyCF_OPTIMIZED_AST = 0x8400;
/** CO_NESTED, the __future__ flags, and those of compile() itself: DONT_IMPLY_DEDENT to OPTIMIZED_AST. */
const PyCF_KNOWN = 0x10 | 0x1fe0000 | 0x200 | PyCF_OPTIMIZED_AST | PyCF_TYPE_COMMENTS | 0x2000 | 0x4000;

function numberArgument(value: PyObject | null, otherwise: number): number {
	return value === null ? otherwise : indexAsNumber(value, "OverflowError");
}

/** As a C int: OverflowError beyond 32 bits. */
function cIntArgument(value: PyObject | null, otherwise: number): number {
	const number = numberArgument(value, otherwise);
	return (number | 0) === number ? number : overflowError("Python int too large to convert to C int");
}

/** May run Python code: `__fspath__`. */
export function fileNameText(value: PyObject): string {
	const text = pathText(value);
	if (text.includes("\0")) valueError("embedded null character");
	return text;
}

function compile(
	_module: PyObject,
	source: PyObject,
	filename: PyObject,
	mode: PyObject,
	flagsGiven: PyObject | null,
	dontInherit: PyObject | null,
	optimizeGiven: PyObject | null,
): Own<PyObject> {
	const file = fileNameText(filename);
	if (!isStr(mode)) typeError(`compile() argument 'mode' must be str, not ${typeName(mode)}`);
	const flags = cIntArgument(flagsGiven, 0);
	const inherit = dontInherit === null || !isTrue(dontInherit);
	const optimize = cIntArgument(optimizeGiven, -1);
	if ((flags & ~PyCF_KNOWN) !== 0) valueError("compile(): unrecognised flags");
	if (optimize < -1 || optimize > 2) valueError("compile(): invalid optimize value");
	const onlyTree = (flags & PyCF_ONLY_AST) !== 0;
	const modeName = modeArgument((mode as PyStr).value, onlyTree);
	const allFlags = flags | (inherit ? moduleHooks.inheritedFlags() : 0);
	const options = { filename: file, mode: modeName, flags: allFlags, optimize };
	if (isNode(source)) return compileNode(source, options);
	const text = sourceText(source, "compile", "string, bytes or AST", file);
	auditEvent("compile", () => [newBytes(new TextEncoder().encode(text)), newStr(file)]);
	return onlyTree ? treeObject(moduleHooks.parseTree(text, options)) : moduleHooks.compile(text, options);
}

function modeArgument(mode: string, onlyTree: boolean): CompileMode {
	if (MODES.includes(mode)) return mode as CompileMode;
	if (mode !== "func_type" && onlyTree) return valueError("compile() mode must be 'exec', 'eval', 'single' or 'func_type'");
	if (mode !== "func_type") return valueError("compile() mode must be 'exec', 'eval' or 'single'");
	if (!onlyTree) return valueError("compile() mode 'func_type' requires flag PyCF_ONLY_AST");
	return mode;
}

function compileNode(source: PyObject, options: CompileOptions): Own<PyObject> {
	const { flags, mode } = options;
	const tree = treeFromObject(source, mode);
	validateTree(tree);
	return (flags & PyCF_ONLY_AST) !== 0 ? treeObject(moduleHooks.optimizeTree(tree, options)) : moduleHooks.compileTree(tree, options);
}

function vars(_module: PyObject, args: readonly PyObject[]): Own<PyObject> {
	if (args.length > 1) typeError(`vars expected at most 1 argument, got ${args.length}`);
	if (args.length === 0) return runningLocals();
	return lookupAttr(args[0]!, internStr("__dict__")) ?? typeError("vars() argument must have __dict__ attribute");
}

function dirFunction(_module: PyObject, args: readonly PyObject[]): Own<PyObject> {
	if (args.length > 1) typeError(`dir expected at most 1 argument, got ${args.length}`);
	return args.length === 1 ? dir(args[0]!) : localNames();
}

function localNames(): Own<PyObject> {
	const locals = hold(runningLocals(), "locals");
	const keys = hold(callMethodNamed(locals, "keys"), "names of the locals");
	const names = hold(sequenceList(keys), "names");
	listSort(names, null, false);
	return dropKeeping(locals, dropKeeping(keys, take(names)));
}

function callMethodNamed(o: PyObject, name: string): Own<PyObject> {
	const method = hold(getAttr(o, internStr(name)), `method ${name}`);
	return dropKeeping(method, call(method, []));
}

function importFunction(
	_module: PyObject,
	name: PyObject,
	globals: PyObject | null,
	locals: PyObject | null,
	fromlist: PyObject | null,
	level: PyObject | null,
): Own<PyObject> {
	const depth = cIntArgument(level, 0);
	if (!isStr(name)) typeError("module name must be a string");
	return moduleHooks.importModule(name, globals as PyDict | null, locals === None ? null : locals, fromlist, depth);
}

/** The bases with `__mro_entries__` applied; `original` itself, counted once more, if nothing changes. New. */
function updateBases(original: PyTuple): Own<PyTuple> {
	let changed: Own<PyObject>[] | null = null;
	original.items.forEach((base, i) => {
		const entries = isType(base) ? null : mroEntries(base, original);
		if (entries !== null) {
			changed ??= original.items.slice(0, i).map((b) => incref(b));
			for (const entry of entries.items) changed.push(incref(entry));
			decref(entries);
		} else if (changed !== null) changed.push(incref(base));
	});
	return changed === null ? incref(original) : newTuple(changed);
}

function mroEntries(base: PyObject, bases: PyTuple): Own<PyTuple> | null {
	const method = lookupAttr(base, internStr("__mro_entries__"));
	if (method === null) return null;
	hold(method, "__mro_entries__");
	const entries = dropKeeping(method, callOneArg(method, bases));
	if (!isTuple(entries)) typeError("__mro_entries__ must return a tuple");
	return entries as Own<PyTuple>;
}

function calculateMetaclass(first: PyType, bases: PyTuple): PyType {
	let winner = first;
	for (const { type } of bases.items) {
		if (isSubtype(winner, type)) continue;
		if (!isSubtype(type, winner)) {
			typeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
		}
		winner = type;
	}
	return winner;
}

interface ClassStatement {
	readonly body: PyFunction;
	readonly name: PyStr;
	readonly originalBases: PyTuple;
	readonly bases: PyTuple;
	/** Owned by a handle. */
	readonly meta: PyObject;
	readonly keywords: PyDict | null;
}

function buildClass(_module: PyObject, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const count = args.length - (kwnames === null ? 0 : kwnames.items.length);
	if (count < 2) typeError("__build_class__: not enough arguments");
	const [body, name] = args as [PyObject, PyObject];
	if (!isFunction(body)) typeError("__build_class__: func must be a function");
	if (!isStr(name)) typeError("__build_class__: name is not a string");
	const originalBases = hold(tupleOf(...args.slice(2, count)), "bases in the class statement");
	const bases = hold(updateBases(originalBases), "bases of the class");
	const keywords = kwnames === null ? null : hold(keywordDict(args.slice(count), kwnames), "keyword arguments of the class");
	const meta = hold(chooseMetaclass(keywords, bases), "metaclass");
	const cls = hold(makeClass({ body: body as PyFunction, name: name as PyStr, originalBases, bases, meta, keywords }), "new class");
	for (const o of [cls, meta, keywords, bases, originalBases]) if (o !== null) take(o);
	hold(cls as Own<PyObject>, "new class");
	decrefEach([meta, keywords, originalBases, bases]);
	return take(cls);
}

function keywordDict(values: readonly PyObject[], names: PyTuple): Own<PyDict> {
	const dict = hold(newDict(), "keyword arguments of the class");
	names.items.forEach((name, i) => dictSet(dict, name, values[i]!));
	return take(dict);
}

/** The metaclass to call: given by keyword, else from the bases; of classes the most derived. New. */
function chooseMetaclass(keywords: PyDict | null, bases: PyTuple): Own<PyObject> {
	const given = keywords === null ? null : dictPop(keywords, internStr("metaclass"));
	if (given !== null && !isType(given)) return given;
	const first = (given as PyType | null) ?? (bases.items.length === 0 ? TypeType : bases.items[0]!.type);
	if (given !== null) hold(given, "metaclass");
	const winner = incref(calculateMetaclass(first, bases));
	if (given !== null) drop(given);
	return winner;
}

/** Prepares the namespace, runs the body in it, and calls the metaclass. New. */
function makeClass(statement: ClassStatement): Own<PyObject> {
	const { body, name, bases, originalBases, meta, keywords } = statement;
	const namespace = hold(prepareNamespace(statement), "namespace of the class");
	const cell = hold(moduleHooks.runClassBody(body, namespace), "__class__ cell");
	if (bases !== originalBases) setItem(namespace, internStr("__orig_bases__"), originalBases);
	const cls = hold(callItems(meta, [name, bases, namespace], keywords), "new class");
	if (isType(cls) && isCell(cell)) checkClassCell(cell as PyCell, cls, name);
	take(cls);
	drop(cell);
	drop(namespace);
	return cls as Own<PyObject>;
}

function prepareNamespace({ name, bases, meta, keywords }: ClassStatement): Own<PyObject> {
	const prepare = lookupAttr(meta, internStr("__prepare__"));
	if (prepare === null) return newDict();
	hold(prepare, "__prepare__");
	const namespace = dropKeeping(prepare, callItems(prepare, [name, bases], keywords));
	if (!isMapping(namespace)) {
		hold(namespace, "namespace of the class");
		typeError(`${isType(meta) ? meta.name : "<metaclass>"}.__prepare__() must return a mapping, not ${namespace.type.name}`);
	}
	return namespace;
}

function checkClassCell(cell: PyCell, cls: PyType, name: PyStr): void {
	if (cell.contents === cls) return;
	if (cell.contents === null) {
		runtimeError(`__class__ not set defining ${reprOf(name)} as ${reprOf(cls)}. Was __classcell__ propagated to type.__new__?`);
	}
	typeError(`__class__ set to ${reprOf(cell.contents as PyObject)} defining ${reprOf(name)} as ${reprOf(cls)}`);
}

function breakpoint(_module: PyObject, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const hook = sysGet("breakpointhook");
	if (hook === null) return runtimeError("lost sys.breakpointhook");
	hold(incref(hook), "sys.breakpointhook");
	return dropKeeping(hook, call(hook, args, kwnames));
}

function positionalOnly(name: string, impl: VectorcallFunc): VectorcallFunc {
	return (module, args, kwnames) => {
		noKeywords(name, kwnames);
		return impl(module, args, kwnames);
	};
}

export const codeFunctions: readonly MethodDef[] = [
	defRaw("__build_class__", null, "Makes a class: what a class statement calls.", buildClass),
	def(
		"__import__",
		"($module, /, name, globals=None, locals=None, fromlist=(),\n           level=0)",
		"Imports a module: what an import statement calls.",
		importFunction,
	),
	defRaw("breakpoint", "($module, /, *args, **kws)", "Calls sys.breakpointhook.", breakpoint),
	def(
		"compile",
		"($module, /, source, filename, mode, flags=0,\n        dont_inherit=False, optimize=-1, *, _feature_version=-1)",
		"Makes a code object from source text.",
		compile,
	),
	defRaw(
		"dir",
		null,
		"The names of an object's attributes, or of the local variables.",
		positionalOnly("dir", inArgumentTuple(dirFunction)),
	),
	def("eval", "($module, source, /, globals=None, locals=None)", "Computes an expression.", evaluate),
	def("exec", "($module, source, /, globals=None, locals=None, *, closure=None)", "Runs statements.", execute),
	def("globals", "($module, /)", "The running module's namespace.", () => incref(runningGlobals())),
	def("locals", "($module, /)", "The local variables of the running code.", runningLocals),
	defRaw("vars", null, "An object's __dict__, or the local variables.", positionalOnly("vars", inArgumentTuple(vars))),
];
