// The page in a real Chromium: what it weighs, how soon it can be used, how soon the first run is answered, how long frames take
// while 2,000 objects are moved and stepped through. `npx tsx bench/page.ts`; needs the built page and a Chromium.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { allow, ended, Site, write } from "../test/web/browser.ts";

const folder = join(import.meta.dirname, "../dist/web");
const compressed = (pattern: RegExp): number =>
	readdirSync(folder)
		.filter((name) => pattern.test(name))
		.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name)), { level: 9 }).length, 0);

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;
const milliseconds = (value: number): string => `${value.toFixed(0)} ms`;

console.log(
	`compressed: what is seen first ${kilobytes(compressed(/^(index\.html|page-.*)$/))}, the worker behind it ${kilobytes(compressed(/^worker-/))}`,
);

const site = await Site.open();
try {
	await timeFirstUse();
	await timeStop();
	await timeFrames();
} finally {
	await site.close();
}

/** With nothing cached. The first run comes a second after the page: as soon as a person can press the button. */
async function timeFirstUse(): Promise<void> {
	const times: number[] = [];
	const answers: number[] = [];
	for (let i = 0; i < 5; i++) {
		const start = performance.now();
		const { page } = await site.page();
		times.push(performance.now() - start);
		await page.waitForTimeout(1000);
		answers.push(
			await page.evaluate(async () => {
				const from = performance.now();
				document.querySelector<HTMLButtonElement>("header button.primary")!.click();
				while (document.querySelector("footer.time") === null) await new Promise((resolve) => requestAnimationFrame(resolve));
				return performance.now() - from;
			}),
		);
		await page.context().close();
	}
	console.log(`usable after ${milliseconds(median(times))} (median of 5), the first run answered after ${milliseconds(median(answers))}`);
}

/** From the press of the button until another run may begin, in the midst of a loop without end. */
async function timeStop(): Promise<void> {
	const { page } = await site.page();
	await write(page, "while True: pass\n");
	const times: number[] = [];
	for (let i = 0; i < 5; i++) {
		await page.click("header button.primary");
		await page.waitForTimeout(700);
		times.push(
			await page.evaluate(async () => {
				const from = performance.now();
				document.querySelector<HTMLButtonElement>("header button.stop")!.click();
				while (document.querySelector("header button.stop") !== null) await new Promise((resolve) => requestAnimationFrame(resolve));
				return performance.now() - from;
			}),
		);
	}
	console.log(`a loop without end is stopped after ${milliseconds(median(times))}`);
}

async function timeFrames(): Promise<void> {
	const { page } = await site.page();
	await allow(page, 600);
	await write(
		page,
		"class Node:\n    pass\nall = []\nfor i in range(2000):\n    n = Node()\n    n.i = i\n    all.append(n)\nall[0].x = 1\nall[1].x = 2\n",
	);
	await page.click("header button.primary");
	await ended(page);
	console.log(`objects in the picture: ${await page.locator(".object").count()}`);
	const box = (await page.locator(".picture").boundingBox())!;
	const frames = recordFrames(page);
	await page.mouse.move(box.x + 300, box.y + 100);
	await page.mouse.down();
	for (let i = 0; i < 120; i++) await page.mouse.move(box.x + 300 - i * 2, box.y + 100 + ((i * 7) % 90));
	await page.mouse.up();
	console.log(`moving the picture: ${told(await frames())}`);
	const stepping = recordFrames(page);
	for (let i = 0; i < 40; i++) await page.click("button[aria-label=Back]");
	console.log(`stepping: ${told(await stepping())}`);
}

/** Begins to note when frames come; the function ends it, and gives the times between them. */
function recordFrames(page: Page): () => Promise<number[]> {
	// As text: functions that tsx has compiled call helpers which a page does not have.
	const begun = page.evaluate(`noted = []; noting = true; (function note(time) {
		if (time !== undefined) noted.push(time);
		if (noting) requestAnimationFrame(note);
	})()`);
	return async () => {
		await begun;
		const times = (await page.evaluate("noting = false, noted")) as number[];
		return times.slice(1).map((time, i) => time - times[i]!);
	};
}

function told(frames: readonly number[]): string {
	const sorted = [...frames].sort((a, b) => a - b);
	const at = (part: number): string => milliseconds(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN);
	return `frames ${at(0.5)} (median), ${at(0.95)} (95 %), ${at(1)} (longest) of ${frames.length}`;
}

function median(values: readonly number[]): number {
	return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
