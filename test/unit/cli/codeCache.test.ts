// The command starts with V8's compiled code of an earlier run, and without where there is none that fits.

import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadCommand, runCommand } from "../../../src/cli/codeCache.ts";

let folder: string;
let url: string;

/** What the script leaves behind. */
const seen = globalThis as unknown as { commandSaw?: unknown };

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "decref-cache-"));
	url = pathToFileURL(join(folder, "cli.js")).href;
	writeCommand('commandSaw = [typeof require("node:fs").readFileSync, url]');
});

afterEach(() => {
	rmSync(folder, { recursive: true });
	delete seen.commandSaw;
});

function writeCommand(body: string): void {
	writeFileSync(join(folder, "command.js"), `(function (require, url) { ${body} })`);
}

const caches = (): string[] => readdirSync(join(folder, "cache"));

test("the first run makes a cache, the second uses it", () => {
	runCommand(url, "build1");
	expect(seen.commandSaw).toEqual(["function", url]);
	expect(caches()).toHaveLength(1);
	expect(loadCommand(url, "build1").fresh).toBe(false);
});

test("another build has another cache", () => {
	runCommand(url, "build1");
	writeCommand("commandSaw = 2");
	runCommand(url, "build2");
	expect(seen.commandSaw).toBe(2);
	expect(caches()).toHaveLength(2);
});

test("what is no cache is not used and gets replaced", () => {
	runCommand(url, "build1");
	writeFileSync(join(folder, "cache", caches()[0]!), "not V8's");
	runCommand(url, "build1");
	expect(seen.commandSaw).toEqual(["function", url]);
	expect(loadCommand(url, "build1").fresh).toBe(false);
});

test("a folder that can't be written to is no error", () => {
	writeFileSync(join(folder, "cache"), "a file, not a folder");
	runCommand(url, "build1");
	expect(seen.commandSaw).toEqual(["function", url]);
});

test("there are never more than a few caches", () => {
	mkdirSync(join(folder, "cache"));
	for (let i = 0; i < 8; i++) writeFileSync(join(folder, "cache", `old${i}`), "");
	runCommand(url, "build1");
	expect(caches()).toHaveLength(8);
});
