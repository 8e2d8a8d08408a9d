// The module `_tokenize`, so that `tokenize` can be imported (inspect and linecache do); its iterator is not there yet.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { notImplementedError } from "../objects/errors.ts";
import type { PyModule } from "../objects/module.ts";
import { defineType } from "../objects/object.ts";
import { addType, buildModule } from "./define.ts";

const TokenizerIterType = defineType({
	name: "_tokenize.TokenizerIter",
	basicsize: 64,
	doc: "Not available in decref.",
	new: () => notImplementedError("decref has no _tokenize.TokenizerIter yet: tokenize cannot read source"),
});

export function initTokenize(): Own<PyModule> {
	const module = hold(buildModule("_tokenize", "The native part of tokenize.", []), "module _tokenize");
	addType(module, TokenizerIterType);
	return take(module);
}
