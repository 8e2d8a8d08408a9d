// Every notebook under test/notebooks, run by the built command: the outputs of each cell are those of real IPython on the
// oracle, as stored (tracebacks by type and message). The audit at the end is the command's own: exit code 1 if it fails.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type ExpectedNotebook, hashOf, notebooks, pathOf, readExpected } from "./support/expected.ts";
import { runNotebook } from "./support/notebook.ts";

const folder = mkdtempSync(join(tmpdir(), "decref-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe.concurrent.each(notebooks())("%s", (notebook) => {
	test("shows what IPython shows", async () => {
		const expected = readExpected<ExpectedNotebook>(notebook);
		expect(expected, "no stored result; run: npm run oracle").not.toBeNull();
		expect(hashOf(notebook), "the notebook changed; run: npm run oracle").toBe(expected!.program);
		const run = await runNotebook(pathOf(notebook), join(folder, `${notebook.replaceAll("/", "-")}.ipynb`));
		expect(run.stderr).toBe("");
		expect(run.stdout).toContain("every count is explained");
		expect(run.cells).toEqual(expected!.cells);
	});
});
