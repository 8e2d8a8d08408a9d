// `decref view`: what its server gives out, and to whom.

import { spawn } from "node:child_process";
import { request } from "node:http";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decref } from "./support/command.ts";

const cli = join(import.meta.dirname, "../dist/cli.js");
const program = join(import.meta.dirname, "../examples/counts.py");

interface Answer {
	readonly status: number;
	readonly type: string;
	readonly body: string;
}

/** Asks as an attacker may: the path as it is, and any host. */
function get(url: string, path: string, host = new URL(url).host, method = "GET"): Promise<Answer> {
	const { hostname, port } = new URL(url);
	return new Promise((resolve, reject) => {
		const sent = request({ hostname, port, path, method, headers: { host } }, (response) => {
			let body = "";
			response.setEncoding("utf8").on("data", (text) => (body += text));
			response.on("end", () => resolve({ status: response.statusCode!, type: response.headers["content-type"] ?? "", body }));
		});
		sent.on("error", reject).end();
	});
}

async function serving<T>(args: readonly string[], use: (url: string) => Promise<T>): Promise<T> {
	const server = spawn(process.execPath, [cli, "view", "--no-open", ...args], { stdio: ["ignore", "pipe", "inherit"] });
	try {
		const url = await new Promise<string>((resolve) =>
			server.stdout.setEncoding("utf8").once("data", (text: string) => resolve(text.split("\n")[0]!)),
		);
		return await use(url);
	} finally {
		server.kill();
	}
}

test("serves the page and the file, to this machine only, and nothing else", async () => {
	await serving([program], async (url) => {
		expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?file=counts\.py$/);
		const page = await get(url, "/?file=counts.py");
		expect(page).toMatchObject({ status: 200, type: "text/html; charset=utf-8" });
		expect(page.body).toContain("Content-Security-Policy");
		expect((await get(url, "/file")).body).toContain("class Box");
		for (const path of [
			"/../cli.js",
			"/..%2fcli.js",
			"/%2e%2e/cli.js",
			"/lib/../../package.json",
			"/%",
			"/lib",
			"/nothing",
			"//etc/passwd",
		])
			expect((await get(url, path)).status, path).toBe(404);
		expect((await get(url, "/file", "evil.example")).status).toBe(403);
		expect((await get(url, "/file", undefined, "POST")).status).toBe(405);
		expect(await get(url, "/file", undefined, "HEAD")).toMatchObject({ status: 200, body: "" });
		const { stderr, exitCode } = await decref(["view", "--no-open", "--port", new URL(url).port]);
		expect({ stderr, exitCode }).toEqual({ stderr: "decref: can't listen: the port is in use\n", exitCode: 2 });
	});
});

test("without a file there is none", async () => {
	await serving([], async (url) => expect((await get(url, "/file")).status).toBe(404));
});

test("bad requests: one line, exit code 2", async () => {
	for (const [args, message] of [
		[["missing.py"], "can't open file"],
		[["a.py", "b.py"], "one file at a time"],
		[["--port", "x"], "--port must be a number"],
		[["--nothing"], "unknown option --nothing"],
	] as const) {
		const { stderr, exitCode } = await decref(["view", "--no-open", ...args]);
		expect(stderr).toContain(message);
		expect(stderr.trimEnd().split("\n")).toHaveLength(1);
		expect(exitCode).toBe(2);
	}
});
