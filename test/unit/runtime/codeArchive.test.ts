// Compiled code written and read again is the same, shared constants included; entries of an archive are found.

import { expect, test } from "vitest";
import type { Code, CodeConstant } from "../../../src/compile/code.ts";
import { compile } from "../../../src/compile/index.ts";
import { archiveInMemory, packArchive } from "../../../src/runtime/archive.ts";
import { decodeCode } from "../../../src/runtime/codeArchive.ts";
import { encodeCode } from "../../../src/runtime/codeArchiveWriter.ts";
import { loadCode } from "../../../src/runtime/loadCode.ts";
import { IMMORTAL_REFCNT } from "../../../src/heap/header.ts";
import { isCode } from "../../../src/objects/code.ts";
import type { PyObject } from "../../../src/objects/object.ts";
import { isStr } from "../../../src/objects/str.ts";
import { isTuple } from "../../../src/objects/tuple.ts";
import { parse } from "../../../src/syntax/parser.ts";
import { codeFromData } from "../../../src/vm/materialize.ts";

const compiled = (source: string): Code => compile(parse(source, "<test>", "exec"), "<test>");
const roundTrip = (code: Code): Code => decodeCode(encodeCode(code));
const withConstants = (consts: readonly CodeConstant[]): Code => ({ ...compiled("pass"), consts });

const NONE = { type: "None" } as const;
const float = (value: number): CodeConstant & { type: "float" } => ({ type: "float", value });
const int = (value: bigint): CodeConstant & { type: "int" } => ({ type: "int", value });
const str = (value: string): CodeConstant & { type: "str" } => ({ type: "str", value });

test.each([
	[
		"a function with everything",
		"def f(a, /, b=(1, 2.5), *c, d=-0.0, **e):\n\t'doc'\n\tx = a\n\treturn lambda: (x, b'\\x00\\xff', 10**40)\n",
	],
	[
		"classes, handlers, generators",
		"class C[T](list):\n\tdef g(self):\n\t\ttry:\n\t\t\tyield self\n\t\tfinally:\n\t\t\treturn {1, 2, 3} == 5\n",
	],
	["sets and slices that are constants", "def f(x): return x in {1, 'a', (None, ...)}, x[1:2], x[::True]\n"],
	["texts", "é, ascii = 'é\\ud800𝒳', 'plain'; x = '\\x7f\\x80'\n"],
	["long jumps and arguments", `x = [${Array.from({ length: 400 }, (_, i) => `n${i}`).join(", ")}]\nwhile x:\n${"\tx.y(z)\n".repeat(200)}`],
])("%s", (_, source) => {
	const code = compiled(source);
	expect(roundTrip(code)).toEqual(code);
});

/** What can be told of a constant, with that of all that it contains. */
function described(object: PyObject): unknown {
	if (isCode(object)) {
		const { code, consts, names, localsplusnames, name, qualname, filename } = object;
		const texts = [...names, ...localsplusnames, name, qualname, filename].map(described);
		const bytes = [code.code, code.localspluskinds, code.linetable, code.exceptiontable].map((block) => [...block]);
		return [texts, bytes, code.names, code.localsplusnames, object.totalArgs, object.frameSize, object.firstTraceable, described(consts)];
	}
	if (isStr(object)) return [object.value, object.interned];
	if (isTuple(object)) return object.items.map(described);
	return [object.type.name, object.refcnt === IMMORTAL_REFCNT, (object as { value?: unknown }).value ?? null];
}

test("objects made from bytes are those made from the plain data", () => {
	const source =
		"def f(a, *b, c=(1, 'x', 2.5), **d):\n\tf'{a}'\n\tyield from lambda: (a, f, 'loose text', 'mortal_name', 'f', '<lambda>', '', 'é', b'z', 10**40)\n";
	const code = compiled(source);
	const made = loadCode(encodeCode(code));
	expect(described(made)).toEqual(described(codeFromData(code)));
	expect(made.refcnt).toBe(1);
});

test.each<[string, CodeConstant]>([
	["negative zero", float(-0)],
	["infinity", float(-Infinity)],
	["complex", { type: "complex", real: -0, imag: 1e-310 }],
	["ints about 2 ** 31", { type: "tuple", items: [2n ** 31n, 2n ** 31n - 1n, -(2n ** 31n), -(2n ** 31n) - 1n, 0n, -1n].map(int) }],
	["large ints", { type: "tuple", items: [2n ** 64n, -(2n ** 63n), 255n << 200n, 10n ** 1000n, -(10n ** 999n)].map(int) }],
	["lone surrogates, NUL, no text", { type: "tuple", items: ["\udc80", "\ud800\ud800", "\0", "", "a\u{10ffff}", "\ufeffa"].map(str) }],
	[
		"nested containers",
		{
			type: "tuple",
			items: [
				{ type: "frozenset", items: [{ type: "tuple", items: [] }] },
				{ type: "slice", start: NONE, stop: int(1n), step: NONE },
			],
		},
	],
	["booleans", { type: "tuple", items: [{ type: "bool", value: true }, { type: "bool", value: false }, { type: "Ellipsis" }] }],
])("constant: %s", (_, constant) => {
	expect(roundTrip(withConstants([constant])).consts).toEqual([constant]);
});

test("NaN stays NaN", () => {
	const [nan] = roundTrip(withConstants([float(Number.NaN)])).consts as unknown as [{ value: number }];
	expect(nan.value).toBeNaN();
});

test("a constant that two places share is one object, equal ones that nobody shares are two", () => {
	const shared = str("shared");
	const inner = { ...compiled("pass"), consts: [shared] };
	const code = roundTrip(withConstants([{ type: "tuple", items: [shared, str("shared")] }, shared, { type: "code", code: inner }]));
	const [tuple, again, nested] = code.consts as [{ items: CodeConstant[] }, CodeConstant, { code: Code }];
	expect(tuple.items[0]).toBe(again);
	expect(nested.code.consts[0]).toBe(again);
	expect(tuple.items[1]).not.toBe(again);
});

test("bytes that are no module are refused", () => {
	const bytes = encodeCode(compiled("def f(): return 1"));
	expect(() => decodeCode(bytes.subarray(0, bytes.length - 60))).toThrow();
	const text = (json: string): Uint8Array => Uint8Array.of(json.length, 0, 0, 0, ...new TextEncoder().encode(json));
	expect(() => decodeCode(text("[0,[],[[99],[11]]]"))).toThrow("unknown kind 99");
	expect(() => decodeCode(text("[0,[],[[0]]]"))).toThrow("its code");
	expect(() => loadCode(text("[0,[],[[99],[11]]]"))).toThrow("unknown kind 99");
});

test("an archive gives each entry alone", () => {
	const entries = new Map([
		["b", Uint8Array.of(1, 2)],
		["a.é", new Uint8Array(0)],
		["b/", new Uint8Array(300).fill(7)],
	]);
	const archive = archiveInMemory(packArchive(entries));
	for (const [name, bytes] of entries) expect(archive.read(name)).toEqual(bytes);
	expect([archive.has("b"), archive.has("a"), archive.read("c")]).toEqual([true, false, null]);
	expect(() => archiveInMemory(new Uint8Array(40))).toThrow("not a decref archive");
});
