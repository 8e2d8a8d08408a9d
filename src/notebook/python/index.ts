// The modules of our package IPython by name, and which module has which magic.
//
// A text is compiled only when a program or a magic imports it. Read `modules` first.

import { DISPLAY, DISPLAY_FUNCTIONS, FORMATTERS, PRETTY } from "./display.ts";
import { INSPECT } from "./inspect.ts";
import { MAGIC, SHELL_METHODS } from "./magic.ts";
import { BASIC_MAGICS } from "./magicsBasic.ts";
import { CAPTURE, EXECUTION_MAGICS } from "./magicsExecution.ts";
import { NAMESPACE_MAGICS } from "./magicsNamespace.ts";

/** The magics of each module under IPython.core.magics; those of `basic` include the ones that are refused or ignored. */
const MAGICS: { readonly [module: string]: string } = {
	namespace: "who who_ls whos reset reset_selective xdel pinfo pinfo2 pdoc pdef psource psearch",
	execution: "time timeit capture run tb",
	basic:
		"lsmagic magic automagic pprint precision xmode history hist pwd dhist env set_env load_ext reload_ext html markdown latex svg " +
		"javascript js matplotlib autoreload aimport config colors gui pdb autosave autocall unload_ext store logstart logstop logoff logon " +
		"cd ls ll cat cp mv rm mkdir rmdir ldir lk lf lx man more less bookmark pushd popd dirs pip conda sc sx system alias unalias rehashx " +
		"bash sh script ruby perl python python2 python3 pypy writefile file cython debug edit ed load loadpy save pastebin macro rerun " +
		"recall rep prun pylab pycat pfile page notebook quickref logstate doctest_mode alias_magic memit mprun lprun",
};

/** Magics that take a whole cell and nothing else. */
const CELL_ONLY = new Set(
	"capture html markdown latex svg javascript js bash sh script ruby perl python python2 python3 pypy writefile file cython".split(" "),
);

const moduleOfMagic = new Map(Object.entries(MAGICS).flatMap(([module, names]) => names.split(" ").map((name) => [name, module] as const)));

/** Whether there is a line magic of that name. */
export function isMagic(name: string): boolean {
	return moduleOfMagic.has(name) && !CELL_ONLY.has(name);
}

const TOP = `
from _notebook import shell as _shell

__version__ = "8.5.0"
version_info = (8, 5, 0, "")


def get_ipython():
    return _shell


from IPython.core.interactiveshell import InteractiveShell
from IPython.core.display_functions import display


def embed(*args, **kwargs):
    raise NotImplementedError("a notebook has no terminal to embed IPython in")


start_ipython = start_kernel = embed
`;

const CLASSES: { readonly [module: string]: string } = {
	"IPython.core.interactiveshell": "InteractiveShell, ExecutionInfo, ExecutionResult",
	"IPython.core.autocall": "IPyAutocall, ExitAutocall, ZMQExitAutocall",
	"IPython.core.displayhook": "DisplayHook",
	"IPython.core.displaypub": "DisplayPublisher",
	"IPython.core.error": "IPythonCoreError, UsageError",
	"IPython.core.history": "HistoryManager",
	"ipykernel.zmqshell": "ZMQInteractiveShell",
};

export const modules: { readonly [name: string]: string } = {
	IPython: TOP,
	"IPython.core": "",
	"IPython.core.display": "from IPython.display import *",
	"IPython.core.display_functions": DISPLAY_FUNCTIONS,
	"IPython.core.formatters": FORMATTERS,
	"IPython.core.getipython": "from IPython import get_ipython",
	"IPython.core.magic": MAGIC.replace("{MODULES}", () => JSON.stringify(Object.fromEntries(moduleOfMagic))),
	"IPython.core.magics": "",
	"IPython.core.magics.basic": BASIC_MAGICS,
	"IPython.core.magics.execution": EXECUTION_MAGICS,
	"IPython.core.magics.namespace": NAMESPACE_MAGICS,
	"IPython.core.oinspect": INSPECT,
	"IPython.core.shellmethods": SHELL_METHODS,
	"IPython.display": DISPLAY,
	"IPython.lib": "",
	"IPython.lib.display": "from IPython.display import *",
	"IPython.lib.pretty": PRETTY,
	"IPython.utils": "",
	"IPython.utils.capture": CAPTURE,
	"IPython.utils.io": "from IPython.utils.capture import capture_output",
	ipykernel: '__version__ = "6.17.0"',
	...Object.fromEntries(Object.entries(CLASSES).map(([name, classes]) => [name, `from _notebook import ${classes}\n`])),
};
