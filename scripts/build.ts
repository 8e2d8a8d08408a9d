// `npm run build`: makes dist/ new. The command (cli.js, which loads command.js), the library for programs (index.mjs, node.mjs
// and their types), the standard library and the notebook's Python code compiled to bytecode, and V8's compiled code of the
// command.
//
// The build is made beside the old one and takes its place at the end; `dist/built` marks it complete. Read `buildAll` first.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { buildNotebook } from "./build-notebook.ts";
import { buildStdlib } from "./build-stdlib.ts";
import { buildUnicode } from "./build-unicode.ts";
import { buildWeb } from "./build-web.ts";
import { ownHeaders } from "./ownHeaders.ts";

const root = join(import.meta.dirname, "..");
const target = join(root, "dist");
const fresh = join(root, `dist.${process.pid}.tmp`);

/** Python calls itself deeply: for a thousand nested calls of natives, and well within the 8 MB that a process usually has. */
const STACK = "--stack-size=5500";

/** Room for young JavaScript objects: without, the start alone fills it four times. */
const YOUNG = "--min-semi-space-size=16";

/** Room for the old ones: what V8 allows by itself, 2 to 4 GB, a million of larger objects does not fit into. The command heeds what the machine has. */
const OLD = "--max-old-space-size=8192";

const begun = new Date();

const shared: BuildOptions = {
	bundle: true,
	target: "node20",
	minifySyntax: true,
	logLevel: "warning",
	absWorkingDir: root,
	plugins: [ownHeaders(root)],
};

async function buildAll(): Promise<void> {
	rmSync(fresh, { recursive: true, force: true });
	mkdirSync(fresh, { recursive: true });
	const id = await buildCommand();
	await buildLibrary();
	await buildStdlib(fresh, target);
	await buildUnicode(fresh, target);
	buildNotebook(fresh);
	await buildWeb(fresh, shared);
	buildTypes();
	await warm(id);
	writeFileSync(join(fresh, "built"), "");
	// What changed while the build ran is newer than it.
	utimesSync(join(fresh, "built"), begun, begun);
	takePlace();
}

/** The old build steps aside first, so that there is hardly a moment without one. */
function takePlace(): void {
	const old = `${fresh}.old.tmp`;
	if (existsSync(target)) renameSync(target, old);
	renameSync(fresh, target);
	rmSync(old, { recursive: true, force: true });
}

/** The script, which is one function of its surroundings, and what is started. Returns what names the script's content. */
async function buildCommand(): Promise<string> {
	await build({
		...shared,
		entryPoints: { command: "src/cli/bin.ts" },
		outdir: fresh,
		format: "cjs",
		platform: "node",
		minifyWhitespace: true,
		// codeCache.ts reads it as ASCII.
		charset: "ascii",
		define: { "import.meta.url": "commandUrl" },
		banner: { js: "(function (require, commandUrl) {" },
		footer: { js: "})" },
	});
	const id = createHash("sha256")
		.update(readFileSync(join(fresh, "command.js")))
		.digest("hex")
		.slice(0, 16);
	await build({
		...shared,
		entryPoints: { cli: "src/cli/launch.ts" },
		outdir: fresh,
		// FAST: Node starts a CommonJS script several milliseconds sooner than a module.
		format: "cjs",
		platform: "node",
		define: { BUILD_ID: JSON.stringify(id), "import.meta.url": "launchUrl" },
		banner: {
			js: `#!/usr/bin/env -S node ${STACK} ${YOUNG} ${OLD}\nconst launchUrl = require("node:url").pathToFileURL(__filename).href;`,
		},
	});
	writeFileSync(join(fresh, "package.json"), `{ "type": "commonjs" }\n`);
	chmodSync(join(fresh, "cli.js"), 0o755);
	return id;
}

/** For programs: the two entry points share one runtime. */
async function buildLibrary(): Promise<void> {
	await build({
		...shared,
		entryPoints: { index: "src/runtime/index.ts", node: "src/cli/node.ts" },
		outdir: fresh,
		format: "esm",
		platform: "node",
		splitting: true,
		outExtension: { ".js": ".mjs" },
		chunkNames: "runtime-[hash]",
		charset: "utf8",
	});
}

/** Declarations, with the extensions of what lies beside them. */
function buildTypes(): void {
	const out = join(fresh, "types");
	const options = ["--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--rootDir", "src", "--outDir", out];
	const tsc = join(root, "node_modules/typescript/bin/tsc");
	const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", "scripts/tsconfig.types.json", ...options], {
		cwd: root,
		encoding: "utf8",
	});
	// Errors of type are for "npm run check": they don't keep the declarations from being written.
	if (status !== 0) console.error(`The types have errors:\n${stdout.split("\n").slice(0, 5).join("\n")}`);
	if (!existsSync(out)) throw new Error("there are no declarations");
	writeFileSync(join(out, "package.json"), `{ "type": "module" }\n`);
	for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue;
		const path = join(entry.parentPath, entry.name);
		const text = readFileSync(path, "utf8").replace(/(["'])(\.\.?\/[^"']+)\.ts\1/g, "$1$2.js$1");
		writeFileSync(path, text);
	}
}

/** Makes the caches of codeCache.ts for the usual ways to start. */
async function warm(id: string): Promise<void> {
	await build({
		...shared,
		entryPoints: { warm: "scripts/warm.ts" },
		outdir: fresh,
		format: "esm",
		platform: "node",
		outExtension: { ".js": ".mjs" },
		define: { BUILD_ID: JSON.stringify(id) },
	});
	const script = join(fresh, "warm.mjs");
	for (const flags of [[], [STACK], [STACK, YOUNG, OLD]]) {
		const { status, stderr } = spawnSync(process.execPath, [...flags, script], {
			cwd: root,
			env: { ...process.env, NODE_OPTIONS: "" },
			encoding: "utf8",
		});
		if (status !== 0) console.error(`The build has no cache for "node ${flags.join(" ")}": ${stderr.split("\n").slice(-4).join("\n")}`);
	}
	rmSync(script);
}

try {
	await buildAll();
} catch (error) {
	// esbuild has said what is wrong, and where.
	if (!(error instanceof Error && "errors" in error)) console.error(error);
	process.exitCode = 1;
} finally {
	rmSync(fresh, { recursive: true, force: true });
}
