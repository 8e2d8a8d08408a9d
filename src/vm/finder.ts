// Where modules are found. The runtime connects natives, standard library and files. Read `findModule` first.
// Mirrors the finders of Lib/importlib/_bootstrap.py and _bootstrap_external.py.

import { drop, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { dictGetStr } from "../objects/dict.ts";
import type { PyCode } from "../objects/code.ts";
import { isList } from "../objects/list.ts";
import type { PyObject } from "../objects/object.ts";
import { interpreter } from "../objects/state.ts";
import { internStr, isStr, type PyStr } from "../objects/str.ts";
import { sequenceList } from "../objects/abstract.ts";

export interface FoundModule {
	/** Makes a native module; else null. */
	readonly native: (() => Own<PyObject>) | null;
	/** Makes the module's code object; null for a native one and for a namespace package. May raise SyntaxError. */
	readonly code: (() => Own<PyCode>) | null;
	/** `__file__`, or "built-in"; null for a namespace package. */
	readonly origin: string | null;
	readonly isPackage: boolean;
	/** `__path__` of a package. */
	readonly path: readonly string[] | null;
}

export const importHooks = {
	native: (_name: string): (() => Own<PyObject>) | null => null,
	/** A module of the standard library. */
	standard: (_name: string): FoundModule | null => null,
	/** Where the standard library seems to lie. */
	standardPath: "",
	/** The bytes of a file, or null if there is none. */
	readBytes: (_path: string): Uint8Array | null => null,
	isDirectory: (_path: string): boolean => false,
	/** Told of the begin and the end of each search for a module that is not loaded yet, also if it fails: python's -X importtime. */
	begun: null as ((name: string) => void) | null,
	ended: null as ((name: string) => void) | null,
	/** Told of each module that has been imported: python's -v. */
	loaded: null as ((name: string, module: PyObject) => void) | null,
	/** The text of a source in bytes. Raises SyntaxError. */
	decodeSource: (_source: Uint8Array, _filename: string): string => {
		throw new Error("decode is not connected");
	},
	compileFile: (_source: Uint8Array, _filename: string): Own<PyCode> => {
		throw new Error("compile is not connected");
	},
};

/** Looks a module up; `path` is its package's `__path__`, null for a top-level module. */
export function findModule(name: string, path: PyObject | null): FoundModule | null {
	const native = importHooks.native(name);
	if (native !== null) return { native, code: null, origin: "built-in", isPackage: false, path: null };
	const entries = path === null ? sysPath() : pathEntries(path);
	const tail = name.slice(name.lastIndexOf(".") + 1);
	const portions: string[] = [];
	for (const entry of entries) {
		const found = isStandardEntry(entry) ? importHooks.standard(name) : findFile(entry, tail);
		if (found !== null) return found;
		const directory = joined(entry, tail);
		if (!isStandardEntry(entry) && importHooks.isDirectory(directory)) portions.push(directory);
	}
	return portions.length === 0 ? null : { native: null, code: null, origin: null, isPackage: true, path: portions };
}

function joined(directory: string, name: string): string {
	return directory === "" ? name : `${directory.replace(/\/$/, "")}/${name}`;
}

function isStandardEntry(entry: string): boolean {
	const { standardPath } = importHooks;
	return standardPath !== "" && (entry === standardPath || entry.startsWith(`${standardPath}/`));
}

function sysPath(): string[] {
	const path = dictGetStr(interpreter.sysDict!, internStr("path"));
	return path === null || !isList(path) ? [] : textItems(path.items);
}

function pathEntries(path: PyObject): string[] {
	const list = hold(sequenceList(path), "__path__");
	const entries = textItems(list.items);
	drop(list);
	return entries;
}

function textItems(items: readonly PyObject[]): string[] {
	return items.filter(isStr).map((item) => (item as PyStr).value);
}

function findFile(directory: string, name: string): FoundModule | null {
	const base = joined(directory, name);
	const pack = importHooks.readBytes(`${base}/__init__.py`);
	if (pack !== null) return fromSource(pack, `${base}/__init__.py`, [base]);
	const source = importHooks.readBytes(`${base}.py`);
	return source === null ? null : fromSource(source, `${base}.py`, null);
}

function fromSource(source: Uint8Array, origin: string, path: readonly string[] | null): FoundModule {
	return { native: null, code: () => importHooks.compileFile(source, origin), origin, isPackage: path !== null, path };
}
