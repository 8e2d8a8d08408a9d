// What decref says of holders and deaths, as texts that a person has read: test/golden/ledger. A program prints its own
// questions, or has them in a comment `# why: name name:LINE …`, each put by a run of `decref why`. `UPDATE=1` renews the texts.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decref } from "./support/command.ts";

const folder = join(import.meta.dirname, "golden/ledger");
const programs = readdirSync(folder).filter((name) => name.endsWith(".py"));

async function answers(program: string): Promise<string> {
	const questions = /^# why: (.*)$/m.exec(readFileSync(join(folder, program), "utf8"))?.[1]?.split(" ");
	if (questions === undefined) {
		const { stdout, stderr } = await decref([program], { cwd: folder });
		return stdout + stderr;
	}
	const parts: string[] = [];
	for (const question of questions) {
		const [expression, line] = question.split(":");
		const { stdout, stderr, exitCode } = await decref(["why", line === undefined ? program : `${program}:${line}`, expression!], {
			cwd: folder,
		});
		parts.push(`$ decref why ${question}\n${stdout}${stderr}exit code ${exitCode}\n`);
	}
	return parts.join("\n");
}

test.each(programs)("%s", async (program) => {
	const golden = join(folder, program.replace(/\.py$/, ".txt"));
	const text = await answers(program);
	if (process.env["UPDATE"] === "1") writeFileSync(golden, text);
	expect(text).toBe(readFileSync(golden, "utf8"));
});
