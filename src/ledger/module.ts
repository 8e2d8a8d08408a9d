// The module `decref`, which programs import to ask for holders: `decref.why(x)`, `decref.holders(x)`, `decref.audit()`.
//
// It is a native module and no part of sys.builtin_module_names. What its functions return is text and numbers: it refers
// to none of the objects it speaks of, so that asking changes no count that the program reads afterwards. The call itself
// has the object as an argument, and says so. Read `initDecref` first.

import { audit, differenceLine } from "../heap/audit.ts";
import { drop, hold, take } from "../heap/handles.ts";
import { type Own, own } from "../heap/header.ts";
import { objectsOf } from "../heap/gc/queries.ts";
import { free } from "../heap/refcount.ts";
import { isTrue } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { newBuiltinFunction } from "../objects/builtinFunction.ts";
import { dictGetStr, dictSetStr, newDict } from "../objects/dict.ts";
import { runtimeError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import { listAppendSteal, newList } from "../objects/list.ts";
import { isModule, newModule, type PyModule } from "../objects/module.ts";
import {
	defineType,
	type GetSetDef,
	PyPlainObject,
	type PyObject,
	type PyType,
	TPFLAGS_DISALLOW_INSTANTIATION,
} from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { interpreter } from "../objects/state.ts";
import { internStr, newStr } from "../objects/str.ts";
import { newTuple } from "../objects/tuple.ts";
import { typeReady } from "../objects/typeReady.ts";
import { explain, type Explanation, explanationText, holderText, names } from "./explain.ts";
import { explanationHtml } from "./explainHtml.ts";
import { newExpectation } from "./expect.ts";
import { OWNED } from "./graph.ts";
import type { Holder } from "./holders.ts";
import { typeNameOf } from "./names.ts";
import { isProgramFile } from "./programFiles.ts";
import { eventsOf, record } from "./record.ts";

/** What `decref.why` returns. Owns no object. */
class PyExplanation extends PyPlainObject {
	readonly explanation: Explanation;

	constructor(explanation: Explanation) {
		super(explanationType!);
		this.explanation = explanation;
	}
}

/** One entry of what `decref.holders` returns. Owns no object. */
class PyHolder extends PyPlainObject {
	readonly holder: Holder;

	constructor(holder: Holder) {
		super(holderType!);
		this.holder = holder;
	}
}

let explanationType: PyType | null = null;
let holderType: PyType | null = null;

function getter<T>(name: string, doc: string, get: (self: T) => Own<PyObject>): GetSetDef {
	return { name, doc, get };
}

function newHolderList(holders: readonly Holder[]): Own<PyObject> {
	const list = hold(newList([]), "list of holders");
	for (const holder of holders) listAppendSteal(list, own(new PyHolder(holder)));
	return take(list);
}

function makeTypes(): void {
	explanationType = defineType({
		name: "decref.Explanation",
		doc: "Why an object is alive: its count as a sum of named holders.",
		flags: TPFLAGS_DISALLOW_INSTANTIATION,
		basicsize: 24,
		dealloc: free,
		repr: (self: PyExplanation) => newStr(explanationText(self.explanation)),
		getset: [
			getter<PyExplanation>("name", "The object's name, such as 'C#1'.", (self) => newStr(self.explanation.name)),
			getter<PyExplanation>("count", "The object's count, or None if it is immortal.", ({ explanation: { count } }) =>
				count === null ? newNone() : newInt(count),
			),
			getter<PyExplanation>("holders", "All holders, those that count first.", (self) => newHolderList(self.explanation.holders)),
		],
		methods: [
			def("_repr_html_", "($self, /)", "The explanation as a table, for notebooks.", (self: PyExplanation) =>
				newStr(explanationHtml(self.explanation)),
			),
		],
	});
	holderType = defineType({
		name: "decref.Holder",
		doc: "One reference to an object, and who holds it.",
		flags: TPFLAGS_DISALLOW_INSTANTIATION,
		basicsize: 24,
		dealloc: free,
		repr: (self: PyHolder) => newStr(`<${self.holder.hold === OWNED ? "holder" : "not counted"}: ${holderText(self.holder)}>`),
		getset: [
			getter<PyHolder>("kind", "What kind of holder it is: 'global', 'local', 'element' …", (self) => newStr(self.holder.kind)),
			getter<PyHolder>("text", "The holder in words.", (self) => newStr(self.holder.text)),
			getter<PyHolder>("counts", "Whether the reference is part of the count.", (self) => newBool(self.holder.hold === OWNED)),
			getter<PyHolder>("path", "The way from the holder to a root, as pairs of a name and what holds it.", (self) =>
				newTuple(self.holder.path.map(({ name, text }) => newTuple([newStr(name) as Own<PyObject>, newStr(text)]))),
			),
		],
	});
	typeReady(explanationType);
	typeReady(holderType);
}

function programsOwners(): PyObject[] {
	const main = dictGetStr(interpreter.modules!, internStr("__main__"));
	if (main === null || !isModule(main)) return [];
	return main.dict === null ? [main] : [main, main.dict];
}

function typeCounts(): Own<PyObject> {
	const counts = new Map<string, number>();
	for (const object of objectsOf(null)) {
		const name = typeNameOf(object.type as PyType);
		counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	const dict = hold(newDict(), "counts of types");
	for (const [name, count] of [...counts].sort((a, b) => b[1] - a[1])) {
		const number = hold(newInt(count), "count of a type");
		dictSetStr(dict, internStr(name), number);
		drop(number);
	}
	return take(dict);
}

const functions: readonly MethodDef[] = [
	def("why", "($module, object, /)", "Explain an object's count: who holds each reference to it.", (_module: PyObject, object: PyObject) =>
		own(new PyExplanation(explain(object))),
	),
	def("holders", "($module, object, /)", "Return the list of an object's holders.", (_module: PyObject, object: PyObject) =>
		newHolderList(explain(object).holders),
	),
	def("name", "($module, object, /)", "Return the name by which decref speaks of an object.", (_module: PyObject, object: PyObject) =>
		newStr(names.of(object)),
	),
	def(
		"record",
		"($module, /, instructions=False)",
		"Begin to record what becomes of objects, line by line or by instructions, for events(); until the program ends.",
		(_module: PyObject, instructions: PyObject | null) => {
			record(programsOwners(), isProgramFile, instructions !== null && isTrue(instructions));
			return newNone();
		},
	),
	def(
		"events",
		"($module, object, /)",
		"Return what became of an object since record(), line by line.",
		(_module: PyObject, object: PyObject) =>
			newList((eventsOf(object) ?? runtimeError("nothing is recorded yet: call decref.record() first")).map((text) => newStr(text))),
	),
	def(
		"expect",
		"($module, /, alive=None, freed=None)",
		"Return a context manager which sees to it that of what its block creates so many objects are alive or freed at its end.",
		(_module: PyObject, alive: PyObject | null, freed: PyObject | null) => newExpectation(alive, freed, isProgramFile),
	),
	def("snapshot", "($module, /)", "Return how many objects of each type the collector knows, as a dict, most first.", typeCounts),
	def("audit", "($module, /)", "Check every count there is; return a list of texts, one for each that is not explained.", () =>
		newList(audit().map((difference) => newStr(differenceLine(difference)))),
	),
];

/** Makes the module. New. */
export function initDecref(): Own<PyModule> {
	if (explanationType === null) makeTypes();
	const module = hold(newModule("decref"), "module decref");
	dictSetStr(module.dict!, internStr("__doc__"), internStr("Ask decref who holds an object, and why it is alive."));
	for (const definition of functions) {
		const func = hold(newBuiltinFunction(definition, module, internStr("decref")), definition.name);
		dictSetStr(module.dict!, internStr(definition.name), func);
		drop(func);
	}
	dictSetStr(module.dict!, internStr("Explanation"), explanationType!);
	dictSetStr(module.dict!, internStr("Holder"), holderType!);
	return take(module);
}
