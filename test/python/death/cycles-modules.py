# An object of every type that can hold others, in each of its slots: is it tracked, does it give up what it
# held when it dies, and does the collector find a cycle that only goes through this slot? Here: what modules need.
import ast, contextvars, gc, io, threading, weakref
from slots_of_types import holding, section

class Str(str): pass

def in_context(n):
    context = contextvars.copy_context()
    context.run(variable.set, n)
    return context

def token_of(n):
    context = contextvars.copy_context()
    context.run(variable.set, n)
    return context.run(variable.set, 1)

variable = contextvars.ContextVar("variable")

class Kept:
    def method(self): pass
class Ref(weakref.ref): pass
kept_alive = Kept()

section("weak",
    ref=lambda n: weakref.ref(kept_alive, n), method=lambda n: weakref.WeakMethod(kept_alive.method, n), values=lambda n: weakref.WeakValueDictionary({1: n}), keys=lambda n: weakref.WeakKeyDictionary({kept_alive: n}),
    ref_attribute=lambda n: holding(Ref(kept_alive), n), ref_callback=lambda n: Ref(kept_alive, n), proxy=lambda n: [weakref.proxy(kept_alive, n)], set=lambda n: holding(weakref.WeakSet([n]), n))

section("contexts", default=lambda n: contextvars.ContextVar("v", default=n), context=in_context, token=token_of)

class Raw(io.RawIOBase):
    def readable(self): return True
    def writable(self): return True
    def seekable(self): return False
    def close(self): pass

class Text(io.TextIOBase): pass

def local(n):
    l = threading.local()
    l.n = n
    return l

section("streams and threads",
    bytes=lambda n: holding(io.BytesIO(), n), string=lambda n: holding(io.StringIO(), n), raw=lambda n: holding(Raw(), n), reader=lambda n: io.BufferedReader(holding(Raw(), n)), reader_attribute=lambda n: holding(io.BufferedReader(Raw()), n),
    writer=lambda n: io.BufferedWriter(holding(Raw(), n)), text=lambda n: io.TextIOWrapper(io.BufferedReader(holding(Raw(), n))),
    text_attribute=lambda n: holding(io.TextIOWrapper(io.BytesIO()), n), text_base=lambda n: holding(Text(), n), local=local, thread=lambda n: threading.Thread(target=n, args=(n,), kwargs={"a": n}), timer=lambda n: threading.Timer(1, n))

section("trees", name=lambda n: ast.Name(id=n), attribute=lambda n: holding(ast.Pass(), n), list=lambda n: ast.Module(body=[n]), constant=lambda n: ast.Constant(n))

def in_itself(n):
    context = contextvars.copy_context()
    context.run(variable.set, (context, n))
    return context

section("broken nowhere else", context=in_itself)
print("--", gc.collect(), gc.collect())
