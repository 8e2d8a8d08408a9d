// Paths as text only: `posixpath` has these of C where they are there. A path is str or bytes, and so is the result.
// Mirrors _Py_normpath and _Py_splitroot in Python/fileutils.c.

import { dropKeeping } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { def, type MethodDef } from "../objects/args.ts";
import type { PyObject } from "../objects/object.ts";
import { newTuple } from "../objects/tuple.ts";
import { holdPath, nameLike } from "./paths.ts";

/** "//" at the start is something of its own, three or more are not. */
function splitRoot(path: string): readonly [root: string, tail: string] {
	if (!path.startsWith("/")) return ["", path];
	const length = path.startsWith("//") && !path.startsWith("///") ? 2 : 1;
	return [path.slice(0, length), path.slice(length)];
}

function normalized(path: string): string {
	const [root, tail] = splitRoot(path);
	const parts: string[] = [];
	for (const part of tail.split("/")) {
		if (part === "" || part === ".") continue;
		if (part !== ".." || (root === "" && (parts.length === 0 || parts.at(-1) === ".."))) parts.push(part);
		else parts.pop();
	}
	return root + parts.join("/") || ".";
}

/** Makes a result of the path's text. */
function ofPath(name: string, path: PyObject, body: (text: string, like: (text: string) => Own<PyObject>) => Own<PyObject>): Own<PyObject> {
	const argument = holdPath(name, path, "path", "path", true);
	return dropKeeping(
		argument.given!,
		body(argument.text, (text) => nameLike(argument, text)),
	);
}

export const pathTextFunctions: readonly MethodDef[] = [
	def("_path_normpath", "($module, /, path)", "A path without detours.", (_m, path) =>
		ofPath("_path_normpath", path, (text, like) => like(normalized(text))),
	),
	def("_path_splitroot_ex", "($module, /, p)", "Drive, root and rest of a path.", (_m, path) =>
		ofPath("_path_splitroot_ex", path, (text, like) => newTuple(["", ...splitRoot(text)].map(like))),
	),
];
