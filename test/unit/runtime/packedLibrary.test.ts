// The packed standard library finds modules and packages, and reads a text only when it is asked for.

import { deflateSync, inflateSync } from "fflate";
import { expect, test } from "vitest";
import { compile } from "../../../src/compile/index.ts";
import { type Archive, archiveInMemory, packArchive } from "../../../src/runtime/archive.ts";
import { encodeCode } from "../../../src/runtime/codeArchiveWriter.ts";
import { packageEntry, packedLibrary } from "../../../src/runtime/packedLibrary.ts";
import { parse } from "../../../src/syntax/parser.ts";

const sources = new Map([
	["bisect", "x = 'é'\n"],
	[packageEntry("json"), "y = 2\n"],
	["json.decoder", "z = 3\n"],
]);

function library(opened: string[], withSources = true): ReturnType<typeof packedLibrary> {
	const archive = (name: string, pack: (text: string) => Uint8Array): Archive => {
		opened.push(name);
		return archiveInMemory(packArchive(new Map([...sources].map(([entry, text]) => [entry, pack(text)]))));
	};
	return packedLibrary({
		code: () => archive("code", (text) => encodeCode(compile(parse(text, "<lib>", "exec"), "<lib>"))),
		source: () => (withSources ? archive("source", (text) => deflateSync(new TextEncoder().encode(text))) : null),
		inflate: inflateSync,
	});
}

test("modules, packages, modules in packages", () => {
	const find = library([]);
	expect(["bisect", "json", "json.decoder"].map((name) => find(name)?.isPackage)).toEqual([false, true, false]);
	expect([find("json/"), find("decoder"), find("")]).toEqual([null, null, null]);
	expect(find("json.decoder")!.code().code.names).toEqual(["z"]);
});

test("archives are opened when they are needed, that of the code once", () => {
	const opened: string[] = [];
	const find = library(opened);
	expect(opened).toEqual([]);
	find("bisect")!.code();
	find("json");
	expect(opened).toEqual(["code"]);
	expect(find("bisect")!.source()).toBe("x = 'é'\n");
	expect(opened).toEqual(["code", "source"]);
});

test("without texts there is still the code", () => {
	const module = library([], false)("bisect")!;
	expect(module.source()).toBeNull();
	expect(module.code().code.names).toEqual(["x"]);
});
