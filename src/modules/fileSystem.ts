// Files and directories as native modules see them: the interface that a host's file system implements, and the way to it.
//
// Paths are texts; bytes of a name that are not UTF-8 are lone surrogates (surrogateescape). Flags and modes are Linux's.
// Whatever fails throws FileError with the system's name of the error, which `withFiles` makes an OSError. Read `FileSystem`
// first. Stands for what Modules/posixmodule.c and _io/fileio.c ask of the C library.

import type { PyObject } from "../objects/object.ts";
import { raiseOSError } from "../objects/exceptionsRaise.ts";
import { errorMessage, errorNumber } from "./errorNumbers.ts";
import { host } from "./host.ts";
import { memoryFiles } from "./memoryFiles.ts";
import { FileError, type FileSystem } from "./fileTypes.ts";

/** The host's files; in memory where it has none. */
export function fileSystem(): FileSystem {
	return host().files ?? memoryFiles(host());
}

/** Runs `body`, which must not run Python code. A FileError becomes an OSError with the file's name, or names. */
export function withFiles<T>(body: (files: FileSystem) => T, filename: PyObject | null = null, second: PyObject | null = null): T {
	try {
		return body(fileSystem());
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		const number = errorNumber(error.code);
		return raiseOSError(number, errorMessage(number), filename, second);
	}
}

/** Writes to a file or standard stream: how many bytes. Raises OSError. */
export function writeDescriptor(fd: number, bytes: Uint8Array): number {
	return withFiles((files) => {
		if (fd === 1) host().writeStdout(bytes);
		else if (fd === 2) host().writeStderr(bytes);
		else return files.write(fd, bytes);
		return bytes.length;
	});
}
