// re.Pattern, re.Match, the scanner and the replacement template. The matcher itself is in sreMatch.ts.
// Mirrors Modules/_sre/sre.c. Read `subjectOf` and `substitute` first.

import { sizeArgument } from "../objects/conversions.ts";
import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import type { WeakReference } from "../heap/weakref.ts";
import { call, callOneArg, getAttr, hash, indexAsNumber, isCallable, isIndex, richCompareBool } from "../objects/abstract.ts";
import { def, defRaw, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { exporterOf } from "../objects/bufferExport.ts";
import { BytesType, newBytes } from "../objects/bytes.ts";
import { dictGet, dictItemsInOrder, dictSet, newDict, type PyDict } from "../objects/dict.ts";
import { indexError, typeError } from "../objects/errors.ts";
import { reprText } from "../objects/exceptions.ts";
import { newGenericAlias } from "../objects/genericalias.ts";
import { isInt, newInt, type PyInt } from "../objects/int.ts";
import { newCallableIterator } from "../objects/iterators.ts";
import { newList, type PyList } from "../objects/list.ts";
import { newMappingProxy } from "../objects/mappingproxy.ts";
import {
	type CompareOp,
	defineType,
	type Hash,
	PyGCTypeOwner,
	type PyObject,
	type PyType,
	Py_EQ,
	Py_NE,
	TPFLAGS_DISALLOW_INSTANTIATION,
	TPFLAGS_HAVE_GC,
} from "../objects/object.ts";
import { newNone, newNotImplemented, None } from "../objects/singletons.ts";
import { internStr, isStr, newStr, type PyStr, StrType } from "../objects/str.ts";
import { newTuple, type PyTuple } from "../objects/tuple.ts";
import { moduleHooks } from "./hooks.ts";
import { allocate, ownedSlots } from "./ownedSlots.ts";
import { Matcher, type Subject } from "./sreMatch.ts";
import { Program } from "./sreProgram.ts";

const FLAGS = TPFLAGS_HAVE_GC | TPFLAGS_DISALLOW_INSTANTIATION;

/** Owned: pattern, groupindex, indexgroup. */
export class PyPattern extends PyGCTypeOwner {
	pattern: PyObject | null;
	groupindex: PyDict | null;
	indexgroup: PyTuple | null;
	weakrefs: WeakReference[] | null;
	/** Python's re.I, re.M … */
	compileFlags: number;
	program: Program;

	constructor(type: PyType) {
		super(type);
		this.pattern = null;
		this.groupindex = null;
		this.indexgroup = null;
		this.weakrefs = null;
		this.compileFlags = 0;
		this.program = NO_PROGRAM;
	}
}

const NO_PROGRAM = new Program([1], 0);

export function newPattern(
	pattern: PyObject,
	flags: number,
	code: readonly number[],
	groups: number,
	groupindex: PyDict,
	indexgroup: PyTuple,
): Own<PyObject> {
	const self = allocate<PyPattern>(PatternType);
	self.pattern = incref(pattern);
	self.groupindex = incref(groupindex);
	self.indexgroup = incref(indexgroup);
	self.compileFlags = flags;
	self.program = new Program(code, groups);
	return self;
}

/** A string or bytes as numbers, with the range that may be matched. */
interface Text extends Subject {
	readonly object: PyObject;
	readonly textual: boolean;
}

/** The text converted last: tokenizers match at many places of one string. */
const recent: { text: string; units: ArrayLike<number>; plain: string | null } = { text: "", units: new Uint16Array(0), plain: "" };

function unitsOf(text: string): { units: ArrayLike<number>; plain: string | null } {
	if (recent.text === text) return recent;
	recent.text = text;
	recent.plain = null;
	const units = new Uint16Array(text.length);
	let surrogates = false;
	for (let i = 0; i < text.length; i++) {
		const unit = text.charCodeAt(i);
		units[i] = unit;
		if (unit >= 0xd800 && unit < 0xe000) surrogates = true;
	}
	if (surrogates && /[\ud800-\udbff][\udc00-\udfff]/.test(text)) {
		recent.units = Uint32Array.from(text as Iterable<string>, (c) => c.codePointAt(0)!);
	} else {
		recent.units = units;
		recent.plain = text;
	}
	return recent;
}

const clamp = (index: number, length: number): number => Math.max(0, Math.min(index, length));

function subjectOf(self: PyPattern, string: PyObject, pos: PyObject | null, endpos: PyObject | null): Text {
	const first = sizeArgument(pos);
	const last = sizeArgument(endpos, Infinity);
	const textual = isStr(string);
	if (!textual && string.type.getBuffer === null) typeError(`expected string or bytes-like object, got '${string.type.name}'`);
	if (self.pattern !== None && textual !== isStr(self.pattern!)) {
		typeError(textual ? "cannot use a bytes pattern on a string-like object" : "cannot use a string pattern on a bytes-like object");
	}
	const { units, plain } = textual ? unitsOf((string as PyStr).value) : { units: string.type.getBuffer!(string), plain: null };
	const end = clamp(last, units.length);
	const start = clamp(first, units.length);
	return { object: string, textual, units, plain, start, end };
}

/** A piece of the text as a Python object; the whole of a str or bytes is the object itself. A bytearray's is as it is now. New. */
function piece(text: Text, from: number, to: number): Own<PyObject> {
	const { object } = text;
	if (from === 0 && to === text.units.length && (object.type === StrType || object.type === BytesType)) return incref(object);
	return text.textual ? newStr(textPiece(text, from, to)) : newBytes(object.type.getBuffer!(object).slice(from, to));
}

function textPiece(text: Text, from: number, to: number): string {
	if (text.plain !== null) return text.plain.slice(from, to);
	let result = "";
	for (let i = from; i < to; i++) result += String.fromCodePoint(text.units[i]!);
	return result;
}

/** Owned: string, pattern. */
class PyMatch extends PyGCTypeOwner {
	string: PyObject | null;
	pattern: PyPattern | null;
	subject: Text | null;
	/** Start and end of each group, the whole match first; -1 where unset. */
	marks: number[];
	lastindex: number;

	constructor(type: PyType) {
		super(type);
		this.string = null;
		this.pattern = null;
		this.subject = null;
		this.marks = [];
		this.lastindex = -1;
	}
}

function newMatch(pattern: PyPattern, text: Text, start: number, matcher: Matcher): Own<PyMatch> {
	const self = allocate<PyMatch>(MatchType);
	self.string = incref(text.object);
	self.pattern = incref(pattern);
	self.subject = text;
	self.marks = spansOf(start, matcher);
	self.lastindex = matcher.marks[matcher.marks.length - 1]!;
	return self;
}

/** Start and end of the match and of each group; -1 for a group that has none, or whose end comes first. */
function spansOf(start: number, matcher: Matcher): number[] {
	const { marks } = matcher;
	const spans = [start, matcher.position];
	for (let i = 0; i + 1 < marks.length; i += 2) {
		const from = marks[i]!;
		const to = marks[i + 1]!;
		if (from < 0 || to < from) spans.push(-1, -1);
		else spans.push(from, to);
	}
	return spans;
}

type Mode = "match" | "fullmatch" | "search";

function find(self: PyPattern, text: Text, mode: Mode): Own<PyObject> {
	const matcher = new Matcher(self.program, text);
	if (text.start > text.end) return newNone();
	const start =
		mode === "search" ? matcher.search(text.start, false) : matcher.matchAt(text.start, mode === "fullmatch", false) ? text.start : -1;
	matcher.release();
	return start < 0 ? newNone() : newMatch(self, text, start, matcher);
}

function finder(mode: Mode): MethodDef {
	return def(mode, "($self, /, string, pos=0, endpos=sys.maxsize)", "Looks for the pattern.", (self: PyPattern, string, pos, endpos) =>
		find(self, subjectOf(self, string, pos, endpos), mode),
	);
}

/** Calls `see` for every match in turn; it says false to stop. */
function eachMatch(self: PyPattern, text: Text, see: (start: number, matcher: Matcher) => boolean): void {
	const matcher = new Matcher(self.program, text);
	let from = text.start;
	let nonEmpty = false;
	while (from <= text.end) {
		const start = matcher.search(from, nonEmpty);
		if (start < 0) break;
		const end = matcher.position;
		if (!see(start, matcher)) break;
		nonEmpty = end === start;
		from = end;
	}
	matcher.release();
}

/** What a group has matched, or `otherwise`. New. */
function groupOf(text: Text, marks: ArrayLike<number>, group: number, otherwise: () => Own<PyObject>): Own<PyObject> {
	const from = marks[group * 2]!;
	const to = marks[group * 2 + 1]!;
	return from < 0 || to < from ? otherwise() : piece(text, from, to);
}

const emptyOf = (text: Text) => (): Own<PyObject> => (text.textual ? newStr("") : newBytes(new Uint8Array(0)));

function findall(self: PyPattern, string: PyObject, pos: PyObject | null, endpos: PyObject | null): Own<PyObject> {
	const text = subjectOf(self, string, pos, endpos);
	const { groups } = self.program;
	const found: Own<PyObject>[] = [];
	const empty = emptyOf(text);
	eachMatch(self, text, (start, matcher) => {
		if (groups === 0) found.push(piece(text, start, matcher.position));
		else if (groups === 1) found.push(groupOf(text, matcher.marks, 0, empty));
		else {
			const items: Own<PyObject>[] = [];
			for (let i = 0; i < groups; i++) items.push(groupOf(text, matcher.marks, i, empty));
			found.push(newTuple(items));
		}
		return true;
	});
	return newList(found);
}

function split(self: PyPattern, string: PyObject, maxsplit: PyObject | null): Own<PyObject> {
	const most = maxsplit === null ? 0 : sizeArgument(maxsplit);
	const text = subjectOf(self, string, null, null);
	const parts: Own<PyObject>[] = [];
	let last = 0;
	let count = 0;
	eachMatch(self, text, (start, matcher) => {
		if (most > 0 && count >= most) return false;
		parts.push(piece(text, last, start));
		for (let i = 0; i < self.program.groups; i++) parts.push(groupOf(text, matcher.marks, i, newNone));
		last = matcher.position;
		count++;
		return true;
	});
	parts.push(piece(text, last, text.end));
	return newList(parts);
}

/** Owned: literal pieces between group references. */
class PyTemplate extends PyGCTypeOwner {
	/** str or bytes and ints in turn, as parse_template makes them. */
	parts: PyList | null;

	constructor(type: PyType) {
		super(type);
		this.parts = null;
	}
}

export const TemplateType: PyType = defineType({
	name: "_sre.SRE_Template",
	heapType: true,
	flags: FLAGS,
	basicsize: 40,
	itemsize: 16,
	doc: "A replacement with references to groups.",
	alloc: (type) => own(new PyTemplate(type)),
	...ownedSlots([["parts", "parts of the replacement"]]),
});

export function newTemplate(parts: PyList): Own<PyObject> {
	checkTemplate(parts.items);
	const self = allocate<PyTemplate>(TemplateType);
	self.parts = incref(parts);
	return self;
}

/** Literals and numbers of groups take turns; literals come first and last. */
function checkTemplate(parts: readonly PyObject[]): void {
	if (parts.length % 2 === 0) typeError("invalid template");
	for (let i = 1; i < parts.length; i += 2) {
		const group = parts[i]!;
		if (!isInt(group)) typeError("an integer is required");
		if ((group as PyInt).value < 0) typeError("invalid template");
	}
}

/** What a match is replaced by: fixed, from a template, or by a function. */
type Replace = (start: number, matcher: Matcher) => Own<PyObject>;

function expandTemplate(template: PyTemplate, text: Text, marks: ArrayLike<number>): Own<PyObject> {
	const parts = template.parts!.items.map((part) => {
		if (!isInt(part)) return incref(part);
		const group = Number((part as PyInt).value);
		return groupOf(text, marks, group, emptyOf(text));
	});
	return joinOwned(parts, text.textual);
}

/** Joins strings or bytes. Steals the array and its references. */
function joinOwned(parts: Own<PyObject>[], textual: boolean): Own<PyObject> {
	const list = hold(newList(parts), "pieces");
	const result = textual ? joinText(list.items) : joinBytes(list.items);
	return dropKeeping(list, result);
}

function joinText(parts: readonly PyObject[]): Own<PyObject> {
	parts.forEach((part, i) => {
		if (!isStr(part)) typeError(`sequence item ${i}: expected str instance, ${part.type.name} found`);
	});
	return newStr(parts.map((part) => (part as PyStr).value).join(""));
}

function joinBytes(parts: readonly PyObject[]): Own<PyObject> {
	const bytes: number[] = [];
	parts.forEach((part, i) => {
		if (part.type.getBuffer === null) typeError(`sequence item ${i}: expected a bytes-like object, ${part.type.name} found`);
		for (const byte of part.type.getBuffer!(part)) bytes.push(byte);
	});
	return newBytes(Uint8Array.from(bytes));
}

/** The compiled form of a replacement string: re._compile_template. New. */
function compileTemplate(self: PyPattern, replacement: PyObject): Own<PyObject> {
	const re = hold(moduleHooks.importModule(internStr("re"), null, null, null, 0), "module re");
	const f = hold(getAttr(re, internStr("_compile_template")), "_compile_template");
	return dropKeeping(re, dropKeeping(f, call(f, [self, replacement])));
}

function hasBackslash(replacement: PyObject): boolean {
	if (isStr(replacement)) return (replacement as PyStr).value.includes("\\");
	return replacement.type.getBuffer?.(replacement).includes(92) ?? false;
}

/** Replaces matches; `[result, how many]`. The result is new. */
function substitute(self: PyPattern, replacement: PyObject, string: PyObject, countGiven: PyObject | null): [Own<PyObject>, number] {
	const most = countGiven === null ? 0 : sizeArgument(countGiven);
	const text = subjectOf(self, string, null, null);
	if (!isCallable(replacement) && !isStr(replacement) && replacement.type.getBuffer === null) {
		typeError(`decoding to str: need a bytes-like object, ${replacement.type.name} found`);
	}
	const filter = hold(
		isCallable(replacement) || !hasBackslash(replacement) ? incref(replacement) : compileTemplate(self, replacement),
		"replacement",
	);
	const replace = replacer(self, filter, text);
	const parts = hold(newList([]), "pieces of the result");
	let last = 0;
	let count = 0;
	eachMatch(self, text, (start, matcher) => {
		if (most > 0 && count >= most) return false;
		const end = matcher.position;
		if (last < start) parts.items.push(piece(text, last, start));
		const item = replace(start, matcher);
		if (item === None) decref(item);
		else parts.items.push(item);
		matcher.position = end;
		last = end;
		count++;
		return true;
	});
	if (last < text.end) parts.items.push(piece(text, last, text.end));
	const result = count === 0 ? incref(string) : text.textual ? joinText(parts.items) : joinBytes(parts.items);
	return [dropKeeping(filter, dropKeeping(parts, result)), count];
}

function replacer(self: PyPattern, filter: PyObject, text: Text): Replace {
	if (filter.type === TemplateType) {
		return (start, matcher) => expandTemplate(filter as PyTemplate, text, spansOf(start, matcher));
	}
	if (!isCallable(filter)) return () => incref(filter);
	return (start, matcher) => {
		const match = hold(newMatch(self, text, start, matcher), "match");
		return dropKeeping(match, callOneArg(filter, match));
	};
}

function sub(self: PyPattern, replacement: PyObject, string: PyObject, count: PyObject | null): Own<PyObject> {
	return substitute(self, replacement, string, count)[0];
}

function subn(self: PyPattern, replacement: PyObject, string: PyObject, count: PyObject | null): Own<PyObject> {
	const [result, times] = substitute(self, replacement, string, count);
	return newTuple([result, newInt(times)]);
}

/** Finds one match after the other. Owned: pattern; the text is kept alive by `string`. */
class PyScanner extends PyGCTypeOwner {
	pattern: PyPattern | null;
	string: PyObject | null;
	text: Text | null;
	position: number;
	nonEmpty: boolean;

	constructor(type: PyType) {
		super(type);
		this.pattern = null;
		this.string = null;
		this.text = null;
		this.position = 0;
		this.nonEmpty = false;
	}
}

function scan(self: PyScanner, mode: "match" | "search"): Own<PyObject> {
	const text = self.text!;
	if (self.position > text.end) return newNone();
	const matcher = new Matcher(self.pattern!.program, text);
	const start =
		mode === "search"
			? matcher.search(self.position, self.nonEmpty)
			: matcher.matchAt(self.position, false, self.nonEmpty)
				? self.position
				: -1;
	matcher.release();
	if (start < 0) {
		self.position = text.end + 1;
		return newNone();
	}
	self.nonEmpty = matcher.position === start;
	self.position = matcher.position;
	return newMatch(self.pattern!, text, start, matcher);
}

const scannerSlots = ownedSlots([
	["pattern", "attribute pattern"],
	["string", "text"],
]);

export const ScannerType: PyType = defineType({
	name: "_sre.SRE_Scanner",
	heapType: true,
	flags: FLAGS,
	basicsize: 56,
	alloc: (type) => own(new PyScanner(type)),
	...scannerSlots,
	dealloc(self: PyScanner) {
		releaseBytes(self);
		scannerSlots.dealloc!(self);
	},
	clear(self: PyScanner) {
		releaseBytes(self);
		scannerSlots.clear!(self);
	},
	// CPython's scanner_traverse leaves the text out, so that a cycle through it is never found.
	traverse: (self: PyScanner, visit) => {
		if (self.pattern !== null) visit(self.pattern, "attribute pattern");
	},
	traverseRest: (self: PyScanner, visit) => {
		if (self.string !== null) visit(self.string, "text");
	},
	methods: [
		def("match", "($self, /)", "The match at the current place.", (self: PyScanner) => scan(self, "match")),
		def("search", "($self, /)", "The next match.", (self: PyScanner) => scan(self, "search")),
	],
	members: [{ name: "pattern", field: "pattern", readonly: true }],
});

function newScanner(self: PyPattern, string: PyObject, pos: PyObject | null, endpos: PyObject | null): Own<PyScanner> {
	const text = subjectOf(self, string, pos, endpos);
	const scanner = allocate<PyScanner>(ScannerType);
	scanner.pattern = incref(self);
	scanner.string = incref(string);
	scanner.text = text;
	scanner.position = text.start;
	const exporter = exporterOf(string);
	if (exporter !== null) exporter.exports++;
	return scanner;
}

/** Bytes keep their size while a scanner goes through them. */
function releaseBytes({ string }: PyScanner): void {
	const exporter = string === null ? null : exporterOf(string);
	if (exporter !== null) exporter.exports--;
}

function finditer(self: PyPattern, string: PyObject, pos: PyObject | null, endpos: PyObject | null): Own<PyObject> {
	const scanner = hold(newScanner(self, string, pos, endpos), "scanner");
	const search = hold(getAttr(scanner, internStr("search")), "method search");
	const iterator = newCallableIterator(search, None);
	return dropKeeping(scanner, dropKeeping(search, iterator));
}

const FLAG_NAMES: readonly (readonly [number, string])[] = [
	[2, "re.IGNORECASE"],
	[4, "re.LOCALE"],
	[8, "re.MULTILINE"],
	[16, "re.DOTALL"],
	[64, "re.VERBOSE"],
	[128, "re.DEBUG"],
	[256, "re.ASCII"],
];

function patternRepr(self: PyPattern): Own<PyObject> {
	let { compileFlags } = self;
	if (isStr(self.pattern!) && (compileFlags & (4 | 32 | 256)) === 32) compileFlags &= ~32;
	const names = FLAG_NAMES.filter(([bit]) => (compileFlags & bit) !== 0).map(([, name]) => name);
	const rest = FLAG_NAMES.reduce((left, [bit]) => left & ~bit, compileFlags);
	if (rest !== 0) names.push(`0x${rest.toString(16)}`);
	const shown = Array.from(reprText(self.pattern!)).slice(0, 200).join("");
	return newStr(`re.compile(${[shown, ...(names.length > 0 ? [names.join("|")] : [])].join(", ")})`);
}

function patternCompare(self: PyPattern, other: PyObject, op: CompareOp): Own<PyObject> {
	if ((op !== Py_EQ && op !== Py_NE) || other.type !== PatternType) return newNotImplemented();
	const right = other as PyPattern;
	const same =
		self === right ||
		(self.compileFlags === right.compileFlags &&
			isStr(self.pattern!) === isStr(right.pattern!) &&
			richCompareBool(self.pattern!, right.pattern!, Py_EQ));
	return newBool(same === (op === Py_EQ));
}

const self_: (self: PyObject) => Own<PyObject> = (self) => incref(self);
const RANGE = "($self, /, string, pos=0, endpos=sys.maxsize)";

export const PatternType: PyType = defineType({
	name: "re.Pattern",
	heapType: true,
	flags: FLAGS,
	basicsize: 96,
	itemsize: 4,
	itemCount: (self: PyPattern) => self.program.code.length,
	weakrefOffset: 64,
	doc: "A compiled regular expression.",
	weakrefable: true,
	alloc: (type) => own(new PyPattern(type)),
	...ownedSlots(
		[
			["groupindex", "attribute groupindex"],
			["indexgroup", "names of the groups"],
			["pattern", "attribute pattern"],
		],
		true,
	),
	repr: patternRepr,
	richcompare: patternCompare,
	hash: (self: PyPattern): Hash => hash(self.pattern!),
	methods: [
		finder("match"),
		finder("fullmatch"),
		finder("search"),
		def("sub", "($self, /, repl, string, count=0)", "Replaces matches.", sub),
		def("subn", "($self, /, repl, string, count=0)", "Replaces matches, and counts them.", subn),
		def("findall", RANGE, "All matches as a list.", findall),
		def("finditer", RANGE, "All matches, one by one.", finditer),
		def("scanner", RANGE, "A scanner.", newScanner),
		def("split", "($self, /, string, maxsplit=0)", "Splits at the matches.", split),
		def("__copy__", "($self, /)", null, self_),
		def("__deepcopy__", "($self, memo, /)", null, self_),
		def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls, item) => newGenericAlias(cls, item), "class"),
	],
	getset: [
		{ name: "groupindex", get: (self: PyPattern) => newMappingProxy(self.groupindex!) },
		{ name: "flags", get: (self: PyPattern) => newInt(self.compileFlags) },
		{ name: "groups", get: (self: PyPattern) => newInt(self.program.groups) },
	],
	members: [{ name: "pattern", field: "pattern", readonly: true, doc: "The pattern string from which the RE object was compiled." }],
});

/** The number of the group that an argument names. */
function groupNumber(self: PyMatch, which: PyObject | null): number {
	if (which === null) return 0;
	let number = -1;
	if (isIndex(which)) number = indexAsNumber(which, null);
	else {
		const found = dictGet(self.pattern!.groupindex!, which);
		if (found !== null && isInt(found)) number = Number((found as PyInt).value);
	}
	return number < 0 || number * 2 >= self.marks.length ? indexError("no such group") : number;
}

function matchGroup(self: PyMatch, which: PyObject | null): Own<PyObject> {
	return groupOf(self.subject!, self.marks, groupNumber(self, which), newNone);
}

function groupMethod(self: PyMatch, args: readonly PyObject[]): Own<PyObject> {
	if (args.length <= 1) return matchGroup(self, args[0] ?? null);
	return newTuple(args.map((arg) => groupNumber(self, arg)).map((n) => groupOf(self.subject!, self.marks, n, newNone)));
}

function groups(self: PyMatch, otherwise: PyObject | null): Own<PyObject> {
	const missing = (): Own<PyObject> => incref(otherwise ?? None);
	const items: Own<PyObject>[] = [];
	for (let i = 1; i * 2 < self.marks.length; i++) items.push(groupOf(self.subject!, self.marks, i, missing));
	return newTuple(items);
}

function groupdict(self: PyMatch, otherwise: PyObject | null): Own<PyObject> {
	const dict = hold(newDict(), "groups by name");
	for (const [name, number] of dictItemsInOrder(self.pattern!.groupindex!)) {
		const value = hold(
			groupOf(self.subject!, self.marks, Number((number as PyInt).value), () => incref(otherwise ?? None)),
			"group",
		);
		dictSet(dict, name, value);
		drop(value);
	}
	return take(dict);
}

function span(self: PyMatch, which: PyObject | null): Own<PyObject> {
	const n = groupNumber(self, which) * 2;
	return newTuple([newInt(self.marks[n]!), newInt(self.marks[n + 1]!)]);
}

function regs(self: PyMatch): Own<PyObject> {
	const count = self.marks.length / 2;
	return newTuple(Array.from({ length: count }, (_, i) => newTuple([newInt(self.marks[i * 2]!), newInt(self.marks[i * 2 + 1]!)])));
}

function expand(self: PyMatch, template: PyObject): Own<PyObject> {
	if (!hasBackslash(template)) return incref(template);
	const compiled = hold(compileTemplate(self.pattern!, template), "template");
	return dropKeeping(compiled, expandTemplate(compiled as PyTemplate, self.subject!, self.marks));
}

function lastgroup(self: PyMatch): Own<PyObject> {
	const name = self.lastindex < 0 ? null : self.pattern!.indexgroup!.items[self.lastindex];
	return incref(name ?? None);
}

function matchRepr(self: PyMatch): Own<PyObject> {
	const text = hold(piece(self.subject!, self.marks[0]!, self.marks[1]!), "matched text");
	const shown = newStr(`<re.Match object; span=(${self.marks[0]}, ${self.marks[1]}), match=${reprText(text)}>`);
	return dropKeeping(text, shown);
}

export const MatchType: PyType = defineType({
	name: "re.Match",
	heapType: true,
	itemsize: 8,
	itemCount: (self: PyMatch) => self.marks.length,
	flags: FLAGS,
	basicsize: 88,
	doc: "The result of a match.",
	alloc: (type) => own(new PyMatch(type)),
	...ownedSlots([
		["string", "attribute string"],
		["pattern", "attribute re"],
	]),
	repr: matchRepr,
	mpSubscript: matchGroup,
	methods: [
		defRaw("group", null, "What groups have matched.", groupMethod),
		def("start", "($self, group=0, /)", "Where a group begins.", (self: PyMatch, which) =>
			newInt(self.marks[groupNumber(self, which) * 2]!),
		),
		def("end", "($self, group=0, /)", "Where a group ends.", (self: PyMatch, which) =>
			newInt(self.marks[groupNumber(self, which) * 2 + 1]!),
		),
		def("span", "($self, group=0, /)", "Where a group begins and ends.", span),
		def("groups", "($self, /, default=None)", "What all groups have matched.", groups),
		def("groupdict", "($self, /, default=None)", "What the named groups have matched.", groupdict),
		def("expand", "($self, /, template)", "A template filled in.", expand),
		def("__copy__", "($self, /)", null, self_),
		def("__deepcopy__", "($self, memo, /)", null, self_),
		def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls, item) => newGenericAlias(cls, item), "class"),
	],
	getset: [
		{ name: "lastindex", get: (self: PyMatch) => (self.lastindex < 0 ? newNone() : newInt(self.lastindex)) },
		{ name: "lastgroup", get: lastgroup },
		{ name: "regs", get: regs },
		{ name: "pos", get: (self: PyMatch) => newInt(self.subject!.start) },
		{ name: "endpos", get: (self: PyMatch) => newInt(self.subject!.end) },
	],
	members: [
		{ name: "string", field: "string", readonly: true },
		{ name: "re", field: "pattern", readonly: true },
	],
});
