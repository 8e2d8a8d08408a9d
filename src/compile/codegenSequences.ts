// Lists, tuples and sets from expressions, some of which may be starred; shared by displays and by calls with `*args`.
// Mirrors `starunpack_helper_impl` (Python/codegen.c).

import type { expr } from "../syntax/ast.ts";
import type { Compiler } from "./compiler.ts";
import type { Location } from "./instructionSequence.ts";
import * as op from "./opcode.ts";

/** Displays with more items than this are filled one by one, so that the stack stays small. */
export const STACK_USE_GUIDELINE = 30;

export interface SequenceOptions {
	/** Items that are on the stack already. */
	readonly pushed?: number;
	/** A variable that is appended as the last item. */
	readonly injected?: string | null;
}

const OPCODES = {
	list: { build: op.BUILD_LIST, add: op.LIST_APPEND, extend: op.LIST_EXTEND },
	tuple: { build: op.BUILD_LIST, add: op.LIST_APPEND, extend: op.LIST_EXTEND },
	set: { build: op.BUILD_SET, add: op.SET_ADD, extend: op.SET_UPDATE },
};

export function emitSequence(
	c: Compiler,
	elts: readonly expr[],
	kind: keyof typeof OPCODES,
	loc: Location,
	options: SequenceOptions = {},
): void {
	const { pushed = 0, injected = null } = options;
	const { build, add, extend } = OPCODES[kind];
	const total = elts.length + pushed + (injected === null ? 0 : 1);
	const isBig = total > STACK_USE_GUIDELINE;
	if (!isBig && !elts.some((elt) => elt._class === "Starred")) {
		for (const elt of elts) c.expr(elt);
		if (injected !== null) c.nameOp(injected, "Load", loc);
		c.op(kind === "tuple" ? op.BUILD_TUPLE : build, total, loc);
		return;
	}
	let isBuilt = isBig;
	if (isBig) c.op(build, pushed, loc);
	elts.forEach((elt, i) => {
		if (elt._class === "Starred") {
			if (!isBuilt) c.op(build, i + pushed, loc);
			isBuilt = true;
			c.expr(elt.value);
			c.op(extend, 1, loc);
		} else {
			c.expr(elt);
			if (isBuilt) c.op(add, 1, loc);
		}
	});
	if (injected !== null) {
		c.nameOp(injected, "Load", loc);
		c.op(add, 1, loc);
	}
	if (kind === "tuple") c.op(op.CALL_INTRINSIC_1, op.INTRINSIC_LIST_TO_TUPLE, loc);
}
