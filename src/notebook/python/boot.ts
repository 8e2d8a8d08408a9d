// The notebook's own Python, run once before the first cell: the frame below every statement, what `Out` and `_` hold, the
// display hook, the shell object that `get_ipython()` gives, `display` and `exit`.
//
// It is Python because a program can look at it: its references are counted, its frames begin tracebacks (and are left
// out of what is shown). The names `native_…` are given by machinery.ts. Everything rarer is in the modules of package.ts.
// Plays the part of IPython's interactiveshell.py, displayhook.py and history.py; what holds an object there holds it here.

/** The file name of the frames that are the notebook's own. */
export const BOOT_FILENAME = "<notebook>";

export const BOOT = String.raw`
import builtins, sys

# What the program has registered: {media type: {class: function}}; and %precision.
PRINTERS = {}
FLOAT_FORMAT = ""
# The cells' texts, as linecache keeps them.
SOURCES = {}

class ExecutionInfo:
    __module__ = "IPython.core.interactiveshell"
    silent = False
    shell_futures = True
    cell_id = None

    def __init__(self, raw_cell, store_history):
        self.raw_cell = raw_cell
        self.store_history = store_history

    def __repr__(self):
        cell = self.raw_cell if len(self.raw_cell) <= 50 else self.raw_cell[:50] + ".."
        return (f'<ExecutionInfo object at {id(self):x}, raw_cell="{cell}" store_history={self.store_history} '
                f"silent={self.silent} shell_futures={self.shell_futures} cell_id={self.cell_id}>")


class ExecutionResult:
    __module__ = "IPython.core.interactiveshell"
    execution_count = None
    error_before_exec = None
    error_in_exec = None
    result = None

    def __init__(self, info):
        self.info = info

    @property
    def success(self):
        return self.error_before_exec is None and self.error_in_exec is None

    def raise_error(self):
        if self.error_before_exec is not None:
            raise self.error_before_exec
        if self.error_in_exec is not None:
            raise self.error_in_exec

    def __repr__(self):
        return (f"<ExecutionResult object at {id(self):x}, execution_count={self.execution_count} "
                f"error_before_exec={self.error_before_exec} error_in_exec={self.error_in_exec} "
                f"info={self.info!r} result={self.result!r}>")


class IPythonCoreError(Exception):
    __module__ = "IPython.core.error"


class UsageError(IPythonCoreError):
    __module__ = "IPython.core.error"


def run_code(code, namespace, result):
    try:
        exec(code, namespace)
    except BaseException as error:
        result.error_in_exec = error
        native_show_error(error, isinstance(error, SystemExit))
        return False
    return True


async def run_async_code(code, namespace, result):
    try:
        if code.co_flags & CO_COROUTINE:
            await eval(code, namespace)
        else:
            exec(code, namespace)
    except BaseException as error:
        result.error_in_exec = error
        native_show_error(error, isinstance(error, SystemExit))
        return False
    return True


CO_COROUTINE = 0x80


def event_loop():
    "Where the program has asyncio, the loop on which everything runs, as in Jupyter."
    asyncio = sys.modules.get("asyncio")
    if asyncio is None or not hasattr(asyncio, "new_event_loop"):
        return None
    loop = shell.__dict__.get("asyncio_loop")
    if loop is None or loop.is_closed():
        loop = shell.asyncio_loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
    return loop


def run(code, namespace, result):
    "Runs a statement; whether no exception ended it."
    loop = event_loop()
    if loop is None or loop.is_running():
        if code.co_flags & CO_COROUTINE:
            return run_to_end(run_async_code(code, namespace, result))
        return run_code(code, namespace, result)
    return loop.run_until_complete(run_async_code(code, namespace, result))


def run_to_end(coroutine):
    "Runs a coroutine that never really waits."
    try:
        awaited = coroutine.send(None)
    except StopIteration as stop:
        return stop.value
    error = RuntimeError(f"the cell awaits {type(awaited).__name__!r}, which suspends it, and no event loop is running")
    try:
        coroutine.throw(error)
    except StopIteration as stop:
        return stop.value
    coroutine.close()
    return False


def add_source(filename, text):
    SOURCES[filename] = entry = len(text), None, text.splitlines(keepends=True), filename
    linecache = sys.modules.get("linecache")
    if linecache is not None:
        linecache.cache[filename] = entry


class HistoryManager:
    __module__ = "IPython.core.history"

    def __init__(self, shell, directory):
        self.shell = shell
        self.input_hist_parsed = [""]
        self.input_hist_raw = [""]
        self.output_hist = {}
        self.output_hist_reprs = {}
        self.dir_hist = [directory]
        self._i00 = self._i = self._ii = self._iii = ""

    def store_inputs(self, line_num, source, source_raw=None):
        raw = (source if source_raw is None else source_raw).rstrip("\n")
        if raw.strip() in EXITS:
            return
        self.input_hist_parsed.append(source.rstrip("\n"))
        self.input_hist_raw.append(raw)
        self._iii, self._ii, self._i, self._i00 = self._ii, self._i, self._i00, raw
        self.shell.push({"_i": self._i, "_ii": self._ii, "_iii": self._iii, f"_i{line_num}": raw}, interactive=False)

    def get_range(self, session=0, start=1, stop=None, raw=True, output=False):
        inputs = self.input_hist_raw if raw else self.input_hist_parsed
        stop = len(inputs) if stop is None else stop + len(inputs) if stop < 0 else stop
        start = start + len(inputs) if start < 0 else start
        for line in range(max(start, 0), min(stop, len(inputs))):
            yield 0, line, (inputs[line], self.output_hist_reprs.get(line)) if output else inputs[line]

    def get_tail(self, n=10, raw=True, output=False, include_latest=False):
        end = len(self.input_hist_raw) - (not include_latest)
        return self.get_range(0, max(end - n, 1), end, raw, output)

    def reset(self, new_session=True):
        self.output_hist.clear()
        self.dir_hist[:] = self.dir_hist[-1:]
        if new_session:
            self.input_hist_parsed[:] = [""]
            self.input_hist_raw[:] = [""]


EXITS = ("exit", "quit", "exit()", "quit()")


class DisplayHook:
    __module__ = "IPython.core.displayhook"
    cache_size = 1000
    cull_fraction = 0.2
    do_full_cache = True

    def __init__(self, shell):
        self.shell = shell
        self._ = self.__ = self.___ = ""
        self.exec_result = None

    @property
    def prompt_count(self):
        return self.shell.execution_count

    def __call__(self, result=None):
        if result is None:
            return
        data, metadata = self.compute_format_data(result)
        self.update_user_ns(result)
        if self.exec_result is not None:
            self.exec_result.result = result
        if data:
            native_add_output("execute_result", data, metadata, None, False)
            if "text/plain" in data:
                self.shell.history_manager.output_hist_reprs[self.prompt_count] = data["text/plain"]

    def compute_format_data(self, result):
        return self.shell.display_formatter.format(result)

    def update_user_ns(self, result):
        user_ns = self.shell.user_ns
        outputs = user_ns["_oh"]
        if result is outputs:
            return
        if len(outputs) >= self.cache_size:
            self.cull_cache()
        # A name that the user has bound is left to the user.
        free = all(name not in user_ns or user_ns[name] is getattr(self, name) for name in UNDERSCORES)
        self.___ = self.__
        self.__ = self._
        self._ = result
        if free and "_" not in builtins.__dict__:
            self.shell.push({"_": self._, "__": self.__, "___": self.___}, interactive=False)
        self.shell.push({f"_{self.prompt_count}": result}, interactive=False)
        user_ns["_oh"][self.prompt_count] = result

    def cull_cache(self):
        outputs = self.shell.user_ns["_oh"]
        count = max(int(len(outputs) * self.cull_fraction), 2)
        from warnings import warn
        warn(f"Output cache limit (currently {len(outputs)} entries) hit.\nFlushing oldest {count} entries.")
        for number in sorted(outputs)[:count]:
            self.shell.user_ns.pop(f"_{number}", None)
            outputs.pop(number, None)

    def flush(self):
        user_ns = self.shell.user_ns
        for number in range(1, self.prompt_count + 1):
            user_ns.pop(f"_{number}", None)
        if "_oh" in user_ns:
            user_ns["_oh"].clear()
        self._ = self.__ = self.___ = ""
        if "_" not in builtins.__dict__:
            user_ns.update({"_": "", "__": "", "___": ""})
        import gc
        gc.collect()


UNDERSCORES = ("_", "__", "___")


class DisplayFormatter:
    __module__ = "IPython.core.formatters"

    def format(self, obj, include=None, exclude=None):
        return native_format(obj, include, exclude)

    @property
    def formatters(self):
        from IPython.core.formatters import FORMATTERS
        return FORMATTERS

    @property
    def format_types(self):
        return list(self.formatters)

    @property
    def active_types(self):
        return self.format_types


class DisplayPublisher:
    __module__ = "IPython.core.displaypub"

    def publish(self, data, metadata=None, source=None, *, transient=None, update=False, **kwargs):
        display_id = transient.get("display_id") if transient else None
        native_add_output("display_data", data, metadata or {}, display_id, update)

    def clear_output(self, wait=False):
        native_clear_output(wait)


class AutoFormattedTB:
    "Keeps the traceback that was shown last, and with it its frames."
    __module__ = "IPython.core.ultratb"
    mode = "Context"
    tb = None

    def set_mode(self, mode=None):
        modes = ["Plain", "Context", "Verbose", "Minimal"]
        if mode and mode not in modes:
            raise ValueError(f"Unrecognized mode in FormattedTB: <{mode}>\nValid modes: {modes}")
        self.mode = mode or modes[(modes.index(self.mode) + 1) % len(modes)]


class IPyAutocall:
    __module__ = "IPython.core.autocall"
    rewrite = True

    def __init__(self, ip=None):
        self._ip = ip


class ExitAutocall(IPyAutocall):
    __module__ = "IPython.core.autocall"
    rewrite = False

    def __call__(self):
        self._ip.ask_exit()


class ZMQExitAutocall(ExitAutocall):
    __module__ = "IPython.core.autocall"

    def __call__(self, keep_kernel=False):
        self._ip.keepkernel_on_exit = keep_kernel
        self._ip.ask_exit()


class InteractiveShell:
    __module__ = "IPython.core.interactiveshell"
    automagic = True
    ast_node_interactivity = "last_expr"
    last_execution_succeeded = True
    last_execution_result = None
    keepkernel_on_exit = None
    colors = "NoColor"

    def __init__(self, user_module, directory):
        self.user_module = user_module
        self.user_ns = user_module.__dict__
        self.user_ns_hidden = {}
        self.execution_count = 1
        self.history_manager = HistoryManager(self, directory)
        self.displayhook = DisplayHook(self)
        self.display_pub = DisplayPublisher()
        self.InteractiveTB = AutoFormattedTB()
        self.display_formatter = DisplayFormatter()
        self.exiter = ZMQExitAutocall(self)
        self.user_ns["__builtin__"] = builtins
        self.init_user_ns()
        self.user_ns.update({"_": "", "__": "", "___": ""})

    def init_user_ns(self):
        history = self.history_manager
        names = {
            "_ih": history.input_hist_parsed, "_oh": history.output_hist, "_dh": history.dir_hist,
            "In": history.input_hist_parsed, "Out": history.output_hist,
            "get_ipython": self.get_ipython, "exit": self.exiter, "quit": self.exiter,
        }
        self.user_ns_hidden.update(names)
        self.user_ns.update(names)

    def get_ipython(self):
        return self

    @classmethod
    def instance(cls):
        return shell

    @classmethod
    def initialized(cls):
        return True

    @property
    def user_global_ns(self):
        return self.user_module.__dict__

    def push(self, variables, interactive=True):
        if isinstance(variables, (str, list, tuple)):
            names = variables.split() if isinstance(variables, str) else variables
            frame = sys._getframe(1)
            variables = {name: eval(name, frame.f_globals, frame.f_locals) for name in names}
        self.user_ns.update(variables)
        if interactive:
            for name in variables:
                self.user_ns_hidden.pop(name, None)
        else:
            self.user_ns_hidden.update(variables)

    def begin_cell(self, raw_cell, cell):
        result = ExecutionResult(ExecutionInfo(raw_cell, True))
        result.execution_count = self.execution_count
        self.history_manager.store_inputs(self.execution_count, cell, raw_cell)
        self.displayhook.exec_result = result
        return result

    def end_cell(self, result, succeeded):
        self.last_execution_succeeded = succeeded
        self.last_execution_result = result
        self.displayhook.exec_result = None
        if result.info.store_history:
            self.execution_count += 1

    def run_cell(self, raw_cell, store_history=False, silent=False, shell_futures=True, cell_id=None):
        result = ExecutionResult(ExecutionInfo(raw_cell, store_history))
        if raw_cell and not raw_cell.isspace():
            if store_history:
                result.execution_count = self.execution_count
            self.displayhook.exec_result = result
            native_run_cell(raw_cell, result)
        return result

    def run_line_magic(self, magic_name, line, _stack_depth=1):
        from IPython.core.magic import call_line_magic
        return call_line_magic(self, magic_name, line, sys._getframe(_stack_depth))

    def run_cell_magic(self, magic_name, line, cell):
        from IPython.core.magic import call_cell_magic
        return call_cell_magic(self, magic_name, line, cell, sys._getframe(1))

    def ask_exit(self):
        native_ask_exit()

    def transform_cell(self, raw_cell):
        return native_transform(raw_cell)

    def showtraceback(self, exc_tuple=None, filename=None, tb_offset=None, exception_only=False, **options):
        error = sys.exception() if exc_tuple is None else exc_tuple[1]
        error = getattr(sys, "last_exc", None) if error is None else error
        if error is None:
            print("No traceback available to show.", file=sys.stderr)
        else:
            native_show_error(error, exception_only)

    def __getattr__(self, name):
        from IPython.core import shellmethods
        try:
            function = vars(shellmethods)[name]
        except KeyError:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self) from None
        return function.__get__(self)


class ZMQInteractiveShell(InteractiveShell):
    __module__ = "ipykernel.zmqshell"


def display(*objs, include=None, exclude=None, metadata=None, transient=None, display_id=None, raw=False, clear=False, **kwargs):
    "Shows objects now, in every form that they have."
    from IPython.core.display_functions import display_objects
    return display_objects(objs, include, exclude, metadata, transient, display_id, raw, clear, kwargs)


display.__module__ = "IPython.core.display_functions"


def start(user_module, directory):
    global shell
    shell = ZMQInteractiveShell(user_module, directory)
    builtins.display = display
    builtins.get_ipython = shell.get_ipython
    sys.displayhook = shell.displayhook
    return shell
`;
