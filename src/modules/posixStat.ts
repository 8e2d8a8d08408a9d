// What is known of files, as Python's objects: `os.stat_result` and `os.statvfs_result`.
// Mirrors _pystat_fromstructstat in Modules/posixmodule.c.

import type { Own } from "../heap/header.ts";
import { newFloat } from "../objects/float.ts";
import { newInt } from "../objects/int.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { newStructSeq, newStructSeqType } from "../objects/structseq.ts";
import type { FileStatus, FileSystemStatus } from "./fileTypes.ts";

const STAT_FIELDS =
	"st_mode st_ino st_dev st_nlink st_uid st_gid st_size . . . st_atime st_mtime st_ctime st_atime_ns st_mtime_ns st_ctime_ns " +
	"st_blksize st_blocks st_rdev";

let statResult: PyType | null = null;

export function statResultType(): PyType {
	if (statResult === null) {
		const fields = STAT_FIELDS.split(" ").map((name) => ({ name: name === "." ? null : name }));
		statResult = newStructSeqType("os.stat_result", "What is known of a file.", fields, 10, true, true);
	}
	return statResult;
}

export function newStatResult(status: FileStatus): Own<PyObject> {
	const { mode, ino, dev, nlink, uid, gid, size, atime, mtime, ctime, blksize, blocks, rdev } = status;
	const times = [atime, mtime, ctime];
	return newStructSeq(statResultType(), [
		...[mode, ino, dev, nlink, uid, gid, size].map((n) => newInt(n) as Own<PyObject>),
		...times.map((t) => newInt(t / 1_000_000_000n) as Own<PyObject>),
		...times.map((t) => newFloat(Number(t / 1_000_000_000n) + 1e-9 * Number(t % 1_000_000_000n)) as Own<PyObject>),
		...times.map((t) => newInt(t) as Own<PyObject>),
		...[blksize, blocks, rdev].map((n) => newInt(n) as Own<PyObject>),
	]);
}

const STATVFS_FIELDS = ["bsize", "frsize", "blocks", "bfree", "bavail", "files", "ffree", "favail", "flag", "namemax", "fsid"] as const;

let statvfsResult: PyType | null = null;

export function statvfsResultType(): PyType {
	const fields = STATVFS_FIELDS.map((name) => ({ name: `f_${name}` }));
	return (statvfsResult ??= newStructSeqType("os.statvfs_result", "What is known of a file system.", fields, 10, true, true));
}

export function newStatvfsResult(status: FileSystemStatus): Own<PyObject> {
	return newStructSeq(
		statvfsResultType(),
		STATVFS_FIELDS.map((name) => newInt(status[name]) as Own<PyObject>),
	);
}
