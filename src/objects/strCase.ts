// Methods of str about case and classes of characters: upper, title, isalpha and so on. The tables are unicode.ts's.
// Read `titleText` first. Mirrors the case and predicate functions of Objects/unicodeobject.c.

import type { Own } from "../heap/header.ts";
import { def, type MethodDef } from "./args.ts";
import { newBool } from "./bool.ts";
import type { PyObject } from "./object.ts";
import { newFreshStr, type PyStr } from "./str.ts";
import {
	caseFold,
	isAlphabetic,
	isAlphanumeric,
	isAscii,
	isDecimal,
	isDigit,
	isIdentifier,
	isLower,
	isNumeric,
	isPrintable,
	isSpace,
	isTitle,
	isUpper,
	lowerCase,
	lowerCharacter,
	titleCharacter,
	upperCase,
	upperCharacter,
} from "./unicode.ts";

/** Whether a character is a letter with case, or a mark that counts as one. */
function isCased(character: string): boolean {
	return isLower(character) || isUpper(character) || isTitle(character);
}

const SIGMA = "\u03a3";

/** A whole text in lower case, where a final sigma depends on its neighbours; its characters one by one. */
function lowerInContext(text: string): string[] {
	if (!text.includes(SIGMA)) return Array.from(text, lowerCharacter);
	const before: string[] = [];
	const characters = Array.from(text);
	characters.forEach((character, i) => {
		before.push(character === SIGMA ? (isFinalSigma(characters, i) ? "\u03c2" : "\u03c3") : lowerCharacter(character));
	});
	return before;
}

const IGNORABLE = /\p{Case_Ignorable}/u;

/** Σ ends a word: a cased letter comes before it and none after it, ignorable characters aside. */
function isFinalSigma(characters: readonly string[], at: number): boolean {
	let i = at - 1;
	while (i >= 0 && IGNORABLE.test(characters[i])) i--;
	if (i < 0 || !isCased(characters[i])) return false;
	i = at + 1;
	while (i < characters.length && IGNORABLE.test(characters[i])) i++;
	return i === characters.length || !isCased(characters[i]);
}

export function titleText(text: string): string {
	let result = "";
	let inWord = false;
	const lower = lowerInContext(text);
	let i = 0;
	for (const character of text) {
		result += inWord ? lower[i] : titleCharacter(character);
		inWord = isCased(character);
		i++;
	}
	return result;
}

export function capitalizeText(text: string): string {
	if (text === "") return text;
	const first = String.fromCodePoint(text.codePointAt(0)!);
	return titleCharacter(first) + lowerInContext(text).slice(1).join("");
}

export function swapCaseText(text: string): string {
	const lower = lowerInContext(text);
	let result = "";
	let i = 0;
	for (const character of text) {
		if (isUpper(character)) result += lower[i];
		else result += isLower(character) ? upperCharacter(character) : character;
		i++;
	}
	return result;
}

const mapper =
	(map: (text: string) => string) =>
	(self: PyStr): Own<PyStr> =>
		newFreshStr(map(self.value));

/** Whether there are cased characters and all pass the test. */
function allCased(text: string, passes: (character: string) => boolean): boolean {
	let cased = false;
	for (const character of text) {
		if (!isCased(character)) continue;
		if (!passes(character)) return false;
		cased = true;
	}
	return cased;
}

/** Words start with an upper or title case letter and go on in lower case. */
function isTitleText(text: string): boolean {
	let cased = false;
	let inWord = false;
	for (const character of text) {
		if (isUpper(character) || isTitle(character)) {
			if (inWord) return false;
			inWord = cased = true;
		} else if (isLower(character)) {
			if (!inWord) return false;
			cased = true;
		} else inWord = false;
	}
	return cased;
}

const predicate =
	(test: (text: string) => boolean) =>
	(self: PyStr): Own<PyObject> =>
		newBool(test(self.value));

export const strCaseMethods: readonly MethodDef[] = [
	def(
		"capitalize",
		"($self, /)",
		"Returns a copy with the first character in title case and the rest in lower case.",
		mapper(capitalizeText),
	),
	def("casefold", "($self, /)", "Returns a copy for comparison regardless of case.", mapper(caseFold)),
	def("title", "($self, /)", "Returns a copy in which each word starts in title case and goes on in lower case.", mapper(titleText)),
	def("lower", "($self, /)", "Returns a copy in lower case.", mapper(lowerCase)),
	def("swapcase", "($self, /)", "Returns a copy with upper and lower case exchanged.", mapper(swapCaseText)),
	def("upper", "($self, /)", "Returns a copy in upper case.", mapper(upperCase)),
	def("isascii", "($self, /)", "Returns whether all characters are ASCII.", predicate(isAscii)),
	def(
		"islower",
		"($self, /)",
		"Returns whether there are letters with case and all are in lower case.",
		predicate((text) => allCased(text, isLower)),
	),
	def(
		"isupper",
		"($self, /)",
		"Returns whether there are letters with case and all are in upper case.",
		predicate((text) => allCased(text, isUpper)),
	),
	def("istitle", "($self, /)", "Returns whether words start in upper or title case and go on in lower case.", predicate(isTitleText)),
	def("isspace", "($self, /)", "Returns whether there are characters and all are spaces.", predicate(isSpace)),
	def("isdecimal", "($self, /)", "Returns whether there are characters and all are decimal digits.", predicate(isDecimal)),
	def("isdigit", "($self, /)", "Returns whether there are characters and all are digits.", predicate(isDigit)),
	def("isnumeric", "($self, /)", "Returns whether there are characters and all have a numeric value.", predicate(isNumeric)),
	def("isalpha", "($self, /)", "Returns whether there are characters and all are letters.", predicate(isAlphabetic)),
	def("isalnum", "($self, /)", "Returns whether there are characters and all are letters or numeric.", predicate(isAlphanumeric)),
	def("isidentifier", "($self, /)", "Returns whether the str can be a name.", predicate(isIdentifier)),
	def("isprintable", "($self, /)", "Returns whether all characters can be printed as they are.", predicate(isPrintable)),
];
