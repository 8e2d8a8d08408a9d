// The module `_posixsubprocess`: a host runs no other programs, so that the start of one fails as on a system that can't.

import type { Own } from "../heap/header.ts";
import { defRaw } from "../objects/args.ts";
import { raiseOSError } from "../objects/exceptionsRaise.ts";
import type { PyModule } from "../objects/module.ts";
import { buildModule } from "./define.ts";

const ENOSYS = 38;

export function initPosixSubprocess(): Own<PyModule> {
	return buildModule("_posixsubprocess", "Starting other programs, which is not possible here.", [
		defRaw("fork_exec", null, "Starts a program: not possible here.", () => raiseOSError(ENOSYS, "Function not implemented")),
	]);
}
