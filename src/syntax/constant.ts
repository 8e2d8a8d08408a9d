// The values that a literal or a folded expression can have, as plain data: no Python object exists before the vm
// makes one. Two constants are the same constant when `constantKey` gives the same text (type and sign of zero count),
// which is CPython's rule in `_PyCode_ConstantKey` (Objects/codeobject.c).

export type Constant =
	| { readonly type: "None" | "Ellipsis" }
	| { readonly type: "bool"; readonly value: boolean }
	| { readonly type: "int"; readonly value: bigint }
	| { readonly type: "float"; readonly value: number }
	| { readonly type: "complex"; readonly real: number; readonly imag: number }
	| { readonly type: "str"; readonly value: string }
	| { readonly type: "bytes"; readonly value: Uint8Array }
	| { readonly type: "tuple"; readonly items: readonly Constant[] }
	| { readonly type: "frozenset"; readonly items: readonly Constant[] }
	| { readonly type: "slice"; readonly start: Constant; readonly stop: Constant; readonly step: Constant };

export const NONE: Constant = { type: "None" };
export const ELLIPSIS: Constant = { type: "Ellipsis" };
export const TRUE: Constant = { type: "bool", value: true };
export const FALSE: Constant = { type: "bool", value: false };
