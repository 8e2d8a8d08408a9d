// The grammar of the generated programs (notation: grammar.ts). It is typed loosely: mostly what is asked for, sometimes
// anything, so that operations succeed often and fail in every way. Names: i int, f float, s str, b bytes, l list, t tuple,
// d dict, e set, o anything, g iterator, k callable, c class; those ending in 0 are what a function may bind.
// Programs end: loops go over bounded values, functions burn fuel, values are clipped when bound.

import { type Grammar, GrammarWriter, Random, readGrammar } from "./grammar.ts";
import { EXPRESSIONS } from "./languageExpressions.ts";
import { STATEMENTS } from "./languageStatements.ts";

/** Levels of an expression: most are small. */
const DEEPEST = 4;

let grammar: Grammar | null = null;
let limits: ReadonlyMap<string, number> | null = null;

/** A program; the same seed gives the same one. */
export function languageProgram(seed: number): string {
	grammar ??= readGrammar(`${STATEMENTS}\n${EXPRESSIONS}`);
	limits ??= new Map([...EXPRESSIONS.matchAll(/^= (\w+)/gm)].map(([, symbol]) => [symbol!, DEEPEST]));
	const random = new Random(seed);
	return `${new GrammarWriter(grammar, limits, random).expand("program", 7 + random.below(6), new Set())}\n`;
}
