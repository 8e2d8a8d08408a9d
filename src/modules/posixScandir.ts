// `os.scandir`: an iterator of DirEntry objects, which know a file's kind without asking again and remember what they asked.
// The directory is read whole when the iterator is made. Mirrors DirEntry and ScandirIterator of Modules/posixmodule.c.

import { dropKeeping, hold, take } from "../heap/handles.ts";
import { own, type Own, type Visit } from "../heap/header.ts";
import { free, incref, xrelease } from "../heap/refcount.ts";
import { isTrue, selfIter } from "../objects/abstract.ts";
import { def, defRaw } from "../objects/args.ts";
import { auditEvent } from "../objects/auditEvents.ts";
import { newBool } from "../objects/bool.ts";
import { reprText } from "../objects/exceptions.ts";
import { newGenericAlias } from "../objects/genericalias.ts";
import { newInt } from "../objects/int.ts";
import { defineType, PyPlainTypeOwner, type PyObject, type PyType, TPFLAGS_DISALLOW_INSTANTIATION } from "../objects/object.ts";
import { finalizeFromDealloc } from "../objects/instance.ts";
import { warnWhileFinalizing } from "../objects/warnings.ts";
import { newNone } from "../objects/singletons.ts";
import { newStr } from "../objects/str.ts";
import { typeError } from "../objects/errors.ts";
import { withFiles } from "./fileSystem.ts";
import { type DirectoryEntry, FileError, type FileStatus, S_IFDIR, S_IFMT, S_IFREG } from "./fileTypes.ts";
import { holdPath, type PathArgument, pathBytes } from "./paths.ts";
import { pathOrOpen } from "./posixPaths.ts";
import { newStatResult } from "./posixStat.ts";

/** Owns name and path. */
class PyDirEntry extends PyPlainTypeOwner {
	name: PyObject | null;
	path: PyObject | null;
	pathText: string;
	entry: DirectoryEntry;
	/** What has been asked for: with links followed, and without. */
	followed: FileStatus | null;
	itself: FileStatus | null;

	constructor(type: PyType, name: Own<PyObject>, path: Own<PyObject>, pathText: string, entry: DirectoryEntry) {
		super(type);
		this.name = name;
		this.path = path;
		this.pathText = pathText;
		this.entry = entry;
		this.followed = null;
		this.itself = null;
	}
}

function entryDealloc(self: PyDirEntry): void {
	free(self);
	xrelease(self.path);
	xrelease(self.name);
}

/** Raises OSError. */
function statusOf(self: PyDirEntry, follow: boolean): FileStatus {
	if (!follow || self.entry.kind !== "symlink") {
		self.itself ??= withFiles((files) => files.lstat(self.pathText), self.path);
		return self.itself;
	}
	self.followed ??= withFiles((files) => files.stat(self.pathText), self.path);
	return self.followed;
}

/** Null: a link that leads nowhere, or a file that is gone. */
function statusOrNull(self: PyDirEntry, follow: boolean): FileStatus | null {
	if (follow ? self.followed : self.itself) return statusOf(self, follow);
	return withFiles((files) => {
		try {
			return follow ? files.stat(self.pathText) : files.lstat(self.pathText);
		} catch (error) {
			if (error instanceof FileError && error.code === "ENOENT") return null;
			throw error;
		}
	}, self.path);
}

function isKind(self: PyDirEntry, kind: "file" | "directory", follow: PyObject | null): Own<PyObject> {
	const followed = follow === null || isTrue(follow);
	const known = self.entry.kind;
	if (known === "file" || known === "directory" || (known === "symlink" && !followed)) return newBool(known === kind);
	const status = statusOrNull(self, followed);
	return newBool(status !== null && (status.mode & S_IFMT) === (kind === "file" ? S_IFREG : S_IFDIR));
}

export const DirEntryType: PyType = defineType({
	name: "posix.DirEntry",
	heapType: true,
	mutable: true,
	flags: TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 72,
	doc: "What scandir() knows of a file.",
	dealloc: entryDealloc,
	traverseRest: (self: PyDirEntry, visit: Visit) => {
		if (self.name !== null) visit(self.name, "attribute", "name");
		if (self.path !== null) visit(self.path, "attribute", "path");
	},
	repr: (self: PyDirEntry) => newStr(`<DirEntry ${reprText(self.name!)}>`),
	methods: [
		def("is_dir", "($self, /, *, follow_symlinks=True)", "Whether it is a directory.", (self, follow) => isKind(self, "directory", follow)),
		def("is_file", "($self, /, *, follow_symlinks=True)", "Whether it is a file.", (self, follow) => isKind(self, "file", follow)),
		def("is_symlink", "($self, /)", "Whether it is a link.", (self: PyDirEntry) => newBool(self.entry.kind === "symlink")),
		def("is_junction", "($self, /)", "Never, on this system.", () => newBool(false)),
		def("stat", "($self, /, *, follow_symlinks=True)", "What is known of it.", (self: PyDirEntry, follow: PyObject | null) =>
			newStatResult(statusOf(self, follow === null || isTrue(follow))),
		),
		def("inode", "($self, /)", "Its number in the file system.", (self: PyDirEntry) => newInt(statusOf(self, false).ino)),
		def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls, item) => newGenericAlias(cls, item), "class"),
		def("__fspath__", "($self, /)", "Its path.", (self: PyDirEntry) => incref(self.path!)),
	],
	members: [
		{ name: "name", get: (self: PyDirEntry) => incref(self.name!) },
		{ name: "path", get: (self: PyDirEntry) => incref(self.path!) },
	],
});

class PyScandirIterator extends PyPlainTypeOwner {
	/** What is still to come, from `next` on; empty once closed. */
	entries: readonly DirectoryEntry[];
	next: number;
	directory: string;
	isBytes: boolean;
	/** The directory was given by a descriptor: its entries' paths are their names. */
	isOpen: boolean;

	constructor(type: PyType) {
		super(type);
		this.isOpen = false;
		this.entries = NOTHING;
		this.next = 0;
		this.directory = ".";
		this.isBytes = false;
	}
}

function nextEntry(self: PyScandirIterator): Own<PyObject> | null {
	const entry = self.entries[self.next++];
	if (entry === undefined) {
		close(self);
		return null;
	}
	const { directory } = self;
	const path = directory.endsWith("/") ? directory + entry.name : `${directory}/${entry.name}`;
	const text = (value: string): Own<PyObject> => (self.isBytes ? pathBytes(value) : newStr(value));
	return own(new PyDirEntry(DirEntryType, text(entry.name), text(self.isOpen ? entry.name : path), path, entry));
}

/** An iterator that was left before its end has kept the directory open. */
function finalizeIterator(self: PyScandirIterator): void {
	if (self.entries === NOTHING) return;
	warnWhileFinalizing(
		"ResourceWarning",
		`unclosed scandir iterator ${reprText(self)}`,
		self,
		() => "Exception ignored while finalizing scandir iterator",
	);
	close(self);
}

/** Of an iterator that is closed. */
const NOTHING: readonly DirectoryEntry[] = [];

function close(self: PyScandirIterator): Own<PyObject> {
	self.entries = NOTHING;
	return newNone();
}

export const ScandirIteratorType: PyType = defineType({
	name: "posix.ScandirIterator",
	heapType: true,
	basicsize: 120,
	doc: "The entries of a directory.",
	new: () => typeError("cannot create 'posix.ScandirIterator' instances"),
	finalize: finalizeIterator,
	dealloc: (self: PyScandirIterator) => {
		if (!finalizeFromDealloc(self)) free(self);
	},
	iter: selfIter,
	iternext: nextEntry,
	methods: [
		def("__enter__", "($self, /)", null, (self: PyScandirIterator) => incref(self as PyObject)),
		defRaw("__exit__", null, null, (self) => close(self as PyScandirIterator)),
		def("close", "($self, /)", "Ends the iteration.", close),
	],
});

function scandir(_module: PyObject, path: PyObject | null): Own<PyObject> {
	const argument = holdPath("scandir", path, "path, fd or None");
	auditEvent("os.scandir", () => [argument.given === null ? newNone() : incref(argument.given)]);
	const iterator = own(new PyScandirIterator(ScandirIteratorType));
	hold(iterator, "iterator of the directory");
	fill(iterator, argument);
	const result = take(iterator);
	return argument.given === null ? result : dropKeeping(argument.given, result);
}

function fill(iterator: PyScandirIterator, argument: PathArgument): void {
	const { fd, text, given } = argument;
	// CPython duplicates the descriptor, which fails without naming it.
	if (fd !== null) withFiles((_, open) => open.at(fd));
	[iterator.entries, iterator.directory] = withFiles((files, open) => {
		const path = pathOrOpen(open, argument);
		return [files.list(path), fd === null ? text : path] as const;
	}, given);
	iterator.isOpen = fd !== null;
	iterator.isBytes = argument.isBytes;
}

export const scandirFunction = def("scandir", "($module, /, path=None)", "The entries of a directory.", scandir);
