// The types of decimal contexts: Context, the dictionaries of signals that show its flags and traps, and what `localcontext` gives.
// Read `PyContext` and `currentContext` first. Mirrors the context part of Modules/_decimal/_decimal.c.

import { drop, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { callNoArgs, getIter, isTrue } from "../objects/abstract.ts";
import { def, defVarargs, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { isDict, newDict, dictSet, dictLength, dictGet, type PyDict } from "../objects/dict.ts";
import { attributeError, raiseError, typeError, valueError } from "../objects/errors.ts";
import { genericGetAttr, genericSetAttr } from "../objects/genericAttr.ts";
import { intAsNumber, isInt, newInt, type PyInt } from "../objects/int.ts";
import { isList } from "../objects/list.ts";
import { reprText } from "../objects/exceptions.ts";
import {
	type CompareOp,
	defineType,
	type GetSetDef,
	isInstanceOf,
	PyGCTypeOwner,
	type PyObject,
	PyPlainTypeOwner,
	type PyType,
	Py_EQ,
	Py_NE,
	TPFLAGS_BASETYPE,
	TPFLAGS_DISALLOW_INSTANTIATION,
	TPFLAGS_HAVE_GC,
} from "../objects/object.ts";
import { newNone, newNotImplemented, None } from "../objects/singletons.ts";
import { isStr, newStr, type PyStr } from "../objects/str.ts";
import { newTuple, type PyTuple } from "../objects/tuple.ts";
import { contextVariableGet, contextVariableSet } from "./_contextvars.ts";
import {
	etiny,
	etop,
	FLOAT_OPERATION,
	IEEE_INVALID,
	DIVISION_BY_ZERO,
	MAX_EMAX,
	OVERFLOW,
	ROUND_HALF_EVEN,
	ROUNDINGS,
} from "./decimalNumber.ts";
import { addStatus, type Core, decimalModule, flagOf, signalNames, signalTypes } from "./decimalState.ts";
import { allocate, ownedSlots } from "./ownedSlots.ts";
import { parseArguments, parseSlotArguments } from "./parseArguments.ts";

/** Shows one field of a context: not a copy, so setting an item sets a flag. */
class PySignalDict extends PyPlainTypeOwner {
	core: Core | null;
	field: "status" | "traps";

	constructor(type: PyType) {
		super(type);
		this.core = null;
		this.field = "status";
	}
}

function valueOf(self: PySignalDict): number {
	return self.core === null ? valueError("invalid signal dict") : self.core[self.field];
}

/** The flags that a dictionary of all signals sets. Raises KeyError. */
function flagsOfDict(dict: PyDict): number {
	const { signals } = decimalModule;
	if (dictLength(dict) !== signals.length) raiseError("KeyError", "invalid signal dict");
	let flags = 0;
	for (const { type, flag } of signals) {
		const value = dictGet(dict, type);
		if (value === null) return raiseError("KeyError", "invalid signal dict");
		if (isTrue(value)) flags |= flag;
	}
	return flags;
}

function signalDictCompare(self: PySignalDict, other: PyObject, op: CompareOp): Own<PyObject> {
	if (op !== Py_EQ && op !== Py_NE) return newNotImplemented();
	const value = valueOf(self);
	let theirs: number;
	if (isInstanceOf(other, SignalDictMixinType)) theirs = valueOf(other as PySignalDict);
	else if (isDict(other)) theirs = flagsOfDict(other);
	else return newNotImplemented();
	return newBool((value === theirs) === (op === Py_EQ));
}

function signalDictText(self: PySignalDict): string {
	const value = valueOf(self);
	const items = decimalModule.signals.map(({ type, flag }) => `${reprText(type)}:${(value & flag) !== 0 ? "True" : "False"}`);
	return `{${items.join(", ")}}`;
}

function signalDictCopy(self: PySignalDict): Own<PyObject> {
	const value = valueOf(self);
	const copy = hold(newDict(), "copy of the signals");
	for (const { type, flag } of decimalModule.signals) dictSet(copy, type, newBool((value & flag) !== 0));
	return take(copy);
}

export const SignalDictMixinType: PyType = defineType({
	name: "decimal.SignalDictMixin",
	heapType: true,
	flags: TPFLAGS_BASETYPE,
	basicsize: 24,
	alloc: (type) => own(new PySignalDict(type)),
	new: (type) => type.alloc!(type),
	init: (self: PySignalDict) => {
		self.core = null;
	},
	repr: (self: PySignalDict) => newStr(signalDictText(self)),
	hash: (self: PyObject) => typeError(`unhashable type: '${self.type.name}'`),
	richcompare: signalDictCompare,
	iter: (self: PySignalDict) => {
		valueOf(self);
		const keys = hold(newTuple(decimalModule.signals.map(({ type }) => incref(type as PyObject))), "signals");
		const iterator = getIter(keys);
		drop(keys);
		return iterator;
	},
	mpLength: (self: PySignalDict) => {
		valueOf(self);
		return decimalModule.signals.length;
	},
	mpSubscript: (self: PySignalDict, key: PyObject) => newBool((valueOf(self) & flagOf(key)) !== 0),
	mpAssSubscript: (self: PySignalDict, key: PyObject, value: PyObject | null) => {
		valueOf(self);
		if (value === null) valueError("signal keys cannot be deleted");
		const flag = flagOf(key);
		const set = isTrue(value!);
		const core = self.core!;
		if (set) core[self.field] |= flag;
		else core[self.field] &= ~flag;
	},
	methods: [def("copy", "($self, /)", null, signalDictCopy)],
});

/** Settings as Python sees them: those beyond the safe integers are kept exactly here. */
interface Shown {
	prec: number | bigint;
	emin: number | bigint;
	emax: number | bigint;
}

export class PyContext extends PyGCTypeOwner {
	core: Core;
	shown: Shown;
	trapDict: PyObject | null;
	flagDict: PyObject | null;

	constructor(type: PyType) {
		super(type);
		this.core = {
			prec: 28,
			emax: 999999,
			emin: -999999,
			rounding: ROUND_HALF_EVEN,
			clamp: 0,
			capitals: 1,
			status: 0,
			traps: IEEE_INVALID | DIVISION_BY_ZERO | OVERFLOW,
		};
		this.shown = { prec: 28, emax: 999999, emin: -999999 };
		this.trapDict = null;
		this.flagDict = null;
	}
}

export const isContext = (object: PyObject): object is PyContext => isInstanceOf(object, ContextType);

function newSignalDict(core: Core, field: "status" | "traps"): Own<PyObject> {
	const dict = callNoArgs(decimalModule.signalDict!) as Own<PySignalDict>;
	dict.core = core;
	dict.field = field;
	return dict;
}

function makeContext(type: PyType): Own<PyContext> {
	const self = hold(allocate<PyContext>(type), "context");
	self.trapDict = newSignalDict(self.core, "traps");
	self.flagDict = newSignalDict(self.core, "status");
	return take(self);
}

/** A context with the settings of another. New. */
export function copyContext(source: PyContext): Own<PyContext> {
	const copy = makeContext(ContextType);
	Object.assign(copy.core, source.core);
	copy.shown = { ...source.shown };
	return copy;
}

export interface Template {
	readonly prec: number;
	readonly emax: number;
	readonly rounding: number;
	readonly traps: number;
	readonly clamp: number;
}

export function contextOf(template: Template): Own<PyContext> {
	const context = makeContext(ContextType);
	const { emax, prec } = template;
	Object.assign(context.core, template, { emin: emax === 999999 ? -emax : 1 - emax });
	context.shown = { prec, emax, emin: context.core.emin };
	return context;
}

/** The current context, borrowed; a copy of the default one when it is first needed. */
export function currentContext(): PyContext {
	const variable = decimalModule.contextVariable!;
	const known = contextVariableGet(variable);
	if (known !== null) return known as PyContext;
	const context = hold(copyContext(decimalModule.templates[0] as PyContext), "new context");
	context.core.status = 0;
	contextVariableSet(variable, context);
	drop(context);
	return context;
}

/** Borrowed: the argument if it is a context, the current one for None. Raises TypeError. */
export function contextArgument(given: PyObject | null): PyContext {
	if (given === null || given === None) return currentContext();
	return isContext(given) ? given : typeError("optional argument must be a context");
}

export function setCurrentContext(context: PyObject): Own<PyObject> {
	if (!isContext(context)) return typeError("argument must be a context");
	const isTemplate = decimalModule.templates.includes(context);
	const used = hold(isTemplate ? copyContext(context) : incref(context), "context to be current");
	if (isTemplate) used.core.status = 0;
	contextVariableSet(decimalModule.contextVariable!, used);
	drop(used);
	return newNone();
}

/** A setting's value. Raises TypeError, OverflowError. */
function wholeNumber(value: PyObject | null): number | bigint {
	if (value === null) return attributeError("context attributes cannot be deleted");
	if (!isInt(value)) return typeError("an integer is required");
	intAsNumber(value as PyInt);
	return (value as PyInt).value;
}

function setting(name: "prec" | "emin" | "emax", shownName: string, low: bigint, high: bigint, range: string): GetSetDef {
	return {
		name: shownName,
		get: (self: PyContext) => newInt(self.shown[name]),
		set: (self: PyContext, given) => {
			const value = wholeNumber(given);
			if (value < low || value > high) valueError(`valid range for ${shownName} is ${range}`);
			self.shown[name] = value;
			self.core[name] = Number(value);
		},
	};
}

function choice(name: "capitals" | "clamp"): GetSetDef {
	return {
		name,
		get: (self: PyContext) => newInt(self.core[name]),
		set: (self: PyContext, given) => {
			const value = wholeNumber(given);
			if (value !== 0 && value !== 1) valueError(`valid values for ${name} are 0 or 1`);
			self.core[name] = Number(value);
		},
	};
}

const ROUNDING_TEXT =
	"valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]";

/** The number of a rounding mode. Raises TypeError. */
export function roundingOf(value: PyObject): number {
	const rounding = isStr(value) ? ROUNDINGS.indexOf(value.value) : -1;
	return rounding < 0 ? typeError(ROUNDING_TEXT) : rounding;
}

const getset: readonly GetSetDef[] = [
	setting("prec", "prec", 1n, MAX_EMAX, "[1, MAX_PREC]"),
	setting("emax", "Emax", 0n, MAX_EMAX, "[0, MAX_EMAX]"),
	setting("emin", "Emin", -MAX_EMAX, 0n, "[MIN_EMIN, 0]"),
	{
		name: "rounding",
		get: (self: PyContext) => newStr(ROUNDINGS[self.core.rounding]!),
		set: (self: PyContext, value) => {
			if (value === null) attributeError("context attributes cannot be deleted");
			self.core.rounding = roundingOf(value!);
		},
	},
	choice("capitals"),
	choice("clamp"),
];

function setSignals(self: PyContext, field: "status" | "traps", value: PyObject): void {
	if (isInstanceOf(value, SignalDictMixinType)) self.core[field] = valueOf(value as PySignalDict);
	else if (isDict(value)) self.core[field] = flagsOfDict(value);
	else typeError("argument must be a signal dict");
}

/** As `setSignals`, and lists of signals. */
function setSignalsOrList(self: PyContext, field: "status" | "traps", value: PyObject): void {
	if (!isList(value)) return setSignals(self, field, value);
	let flags = 0;
	for (const item of value.items) flags |= flagOf(item);
	self.core[field] = flags;
}

const SETTINGS = ["prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"];

function setAttributes(self: PyContext, values: readonly (PyObject | null)[]): void {
	SETTINGS.forEach((name, i) => {
		const value = values[i]!;
		if (value === null || value === None) return;
		if (name === "flags" || name === "traps") setSignalsOrList(self, name === "flags" ? "status" : "traps", value);
		else getset.find((g) => g.name === name)!.set!(self, value);
	});
}

function contextNew(type: PyType): Own<PyContext> {
	const self = makeContext(type);
	const template = decimalModule.templates[0] as PyContext | undefined;
	if (template !== undefined) {
		Object.assign(self.core, template.core);
		self.shown = { ...template.shown };
	}
	self.core.status = 0;
	return self;
}

function contextText(self: PyContext): string {
	const { core, shown } = self;
	return (
		`Context(prec=${shown.prec}, rounding=${ROUNDINGS[core.rounding]}, Emin=${shown.emin}, Emax=${shown.emax}, ` +
		`capitals=${core.capitals}, clamp=${core.clamp}, flags=${signalNames(core.status)}, traps=${signalNames(core.traps)})`
	);
}

function setAttribute(self: PyContext, name: PyStr, value: PyObject | null): void {
	if (value === null) attributeError("context attributes cannot be deleted");
	if (name.value === "traps") setSignals(self, "traps", value!);
	else if (name.value === "flags") setSignals(self, "status", value!);
	else genericSetAttr(self, name, value);
}

function getAttribute(self: PyContext, name: PyStr): Own<PyObject> {
	if (name.value === "traps") return incref(self.trapDict!);
	if (name.value === "flags") return incref(self.flagDict!);
	return genericGetAttr(self, name);
}

function reduce(self: PyContext): Own<PyObject> {
	const { core, shown } = self;
	const settings = newTuple([
		newInt(shown.prec),
		newStr(ROUNDINGS[core.rounding]!),
		newInt(shown.emin),
		newInt(shown.emax),
		newInt(core.capitals),
		newInt(core.clamp),
		signalTypes(core.status),
		signalTypes(core.traps),
	]);
	return newTuple([incref(self.type as PyObject), settings]);
}

/** Where the methods that work on numbers are added: decimalMethods.ts. */
export const contextMethods: MethodDef[] = [
	def("Etiny", "($self, /)", "The least exponent that a number can have.", (self: PyContext) => newInt(etiny(self.core))),
	def("Etop", "($self, /)", "The largest exponent of a number with all its digits.", (self: PyContext) => newInt(etop(self.core))),
	def("clear_flags", "($self, /)", "Clears all flags.", (self: PyContext) => {
		self.core.status = 0;
		return newNone();
	}),
	def("clear_traps", "($self, /)", "Clears all traps.", (self: PyContext) => {
		self.core.traps = 0;
		return newNone();
	}),
	def("__copy__", "($self, /)", null, (self: PyContext) => copyContext(self)),
	def("__reduce__", "($self, /)", null, reduce),
	def("copy", "($self, /)", "A copy, with its flags.", (self: PyContext) => copyContext(self)),
];

export const ContextType: PyType = defineType({
	name: "decimal.Context",
	heapType: true,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
	basicsize: 104,
	doc: "Context(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)\n--\n\nHow numbers are rounded, and which signals raise.",
	alloc: (type) => own(new PyContext(type)),
	new: contextNew,
	init: (self: PyContext, args, kwargs) => setAttributes(self, parseSlotArguments(SETTINGS, 0, args, kwargs)),
	repr: (self: PyContext) => newStr(contextText(self)),
	getattro: getAttribute,
	setattro: setAttribute,
	...ownedSlots([
		["trapDict", "attribute traps"],
		["flagDict", "attribute flags"],
	]),
	methods: contextMethods,
	getset,
});

class PyContextManager extends PyGCTypeOwner {
	local: PyObject | null;
	global: PyObject | null;

	constructor(type: PyType) {
		super(type);
		this.local = null;
		this.global = null;
	}
}

export const ContextManagerType: PyType = defineType({
	name: "decimal.ContextManager",
	heapType: true,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 32,
	alloc: (type) => own(new PyContextManager(type)),
	new: null,
	...ownedSlots([
		["local", "context within"],
		["global", "context around"],
	]),
	methods: [
		def("__enter__", "($self, /)", null, (self: PyContextManager) => {
			decref(setCurrentContext(self.local!));
			return incref(self.local!);
		}),
		defVarargs("__exit__", null, null, (self: PyContextManager) => setCurrentContext(self.global!)),
	],
});

/** `localcontext(ctx=None, **settings)`. */
export function localContext(args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const global = currentContext();
	const [given, ...settings] = parseArguments(["ctx", ...SETTINGS], 0, args, kwnames);
	if (given !== null && given !== None && !isContext(given!)) typeError("optional argument must be a context");
	const self = hold(allocate<PyContextManager>(ContextManagerType), "context manager");
	self.local = copyContext(given === null || given === None ? global : (given as PyContext));
	self.global = incref(global);
	setAttributes(self.local as PyContext, settings);
	return take(self);
}

/** Notes a float that takes part. Raises FloatOperation where that is trapped. */
export const floatOperation = (context: PyContext): void => addStatus(context.core, FLOAT_OPERATION);
