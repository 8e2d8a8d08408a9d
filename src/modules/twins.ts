// The modules `_datetime` and `_zoneinfo`: C in CPython, here under their names what the library has in Python for systems
// without them (`_pydatetime`, `zoneinfo._zoneinfo`). Read `buildTwin` first.

import { drop, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { getAttr } from "../objects/abstract.ts";
import { newCapsule } from "../objects/capsule.ts";
import { newGetSetDescr, newMemberDescr } from "../objects/descrMember.ts";
import { dictGetStr } from "../objects/dict.ts";
import { attributeError } from "../objects/errors.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { internStr, isStr } from "../objects/str.ts";
import { typeModified } from "../objects/typeCache.ts";
import { importedAttribute } from "./arrayPickle.ts";
import { buildModule, setOwned } from "./define.ts";

/** A module with the named things of another one, which is imported. */
function buildTwin(name: string, doc: string, twin: string, names: readonly string[]): Own<PyModule> {
	const module = hold(buildModule(name, doc, []), `module ${name}`);
	for (const one of names) setOwned(module.dict!, one, importedAttribute(twin, one));
	return take(module);
}

const DATETIME_NAMES = ["date", "datetime", "time", "timedelta", "tzinfo", "timezone", "MINYEAR", "MAXYEAR", "UTC"];

/** The parts of dates and times: properties in Python, fields of structs in C. */
const FIELDS: { readonly [type: string]: readonly string[] } = {
	timedelta: ["days", "seconds", "microseconds"],
	date: ["year", "month", "day"],
	time: ["hour", "minute", "second", "microsecond", "tzinfo", "fold"],
	datetime: ["hour", "minute", "second", "microsecond", "tzinfo", "fold"],
	tzinfo: [],
	timezone: [],
};

export function initDatetime(): Own<PyModule> {
	const module = hold(buildTwin("_datetime", "Dates and times.", "_pydatetime", DATETIME_NAMES), "module _datetime");
	setOwned(module.dict!, "datetime_CAPI", newCapsule("datetime.datetime_CAPI"));
	for (const [name, fields] of Object.entries(FIELDS)) {
		const type = dictGetStr(module.dict!, internStr(name)) as PyType;
		type.name = `datetime.${name}`; // what errors call it
		exchangeProperties(type, fields);
	}
	return take(module);
}

/** Puts descriptors as C has them in the place of a class's properties. */
function exchangeProperties(type: PyType, fields: readonly string[]): void {
	const isMember = type.name === "datetime.timedelta";
	for (const name of fields) {
		const slot = internStr(`_${name}`);
		const property = dictGetStr(type.dict!, internStr(name))!;
		const doc = hold(getAttr(property, internStr("__doc__")), "docstring of the property");
		const field = { name, get: (self: PyObject) => getAttr(self, slot), doc: isStr(doc) ? doc.value : null };
		drop(doc);
		const set = (): never => attributeError(`attribute '${name}' of '${type.name}' objects is not writable`);
		setOwned(type.dict!, name, isMember ? newMemberDescr(type, field) : newGetSetDescr(type, { ...field, set }));
	}
	typeModified(type);
}

export function initZoneinfo(): Own<PyModule> {
	return buildTwin("_zoneinfo", "Time zones.", "zoneinfo._zoneinfo", ["ZoneInfo"]);
}
