// `npm run build`: bundles the command and the library into dist/, with the standard library compiled to bytecode.
//
// The build is made beside the old one and takes its place at the end; `dist/built` marks it complete.

import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { buildStdlib } from "./build-stdlib.ts";

const root = join(import.meta.dirname, "..");
const target = join(root, "dist");
const fresh = join(root, "dist.tmp");

rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh, { recursive: true });
const shared = { bundle: true, format: "esm", target: "node20", minifySyntax: true, keepNames: false, logLevel: "warning", absWorkingDir: root } as const;
await build({
	...shared,
	entryPoints: { cli: "src/cli/bin.ts" },
	platform: "node",
	outdir: fresh,
	banner: { js: "#!/usr/bin/env node" },
});
await build({ ...shared, entryPoints: { index: "src/runtime/index.ts" }, platform: "neutral", outdir: fresh });
chmodSync(join(fresh, "cli.js"), 0o755);
await buildStdlib(fresh);
writeFileSync(join(fresh, "built"), "");
rmSync(target, { recursive: true, force: true });
renameSync(fresh, target);
