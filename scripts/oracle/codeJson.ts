// Code objects as JSON, in the same form from the oracle and from our compiler, so that they can be compared. Floats are
// written by their bits; what is compared is every field that Python code can see.

import type { Code, CodeConstant } from "../../src/compile/code.ts";
import { CO_FAST_CELL, CO_FAST_FREE, CO_FAST_LOCAL } from "../../src/compile/code.ts";

export interface CodeJson {
	name: string;
	qualname: string;
	counts: [argcount: number, posonlyargcount: number, kwonlyargcount: number];
	stacksize: number;
	flags: number;
	firstlineno: number;
	code: string;
	consts: ConstantJson[];
	names: string[];
	varnames: string[];
	cellvars: string[];
	freevars: string[];
	linetable: string;
	exceptiontable: string;
}

export type ConstantJson = [type: string, value: unknown];

/** Defines `code_json(code)` in the oracle. */
export const PYTHON_CODE_JSON = `
import json, struct
bits = lambda x: struct.pack(">d", x).hex()
def constant_json(c):
    t = type(c).__name__
    if t == "code": v = code_json(c)
    elif t in ("NoneType", "ellipsis"): v = None
    elif t == "int": v = hex(c)
    elif t == "float": v = bits(c)
    elif t == "complex": v = bits(c.real) + bits(c.imag)
    elif t == "bytes": v = c.hex()
    elif t == "tuple": v = [constant_json(x) for x in c]
    elif t == "frozenset": v = sorted(json.dumps(constant_json(x), separators=(",", ":")) for x in c)
    elif t == "slice": v = [constant_json(x) for x in (c.start, c.stop, c.step)]
    else: v = c
    return [t, v]
def code_json(c):
    return dict(name=c.co_name, qualname=c.co_qualname, counts=[c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount],
        stacksize=c.co_stacksize, flags=c.co_flags, firstlineno=c.co_firstlineno, code=c.co_code.hex(),
        consts=[constant_json(k) for k in c.co_consts], names=c.co_names, varnames=c.co_varnames, cellvars=c.co_cellvars,
        freevars=c.co_freevars, linetable=c.co_linetable.hex(), exceptiontable=c.co_exceptiontable.hex())
`;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

function bits(value: number): string {
	const bytes = Buffer.alloc(8);
	bytes.writeDoubleBE(value);
	return bytes.toString("hex");
}

function integer(value: bigint): string {
	return value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}

/** ASCII only, as Python's json.dumps writes it. */
function asciiJson(value: ConstantJson): string {
	return JSON.stringify(value).replace(/[\u007f-\uffff]/g, (c) =>
		c === "\u007f" ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
	);
}

export function constantJson(c: CodeConstant): ConstantJson {
	switch (c.type) {
		case "None":
			return ["NoneType", null];
		case "Ellipsis":
			return ["ellipsis", null];
		case "int":
			return [c.type, integer(c.value)];
		case "float":
			return [c.type, bits(c.value)];
		case "complex":
			return [c.type, bits(c.real) + bits(c.imag)];
		case "bytes":
			return [c.type, hex(c.value)];
		case "tuple":
			return [c.type, c.items.map(constantJson)];
		case "frozenset":
			return [c.type, c.items.map((item) => asciiJson(constantJson(item))).sort()];
		case "slice":
			return [c.type, [c.start, c.stop, c.step].map(constantJson)];
		case "code":
			return [c.type, codeJson(c.code)];
		default:
			return [c.type, c.value];
	}
}

export function codeJson(code: Code): CodeJson {
	const select = (test: (kind: number) => boolean): string[] => code.localsplusnames.filter((_, i) => test(code.localspluskinds[i]));
	return {
		name: code.name,
		qualname: code.qualname,
		counts: [code.argcount, code.posonlyargcount, code.kwonlyargcount],
		stacksize: code.stacksize,
		flags: code.flags,
		firstlineno: code.firstlineno,
		code: hex(code.code),
		consts: code.consts.map(constantJson),
		names: [...code.names],
		varnames: select((kind) => (kind & CO_FAST_LOCAL) !== 0),
		cellvars: select((kind) => (kind & CO_FAST_CELL) !== 0),
		freevars: select((kind) => (kind & CO_FAST_FREE) !== 0),
		linetable: hex(code.linetable),
		exceptiontable: hex(code.exceptiontable),
	};
}
