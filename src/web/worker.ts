// The worker in which a page's programs run: gives the session a host that has nothing but a clock, random numbers, input that
// was typed before and files in memory, and reads the library from beside the page, a module when it is imported.
//
// Waiting is synchronous here, so that Python may import in the midst of a line; the page itself never waits. Read `onmessage` first.

import { inflateSync } from "fflate";
import { precompiled } from "../notebook/package.ts";
import { archiveInMemory } from "../runtime/archive.ts";
import { type Archive, decodeCode, emptyHost, type Host, standardLibrary, unicodeSource } from "../runtime/index.ts";
import { loadCode } from "../runtime/loadCode.ts";
import { closureOf, importsOf, type LibraryIndex } from "./imports.ts";
import type { Report, Request } from "./protocol.ts";
import { Session } from "./session.ts";

const send = (report: Report): void => postMessage(report);

let session: Session | null = null;

/** Requests are answered one after the other, though some wait for files. */
let turn = Promise.resolve();

addEventListener("message", ({ data }: MessageEvent<Request>) => {
	turn = turn.then(() => answer(data));
});

async function answer(request: Request): Promise<void> {
	switch (request.kind) {
		case "begin":
			session = begin(request);
			send({ kind: "ready" });
			return;
		case "program":
			await fetchImports(request.source);
			session?.runProgram(request.source);
			return;
		case "cell":
			await fetchImports(request.source);
			session?.runCell(request.cell, request.source);
			return;
		case "check":
			session?.check(request.cell, request.source);
	}
}

/** The folder of the page. */
let base = "";
let index: LibraryIndex | null = null;
/** Code of modules that was fetched before they are imported. */
const fetched = new Map<string, Uint8Array>();

/** Fetches together what the text will import from the library. What fails is tried again when it is imported. */
async function fetchImports(source: string): Promise<void> {
	const names = importsOf(source);
	if (names.length === 0) return;
	index ??= await fetch(`${base}lib/index.json`)
		.then((response) => response.json() as Promise<LibraryIndex>)
		.catch(() => null);
	if (index === null) return;
	const missing = [...closureOf(names, index)].filter((name) => !fetched.has(name));
	const one = async (name: string): Promise<void> => {
		const response = await fetch(`${base}lib/${name}.bin`);
		if (response.ok) fetched.set(name, new Uint8Array(await response.arrayBuffer()));
	};
	await Promise.allSettled(missing.map(one));
}

function begin({ base: folder, notebook, name, settings }: Extract<Request, { kind: "begin" }>): Session {
	base = folder;
	useLibrary();
	return new Session({ notebook, name, settings, host: webHost(name, settings.input), report: send, now: () => performance.now() });
}

function useLibrary(): void {
	const source = (name: string): string | null => {
		const bytes = read(`${base}lib/${name}.txt`);
		return bytes === null ? null : new TextDecoder().decode(inflateSync(bytes));
	};
	standardLibrary.provider = (name) => {
		index ??= JSON.parse(new TextDecoder().decode(expected(`${base}lib/index.json`))) as LibraryIndex;
		if (!Object.hasOwn(index, name)) return null;
		const code = (): Uint8Array => inflateSync(fetched.get(name) ?? expected(`${base}lib/${name}.bin`));
		return { isPackage: index[name]![0] === 1, code: () => loadCode(code()), source: () => source(name) };
	};
	let unicode: Archive | null = null;
	unicodeSource.read = (name) => {
		unicode ??= archiveInMemory(expected(`${base}unicode.bin`));
		return new TextDecoder().decode(inflateSync(unicode.read(name)!));
	};
	let boot: Archive | null = null;
	precompiled.find = (name) => {
		boot ??= archiveInMemory(expected(`${base}notebook.bin`));
		const bytes = boot.read(name);
		return bytes === null ? null : decodeCode(bytes);
	};
}

/** A file from beside the page, or null if it is not to be had. */
function read(url: string): Uint8Array | null {
	const request = new XMLHttpRequest();
	request.open("GET", url, false);
	request.responseType = "arraybuffer";
	try {
		request.send();
	} catch {
		return null;
	}
	return request.status >= 200 && request.status < 300 ? new Uint8Array(request.response as ArrayBuffer) : null;
}

function expected(url: string): Uint8Array {
	const bytes = read(url);
	if (bytes === null) throw new Error(`${url} can't be read: is there a connection?`);
	return bytes;
}

const NANOSECONDS = 1e6;

function webHost(name: string, input: string): Omit<Host, "writeStdout" | "writeStderr"> {
	const lines = input === "" ? [] : input.replace(/\n?$/, "\n").split(/(?<=\n)/);
	const encoder = new TextEncoder();
	const monotonic = (): bigint => BigInt(Math.round(performance.now() * NANOSECONDS));
	return {
		...emptyHost,
		args: [name],
		readStdinLine: () => {
			const line = lines.shift();
			return line === undefined ? null : encoder.encode(line);
		},
		now: () => BigInt(Math.round((performance.timeOrigin + performance.now()) * NANOSECONDS)),
		monotonic,
		processTime: monotonic,
		// A worker can't sleep without shared memory, which a page of a plain static host doesn't have.
		sleep: (milliseconds) => {
			const end = performance.now() + milliseconds;
			while (performance.now() < end);
		},
		timeZone: (seconds) => {
			const offset = -new Date(seconds * 1000).getTimezoneOffset() * 60;
			return { offset, name: offset === 0 ? "UTC" : "local", isDst: false };
		},
		randomBytes: (count) => {
			const bytes = new Uint8Array(count);
			for (let at = 0; at < count; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536));
			return bytes;
		},
	};
}
