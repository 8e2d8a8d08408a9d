// `-X importtime`: how long each import took, without and with what it imported itself, in CPython's format. Read `timeImports`
// first. Mirrors import_find_and_load of Python/import.c.

import { importHooks } from "../vm/finder.ts";

interface Import {
	readonly begun: bigint;
	/** Nanoseconds that imports within it took. */
	within: bigint;
}

/** Prints a line for each module from now on; `write` gets whole lines, `now` gives nanoseconds. */
export function timeImports(write: (line: string) => void, now: () => bigint): void {
	const under: Import[] = [];
	let isFirst = true;
	importHooks.begun = () => {
		if (isFirst) write("import time: self [us] | cumulative | imported package\n");
		isFirst = false;
		under.push({ begun: now(), within: 0n });
	};
	importHooks.ended = (name) => {
		const { begun, within } = under.pop()!;
		const all = now() - begun;
		const around = under.at(-1);
		if (around !== undefined) around.within += all;
		const column = (nanoseconds: bigint, width: number): string => String((nanoseconds + 500n) / 1000n).padStart(width);
		write(`import time: ${column(all - within, 9)} | ${column(all, 10)} | ${"  ".repeat(under.length)}${name}\n`);
	};
}
