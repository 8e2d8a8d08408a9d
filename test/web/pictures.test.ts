// The page as it looks, in both themes and three widths, against pictures that were looked at and kept (`UPDATE=1` keeps new
// ones). Fonts differ from machine to machine: the pictures are compared in coarse patches, and some of these may differ.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, goTo, run, Site } from "./browser.ts";

const folder = join(import.meta.dirname, "golden");
/** Pixels of a patch's side. */
const PATCH = 16;
/** How much of its brightness a patch may differ, and how many patches may differ more. */
const NEAR = 0.12;
const MOST_PATCHES = 0.08;

describe.skipIf(chromiumPath() === null)("the page as it looks (needs Chromium)", () => {
	let site: Site;
	beforeAll(async () => void (site = await Site.open()));
	afterAll(() => site.close());

	const views = [360, 1000, 1600].flatMap((width) => (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })));
	test.each(views)("$width pixels wide, $colorScheme", async ({ width, colorScheme }) => {
		const { page } = await site.page({ viewport: { width, height: 900 }, colorScheme, reducedMotion: "reduce" });
		await run(page);
		await goTo(page, 9);
		if (width > 700) await page.click('.object[data-name="Node#1"] .head');
		await page.mouse.move(0, 0);
		await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
		await page.waitForTimeout(300);
		const picture = await page.screenshot({ animations: "disabled" });
		const path = join(folder, `${colorScheme}-${width}.png`);
		if (process.env["UPDATE"] !== undefined) {
			mkdirSync(folder, { recursive: true });
			writeFileSync(path, picture);
		}
		expect(existsSync(path), `no kept picture; look at the page and run with UPDATE=1`).toBe(true);
		const { differing, width: shown } = await compare(page, picture, readFileSync(path));
		expect(shown).toBe(width);
		expect(differing).toBeLessThan(MOST_PATCHES);
	});
});

/** Which part of the patches differ; the browser reads the pictures. */
async function compare(page: Page, a: Buffer, b: Buffer): Promise<{ differing: number; width: number }> {
	await page.goto("about:blank");
	const sources = [a, b].map((each) => `data:image/png;base64,${each.toString("base64")}`);
	return page.evaluate(
		async ([first, second, patch, near]) => {
			const patches = async (source: string): Promise<{ values: number[]; width: number }> => {
				const image = new Image();
				image.src = source;
				await image.decode();
				const canvas = document.createElement("canvas");
				canvas.width = Math.ceil(image.width / patch);
				canvas.height = Math.ceil(image.height / patch);
				const context = canvas.getContext("2d")!;
				context.imageSmoothingQuality = "high";
				context.drawImage(image, 0, 0, canvas.width, canvas.height);
				return { values: [...context.getImageData(0, 0, canvas.width, canvas.height).data], width: image.width };
			};
			const [one, other] = [await patches(first), await patches(second)];
			let differing = one.values.length === other.values.length ? 0 : Number.POSITIVE_INFINITY;
			for (let i = 0; i < one.values.length; i += 4) {
				const most = Math.max(...[0, 1, 2].map((c) => Math.abs(one.values[i + c]! - other.values[i + c]!)));
				if (most > near * 255) differing++;
			}
			return { differing: differing / (one.values.length / 4), width: one.width };
		},
		[sources[0]!, sources[1]!, PATCH, NEAR] as const,
	);
}
