// IPython.core.magic: finding and calling magics, their options, and the decorators by which a program makes its own.
// IPython.core.shellmethods (our own): what `get_ipython()` can do and programs seldom ask for; loaded when they do.

export const MAGIC = String.raw`
import sys
import _notebook
from _notebook import UsageError

MAGICS = {"line": {}, "cell": {}}
MODULES = {MODULES}


def find(kind, name):
    if name not in MAGICS[kind] and name in MODULES:
        __import__("IPython.core.magics." + MODULES[name])
    return MAGICS[kind].get(name)


def call_line_magic(shell, name, line, frame):
    function = find("line", name)
    if function is None:
        hint = f" (But cell magic ${"`"}%%{name}${"`"} exists, did you mean that instead?)" if find("cell", name) else ""
        raise UsageError(f"Line magic function ${"`"}%{name}${"`"} not found{hint}.")
    if not getattr(function, "no_var_expand", False):
        line = expand(shell, line, frame)
    if getattr(function, "needs_local_scope", False):
        return function(line, local_ns=frame.f_locals)
    return function(line)


def call_cell_magic(shell, name, line, cell, frame):
    function = find("cell", name)
    if function is None:
        hint = f" (But line magic ${"`"}%{name}${"`"} exists, did you mean that instead?)" if find("line", name) else ""
        raise UsageError(f"Cell magic ${"`"}%%{name}${"`"} not found{hint}.")
    if cell == "":
        hint = f" Did you mean the line magic %{name} (single %)?" if find("line", name) else ""
        raise UsageError(f"%%{name} is a cell magic, but the cell body is empty.{hint}")
    if not getattr(function, "no_var_expand", False):
        line = expand(shell, line, frame)
    if getattr(function, "needs_local_scope", False):
        return function(line, cell, local_ns=shell.user_ns)
    return function(line, cell)


def expand(shell, line, frame):
    "Puts in the values of {expression} and $name; leaves the line alone where that fails."
    if "{" not in line and "$" not in line:
        return line
    import re
    def value(match):
        if match["escaped"]:
            return match["escaped"][0]
        return str(eval(match["expression"] or match["name"], frame.f_globals, frame.f_locals))
    try:
        return re.sub(r"(?P<escaped>\{\{|\}\}|\$\$)|\{(?P<expression>[^{}]+)\}|\$(?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)", value, line)
    except Exception:
        return line


def split_arguments(line):
    if '"' not in line and "'" not in line:
        return line.split()
    from shlex import shlex
    lexer = shlex(line, posix=False)
    lexer.whitespace_split = True
    lexer.commenters = ""
    try:
        return list(lexer)
    except ValueError:
        return line.split()


def parse_options(line, short, *long, mode="string", list_all=False, preserve_non_opts=False, **ignored):
    from getopt import getopt, GetoptError
    words = split_arguments(line)
    try:
        options, rest = getopt(words, short, list(long))
    except GetoptError as error:
        raise UsageError(f'{error.msg} ( allowed: "{short}" {" ".join(long)})') from error
    found = {}
    remainder = line
    for option, value in options:
        remainder = remainder.replace(option, "", 1).replace(value, "", 1)
        name = option.lstrip("-")
        if list_all:
            found.setdefault(name, []).append(value)
        elif name in found:
            found[name] = ([*found[name]] if isinstance(found[name], list) else [found[name]]) + [value]
        else:
            found[name] = value
    if mode == "list":
        return found, rest
    return found, remainder.lstrip() if preserve_non_opts else " ".join(rest)


def _registering(*kinds):
    def register(function, name=None):
        if isinstance(function, str):
            return lambda real: register(real, function)
        for kind in kinds:
            MAGICS[kind][name or function.__name__] = function
        return function
    return register


register_line_magic = _registering("line")
register_cell_magic = _registering("cell")
register_line_cell_magic = _registering("line", "cell")


def _marking(*kinds):
    def mark(function, name=None):
        if isinstance(function, str):
            return lambda real: mark(real, function)
        function.magic = kinds, name or function.__name__
        return function
    return mark


line_magic = _marking("line")
cell_magic = _marking("cell")
line_cell_magic = _marking("line", "cell")


def needs_local_scope(function):
    function.needs_local_scope = True
    return function


def no_var_expand(function):
    function.no_var_expand = True
    return function


def magics_class(cls):
    return cls


class Magics:
    def __init__(self, shell=None, **kwargs):
        self.shell = shell if shell is not None else _notebook.shell

    def parse_options(self, line, short, *long, **options):
        return parse_options(line, short, *long, **options)

    def arg_err(self, function):
        print("Error in arguments:")


def register(cls, shell=None):
    "Makes the magics of a class known."
    instance = cls(shell if shell is not None else _notebook.shell) if isinstance(cls, type) else cls
    for name in dir(type(instance)):
        kinds, magic = getattr(getattr(type(instance), name), "magic", ((), None))
        for kind in kinds:
            MAGICS[kind][magic] = getattr(instance, name)
`;

export const SHELL_METHODS = `
from _notebook import UsageError


def magic(self, arg_s):
    name, _, line = arg_s.partition(" ")
    return self.run_line_magic(name.lstrip("%"), line, _stack_depth=2)


def find_line_magic(self, name):
    from IPython.core.magic import find
    return find("line", name)


find_magic = find_line_magic


def find_cell_magic(self, name):
    from IPython.core.magic import find
    return find("cell", name)


def register_magic_function(self, func, magic_kind="line", magic_name=None):
    from IPython.core.magic import MAGICS
    for kind in ("line", "cell") if magic_kind == "line_cell" else (magic_kind,):
        MAGICS[kind][magic_name or func.__name__] = func


def register_magics(self, *magic_objects):
    from IPython.core.magic import register
    for magics in magic_objects:
        register(magics, self)


def system(self, command):
    raise UsageError(f"!{command.strip()}: decref runs no system commands.")


getoutput = system_raw = system_piped = system


def ev(self, expr):
    return eval(expr, self.user_global_ns, self.user_ns)


def ex(self, cmd):
    exec(cmd, self.user_global_ns, self.user_ns)


def reset(self, new_session=True, aggressive=False):
    self.history_manager.reset(new_session)
    if new_session:
        self.execution_count = 1
    self.last_execution_succeeded = True
    self.last_execution_result = None
    self.displayhook.flush()
    names = self.user_global_ns
    for name in [name for name in names if name not in ("__builtin__", "__builtins__", "__name__")]:
        del names[name]
    self.user_ns_hidden.clear()
    self.init_user_ns()


def drop_by_id(self, variables):
    for name, value in variables.items():
        if name in self.user_ns and self.user_ns[name] is value:
            del self.user_ns[name]
            self.user_ns_hidden.pop(name, None)


def del_var(self, varname, by_name=False):
    if varname in ("__builtin__", "__builtins__"):
        raise ValueError(f"Refusing to delete {varname}")
    places = [self.user_ns, self.user_global_ns, self.user_ns_hidden]
    if by_name:
        for place in places:
            place.pop(varname, None)
        return
    try:
        value = self.user_ns[varname]
    except KeyError as error:
        raise NameError(f"name {varname!r} is not defined") from error
    for place in [*places, self.history_manager.output_hist]:
        for name in [name for name, other in place.items() if other is value]:
            del place[name]
    if self.last_execution_result is not None and self.last_execution_result.result is value:
        self.last_execution_result = None
    for name in ("_", "__", "___"):
        if getattr(self.displayhook, name) is value:
            setattr(self.displayhook, name, None)


def object_inspect_text(self, oname, detail_level=0):
    from IPython.core.oinspect import describe
    return describe(self, oname, detail_level)


def set_next_input(self, text, replace=False):
    pass


def run_cell_async(self, raw_cell, **options):
    raise NotImplementedError("run_cell_async is not available; use run_cell")


def ask_yes_no(self, prompt, default=None, interrupt=None):
    return True
`;
