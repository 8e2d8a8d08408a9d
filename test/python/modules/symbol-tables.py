# The symbol table of a text, as the module symtable shows it.
import _symtable
import gc
import symtable
import sys

SOURCE = '''
"""doc"""
class A[T: int = str]:
    x: int = 1
    __p = 3
    def f(self, a, *args, b=2, **kw) -> int:
        nonlocal_ = [i for i in a if i]
        def g():
            nonlocal a
            return a, __class__, __p
        global gg
        yield a
        return g
    async def h(self):
        return [x async for x in y], (z for z in y)
type Alias[U] = list[U]
lam = lambda *a, **k: (a, k, lam)
import os as o
try:
    pass
except E as e:
    pass
if 1:
    yy: int
def outer(p, /):
    def inner():
        return super, p
    {k: v for k, v in p}
'''


def show(entry, depth=0):
    print("  " * depth, entry.name, entry.type, entry.lineno, entry.nested, entry.varnames, sorted(entry.symbols.items()))
    for child in entry.children:
        show(child, depth + 1)


top = _symtable.symtable(SOURCE, "text.py", "exec")
show(top)
show(_symtable.symtable("x + [a for a in b]", "text.py", "eval"))
show(_symtable.symtable("x; [a for a in b]", b"text.py", "single"))
show(_symtable.symtable(b'# -*- coding: latin-1 -*-\n\xe9="\xe9"', "text.py", "exec"))
show(_symtable.symtable("from __future__ import annotations\ndef f(a: b): pass\nx: int\nclass C:\n  y: C", "text.py", "exec"))

# What goes wrong.
for arguments in [
    ("x", "text.py", "foo"),
    ("x", "text.py", "func_type"),
    ("x", "text.py"),
    ("x", 1, "exec"),
    (1, "text.py", "exec"),
    ("x", "te\0xt", "exec"),
    ("x\0", "text.py", "exec"),
    ("x", "text.py", 1),
    ("x+", "text.py", "exec"),
    ("def f():\n global a\n nonlocal a", "text.py", "exec"),
    ("def f():\n a = 1\n global a", "text.py", "exec"),
    ("def f():\n nonlocal b", "text.py", "exec"),
    ("from __future__ import braces", "text.py", "exec"),
    ("class A:\n def f(a, a): pass", "text.py", "exec"),
]:
    try:
        _symtable.symtable(*arguments)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
    except SyntaxError as e:
        print(type(e).__name__, e, e.lineno, e.offset, e.end_lineno, e.end_offset)

# The type.
T = type(top)
print(T, T.__module__, sorted(T.__dict__), gc.is_tracked(top), gc.get_referents(top))
for name in ("name", "symbols", "foo"):
    try:
        setattr(top, name, 1)
    except AttributeError as e:
        print(e)
try:
    T()
except TypeError as e:
    print(e)
print(repr(top) == f"<symtable entry top({top.id}), line 0>", top.id > 0, hash(top) == hash(top), top == top)
print({name: value for name, value in vars(_symtable).items() if isinstance(value, int)})

# Counts: an entry holds its children, and the block of its annotations once more.
print(sys.getrefcount(top), sys.getrefcount(top.symbols), sys.getrefcount(top.children), sys.getrefcount(top.varnames))
annotated = _symtable.symtable("class A:\n  x: int\n  def f(self): pass", "text.py", "exec").children[0]
print(sys.getrefcount(annotated), [sys.getrefcount(c) for c in annotated.children])
print(top.symbols is top.symbols, top.children[0] is top.children[0])

# The module on top of it.
table = symtable.symtable(SOURCE, "text.py", "exec")
print(table, table.get_type(), sorted(table.get_identifiers()), table.has_children())


def describe(table, depth=0):
    print("  " * depth, table.get_name(), table.get_type(), table.is_nested(), table.is_optimized(), table.get_lineno())
    for symbol in sorted(table.get_symbols(), key=lambda s: s.get_name()):
        questions = [name for name in dir(symbol) if name.startswith("is_") and getattr(symbol, name)()]
        print("  " * depth, " ", symbol, questions, [n.get_name() for n in symbol.get_namespaces()])
    for child in table.get_children():
        describe(child, depth + 1)


describe(table)
f = table.get_children()[0].get_children()[2].get_children()[2]
print(f, f.get_parameters(), sorted(f.get_locals()), sorted(f.get_frees()), sorted(f.get_globals()), f.get_nonlocals())
