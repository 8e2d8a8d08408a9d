// What a host's file system must offer, and how it fails. No code but the error's class, so that hosts need nothing else.

export type FileKind = "file" | "directory" | "symlink" | "other";

export const S_IFMT = 0o170000;
export const S_IFDIR = 0o040000;
export const S_IFREG = 0o100000;
export const S_IFLNK = 0o120000;
export const S_IFIFO = 0o010000;
export const S_IFCHR = 0o020000;

export const O_ACCMODE = 3;
export const O_WRONLY = 1;
export const O_RDWR = 2;
export const O_CREAT = 0o100;
export const O_EXCL = 0o200;
export const O_TRUNC = 0o1000;
export const O_APPEND = 0o2000;
export const O_NONBLOCK = 0o4000;
export const O_DIRECTORY = 0o200000;
export const O_CLOEXEC = 0o2000000;

/** As the system's `struct stat`; times in nanoseconds since 1970. */
export interface FileStatus {
	readonly mode: number;
	readonly ino: number;
	readonly dev: number;
	readonly nlink: number;
	readonly uid: number;
	readonly gid: number;
	readonly size: number;
	readonly atime: bigint;
	readonly mtime: bigint;
	readonly ctime: bigint;
	readonly blksize: number;
	readonly blocks: number;
	readonly rdev: number;
}

export interface DirectoryEntry {
	readonly name: string;
	readonly kind: FileKind;
	readonly ino: number;
}

export class FileError extends Error {
	/** Such as "ENOENT". */
	readonly code: string;

	constructor(code: string) {
		super(code);
		this.code = code;
	}
}

/** As the system's `struct statvfs`. */
export interface FileSystemStatus {
	readonly bsize: number;
	readonly frsize: number;
	readonly blocks: number;
	readonly bfree: number;
	readonly bavail: number;
	readonly files: number;
	readonly ffree: number;
	readonly favail: number;
	readonly flag: number;
	readonly namemax: number;
	readonly fsid: number;
}

/** What works on descriptors. */
type OfDescriptors = "open" | "close" | "read" | "write" | "seek" | "truncate" | "sync" | "fstat" | "isatty" | "pathOf" | "isShared";

/** What works on paths. */
export type PathSystem = Omit<FileSystem, OfDescriptors>;

/** Every method may throw FileError. */
export interface FileSystem {
	/** Other programs may have the same files open, and locks don't reach them: there are none, then. */
	readonly isShared?: boolean;
	/** A new descriptor, 3 or more. It is the host's own: a program has numbers of its own for what it opens. */
	open(path: string, flags: number, mode: number): number;
	close(fd: number): void;
	/** Bytes read at the descriptor's position; 0 at the end. */
	read(fd: number, target: Uint8Array): number;
	/** Bytes written. */
	write(fd: number, bytes: Uint8Array): number;
	/** The new position; `whence` 0 start, 1 current position, 2 end. */
	seek(fd: number, offset: number, whence: number): number;
	truncate(fd: number, size: number): void;
	sync(fd: number): void;
	fstat(fd: number): FileStatus;
	isatty(fd: number): boolean;
	/** A path that leads to what a descriptor has open. Without it, functions that take a path or a descriptor take paths only. */
	pathOf?(fd: number): string;
	stat(path: string): FileStatus;
	lstat(path: string): FileStatus;
	/** Without "." and "..", in the system's order. */
	list(path: string): readonly DirectoryEntry[];
	mkdir(path: string, mode: number): void;
	rmdir(path: string): void;
	unlink(path: string): void;
	rename(from: string, to: string): void;
	link(from: string, to: string): void;
	symlink(target: string, path: string): void;
	readlink(path: string): string;
	chmod(path: string, mode: number): void;
	/** -1 leaves the user or the group. */
	chown?(path: string, uid: number, gid: number, follow: boolean): void;
	statvfs?(path: string): FileSystemStatus;
	/** Times in nanoseconds. */
	utime(path: string, atime: bigint, mtime: bigint, follow: boolean): void;
	access(path: string, mode: number): boolean;
	cwd(): string;
	chdir(path: string): void;
	/** Sets the mask and gives the old one. */
	umask(mask: number): number;
}
