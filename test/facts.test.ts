// The facts about 3.14's memory that decref stands for, each with the place where a program shows it. What a program under
// test/python/facts prints for a fact begins with its number, and is compared with CPython's (programs.test.ts); the other places
// name the fact in a line. So a fact that nothing shows any more is missed here.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type ExpectedProgram, programs, readExpected } from "./support/expected.ts";

const FACTS: Readonly<Record<string, string>> = {
	A1: "a count is what the operand stack owns too; native calls borrow their arguments",
	A2: "names, attributes, items, cells and constants are loaded as new references",
	A3: "a local is borrowed from its frame",
	A4: "borrowed references become strong when a frame outlives the stack",
	A5: "which loads of locals are borrowed",
	A6: "two instructions join only if they are of one line",
	A7: "what follows for each form of statement and expression",
	A8: "loops, and tuples that iterators use again",
	A9: "methods, special methods, callbacks of natives",
	A10: "a specialised instruction counts otherwise than in its first run",
	A11: "exceptions, tracebacks and their frames",
	A12: "closures and cells",
	A13: "frame objects and locals()",
	A14: "constants, shared in a compile unit",
	A15: "small ints",
	A16: "what is immortal, and what is interned",
	A17: "an immortal's count",
	A18: "a class and its instances",
	A19: "self in __del__",
	A20: "comprehensions and generator expressions",
	B1: "death is immediate and depth first",
	B2: "order in containers",
	B3: "order of locals",
	B4: "order of attributes",
	B5: "the steps of an instance's death",
	B6: "finalizers run once; resurrection",
	B7: "errors in finalizers and callbacks",
	B8: "chains of any length",
	B9: "what can be referred to weakly",
	B10: "with statements and handlers",
	C1: "when the collector runs",
	C2: "what it counts",
	C3: "weak references to garbage",
	C4: "order of finalizers",
	C5: "what is tracked",
	C6: "generations, thresholds, counts",
	C7: "nothing of the incremental collector",
	C8: "freezing, referents, referrers",
	C9: "gc.garbage, errors in gc.callbacks",
	D1: "size classes and pools",
	D2: "where an object begins in its block",
	D3: "freelists",
	D4: "which addresses come again",
	D5: "frames that are no objects",
	E1: "sizes that 3.14 has changed",
	E2: "sizes of all kinds",
	E3: "instances and their dictionaries",
	E4: "dictionaries",
	E5: "lists",
	E6: "sets",
	F1: "order of the interpreter's end",
	F2: "how the main module's objects die",
};

/** What no program with stored output can show. */
const ELSEWHERE: Readonly<Record<string, string>> = { B8: "chains.test.ts", E1: "sizes/sizes.test.ts" };

function shownByPrograms(): Map<string, string[]> {
	const shown = new Map<string, string[]>();
	for (const program of programs().filter((name) => name.startsWith("python/facts/"))) {
		for (const line of readExpected<ExpectedProgram>(program)?.stdout ?? []) {
			const [number] = line.split(" ");
			shown.set(number!, [...(shown.get(number!) ?? []), program]);
		}
	}
	return shown;
}

test.each(Object.keys(FACTS))("fact %s is shown", (number) => {
	const place = ELSEWHERE[number];
	if (place === undefined) expect(shownByPrograms().get(number) ?? [], `${number}: ${FACTS[number]}`).not.toEqual([]);
	else expect(readFileSync(join(import.meta.dirname, place), "utf8")).toContain(`Fact ${number}:`);
});

test("every line of the programs belongs to a fact", () => {
	expect([...shownByPrograms().keys()].filter((number) => !(number in FACTS))).toEqual([]);
});
