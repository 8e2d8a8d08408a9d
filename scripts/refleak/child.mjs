// Runs one program several times in one runtime, cleans up after each as CPython's regrtest does, and sends what was alive.
// Plain JavaScript over the built library: it has to start quickly. The first argument is the program, the second how often.

import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { createRuntime } from "../../dist/index.mjs";
import { nodeHost, useBuiltLibrary } from "../../dist/node.mjs";

const CLEAN = `
import atexit, builtins, gc, sys
def clean(namespace, kept, modules, old):
    sys.settrace(None); sys.setprofile(None)
    gc.enable(); gc.set_debug(0); gc.set_threshold(2000, 10, 10); gc.unfreeze(); gc.callbacks.clear()
    sys.stdout, sys.stderr, sys.stdin = sys.__stdout__, sys.__stderr__, sys.__stdin__
    sys.excepthook, sys.displayhook, sys.unraisablehook = sys.__excepthook__, sys.__displayhook__, sys.__unraisablehook__
    for name in ("last_exc", "last_type", "last_value", "last_traceback"):
        if hasattr(sys, name): delattr(sys, name)
    if hasattr(builtins, "_"): del builtins._
    sys.path[:], sys.argv[:], sys.meta_path[:], sys.path_hooks[:] = old
    atexit._run_exitfuncs()
    for name in [name for name in namespace if name not in kept]: del namespace[name]
    own = [name for name, m in sys.modules.items() if (getattr(m, "__file__", None) or "").startswith(sys.path[0] + "/")]
    for name in own: sys.modules.pop(name)
    for tool in range(6):
        if sys.monitoring.get_tool(tool) is not None: sys.monitoring.free_tool_id(tool)
    loaded = sys.modules.get
    if (m := loaded("_tracemalloc")): m.stop()
    if (m := loaded("re")): m.purge()
    if (m := loaded("warnings")): m.resetwarnings(); m.onceregistry.clear()
    for m in list(sys.modules.values()): getattr(m, "__dict__", {}).pop("__warningregistry__", None)
    if (m := loaded("typing")): [f() for f in m._cleanups]
    if (m := loaded("linecache")): m.clearcache()
    if (m := loaded("zipimport")): m._zip_directory_cache.clear()
    sys.path_importer_cache.clear()
    sys._clear_internal_caches(); sys._clear_type_cache()
    gc.collect(); gc.garbage.clear(); gc.collect()
`;

const [path, times] = process.argv.slice(2);
useBuiltLibrary();
let standing = "";
const discard = { writeStdout: () => {}, writeStderr: (bytes) => (standing = (standing + new TextDecoder().decode(bytes)).slice(-400)) };
const runtime = createRuntime({ host: nodeHost([path], discard, true), path: [dirname(path)] });
const source = readFileSync(path);
const cleaner = runtime.newNamespace("cleaner");
const evaluate = (text) => runtime.evalCode(runtime.compile(text, "<cleaner>", "exec"), cleaner);
evaluate(`${CLEAN}
import __main__
space, kept, old = vars(__main__), frozenset(vars(__main__)), [list(x) for x in (sys.path, sys.argv, sys.meta_path, sys.path_hooks)]
`);
// Compiled once: code would be garbage only for JavaScript.
const cleaning = runtime.compile("clean(space, kept, None, old)", "<cleaner>", "exec");
const figures = [];
for (let i = 0; i < Number(times); i++) {
	runtime.runProgram(source, path);
	runtime.evalCode(cleaning, cleaner);
	const { alive, differences } = runtime.census();
	figures.push({ alive, ...runtime.inventory(), differences: differences.length });
}
process.send(figures, () => process.exit(0));
