// What all generated programs share, as Python text: counters that end every program, classes whose instances tell of what
// happens to them, and `show`, whose text is the same wherever two correct interpreters run (no addresses, no hashes).

export const LANGUAGE_PRELUDE = `\
R = sys.getrefcount
def print(*texts, sep=" ", end="\\n", write=print): write(sep.join(map(str, texts)).replace("\\0", "NUL"), end=end)
fuel = [300]
class OutOfFuel(BaseException): pass
def tick():
    fuel[0] -= 1
    if fuel[0] < 0: raise OutOfFuel()
def clip(v):
    t = type(v)
    if t is int and not -10**30 < v < 10**30: return v % 1000003
    if t in (str, bytes, list, tuple, bytearray) and len(v) > 40: return v[:7]
    if t in (dict, set) and len(v) > 30: v.clear()
    return v
class D:
    kind = "D"
    def __init__(self, n=0, *kids, **named):
        self.n = n
        self.x = kids
        self.__dict__.update(named)
    def __del__(self): print("del", self.n, R(self))
    def __hash__(self): return self.n
    def __eq__(self, o): return type(o) is type(self) and o.n == self.n
    def __getitem__(self, k): return self.x[k]
    def __setitem__(self, k, v): self.z = k, v
    def __delitem__(self, k): del self.z
    def __call__(self, *a, **k): return a[-1] if a else self
    def __iter__(self): return iter(self.x)
    def __len__(self): return len(self.x)
    def __add__(self, o): return E(self.n + 100, o)
    def __radd__(self, o): return o
    def __iadd__(self, o):
        self.y = o
        return self
    def __enter__(self): return self.x[0] if self.x else self
    def __exit__(self, t, v, tb):
        print("exit", self.n, t and t.__name__)
        return self.n % 2 == 0
    def m(self, *a): return R(self), len(a)
    @property
    def p(self): return self.x
    @p.setter
    def p(self, v): self.x = (v,)
    @classmethod
    def cm(cls, *a): return cls.__name__, a
    @staticmethod
    def sm(*a): return a
class E(D):
    kind = "E"
    def __del__(self): print("del E", self.n)
    def __lt__(self, o): return True
    def __contains__(self, o): return o == self.n
    def __getattr__(self, name): return name
    def __bool__(self): return self.n % 3 != 0
    def __index__(self): return self.n % 5
    def __str__(self): return f"E{self.n}"
    def __format__(self, spec): return f"<{spec}>"
    def __missing__(self, k): return k
    def __reversed__(self): return "reversed"
class S:
    __slots__ = ("n", "x", "y", "__weakref__")
    def __init__(self, n=0, *kids):
        self.n = n
        self.x = kids
    def __del__(self): print("del S", self.n)
    def __matmul__(self, o): return self.n, o
    def __rmul__(self, o): return NotImplemented
    def __ne__(self, o): return "ne"
class N(int):
    def __add__(self, o): return N(int(self) + 1)
    def __repr__(self): return f"N({int(self)})"
class T(str):
    def __len__(self): return 99
    def __getitem__(self, k): return T("t")
class L(list):
    def __del__(self): print("del L", len(self))
    def append(self, v): super().append((v,))
class G(dict):
    def __missing__(self, k): return k, "missing"
class U(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
class X(Exception):
    def __del__(self): print("del X", len(self.args))
class XV(X, ValueError): pass
class Z(D):
    saved = []
    def __del__(self):
        print("resurrect", self.n)
        Z.saved.append(self)
class Desc:
    def __init__(self, v=None): self.v = v
    def __get__(self, o, t=None): return self.v if o is None else (self.v, type(o).__name__, t.__name__)
    def __set__(self, o, v): print("set", type(o).__name__, show(v))
    def __delete__(self, o): print("delete", type(o).__name__)
    def __set_name__(self, o, n): print("set_name", o.__name__, n)
class NonData:
    def __get__(self, o, t=None): return "nondata" if o is not None else self
class Meta(type):
    def __new__(m, name, bases, ns, **k):
        c = super().__new__(m, name, bases, ns)
        c.made = tuple(k.items())
        return c
    def __init__(c, name, bases, ns, **k): super().__init__(name, bases, ns)
    def __call__(c, *a, **k):
        print("call", c.__name__, len(a), sorted(k))
        return super().__call__(*a, **k)
    def __getitem__(c, k): return c.__name__, k
    def __iter__(c): return iter((c.__name__, 1))
    def __prepare__(name, bases, **k): return G(prepared=name)
class Base:
    subs = []
    def __init_subclass__(cls, tag=None, **k):
        super().__init_subclass__(**k)
        print("subclass", cls.__name__, tag)
    def __class_getitem__(cls, k): return cls.__name__, show(k)
class AIter:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        self.n -= 1
        if self.n < 0: raise StopAsyncIteration
        await Tick(self.n)
        return self.n
class Tick:
    def __init__(self, v=None): self.v = v
    def __await__(self): return (yield ("tick", self.v))
class ACM:
    async def __aenter__(self):
        await Tick("enter")
        return self
    async def __aexit__(self, t, v, tb):
        await Tick(t and t.__name__)
        return t is KeyError
def drive(c, *values):
    out, values = [], list(values)
    try:
        while len(out) < 12:
            v = c.send(values.pop(0) if values and out else None)
            out.append(v)
    except StopIteration as e: out.append(("returned", e.value))
    except Exception as e: out.append((type(e).__name__, str(e)))
    else: c.close()
    return out
def show(v, depth=3):
    t = type(v)
    n = t.__name__
    if depth < 0: return "..."
    if t in (int, float, complex, str, bytes, bytearray, bool, type(None), type(...), range, slice, type(NotImplemented)):
        r = repr(v)
        return r if len(r) < 90 else r[:80] + "+"
    if isinstance(v, (list, tuple)): return n + "(" + ", ".join([show(i, depth - 1) for i in v]) + ")"
    if isinstance(v, dict): return n + "{" + ", ".join([show(k, depth - 1) + ": " + show(i, depth - 1) for k, i in v.items()]) + "}"
    if isinstance(v, (set, frozenset)): return n + "{" + ", ".join(sorted([show(i, depth - 1) for i in v])) + "}"
    if isinstance(v, (type({}.keys()), type({}.items()), type({}.values()))): return n + show(list(v), depth - 1)
    if isinstance(v, BaseExceptionGroup): return n + "<" + v.message + show(list(v.exceptions), depth - 1) + ">"
    if isinstance(v, BaseException): return n + show(v.args, depth - 1)
    if isinstance(v, (D, S)): return n + str(v.__dict__.get("n") if isinstance(v, D) else v.n)
    if isinstance(v, type): return "class " + n + " " + v.__name__
    if t is weakref.ref: return "ref to " + show(v(), depth - 1)
    return n
def chain(e, depth=0):
    if e is None: return "-"
    if depth > 3: return "..."
    text = f"{type(e).__name__}:{e}"
    if getattr(e, "__notes__", None): text += f" notes {e.__notes__}"
    if e.__cause__ is not None: text += f" from ({chain(e.__cause__, depth + 1)})"
    if e.__context__ is not None: text += f" in ({chain(e.__context__, depth + 1)})"
    tb, lines = e.__traceback__, []
    while tb is not None:
        lines.append(tb.tb_lineno)
        tb = tb.tb_next
    return text + (" suppressed" if e.__suppress_context__ else "") + f" at {lines}"
def watch(v, label):
    try: return weakref.ref(v, lambda r: print("gone", label, r()))
    except TypeError: return label
def first(v):
    for i in v: return i
def take(v, n=6):
    out = []
    for i in v:
        out.append(i)
        if len(out) >= n: break
    return out
def rc(n, v): return n if not isinstance(v, (str, bytes, int, float, complex, tuple, type(len))) else None
def ident(v): return v
def small(v): return [i for i in v if type(i) is int and 0 <= i < 1000]
def pack(*a, **k): return a, k
def same(make): return id(make()) == id(make())
def deco(*marks):
    def wrap(f):
        print("decorate", getattr(f, "__name__", type(f).__name__), marks)
        return f
    return wrap
`;
