// Operations on constants that the optimiser carries out at compile time, with CPython's limits on the size of results.
// A function gives null where Python would raise or the result would be too large: the operation stays in the code.
// Read `evalBinop`. Mirrors eval_const_binop, eval_const_unaryop and const_folding_safe_* in Python/flowgraph.c.

import type { Constant } from "../syntax/constant.ts";
import type { CodeConstant } from "./code.ts";
import { bitLength, complex, float, int, intValue, numberBinop } from "./foldNumbers.ts";
import {
	CALL_INTRINSIC_1,
	NB_ADD,
	NB_LSHIFT,
	NB_MULTIPLY,
	NB_POWER,
	NB_SUBSCR,
	UNARY_INVERT,
	UNARY_NEGATIVE,
	UNARY_NOT,
} from "./opcode.ts";

const MAX_INT_BITS = 128;
const MAX_COLLECTION_SIZE = 256;
const MAX_STR_SIZE = 4096;
/** Including nested collections. */
const MAX_TOTAL_ITEMS = 1024;

type Sequence = Extract<Constant, { type: "str" | "bytes" | "tuple" }>;

export function isTrue(constant: CodeConstant): boolean {
	switch (constant.type) {
		case "None":
			return false;
		case "bool":
			return constant.value;
		case "int":
			return constant.value !== 0n;
		case "float":
			return constant.value !== 0;
		case "complex":
			return constant.real !== 0 || constant.imag !== 0;
		case "str":
		case "bytes":
			return constant.value.length > 0;
		case "tuple":
		case "frozenset":
			return constant.items.length > 0;
		default:
			return true;
	}
}

function isNumber(constant: CodeConstant): constant is Constant {
	const { type } = constant;
	return type === "int" || type === "bool" || type === "float" || type === "complex";
}

function isSequence(constant: CodeConstant): constant is Sequence {
	const { type } = constant;
	return type === "str" || type === "bytes" || type === "tuple";
}

/** `op` is BINARY_OP's argument NB_*. */
export function evalBinop(left: CodeConstant, op: number, right: CodeConstant): Constant | null {
	if (isNumber(left) && isNumber(right)) return isSmallEnough(left, op, right) ? numberBinop(left, op, right) : null;
	switch (op) {
		case NB_ADD:
			return isSequence(left) && isSequence(right) ? concatenate(left, right) : null;
		case NB_MULTIPLY:
			return repeatEither(left, right);
		case NB_SUBSCR:
			return isSequence(left) && right.type !== "code" ? subscript(left, right) : null;
		default:
			return null;
	}
}

function isSmallEnough(left: Constant, op: number, right: Constant): boolean {
	const v = intValue(left);
	const w = intValue(right);
	if (v === null || w === null || v === 0n || w === 0n) return true;
	switch (op) {
		case NB_MULTIPLY:
			return bitLength(v) + bitLength(w) <= MAX_INT_BITS;
		case NB_POWER:
			return w < 0n || (w <= BigInt(MAX_INT_BITS) && bitLength(v) <= Math.floor(MAX_INT_BITS / Number(w)));
		case NB_LSHIFT:
			return w > 0n && w <= BigInt(MAX_INT_BITS) && bitLength(v) <= MAX_INT_BITS - Number(w);
		default:
			return true;
	}
}

/** Characters are code points; a string of the basic plane is its own list of them. */
function isBasicPlane(text: string): boolean {
	return !/[\ud800-\udbff][\udc00-\udfff]/.test(text);
}

function sequenceLength(value: Sequence): number {
	if (value.type === "tuple") return value.items.length;
	if (value.type === "bytes") return value.value.length;
	return isBasicPlane(value.value) ? value.value.length : Array.from(value.value).length;
}

function concatenate(left: Sequence, right: Sequence): Constant | null {
	if (left.type === "str" && right.type === "str") return { type: "str", value: left.value + right.value };
	if (left.type === "tuple" && right.type === "tuple") return { type: "tuple", items: [...left.items, ...right.items] };
	if (left.type !== "bytes" || right.type !== "bytes") return null;
	const value = new Uint8Array(left.value.length + right.value.length);
	value.set(left.value);
	value.set(right.value, left.value.length);
	return { type: "bytes", value };
}

function repeatEither(left: CodeConstant, right: CodeConstant): Constant | null {
	if (isSequence(left) && right.type !== "code") return repeatChecked(left, intValue(right));
	if (isSequence(right) && left.type !== "code") return repeatChecked(right, intValue(left));
	return null;
}

/** Negative counts are left to run time, as in CPython, though the result would be empty. */
function repeatChecked(value: Sequence, count: bigint | null): Constant | null {
	if (count === null) return null;
	const size = sequenceLength(value);
	if (size === 0) return BigInt.asIntN(64, count) === count ? value : null;
	const limit = value.type === "tuple" ? MAX_COLLECTION_SIZE : MAX_STR_SIZE;
	if (count < 0n || count > BigInt(Math.floor(limit / size))) return null;
	const n = Number(count);
	if (value.type === "tuple" && n > 0 && itemsLeft(value, Math.floor(MAX_TOTAL_ITEMS / n)) < 0) return null;
	return repeat(value, n);
}

/** `limit` less the number of items, nested ones included; negative when there are more. */
function itemsLeft(value: Constant, limit: number): number {
	if (value.type !== "tuple") return limit;
	let left = limit - value.items.length;
	for (let i = 0; left >= 0 && i < value.items.length; i++) left = itemsLeft(value.items[i], left);
	return left;
}

function repeat(value: Sequence, n: number): Constant {
	if (value.type === "str") return { type: "str", value: value.value.repeat(n) };
	if (value.type === "tuple") return { type: "tuple", items: Array.from({ length: n }, () => value.items).flat() };
	const bytes = new Uint8Array(value.value.length * n);
	for (let i = 0; i < n; i++) bytes.set(value.value, i * value.value.length);
	return { type: "bytes", value: bytes };
}

function subscript(value: Sequence, index: Constant): Constant | null {
	const units = value.type === "tuple" ? value.items : value.type === "bytes" ? value.value : characters(value.value);
	if (index.type === "slice") return subscriptSlice(value, units, index);
	const i = intValue(index);
	if (i === null) return null;
	const size = BigInt(units.length);
	const at = i < 0n ? i + size : i;
	if (at < 0n || at >= size) return null;
	const unit = units[Number(at)];
	if (typeof unit === "number") return int(BigInt(unit));
	return typeof unit === "string" ? { type: "str", value: unit } : unit;
}

function characters(text: string): string[] {
	return isBasicPlane(text) ? text.split("") : Array.from(text);
}

function subscriptSlice(
	value: Sequence,
	units: ArrayLike<Constant> | ArrayLike<number> | ArrayLike<string>,
	slice: Extract<Constant, { type: "slice" }>,
): Constant | null {
	const indices = sliceIndices(slice, units.length);
	if (indices === null) return null;
	const picked = indices.map((i) => units[i]);
	if (value.type === "bytes") return { type: "bytes", value: Uint8Array.from(picked as number[]) };
	if (value.type === "tuple") return { type: "tuple", items: picked as Constant[] };
	return { type: "str", value: (picked as string[]).join("") };
}

/** The indices a slice selects; null where Python would raise (a step of 0, a bound that is no int). */
function sliceIndices(slice: Extract<Constant, { type: "slice" }>, length: number): number[] | null {
	const [start, stop, step] = [slice.start, slice.stop, slice.step].map((part) => (part.type === "None" ? undefined : intValue(part)));
	if (start === null || stop === null || step === null || step === 0n) return null;
	const stride = clamp(step ?? 1n, -0x7fffffff, 0x7fffffff);
	const lowest = stride < 0 ? -1 : 0;
	const highest = stride < 0 ? length - 1 : length;
	const bound = (value: bigint | undefined, missing: number): number =>
		value === undefined ? missing : clamp(value < 0n ? value + BigInt(length) : value, lowest, highest);
	const first = bound(start, stride < 0 ? highest : lowest);
	const end = bound(stop, stride < 0 ? lowest : highest);
	const indices: number[] = [];
	for (let i = first; stride < 0 ? i > end : i < end; i += stride) indices.push(i);
	return indices;
}

function clamp(value: bigint, low: number, high: number): number {
	if (value < BigInt(low)) return low;
	return value > BigInt(high) ? high : Number(value);
}

/** UNARY_* or CALL_INTRINSIC_1 (unary plus). `~` on a bool stays in the code, because it warns. */
export function evalUnaryop(operand: CodeConstant, opcode: number): Constant | null {
	if (opcode === UNARY_NOT) return { type: "bool", value: !isTrue(operand) };
	const value = operand.type === "code" ? null : intValue(operand);
	switch (opcode) {
		case UNARY_INVERT:
			return value === null || operand.type === "bool" ? null : int(~value);
		case UNARY_NEGATIVE:
			if (value !== null) return int(-value);
			if (operand.type === "float") return float(-operand.value);
			return operand.type === "complex" ? complex({ real: -operand.real, imag: -operand.imag }) : null;
		case CALL_INTRINSIC_1:
			if (value !== null) return int(value);
			return operand.type === "float" || operand.type === "complex" ? operand : null;
		default:
			return null;
	}
}

/** Removes what is equal in Python's sense (1 == 1.0 == True), keeping the first. */
export function uniqueItems(items: readonly Constant[]): Constant[] {
	const seen = new Set<unknown>();
	return items.filter((item) => {
		const key = equalityKey(item);
		if (seen.has(key)) return false;
		seen.add(key);
		return true;
	});
}

/** Equal keys for equal constants. NaN is equal to itself only by identity. */
function equalityKey(constant: Constant): unknown {
	switch (constant.type) {
		case "bool":
		case "int":
			return `n${intValue(constant)}`;
		case "float":
			return numberKey(constant.value, constant);
		case "complex":
			return constant.imag === 0 ? numberKey(constant.real, constant) : `c${constant.real},${constant.imag}`;
		case "str":
			return `s${constant.value}`;
		case "bytes":
			return `b${constant.value.join(",")}`;
		case "tuple":
			return `(${constant.items.map((item) => lengthPrefixed(equalityKey(item))).join("")})`;
		default:
			return constant.type === "None" || constant.type === "Ellipsis" ? constant.type : constant;
	}
}

function lengthPrefixed(key: unknown): string {
	const text = String(key);
	return `${text.length}:${text}`;
}

function numberKey(value: number, constant: Constant): unknown {
	if (Number.isNaN(value)) return constant;
	return Number.isInteger(value) ? `n${BigInt(value)}` : `n${value}`;
}
