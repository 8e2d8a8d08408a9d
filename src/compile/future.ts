// `from __future__ import …` at the top of a file: which features are switched on, and where the last such import ends.
// Mirrors Python/future.c.

import type { ImportFrom, mod } from "../syntax/ast.ts";
import { docstringOf } from "./docstring.ts";
import { raiseSyntaxError } from "./errors.ts";
import { CO_FUTURE_ANNOTATIONS, CO_FUTURE_BARRY_AS_BDFL } from "./flags.ts";
import { type Location, locationOf, NO_LOCATION } from "./instructionSequence.ts";

export interface FutureFeatures {
	/** CO_FUTURE_* bits, together with the flags that `compile()` was given. */
	readonly features: number;
	/** Of the last valid import from `__future__`. */
	readonly location: Location;
}

/** Features that became the language, and set no flag any more, have none here. */
const FEATURES = new Map<string, number>([
	["nested_scopes", 0],
	["generators", 0],
	["division", 0],
	["absolute_import", 0],
	["with_statement", 0],
	["print_function", 0],
	["unicode_literals", 0],
	["barry_as_FLUFL", CO_FUTURE_BARRY_AS_BDFL],
	["generator_stop", 0],
	["annotations", CO_FUTURE_ANNOTATIONS],
]);

export function futureFeatures(tree: mod, filename: string, flags: number): FutureFeatures {
	let features = flags;
	let location = NO_LOCATION;
	if (tree._class !== "Module" && tree._class !== "Interactive") return { features, location };
	for (const s of tree.body.slice(docstringOf(tree.body) === null ? 0 : 1)) {
		if (s._class !== "ImportFrom" || s.level !== 0 || s.module !== "__future__") break;
		features |= checkFeatures(s, filename);
		location = locationOf(s);
	}
	return { features, location };
}

function checkFeatures(s: ImportFrom, filename: string): number {
	let features = 0;
	for (const alias of s.names) {
		const bits = FEATURES.get(alias.name);
		if (bits === undefined) {
			const message = alias.name === "braces" ? "not a chance" : `future feature ${alias.name} is not defined`;
			raiseSyntaxError(message, filename, locationOf(alias));
		}
		features |= bits;
	}
	return features;
}
