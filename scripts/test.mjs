// `npm test [filter …]`: type check, then the tests whose file names contain a filter; without a filter also lint and
// format. Stops at the first part that fails.

import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const filters = process.argv.slice(2);

function step(name, args) {
	const { status } = spawnSync(join(root, "node_modules/.bin", name), args, { cwd: root, stdio: "inherit" });
	if (status !== 0) process.exit(status ?? 1);
}

// What runs in a browser is checked apart: it has no Node, and the rest no page.
for (const project of [".", "src/web", "test/web"]) step("tsc", ["-p", project]);
if (filters.length === 0) step("biome", ["check", "--error-on-warnings", "."]);
step("vitest", ["run", ...filters]);
