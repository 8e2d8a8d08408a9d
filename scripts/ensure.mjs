// Makes a fresh clone ready: installs the dependencies when they are missing or older than the lock file, and builds
// when a source is newer than the build. Plain JavaScript without imports from npm, since it runs before the install.
// Options: --install (no build), --build (build in any case).

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** What the build is made of besides src/. */
const BUILD_FILES = [
	"build.ts",
	"build-stdlib.ts",
	"build-unicode.ts",
	"build-web.ts",
	"unicodeAliases.txt",
	"oracle/pyodide.ts",
	"developmentLibrary.ts",
	"warm.ts",
	"tsconfig.types.json",
].map((name) => `scripts/${name}`);
const options = new Set(process.argv.slice(2));

function modified(path) {
	return existsSync(path) ? statSync(path).mtimeMs : 0;
}

function newestBelow(path) {
	if (!existsSync(path)) return 0;
	const stat = statSync(path);
	if (!stat.isDirectory()) return stat.mtimeMs;
	return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestBelow(join(path, name))));
}

function run(command, args) {
	// What npm and the build have to say is of no interest unless they fail; standard output belongs to the program.
	const { status, error } = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2] });
	if (error !== undefined) console.error(`${command}: ${error.message}`);
	if (status !== 0) process.exit(1);
}

const installed = modified(join(root, "node_modules/.package-lock.json"));
if (installed === 0 || installed < modified(join(root, "package-lock.json"))) {
	console.error("Installing dependencies (once) …");
	// Not `npm ci`: it refuses a lock file without the optional packages of platforms that a registry does not carry.
	run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"]);
}
if (!options.has("--install")) {
	const built = modified(join(root, "dist/built"));
	const sources = Math.max(...["src", "lessons", ...BUILD_FILES, "package-lock.json"].map((name) => newestBelow(join(root, name))));
	if (options.has("--build") || built < sources) {
		console.error("Building …");
		run(process.execPath, [join(root, "node_modules/tsx/dist/cli.mjs"), join(root, "scripts/build.ts")]);
	}
}
