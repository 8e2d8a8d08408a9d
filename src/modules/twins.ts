// The modules `_datetime` and `_zoneinfo`: C in CPython, here under their names what the library has in Python for systems
// without them (`_pydatetime`, `zoneinfo._zoneinfo`). Read `buildTwin` first.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { newCapsule } from "../objects/capsule.ts";
import type { PyModule } from "../objects/module.ts";
import { importedAttribute } from "./arrayPickle.ts";
import { buildModule, setOwned } from "./define.ts";

/** A module with the named things of another one, which is imported. */
function buildTwin(name: string, doc: string, twin: string, names: readonly string[]): Own<PyModule> {
	const module = hold(buildModule(name, doc, []), `module ${name}`);
	for (const one of names) setOwned(module.dict!, one, importedAttribute(twin, one));
	return take(module);
}

const DATETIME_NAMES = ["date", "datetime", "time", "timedelta", "tzinfo", "timezone", "MINYEAR", "MAXYEAR", "UTC"];

export function initDatetime(): Own<PyModule> {
	const module = hold(buildTwin("_datetime", "Dates and times.", "_pydatetime", DATETIME_NAMES), "module _datetime");
	setOwned(module.dict!, "datetime_CAPI", newCapsule("datetime.datetime_CAPI"));
	return take(module);
}

export function initZoneinfo(): Own<PyModule> {
	return buildTwin("_zoneinfo", "Time zones.", "zoneinfo._zoneinfo", ["ZoneInfo"]);
}
