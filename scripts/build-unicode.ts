// Makes unicode.bin, what `unicodedata` and `\N{…}` know of characters: asked of the development dependency `pyodide`
// (CPython 3.14, Unicode 16.0), since the JavaScript engine has no names and its own version of the rest.
//
// `npx tsx scripts/build-unicode.ts FOLDER` writes it. Read `buildUnicode` first; src/objects/unicodeData.ts reads it.

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "fflate";
import { packArchive } from "../src/runtime/archive.ts";
import { startOracle } from "./oracle/pyodide.ts";

const ARCHIVE = "unicode.bin";
/** Holds what the archive was made from, as a hash. */
const KEY = "unicode.key";

/**
 * Entry `names`: a line for each run of characters, `start` in hexadecimal and, after spaces, what its characters are called,
 * separated by semicolons; `start-end=prefix` for those whose names end in their own number. Syllables of Hangul are left out.
 * Entries `records` and `records-3.2.0`: JSON, see `UnicodeRecords` in src/objects/unicodeData.ts.
 */
const PROGRAM = `
import json, unicodedata as now
from unicodedata import ucd_3_2_0 as before
def names():
    runs, last, numbered = [], -2, None
    for i in range(0x110000):
        name = now.name(chr(i), None)
        if name is None or name.startswith("HANGUL SYLLABLE "): continue
        if name.endswith("-%04X" % i):
            prefix = name[:-len("%04X" % i)]
            if numbered is not None and numbered[1] == i - 1 and numbered[2] == prefix: numbered[1] = i
            else:
                numbered = [i, i, prefix]
                runs.append(numbered)
            continue
        if i != last + 1: runs.append((i, []))
        elif isinstance(runs[-1], list): runs.append((i, []))
        runs[-1][1].append(name)
        last = i
    return "\\n".join(f"{r[0]:X}-{r[1]:X}={r[2]}" if isinstance(r, list) else f"{r[0]:X} {';'.join(r[1])}" for r in runs)
def records(u):
    known, ranges, decompositions, last = {}, [], [], None
    for i in range(0x110000):
        c = chr(i)
        record = (u.category(c), u.bidirectional(c), u.combining(c), u.east_asian_width(c), u.mirrored(c),
            u.decimal(c, None), u.digit(c, None), u.numeric(c, None))
        number = known.setdefault(record, len(known))
        if number != last: ranges.append((i, number))
        last = number
        if u.decomposition(c): decompositions.append(f"{i:X};{u.decomposition(c)}")
    return json.dumps({"records": list(known), "starts": [r[0] for r in ranges], "numbers": [r[1] for r in ranges],
        "decompositions": "\\n".join(decompositions)}, separators=(",", ":"))
print("\\n====\\n".join((now.unidata_version, names(), records(now), records(before))))
`;

/** Writes the archive into a folder; takes that of an earlier build, in `before`, if it would come out the same. */
export async function buildUnicode(folder: string, before: string | null = null): Promise<void> {
	const key = hashOfSources();
	const keyBefore = before === null ? "" : join(before, KEY);
	if (before !== null && existsSync(keyBefore) && readFileSync(keyBefore, "utf8") === key)
		copyFileSync(join(before, ARCHIVE), join(folder, ARCHIVE));
	else writeFileSync(join(folder, ARCHIVE), await makeArchive());
	writeFileSync(join(folder, KEY), key);
}

function hashOfSources(): string {
	const hash = createHash("sha256");
	for (const file of ["build-unicode.ts", "unicodeAliases.txt", "../node_modules/pyodide/package.json"])
		hash.update(readFileSync(join(import.meta.dirname, file)));
	return hash.digest("hex");
}

async function makeArchive(): Promise<Uint8Array> {
	const [version, names, now, before] = (await startOracle()).run(PROGRAM).trimEnd().split("\n====\n");
	const aliases = readFileSync(join(import.meta.dirname, "unicodeAliases.txt"), "utf8")
		.replace(/^#.*\n/gm, "")
		.trimEnd();
	const texts = { version, names, aliases, records: now, "records-3.2.0": before };
	const entry = ([name, text]: [string, string | undefined]): [string, Uint8Array] => [name, deflateSync(new TextEncoder().encode(text))];
	return packArchive(new Map(Object.entries(texts).map(entry)));
}

if (process.argv[1] === import.meta.filename) {
	const folder = process.argv[2]!;
	mkdirSync(folder, { recursive: true });
	await buildUnicode(folder, folder);
	process.exit(0);
}
