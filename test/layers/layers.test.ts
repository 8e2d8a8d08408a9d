// Who may import whom: the table of folders in ARCHITECTURE.md, enforced. An import across folders that the table
// does not allow fails here, and so does a folder that the table does not know.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const source = resolve(import.meta.dirname, "../../src");

const mayImport: Record<string, readonly string[]> = {
	heap: [],
	syntax: [],
	compile: ["syntax"],
	objects: ["heap", "compile"],
	vm: ["objects", "heap", "compile"],
	jit: ["vm", "objects", "heap", "compile"],
	modules: ["objects", "vm", "heap", "compile"],
	ledger: ["heap", "objects", "compile", "vm"],
	runtime: ["heap", "syntax", "compile", "objects", "vm", "jit", "modules", "ledger"],
	notebook: ["runtime", "ledger", "objects", "heap", "syntax", "compile"],
	view: ["ledger"],
	cli: ["runtime", "ledger", "notebook", "view"],
	web: ["runtime", "ledger", "notebook"],
	kernel: ["runtime", "ledger", "notebook"],
};

/** Folders whose imports from another folder must be types only. */
const typesOnly: Record<string, readonly string[]> = { objects: ["compile"] };

interface Import {
	readonly from: string;
	readonly to: string;
	readonly typeOnly: boolean;
}

function filesBelow(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name));
}

function importsOf(file: string): Import[] {
	const statements = readFileSync(file, "utf8").matchAll(/^(import|export)\s+(type\s+)?(?:[^"';]*?\s+from\s+)?"(\.[^"]+)"/gms);
	return [...statements].map((m) => ({
		from: relative(source, file),
		to: relative(source, resolve(dirname(file), m[3]!)),
		typeOnly: m[2] !== undefined,
	}));
}

const folderOf = (path: string): string => path.split("/")[0]!;
const all = filesBelow(source).flatMap(importsOf);

test("every folder is in the table", () => {
	const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory());
	expect(folders.map((entry) => entry.name).filter((name) => !(name in mayImport))).toEqual([]);
});

test("imports across folders are those that the table allows", () => {
	const wrong = all.filter(({ from, to, typeOnly }) => {
		const [importer, imported] = [folderOf(from), folderOf(to)];
		if (importer === imported) return false;
		if (!mayImport[importer]!.includes(imported)) return true;
		return !typeOnly && (typesOnly[importer]?.includes(imported) ?? false);
	});
	expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
});

test("heap, syntax, compile, objects, vm, modules and runtime need neither Node nor a browser", () => {
	const portable = filesBelow(source).filter((file) => !["cli", "kernel", "view", "web"].includes(folderOf(relative(source, file))));
	const wrong = portable.filter((file) =>
		/from "node:|\bprocess\.(?:env|argv|std|exit)|\bdocument\.(?:body|createElement|querySelector)/.test(
			readFileSync(file, "utf8").replace(/\/\/.*$/gm, ""),
		),
	);
	expect(wrong.map((file) => relative(source, file))).toEqual([]);
});
