// `decref view [FILE]`: the page in a browser, with the file in it. Serves the built page on this machine only; the program runs in
// the browser. Read `view` first.

import { existsSync, readFileSync } from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { basename, extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { numberOption, parseCommand } from "./commandLine.ts";
import { readBytes, UserError } from "./files.ts";
import { UsageError } from "./options.ts";

export const VIEW_HELP = `usage: decref view [option] ... [FILE]

Opens a page in the browser in which FILE, a program or a notebook, can be run and its memory watched: objects, counts, who
holds them, forwards and backwards in time. Without FILE, with what was edited there last. The page is served to this machine
only, and the file is read again whenever the page is loaded; Ctrl-C ends it.

  --port N     listen there (any free port if it is not given)
  --no-open    do not start a browser, only print the address
`;

/** FAST: loaded when needed, since every start of the command would pay for them. */
const http = (): typeof import("node:http") => createRequire(import.meta.url)("node:http");
const childProcess = (): typeof import("node:child_process") => createRequire(import.meta.url)("node:child_process");

const TYPES: { readonly [extension: string]: string } = {
	".html": "text/html; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".json": "application/json",
	".ipynb": "application/json",
	".txt": "text/plain; charset=utf-8",
};

/** Runs the command with the arguments after `view`. The process lives until it is interrupted. Throws UsageError and UserError. */
export function view(argv: readonly string[]): number {
	const line = parseCommand({ name: "view", help: VIEW_HELP, flags: ["--no-open"], values: ["--port"] }, argv);
	if (line === null) return 0;
	const [path = null, ...more] = line.rest;
	if (more.length > 0) throw new UsageError(`one file at a time; try "decref view -h"`);
	if (path !== null) readBytes(path);
	const folder = fileURLToPath(new URL("web/", import.meta.url));
	if (!existsSync(join(folder, "index.html"))) throw new UserError(`the page is missing; install decref again, or run "npm run build"`);
	const server = http().createServer((request, response) => answer(folder, path, request, response));
	server.on("error", (error: NodeJS.ErrnoException) => {
		process.stderr.write(`decref: can't listen: ${error.code === "EADDRINUSE" ? "the port is in use" : error.message}\n`);
		process.exitCode = 2;
	});
	server.listen(numberOption(line, "--port", 0), "127.0.0.1", () => opened(server, path, !line.flags.has("--no-open")));
	return 0;
}

function opened(server: Server, path: string | null, opens: boolean): void {
	const address = server.address();
	const port = typeof address === "object" && address !== null ? address.port : 0;
	const url = `http://127.0.0.1:${port}/${path === null ? "" : `?file=${encodeURIComponent(basename(path))}`}`;
	process.stdout.write(`${url}\nCtrl-C ends it.\n`);
	if (!opens) return;
	const [command, ...args] =
		process.platform === "darwin" ? ["open"] : process.platform === "win32" ? ["cmd", "/c", "start", ""] : ["xdg-open"];
	// Where there is no browser to start, the address is enough.
	childProcess()
		.spawn(command!, [...args, url], { stdio: "ignore", detached: true })
		.on("error", () => {})
		.unref();
}

/** `/file` is the program; all else lies in the folder of the page. Nothing outside of it is given out. */
function answer(folder: string, path: string | null, request: IncomingMessage, response: ServerResponse): void {
	const send = (status: number, type: string, body: Uint8Array | string): void => {
		response.writeHead(status, { "content-type": type, "cache-control": "no-cache", "x-content-type-options": "nosniff" });
		response.end(request.method === "HEAD" ? undefined : body);
	};
	if (request.method !== "GET" && request.method !== "HEAD") return send(405, "text/plain", "GET only\n");
	// Another name for this machine would let other people's pages read the file.
	if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "")) return send(403, "text/plain", "not for other hosts\n");
	const asked = decodedPath(request.url ?? "/");
	try {
		if (asked === "/file" && path !== null) return send(200, "application/octet-stream", readFileSync(path));
		const file = normalize(join(folder, asked === "/" ? "index.html" : (asked ?? "")));
		if (asked === null || !file.startsWith(normalize(folder.endsWith(sep) ? folder : folder + sep)))
			return send(404, "text/plain", "not found\n");
		send(200, TYPES[extname(file)] ?? "application/octet-stream", readFileSync(file));
	} catch {
		send(404, "text/plain", "not found\n");
	}
}

/** Null if the address can't be read. */
function decodedPath(url: string): string | null {
	try {
		return decodeURIComponent(new URL(url, "http://localhost").pathname);
	} catch {
		return null;
	}
}
