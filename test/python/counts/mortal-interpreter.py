# The interpreter's seldom ways, the import system and the watchers, given objects whose counts are kept.
import builtins, collections, gc, importlib, importlib.machinery, sys, types, weakref

def big(k=0): return 10**30 + k
def text(x): return "".join([x, "!"])

class Thing:
    def __init__(self, name="thing"): self.name = name
    def __repr__(self): return f"<{self.name}>"

class Index:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n

def show(label, f):
    try: value = f()
    except BaseException as e: value = f"{type(e).__name__}: {e}"
    print(label, value)

def every(title, /, **cases):
    print("--", title)
    for label, f in cases.items(): show(label, f)

def raising(*items):
    yield from items
    raise ValueError(text("end"))

class Bad:
    def __bool__(self): raise ValueError(text("bool"))
    def __lt__(self, other): raise ValueError(text("lt"))
    def __eq__(self, other): raise ValueError(text("eq"))
    def __hash__(self): return 1

def compares(a, b): return a < b, a == b, a >= b, a + a < b + b, (a + 1) * 2.5 > b * 2.5, a + 0.5 != b + 0.5
print(*[compares(big(i), big(1)) for i in range(3)], compares(1.5, 2.5), compares(3, 4))
def many(*args): return [x + big() < y + big() for x in args for y in args]
for i in range(40): many(big(i), i, 2.5 + i)

section = lambda name: print("--", name)
section("matching")
class Mapping(dict):
    def get(self, key, default=None): return Thing(f"got {key}") if key != "no" else default
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class OneMissing:
    __match_args__ = (text("x"), text("missing"))
    def __init__(self): setattr(self, text("x"), Thing("x"))
class BadArgs: __match_args__ = Thing()
class BadName: __match_args__ = (Thing(),)
collections.abc.Mapping.register(Point) if False else None
def match(subject):
    match subject:
        case {"a": a, "b": {"c": c}, **rest}: return "nested", a, c, rest
        case {"a": a, "no": b}: return "no", a
        case {"a": a, **rest}: return "map", a, rest
        case Point(x=5 as five, y=y): return "five", y
        case Point(x, y): return "point", x, y
        case OneMissing(x, y): return "never"
        case OneMissing(x): return "one", x
        case BadName(x): return "never"
        case BadArgs(x): return "never"
        case [first, *middle, last]: return "seq", first, middle, last
        case str(s) | bytes(s): return "text", s
        case int(n) if n > big(): return "guard", n
        case float() | complex() as number: return number
        case [Point(x, _)]: return "in list", x
        case _: return "other"
for subject in {"a": Thing(), "b": {"c": big()}, text("k"): big()}, Mapping(a=1), {"a": Thing()}, Point(5, Thing()), Point(Thing(), big()), OneMissing(), [big(), Thing(), big(1), 2], (Thing(),), text("s"), bytes([1, 2]), big(1), big(), 2.5, Thing(), [Point(Thing(), 1)]: show("match", lambda: match(subject))
for cls in BadArgs, BadName: show("match", lambda: match(cls()))
def attribute_raises(x):
    class R:
        __match_args__ = ("a", "b")
        a = Thing()
        @property
        def b(self): raise ValueError(text("b"))
    match R():
        case R(a, b): return a
show("match", lambda: attribute_raises(1))
def too_many(x):
    match x:
        case Point(1, 2, 3): return 1
show("match", lambda: too_many(Point(1, 2)))
def same_key(k, l):
    class K: a, b = k, l
    match {k: Thing()}:
        case {K.a: x, K.b: y}: return x
show("same", lambda: same_key(big(), big())); show("keys", lambda: same_key(big(), big(1)))

section("unpacking")
def unpack(source, n):
    if n == 0: a, b = source; return a, b
    if n == 1: a, *b, c = source; return a, b, c
    if n == 2: (a, b), c = source; return a, b, c
    if n == 3: [*a] = source; return a
for n in range(4):
    for make in lambda: [big(), Thing()], lambda: (x for x in [big(), Thing(), big(1)]), lambda: [(big(), Thing()), 1], lambda: iter([big()]), lambda: raising(big()), lambda: Thing(), lambda: {big(): 1, text("k"): 2}, lambda: text("ab"): show(n, lambda: unpack(make(), n))

section("names")
class Namespace(dict):
    def __getitem__(self, k): return Thing(k) if k in ("cell", "glob", "x") else dict.__getitem__(self, k)
    def __setitem__(self, k, v): dict.__setitem__(self, k, v)
class Meta(type):
    @classmethod
    def __prepare__(m, n, b, **kw): return Namespace()
    def __new__(m, n, b, d): return type.__new__(m, n, b, dict(d))
def in_class(cell):
    class C(metaclass=Meta):
        got = cell
        other = glob
        x += 1 if False else x
        def f(self): return cell
    return C.got, C.other
show("class", lambda: in_class(Thing("c")))
def in_generic(cell):
    class C[T: cell]:
        got = cell
        def f[U: cell](self, x: cell) -> got: return cell
    return C.got, C.f.__type_params__[0].__bound__, C.f.__annotations__
show("generic", lambda: in_generic(Thing("c")))
exec("x: int = b\ny: str\n__annotations__ if 0 else 1\nz: list", {"b": big()}, Namespace())
exec("x: int = 5", {"__annotations__": {text("a"): 1}})
def unbound(flag):
    if flag: a = big(); b = Thing()
    del a
    if flag > 1: a = big(1)
    def inner(): return b
    if flag == 3: del b
    return a, inner()
for flag in 0, 1, 2, 3: show("unbound", lambda: unbound(flag))
def swapped(a, b, c):
    a, b = b, a; a, b, c = c, a, b
    return a, b, c
print(swapped(big(), Thing(), text("c")))
def comp(x): return [x for x in [big(), Thing()]], {x: y for x, y in [(big(), Thing())]}, {x for x in (big(),)}, x, [y := z for z in [big()]], y
print(comp(Thing("outer")))
def comp_raises(x):
    try: return [1 / y for y in (1, 0, x) for x in [Thing()]]
    except ZeroDivisionError: return x
print(comp_raises(Thing("kept")))
glob = Thing("glob"); del glob
show("global", lambda: exec("global g; g = b; del g; g", {"b": big()}))
def big_frame(n): 
    a0 = a1 = a2 = a3 = a4 = Thing()
    return [n, [n, [n, [n, [n, [n, (n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n)]]]]]]
def deep(n): return big_frame(n) if n == 0 else deep(n - 1)
print(len(deep(500)))
names = ", ".join(f"v{i}" for i in range(3000))
space = {}
exec(f"def huge({names.replace(', ', '=None, ')}=None):\n    return v0, v2999\ndef rec(n): return huge(n, v2999=n) if n == 0 else rec(n - 1)", space)
print(space["huge"](big(), v2999=Thing()), space["rec"](5)); del space

section("deaths in a frame")
class Dies:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def locals_die(a, b):
    c = Dies("c"); d = big()
    return Dies("returned") and d
locals_die(Dies("a"), Dies("b"))
def code_dies():
    f = types.FunctionType(compile("def f(x): return x", "f", "exec").co_consts[0], {})
    return f(Thing())
print(code_dies(), eval(compile("(lambda x: x)(5)", "f", "eval")), (lambda: (lambda: big())())())
def gen_ends():
    try: raise ValueError(text("v"))
    except ValueError as e: yield e
    return
g = gen_ends(); next(g); show("next", lambda: next(g, Thing())); g = gen_ends(); next(g); show("throw", lambda: g.throw(KeyError(big()))); del g
def handled():
    try: raise ValueError(text("v"))
    except ValueError:
        return (yield sys.exception())
g = handled(); next(g); show("send", lambda: g.send(Thing())); del g

section("watchers")
events = []
class Watcher:
    def __init__(self, answer=None): self.answer = answer
    def __call__(self, *args): events.append(args[-1] if args else None); return self.answer
M = sys.monitoring; E = M.events
def watched(n):
    for i in range(n):
        if i > 1: break
    try: [].x
    except AttributeError as e: pass
    def g():
        try: yield big(); yield Thing()
        except KeyError: pass
        return text("g")
    x = g(); next(x)
    try: x.throw(KeyError(big()))
    except StopIteration as e: pass
    try: raise ValueError(Thing())
    except ValueError: return text("returned")
M.use_tool_id(2, text("tool"))
everything = E.CALL | E.LINE | E.INSTRUCTION | E.JUMP | E.BRANCH_LEFT | E.BRANCH_RIGHT | E.PY_START | E.PY_RETURN | E.PY_YIELD | E.PY_RESUME | E.PY_THROW | E.PY_UNWIND | E.RAISE | E.RERAISE | E.EXCEPTION_HANDLED | E.STOP_ITERATION | E.C_RETURN | E.C_RAISE
for answer in Thing(), M.DISABLE:
    for e in range(18): M.register_callback(2, 1 << e, Watcher(None if e > 9 and answer is M.DISABLE else answer))
    M.set_events(2, everything)
    try: print(watched(5))
    except ValueError as e: print("refused", e)
    M.set_events(2, 0); M.restart_events()
    for e in range(18): M.register_callback(2, 1 << e, None)
class Fails(Watcher):
    def __call__(self, *args): M.set_events(2, 0); raise ValueError(text("callback"))
for e in E.PY_START, E.RAISE, E.PY_RETURN, E.LINE, E.CALL, E.PY_YIELD, E.PY_THROW, E.PY_UNWIND, E.EXCEPTION_HANDLED, E.STOP_ITERATION, E.JUMP:
    
    M.register_callback(2, e, Fails())
    try: M.set_events(2, e); print(e, watched(4))
    except ValueError as error: print(e, error)
    M.register_callback(2, e, None)
M.set_events(2, 0)
M.set_local_events(2, watched.__code__, E.LINE); M.register_callback(2, E.LINE, Watcher(M.DISABLE)); watched(2); M.set_local_events(2, watched.__code__, 0)
M.free_tool_id(2); print(len(events) > 100); events.clear()
def tracer(frame, event, arg):
    events.append((event, type(arg).__name__)); frame.f_locals
    return Tracer() if event == "call" else None
class Tracer:
    def __call__(self, frame, event, arg): events.append((event, type(arg).__name__)); return Tracer() if event == "line" else self
sys.settrace(tracer); watched(3); sys.settrace(None); print(len(events) > 10, sorted(set(events))[:3]); events.clear()
class Profiler(Tracer): pass
kept = Profiler(); sys.setprofile(kept); sys.setprofile(Profiler()); watched(3); gc.collect(); len([]); sys.setprofile(None); print(sorted({e for e, _ in events})); events.clear()
class TraceFails:
    def __init__(self, at): self.at = at
    def __call__(self, frame, event, arg):
        if event == self.at: raise ValueError(text(event))
        return self
for at in "call", "line", "return", "exception":
    sys.settrace(TraceFails(at)); 
    try: watched(3)
    except ValueError as e: print(at, e)
    finally: sys.settrace(None)
for at in "call", "return", "c_call", "c_return":
    sys.setprofile(TraceFails(at))
    try: watched(3)
    except ValueError as e: print(at, e)
    finally: sys.setprofile(None)
def jumps():
    x = Thing("before")
    try: raise ValueError(text("jumped over"))
    except ValueError:
        with_it = sys.exception()
        inside = big()
    after = Thing("after")
    for item in [big(), Thing()]:
        last = item
    return after
class Jump:
    def __init__(self, source, target): self.source, self.target, self.done = source, target, False
    def __call__(self, frame, event, arg):
        if frame.f_code is jumps.__code__ and event == "line" and not self.done and frame.f_lineno - frame.f_code.co_firstlineno == self.source:
            self.done = True
            try: frame.f_lineno = frame.f_code.co_firstlineno + self.target
            except ValueError as e: print(e)
        return self
for source, target in (4, 6), (5, 7), (8, 6), (8, 1), (1, 6), (6, 4), (9, 1), (2, 8):
    sys.settrace(Jump(source, target))
    try: value = jumps()
    except BaseException as e: value = f"{type(e).__name__}: {e}"
    finally: sys.settrace(None)
    print(source, target, value)

section("imports")
def module(name, **attributes):
    m = sys.modules[name] = types.ModuleType(name)
    m.__path__ = [text("path")]; m.value = Thing(name); m._hidden = big(); vars(m).update(attributes)
    return m
for name in "mortal_a", "mortal_a.b", "mortal_a.b.c", "mortal_main", "mortal_main.sib", "mortal_main.sib.more", "mortal_star": module(name)
sys.modules["mortal_a"].b = sys.modules["mortal_a.b"]; sys.modules["mortal_a.b"].c = sys.modules["mortal_a.b.c"]
module("mortal_all", __all__=[text("value")[:-1], "_hidden"]); module("mortal_odd", __all__=[Thing()]); module("mortal_missing", __all__=[text("nothing")])
sys.modules["mortal_replaced"] = Thing("replaced")
def run(source):
    d = {"__name__": "mortal_main.sub", "__package__": text("mortal_main")[:-1]}
    exec(source, d)
    return sorted(k for k in d if k not in ("__builtins__", "__name__", "__package__"))
for source in "import mortal_a", "import mortal_a.b.c", "import mortal_a.b as ab", "from mortal_a import value", "from mortal_a import b", "from mortal_a import nothing, b", "from mortal_all import *", "from mortal_odd import *", "from mortal_missing import *", "from mortal_star import *", "import mortal_replaced", "from . import sib", "from .sib import value", "from .sib.more import *", "import mortal_a.b.c as abc, mortal_star as ms", "from mortal_replaced import x", "import nothing_here_at_all", "import sys.nope", "from sys import nope": show(source, lambda: run(source))
for args in (text("mortal_a")[:-1],), (Thing(),), ("mortal_a", {}, {}, [text("b")[:-1]]), ("mortal_a", {}, {}, [Thing()]), ("mortal_a.b", {}, {}, ()), ("x", {"__package__": Thing()}, {}, (), 1), ("x", {"__spec__": Thing()}, {}, (), 1), ("", {"__package__": text("mortal_a")[:-1]}, {}, ("b",), 1), ("a", {"__name__": text("mortal_a.b")[:-1]}, {}, (), 1), ("a", {}, {}, (), -1), ("", {}, {}, ()): show("__import__", lambda: __import__(*args).__class__.__name__)
class NotModules(dict): pass
sys.modules["mortal_none"] = None; show("none", lambda: run("import mortal_none"))
sys.modules["mortal_thing"] = Thing("module"); show("thing", lambda: run("import mortal_thing")); show("thing", lambda: run("from mortal_thing import name")); show("thing", lambda: run("import mortal_thing.sub"))
original = builtins.__import__
builtins.__import__ = lambda *a, **k: Thing(a[0]); show("hook", lambda: run("import whatever")); show("hook", lambda: run("from whatever import name")); show("hook", lambda: run("import a.b as c")); builtins.__import__ = original
B = importlib.machinery.BuiltinImporter
print(B.find_spec(text("sys")[:-1]).name, B.find_spec(text("no")), B.is_package("sys"), B.get_code("sys"), B.create_module(B.find_spec(text("_bisect")[:-1])).__name__)
show("builtin", lambda: B.create_module(importlib.machinery.ModuleSpec(text("nope"), None)))
spec = importlib.machinery.ModuleSpec(text("name"), Thing("loader"), origin=text("origin"), loader_state=Thing("state"), is_package=True)
spec.cached = text("cached"); spec.submodule_search_locations.append(text("x")); spec.has_location = [1]
print(spec.name, spec.loader, spec.origin, spec.loader_state, spec.cached, spec.parent, spec.has_location, spec == spec, spec == Thing(), spec.submodule_search_locations)
spec.cached = None; print(spec.cached, importlib.machinery.ModuleSpec(text("a.b"), None).parent)
for name in [n for n in sys.modules if n.startswith("mortal")]: del sys.modules[name]
del spec
gc.collect()
