// The environment as the program has changed it: `os.environ` is a Python dictionary, what native modules see goes through
// putenv() and unsetenv(). The host's own environment is left as it is.

import { host } from "./host.ts";

/** Null for a variable that was deleted. */
const changes = new Map<string, string | null>();

export function setVariable(name: string, value: string | null): void {
	changes.set(name, value);
}

/** All of them, with their values. */
export function variables(): { readonly [name: string]: string } {
	const all: { [name: string]: string } = { ...host().env };
	for (const [name, value] of changes) {
		if (value === null) delete all[name];
		else all[name] = value;
	}
	return all;
}

/** A variable's value, or null if there is none. */
export function variable(name: string): string | null {
	const changed = changes.get(name);
	return changed === undefined ? (host().env[name] ?? null) : changed;
}
