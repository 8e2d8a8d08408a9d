// SyntaxWarnings about expressions that cannot work: calling, subscripting or comparing by `is` what is plainly a literal.
// Mirrors `check_caller`, `check_subscripter`, `check_index` and `codegen_check_compare` (Python/codegen.c).

import type { Compare, expr, Subscript } from "../syntax/ast.ts";
import type { Compiler } from "./compiler.ts";
import { locationOf } from "./instructionSequence.ts";

/** The name of the type that the expression has for certain, or null. */
function inferType(e: expr): string | null {
	switch (e._class) {
		case "Tuple":
			return "tuple";
		case "List":
		case "ListComp":
			return "list";
		case "Dict":
		case "DictComp":
			return "dict";
		case "Set":
		case "SetComp":
			return "set";
		case "GeneratorExp":
			return "generator";
		case "Lambda":
			return "function";
		case "TemplateStr":
		case "Interpolation":
			return "string.templatelib.Template";
		case "JoinedStr":
		case "FormattedValue":
			return "str";
		case "Constant":
			if (e.value.type === "None") return "NoneType";
			return e.value.type === "Ellipsis" ? "ellipsis" : e.value.type;
		default:
			return null;
	}
}

export function checkCaller(c: Compiler, e: expr): void {
	const type = inferType(e);
	if (type === null || e._class === "Lambda") return;
	c.warn(`'${type}' object is not callable; perhaps you missed a comma?`, locationOf(e));
}

export function checkSubscript(c: Compiler, e: Subscript): void {
	checkSubscripted(c, e.value);
	checkIndex(c, e.value, e.slice);
}

const UNSUBSCRIPTABLE_CONSTANTS = new Set(["None", "Ellipsis", "bool", "int", "float", "complex", "frozenset"]);
const UNSUBSCRIPTABLE = new Set(["Set", "SetComp", "GeneratorExp", "TemplateStr", "Interpolation", "Lambda"]);

function checkSubscripted(c: Compiler, e: expr): void {
	const isWrong = e._class === "Constant" ? UNSUBSCRIPTABLE_CONSTANTS.has(e.value.type) : UNSUBSCRIPTABLE.has(e._class);
	if (isWrong) c.warn(`'${inferType(e)}' object is not subscriptable; perhaps you missed a comma?`, locationOf(e));
}

const INDEXED_CONSTANTS = new Set(["str", "bytes", "tuple"]);
const INDEXED = new Set(["Tuple", "List", "ListComp", "JoinedStr", "FormattedValue"]);

function checkIndex(c: Compiler, e: expr, index: expr): void {
	const indexType = inferType(index);
	if (indexType === null || indexType === "int" || indexType === "bool" || indexType === "slice") return;
	const isSequence = e._class === "Constant" ? INDEXED_CONSTANTS.has(e.value.type) : INDEXED.has(e._class);
	if (!isSequence) return;
	c.warn(`${inferType(e)} indices must be integers or slices, not ${indexType}; perhaps you missed a comma?`, locationOf(e));
}

/** False for literals that have no business beside `is`; the named singletons have. */
function mayBeIdentical(e: expr): boolean {
	if (e._class === "Tuple") return !e.elts.every((elt) => elt._class === "Constant");
	if (e._class !== "Constant") return true;
	return e.value.type === "None" || e.value.type === "bool" || e.value.type === "Ellipsis";
}

export function checkCompare(c: Compiler, e: Compare): void {
	let left = e.left;
	for (const [i, right] of e.comparators.entries()) {
		const operator = e.ops[i];
		if ((operator === "Is" || operator === "IsNot") && !(mayBeIdentical(left) && mayBeIdentical(right))) {
			const type = inferType(mayBeIdentical(left) ? right : left);
			const [is, equals] = operator === "Is" ? ["is", "=="] : ["is not", "!="];
			c.warn(`"${is}" with '${type}' literal. Did you mean "${equals}"?`, locationOf(e));
			return;
		}
		left = right;
	}
}
