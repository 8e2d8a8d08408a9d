// Modules that are being loaded, and the threads that wait for them. An `import` statement of such a module waits until it
// is there, unless the threads would wait for each other: then it gets the module as far as it is, as in CPython.
// DIFFERS: an import made by native code (importlib, __import__) does not wait. Read `waitForModule` first. Mirrors
// _ModuleLock of Lib/importlib/_bootstrap.py.

import { type ThreadRecord, threads } from "../objects/threads.ts";
import { putOff, Wait, wake } from "./scheduler.ts";

interface Loading {
	readonly owner: ThreadRecord;
	readonly waiters: ThreadRecord[];
}

const loading = new Map<string, Loading>();
/** What the threads wait for here. */
const awaited = new Map<ThreadRecord, Loading>();

export function beginLoading(name: string): void {
	if (!loading.has(name)) loading.set(name, { owner: threads.current, waiters: [] });
}

export function endLoading(name: string): void {
	const entry = loading.get(name);
	if (entry === undefined || entry.owner !== threads.current) return;
	loading.delete(name);
	for (const waiter of entry.waiters) wake(waiter);
}

/** Whether `entry` cannot be ready before the running thread goes on. */
function wouldDeadlock(entry: Loading): boolean {
	for (let next: Loading | undefined = entry; next !== undefined; next = awaited.get(next.owner))
		if (next.owner === threads.current) return true;
	return false;
}

/**
 * For an instruction that imports the module, before it has changed anything: throws SWITCH if another thread is loading it or
 * a package around it; the instruction will be executed again.
 */
export function waitForModule(name: string): void {
	if (loading.size === 0) return;
	for (let end = name.indexOf("."); ; end = name.indexOf(".", end + 1)) {
		const entry = loading.get(end < 0 ? name : name.slice(0, end));
		if (entry !== undefined && !wouldDeadlock(entry)) waitFor(entry, name);
		if (end < 0) return;
	}
}

function waitFor(entry: Loading, name: string): never {
	const { current } = threads;
	const wait = new Wait(
		() => `module ${name}, which ${entry.owner.name} imports`,
		Number.POSITIVE_INFINITY,
		() => {
			throw new Error("an import has no result of its own");
		},
	);
	wait.leave = () => {
		awaited.delete(current);
		const i = entry.waiters.indexOf(current);
		if (i >= 0) entry.waiters.splice(i, 1);
	};
	wait.cancel = wait.leave;
	entry.waiters.push(current);
	awaited.set(current, entry);
	return putOff(wait);
}
