// `match`: each pattern consumes the subject on top of the stack, or jumps away when it fails. Names are stored only when
// the whole pattern has matched; until then the captured values lie on the stack, below what the pattern still needs. A
// failing jump goes to a block that pops exactly what is there then. Read `emitMatch` and `PatternContext` first. Mirrors
// `codegen_match` and `codegen_pattern_*` (Python/codegen.c).

import type * as ast from "../syntax/ast.ts";
import { type Constant, NONE } from "../syntax/constant.ts";
import { reprConstant } from "../syntax/literals.ts";
import { compareOp, jumpIf } from "./codegenConditions.ts";
import { BINARY_OPARGS } from "./codegenExpressions.ts";
import type { Compiler } from "./compiler.ts";
import { constantKey } from "./constants.ts";
import { type Location, locationOf, NEXT_LOCATION, NO_LOCATION } from "./instructionSequence.ts";
import * as op from "./opcode.ts";

/** What is on the stack while a case is matched. */
interface PatternContext {
	/** Captured names, in the order of their values on the stack. */
	stores: string[];
	/** False where a pattern that matches everything would leave others unreachable. */
	allowIrrefutable: boolean;
	/** Label i pops i values and falls through to the next case. */
	failPop: number[];
	/** Values above the captured ones that must stay there. */
	onTop: number;
}

export function emitMatch(c: Compiler, s: ast.Match): void {
	c.expr(s.subject);
	const end = c.newLabel();
	const last = s.cases[s.cases.length - 1];
	const hasDefault = isWildcard(last.pattern) && s.cases.length > 1;
	const tested = hasDefault ? s.cases.slice(0, -1) : s.cases;
	tested.forEach((matchCase, i) => {
		const isLast = matchCase === last;
		emitCase(c, matchCase, i < tested.length - 1, isLast, end);
	});
	if (hasDefault) emitDefaultCase(c, last, end);
	c.useLabel(end);
}

/** `keepSubject`: a later case needs it, so this one works on a copy. */
function emitCase(c: Compiler, matchCase: ast.match_case, keepSubject: boolean, isLast: boolean, end: number): void {
	const loc = locationOf(matchCase.pattern);
	if (keepSubject) c.op(op.COPY, 1, loc);
	const pc: PatternContext = { stores: [], allowIrrefutable: matchCase.guard !== null || isLast, failPop: [], onTop: 0 };
	emitPattern(c, matchCase.pattern, pc);
	for (const name of pc.stores) c.nameOp(name, "Store", loc);
	if (matchCase.guard !== null) {
		ensureFailPop(c, pc, 0);
		jumpIf(c, matchCase.guard, pc.failPop[0], false, loc);
	}
	if (keepSubject) c.op(op.POP_TOP, 0, NEXT_LOCATION);
	c.body(matchCase.body);
	c.op(op.JUMP, end, NO_LOCATION);
	emitFailPops(c, pc, loc);
}

/** `case _:` tests nothing, and the subject is gone already. */
function emitDefaultCase(c: Compiler, matchCase: ast.match_case, end: number): void {
	const loc = locationOf(matchCase.pattern);
	c.op(op.NOP, 0, loc);
	if (matchCase.guard !== null) jumpIf(c, matchCase.guard, end, false, loc);
	c.body(matchCase.body);
}

function isWildcard(p: ast.pattern): boolean {
	return p._class === "MatchAs" && p.name === null;
}

function isWildcardStar(p: ast.pattern): boolean {
	return p._class === "MatchStar" && p.name === null;
}

function ensureFailPop(c: Compiler, pc: PatternContext, pops: number): void {
	while (pc.failPop.length <= pops) pc.failPop.push(c.newLabel());
}

function jumpToFailPop(c: Compiler, pc: PatternContext, opcode: number, loc: Location): void {
	const pops = pc.onTop + pc.stores.length;
	ensureFailPop(c, pc, pops);
	c.op(opcode, pc.failPop[pops], loc);
}

function emitFailPops(c: Compiler, pc: PatternContext, loc: Location): void {
	for (let pops = pc.failPop.length - 1; pops > 0; pops--) {
		c.useLabel(pc.failPop[pops]);
		c.op(op.POP_TOP, 0, loc);
	}
	if (pc.failPop.length > 0) c.useLabel(pc.failPop[0]);
	pc.failPop = [];
}

/** Moves the top to place `count`, the others up by one. */
function rotate(c: Compiler, count: number, loc: Location): void {
	for (let n = count; n > 1; n--) c.op(op.SWAP, n, loc);
}

function storeName(c: Compiler, name: string | null, pc: PatternContext, loc: Location): void {
	if (name === null) {
		c.op(op.POP_TOP, 0, loc);
		return;
	}
	rejectDuplicate(c, name, pc, loc);
	rotate(c, pc.onTop + pc.stores.length + 1, loc);
	pc.stores.push(name);
}

function rejectDuplicate(c: Compiler, name: string, pc: PatternContext, loc: Location): void {
	if (pc.stores.includes(name)) c.fail(`multiple assignments to name ${nameRepr(name)} in pattern`, loc);
}

function nameRepr(name: string): string {
	return reprConstant({ type: "str", value: name });
}

function emitPattern(c: Compiler, p: ast.pattern, pc: PatternContext): void {
	const loc = locationOf(p);
	switch (p._class) {
		case "MatchValue":
			emitValuePattern(c, p, pc);
			return;
		case "MatchSingleton":
			c.loadConst(p.value, loc);
			compareOp(c, "Is", loc);
			jumpToFailPop(c, pc, op.POP_JUMP_IF_FALSE, loc);
			return;
		case "MatchSequence":
			emitSequencePattern(c, p, pc);
			return;
		case "MatchMapping":
			emitMappingPattern(c, p, pc);
			return;
		case "MatchClass":
			emitClassPattern(c, p, pc);
			return;
		case "MatchStar":
			storeName(c, p.name, pc, loc);
			return;
		case "MatchAs":
			emitAsPattern(c, p, pc);
			return;
		case "MatchOr":
			emitOrPattern(c, p, pc);
			return;
	}
}

/** A part of a pattern may match everything. */
function emitSubpattern(c: Compiler, p: ast.pattern, pc: PatternContext): void {
	const outer = pc.allowIrrefutable;
	pc.allowIrrefutable = true;
	emitPattern(c, p, pc);
	pc.allowIrrefutable = outer;
}

function emitValuePattern(c: Compiler, p: ast.MatchValue, pc: PatternContext): void {
	const loc = locationOf(p);
	if (p.value._class !== "Constant" && p.value._class !== "Attribute") {
		c.fail("patterns may only match literals and attribute lookups", loc);
	}
	c.expr(p.value);
	compareOp(c, "Eq", loc);
	c.op(op.TO_BOOL, 0, loc);
	jumpToFailPop(c, pc, op.POP_JUMP_IF_FALSE, loc);
}

function emitAsPattern(c: Compiler, p: ast.MatchAs, pc: PatternContext): void {
	const loc = locationOf(p);
	if (p.pattern === null) {
		if (!pc.allowIrrefutable) {
			const what = p.name !== null ? `name capture ${nameRepr(p.name)}` : "wildcard";
			c.fail(`${what} makes remaining patterns unreachable`, loc);
		}
		storeName(c, p.name, pc, loc);
		return;
	}
	pc.onTop++;
	c.op(op.COPY, 1, loc);
	emitPattern(c, p.pattern, pc);
	pc.onTop--;
	storeName(c, p.name, pc, loc);
}

// Sequences

function emitSequencePattern(c: Compiler, p: ast.MatchSequence, pc: PatternContext): void {
	const loc = locationOf(p);
	const { patterns } = p;
	const stars = patterns.filter((sub) => sub._class === "MatchStar");
	if (stars.length > 1) c.fail("multiple starred names in sequence pattern", loc);
	pc.onTop++;
	c.op(op.MATCH_SEQUENCE, 0, loc);
	jumpToFailPop(c, pc, op.POP_JUMP_IF_FALSE, loc);
	if (stars.length === 0) checkLength(c, patterns.length, "Eq", pc, loc);
	else if (patterns.length > 1) checkLength(c, patterns.length - 1, "GtE", pc, loc);
	pc.onTop--;
	if (patterns.every((sub) => isWildcard(sub) || isWildcardStar(sub))) c.op(op.POP_TOP, 0, loc);
	else if (stars.length > 0 && isWildcardStar(stars[0])) emitSubscripted(c, patterns, patterns.indexOf(stars[0]), pc, loc);
	else emitUnpacked(c, patterns, pc, loc);
}

function checkLength(c: Compiler, length: number, operator: "Eq" | "GtE", pc: PatternContext, loc: Location): void {
	c.op(op.GET_LEN, 0, loc);
	c.loadInt(length, loc);
	compareOp(c, operator, loc);
	jumpToFailPop(c, pc, op.POP_JUMP_IF_FALSE, loc);
}

const MAX_PATTERNS_BEFORE_STAR = 1 << 8;
const MAX_PATTERNS_AFTER_STAR = 0x7fffffff >> 8;

function emitUnpacked(c: Compiler, patterns: readonly ast.pattern[], pc: PatternContext, loc: Location): void {
	const star = patterns.findIndex((sub) => sub._class === "MatchStar");
	if (star < 0) {
		c.op(op.UNPACK_SEQUENCE, patterns.length, loc);
	} else {
		const after = patterns.length - star - 1;
		if (star >= MAX_PATTERNS_BEFORE_STAR || after >= MAX_PATTERNS_AFTER_STAR) {
			c.fail("too many expressions in star-unpacking sequence pattern", loc);
		}
		c.op(op.UNPACK_EX, star + (after << 8), loc);
	}
	emitSubpatterns(c, patterns, pc);
}

/** The subjects of all the patterns are on the stack, the first one on top. */
function emitSubpatterns(c: Compiler, patterns: readonly ast.pattern[], pc: PatternContext): void {
	pc.onTop += patterns.length;
	for (const sub of patterns) {
		pc.onTop--;
		emitSubpattern(c, sub, pc);
	}
}

/** With a `*_` only the items that are asked for are taken out, by index. */
function emitSubscripted(c: Compiler, patterns: readonly ast.pattern[], star: number, pc: PatternContext, loc: Location): void {
	pc.onTop++;
	for (const [i, sub] of patterns.entries()) {
		if (isWildcard(sub) || i === star) continue;
		c.op(op.COPY, 1, loc);
		if (i < star) {
			c.loadInt(i, loc);
		} else {
			// A sequence need not take negative indexes.
			c.op(op.GET_LEN, 0, loc);
			c.loadInt(patterns.length - i, loc);
			c.op(op.BINARY_OP, BINARY_OPARGS.Sub, loc);
		}
		c.op(op.BINARY_OP, op.NB_SUBSCR, loc);
		emitSubpattern(c, sub, pc);
	}
	pc.onTop--;
	c.op(op.POP_TOP, 0, loc);
}

// Classes

function emitClassPattern(c: Compiler, p: ast.MatchClass, pc: PatternContext): void {
	const loc = locationOf(p);
	rejectRepeatedAttributes(c, p);
	c.expr(p.cls);
	c.loadStrTuple(p.kwd_attrs, loc);
	c.op(op.MATCH_CLASS, p.patterns.length, loc);
	c.op(op.COPY, 1, loc);
	c.loadConst(NONE, loc);
	c.op(op.IS_OP, 1, loc);
	pc.onTop++;
	jumpToFailPop(c, pc, op.POP_JUMP_IF_FALSE, loc);
	const patterns = [...p.patterns, ...p.kwd_patterns];
	c.op(op.UNPACK_SEQUENCE, patterns.length, loc);
	pc.onTop += patterns.length - 1;
	for (const sub of patterns) {
		pc.onTop--;
		if (isWildcard(sub)) c.op(op.POP_TOP, 0, loc);
		else emitSubpattern(c, sub, pc);
	}
}

function rejectRepeatedAttributes(c: Compiler, p: ast.MatchClass): void {
	for (const [i, attr] of p.kwd_attrs.entries()) {
		const repeated = p.kwd_attrs.indexOf(attr, i + 1);
		if (repeated >= 0) c.fail(`attribute name repeated in class pattern: ${attr}`, locationOf(p.kwd_patterns[repeated]));
	}
}

// Mappings

function emitMappingPattern(c: Compiler, p: ast.MatchMapping, pc: PatternContext): void {
	const loc = locationOf(p);
	const size = p.keys.length;
	pc.onTop++;
	c.op(op.MATCH_MAPPING, 0, loc);
	jumpToFailPop(c, pc, op.POP_JUMP_IF_FALSE, loc);
	if (size === 0 && p.rest === null) {
		pc.onTop--;
		c.op(op.POP_TOP, 0, loc);
		return;
	}
	if (size > 0) checkLength(c, size, "GtE", pc, loc);
	emitMappingKeys(c, p);
	c.op(op.BUILD_TUPLE, size, loc);
	c.op(op.MATCH_KEYS, 0, loc);
	pc.onTop += 2;
	c.op(op.COPY, 1, loc);
	c.loadConst(NONE, loc);
	c.op(op.IS_OP, 1, loc);
	jumpToFailPop(c, pc, op.POP_JUMP_IF_FALSE, loc);
	c.op(op.UNPACK_SEQUENCE, size, loc);
	pc.onTop--;
	emitSubpatterns(c, p.patterns, pc);
	pc.onTop -= 2;
	if (p.rest !== null) emitMappingRest(c, p, p.rest, pc);
	else for (let i = 0; i < 2; i++) c.op(op.POP_TOP, 0, loc);
}

function emitMappingKeys(c: Compiler, p: ast.MatchMapping): void {
	const loc = locationOf(p);
	const seen = new Set<string>();
	for (const key of p.keys) {
		if (key._class === "Constant") {
			const value = hashKey(key.value);
			if (seen.has(value)) c.fail(`mapping pattern checks duplicate key (${reprConstant(key.value)})`, loc);
			seen.add(value);
		} else if (key._class !== "Attribute") {
			c.fail("mapping pattern keys may only match literals and attribute lookups", loc);
		}
		c.expr(key);
	}
}

/** As dict keys, numbers are equal whatever their type. */
function hashKey(value: Constant): string {
	switch (value.type) {
		case "bool":
			return value.value ? "n1" : "n0";
		case "int":
			return `n${value.value}`;
		case "float":
			return Number.isInteger(value.value) ? `n${BigInt(value.value)}` : `f${value.value}`;
		case "complex":
			return value.imag === 0 ? hashKey({ type: "float", value: value.real }) : `c${value.real + 0},${value.imag}`;
		default:
			return constantKey(value);
	}
}

/** `**rest` is a copy of the subject without the keys: `( subject, keys -- rest )`. */
function emitMappingRest(c: Compiler, p: ast.MatchMapping, rest: string, pc: PatternContext): void {
	const loc = locationOf(p);
	c.op(op.BUILD_MAP, 0, loc);
	c.op(op.SWAP, 3, loc);
	c.op(op.DICT_UPDATE, 2, loc);
	c.op(op.UNPACK_SEQUENCE, p.keys.length, loc);
	for (let left = p.keys.length; left > 0; left--) {
		c.op(op.COPY, 1 + left, loc);
		c.op(op.SWAP, 2, loc);
		c.op(op.DELETE_SUBSCR, 0, loc);
	}
	storeName(c, rest, pc, loc);
}

// Alternatives

/** All alternatives must bind the same names; each brings them into the order of the first. */
function emitOrPattern(c: Compiler, p: ast.MatchOr, pc: PatternContext): void {
	const loc = locationOf(p);
	const end = c.newLabel();
	let control: string[] | null = null;
	for (const [i, alternative] of p.patterns.entries()) {
		const altLoc = locationOf(alternative);
		const isLast = i === p.patterns.length - 1;
		const own: PatternContext = { stores: [], allowIrrefutable: isLast && pc.allowIrrefutable, failPop: [], onTop: 0 };
		c.op(op.COPY, 1, altLoc);
		emitPattern(c, alternative, own);
		if (control === null) control = own.stores;
		else reorderStores(c, own.stores, control, p, altLoc);
		c.op(op.JUMP, end, altLoc);
		emitFailPops(c, own, altLoc);
	}
	c.op(op.POP_TOP, 0, loc);
	jumpToFailPop(c, pc, op.JUMP, loc);
	c.useLabel(end);
	const names = control ?? [];
	const rotations = names.length + 1 + pc.onTop + pc.stores.length;
	for (const name of names) {
		rotate(c, rotations, loc);
		rejectDuplicate(c, name, pc, loc);
		pc.stores.push(name);
	}
	c.op(op.POP_TOP, 0, loc);
}

function reorderStores(c: Compiler, stores: string[], control: readonly string[], p: ast.MatchOr, loc: Location): void {
	const differ = (): never => c.fail("alternative patterns bind different names", locationOf(p));
	if (stores.length !== control.length) differ();
	for (let wanted = control.length - 1; wanted >= 0; wanted--) {
		const found = stores.indexOf(control[wanted]);
		if (found < 0) differ();
		if (found === wanted) continue;
		// The same rotation for the list of names and for the values on the stack.
		const moved = stores.splice(0, found + 1);
		stores.splice(wanted - found, 0, ...moved);
		for (let i = 0; i < moved.length; i++) rotate(c, wanted + 1, loc);
	}
}
