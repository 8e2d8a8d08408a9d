// Which modules a text imports at once, so that their files can be fetched together before it runs: one request after another would
// take seconds. Guessed from the text: what is fetched in vain is kept for later, what is missed is fetched when it is imported.
// Read `importsOf` and `closureOf` first.

/** By name: 1 for a package and 0 for a module, and what it imports at once. */
export type LibraryIndex = { [name: string]: readonly [isPackage: 0 | 1, ...imports: string[]] };

const STATEMENT = /^([ \t]*)(?:from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n#]*)|import[ \t]+([^\n#]*))/gm;

/** Statements whose body is executed with the module. */
const RUNS_AT_ONCE: ReadonlySet<string> = new Set(["try", "except", "else", "finally", "if", "elif", "with", "for"]);

/** The modules that import statements of a text name, but for those within functions and classes. */
export function importsOf(text: string, parent = ""): string[] {
	const found = new Set<string>();
	const openers = [...text.matchAll(/^\w+/gm)];
	let at = 0;
	for (const match of text.matchAll(STATEMENT)) {
		const [, indent, dots, from, names, modules] = match;
		while (at + 1 < openers.length && openers[at + 1]!.index <= match.index) at++;
		if (indent !== "" && !RUNS_AT_ONCE.has(openers[at]?.[0] ?? "")) continue;
		if (modules !== undefined) for (const each of modules.split(",")) addWithParents(found, wordOf(each));
		else {
			const base = [dots === "" ? "" : above(parent, dots!.length - 1), from].filter((part) => part !== "").join(".");
			addWithParents(found, base);
			// `from package import module`
			for (const each of names!.replace(/[()\\]/g, "").split(",")) if (wordOf(each) !== "") found.add(`${base}.${wordOf(each)}`);
		}
	}
	return [...found];
}

function wordOf(text: string): string {
	return /^\s*([\w.]+)/.exec(text)?.[1] ?? "";
}

function above(name: string, levels: number): string {
	return name
		.split(".")
		.slice(0, name.split(".").length - levels)
		.join(".");
}

/** `a.b.c` imports `a` and `a.b`. */
function addWithParents(found: Set<string>, name: string): void {
	for (let at = name.indexOf("."); at >= 0; at = name.indexOf(".", at + 1)) found.add(name.slice(0, at));
	if (name !== "") found.add(name);
}

/** Those of the names that the library has, and what they import in turn. */
export function closureOf(names: readonly string[], index: LibraryIndex): Set<string> {
	const found = new Set<string>();
	const waiting = names.filter((name) => Object.hasOwn(index, name));
	while (waiting.length > 0) {
		const name = waiting.pop()!;
		if (found.has(name)) continue;
		found.add(name);
		waiting.push(...(index[name]!.slice(1) as string[]));
	}
	return found;
}
