// The page in a real Chromium: running, stepping, asking, notebooks, lessons, files and links, bad input, keys, screen readers.
// Skipped where there is no Chromium; never in CI.

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allow, chromiumPath, ended, goTo, objects, run, Site, write } from "./browser.ts";

const axeSource = readFileSync(join(import.meta.dirname, "../../node_modules/axe-core/axe.min.js"), "utf8");

describe.skipIf(chromiumPath() === null)("the page (needs Chromium)", () => {
	let site: Site;
	beforeAll(async () => void (site = await Site.open()));
	afterAll(() => site.close());

	test("runs a program, steps back and forth through it", async () => {
		const { page, errors } = await site.page();
		await write(page, "class A: pass\na = A()\nb = a\ndel a\nprint('x', 1)\ndel b\n");
		await run(page);
		expect(await page.textContent(".notice")).toBe("The program has ended.");
		expect(await page.textContent(".outputs")).toBe("x 1\n");
		expect(await page.textContent(".bar output")).toBe("step 7 of 8, line 6");
		await goTo(page, 4);
		expect(await objects(page)).toEqual({ "A#1": 2 });
		expect(await page.textContent(".told")).toContain("Global b now holds A#1 as well: its count goes from 1 to 2.");
		expect(await page.locator(".cm-done").textContent()).toBe("b = a");
		expect(await page.locator(".outputs").count()).toBe(0);
		await page.keyboard.press("Escape");
		await page.locator("body").press("ArrowLeft");
		expect(await objects(page)).toEqual({ "A#1": 1 });
		await goTo(page, 7);
		expect(await objects(page)).toEqual({});
		expect(await page.locator(".ghost.dying").textContent()).toContain("global b was deleted");
		expect(errors).toEqual([]);
	});

	test("a second run shows its own output, and a notebook of many cells opens at once", async () => {
		const { page } = await site.page();
		for (const text of ["one", "two"]) {
			await write(page, `print("${text}")\n`);
			await run(page);
			expect(await page.textContent(".outputs")).toBe(`${text}\n`);
		}
		const cells = Array.from({ length: 300 }, (_, i) => ({
			cell_type: "code",
			id: `c${i}`,
			metadata: {},
			source: `x${i} = [${i}]`,
			outputs: [],
			execution_count: null,
		}));
		const path = join(mkdtempSync(join(tmpdir(), "decref-")), "many.ipynb");
		writeFileSync(path, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }));
		await page.setInputFiles("input[type=file]", path);
		await page.waitForFunction(() => document.querySelectorAll(".cell.code").length === 300);
		expect(await page.locator(".cm-content").count()).toBeLessThan(100);
		await page.locator(".cell.code").last().scrollIntoViewIfNeeded();
		await page.locator(".cell.code").last().locator(".cm-content").click();
		await page.keyboard.press("Control+Enter");
		await ended(page);
		expect(await objects(page)).toEqual({ "list#1": 1 });
	});

	test("forwards and backwards come to the same pictures", async () => {
		const { page } = await site.page();
		await run(page);
		const last = Number(await page.getAttribute("input[type=range]", "max"));
		const forwards: string[] = [];
		for (let step = 1; step <= last + 1; step++) {
			await goTo(page, step);
			forwards.push(await page.locator(".plane").innerHTML());
		}
		for (let step = last + 1; step >= 1; step--) {
			await goTo(page, step);
			expect(await page.locator(".plane").innerHTML(), `step ${step}`).toBe(forwards[step - 1]);
		}
	});

	test("an object keeps its place as long as it lives", async () => {
		const { page } = await site.page();
		await write(page, "all = []\nfor i in range(12):\n    all.append([i])\n    if i % 3 == 2:\n        del all[0]\n");
		await run(page);
		const seen = new Map<string, string>();
		const last = Number(await page.getAttribute("input[type=range]", "max"));
		for (let step = 1; step <= last; step++) {
			await goTo(page, step);
			const places = await page.$$eval(".object", (boxes) =>
				boxes.map((box) => [(box as HTMLElement).dataset["name"]!, (box as HTMLElement).style.transform]),
			);
			expect(new Set(places.map(([, place]) => place)).size, "two objects at one place").toBe(places.length);
			for (const [name, place] of places) {
				expect(place, name).toBe(seen.get(name!) ?? place);
				seen.set(name!, place!);
			}
		}
		expect(seen.size).toBe(13);
	});

	test("the plus one of getrefcount is a box on the evaluation stack, and a borrowed reference is none", async () => {
		const { page } = await site.page();
		await page.click("text=Instruction by instruction");
		await write(
			page,
			"import sys\ndef count(x):\n    return sys.getrefcount(x)\ndef call():\n    y = []\n    count(y)\nz = []\nsys.getrefcount(z)\ncall()\n",
		);
		await run(page);
		const stackAt = async (where: RegExp): Promise<string[]> => {
			const last = Number(await page.getAttribute("input[type=range]", "max"));
			for (let step = 1; step <= last; step++) {
				await goTo(page, step);
				if (where.test((await page.textContent(".bar output")) ?? "")) break;
			}
			return page.$$eval(".frame.running h4 ~ .row", (rows) => rows.map((row) => row.className));
		};
		expect(await stackAt(/line 8, LOAD_NAME z/)).toEqual(["row owned", "row owned"]);
		expect(await objects(page)).toEqual({ "list#1": 2 });
		expect(await stackAt(/line 3, in count, LOAD_FAST_BORROW x/)).toEqual(["row owned", "row borrowed"]);
		expect(await objects(page)).toMatchObject({ "list#2": 1 });
		expect(await page.locator(".plane path.borrowed").count()).toBeGreaterThan(0);
		expect(await page.locator(".cm-part").textContent()).toBe("x");
		await goTo(page, 1);
		await page.getByLabel("by line").check();
		const lines: (string | undefined)[] = [];
		await page.click("button[aria-label=Forward]");
		for (let i = 0; i < 4; i++) {
			lines.push(/line (\d+)/.exec((await page.textContent(".bar output"))!)?.[1]);
			await page.click("button[aria-label=Forward]");
		}
		expect(lines).toEqual(["1", "2", "4", "7"]);
	});

	test("asks who holds an object, the way to it, its history and its death", async () => {
		const { page } = await site.page();
		await write(page, "class A: pass\na = A()\na.child = [A()]\nb = [a]\ndel a, b\n");
		await run(page);
		await goTo(page, 5);
		await page.click('.object[data-name="A#2"] .head');
		const ask = page.locator(".ask");
		expect(await ask.locator(".holders li").allTextContents()).toEqual(["element 0 of list#1"]);
		expect(await ask.locator(".way").textContent()).toMatch(/^a\s+A#1\s+child\s+list#1\s+0\s+A#2\s*$/);
		await ask.locator(".holders button.link").click();
		expect(await ask.getAttribute("aria-label")).toBe("Ask: list#1");
		await page.click('.object[data-name="A#1"] .head');
		expect(await ask.locator(".sum").textContent()).toContain("2 references = 1 + 1");
		await ask.getByText(/died in step/).click();
		expect(await ask.locator(".died").first().textContent()).toMatch(/A#1 died at line 5/);
		expect(await ask.locator(".history li").count()).toBeGreaterThanOrEqual(3);
	});

	test("boxes fold and unfold; an arrow tells what it is", async () => {
		const { page } = await site.page();
		await write(page, "import weakref\nclass A: pass\na = A()\nw = weakref.ref(a)\nmany = list(range(30))\npass\n");
		await run(page);
		const many = page.locator('.object[data-name="list#1"]');
		expect(await many.locator(".row").count()).toBe(9);
		const aside = async (): Promise<string[]> =>
			page.$$eval(".object.aside", (boxes) => boxes.map((box) => (box as HTMLElement).dataset["name"]!));
		await page.getByLabel("mine only").check();
		expect(await aside()).toEqual(["weakref#1", "list#1"]);
		await page.getByLabel("mine only").uncheck();
		await page.getByLabel("Name, type or module").fill("weakref");
		expect(await aside()).toEqual(["A#1", "list#1"]);
		await page.getByLabel("Name, type or module").fill("");
		await many.getByText("… 22 more").click();
		expect(await many.locator(".row").count()).toBe(31);
		await many.getByText("show less").click();
		await many.getByLabel("list#1: What it holds").click();
		expect(await many.locator(".row").count()).toBe(0);
		await page.locator(".plane path.weak").last().dispatchEvent("click");
		expect(await page.locator(".ask .pointed").textContent()).toBe(
			"referent of weakref#1 → A#1: a weak reference. It is not counted, and it ends when the object dies.",
		);
		expect(await page.locator(".ask").textContent()).toContain(
			"A#1 lives because one thing refers to it: global a. When that goes, it dies.",
		);
	});

	test("a cycle that the collector finds is shown as found", async () => {
		const { page } = await site.page();
		await write(page, "import gc\na = []\nb = [a]\na.append(b)\ndel a, b\ngc.collect()\n");
		await run(page);
		await goTo(page, 6);
		expect(await page.locator(".ghost.found").count()).toBe(2);
		expect(await page.locator(".plane path.ended[d]:not(marker path)").count()).toBe(2);
		expect(await page.textContent(".told")).toContain("finds 2 objects that nothing reaches");
	});

	test("stops what does not end, at once, and keeps what was recorded", async () => {
		const { page } = await site.page();
		await write(page, "x = []\nwhile True:\n    x = [x]\n    if len(x) > 1: break\n    x = []\n");
		await page.click("header button.primary");
		await page.waitForSelector("footer.time");
		const milliseconds = await page.evaluate(async () => {
			const start = performance.now();
			document.querySelector<HTMLButtonElement>("header button.stop")!.click();
			while (document.querySelector("header button.stop") !== null) await new Promise((resolve) => requestAnimationFrame(resolve));
			return performance.now() - start;
		});
		expect(milliseconds).toBeLessThan(2000);
		expect(await page.textContent(".notice")).toContain("Stopped.");
		expect(Number(await page.getAttribute("input[type=range]", "max"))).toBeGreaterThan(10);
		await write(page, "print('again')\n");
		await run(page);
		expect(await page.textContent(".outputs")).toBe("again\n");
	});

	test("says so when the time, the memory, the steps or the stack are at their end", async () => {
		const { page } = await site.page();
		await allow(page, 1, 20);
		await write(page, "while True: pass\n");
		await run(page);
		expect(await page.textContent(".notice")).toContain("Time is up");
		await write(page, "x = bytes(50_000_000)\n");
		await run(page);
		expect(await page.textContent(".outputs")).toContain("MemoryError");
		await write(page, "def f(): f()\nf()\n");
		await run(page);
		expect(await page.textContent(".outputs")).toContain("RecursionError: maximum recursion depth exceeded");
		await write(page, "for i in range(10**5): print(i)\n");
		await run(page);
		expect(await page.textContent(".notice")).toMatch(/Only the first 20,000 steps|Time is up/);
	});

	test("a million objects leave the page usable", async () => {
		const { page } = await site.page();
		await allow(page, 200);
		await write(page, "a = [[] for i in range(10**5)]\nprint(len(a))\n");
		await run(page);
		expect(await page.textContent(".notice")).toContain("more than 3,000 objects");
		expect(await page.textContent(".outputs")).toContain("100000");
	});

	test("a million lines leave the page usable, and the last ones are there", async () => {
		const { page } = await site.page();
		await allow(page, 200);
		await write(page, "for i in range(300_000): print(i)\nprint('end')\n");
		await run(page);
		expect(await page.textContent(".notice")).toContain("Only the first 20,000 steps");
		expect(await page.textContent(".outputs")).toMatch(/299999\nend\n$/);
		await page.locator("button[aria-label=Back]").click();
	});

	test("marks errors of syntax in place, before and after a run", async () => {
		const { page } = await site.page();
		await write(page, "x = (1,\nprint(x\n");
		await page.waitForSelector(".cm-lintRange-error, .cm-lintPoint-error", { timeout: 10_000 });
		await run(page);
		expect(await page.textContent(".outputs")).toContain("SyntaxError: '(' was never closed");
	});

	test("reads input that was typed before, imports the library, and says what is missing", async () => {
		const { page } = await site.page();
		await page.click("text=Settings");
		await page.getByLabel("What input() reads").fill("Ada\n36");
		await page.keyboard.press("Escape");
		await write(page, "import json, collections\nname = input('name? ')\nprint(json.dumps({name: int(input())}))\ninput()\n");
		await run(page);
		const output = await page.textContent(".outputs");
		expect(output).toContain('{"Ada": 36}');
		expect(output).toContain("EOFError: EOF when reading a line");
	});

	test("keeps the text in this browser, and shares it by a link that never runs by itself", async () => {
		const { page } = await site.page();
		const program = "print('ünïcode ✓')\n";
		await write(page, program);
		await page.waitForTimeout(500);
		await page.reload();
		await page.waitForSelector(".cm-content");
		expect((await page.locator(".cm-line").allTextContents()).join("\n")).toBe(program);
		await page.click("text=Open");
		await page.click("text=Share");
		const link = page.url();
		expect(link).toContain("#p=");
		const { page: other } = await site.page({}, new URL(link).hash);
		expect((await other.locator(".cm-line").allTextContents()).join("\n")).toBe(program);
		expect(await other.locator(".outputs").count()).toBe(0);
		expect(await other.textContent(".notice")).toContain("Read it before you run it");
		const { page: third } = await site.page({}, "#p=damaged");
		expect(await third.textContent(".notice")).toContain("damaged");
	});

	test("opens and saves files, and says in one line what is wrong with one", async () => {
		const { page } = await site.page();
		const folder = mkdtempSync(join(tmpdir(), "decref-"));
		const notebook = join(folder, "two.ipynb");
		const cells = [1, 2].map((n) => ({
			cell_type: "code",
			id: `c${n}`,
			metadata: {},
			source: `x = ${n}\nx`,
			outputs: [],
			execution_count: null,
		}));
		writeFileSync(notebook, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { mine: 7 }, cells }));
		writeFileSync(join(folder, "bad.ipynb"), '{"cells": 3}');
		await page.setInputFiles("input[type=file]", join(folder, "bad.ipynb"));
		await page.waitForFunction(() => document.querySelector(".notice")?.textContent?.includes("bad.ipynb"));
		await page.setInputFiles("input[type=file]", notebook);
		await page.waitForFunction(() => document.querySelectorAll(".cell.code").length === 2);
		await run(page);
		expect(await page.locator(".cell .prompt > span").allTextContents()).toEqual(expect.arrayContaining(["In [1]", "In [2]"]));
		await page.click("text=Open");
		const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=Save")]);
		const saved = JSON.parse(readFileSync((await download.path())!, "utf8"));
		expect(saved.metadata.mine).toBe(7);
		expect(saved.cells[1].outputs[0].data["text/plain"]).toEqual(["2"]);
	});

	test("a notebook's HTML cannot do anything", async () => {
		const { page, errors } = await site.page();
		await page.click("text=Open");
		await page.click("text=New notebook");
		await write(
			page,
			"from IPython.display import HTML\nHTML('<b id=ok>bold</b><script>parent.hacked = 1</script><img src=x onerror=\"parent.hacked=1\">')\n",
		);
		await run(page);
		const frame = page.frameLocator("iframe[title=output]");
		expect(await frame.locator("#ok").textContent()).toBe("bold");
		expect(await page.evaluate(() => (globalThis as { hacked?: number }).hacked)).toBe(undefined);
		expect(errors.filter((text) => !/404|ERR_|Content Security|Blocked script/.test(text))).toEqual([]);
	});

	test("every lesson runs, and its questions compare the answer with the run", async () => {
		const { page, errors } = await site.page();
		await page.click("text=Lessons");
		const titles = await page.locator(".lesson b").allTextContents();
		expect(titles.length).toBe(11);
		await page.keyboard.press("Escape");
		await allow(page, 200);
		for (const title of titles) {
			await page.click("text=Lessons");
			await page.locator(".lesson", { hasText: title }).click();
			await page.waitForFunction((name) => document.querySelector(".markdown h1")?.textContent === name, title.replace(/^\d+\. /, ""));
			await run(page);
			expect(await page.locator(".cell.code.waiting, .cell.code.running").count(), title).toBe(0);
			expect(await page.locator(".cell.code .prompt > span").last().textContent(), title).toMatch(/In \[\d+\]/);
			expect(await page.locator(".question").count(), title).toBeGreaterThanOrEqual(2);
		}
		expect(errors).toEqual([]);
	});

	test("a right answer and a wrong one", async () => {
		const { page } = await site.page();
		await page.click("text=Lessons");
		await page.locator(".lesson").nth(1).click();
		await page.waitForSelector(".question");
		const codeCells = page.locator(".cell.code");
		const asking = await codeCells.evaluateAll((cells) => cells.map((cell) => cell.querySelector(".question") !== null));
		for (let i = 0; i <= asking.indexOf(true); i++) {
			const cell = codeCells.nth(i);
			if (asking[i]) {
				await cell.locator("textarea").fill("no");
				await cell.getByText("Run and compare").click();
			} else await cell.getByLabel("Run this cell").click();
			await ended(page);
		}
		const first = codeCells.nth(asking.indexOf(true));
		expect(await first.locator(".wrong").textContent()).toContain("Not quite");
		const right = (await first.locator(".wrong code").first().textContent())!;
		await page.click("text=Restart");
		for (let i = 0; i < asking.indexOf(true); i++) {
			await codeCells.nth(i).getByLabel("Run this cell").click();
			await ended(page);
		}
		await first.locator("textarea").fill(`  ${right} `);
		await first.getByText("Run and compare").click();
		await ended(page);
		expect(await first.locator(".right").textContent()).toContain("Right.");
	});

	test("keys alone: run, step, the tree of memory, asking", async () => {
		const { page } = await site.page();
		await page.click(".cm-content");
		await page.keyboard.press("Control+Enter");
		await page.waitForSelector("footer.time");
		await ended(page);
		await page.keyboard.press("Escape");
		await page.keyboard.press("Home");
		expect(await page.textContent(".bar output")).toMatch(/^step 1 of/);
		for (let i = 0; i < 7; i++) await page.keyboard.press("ArrowRight");
		expect(await page.textContent(".bar output")).toMatch(/^step 8 of/);
		await page.getByLabel("As a list").check();
		await page.locator("[role=treeitem]").first().focus();
		for (const key of ["ArrowDown", "ArrowDown", "ArrowRight", "ArrowDown", "ArrowUp", "Enter"]) await page.keyboard.press(key);
		expect(await page.locator("[role=treeitem]:focus").textContent()).toContain("a: Node#1");
		expect(await page.locator(".ask").getAttribute("aria-label")).toBe("Ask: Node#1");
	});

	test.each(["light", "dark"] as const)("nothing that axe finds, %s", async (colorScheme) => {
		const { page } = await site.page({ colorScheme, reducedMotion: "reduce" });
		await run(page);
		await goTo(page, 8);
		await page.click('.object[data-name="Node#1"] .head');
		await page.evaluate(axeSource);
		const found = await page.evaluate(async () => {
			const axe = (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe;
			return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
		});
		expect(found).toEqual([]);
	});

	test.each([360, 768, 1920])("fits a width of %i", async (width) => {
		const { page } = await site.page({ viewport: { width, height: 800 } });
		await run(page);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
		await page.locator("header button.primary").click({ trial: true });
		await page.locator("button[aria-label=Back]").click();
	});

	test("an embedded page shows a program of another", async () => {
		const { page, errors } = await site.page();
		await page.route("**/teaching.html", (route) =>
			route.fulfill({
				contentType: "text/html",
				body: `<!doctype html><title>teaching</title><link rel="icon" href="data:,"><script src="${new URL("decref-view.js", site.url).href}"></script><decref-view height="500">
			a = []
			print("embedded")
		</decref-view>`,
			}),
		);
		await page.goto(new URL("teaching.html", site.url).href);
		const frame = page.frameLocator("iframe");
		await frame.locator("header button.primary").click();
		await expect.poll(() => frame.locator(".outputs").textContent(), { timeout: 20_000 }).toBe("embedded\n");
		expect(errors).toEqual([]);
	});

	test("works without network once it is loaded", async () => {
		const { page } = await site.page();
		await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
		await write(page, "import json\nprint(json.dumps([1]))\n");
		await run(page);
		await page.context().setOffline(true);
		await page.reload();
		await page.waitForSelector(".cm-content");
		await run(page);
		expect(await page.textContent(".outputs")).toBe("[1]\n");
		await page.context().setOffline(false);
	});
});
