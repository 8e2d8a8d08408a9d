// The module `_json`: what makes json quick. Reading is in jsonScanner.ts, writing in jsonEncoder.ts. Mirrors Modules/_json.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import type { PyModule } from "../objects/module.ts";
import { addUnkeptType, buildModule } from "./define.ts";
import { EncoderType, encoderFunctions } from "./jsonEncoder.ts";
import { ScannerType, scanstring } from "./jsonScanner.ts";

export function initJson(): Own<PyModule> {
	const module = hold(buildModule("_json", "json speedups\n", [...encoderFunctions, scanstring]), "module _json");
	addUnkeptType(module, ScannerType, "make_scanner");
	addUnkeptType(module, EncoderType, "make_encoder");
	return take(module);
}
