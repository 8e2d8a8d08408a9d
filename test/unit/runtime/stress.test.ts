// A fault planted in native code, under the audit after every instruction: it is found at that very instruction, named with
// its line, the object, its count and what explains it; and what the program printed before is not lost.

import { expect, test } from "vitest";
import { HeapFault } from "../../../src/heap/header.ts";
import { emptyHost } from "../../../src/modules/host.ts";
import { def } from "../../../src/objects/args.ts";
import { newBuiltinFunction } from "../../../src/objects/builtinFunction.ts";
import { dictSetStr } from "../../../src/objects/dict.ts";
import type { PyList } from "../../../src/objects/list.ts";
import type { PyObject } from "../../../src/objects/object.ts";
import { newNone } from "../../../src/objects/singletons.ts";
import { internStr } from "../../../src/objects/str.ts";
import { decref } from "../../../src/heap/refcount.ts";
import { createRuntime } from "../../../src/runtime/runtime.ts";

const PROGRAM = `
class Thing: pass
things = [Thing() for i in range(3)]
for i in range(300):
    last = things[i % 3]
print("so far", len(things))
x = things, keep_uncounted(things, last), None
print("never")
`;

test("a reference that is not counted is found after the instruction", () => {
	let output = "";
	const host = { ...emptyHost, writeStdout: (bytes: Uint8Array) => void (output += new TextDecoder().decode(bytes)) };
	const runtime = createRuntime({ host, debug: new Set(["stress"]) });
	const keep = def("keep_uncounted", "($module, list, object, /)", null, (_module, list: PyList, object: PyObject) => {
		list.items.push(object);
		return newNone();
	});
	const native = newBuiltinFunction(keep, null, null);
	dictSetStr(runtime.mainDict, internStr("keep_uncounted"), native);
	decref(native);
	const text = fault(() => runtime.runMain(PROGRAM, "<planted>"));
	expect(text).toMatch(
		/^after <module>:7 \d+ CALL 2 \(instruction \d+\): 1 objects have a wrong count\n {2}Thing .*: count 2, explained 3\n/,
	);
	expect(text).toContain('\n    list: element 3\n    list: element 2\n    dict: value "last"\n');
	expect(output).toBe("so far 3\n");
});

/** The message of the HeapFault that `run` throws. */
function fault(run: () => void): string {
	try {
		run();
	} catch (error) {
		if (error instanceof HeapFault) return error.message;
		throw error;
	}
	return "no fault";
}
