# compile() with flags; codeop; exec() and eval() with all their arguments.
import __future__
import ast
import codeop
import dis


def attempt(run, *args, **kwargs):
    try:
        return run(*args, **kwargs)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"


source = '"""doc"""\nassert False, "no"\nx = __debug__\n\ndef f():\n    "inner"\n    assert x\n    return __debug__\n'
for optimize in (0, 1, 2):
    namespace = {}
    print(optimize, attempt(exec, compile(source, "s", "exec", optimize=optimize), namespace), namespace.get("x"), namespace.get("__doc__"))
    if "f" in namespace:
        print(namespace["f"].__doc__, attempt(namespace["f"]))

annotated = "def f(x: undefined) -> 1 + 1: pass\nprint(f.__annotations__)"
print(attempt(exec, compile(annotated, "s", "exec")))
exec(compile(annotated, "s", "exec", __future__.annotations.compiler_flag))
exec("from __future__ import annotations\ncode = compile(annotated, 's', 'exec')\nexec(code)")
print(attempt(exec, "from __future__ import annotations\nexec(compile(annotated, 's', 'exec', dont_inherit=True))"))
code = compile("from __future__ import division, annotations", "s", "exec")
print(hex(code.co_flags & 0x1fe0000), attempt(compile, "from __future__ import braces", "s", "exec"))
print(attempt(compile, "from __future__ import nope", "s", "exec"), attempt(compile, "x = 1\nfrom __future__ import division", "s", "exec"))

awaiting = compile("await x", "s", "eval", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
print(hex(awaiting.co_flags), attempt(compile, "await x", "s", "eval"))


async def later():
    return 5


result = eval(awaiting, {"x": later()})
try:
    result.send(None)
except StopIteration as stop:
    print(stop.value)

for text in ("1", "x = (", "if x:", "if x:\n    y", "if x:\n    y\n", "def f():\n    pass\n\n", "a b", "'''abc", "'abc", "[1,\n2", "for x in y:\n  z\n",
             "@deco", "class A:\n", "x = 1\\", "", "# comment", "\n", "try:\n  pass\n", "lambda: (", "1 +", "f(\n)", "else:", "raise = 2"):
    for symbol in ("single", "exec", "eval"):
        code = attempt(codeop.compile_command, text, "<input>", symbol)
        print(repr(text), symbol, "code" if hasattr(code, "co_code") else code)
compiler = codeop.Compile()
compiler("from __future__ import annotations", "<i>", "exec")
print(hex(compiler("def f(x: y): pass", "<i>", "exec").co_flags & 0x1fe0000))
command = codeop.CommandCompiler()
print(command("if 1:"), command("x = 1").co_names)


def outer():
    a, b = 1, 2

    def inner():
        return a, b
    return inner


inner = outer()
closed = inner.__code__
cells = inner.__closure__
print(attempt(exec, closed), attempt(exec, closed, {}, closure=cells), attempt(exec, closed, closure=cells[:1]), attempt(exec, closed, closure=[*cells]))
print(attempt(exec, "x", closure=cells), attempt(exec, compile("1", "", "exec"), closure=()), attempt(exec, compile("1", "", "exec"), closure=cells))
print(attempt(eval, closed), attempt(eval, closed, {}, {}))
print(attempt(exec, closed, {}, {}, closure=(5, 6)), attempt(exec, closed, closure=None))


class Globals(dict):
    def __getitem__(self, key):
        print("get", key)
        return dict.__getitem__(self, key) if key in self else 99

    def __missing__(self, key):
        print("missing", key)
        return 7


class Mapping:
    def __init__(self):
        self.data = {}

    def __getitem__(self, key):
        print("item", key)
        return self.data[key]

    def __setitem__(self, key, value):
        self.data[key] = value


g = Globals()
print(attempt(exec, "y = 1\nz = y\nprint(z)", g), sorted(k for k in g if k != "__builtins__"))
print(attempt(eval, "unknown", Globals()), attempt(eval, "(lambda: unknown)()", Globals()))
m = Mapping()
print(attempt(exec, "y = 1\nz = y + len('ab')", {}, m), m.data)
print(attempt(exec, "1", Mapping()), attempt(eval, "1", Mapping()), attempt(exec, "1", {}, 5), attempt(eval, "1", {}, 5), attempt(eval, "1", 5))
print(attempt(eval, "len", {"__builtins__": {}}), attempt(eval, "len", {"__builtins__": {"len": 5}}), attempt(exec, "import os", {"__builtins__": {}}))
print(attempt(exec, "class A: pass", {"__builtins__": {}}), attempt(eval, "x", {"__builtins__": 5}), attempt(eval, "print", {"__builtins__": __builtins__}) is print)
space = {}
exec("pass", space)
print(list(space), type(space["__builtins__"]).__name__)
print(attempt(eval, " \t1 + 1"), attempt(eval, "1;2"), attempt(eval, "\n1"), attempt(eval, b"2"), attempt(eval, bytearray(b"3")), attempt(eval, memoryview(b"4")))
print(attempt(eval, "1", globals=None, locals=None), attempt(eval, "a + b", globals={"a": 1}, locals={"b": 2}), attempt(exec, "pass", globals={}, locals={}))
print(attempt(eval, "x\0"), attempt(compile, "x\0", "s", "exec"), attempt(eval, 5), attempt(exec, 5), attempt(exec), attempt(eval))
print(attempt(compile, "1", 5, "exec"), compile("1", b"bytes", "eval").co_filename, attempt(compile, "1", "s", 5), attempt(compile, 1, "s", "exec"))
