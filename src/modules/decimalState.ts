// What the parts of the module `_decimal` share: its exceptions, the classes that it takes from Python modules, and the
// context variable. Read `addStatus` first.
// Mirrors the module state and signal maps of Modules/_decimal/_decimal.c.

import { registerRoots } from "../heap/audit.ts";
import { drop, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { callTuple } from "../objects/abstract.ts";
import { dictSetStr, newDict } from "../objects/dict.ts";
import { exceptionTypes, raiseError } from "../objects/errors.ts";
import { newList } from "../objects/list.ts";
import { type PyObject, type PyType, TypeType } from "../objects/object.ts";
import { internStr } from "../objects/str.ts";
import { tupleOf } from "../objects/tuple.ts";
import * as flags from "./decimalNumber.ts";

export interface Signal {
	readonly name: string;
	readonly flag: number;
	readonly type: PyType;
}

/** All owned; null until the module is made. */
export const decimalModule = {
	/** In the order of a signal dictionary. */
	signals: [] as Signal[],
	/** What InvalidOperation can stand for, itself first. */
	conditions: [] as Signal[],
	exception: null as PyType | null,
	contextVariable: null as PyObject | null,
	rational: null as PyObject | null,
	tupleType: null as PyObject | null,
	signalDict: null as PyObject | null,
	/** DefaultContext, BasicContext, ExtendedContext. */
	templates: [] as PyObject[],
};

registerRoots("module _decimal", (visit) => {
	const m = decimalModule;
	for (const { type, name } of [...m.signals, ...m.conditions]) visit(type, name);
	for (const template of m.templates) visit(template, "template of contexts");
	for (const [object, what] of [
		[m.exception, "DecimalException"],
		[m.contextVariable, "variable of the context"],
		[m.rational, "numbers.Rational"],
		[m.tupleType, "DecimalTuple"],
		[m.signalDict, "SignalDict"],
	] as const)
		if (object !== null) visit(object, what);
});

function newException(name: string, bases: readonly PyType[]): Own<PyType> {
	const dict = hold(newDict(), "namespace of an exception");
	dictSetStr(dict, internStr("__module__"), internStr("decimal"));
	const tuple = hold(tupleOf(...bases), "bases of an exception");
	const args = hold(tupleOf(internStr(name), tuple, dict), "arguments of type");
	const type = callTuple(TypeType, args, null) as Own<PyType>;
	drop(args);
	drop(tuple);
	drop(dict);
	return type;
}

/** Makes the exceptions, once. */
export function makeExceptions(): void {
	const m = decimalModule;
	if (m.exception !== null) return;
	const base = newException("DecimalException", [exceptionTypes.ArithmeticError!]);
	m.exception = base;
	const made = new Map<string, PyType>();
	const make = (name: string, ...bases: PyType[]): PyType => {
		const type = newException(name, bases.length === 0 ? [base] : bases);
		made.set(name, type);
		return type;
	};
	const zeroDivision = exceptionTypes.ZeroDivisionError!;
	const invalid = make("InvalidOperation");
	make("FloatOperation", base, exceptionTypes.TypeError!);
	make("DivisionByZero", base, zeroDivision);
	const inexact = make("Inexact");
	const rounded = make("Rounded");
	make("Clamped");
	const subnormal = make("Subnormal");
	make("Overflow", inexact, rounded);
	make("Underflow", inexact, rounded, subnormal);
	for (const [name, flag] of SIGNAL_FLAGS) m.signals.push({ name, flag, type: made.get(name)! });
	for (const [name, flag] of CONDITION_FLAGS) {
		const type =
			name === "InvalidOperation" ? incref(invalid) : make(name, invalid, ...(name === "DivisionUndefined" ? [zeroDivision] : []));
		m.conditions.push({ name, flag, type });
	}
}

const SIGNAL_FLAGS: readonly (readonly [string, number])[] = [
	["InvalidOperation", flags.IEEE_INVALID],
	["FloatOperation", flags.FLOAT_OPERATION],
	["DivisionByZero", flags.DIVISION_BY_ZERO],
	["Overflow", flags.OVERFLOW],
	["Underflow", flags.UNDERFLOW],
	["Subnormal", flags.SUBNORMAL],
	["Inexact", flags.INEXACT],
	["Rounded", flags.ROUNDED],
	["Clamped", flags.CLAMPED],
];

const CONDITION_FLAGS: readonly (readonly [string, number])[] = [
	["InvalidOperation", flags.INVALID_OPERATION],
	["ConversionSyntax", flags.CONVERSION_SYNTAX],
	["DivisionImpossible", flags.DIVISION_IMPOSSIBLE],
	["DivisionUndefined", flags.DIVISION_UNDEFINED],
	["InvalidContext", flags.INVALID_CONTEXT],
];

/** By the bits of a status, lowest first; one signal has many. */
const NAMES_BY_BIT: readonly string[] = [
	"Clamped",
	"InvalidOperation",
	"DivisionByZero",
	"InvalidOperation",
	"InvalidOperation",
	"InvalidOperation",
	"Inexact",
	"InvalidOperation",
	"InvalidOperation",
	"InvalidOperation",
	"FloatOperation",
	"Overflow",
	"Rounded",
	"Subnormal",
	"Underflow",
];

/** The names of the signals in a status, as a context shows them. */
export function signalNames(status: number): string {
	const names = NAMES_BY_BIT.filter((_, bit) => (status & (1 << bit)) !== 0);
	return `[${[...new Set(names)].join(", ")}]`;
}

const SIGNALS_TEXT =
	"valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]";

/** The flag of a signal given as exception class. Raises KeyError. */
export function flagOf(exception: PyObject): number {
	const signal = decimalModule.signals.find(({ type }) => type === exception);
	return signal === undefined ? raiseError("KeyError", SIGNALS_TEXT) : signal.flag;
}

export function signalTypes(status: number): Own<PyObject> {
	return newList(decimalModule.signals.filter(({ flag }) => (status & flag) !== 0).map(({ type }) => incref(type as PyObject)));
}

/** A context as operations see it. */
export interface Core extends flags.Settings, flags.Status {
	traps: number;
	capitals: number;
}

/** Notes what happened in a context, and raises the signals that it traps. */
export function addStatus(core: Core, status: number): void {
	core.status |= status;
	const trapped = status & core.traps;
	if (trapped === 0) return;
	const { signals, conditions } = decimalModule;
	const first = signals.find(({ flag }) => (trapped & flag) !== 0)!;
	const all = [...conditions, ...signals.slice(1)].filter(({ flag }) => (trapped & flag) !== 0);
	const list = hold(newList(all.map(({ type }) => incref(type as PyObject))), "signals");
	raiseError(first.type, list);
}
