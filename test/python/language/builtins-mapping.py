# `__builtins__` of the globals may be any mapping, which is asked for each name.
import builtins


class Mapping:
    def __init__(self, items):
        self.items = items

    def __getitem__(self, key):
        print("asked for", key)
        return self.items[key]


class Dict(dict):
    def __getitem__(self, key):
        print("asked for", key)
        return dict.__getitem__(self, key)


FULL = vars(builtins)
PROGRAMS = [
    "import sys; print(sys.__name__)",
    "from sys import path as p",
    "class C: pass\nprint(C.__name__)",
    "def f(): return len('abc')\nprint(f())",
    "def f():\n import os\n return os.__name__\nprint(f())",
    "print([len(x) for x in ('a', 'bc')])",
    "try: 1 / 0\nexcept ZeroDivisionError as e: print(e)",
    "class A:\n def f(self): return 1\nclass B(A):\n def f(self): return super().f()\nprint(B().f())",
    "exec('print(len([1]))')",
    "def g[T](x: T) -> int: return x\nprint(g(1))",
    "assert 0, 'asserted'",
    "nothing",
]
for program in PROGRAMS:
    for mapping in (Mapping(FULL), Dict(FULL), {}, Mapping({}), {"__import__": lambda *args: print(args[0], args[3:])}):
        try:
            exec(program, {"__builtins__": mapping})
        except Exception as error:
            print(type(error).__name__, error)
for mapping in (5, None):
    try:
        exec("x = len", {"__builtins__": mapping})
    except TypeError as error:
        print(error)
