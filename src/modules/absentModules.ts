// Modules of CPython's library, and packages that people often import, which decref leaves out on purpose, and why. An uncaught
// ModuleNotFoundError says it behind CPython's message. Read `whyAbsent` first.

const PROCESSES = "no other program can be started";
const NETWORK = "there is no network";
const LIBRARIES = "it needs a C library";
const SYSTEM = "the host shows no such part of the system";
const TERMINAL = "it drives a terminal or a window";
const TWIN = "the library has the same in Python, which is used in its place";
const PROFILER = "calls are not timed natively; profile does the same in Python";
const TABLES = "its tables are large and seldom asked for";
const EXTENSION = "it is made of C extensions, which need CPython itself";

const REASONS: { readonly [reason: string]: string } = {
	[PROCESSES]: "multiprocessing _multiprocessing _posixshmem _interpreters _interpchannels _interpqueues ensurepip venv",
	[NETWORK]: "ssl _ssl",
	[LIBRARIES]: "bz2 _bz2 lzma _lzma _zstd sqlite3 _sqlite3 dbm _dbm _gdbm pyexpat _elementtree",
	[SYSTEM]: "mmap resource pwd grp syslog termios ossaudiodev winreg msvcrt _winapi",
	[TERMINAL]: "curses _curses _curses_panel readline tkinter _tkinter turtle turtledemo idlelib",
	[TWIN]: "_queue _asyncio _hmac",
	[PROFILER]: "_lsprof cProfile",
	[TABLES]: "_multibytecodec _codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw",
	[EXTENSION]: "numpy scipy pandas matplotlib sklearn torch tensorflow jax cv2 PIL lxml numba cython polars pyarrow h5py psutil greenlet",
};

let reasons: ReadonlyMap<string, string> | null = null;

/** Why decref has no module of a name, or null for one that it does not know. */
export function whyAbsent(name: string): string | null {
	reasons ??= new Map(Object.entries(REASONS).flatMap(([reason, names]) => names.split(" ").map((one) => [one, reason] as const)));
	return reasons.get(name.split(".")[0]!) ?? null;
}
