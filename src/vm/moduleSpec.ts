// `__spec__` of modules: an object with importlib's attribute names. Mirrors ModuleSpec of Lib/importlib/_bootstrap.py.

import { drop, dropKeeping, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { lookupAttr, setAttr } from "../objects/abstract.ts";
import { newBool, True } from "../objects/bool.ts";
import { dictSetStr, newDict, type PyDict } from "../objects/dict.ts";
import { newList } from "../objects/list.ts";
import { newNamespace } from "../objects/namespace.ts";
import type { PyObject } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { internStr, newStr } from "../objects/str.ts";
import { builtinImporter } from "./builtinImporter.ts";
import type { FoundModule } from "./finder.ts";

export function newModuleSpec(name: string, found: FoundModule): Own<PyObject> {
	const dict = hold(newDict(), "attributes of a module spec");
	const dot = name.lastIndexOf(".");
	put(dict, "name", newStr(name));
	put(dict, "loader", found.native === null ? own(None) : incref(builtinImporter() as PyObject));
	put(dict, "origin", newStr(found.origin));
	put(dict, "loader_state", own(None));
	put(dict, "submodule_search_locations", found.path === null ? own(None) : newList(found.path.map((entry) => newStr(entry))));
	put(dict, "_initializing", newBool(false));
	put(dict, "has_location", newBool(found.native === null));
	put(dict, "cached", own(None));
	put(dict, "parent", newStr(found.isPackage ? name : dot < 0 ? "" : name.slice(0, dot)));
	return dropKeeping(dict, newNamespace(dict));
}

function put(dict: PyDict, name: string, value: Own<PyObject>): void {
	hold(value, name);
	dictSetStr(dict, internStr(name), value);
	drop(value);
}

export function setInitializing(module: PyObject, value: boolean): void {
	const spec = lookupAttr(module, internStr("__spec__"));
	if (spec === null) return;
	hold(spec, "module spec");
	if (spec !== None) setAttr(spec, internStr("_initializing"), newBool(value));
	drop(spec);
}

/** Whether the module's code is still running. */
export function isInitializing(module: PyObject): boolean {
	const spec = lookupAttr(module, internStr("__spec__"));
	if (spec === null) return false;
	hold(spec, "module spec");
	const value = spec === None ? null : lookupAttr(spec, internStr("_initializing"));
	drop(spec);
	if (value === null) return false;
	const answer = value === (True as PyObject);
	hold(value, "flag");
	drop(value);
	return answer;
}
