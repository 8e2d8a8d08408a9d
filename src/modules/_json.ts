// The module `_json`: what makes json quick. Reading is in jsonScanner.ts, writing in jsonEncoder.ts. Mirrors Modules/_json.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import type { PyModule } from "../objects/module.ts";
import { buildModule, setOwned } from "./define.ts";
import { EncoderType, encoderFunctions } from "./jsonEncoder.ts";
import { ScannerType, scanstring } from "./jsonScanner.ts";

export function initJson(): Own<PyModule> {
	const module = hold(buildModule("_json", "json speedups\n", [...encoderFunctions, scanstring]), "module _json");
	setOwned(module.dict!, "make_scanner", incref(ScannerType));
	setOwned(module.dict!, "make_encoder", incref(EncoderType));
	return take(module);
}
