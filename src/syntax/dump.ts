// The text of `ast.dump(node, include_attributes=True)`, so that trees can be compared with CPython's.
// Mirrors `dump` in Lib/ast.py.

import { type AST, FIELDS } from "./ast.ts";
import type { Constant } from "./constant.ts";
import { reprConstant, reprStr } from "./literals.ts";

/** Fields that hold a constant, not a node. */
const CONSTANT_FIELDS = new Set(["Constant.value", "MatchSingleton.value", "Interpolation.str"]);

/** Missing optional fields and empty lists are left out. */
function isShown(value: unknown): boolean {
	return value !== null && !(Array.isArray(value) && value.length === 0);
}

export function dump(node: AST): string {
	const parts: string[] = [];
	writeNode(node, parts);
	return parts.join("");
}

/** Fields that hold a member of an enumeration, which is written as a call. */
const ENUMERATED = new Set(["op", "ops", "ctx"]);

function writeNode(node: AST, out: string[]): void {
	const fields = node as unknown as { readonly [field: string]: unknown };
	const className = node._class;
	out.push(className, "(");
	let separator = "";
	for (const field of FIELDS[className]!) {
		const value = fields[field];
		if (!isShown(value)) continue;
		out.push(separator, field, "=");
		separator = ", ";
		if (CONSTANT_FIELDS.has(`${className}.${field}`)) out.push(reprConstant(value as Constant));
		else writeValue(value, ENUMERATED.has(field), out);
	}
	if ("lineno" in node && "end_lineno" in node) {
		const { lineno, col_offset, end_lineno, end_col_offset } = node;
		out.push(`${separator}lineno=${lineno}, col_offset=${col_offset}, end_lineno=${end_lineno}, end_col_offset=${end_col_offset}`);
	}
	out.push(")");
}

function writeValue(value: unknown, isEnumerated: boolean, out: string[]): void {
	if (Array.isArray(value)) {
		out.push("[");
		value.forEach((item, i) => {
			if (i > 0) out.push(", ");
			writeValue(item, isEnumerated, out);
		});
		out.push("]");
	} else if (value === null) {
		out.push("None");
	} else if (typeof value === "string") {
		out.push(isEnumerated ? `${value}()` : reprStr(value));
	} else if (typeof value === "number") {
		out.push(String(value));
	} else {
		writeNode(value as AST, out);
	}
}
