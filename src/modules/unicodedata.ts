// The module `unicodedata`: properties and names of characters, and normal forms, of Unicode 16.0; `ucd_3_2_0` has the same
// of Unicode 3.2.0. The tables are unicodeData.ts's; normal forms are the JavaScript engine's, which never change.
// Read `methods` first. Mirrors Modules/unicodedata.c.

import { genericGetAttr } from "../objects/genericAttr.ts";
import { allocate, ownedSlots } from "./ownedSlots.ts";
import { hold, take } from "../heap/handles.ts";
import { own, type Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { raiseError, typeError, valueError } from "../objects/errors.ts";
import { newFloat } from "../objects/float.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { defineType, type PyObject, PyGCTypeOwner, TPFLAGS_DISALLOW_INSTANTIATION, TPFLAGS_HAVE_GC } from "../objects/object.ts";
import { isStr, newStr, type PyStr } from "../objects/str.ts";
import { CharacterDatabase, characterName, characterNamed, type CharacterRecord, hasUnicodeTables } from "../objects/unicodeData.ts";
import { addUnkeptType, buildModule, setOwned, strArgument, typeName } from "./define.ts";

const VERSION = "16.0.0";
const OLD_VERSION = "3.2.0";
const LONGEST_NAME = 256;
const UNASSIGNED = "Cn";

let now: CharacterDatabase | null = null;
let before: CharacterDatabase | null = null;

class PyUCD extends PyGCTypeOwner {}

/** The module's functions ask of the present, the methods of a UCD of Unicode 3.2.0. */
function isOld(self: PyObject): boolean {
	return self instanceof PyUCD;
}

function database(self: PyObject): CharacterDatabase {
	return isOld(self) ? (before ??= new CharacterDatabase("records-3.2.0")) : (now ??= new CharacterDatabase("records"));
}

/** The code point of an argument that must be one character. */
function character(value: PyObject, name: string, which = ""): number {
	if (!isStr(value)) return typeError(`${name}() argument ${which}must be a unicode character, not ${typeName(value)}`);
	const points = Array.from((value as PyStr).value);
	if (points.length !== 1) typeError(`${name}(): argument ${which}must be a unicode character, not a string of length ${points.length}`);
	return points[0].codePointAt(0)!;
}

/** A function of one character that gives a field of its record. */
function property(name: string, doc: string, make: (record: CharacterRecord) => Own<PyObject>): MethodDef {
	return def(name, "($self, chr, /)", doc, (self, chr) => make(database(self).record(character(chr, name))));
}

/** A function of one character and a value for want of an answer. */
function withDefault(name: string, doc: string, fault: string, answer: (self: PyObject, point: number) => Own<PyObject> | null): MethodDef {
	return def(name, "($self, chr, default=<unrepresentable>, /)", doc, (self, chr, otherwise) => {
		const found = answer(self, character(chr, name, "1 "));
		if (found !== null) return found;
		return otherwise === null ? valueError(fault) : incref(otherwise);
	});
}

function numberField(field: 5 | 6): (self: PyObject, point: number) => Own<PyObject> | null {
	return (self, point) => {
		const value = database(self).record(point)[field];
		return value === null ? null : newInt(value);
	};
}

function nameOf(self: PyObject, point: number): Own<PyObject> | null {
	const name = isOld(self) && database(self).record(point)[0] === UNASSIGNED ? null : characterName(point);
	return name === null ? null : newStr(name);
}

/** Unicode 3.2.0 has the character, and knows no other names of it. */
function isOldName(self: PyObject, name: string, point: number): boolean {
	return database(self).record(point)[0] !== UNASSIGNED && characterName(point) === name.toUpperCase();
}

function lookup(self: PyObject, value: PyObject): Own<PyObject> {
	if (!isStr(value)) return typeError(`a bytes-like object is required, not '${value.type.name}'`);
	const name = (value as PyStr).value;
	if (name.length > LONGEST_NAME) raiseError("KeyError", "name too long");
	const found = characterNamed(name, !isOld(self));
	if (found === null || (isOld(self) && !isOldName(self, name, found.codePointAt(0)!)))
		return raiseError("KeyError", `undefined character name '${name}'`);
	return newStr(found);
}

/** Characters that Unicode 3.2.0 does not have are left as they are. */
function normalized(self: PyObject, form: PyObject, text: PyObject, name: string): string {
	const kind = strArgument(form, `${name}() argument 1`);
	const source = strArgument(text, `${name}() argument 2`);
	if (source === "") return source;
	if (!/^NFK?[CD]$/.test(kind)) return valueError("invalid normalization form");
	if (!isOld(self)) return source.normalize(kind);
	let [result, known] = ["", ""];
	for (const c of source) {
		if (database(self).record(c.codePointAt(0)!)[0] !== UNASSIGNED) {
			known += c;
			continue;
		}
		result += known.normalize(kind) + c;
		known = "";
	}
	return result + known.normalize(kind);
}

const methods: readonly MethodDef[] = [
	def("bidirectional", "($self, chr, /)", "The class of a character that decides the direction of text, or ''.", (self, chr) =>
		newStr(database(self).record(character(chr, "bidirectional"))[1]),
	),
	property("category", "The general category of a character.", (record) => newStr(record[0])),
	property("combining", "The class by which a combining character is ordered; 0 for others.", (record) => newInt(record[2])),
	withDefault("decimal", "The value of a decimal digit.", "not a decimal", numberField(5)),
	def("decomposition", "($self, chr, /)", "The code points that a character consists of, in hexadecimal, or ''.", (self, chr) =>
		newStr(database(self).decomposition(character(chr, "decomposition"))),
	),
	withDefault("digit", "The value of a digit of any kind.", "not a digit", numberField(6)),
	property("east_asian_width", "How wide a character is in East Asian text.", (record) => newStr(record[3])),
	def("is_normalized", "($self, form, unistr, /)", "Whether a text is in a normal form.", (self, form, text) =>
		newBool(normalized(self, form, text, "is_normalized") === (text as PyStr).value),
	),
	def("lookup", "($self, name, /)", "The character with a name. Raises KeyError.", lookup),
	property("mirrored", "1 if a character is mirrored in text from right to left, else 0.", (record) => newInt(record[4])),
	withDefault("name", "The name of a character.", "no such name", nameOf),
	def("normalize", "($self, form, unistr, /)", "The normal form of a text: NFC, NFKC, NFD or NFKD.", (self, form, text) =>
		newStr(normalized(self, form, text, "normalize")),
	),
	withDefault("numeric", "The value of a character that stands for a number.", "not a numeric character", (self, point) => {
		const value = database(self).record(point)[7];
		return value === null ? null : newFloat(value);
	}),
];

const UCDType = defineType({
	name: "unicodedata.UCD",
	heapType: true,
	getattro: genericGetAttr,
	withoutModule: true,
	flags: TPFLAGS_DISALLOW_INSTANTIATION | TPFLAGS_HAVE_GC,
	basicsize: 32,
	alloc: (type) => own(new PyUCD(type)),
	...ownedSlots([]),
	methods,
	getset: [{ name: "unidata_version", get: () => newStr(OLD_VERSION), doc: null }],
});

export function initUnicodedata(): Own<PyModule> {
	if (!hasUnicodeTables()) raiseError("ModuleNotFoundError", "No module named 'unicodedata'");
	const doc = "What the Unicode Character Database says of characters.";
	const module = hold(buildModule("unicodedata", doc, methods), "module unicodedata");
	addUnkeptType(module, UCDType);
	setOwned(module.dict!, "unidata_version", newStr(VERSION));
	setOwned(module.dict!, "ucd_3_2_0", allocate(UCDType));
	return take(module);
}
