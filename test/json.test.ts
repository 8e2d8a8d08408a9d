// What `--json` prints is what docs/schema.json says, field by field, and docs/json.md is made from the schema
// (`UPDATE=1 npm test json`). And every `--html` is one file that needs no other.

import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decref } from "./support/command.ts";
import { faults, named, type Schema } from "./support/schema.ts";

const docs = join(import.meta.dirname, "../docs");
const schema = JSON.parse(readFileSync(join(docs, "schema.json"), "utf8")) as Schema;
const questions = join(import.meta.dirname, "golden/questions");
const example = join(import.meta.dirname, "../examples/counts.py");

/** The JSON that a command prints: one value, or one per line. */
async function json(args: readonly string[]): Promise<unknown[]> {
	const { stdout, exitCode } = await decref(args, { cwd: questions });
	expect(exitCode).toBeLessThan(2);
	return args[0] === "trace"
		? stdout
				.trimEnd()
				.split("\n")
				.map((line) => JSON.parse(line) as unknown)
		: [JSON.parse(stdout)];
}

const programs = readdirSync(questions).filter((name) => name.endsWith(".py"));
const why = programs.flatMap((program) => {
	const match = /^# why: (\S+?)(?::(\d+))?$/m.exec(readFileSync(join(questions, program), "utf8"));
	return match === null ? [] : [["why", "--json", match[2] === undefined ? program : `${program}:${match[2]}`, match[1]!]];
});

describe("--json is what the schema says", () => {
	test.concurrent.each([
		...why.slice(0, 8),
		["why", "--json", example, "tea"],
		["leaks", "--json", "02-traceback.py"],
		["leaks", "--json", "--all", "15-cycle.py"],
		["snapshot", "--json", "--all", "06-observer.py"],
		["dis", "--json", "07-del-order.py"],
		["dis", "--json", "--run", "07-del-order.py"],
		["trace", "--json", "--all", "14-getrefcount.py"],
		["trace", "--json", "--instructions", "07-del-order.py"],
	])("%s %s %s %s", async (...args) => {
		for (const value of await json(args)) {
			expect(faults(value, schema, schema)).toEqual([]);
			expect(faults(value, named(`#/$defs/${args[0]}`, schema), schema)).toEqual([]);
		}
	});

	test("and the check finds what is not", () => {
		expect(faults({ command: "leaks", where: 3, objects: 1.5, more: 1 }, named("#/$defs/leaks", schema), schema)).toEqual([
			"it has no groups",
			"it.where is no string",
			"it.objects is no integer",
			"it.more is not in the schema",
		]);
	});
});

test.concurrent.each(why)("%s %s %s %s: the references add up to the count", async (...args) => {
	const [answer] = (await json(args)) as [{ alive: boolean; count: number; holders: { reference: string }[] }];
	expect(answer.alive).toBe(true);
	expect(answer.holders.filter(({ reference }) => reference === "owned").length).toBe(answer.count);
});

describe("--html is one file", () => {
	const folder = mkdtempSync(join(tmpdir(), "decref-html-"));
	test.concurrent.each([
		["why", "06-observer.py", "view"],
		["leaks", "02-traceback.py"],
		["snapshot", "06-observer.py"],
		["dis", "07-del-order.py"],
		["trace", "14-getrefcount.py"],
	])("%s %s", async (command, program, ...rest) => {
		const path = join(folder, `${command}.html`);
		const { stdout, stderr, exitCode } = await decref([command, "--html", path, program, ...rest], { cwd: questions });
		expect(exitCode).toBeLessThan(2);
		expect(`${stdout}${stderr}`).toContain(`written to ${path}`);
		const text = readFileSync(path, "utf8");
		expect(text).toMatch(/^<!doctype html>\n<html lang="en">[\s\S]*<\/html>\n$/);
		// The only addresses are names of XML's languages.
		expect(text.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|<link|<img|@import|url\((?!#)/);
	});
});

function typeText(of: Schema): string {
	if (of.$ref !== undefined) return `[${of.$ref.slice(8)}](#${of.$ref.slice(8).toLowerCase()})`;
	if ("const" in of) return `\`${JSON.stringify(of.const)}\``;
	if (of.enum !== undefined) return of.enum.map((value) => `\`${JSON.stringify(value)}\``).join(", ");
	if (of.anyOf !== undefined) return of.anyOf.map(typeText).join(" or ");
	if (of.type === "array") return `list of ${typeText(of.items!)}`;
	return of.properties === undefined ? [of.type].flat().join(" or ") : "object";
}

function rows(of: Schema, before = ""): string[] {
	const inner = [of, of.items, ...(of.anyOf ?? [])].find((each) => each?.properties !== undefined);
	return Object.entries(inner?.properties ?? {}).flatMap(([name, field]) => {
		const isList = field.type === "array" && field.items?.properties !== undefined;
		return [
			`| \`${before}${name}\` | ${typeText(field)} | ${field.description ?? ""} |`,
			...rows(field, `${before}${name}${isList ? "[]" : ""}.`),
		];
	});
}

test("docs/json.md says what the schema says", () => {
	const sections = Object.entries(schema.$defs!).map(([name, of]) => {
		const fields = rows(of);
		const table = fields.length === 0 ? typeText(of) : `| field | type | meaning |\n| --- | --- | --- |\n${fields.join("\n")}`;
		return `## ${name}\n\n${of.description}\n\n${table}\n`;
	});
	const intro = `# JSON\n\nEach of the commands \`why\`, \`leaks\`, \`snapshot\`, \`dis\` and \`trace\` prints JSON with \`--json\`: one value, \`trace\` one per step
and line. \`command\` tells which it is. The same as a JSON schema is in [schema.json](schema.json), from which this page is made.\n`;
	const text = [intro, ...sections].join("\n");
	const path = join(docs, "json.md");
	if (process.env["UPDATE"] === "1") writeFileSync(path, text);
	expect(readFileSync(path, "utf8")).toBe(text);
});
