// Makes all built-in types usable. Importing this file loads every type; `initObjects` completes them.
// Mirrors _PyTypes_InitTypes (Objects/object.c).

import "./anextAwaitable.ts";
import "./asyncGenerator.ts";
import "./boolType.ts";
import "./builtinFunction.ts";
import "./builtinIterators.ts";
import "./bytearrayType.ts";
import "./bytesIterator.ts";
import "./bytesType.ts";
import "./cell.ts";
import "./classmethod.ts";
import "./code.ts";
import "./codeIterators.ts";
import "./complexType.ts";
import "./descrMember.ts";
import "./descrMethod.ts";
import "./descrWrapper.ts";
import "./dict.ts";
import "./dictviews.ts";
import "./enumerate.ts";
import "./exceptionsAll.ts";
import "./floatType.ts";
import "./frame.ts";
import "./frameLocals.ts";
import "./function.ts";
import "./generatorTypes.ts";
import "./genericalias.ts";
import "./intType.ts";
import "./iterators.ts";
import "./list.ts";
import "./mappingproxy.ts";
import "./memoryviewType.ts";
import "./method.ts";
import "./module.ts";
import "./namespace.ts";
import "./objectType.ts";
import "./property.ts";
import "./range.ts";
import "./set.ts";
import "./singletons.ts";
import "./slice.ts";
import "./strIterator.ts";
import "./strType.ts";
import "./structseq.ts";
import "./super.ts";
import "./traceback.ts";
import "./tuple.ts";
import "./type.ts";
import "./union.ts";
import "./weakref.ts";
import "./weakrefProxy.ts";
import { registerRoots } from "../heap/audit.ts";
import { staticTypes } from "./object.ts";
import { initShortText } from "./shortText.ts";
import { readyStaticTypes } from "./typeReady.ts";

let ready = false;

/** Completes the static types; to be called once before anything else is done with objects. */
export function initObjects(): void {
	if (ready) return;
	ready = true;
	readyStaticTypes();
	initShortText();
	registerRoots("static types", (visit) => {
		for (const type of staticTypes) visit(type, "static type");
	});
}
