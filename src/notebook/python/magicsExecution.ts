// IPython.core.magics.execution: timing, capturing and running code.
// IPython.utils.capture: what a program prints and displays, kept instead of shown.

export const EXECUTION_MAGICS = String.raw`
import gc, math, sys, time
from itertools import repeat
from _notebook import native_compile_timed, native_compile_timeit, native_read_file
from IPython.core.magic import (UsageError, Magics, cell_magic, line_cell_magic, line_magic, needs_local_scope, no_var_expand,
                                register)


def format_time(seconds, precision=3):
    if seconds >= 60:
        parts = []
        for unit, size in ("d", 86400), ("h", 3600), ("min", 60), ("s", 1):
            count = int(seconds / size)
            if count > 0:
                seconds %= size
                parts.append(f"{count}{unit}")
            if seconds < 1:
                break
        return " ".join(parts)
    order = min(-int(math.floor(math.log10(seconds)) // 3), 3) if seconds > 0 else 3
    return f"{seconds * 1000 ** order:.{precision}g} {('s', 'ms', '\xb5s', 'ns')[order]}"


class TimeitResult:
    """What %timeit -o gives: loops, repeat, best, worst, all_runs, compile_time, average, stdev, timings."""

    def __init__(self, loops, repeat, best, worst, all_runs, compile_time, precision):
        self.loops = loops
        self.repeat = repeat
        self.best = best
        self.worst = worst
        self.all_runs = all_runs
        self.compile_time = compile_time
        self._precision = precision
        self.timings = [seconds / loops for seconds in all_runs]

    @property
    def average(self):
        return math.fsum(self.timings) / len(self.timings)

    @property
    def stdev(self):
        mean = self.average
        return (math.fsum([(seconds - mean) ** 2 for seconds in self.timings]) / len(self.timings)) ** 0.5

    def __str__(self):
        runs = f"{self.repeat} run{'' if self.repeat == 1 else 's'}"
        loops = f"{self.loops:,} loop{'' if self.loops == 1 else 's'} each"
        mean, deviation = (format_time(value, self._precision) for value in (self.average, self.stdev))
        return f"{mean} \xb1 {deviation} per loop (mean \xb1 std. dev. of {runs}, {loops})"

    def _repr_pretty_(self, p, cycle):
        p.text(f"<TimeitResult : {self}>")


def timed(inner, number, timer):
    enabled = gc.isenabled()
    gc.disable()
    try:
        return inner(repeat(None, number), timer)
    finally:
        if enabled:
            gc.enable()


class ExecutionMagics(Magics):
    @no_var_expand
    @line_cell_magic
    @needs_local_scope
    def timeit(self, line="", cell=None, local_ns=None):
        """Time execution of a Python statement or expression.

        -n<N>: loops in each run; as many as take 0.2 s unless given. -r<R>: runs, 7 unless given.
        -t, -c: wall clock, processor time. -p<P>: digits shown. -q: print nothing. -o: return a TimeitResult."""
        options, statement = self.parse_options(line, "n:r:tcp:qo", preserve_non_opts=True)
        if statement == "" and cell is None:
            return
        number = int(options.get("n", 0))
        runs = int(options.get("r", 7 if number < 2 else 7))
        precision = int(options.get("p", 3))
        timer = time.process_time if "c" in options else time.perf_counter
        transform = self.shell.transform_cell
        body, setup = (transform(statement), "pass") if cell is None else (transform(cell), transform(statement))
        started = time.perf_counter()
        code = native_compile_timeit(body, setup)
        compile_time = time.perf_counter() - started
        names = self.shell.user_ns
        shadowed = {}
        if local_ns is not None and local_ns is not names and cell is None:
            shadowed = {name: names[name] for name in local_ns if name in names}
            names.update(local_ns)
        space = {}
        exec(code, names, space)
        inner = space["inner"]
        if number == 0:
            for index in range(10):
                number = 10 ** index
                if timed(inner, number, timer) >= 0.2:
                    break
        all_runs = [timed(inner, number, timer) for _ in range(runs)]
        names.update(shadowed)
        best, worst = min(all_runs) / number, max(all_runs) / number
        result = TimeitResult(number, runs, best, worst, all_runs, compile_time, precision)
        if "q" not in options:
            if worst > 4 * best and best > 0 and worst > 1e-6:
                print(f"The slowest run took {worst / best:0.2f} times longer than the fastest. "
                      "This could mean that an intermediate result is being cached.")
            print(result)
            if compile_time > 0.1:
                print(f"Compiler time: {compile_time:.2f} s")
        if "o" in options:
            return result

    @no_var_expand
    @needs_local_scope
    @line_cell_magic
    def time(self, line="", cell=None, local_ns=None):
        """Time execution of a Python statement or expression: processor and wall clock time; returns the value."""
        if line and cell:
            raise UsageError("Can't use statement directly after '%%time'!")
        statements, expression = native_compile_timed(self.shell.transform_cell(cell or line))
        names = self.shell.user_ns
        value = None
        wall, processor = time.time(), time.process_time()
        try:
            if statements is not None:
                exec(statements, names, local_ns)
            if expression is not None:
                value = eval(expression, names, local_ns)
        except BaseException:
            self.shell.showtraceback()
            return
        processor, wall = time.process_time() - processor, time.time() - wall
        print(f"CPU times: user {format_time(processor)}, sys: 0 ns, total: {format_time(processor)}")
        print(f"Wall time: {format_time(wall)}")
        return value

    @cell_magic
    def capture(self, line, cell):
        """Run the cell and keep what it prints and displays: %%capture [--no-stdout] [--no-stderr] [--no-display] [name]"""
        from IPython.utils.capture import capture_output
        words = line.split()
        flags = [word for word in words if word.startswith("-")]
        names = [word for word in words if not word.startswith("-")]
        for flag in flags:
            if flag not in ("--no-stdout", "--no-stderr", "--no-display"):
                raise UsageError(f"unrecognized arguments: {flag}")
        with capture_output(*("--no-" + kind not in flags for kind in ("stdout", "stderr", "display"))) as captured:
            self.shell.run_cell(cell)
        if names:
            self.shell.user_ns[names[0]] = captured

    @line_magic
    def run(self, parameter_s=""):
        """Run the named file as a program: %run [-i] [-n] [-e] [-m module | file] [arguments]

        -i: with the user's names. -n: with __name__ other than '__main__'. -e: end quietly at sys.exit()."""
        options, words = self.parse_options(parameter_s, "nim:etG", mode="list") if parameter_s else ({}, [])
        name = options.get("m", "").replace(".", "/") or (words.pop(0) if words else "")
        if not name:
            raise UsageError("you must provide at least a filename.")
        filename = name if name.endswith((".py", ".ipy", ".ipynb")) else name + ".py"
        source = native_read_file(filename)
        if source is None:
            raise UsageError(f"File ${"`"}{filename!r}${"`"} not found.")
        if filename.endswith(".ipynb"):
            raise UsageError(f"%run {filename}: a notebook cannot be run inside another here.")
        self.run_source(source, filename, words, options)

    def run_source(self, source, filename, words, options):
        if filename.endswith(".ipy"):
            source = self.shell.transform_cell(source)
        user_ns = self.shell.user_ns
        names = user_ns if "i" in options else {"__builtins__": user_ns["__builtins__"]}
        kept = user_ns.get("__name__"), user_ns.get("__file__"), sys.argv
        names["__name__"] = filename.removesuffix(".py") if "n" in options else "__main__"
        names["__file__"] = filename
        sys.argv = [filename, *words]
        try:
            exec(compile(source, filename, "exec"), names)
        except SystemExit as end:
            if "e" not in options and end.code not in (None, 0):
                self.shell.showtraceback()
        finally:
            sys.argv = kept[2]
            if names is user_ns:
                names["__name__"] = kept[0]
                if kept[1] is None:
                    names.pop("__file__", None)
        if names is not user_ns:
            for own in ("__name__", "__file__", "__builtins__"):
                names.pop(own, None)
            user_ns.update(names)

    @line_magic
    def tb(self, parameter_s=""):
        """Print the last traceback."""
        self.shell.showtraceback()


register(ExecutionMagics)
`;

export const CAPTURE = `
import sys
from io import StringIO
import _notebook


class RichOutput:
    def __init__(self, data=None, metadata=None, transient=None, update=False):
        self.data = data or {}
        self.metadata = metadata or {}
        self.transient = transient or {}
        self.update = update

    def display(self):
        from IPython.display import publish_display_data
        publish_display_data(data=self.data, metadata=self.metadata, transient=self.transient, update=self.update)

    def _repr_mimebundle_(self, include=None, exclude=None):
        return self.data, self.metadata


class CapturedIO:
    def __init__(self, stdout, stderr, outputs=None):
        self._stdout = stdout
        self._stderr = stderr
        self._outputs = outputs

    def __str__(self):
        return self.stdout

    @property
    def stdout(self):
        return self._stdout.getvalue() if self._stdout else ""

    @property
    def stderr(self):
        return self._stderr.getvalue() if self._stderr else ""

    @property
    def outputs(self):
        return [RichOutput(**output) for output in self._outputs or []]

    def show(self):
        sys.stdout.write(self.stdout)
        sys.stderr.write(self.stderr)
        sys.stdout.flush()
        sys.stderr.flush()
        for output in self.outputs:
            output.display()

    __call__ = show


class CapturingPublisher:
    def __init__(self):
        self.outputs = []

    def publish(self, data, metadata=None, source=None, *, transient=None, update=False):
        self.outputs.append({"data": data, "metadata": metadata, "transient": transient, "update": update})

    def clear_output(self, wait=False):
        self.outputs.clear()


class CapturingDisplayHook:
    def __init__(self, shell, outputs):
        self.shell = shell
        self.outputs = outputs

    def __call__(self, result=None):
        if result is not None:
            data, metadata = self.shell.display_formatter.format(result)
            self.outputs.append({"data": data, "metadata": metadata})


class capture_output:
    def __init__(self, stdout=True, stderr=True, display=True):
        self.stdout = stdout
        self.stderr = stderr
        self.display = display

    def __enter__(self):
        shell = self.shell = _notebook.shell
        self.saved = sys.stdout, sys.stderr, shell.display_pub, sys.displayhook
        stdout = sys.stdout = StringIO() if self.stdout else sys.stdout
        stderr = sys.stderr = StringIO() if self.stderr else sys.stderr
        outputs = None
        if self.display:
            shell.display_pub = CapturingPublisher()
            outputs = shell.display_pub.outputs
            sys.displayhook = CapturingDisplayHook(shell, outputs)
        return CapturedIO(stdout if self.stdout else None, stderr if self.stderr else None, outputs)

    def __exit__(self, *error):
        sys.stdout, sys.stderr, self.shell.display_pub, sys.displayhook = self.saved
        del self.saved
`;
