// Which code is the program's own: what people want to hear of, and not of the standard library or a notebook's machinery.

import { importHooks } from "../vm/finder.ts";

/** Texts without a file that a person has written: cells, `-c`, standard input, a prompt, strings given to `exec`. */
const WRITTEN = /^<(ipython-input|string|stdin|python-input)/;

/** Whether code of a file, or of a text named in angle brackets, is the program's. */
export function isProgramFile(filename: string): boolean {
	if (filename.startsWith("<")) return WRITTEN.test(filename);
	const { standardPath } = importHooks;
	return standardPath === "" || !filename.startsWith(standardPath);
}
