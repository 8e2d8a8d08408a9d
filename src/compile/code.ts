// A compiled code object as plain data: what CPython's `PyCodeObject` holds, before any Python object exists.
//
// Identity carries meaning: within one compile unit two equal constants are the *same* JavaScript object (CPython's
// constant cache), so that the vm makes one Python object of them. Mirrors Include/cpython/code.h.

import type { Constant } from "../syntax/constant.ts";

export type CodeConstant = Constant | { readonly type: "code"; readonly code: Code };

/** Bits of `localspluskinds`, as in Include/internal/pycore_code.h (CO_FAST_*). */
export const CO_FAST_ARG_POS = 0x02;
export const CO_FAST_ARG_KW = 0x04;
export const CO_FAST_ARG_VAR = 0x08;
export const CO_FAST_HIDDEN = 0x10;
export const CO_FAST_LOCAL = 0x20;
export const CO_FAST_CELL = 0x40;
export const CO_FAST_FREE = 0x80;

export interface Code {
	readonly argcount: number;
	readonly posonlyargcount: number;
	readonly kwonlyargcount: number;
	readonly stacksize: number;
	/** CO_OPTIMIZED, CO_GENERATOR … as in CPython. */
	readonly flags: number;
	/** `co_code`: two bytes an instruction, inline caches included as zeros. */
	readonly code: Uint8Array;
	readonly consts: readonly CodeConstant[];
	readonly names: readonly string[];
	/** Names of locals, then cells, then free variables; kinds are CO_FAST_* bits, one byte each. */
	readonly localsplusnames: readonly string[];
	readonly localspluskinds: Uint8Array;
	readonly filename: string;
	readonly name: string;
	readonly qualname: string;
	readonly firstlineno: number;
	readonly linetable: Uint8Array;
	readonly exceptiontable: Uint8Array;
}
