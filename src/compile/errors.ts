// How the compiler reports: a SyntaxError ends the compilation, a SyntaxWarning goes to the caller. Offsets here count
// UTF-8 bytes from 1, not code points: CPython takes them from the tree as they are (`_PyCompile_Error`,
// Python/compile.c), and reads the line's text from the file when the exception is made, which is the caller's part.

import { PySyntaxError, type SyntaxWarning } from "../syntax/errors.ts";
import type { Location } from "./instructionSequence.ts";

export function raiseSyntaxError(message: string, filename: string, loc: Location): never {
	throw new PySyntaxError("SyntaxError", message, filename, loc.lineno, loc.colOffset + 1, loc.endLineno, loc.endColOffset + 1, null);
}

/** May throw: the filter `error` turns a warning into a SyntaxError. */
export type WarningHandler = (warning: SyntaxWarning) => void;

export function syntaxWarning(message: string, loc: Location): SyntaxWarning {
	return { message, lineno: loc.lineno, offset: loc.colOffset + 1, endLineno: loc.endLineno, endOffset: loc.endColOffset + 1 };
}
