// `"…%s…" % (a, b)` as an f-string, when the format uses only `%s`, `%r`, `%a` (with width, precision and `-`) and `%%`, one
// for each item. Mirrors `optimize_format` (Python/ast_preprocess.c).

import type { BinOp, expr, JoinedStr, Position } from "../syntax/ast.ts";

const NOWHERE: Position = { lineno: -1, col_offset: -1, end_lineno: -1, end_col_offset: -1 };

/** A conversion after its `%`. Three or more digits, and `*`, are left to run time. */
const CONVERSION = /(?<flags>[-+ #0]*)(?<width>\d*)(?:(?<dot>\.)(?<precision>\d*))?(?<type>[sra])/y;
const LITERAL = /(?:[^%]|%%)+/y;
const MAX_DIGITS = 3;

/** Null when the format does more than can be rewritten. */
export function formatAsJoinedStr(node: BinOp, format: string, items: readonly expr[]): JoinedStr | null {
	const values: expr[] = [];
	let used = 0;
	for (let position = 0; position < format.length; ) {
		const literal = matchAt(LITERAL, format, position);
		if (literal !== null) {
			values.push(textConstant(literal[0].replaceAll("%%", "%")));
			position += literal[0].length;
			continue;
		}
		const conversion = matchAt(CONVERSION, format, position + 1);
		const item = items[used++];
		const spec = conversion === null ? null : formatSpec(conversion);
		if (item === undefined || conversion === null || spec === null) return null;
		values.push(formattedValue(item, conversion.groups!.type, spec));
		position += 1 + conversion[0].length;
	}
	if (used < items.length) return null;
	const { lineno, col_offset, end_lineno, end_col_offset } = node;
	return { _class: "JoinedStr", values, lineno, col_offset, end_lineno, end_col_offset };
}

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
	pattern.lastIndex = position;
	return pattern.exec(text);
}

/** The same in the language of `format()`; null when it is out of reach. */
function formatSpec(conversion: RegExpExecArray): string | null {
	const { flags, width, dot, precision } = conversion.groups!;
	if (width.length >= MAX_DIGITS || (precision ?? "").length >= MAX_DIGITS) return null;
	let spec = "";
	if (width !== "") spec += (!flags.includes("-") && Number(width) > 0 ? ">" : "") + Number(width);
	if (dot !== undefined) spec += `.${Number(precision)}`;
	return spec;
}

function formattedValue(item: expr, type: string, spec: string): expr {
	const { lineno, col_offset, end_lineno, end_col_offset } = item;
	return {
		_class: "FormattedValue",
		value: item,
		conversion: type.charCodeAt(0),
		format_spec: spec === "" ? null : textConstant(spec),
		lineno,
		col_offset,
		end_lineno,
		end_col_offset,
	};
}

function textConstant(value: string): expr {
	return { _class: "Constant", value: { type: "str", value }, kind: null, ...NOWHERE };
}
