// What native modules may ask of the world outside. The runtime fills it in; a module never reaches for Node or the
// browser itself, so an embedder decides what a program can see.

import type { FileSystem } from "./fileTypes.ts";

export interface SignalSource {
	/** Called every few milliseconds while a program runs. */
	poll(): void;
	/** Whether to hear of a signal from now on; if not, the system does with it what it does by itself. */
	listen(signum: number, wanted: boolean): void;
}

/** What the operating system says of itself, for a program that may know. */
export interface SystemInfo {
	uname(): { readonly nodename: string; readonly release: string; readonly version: string; readonly machine: string };
	/** How many processes were able to run, on average over 1, 5 and 15 minutes; null where nobody counts. */
	loadAverages(): readonly [number, number, number] | null;
	/** In bytes. */
	memory(): { readonly total: number; readonly free: number };
	/** Of a terminal that a standard stream is. */
	terminalSize(descriptor: number): { readonly columns: number; readonly lines: number } | undefined;
	/** Ends the process that runs the program, at once. */
	exit(status: number): void;
}

export interface Host {
	/** Both may throw FileError. */
	writeStdout(bytes: Uint8Array): void;
	writeStderr(bytes: Uint8Array): void;
	/** The next line of standard input with its newline, or null at the end, and when a signal is due. */
	readStdinLine(): Uint8Array | null;
	stdinIsTerminal(): boolean;
	stdoutIsTerminal(): boolean;
	/** `sys.argv`. */
	readonly args: readonly string[];
	readonly env: { readonly [name: string]: string };
	/** Nanoseconds since 1970. */
	now(): bigint;
	/** Nanoseconds of a clock that never goes back. */
	monotonic(): bigint;
	/** Processor time of this process in nanoseconds. */
	processTime(): bigint;
	/** Blocks for so many milliseconds; not longer than until a signal is due. */
	sleep(milliseconds: number): void;
	/** A file's bytes, or null if it does not exist or may not be read. */
	readFile(path: string): Uint8Array | null;
	/** Files and directories that a program may change. Without it, it has files in memory, over those of `readFile`. */
	readonly files?: FileSystem;
	/** Without it little is known of the machine, and a program can't end the process. */
	readonly system?: SystemInfo;
	/** Without it there are no packages without `__init__.py`. */
	isDirectory?(path: string): boolean;
	/** The working directory, an absolute path. */
	cwd(): string;
	/** Offset of local time from UTC in seconds (east positive) at a moment given in seconds since 1970, and the zone's name. */
	timeZone(seconds: number): { readonly offset: number; readonly name: string; readonly isDst: boolean };
	/**
	 * Begins to hear of signals, at first of SIGINT (Ctrl-C). Calls `trip` for each, at the latest in `SignalSource.poll`. While
	 * the host waits (`sleep`, `readStdinLine`) it asks `isDue` every few milliseconds, and ends waiting if that says so. Null
	 * where there is no way to hear of signals.
	 */
	watchSignals?(trip: (signum: number) => void, isDue: () => boolean): SignalSource | null;
	/** Sends a signal to the process that runs the program, which does what the system does by itself. */
	raiseSignal(signum: number): void;
	/** How much stack the operating system gives the thread in all, in bytes. */
	stackBytes?(): number;
	/**
	 * Whether the process is about to run out of memory. Called every few milliseconds while a program runs; if so, it raises
	 * MemoryError.
	 */
	memoryIsShort?(): boolean;
	/** Cryptographically good random bytes. */
	randomBytes(count: number): Uint8Array;
}

function refuse(what: string): never {
	throw new Error(`no host: ${what}`);
}

/** A host that has nothing: output vanishes, there is no input and no file. What the runtime starts from. */
export const emptyHost: Host = {
	writeStdout: () => {},
	writeStderr: () => {},
	readStdinLine: () => null,
	stdinIsTerminal: () => false,
	stdoutIsTerminal: () => false,
	args: [""],
	env: {},
	now: () => 0n,
	monotonic: () => 0n,
	processTime: () => 0n,
	sleep: () => {},
	readFile: () => null,
	cwd: () => "/",
	timeZone: () => ({ offset: 0, name: "UTC", isDst: false }),
	raiseSignal: (signum) => refuse(`signal ${signum}`),
	randomBytes: (count) => refuse(`${count} random bytes`),
};

/** The host in use. */
export const current: { host: Host } = { host: emptyHost };

export function host(): Host {
	return current.host;
}
