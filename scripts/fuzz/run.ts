// Runs one Python file as the fuzzer wants it: with the library's archives that lie beside the bundle of this script, the
// program's output on stdout, and on stderr how many counts the audit can't explain at the end. Bundled by judge.ts. The file
// finds a module `_audit`, whose function `audit` checks the counts at a small part of a full walk's price, so that each
// of many programs can be looked at (heap/auditLedger.ts says what it sees); the audit at the end is a full walk.

import { readFileSync } from "node:fs";
import { useBuiltLibrary } from "../../src/cli/library.ts";
import { nodeHost, standardStreams } from "../../src/cli/nodeHost.ts";
import { differenceLine } from "../../src/heap/audit.ts";
import { Ledger } from "../../src/heap/auditLedger.ts";
import { drop, hold, take } from "../../src/heap/handles.ts";
import type { Own } from "../../src/heap/header.ts";
import { def } from "../../src/objects/args.ts";
import { newBuiltinFunction } from "../../src/objects/builtinFunction.ts";
import { dictSetStr } from "../../src/objects/dict.ts";
import { closeHooks } from "../../src/objects/generatorClose.ts";
import { newList } from "../../src/objects/list.ts";
import { newModule, type PyModule } from "../../src/objects/module.ts";
import { internStr, newStr } from "../../src/objects/str.ts";
import { createRuntime } from "../../src/runtime/runtime.ts";
import { importHooks } from "../../src/vm/finder.ts";

const ledger = new Ledger(false);
const audit = def("audit", "($module, /)", "Return a list of texts, one for each count that is not explained.", () =>
	newList(ledger.look().map((difference) => newStr(differenceLine(difference)))),
);

function initAudit(): Own<PyModule> {
	const module = hold(newModule("_audit"), "module _audit");
	const look = hold(newBuiltinFunction(audit, module, internStr("_audit")), "function audit");
	dictSetStr(module.dict!, internStr("audit"), look);
	drop(look);
	return take(module);
}

// The oracle is 3.14.2.
closeHooks.keepsFrameOfUnstarted = true;
const file = process.argv[2]!;
useBuiltLibrary();
const runtime = createRuntime({ host: nodeHost([file], standardStreams) });
const { native } = importHooks;
importHooks.native = (name) => (name === "_audit" ? initAudit : native(name));
try {
	process.exitCode = runtime.runProgram(readFileSync(file), file);
	const differences = [...ledger.look(), ...ledger.check()].map(differenceLine);
	process.stderr.write(`${differences.length} counts not explained\n${differences.slice(0, 20).join("\n")}\n`);
} catch (error) {
	// What the program has printed so far comes before the fault.
	runtime.flushStandardStreams();
	throw error;
}
