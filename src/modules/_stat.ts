// The module `_stat`: what the mode of a file says, and the constants for it, as on Linux. Read `filemode` first.
// Mirrors Modules/_stat.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { integerArgument } from "../objects/conversions.ts";
import { overflowError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { newStr } from "../objects/str.ts";
import { buildModule, setOwned } from "./define.ts";

const TYPES: { readonly [name: string]: number } = {
	S_IFDIR: 0o040000,
	S_IFCHR: 0o020000,
	S_IFBLK: 0o060000,
	S_IFREG: 0o100000,
	S_IFIFO: 0o010000,
	S_IFLNK: 0o120000,
	S_IFSOCK: 0o140000,
	// Not on Linux.
	S_IFDOOR: 0,
	S_IFPORT: 0,
	S_IFWHT: 0,
};

const PERMISSIONS: { readonly [name: string]: number } = {
	S_ISUID: 0o4000,
	S_ISGID: 0o2000,
	S_ISVTX: 0o1000,
	S_ENFMT: 0o2000,
	S_IREAD: 0o400,
	S_IWRITE: 0o200,
	S_IEXEC: 0o100,
	S_IRWXU: 0o700,
	S_IRUSR: 0o400,
	S_IWUSR: 0o200,
	S_IXUSR: 0o100,
	S_IRWXG: 0o070,
	S_IRGRP: 0o040,
	S_IWGRP: 0o020,
	S_IXGRP: 0o010,
	S_IRWXO: 0o007,
	S_IROTH: 0o004,
	S_IWOTH: 0o002,
	S_IXOTH: 0o001,
};

const FLAGS: { readonly [name: string]: number } = {
	UF_SETTABLE: 0xffff,
	UF_NODUMP: 0x1,
	UF_IMMUTABLE: 0x2,
	UF_APPEND: 0x4,
	UF_OPAQUE: 0x8,
	UF_NOUNLINK: 0x10,
	UF_COMPRESSED: 0x20,
	UF_TRACKED: 0x40,
	UF_DATAVAULT: 0x80,
	UF_HIDDEN: 0x8000,
	SF_SETTABLE: 0xffff0000,
	SF_ARCHIVED: 0x10000,
	SF_IMMUTABLE: 0x20000,
	SF_APPEND: 0x40000,
	SF_NOUNLINK: 0x100000,
	SF_SNAPSHOT: 0x200000,
	SF_FIRMLINK: 0x800000,
	SF_DATALESS: 0x40000000,
};

/** Places in what os.stat() gives, taken as a tuple. */
const FIELDS = "ST_MODE ST_INO ST_DEV ST_NLINK ST_UID ST_GID ST_SIZE ST_ATIME ST_MTIME ST_CTIME".split(" ");

const TYPE_MASK = 0o170000;
const PERMISSION_MASK = 0o7777;

/** A mode_t. Raises TypeError, OverflowError. */
function modeOf(object: PyObject): number {
	const value = integerArgument(object);
	if (value < 0) overflowError("can't convert negative value to unsigned int");
	if (value >= 2n ** 64n) overflowError("Python int too large to convert to C unsigned long");
	return value > 0xffffffff ? overflowError("mode out of range") : Number(value);
}

const LETTERS: readonly (readonly [string, string])[] = [
	["S_IFREG", "-"],
	["S_IFDIR", "d"],
	["S_IFLNK", "l"],
	["S_IFBLK", "b"],
	["S_IFCHR", "c"],
	["S_IFIFO", "p"],
	["S_IFSOCK", "s"],
];

function typeLetter(mode: number): string {
	return LETTERS.find(([name]) => (mode & TYPE_MASK) === TYPES[name])?.[1] ?? "?";
}

/** "rwx" for one class of users: `special` is the letter for the class's own bit, such as set-user-ID. */
function permissions(mode: number, shift: number, specialBit: number, special: string): string {
	const bits = mode >> shift;
	const executes = (bits & 1) !== 0;
	const last = (mode & specialBit) === 0 ? (executes ? "x" : "-") : executes ? special : special.toUpperCase();
	return (bits & 4 ? "r" : "-") + (bits & 2 ? "w" : "-") + last;
}

function filemode(mode: number): string {
	const user = permissions(mode, 6, PERMISSIONS["S_ISUID"]!, "s");
	const group = permissions(mode, 3, PERMISSIONS["S_ISGID"]!, "s");
	return typeLetter(mode) + user + group + permissions(mode, 0, PERMISSIONS["S_ISVTX"]!, "t");
}

const SIGNATURE = "($self, object, /)";

function defMode(name: string, doc: string, of: (mode: number) => Own<PyObject>): MethodDef {
	return def(name, SIGNATURE, doc, (_module: PyObject, mode: PyObject) => of(modeOf(mode)));
}

/** `S_ISDIR` from `S_IFDIR` …; what Linux does not have is never so. */
function defIs(name: string, what: string): MethodDef {
	const type = TYPES[name === "S_ISFIFO" ? "S_IFIFO" : name.replace("S_IS", "S_IF")]!;
	return defMode(name, `Whether the mode is of ${what}.`, (mode) => newBool(type !== 0 && (mode & TYPE_MASK) === type));
}

const functions: readonly MethodDef[] = [
	defIs("S_ISDIR", "a directory"),
	defIs("S_ISCHR", "a character device"),
	defIs("S_ISBLK", "a block device"),
	defIs("S_ISREG", "a regular file"),
	defIs("S_ISFIFO", "a named pipe"),
	defIs("S_ISLNK", "a symbolic link"),
	defIs("S_ISSOCK", "a socket"),
	defIs("S_ISDOOR", "a door"),
	defIs("S_ISPORT", "an event port"),
	defIs("S_ISWHT", "a whiteout"),
	defMode("S_IMODE", "The bits of the mode that os.chmod() sets.", (mode) => newInt(mode & PERMISSION_MASK)),
	defMode("S_IFMT", "The bits of the mode that say what kind of file it is.", (mode) => newInt(mode & TYPE_MASK)),
	defMode("filemode", "The mode as text, such as '-rwxrwxrwx'.", (mode) => newStr(filemode(mode))),
];

export function initStat(): Own<PyModule> {
	const module = hold(buildModule("_stat", "The modes of files.", functions), "module _stat");
	for (const table of [TYPES, PERMISSIONS, FLAGS]) {
		for (const [name, value] of Object.entries(table)) setOwned(module.dict!, name, newInt(value));
	}
	FIELDS.forEach((name, i) => setOwned(module.dict!, name, newInt(i)));
	return take(module);
}
