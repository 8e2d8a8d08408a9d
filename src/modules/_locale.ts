// The module `_locale`, as on a Linux that has the locales C, POSIX and C.UTF-8 and no catalogs of messages. What is set is
// remembered for whoever asks; nothing here depends on it but the name of the encoding. Read `setLocale` first.
// Mirrors Modules/_localemodule.c over glibc.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { badArgument, cIntArgument } from "../objects/conversions.ts";
import { newDict } from "../objects/dict.ts";
import { raiseError, valueError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import { newList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { isStr, newStr, type PyStr } from "../objects/str.ts";
import { buildModule, newExceptionType, setOwned } from "./define.ts";
import { variable } from "./environment.ts";
import { dropPath, holdPath } from "./paths.ts";

/** In the order of their numbers; LC_ALL stands among them. */
const CATEGORIES = (
	"LC_CTYPE LC_NUMERIC LC_TIME LC_COLLATE LC_MONETARY LC_MESSAGES LC_ALL LC_PAPER LC_NAME LC_ADDRESS LC_TELEPHONE " +
	"LC_MEASUREMENT LC_IDENTIFICATION"
).split(" ");
const LC_CTYPE = 0;
const LC_ALL = 6;
const EXPORTED = ["LC_CTYPE", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES", "LC_NUMERIC", "LC_ALL"];
const CHAR_MAX = 127;

interface State {
	/** The locale of each category; that of LC_ALL is not used. */
	names: string[];
	domain: string;
	readonly directories: Map<string, string>;
	readonly codesets: Map<string, string>;
	/** Owned by the module. */
	errorType: PyType | null;
}

const state: State = { names: [], domain: "messages", directories: new Map(), codesets: new Map(), errorType: null };

/** The locale's name as setlocale() gives it, or null if there is none of the name. */
function known(name: string): string | null {
	if (name === "C" || name === "POSIX") return "C";
	const dot = name.indexOf(".");
	const codeset = name.slice(dot + 1).replace(/[^0-9A-Za-z]/g, "");
	return name.slice(0, dot) === "C" && codeset.toLowerCase() === "utf8" ? name : null;
}

/** What the environment names for a category. */
function fromEnvironment(category: number): string {
	return variable("LC_ALL") || variable(CATEGORIES[category]!) || variable("LANG") || "C";
}

/** CPython starts with all categories in C but LC_CTYPE, for which it prefers any UTF-8 to C. */
function startLocales(): string[] {
	const ctype = known(fromEnvironment(LC_CTYPE)) ?? "C";
	const coerced = ctype === "C" && !variable("LC_ALL") ? "C.UTF-8" : ctype;
	return CATEGORIES.map((_, i) => (i === LC_CTYPE ? coerced : "C"));
}

function unsupported(): never {
	return raiseError(state.errorType!, "unsupported locale setting");
}

/** The names for all categories from the argument of setlocale(LC_ALL, …). */
function namesForAll(text: string): string[] {
	if (!text.includes("=")) return CATEGORIES.map((_, i) => known(text === "" ? fromEnvironment(i) : text) ?? unsupported());
	const given = new Map(text.split(";").map((part) => part.split("=") as [string, string]));
	return CATEGORIES.map((category, i) => (i === LC_ALL ? "C" : (known(given.get(category) ?? "") ?? unsupported())));
}

/** One name if all categories have the same, else each. */
function allNames(): string {
	const real = CATEGORIES.map((category, i) => [category, state.names[i]!] as const).filter((_, i) => i !== LC_ALL);
	const first = real[0]![1];
	return real.every(([, name]) => name === first) ? first : real.map((pair) => pair.join("=")).join(";");
}

function setLocale(_module: PyObject, category: PyObject, locale: PyObject | null): Own<PyObject> {
	const number = cIntArgument(category);
	const text = textOrNone("setlocale", "argument 2", locale ?? None);
	const valid = number >= 0 && number < CATEGORIES.length;
	if (text === null) {
		if (!valid) raiseError(state.errorType!, "locale query failed");
	} else {
		if (!valid) unsupported();
		if (number === LC_ALL) state.names = namesForAll(text);
		else state.names[number] = known(text === "" ? fromEnvironment(number) : text) ?? unsupported();
	}
	return newStr(number === LC_ALL ? allNames() : state.names[number]!);
}

/** The text of a str without NUL, null for None. */
function textOrNone(name: string, which: string, object: PyObject): string | null {
	if (object === None) return null;
	return isStr(object) ? withoutNul(object) : badArgument(name, which, "str or None", object);
}

function text(name: string, which: string, object: PyObject): string {
	return isStr(object) ? withoutNul(object) : badArgument(name, which, "str", object);
}

function withoutNul(object: PyStr): string {
	return object.value.includes("\0") ? valueError("embedded null character") : object.value;
}

const TEXTS = "int_curr_symbol currency_symbol mon_decimal_point mon_thousands_sep".split(" ");
const SIGNS = "positive_sign negative_sign".split(" ");
const NUMBERS = (
	"int_frac_digits frac_digits p_cs_precedes p_sep_by_space n_cs_precedes n_sep_by_space p_sign_posn " + "n_sign_posn"
).split(" ");

function localeConventions(): Own<PyObject> {
	const dict = hold(newDict(), "conventions");
	for (const name of TEXTS) setOwned(dict, name, newStr(""));
	setOwned(dict, "mon_grouping", newList([]));
	for (const name of SIGNS) setOwned(dict, name, newStr(""));
	for (const name of NUMBERS) setOwned(dict, name, newInt(CHAR_MAX));
	setOwned(dict, "decimal_point", newStr("."));
	setOwned(dict, "thousands_sep", newStr(""));
	setOwned(dict, "grouping", newList([]));
	return take(dict);
}

/** By code points, as the C library does in these locales. */
function compareTexts(a: string, b: string): number {
	const [x, y] = [Array.from(a), Array.from(b)];
	for (let i = 0; i < Math.min(x.length, y.length); i++) {
		const difference = x[i]!.codePointAt(0)! - y[i]!.codePointAt(0)!;
		if (difference !== 0) return Math.sign(difference);
	}
	return Math.sign(x.length - y.length);
}

const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const MONTHS = "January February March April May June July August September October November December".split(" ");

/** Of each item of nl_langinfo: name, number, text. */
const INFORMATION: readonly (readonly [string, number, string])[] = [
	...DAYS.map((day, i) => [`DAY_${i + 1}`, 0x20007 + i, day] as const),
	...DAYS.map((day, i) => [`ABDAY_${i + 1}`, 0x20000 + i, day.slice(0, 3)] as const),
	...MONTHS.map((month, i) => [`MON_${i + 1}`, 0x2001a + i, month] as const),
	...MONTHS.map((month, i) => [`ABMON_${i + 1}`, 0x2000e + i, month.slice(0, 3)] as const),
	["RADIXCHAR", 0x10000, "."],
	["THOUSEP", 0x10001, ""],
	["CRNCYSTR", 0x4000f, "-"],
	["D_T_FMT", 0x20028, "%a %b %e %H:%M:%S %Y"],
	["D_FMT", 0x20029, "%m/%d/%y"],
	["T_FMT", 0x2002a, "%H:%M:%S"],
	["AM_STR", 0x20026, "AM"],
	["PM_STR", 0x20027, "PM"],
	["CODESET", 14, ""],
	["T_FMT_AMPM", 0x2002b, "%I:%M:%S %p"],
	["ERA", 0x2002c, ""],
	["ERA_D_FMT", 0x2002e, ""],
	["ERA_D_T_FMT", 0x20030, ""],
	["ERA_T_FMT", 0x20031, ""],
	["ALT_DIGITS", 0x2002f, ""],
	["YESEXPR", 0x50000, "^[yY]"],
	["NOEXPR", 0x50001, "^[nN]"],
	["_DATE_FMT", 0x2006c, "%a %b %e %H:%M:%S %Z %Y"],
];

const encodingName = (): string => (state.names[LC_CTYPE] === "C" ? "ANSI_X3.4-1968" : "UTF-8");

function languageInformation(_module: PyObject, key: PyObject): Own<PyObject> {
	const number = cIntArgument(key);
	const item = INFORMATION.find(([, one]) => one === number);
	if (item === undefined) return valueError("unsupported langinfo constant");
	return newStr(item[0] === "CODESET" ? encodingName() : item[2]);
}

/** There are no catalogs: a message is its own translation. */
function message(name: string, domain: PyObject | null, which: string, given: PyObject): Own<PyObject> {
	if (domain !== null) textOrNone(name, "argument 1", domain);
	text(name, which, given);
	return incref(given);
}

function textDomain(_module: PyObject, domain: PyObject): Own<PyObject> {
	const name = textOrNone("textdomain", "argument", domain);
	if (name !== null) state.domain = name === "" ? "messages" : name;
	return newStr(state.domain);
}

function bindTextDomain(_module: PyObject, domain: PyObject, directory: PyObject): Own<PyObject> {
	const name = text("bindtextdomain", "argument 1", domain);
	if (name === "") raiseError(state.errorType!, "domain must be a non-empty string");
	if (directory !== None) {
		const path = holdPath("bindtextdomain", directory);
		state.directories.set(name, path.text);
		dropPath(path);
	}
	return newStr(state.directories.get(name) ?? "/usr/share/locale");
}

function bindCodeset(_module: PyObject, domain: PyObject, codeset: PyObject): Own<PyObject> {
	const name = text("bind_textdomain_codeset", "argument 1", domain);
	const given = textOrNone("bind_textdomain_codeset", "argument 2", codeset);
	if (given !== null) state.codesets.set(name, given);
	const bound = state.codesets.get(name);
	return bound === undefined ? newNone() : newStr(bound);
}

const functions: readonly MethodDef[] = [
	def("setlocale", "($module, category, locale=<unrepresentable>, /)", "Sets a category's locale, or asks for it.", setLocale),
	def("localeconv", "($module, /)", "How numbers and money are written.", localeConventions),
	def("strcoll", "($module, os1, os2, /)", "Compares texts by the locale.", (_m, a: PyObject, b: PyObject) =>
		newInt(compareTexts(text("strcoll", "argument 1", a), text("strcoll", "argument 2", b))),
	),
	def("strxfrm", "($module, string, /)", "A text that compares as the given one does by the locale.", (_m, given: PyObject) => {
		text("strxfrm", "argument", given);
		return incref(given);
	}),
	def("nl_langinfo", "($module, key, /)", "An item of information about the locale.", languageInformation),
	def("gettext", "($module, msg, /)", "A message's translation.", (_m, msg: PyObject) => message("gettext", null, "argument", msg)),
	def("dgettext", "($module, domain, msg, /)", "A message's translation in a domain.", (_m, domain: PyObject, msg: PyObject) =>
		message("dgettext", domain, "argument 2", msg),
	),
	def(
		"dcgettext",
		"($module, domain, msg, category, /)",
		"A message's translation in a domain and category.",
		(_m, domain, msg, category) => {
			cIntArgument(category);
			return message("dcgettext", domain, "argument 2", msg);
		},
	),
	def("textdomain", "($module, domain, /)", "Sets the domain of messages, or asks for it.", textDomain),
	def("bindtextdomain", "($module, domain, dir, /)", "Says where a domain's catalogs are.", bindTextDomain),
	def("bind_textdomain_codeset", "($module, domain, codeset, /)", "Says how a domain's messages are encoded.", bindCodeset),
	def("getencoding", "($module, /)", "The encoding of the locale.", () => newStr(encodingName())),
];

export function initLocale(): Own<PyModule> {
	state.names = startLocales();
	const module = hold(buildModule("_locale", "The system's locales.", functions), "module _locale");
	const dict = module.dict!;
	for (const name of EXPORTED) setOwned(dict, name, newInt(CATEGORIES.indexOf(name)));
	setOwned(dict, "CHAR_MAX", newInt(CHAR_MAX));
	const errorType = newExceptionType("locale.Error");
	state.errorType = errorType;
	setOwned(dict, "Error", errorType);
	for (const [name, number] of INFORMATION) setOwned(dict, name, newInt(number));
	return take(module);
}
