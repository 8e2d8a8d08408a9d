// Where a code object's instructions branch: what `co_branches()` tells. Works on `co_code`, whose inline caches are zeros.
// Mirrors branchesiter_next (Python/instrumentation.c). A test holds the opcodes equal to the compiler's.

export const BRANCH_OPCODES = {
	CACHE: 0,
	END_ASYNC_FOR: 68,
	EXTENDED_ARG: 69,
	FOR_ITER: 70,
	POP_JUMP_IF_FALSE: 100,
	POP_JUMP_IF_NONE: 101,
	POP_JUMP_IF_NOT_NONE: 102,
	POP_JUMP_IF_TRUE: 103,
} as const;

/** Triples of offsets in bytes: of the instruction, of what comes next on the left way (the loop's body, no jump), on the right. */
export type Branch = readonly [source: number, left: number, right: number];

export function* branchesOf(code: Uint8Array): Iterator<Branch> {
	let oparg = 0;
	for (let offset = 0; offset < code.length; ) {
		const op = code[offset]!;
		oparg = (oparg << 8) | code[offset + 1]!;
		const next = afterCaches(code, offset + 2);
		const branch = branchAt(op, oparg, offset, next);
		if (branch !== null) yield branch;
		if (op !== BRANCH_OPCODES.EXTENDED_ARG) oparg = 0;
		offset = next;
	}
}

function afterCaches(code: Uint8Array, offset: number): number {
	let next = offset;
	while (next < code.length && code[next] === BRANCH_OPCODES.CACHE) next += 2;
	return next;
}

function branchAt(op: number, oparg: number, offset: number, next: number): Branch | null {
	switch (op) {
		case BRANCH_OPCODES.FOR_ITER:
			return [offset, next, next + 2 * oparg + 4];
		case BRANCH_OPCODES.POP_JUMP_IF_FALSE:
		case BRANCH_OPCODES.POP_JUMP_IF_NONE:
		case BRANCH_OPCODES.POP_JUMP_IF_NOT_NONE:
		case BRANCH_OPCODES.POP_JUMP_IF_TRUE:
			return [offset, next + 2, next + 2 * oparg]; // NOT_TAKEN lies between
		case BRANCH_OPCODES.END_ASYNC_FOR:
			return [next - 2 * oparg, next - 2 * oparg + 4, next];
		default:
			return null;
	}
}
