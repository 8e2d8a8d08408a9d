// IPython.core.magics.basic: the magics that are neither about names nor about running code: history, environment, how
// values and errors are shown, cells that are shown as they are, extensions; and those that decref refuses or ignores, in words.

export const BASIC_MAGICS = String.raw`
import os, sys
import _notebook
from _notebook import UsageError
from IPython.core.magic import MAGICS, MODULES, Magics, cell_magic, find, line_cell_magic, line_magic, register


class MagicsDisplay:
    def __init__(self):
        self.names = {"line": [], "cell": []}
        for name in sorted(MODULES.keys() | MAGICS["line"].keys() | MAGICS["cell"].keys()):
            for kind, names in self.names.items():
                function = find(kind, name)
                if function is not None and not getattr(function, "missing", False):
                    names.append(name)

    def __str__(self):
        lines = "  ".join("%" + name for name in self.names["line"])
        cells = "  ".join("%%" + name for name in self.names["cell"])
        return ("Available line magics:\n" + lines + "\n\nAvailable cell magics:\n" + cells
                + "\n\nAutomagic is ON, % prefix IS NOT needed for line magics.")

    def _repr_pretty_(self, p, cycle):
        p.text(str(self))


class BasicMagics(Magics):
    @line_magic
    def lsmagic(self, parameter_s=""):
        """List currently available magic functions."""
        return MagicsDisplay()

    @line_magic
    def magic(self, parameter_s=""):
        """Say how to learn about magics."""
        print("Magics are commands that begin with %: %lsmagic lists them, %name? describes one.")

    @line_magic
    def automagic(self, parameter_s=""):
        """Says that magics may be called without their % where a cell is one line."""
        print("\nAutomagic is ON, % prefix IS NOT needed for line magics.")

    @line_magic
    def pprint(self, parameter_s=""):
        """Pretty printing cannot be switched here."""
        print("Pretty printing has been turned ON", file=sys.stdout)

    @line_magic
    def precision(self, s=""):
        """Set how floats are displayed: a number of digits, a format such as %e, or nothing for their repr."""
        if "%" in s:
            s % 3.14159
            format = s
        else:
            format = f"%.{int(s)}f" if s else "%r"
        _notebook.FLOAT_FORMAT = "" if format == "%r" else format
        return format

    @line_magic
    def xmode(self, parameter_s=""):
        """Set how errors are shown: Plain, Context, Verbose or Minimal."""
        try:
            self.shell.InteractiveTB.set_mode(parameter_s.strip().capitalize())
        except ValueError as error:
            raise UsageError(str(error)) from None
        print("Exception reporting mode:", self.shell.InteractiveTB.mode)

    @line_magic
    def history(self, parameter_s=""):
        """Print the input history: %history [-n] [-o] [-p] [-t] [-l N] [ranges such as 4 or 4-6]

        -n: with numbers. -o: with outputs. -p: with prompts. -t: as translated to Python. -l: the last N."""
        words = parameter_s.split()
        flags = [word for word in words if word.startswith("-") and word.lstrip("-") and not word[1:].isdigit()]
        ranges = [word for word in words if word not in flags]
        unknown = [flag for flag in flags if flag not in ("-n", "-o", "-p", "-t", "-l")]
        if unknown:
            raise UsageError(f"%history {' '.join(unknown)} is not available.")
        history = self.shell.history_manager
        inputs = history.input_hist_parsed if "-t" in flags else history.input_hist_raw
        for number in self.history_lines(ranges, len(inputs), "-l" in flags):
            self.print_input(number, inputs[number].expandtabs(4).rstrip(), flags)

    def history_lines(self, ranges, count, last):
        if last:
            wanted = int(ranges[0]) if ranges else 10
            return range(max(1, count - 1 - wanted), count - 1)
        if not ranges:
            return range(1, count)
        lines = []
        for text in ranges:
            start, _, stop = text.partition("-")
            try:
                lines += range(int(start), int(stop or start) + 1)
            except ValueError:
                raise UsageError(f"no such range of the history: {text}") from None
        return [line for line in lines if 0 < line < count]

    def print_input(self, number, text, flags):
        lines = text.split("\n")
        if "-n" in flags:
            print(f"{number:4}:", end="\n" if len(lines) > 1 else " ")
        if "-p" in flags:
            text = ">>> " + "\n... ".join(lines) + ("\n..." if len(lines) > 1 else "")
        print(text)
        output = self.shell.history_manager.output_hist_reprs.get(number)
        if "-o" in flags and output:
            print(output)

    @line_magic
    def pwd(self, parameter_s=""):
        """Return the current working directory path."""
        return os.getcwd()

    @line_magic
    def dhist(self, parameter_s=""):
        """Print the history of visited directories."""
        print("Directory history (kept in _dh)")
        for number, directory in enumerate(self.shell.user_ns["_dh"]):
            print(f"{number}: {directory}")

    @line_magic
    def env(self, parameter_s=""):
        """Get, set, or list environment variables: %env, %env name, %env name=value"""
        text = parameter_s.strip()
        if not text:
            secret = ("key", "token", "secret")
            return {name: "<hidden>" if any(word in name.lower() for word in secret) else value for name, value in os.environ.items()}
        if "=" in text or " " in text:
            return self.set_env(text)
        if text not in os.environ:
            raise UsageError(f"Environment does not have key: {text}")
        return os.environ[text]

    @line_magic
    def set_env(self, parameter_s):
        """Set an environment variable: %set_env name=value"""
        name, separator, value = parameter_s.partition("=" if "=" in parameter_s else " ")
        if not separator or not name.strip():
            raise UsageError("usage is 'set_env var=val'")
        os.environ[name.strip()] = value.strip()
        print(f"env: {name.strip()}={value.strip()}")

    @line_magic
    def load_ext(self, module_str):
        """Load an extension: a module with a function load_ipython_extension."""
        if not module_str:
            raise UsageError("Missing module name.")
        if module_str in ("autoreload", "storemagic", "cython"):
            no_effect(f"%load_ext {module_str}")
            return
        module = __import__(module_str)
        for part in module_str.split(".")[1:]:
            module = getattr(module, part)
        if hasattr(module, "load_ipython_extension"):
            module.load_ipython_extension(self.shell)
        else:
            print(f"The {module_str} module is not an IPython extension.")

    @cell_magic
    def html(self, line, cell):
        """Render the cell as a block of HTML"""
        from IPython.display import HTML, display
        display(HTML(cell), metadata={"text/html": {"isolated": True}} if "--isolated" in line else None)

    @cell_magic
    def markdown(self, line, cell):
        """Render the cell as Markdown text block"""
        from IPython.display import Markdown, display
        display(Markdown(cell))

    @cell_magic
    def latex(self, line, cell):
        """Render the cell as a block of LaTeX"""
        from IPython.display import Latex, display
        display(Latex(cell))

    @cell_magic
    def svg(self, line, cell):
        """Render the cell as an SVG literal"""
        from IPython.display import SVG, display
        display(SVG(cell))

    @cell_magic
    def javascript(self, line, cell):
        """Hand the cell to the browser as Javascript code"""
        from IPython.display import Javascript, display
        display(Javascript(cell))


register(BasicMagics)
for alias, name in ("hist", "history"), ("reload_ext", "load_ext"):
    MAGICS["line"][alias] = MAGICS["line"][name]
MAGICS["cell"]["js"] = MAGICS["cell"]["javascript"]


def no_effect(what):
    print(f"{what}: has no effect here.", file=sys.stderr)


def ignored(name):
    def magic(line="", cell=None):
        no_effect(f"%{name}" + (f" {line}" if line else ""))
    return magic


def refused(name, reason):
    def magic(line="", cell=None):
        raise UsageError(f"%{name}: {reason}")
    magic.missing = True
    return magic


for name in "matplotlib autoreload aimport config colors gui pdb autosave autocall unload_ext store logstart logstop logoff logon".split():
    MAGICS["line"][name] = ignored(name)

COMMANDS = "cd ls ll cat cp mv rm mkdir rmdir ldir lk lf lx man more less bookmark pushd popd dirs pip conda sc sx system alias unalias rehashx"
for name in COMMANDS.split():
    MAGICS["line"][name] = refused(name, "decref runs no system commands and changes no directories.")
for name in "bash sh script ruby perl python python2 python3 pypy writefile file cython".split():
    MAGICS["cell"][name] = refused("%" + name, "decref runs no system commands and writes no files.")
for name in "debug edit ed load loadpy save pastebin macro rerun recall rep prun pylab pycat pfile page notebook quickref logstate doctest_mode alias_magic memit mprun lprun".split():
    MAGICS["line"][name] = refused(name, "is not available in decref.")
for name in "debug prun memit mprun".split():
    MAGICS["cell"][name] = refused("%" + name, "is not available in decref.")
`;
