// What `os.sysconf`, `os.confstr` and `os.pathconf` know: names, their numbers, and what Linux with glibc answers on a 64-bit
// machine. What depends on the machine is asked of the host, and -1 (no limit known) if that does not say.
// Read `configurationFunctions` first. Mirrors the tables of Modules/posixmodule.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { isIndex } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { cIntArgument } from "../objects/conversions.ts";
import { newDict } from "../objects/dict.ts";
import { typeError, valueError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { isStr, newStr, type PyStr } from "../objects/str.ts";
import { setOwned } from "./define.ts";
import { raiseFileError, withFiles } from "./fileSystem.ts";
import { host } from "./host.ts";
import { dropPath, holdPath } from "./paths.ts";
import { pathOrOpen } from "./posixPaths.ts";

/** Name, number and value; "!" for what glibc does not answer. */
const SYSTEM =
	"ARG_MAX 0 2097152, CHILD_MAX 1 -1, CLK_TCK 2 100, NGROUPS_MAX 3 65536, OPEN_MAX 4 1048576, STREAM_MAX 5 16, " +
	"TZNAME_MAX 6 -1, JOB_CONTROL 7 1, SAVED_IDS 8 1, REALTIME_SIGNALS 9 200809, PRIORITY_SCHEDULING 10 200809, " +
	"TIMERS 11 200809, ASYNCHRONOUS_IO 12 200809, PRIORITIZED_IO 13 200809, SYNCHRONIZED_IO 14 200809, FSYNC 15 200809, " +
	"MAPPED_FILES 16 200809, MEMLOCK 17 200809, MEMLOCK_RANGE 18 200809, MEMORY_PROTECTION 19 200809, " +
	"MESSAGE_PASSING 20 200809, SEMAPHORES 21 200809, SHARED_MEMORY_OBJECTS 22 200809, AIO_LISTIO_MAX 23 -1, " +
	"AIO_MAX 24 -1, AIO_PRIO_DELTA_MAX 25 20, DELAYTIMER_MAX 26 2147483647, MQ_OPEN_MAX 27 -1, MQ_PRIO_MAX 28 32768, " +
	"VERSION 29 200809, PAGESIZE 30 4096, PAGE_SIZE 30 4096, RTSIG_MAX 31 32, SEM_NSEMS_MAX 32 -1, " +
	"SEM_VALUE_MAX 33 2147483647, SIGQUEUE_MAX 34 -1, TIMER_MAX 35 -1, BC_BASE_MAX 36 99, BC_DIM_MAX 37 2048, " +
	"BC_SCALE_MAX 38 99, BC_STRING_MAX 39 1000, COLL_WEIGHTS_MAX 40 255, EQUIV_CLASS_MAX 41 !, EXPR_NEST_MAX 42 32, " +
	"LINE_MAX 43 2048, RE_DUP_MAX 44 32767, CHARCLASS_NAME_MAX 45 2048, 2_VERSION 46 200809, 2_C_BIND 47 200809, " +
	"2_C_DEV 48 200809, 2_FORT_DEV 49 -1, 2_FORT_RUN 50 -1, 2_SW_DEV 51 200809, 2_LOCALEDEF 52 200809, PII 53 -1, " +
	"PII_XTI 54 -1, PII_SOCKET 55 -1, PII_INTERNET 56 -1, PII_OSI 57 -1, POLL 58 -1, SELECT 59 -1, IOV_MAX 60 1024, " +
	"UIO_MAXIOV 60 1024, PII_INTERNET_STREAM 61 -1, PII_INTERNET_DGRAM 62 -1, PII_OSI_COTS 63 -1, PII_OSI_CLTS 64 -1, " +
	"PII_OSI_M 65 -1, T_IOV_MAX 66 -1, THREADS 67 200809, THREAD_SAFE_FUNCTIONS 68 200809, GETGR_R_SIZE_MAX 69 1024, " +
	"GETPW_R_SIZE_MAX 70 1024, LOGIN_NAME_MAX 71 256, TTY_NAME_MAX 72 32, THREAD_DESTRUCTOR_ITERATIONS 73 4, " +
	"THREAD_KEYS_MAX 74 1024, THREAD_STACK_MIN 75 16384, THREAD_THREADS_MAX 76 -1, THREAD_ATTR_STACKADDR 77 200809, " +
	"THREAD_ATTR_STACKSIZE 78 200809, THREAD_PRIORITY_SCHEDULING 79 200809, THREAD_PRIO_INHERIT 80 200809, " +
	"THREAD_PRIO_PROTECT 81 200809, THREAD_PROCESS_SHARED 82 200809, NPROCESSORS_CONF 83 1, NPROCESSORS_ONLN 84 1, " +
	"PHYS_PAGES 85 -1, AVPHYS_PAGES 86 -1, ATEXIT_MAX 87 2147483647, PASS_MAX 88 8192, XOPEN_VERSION 89 700, " +
	"XOPEN_XCU_VERSION 90 4, XOPEN_UNIX 91 1, XOPEN_CRYPT 92 -1, XOPEN_ENH_I18N 93 1, XOPEN_SHM 94 1, " +
	"2_CHAR_TERM 95 200809, 2_C_VERSION 96 200809, 2_UPE 97 -1, XOPEN_XPG2 98 1, XOPEN_XPG3 99 1, XOPEN_XPG4 100 1, " +
	"CHAR_BIT 101 8, CHAR_MAX 102 127, CHAR_MIN 103 -128, INT_MAX 104 2147483647, INT_MIN 105 -2147483648, " +
	"LONG_BIT 106 64, WORD_BIT 107 32, MB_LEN_MAX 108 16, NZERO 109 20, SSIZE_MAX 110 32767, SCHAR_MAX 111 127, " +
	"SCHAR_MIN 112 -128, SHRT_MAX 113 32767, SHRT_MIN 114 -32768, UCHAR_MAX 115 255, UINT_MAX 116 4294967295, " +
	"ULONG_MAX 117 -1, USHRT_MAX 118 65535, NL_ARGMAX 119 4096, NL_LANGMAX 120 2048, NL_MSGMAX 121 2147483647, " +
	"NL_NMAX 122 2147483647, NL_SETMAX 123 2147483647, NL_TEXTMAX 124 2147483647, XBS5_ILP32_OFF32 125 -1, " +
	"XBS5_ILP32_OFFBIG 126 -1, XBS5_LP64_OFF64 127 1, XBS5_LPBIG_OFFBIG 128 -1, XOPEN_LEGACY 129 1, XOPEN_REALTIME 130 1, " +
	"XOPEN_REALTIME_THREADS 131 1, MINSIGSTKSZ 249 3376";

/** Those that are not empty are in `TEXTS`. */
const STRINGS =
	"PATH 0, GNU_LIBC_VERSION 2, GNU_LIBPTHREAD_VERSION 3, LFS_CFLAGS 1000, LFS_LDFLAGS 1001, LFS_LIBS 1002, " +
	"LFS_LINTFLAGS 1003, LFS64_CFLAGS 1004, LFS64_LDFLAGS 1005, LFS64_LIBS 1006, LFS64_LINTFLAGS 1007, " +
	"XBS5_ILP32_OFF32_CFLAGS 1100, XBS5_ILP32_OFF32_LDFLAGS 1101, XBS5_ILP32_OFF32_LIBS 1102, " +
	"XBS5_ILP32_OFF32_LINTFLAGS 1103, XBS5_ILP32_OFFBIG_CFLAGS 1104, XBS5_ILP32_OFFBIG_LDFLAGS 1105, " +
	"XBS5_ILP32_OFFBIG_LIBS 1106, XBS5_ILP32_OFFBIG_LINTFLAGS 1107, XBS5_LP64_OFF64_CFLAGS 1108, " +
	"XBS5_LP64_OFF64_LDFLAGS 1109, XBS5_LP64_OFF64_LIBS 1110, XBS5_LP64_OFF64_LINTFLAGS 1111, " +
	"XBS5_LPBIG_OFFBIG_CFLAGS 1112, XBS5_LPBIG_OFFBIG_LDFLAGS 1113, XBS5_LPBIG_OFFBIG_LIBS 1114, " +
	"XBS5_LPBIG_OFFBIG_LINTFLAGS 1115";

const TEXTS: ReadonlyMap<number, string> = new Map([
	[0, "/bin:/usr/bin"],
	[2, "glibc 2.36"],
	[3, "NPTL 2.36"],
	[1004, "-D_LARGEFILE64_SOURCE"],
	[1007, "-D_LARGEFILE64_SOURCE"],
	[1108, "-m64"],
	[1109, "-m64"],
]);

const PATHS =
	"LINK_MAX 0 65000, MAX_CANON 1 255, MAX_INPUT 2 255, NAME_MAX 3 255, PATH_MAX 4 4096, PIPE_BUF 5 4096, " +
	"CHOWN_RESTRICTED 6 1, NO_TRUNC 7 1, VDISABLE 8 0, SYNC_IO 9 -1, ASYNC_IO 10 -1, PRIO_IO 11 -1, SOCK_MAXBUF 12 -1, " +
	"FILESIZEBITS 13 64, REC_INCR_XFER_SIZE 14 -1, REC_MAX_XFER_SIZE 15 -1, REC_MIN_XFER_SIZE 16 4096, " +
	"REC_XFER_ALIGN 17 4096, ALLOC_SIZE_MIN 18 4096, SYMLINK_MAX 19 -1";

interface Names {
	readonly numbers: ReadonlyMap<string, number>;
	/** By number. Null: there is no answer. */
	readonly values: ReadonlyMap<number, number | null>;
}

function namesIn(list: string, prefix: string): Names {
	const numbers = new Map<string, number>();
	const values = new Map<number, number | null>();
	for (const entry of list.split(", ")) {
		const [name, number, value] = entry.split(" ");
		numbers.set(prefix + name!, Number(number));
		values.set(Number(number), value === "!" ? null : Number(value));
	}
	return { numbers, values };
}

const system = namesIn(SYSTEM, "SC_");
const strings = namesIn(STRINGS, "CS_");
const paths = namesIn(PATHS, "PC_");

const PAGE_SIZE = 4096;
const PHYS_PAGES = 85;
const AVPHYS_PAGES = 86;

/** The number that is meant. Raises TypeError, ValueError. */
function numberArgument(value: PyObject, names: Names): number {
	if (isIndex(value)) return cIntArgument(value);
	if (!isStr(value)) typeError("configuration names must be strings or integers");
	return names.numbers.get((value as PyStr).value) ?? valueError("unrecognized configuration name");
}

function newAnswer(names: Names, number: number): Own<PyObject> {
	const value = names.values.get(number) ?? null;
	return value === null ? raiseFileError("EINVAL") : newInt(value);
}

function sysconf(_module: PyObject, name: PyObject): Own<PyObject> {
	const number = numberArgument(name, system);
	const memory = number === PHYS_PAGES || number === AVPHYS_PAGES ? host().system?.memory() : undefined;
	if (memory === undefined) return newAnswer(system, number);
	return newInt(Math.floor((number === PHYS_PAGES ? memory.total : memory.free) / PAGE_SIZE));
}

function confstr(_module: PyObject, name: PyObject): Own<PyObject> {
	const number = numberArgument(name, strings);
	if (!strings.values.has(number)) raiseFileError("EINVAL");
	return newStr(TEXTS.get(number) ?? "");
}

function pathconf(_module: PyObject, path: PyObject, name: PyObject): Own<PyObject> {
	const number = numberArgument(name, paths);
	const argument = holdPath("pathconf", path, "path or fd");
	withFiles((files, open) => (argument.fd === null ? files.stat(pathOrOpen(open, argument)) : open.status(argument.fd)), argument.given);
	dropPath(argument);
	return newAnswer(paths, number);
}

export const configurationFunctions: readonly MethodDef[] = [
	def("sysconf", "($module, name, /)", "What the system says of itself.", sysconf),
	def("confstr", "($module, name, /)", "What the system says of itself, as text.", confstr),
	def("pathconf", "($module, /, path, name)", "What the system says of a file.", pathconf),
	def("fpathconf", "($module, fd, name, /)", "What the system says of an open file.", (module, fd, name) => {
		cIntArgument(fd);
		return pathconf(module, fd, name);
	}),
];

/** Sets the dictionaries of names. */
export function addConfigurationNames(module: PyModule): void {
	for (const [attribute, { numbers }] of [
		["sysconf_names", system],
		["confstr_names", strings],
		["pathconf_names", paths],
	] as const) {
		const dict = hold(newDict(), attribute);
		for (const name of [...numbers.keys()].sort()) setOwned(dict, name, newInt(numbers.get(name)!));
		setOwned(module.dict!, attribute, take(dict));
	}
}
