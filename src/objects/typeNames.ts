// How a type is called: `tp_name` of a native type carries its module, a heap type has both in its own fields.
// Mirrors type_name, type_module and _PyType_GetFullyQualifiedName (Objects/typeobject.c).

import { dictGetStr } from "./dict.ts";
import type { PyObject, PyType } from "./object.ts";
import { internStr, isStr } from "./str.ts";

/** `__name__`. */
export function typeShortName(type: PyType): string {
	return type.heap !== null ? type.heap.name.value : type.name.slice(type.name.lastIndexOf(".") + 1);
}

/** `__qualname__`. */
export function typeQualname(type: PyType): string {
	return type.heap !== null ? type.heap.qualname.value : typeShortName(type);
}

/** The module as a text, or null if it isn't one. */
export function typeModuleText(type: PyType): string | null {
	if (type.heap === null) {
		const dot = type.name.lastIndexOf(".");
		return dot < 0 ? "builtins" : type.name.slice(0, dot);
	}
	const module: PyObject | null = dictGetStr(type.dict!, internStr("__module__"));
	return module !== null && isStr(module) ? module.value : null;
}

/** `module.qualname`, for messages and reprs: the module is left out if it is builtins or `__main__`. */
export function fullyQualifiedName(type: PyType): string {
	const module = typeModuleText(type);
	const name = typeQualname(type);
	return module === null || module === "builtins" || module === "__main__" ? name : `${module}.${name}`;
}

/** As a class's repr shows it: with its module unless that is builtins or no string. */
export function fullTypeName(type: PyType): string {
	const module = typeModuleText(type);
	return module === null || module === "builtins" ? type.name : `${module}.${typeQualname(type)}`;
}
