// Hashing what is to be a key of a dict or an element of a set, and what is raised for the unhashable.
// Mirrors dict_unhashable_type (Objects/dictobject.c) and set_unhashable_type (Objects/setobject.c).

import { drop, hold, mark } from "../heap/handles.ts";
import { hash as hashObject, str } from "./abstract.ts";
import { caught, exceptionTypes, fetchException, reraise, typeError } from "./errors.ts";
import type { Hash, PyObject } from "./object.ts";
import { thread } from "./state.ts";
import { type PyStr, StrType, strHash } from "./str.ts";
import { fullyQualifiedName } from "./typeNames.ts";

/** `role` is "a dict key" or "a set element". May run Python code and raise. */
export function hashElement(key: PyObject, role: string): Hash {
	if (key.type === StrType) return (key as PyStr).hash !== -1 ? (key as PyStr).hash : strHash(key as PyStr);
	const since = mark();
	try {
		return hashObject(key);
	} catch (thrown) {
		caught(thrown, since);
		return unhashable(key, role);
	}
}

/** Raises in place of the TypeError in flight one that names the role; any other exception goes on as it is. */
function unhashable(key: PyObject, role: string): never {
	const exception = fetchException();
	if (exception.type !== exceptionTypes.TypeError) return reraise(exception);
	hold(exception, "TypeError of a hash");
	const text = hold(str(exception), "text of a TypeError");
	const message = `cannot use '${fullyQualifiedName(key.type)}' as ${role} (${text.value})`;
	drop(text);
	drop(exception);
	if (thread.currentException !== null) throw new Error("an exception is in flight where none can be");
	return typeError(message);
}
