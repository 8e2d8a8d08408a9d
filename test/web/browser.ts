// Chromium for the tests of the page, with the built page served by the command `decref view`.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** Tests may run as root; and nothing is to be asked of the network. */
const FLAGS = `--no-sandbox --disable-dev-shm-usage --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync`.split(/\s+/);

const cli = join(import.meta.dirname, "../../dist/cli.js");

/** Debian's, or the one that CHROMIUM names. Null where there is none; in CI (CI is set) there must be one. */
export function chromiumPath(): string | null {
	const path = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
		(each) => each !== undefined && existsSync(each),
	);
	if (path === undefined && process.env["CI"] !== undefined) throw new Error("there is no Chromium, and in CI there must be one");
	return path ?? null;
}

export class Site {
	readonly url: string;
	private readonly server: ChildProcess;
	private readonly browser: Browser;

	private constructor(url: string, server: ChildProcess, browser: Browser) {
		this.url = url;
		this.server = server;
		this.browser = browser;
	}

	/** Serves the page, with a file in it, and starts a browser. */
	static async open(...args: string[]): Promise<Site> {
		const server = spawn(process.execPath, [cli, "view", "--no-open", ...args], { stdio: ["ignore", "pipe", "inherit"] });
		const url = await new Promise<string>((resolve, reject) => {
			server.on("error", reject).on("exit", () => reject(new Error("the server ended")));
			server.stdout!.setEncoding("utf8").once("data", (text: string) => resolve(text.split("\n")[0]!));
		});
		const browser = await chromium.launch({ executablePath: chromiumPath()!, args: FLAGS });
		return new Site(url, server, browser);
	}

	/** A page of its own, with nothing kept from another. An error in it fails whoever calls `check`. */
	async page(options: BrowserContextOptions = {}, path = ""): Promise<{ page: Page; errors: string[] }> {
		const context = await this.browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
		const page = await context.newPage();
		const errors: string[] = [];
		page.on("pageerror", (error) => errors.push(String(error.stack ?? error)));
		page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
		await page.goto(new URL(path, this.url).href);
		await page.waitForSelector(".cm-content");
		return { page, errors };
	}

	async close(): Promise<void> {
		await this.browser.close();
		this.server.kill();
	}
}

/** Puts a program into the first editor. */
export async function write(page: Page, program: string): Promise<void> {
	await page.click(".cm-content");
	await page.keyboard.press("ControlOrMeta+a");
	await page.keyboard.insertText(program);
}

/** Runs what is there, and waits for its end. */
export async function run(page: Page): Promise<void> {
	await page.click("header button.primary");
	await ended(page);
}

export async function ended(page: Page): Promise<void> {
	await page.waitForFunction(() => document.querySelector("header button.stop") === null, null, { timeout: 60_000 });
}

/** Goes to a step, from 1; -1 is the last. */
export async function goTo(page: Page, step: number): Promise<void> {
	const last = Number(await page.getAttribute("input[type=range]", "max"));
	await page.fill("input[type=range]", String(step < 0 ? last + 1 + step : step - 1));
}

/** The objects in the picture with their counts. */
export async function objects(page: Page): Promise<{ [name: string]: number }> {
	return page.$$eval(".object", (boxes) =>
		Object.fromEntries(
			boxes.map((box) => [(box as HTMLElement).dataset["name"]!, Number(box.querySelector(".count")!.lastChild!.textContent)]),
		),
	);
}

/** Sets the limits of a run: a busy machine is slow, and some programs are to meet them. */
export async function allow(page: Page, seconds: number, megabytes?: number): Promise<void> {
	await page.click("text=Settings");
	await page.getByLabel("Seconds that a run may take").fill(String(seconds));
	if (megabytes !== undefined) await page.getByLabel("Megabytes that its objects may take").fill(String(megabytes));
	await page.keyboard.press("Escape");
}
