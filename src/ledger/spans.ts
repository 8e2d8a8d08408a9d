// The part of a program's source that an instruction was made from. Read `spanAt`.

import { positionsOf } from "../compile/decode.ts";
import type { PyCode } from "../objects/code.ts";

/** Lines from 1; columns in bytes of UTF-8 from 0, as in `co_positions`; the end is not part of it. */
export interface Span {
	readonly line: number;
	readonly column: number;
	readonly endLine: number;
	readonly endColumn: number;
}

/** By code unit. Null where the instruction has no place in the source. */
export function spanAt(code: PyCode, unit: number): Span | null {
	if (unit < 0) return null;
	const { lineno, endLineno, colOffset, endColOffset } = positionsOf(code.code, 2 * unit);
	if (lineno < 1 || colOffset < 0 || endColOffset < 0) return null;
	return { line: lineno, column: colOffset, endLine: endLineno, endColumn: endColOffset };
}
