// Builds the page into dist/web/: index.html with one script and one style sheet, the worker that runs programs, the library a
// file for each module, the lessons. Any static host serves it under any path. Read `buildWeb` first.

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { deflateSync, inflateSync } from "fflate";
import { archiveInMemory } from "../src/runtime/archive.ts";
import { importsOf, type LibraryIndex } from "../src/web/imports.ts";

const root = join(import.meta.dirname, "..");
const source = join(root, "src/web");

/** Writes `web/` into the folder of a build whose archives are there already. */
export async function buildWeb(folder: string, shared: BuildOptions): Promise<void> {
	const out = join(folder, "web");
	mkdirSync(join(out, "lib"), { recursive: true });
	for (const name of ["unicode.bin", "notebook.bin", "LICENSE-python.txt"]) copyFileSync(join(folder, name), join(out, name));
	writeLibrary(folder, join(out, "lib"));
	const lessons = copyLessons(join(out, "lessons"));
	const options: BuildOptions = {
		...shared,
		target: ["chrome109", "firefox115", "safari16.4"],
		minify: true,
		platform: "browser",
		charset: "utf8",
		outdir: out,
	};
	await build({ ...options, entryPoints: { worker: "src/web/worker.ts" }, format: "iife" });
	const worker = hashed(out, "worker.js");
	await build({
		...options,
		entryPoints: { page: "src/web/page.tsx", "decref-view": "src/web/embed.ts" },
		format: "iife",
		jsx: "automatic",
		jsxImportSource: "preact",
		define: { WORKER_FILE: JSON.stringify(worker), LESSONS: JSON.stringify(lessons) },
	});
	const page = hashed(out, "page.js");
	const style = hashed(out, "page.css");
	const html = readFileSync(join(source, "index.html"), "utf8")
		.replace("page.js", page)
		.replace("page.css", style)
		.replace("worker.js", worker);
	writeFileSync(join(out, "index.html"), html);
	await build({
		...options,
		entryPoints: { "service-worker": "src/web/serviceWorker.ts" },
		format: "iife",
		define: {
			VERSION: JSON.stringify(createHash("sha256").update(html).digest("hex").slice(0, 12)),
			FILES: JSON.stringify([
				"./",
				page,
				style,
				worker,
				"unicode.bin",
				"notebook.bin",
				"lib/index.json",
				...lessons.map(({ file }) => file),
			]),
		},
	});
}

/** Gives a file a name that changes with its content, so that a browser may keep it. */
function hashed(folder: string, name: string): string {
	const path = join(folder, name);
	const hash = createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 10);
	const extension = extname(name);
	const result = `${basename(name, extension)}-${hash}${extension}`;
	renameSync(path, join(folder, result));
	return result;
}

/** Of each module its code and its text, deflated, and a list of them with what each imports at once. */
function writeLibrary(folder: string, out: string): void {
	const code = archiveInMemory(readFileSync(join(folder, "stdlib.bin")));
	const text = archiveInMemory(readFileSync(join(folder, "stdlib-source.bin")));
	const entries = [...code.names()];
	const names = new Set(entries.map(nameOf));
	const index: LibraryIndex = {};
	for (const entry of entries) {
		const name = nameOf(entry);
		const source = text.read(entry);
		writeFileSync(join(out, `${name}.bin`), deflateSync(code.read(entry)!));
		if (source !== null) writeFileSync(join(out, `${name}.txt`), source);
		const isPackage = entry.endsWith("/");
		const imports = source === null ? [] : importsOf(new TextDecoder().decode(inflateSync(source)), isPackage ? name : parentOf(name));
		index[name] = [isPackage ? 1 : 0, ...imports.filter((each) => each !== name && names.has(each))];
	}
	writeFileSync(join(out, "index.json"), JSON.stringify(index));
}

function nameOf(entry: string): string {
	return entry.endsWith("/") ? entry.slice(0, -1) : entry;
}

function parentOf(name: string): string {
	return name.includes(".") ? name.slice(0, name.lastIndexOf(".")) : "";
}

interface Lesson {
	readonly file: string;
	readonly title: string;
	readonly about: string;
}

function copyLessons(out: string): Lesson[] {
	const folder = join(root, "lessons");
	mkdirSync(out, { recursive: true });
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => name.endsWith(".ipynb"))
		.sort()
		.map((name) => {
			copyFileSync(join(folder, name), join(out, name));
			const { title, about } = JSON.parse(readFileSync(join(folder, name), "utf8")).metadata.decref;
			return { file: `lessons/${name}`, title, about };
		});
}
