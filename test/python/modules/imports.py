# import in all forms, module objects, sys.modules, counts of modules.

import sys
import types

R = sys.getrefcount
m = types.ModuleType("made", "its doc")
print(m, m.__name__, m.__doc__, sorted(vars(m)), type(m) is type(sys))
m.x = [1]
sys.modules["made"] = m
print(R(m), R(m.x))
import made

print(made is m, R(m))
import made as again
from made import x, x as y

print(again is m, x is y, R(x), R(m))
for source in ("from made import nope", "import made.sub", "from made import *", "import no_such_module", "import no.such", "from . import x", "from .rel import x", "import made as a, sys as b", "from sys import (path, argv as v)", "from made.sub import x", "import sys.path"):
    try:
        exec(source, ns := {"__name__": "importer"})
        print(source, "->", sorted(k for k in ns if not k.startswith("__")))
    except Exception as e:
        print(source, "!!", type(e).__name__, e, getattr(e, "name", None), getattr(e, "path", None))
m.__all__ = ["x", "missing"]
try:
    exec("from made import *", {})
except AttributeError as e:
    print(e)
m.__all__ = ["x"]
m._private = 1
exec("from made import *", ns := {})
print(sorted(k for k in ns if not k.startswith("__")))
del m.__all__
m.__getattr__ = lambda name: f"dynamic {name}"
print(m.anything, m.x)
exec("from made import other", ns := {})
print(ns["other"])
del m.__getattr__
try:
    m.nope
except AttributeError as e:
    print(e)
m.__path__ = []
try:
    import made.sub
except ImportError as e:
    print(type(e).__name__, e)
sub = types.ModuleType("made.sub")
sub.value = 7
sys.modules["made.sub"] = sub
m.sub = sub
import made.sub
import made.sub as s
from made import sub as t
from made.sub import value

print(s is sub, t is sub, value, made.sub.value, R(sub))


class D:
    def __del__(self):
        print("dead")


sub.d = D()
del sys.modules["made.sub"], m.sub, sub, s, t
print("deleted")
sys.modules["made"] = None
try:
    import made
except ImportError as e:
    print(type(e).__name__, e)
del sys.modules["made"]


def local_import():
    import sys as inner

    from types import ModuleType

    return inner is sys, ModuleType is types.ModuleType


print(local_import())
print(__name__, "__builtins__" in globals(), __doc__)
for bad in ("m.__dict__ = {}", "types.ModuleType()", "types.ModuleType(5)", "sys.nope", "del sys.nope", "__import__(5)", "__import__('')", "__import__('a', level=-1)"):
    try:
        exec(bad)
        print(bad, "ok")
    except Exception as e:
        print(bad, "!!", type(e).__name__, e)
n = types.ModuleType("n")
n.__dict__["self"] = n
n.d = D()
import gc

gc.collect()
del n
print("cycle")
gc.collect()
ns = types.SimpleNamespace(a=1, b=[2])
ns.c = D()
print(ns.a, len(vars(ns)), ns == types.SimpleNamespace(a=1, b=[2], c=ns.c), repr(types.SimpleNamespace(x=1, y="z")))
del ns.c
try:
    ns.c
except AttributeError as e:
    print(e)
import math

print(math.pi, math.sqrt(16), math.floor(-2.5), math.gcd(12, 18), math.factorial(10), math.isclose(0.1 + 0.2, 0.3), math.inf, math.hypot(3, 4), math.comb(5, 2), math.prod([1, 2, 3]))
for bad in ("math.sqrt(-1)", "math.log(0)", "math.factorial(-1)", "math.sqrt('a')", "math.gcd(1.5)", "math.nope"):
    try:
        eval(bad)
    except Exception as e:
        print(bad, "!!", type(e).__name__, e)
