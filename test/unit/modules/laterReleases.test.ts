// What native modules of 3.14 do since a release after the oracle's 3.14.2. The expectations are those of 3.14.10's own tests
// (test_zlib, test_ucn, test_structseq).

import { expect, test } from "vitest";
import { useDevelopmentLibrary } from "../../../scripts/developmentLibrary.ts";
import { emptyHost } from "../../../src/modules/host.ts";
import { createRuntime } from "../../../src/runtime/runtime.ts";

useDevelopmentLibrary();

let output = "";
const write = (bytes: Uint8Array) => {
	output += new TextDecoder().decode(bytes);
};
const runtime = createRuntime({ host: { ...emptyHost, writeStdout: write, writeStderr: write } });

const PROGRAM = `
import gc, time, unicodedata, zlib
def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as error:
        print(type(error).__name__)

# A decompressor that is flushed refuses broken data.
d = zlib.decompressobj()
print(d.decompress(zlib.compress(b"foo")[:-1] + b"\\0", 1))
attempt(d.flush)

# Names that are made by a rule are known in any case of letters; other names of a character are younger than Unicode 3.2.0.
for name in "cjK UniFIeD idEogRAph-2aBcD", "hangul syllable ga", "Nushu Character-1b170", "latin capital letter gha":
    print(ascii(unicodedata.lookup(name)), ascii(eval("'\\\\N{" + name + "}'")))
attempt(unicodedata.ucd_3_2_0.lookup, "LATIN CAPITAL LETTER GHA")
print(ascii(unicodedata.ucd_3_2_0.lookup("latin capital letter oi")))

# A struct sequence with replaced fields is known to the collector.
print(gc.is_tracked(time.gmtime(0).__replace__(tm_year=[])))
`;

test("native modules do what later releases of 3.14 do", () => {
	runtime.runMain(PROGRAM, "<test>");
	expect(runtime.census().differences).toEqual([]);
	expect(output.trimEnd().split("\n")).toEqual([
		...["b'f'", "error"],
		...["'\\U0002abcd' '\\U0002abcd'", "'\\uac00' '\\uac00'", "'\\U0001b170' '\\U0001b170'", "'\\u01a2' '\\u01a2'"],
		...["KeyError", "'\\u01a2'", "True"],
	]);
});
