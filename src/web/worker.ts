// The worker in which a page's programs run: gives the session a host that has nothing but a clock, random numbers, input that
// was typed before and files in memory, and reads the library from beside the page, a module when it is imported.
//
// Waiting is synchronous here, so that Python may import in the midst of a line; the page itself never waits. Read `onmessage` first.

import { inflateSync } from "fflate";
import { precompiled } from "../notebook/package.ts";
import { archiveInMemory } from "../runtime/archive.ts";
import { type Archive, decodeCode, emptyHost, type Host, standardLibrary, unicodeSource } from "../runtime/index.ts";
import { loadCode } from "../runtime/loadCode.ts";
import type { Report, Request } from "./protocol.ts";
import { Session } from "./session.ts";

/** What lies in `lib/`, by name: 1 for a module, 2 for a package. */
type Index = { readonly [name: string]: 1 | 2 };

const send = (report: Report): void => postMessage(report);

let session: Session | null = null;

addEventListener("message", ({ data }: MessageEvent<Request>) => {
	switch (data.kind) {
		case "begin":
			session = begin(data);
			send({ kind: "ready" });
			return;
		case "program":
			session?.runProgram(data.source);
			return;
		case "cell":
			session?.runCell(data.cell, data.source);
			return;
		case "check":
			session?.check(data.cell, data.source);
	}
});

function begin({ base, notebook, name, settings }: Extract<Request, { kind: "begin" }>): Session {
	useLibrary(base);
	return new Session({ notebook, name, settings, host: webHost(name, settings.input), report: send, now: () => performance.now() });
}

function useLibrary(base: string): void {
	let index: Index | null = null;
	const source = (name: string): string | null => {
		const bytes = read(`${base}lib/${name}.txt`);
		return bytes === null ? null : new TextDecoder().decode(inflateSync(bytes));
	};
	standardLibrary.provider = (name) => {
		index ??= JSON.parse(new TextDecoder().decode(read(`${base}lib/index.json`) ?? new Uint8Array([123, 125]))) as Index;
		const kind = Object.hasOwn(index, name) ? index[name] : undefined;
		if (kind === undefined) return null;
		return { isPackage: kind === 2, code: () => loadCode(inflateSync(expected(`${base}lib/${name}.bin`))), source: () => source(name) };
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
