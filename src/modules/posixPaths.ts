// Paths that begin at an open directory (`dir_fd`), and functions that take an open file in place of a path.
// Read `dirPath` first. Mirrors dir_fd_converter and path_t in Modules/posixmodule.c.

import { isIndex } from "../objects/abstract.ts";
import { BoolType } from "../objects/bool.ts";
import { warn } from "../objects/warnings.ts";
import { integerArgument, typeNameOf } from "../objects/conversions.ts";
import { overflowError, typeError, valueError } from "../objects/errors.ts";
import type { PyObject } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import type { Descriptors } from "./descriptors.ts";
import type { PathArgument } from "./paths.ts";

/** The number of a `dir_fd` argument, null for none. Raises TypeError, OverflowError. */
export function dirDescriptor(dirFd: PyObject | null): number | null {
	if (dirFd === null || dirFd === None) return null;
	if (dirFd.type === BoolType) warn("RuntimeWarning", "bool is used as a file descriptor");
	if (!isIndex(dirFd)) typeError(`argument should be integer or None, not ${typeNameOf(dirFd)}`);
	const value = integerArgument(dirFd);
	if (value > 0x7fffffff) overflowError("fd is greater than maximum");
	if (value < -0x80000000) overflowError("fd is less than minimum");
	return Number(value);
}

/** The path itself; where it begins at an open directory, a path through that. Throws FileError. */
export function pathFrom(open: Descriptors, text: string, directory: number | null): string {
	return open.resolved(text, directory);
}

/** The path of an argument, or one that leads to what its descriptor has open. Throws FileError. */
export function pathOrOpen(open: Descriptors, { fd, text }: PathArgument, directory: number | null = null): string {
	return fd === null ? pathFrom(open, text, directory) : open.path(fd);
}

/** Refuses what goes with a path only. Raises ValueError. */
export function refuseWithDescriptor(name: string, { fd }: PathArgument, directory: number | null, follow: boolean): void {
	if (fd === null) return;
	if (directory !== null) valueError(`${name}: can't specify dir_fd without matching path`);
	if (!follow) valueError(`${name}: cannot use fd and follow_symlinks together`);
}
