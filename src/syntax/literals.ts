// Python's `repr` of constants, for dumps and for unparsing. Mirrors `unicode_repr`, `bytes_repr`, `float_repr` and
// `complex_repr` (Objects/).

import { isPrintable } from "./characters.ts";
import type { Constant } from "./constant.ts";

const NAMED: { readonly [character: string]: string } = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\" };

function quoteFor(text: string): string {
	return text.includes("'") && !text.includes('"') ? '"' : "'";
}

export function reprStr(text: string): string {
	const quote = quoteFor(text);
	let out = quote;
	for (const character of text) {
		const named = NAMED[character];
		if (named !== undefined) out += named;
		else if (character === quote) out += `\\${quote}`;
		else if (isPrintable(character)) out += character;
		else out += escapeCodePoint(character.codePointAt(0)!);
	}
	return out + quote;
}

function escapeCodePoint(code: number): string {
	const hex = code.toString(16);
	if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
	return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

export function reprBytes(bytes: Uint8Array): string {
	const text = [...bytes].map((byte) => String.fromCharCode(byte)).join("");
	const quote = quoteFor(text);
	let out = `b${quote}`;
	for (const character of text) {
		const named = NAMED[character];
		if (named !== undefined) out += named;
		else if (character === quote) out += `\\${quote}`;
		else if (character >= " " && character < "\x7f") out += character;
		else out += `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
	}
	return out + quote;
}

/** Shortest digits that read back; an exponent below 1e-4 and from 1e16 on. */
export function reprFloat(value: number): string {
	const text = formatFloat(value);
	return /[.en]/.test(text) ? text : `${text}.0`;
}

function formatFloat(value: number): string {
	if (Number.isNaN(value)) return "nan";
	if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
	if (value === 0) return Object.is(value, -0) ? "-0" : "0";
	const [mantissa, exponentText] = value.toExponential().split("e") as [string, string];
	const exponent = Number(exponentText);
	if (exponent < -4 || exponent >= 16) {
		const digits = Math.abs(exponent).toString().padStart(2, "0");
		return `${mantissa}e${exponent < 0 ? "-" : "+"}${digits}`;
	}
	const plain = value.toString();
	return plain.includes("e") ? value.toFixed(Math.max(0, mantissa.length - 2 - exponent)) : plain;
}

function reprComplex(real: number, imag: number): string {
	const imagText = formatFloat(imag);
	if (real === 0 && !Object.is(real, -0)) return `${imagText}j`;
	const sign = /^[-]/.test(imagText) ? "" : "+";
	return `(${formatFloat(real)}${sign}${imagText}j)`;
}

export function reprConstant(constant: Constant): string {
	switch (constant.type) {
		case "None":
		case "Ellipsis":
			return constant.type;
		case "bool":
			return constant.value ? "True" : "False";
		case "int":
			return constant.value.toString();
		case "float":
			return reprFloat(constant.value);
		case "complex":
			return reprComplex(constant.real, constant.imag);
		case "str":
			return reprStr(constant.value);
		case "bytes":
			return reprBytes(constant.value);
		case "tuple":
			return constant.items.length === 1 ? `(${reprConstant(constant.items[0]!)},)` : `(${constant.items.map(reprConstant).join(", ")})`;
		case "frozenset":
			return constant.items.length === 0 ? "frozenset()" : `frozenset({${constant.items.map(reprConstant).join(", ")}})`;
		case "slice":
			return `slice(${reprConstant(constant.start)}, ${reprConstant(constant.stop)}, ${reprConstant(constant.step)})`;
	}
}
