// Runs a notebook's cells in real IPython on the oracle, and prints each cell's outputs as JSON. IPython is Debian's
// (package python3-ipython), which is pure Python: it is mounted into the oracle. Only `npm run oracle` needs it.
// With the path of a native CPython as second argument the cells are run by that one.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";
import type { NotebookDocument, Output } from "../../src/notebook/document.ts";
import { readIpynb } from "../../src/notebook/ipynb.ts";
import { readPercent } from "../../src/notebook/text.ts";

export interface NotebookRun {
	readonly version: string;
	/** One list of outputs for each code cell that ran. */
	readonly cells: Output[][];
}

const PACKAGES = "/usr/lib/python3/dist-packages";

/** What IPython 8.5 expects of a platform or of an older Python and this oracle has not. */
const setUp = `
import sys, types, ast, pkgutil, warnings
warnings.simplefilter('ignore')
sys.path.append(${JSON.stringify(PACKAGES)})
for name in ['resource', 'pexpect', 'curses']:
    sys.modules[name] = types.ModuleType(name)
sys.modules['pexpect'].spawn = None
for name in ('Num', 'Str', 'Bytes', 'NameConstant', 'Ellipsis'):
    if not hasattr(ast, name): setattr(ast, name, type(name, (ast.Constant,), {}))
pkgutil.ImpImporter = None
import executing.executing
executing.executing.assert_ = lambda *args: None
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from traitlets.config import Config

outputs = []
class Hook(DisplayHook):
    def write_output_prompt(self): pass
    def finish_displayhook(self): pass
    def write_format_data(self, format_dict, md_dict=None):
        outputs.append(dict(type='execute_result', executionCount=self.prompt_count, data=dict(format_dict), metadata=md_dict or {}))
class Publisher(DisplayPublisher):
    def publish(self, data, metadata=None, source=None, *, transient=None, update=False, **kwargs):
        outputs.append(dict(type='display_data', data=dict(data), metadata=metadata or {}))
class Shell(InteractiveShell):
    def _showtraceback(self, etype, evalue, stb):
        outputs.append(dict(type='error', ename=etype.__name__, evalue=str(evalue), traceback=list(stb)))
class Stream:
    encoding = 'utf-8'
    def __init__(self, name): self.name = name
    def write(self, text):
        if not text: return 0
        if outputs and outputs[-1]['type'] == 'stream' and outputs[-1]['name'] == self.name: outputs[-1]['text'] += text
        else: outputs.append(dict(type='stream', name=self.name, text=text))
        return len(text)
    def flush(self): pass
    def isatty(self): return False
Shell.displayhook_class = Hook
Shell.display_pub_class = Publisher
config = Config(); config.HistoryManager.enabled = False; config.HistoryAccessor.enabled = False
config.InteractiveShell.colors = 'NoColor'
shell = Shell.instance(config=config)
# This oracle cannot suspend a coroutine: those run that never really wait.
from IPython.core.async_helpers import _pseudo_sync_runner
shell.loop_runner = _pseudo_sync_runner
sys.stdout, sys.stderr = Stream('stdout'), Stream('stderr')

def as_json(value):
    from base64 import b64encode
    return b64encode(value).decode() if isinstance(value, bytes) else repr(value)

def run_cell(source):
    import json
    outputs.clear()
    ok = shell.run_cell(source, store_history=True).success
    return json.dumps([ok, outputs], default=as_json)
run_cell
`;

const askVersion = "import platform, IPython; version = f'CPython {platform.python_version()}, IPython {IPython.__version__}'; version";

/** One result of `run_cell` for each text, and the versions. */
type Runner = (sources: readonly string[]) => Promise<{ results: string[]; version: string }>;

const runInOracle: Runner = async (sources) => {
	const python = await loadPyodide();
	python.mountNodeFS(PACKAGES, PACKAGES);
	const runCell = python.runPython(setUp);
	return { results: sources.map((source) => runCell(source)), version: python.runPython(askVersion) };
};

const runNatively =
	(python: string): Runner =>
	async (sources) => {
		const program = `
import json, sys
answer, sources = sys.stdout, json.load(sys.stdin)
${setUp}
${askVersion}
json.dump({"results": [run_cell(source) for source in sources], "version": version}, answer)
`;
		const run = spawnSync(python, ["-c", program], { input: JSON.stringify(sources), encoding: "utf8" });
		if (run.status !== 0) throw new Error(run.stderr);
		return JSON.parse(run.stdout);
	};

if (!existsSync(`${PACKAGES}/IPython`)) throw new Error("install Debian's package python3-ipython first");
const [, , path, native] = process.argv;
const text = readFileSync(path!, "utf8");
const notebook: NotebookDocument = path!.endsWith(".ipynb") ? readIpynb(text, path!) : readPercent(text, path!);
const sources = notebook.cells.filter((cell) => cell.type === "code").map((cell) => cell.source);
const { results, version } = await (native === undefined ? runInOracle : runNatively(native))(sources);
const cells = results.map((result) => (JSON.parse(result) as [boolean, Output[]])[1]);
process.stdout.write(JSON.stringify({ version, cells } satisfies NotebookRun));
process.exit(0);
