// Writes the header's fields into the constructors of the classes of objects, in place of the call of their base's.
//
// FAST: V8 keeps what it learns with a function's text. The one constructor of HeapObject sees objects of a hundred
// kinds, so that it looks every field up in a table, six times for each object that is born; a constructor that is a class's own
// sees one kind. Only the bundles are made so: what runs from sources behaves the same, slower. Read `withOwnHeaders` first.

import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Plugin } from "esbuild";

/** A class whose constructor begins with `super(type)`, up to there; a class ends at the first brace in column 0. */
const CLASS =
	/(class \w+) extends Py(Plain|GC)(Object|TypeOwner)\b([^{]*\{(?:(?!\n\})[\s\S])*?\n\tconstructor\([^)]*\) \{\n)\t\tsuper\((\w+)\);/g;

export function withOwnHeaders(text: string, header: string, object: string): string {
	let found = false;
	const changed = text.replace(CLASS, (_, start: string, kind: string, base: string, rest: string, type: string) => {
		found = true;
		const plain = `\t\tthis.refcnt = 1; this.type = ${type}; this.address = 0; this.flags = 0;`;
		const owned = base === "TypeOwner" ? ` headerOwnType(${type});` : "";
		if (kind === "Plain") return `${start}${rest}${plain} headerBorn(this);${owned}`;
		return `${start}${rest}${plain} this.gcIndex = -1; this.gcRefs = 0; headerBornGC(this, ${type});${owned}`;
	});
	if (!found) return text;
	const ownType = changed.includes("headerOwnType") ? `import { ownType as headerOwnType } from ${JSON.stringify(object)};` : "";
	return `import { born as headerBorn, bornCollectable as headerBornGC } from ${JSON.stringify(header)};${ownType}${changed}`;
}

/** For esbuild: all of it in src/objects and src/modules. */
export function ownHeaders(root: string): Plugin {
	const header = join(root, "src/heap/header.ts");
	const object = join(root, "src/objects/object.ts");
	return {
		name: "ownHeaders",
		setup(build) {
			build.onLoad({ filter: /src[\\/](objects|modules)[\\/][^\\/]+\.ts$/ }, ({ path }) => {
				const [headerAt, objectAt] = [header, object].map((file) => `./${relative(dirname(path), file).replaceAll("\\", "/")}`);
				return { contents: withOwnHeaders(readFileSync(path, "utf8"), headerAt!, objectAt!), loader: "ts" };
			});
		},
	};
}
