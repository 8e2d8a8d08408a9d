// Calls: methods without a bound method object, keywords, `*` and `**`, and `any`, `all`, `tuple` over a generator
// expression, which run its loop in place if the name still means the builtin. Read `emitCall` first. Mirrors
// `codegen_call` (Python/codegen.c).

import type { Attribute, Call, expr, GeneratorExp, keyword, Name } from "../syntax/ast.ts";
import { FALSE, TRUE } from "../syntax/constant.ts";
import { checkCaller } from "./codegenChecks.ts";
import { emitSequence, STACK_USE_GUIDELINE } from "./codegenSequences.ts";
import { canOptimizeSuper, loadSuperArguments, superAttr } from "./codegenSuper.ts";
import type { Compiler } from "./compiler.ts";
import { attributeLocation, type Location, locationOf, NO_LOCATION } from "./instructionSequence.ts";
import * as op from "./opcode.ts";
import { DEF_IMPORT } from "./symtable.ts";

export function emitCall(c: Compiler, e: Call): void {
	rejectRepeatedKeywords(c, e.keywords);
	const { func } = e;
	if (func._class === "Attribute" && isMethodCall(c, e, func)) {
		emitMethodCall(c, e, func);
		return;
	}
	const skip = c.newLabel();
	checkCaller(c, func);
	c.expr(func);
	emitInlinedGenerator(c, e, skip);
	c.op(op.PUSH_NULL, 0, locationOf(func));
	emitArguments(c, 0, e.args, e.keywords, null, locationOf(e));
	c.useLabel(skip);
}

/** Of several names that come twice, the one that came first is reported. */
function rejectRepeatedKeywords(c: Compiler, keywords: readonly keyword[]): void {
	if (keywords.length < 2) return;
	const first = new Map<string, number>();
	let least = keywords.length;
	let repeated: keyword | null = null;
	for (const [i, key] of keywords.entries()) {
		if (key.arg === null) continue;
		const before = first.get(key.arg);
		if (before === undefined) first.set(key.arg, i);
		else if (before < least) {
			least = before;
			repeated = key;
		}
	}
	if (repeated !== null) c.fail(`keyword argument repeated: ${repeated.arg}`, locationOf(repeated));
}

/** What an import bound at module level is likely a module, for which the plain way is quicker. */
function isMethodCall(c: Compiler, e: Call, func: Attribute): boolean {
	if (func.value._class === "Name" && c.options.symtable.top.getSymbol(func.value.id) & DEF_IMPORT) return false;
	const keywordCount = e.keywords.length;
	if (e.args.length + keywordCount + (keywordCount > 0 ? 1 : 0) >= STACK_USE_GUIDELINE) return false;
	return isPlain(e.args, e.keywords);
}

/** Neither `*` nor `**`. */
function isPlain(args: readonly expr[], keywords: readonly keyword[]): boolean {
	return args.every((arg) => arg._class !== "Starred") && keywords.every((key) => key.arg !== null);
}

function emitMethodCall(c: Compiler, e: Call, func: Attribute): void {
	const loc = attributeLocation(locationOf(func), func);
	if (canOptimizeSuper(c, func)) {
		loadSuperArguments(c, func.value);
		superAttr(c, func, func.value, true);
		c.op(op.NOP, 0, loc);
	} else {
		c.expr(func.value);
		c.loadAttr(func.attr, loc, true);
	}
	for (const arg of e.args) c.expr(arg);
	if (e.keywords.length > 0) {
		for (const key of e.keywords) c.expr(key.value);
		c.loadStrTuple(
			e.keywords.map((key) => key.arg!),
			loc,
		);
	}
	const callLoc = attributeLocation(locationOf(e), func);
	c.op(e.keywords.length > 0 ? op.CALL_KW : op.CALL, e.args.length + e.keywords.length, callLoc);
}

/** The arguments and the call itself. `pushed` positional ones are on the stack; `injected` is a variable added last. */
export function emitArguments(
	c: Compiler,
	pushed: number,
	args: readonly expr[],
	keywords: readonly keyword[],
	injected: string | null,
	loc: Location,
): void {
	rejectRepeatedKeywords(c, keywords);
	if (args.length + keywords.length * 2 > STACK_USE_GUIDELINE || !isPlain(args, keywords)) {
		emitUnpackingCall(c, pushed, args, keywords, injected, loc);
		return;
	}
	for (const arg of args) c.expr(arg);
	if (injected !== null) c.nameOp(injected, "Load", loc);
	const positional = pushed + args.length + (injected === null ? 0 : 1);
	if (keywords.length === 0) {
		c.op(op.CALL, positional, loc);
		return;
	}
	for (const key of keywords) c.expr(key.value);
	c.loadStrTuple(
		keywords.map((key) => key.arg!),
		loc,
	);
	c.op(op.CALL_KW, positional + keywords.length, loc);
}

function emitUnpackingCall(
	c: Compiler,
	pushed: number,
	args: readonly expr[],
	keywords: readonly keyword[],
	injected: string | null,
	loc: Location,
): void {
	const [only] = args;
	if (pushed === 0 && args.length === 1 && only._class === "Starred") c.expr(only.value);
	else emitSequence(c, args, "tuple", loc, { pushed, injected });
	if (keywords.length > 0) emitKeywordDict(c, keywords, loc);
	else c.op(op.PUSH_NULL, 0, loc);
	c.op(op.CALL_FUNCTION_EX, 0, loc);
}

function emitKeywordDict(c: Compiler, keywords: readonly keyword[], loc: Location): void {
	let hasDict = false;
	let named: keyword[] = [];
	const flush = (): void => {
		if (named.length === 0) return;
		emitNamedKeywords(c, named, loc);
		if (hasDict) c.op(op.DICT_MERGE, 1, loc);
		hasDict = true;
		named = [];
	};
	for (const key of keywords) {
		if (key.arg !== null) {
			named.push(key);
			continue;
		}
		flush();
		if (!hasDict) c.op(op.BUILD_MAP, 0, loc);
		hasDict = true;
		c.expr(key.value);
		c.op(op.DICT_MERGE, 1, loc);
	}
	flush();
}

function emitNamedKeywords(c: Compiler, keywords: readonly keyword[], loc: Location): void {
	const isBig = keywords.length * 2 > STACK_USE_GUIDELINE;
	if (isBig) c.op(op.BUILD_MAP, 0, NO_LOCATION);
	for (const key of keywords) {
		c.loadStr(key.arg!, loc);
		c.expr(key.value);
		if (isBig) c.op(op.MAP_ADD, 1, NO_LOCATION);
	}
	if (!isBig) c.op(op.BUILD_MAP, keywords.length, loc);
}

/** The builtins whose loop over a generator expression is run in place. */
const INLINED = new Map([
	["all", { constant: op.CONSTANT_BUILTIN_ALL, goOn: op.POP_JUMP_IF_TRUE, exhausted: TRUE, found: FALSE }],
	["any", { constant: op.CONSTANT_BUILTIN_ANY, goOn: op.POP_JUMP_IF_FALSE, exhausted: FALSE, found: TRUE }],
	["tuple", { constant: op.CONSTANT_BUILTIN_TUPLE, goOn: -1, exhausted: null, found: null }],
]);

/** Emits the loop, after which it jumps to `end`, and falls through when the function is another one. */
function emitInlinedGenerator(c: Compiler, e: Call, end: number): void {
	const [generator] = e.args;
	if (e.func._class !== "Name" || e.args.length !== 1 || e.keywords.length > 0 || generator._class !== "GeneratorExp") return;
	const skip = c.newLabel();
	const builtin = INLINED.get(e.func.id);
	if (builtin !== undefined) {
		const loc = locationOf(e.func);
		c.op(op.COPY, 1, loc);
		c.op(op.LOAD_COMMON_CONSTANT, builtin.constant, loc);
		c.op(op.IS_OP, 0, loc);
		c.op(op.POP_JUMP_IF_FALSE, skip, loc);
		c.op(op.POP_TOP, 0, loc);
		if (builtin.found === null) emitTupleLoop(c, e.func, generator, end);
		else emitSearchLoop(c, e.func, generator, end, builtin);
		c.op(op.JUMP, end, loc);
	}
	c.useLabel(skip);
}

type Search = { readonly goOn: number; readonly exhausted: typeof TRUE | null; readonly found: typeof TRUE | null };

function emitSearchLoop(c: Compiler, func: Name, generator: GeneratorExp, end: number, search: Search): void {
	const loc = locationOf(func);
	c.expr(generator);
	const loop = c.newLabel();
	const cleanup = c.newLabel();
	c.useLabel(loop);
	c.op(op.FOR_ITER, cleanup, loc);
	c.op(op.TO_BOOL, 0, loc);
	c.op(search.goOn, loop, loc);
	c.op(op.POP_ITER, 0, NO_LOCATION);
	c.loadConst(search.found!, loc);
	c.op(op.JUMP, end, loc);
	emitLoopEnd(c, cleanup);
	c.loadConst(search.exhausted!, loc);
}

function emitTupleLoop(c: Compiler, func: Name, generator: GeneratorExp, end: number): void {
	const loc = locationOf(func);
	c.op(op.BUILD_LIST, 0, loc);
	c.expr(generator);
	const loop = c.newLabel();
	const cleanup = c.newLabel();
	c.useLabel(loop);
	c.op(op.FOR_ITER, cleanup, loc);
	c.op(op.LIST_APPEND, 2, loc);
	c.op(op.JUMP, loop, loc);
	c.op(op.POP_ITER, 0, NO_LOCATION);
	c.op(op.JUMP, end, loc);
	emitLoopEnd(c, cleanup);
	c.op(op.CALL_INTRINSIC_1, op.INTRINSIC_LIST_TO_TUPLE, loc);
}

function emitLoopEnd(c: Compiler, cleanup: number): void {
	c.useLabel(cleanup);
	c.op(op.END_FOR, 0, NO_LOCATION);
	c.op(op.POP_ITER, 0, NO_LOCATION);
}
