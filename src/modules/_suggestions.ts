// The module `_suggestions`: the nearest of some names, for "Did you mean". Mirrors Modules/_suggestions.c.

import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { def } from "../objects/args.ts";
import { typeError } from "../objects/errors.ts";
import { isList, ListType } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { isStr, type PyStr } from "../objects/str.ts";
import { buildModule, strArgument } from "./define.ts";
import { nearestName } from "./tracebackSuggest.ts";

function generateSuggestions(candidates: PyObject, item: PyObject): Own<PyObject> {
	const name = strArgument(item, "_generate_suggestions() argument 2");
	if (!isList(candidates) || candidates.type !== ListType) return typeError("candidates must be a list");
	if (!candidates.items.every(isStr)) return typeError("all elements in 'candidates' must be strings");
	const names = candidates.items as PyStr[];
	const nearest = nearestName(
		names.map((candidate) => candidate.value),
		name,
	);
	return nearest === null ? newNone() : incref(names.find((candidate) => candidate.value === nearest)!);
}

export function initSuggestions(): Own<PyModule> {
	return buildModule("_suggestions", null, [
		def("_generate_suggestions", "($module, candidates, item, /)", "The candidate nearest to the item, or None.", (_, candidates, item) =>
			generateSuggestions(candidates, item),
		),
	]);
}
