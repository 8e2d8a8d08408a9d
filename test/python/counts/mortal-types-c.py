# Types and instructions, given objects whose counts are kept where other programs give small numbers, names, None and
# booleans, and where an error or a death comes in between.
import _weakref, asyncio, builtins, copy, dis, gc, io, operator, opcode, os, sys, tempfile, types, typing, weakref

def big(k=0): return 10**30 + k
def text(x): return "".join([x, "!"])

class Thing:
    def __init__(self, name="thing"): self.name = name
    def __repr__(self): return f"<{self.name}>"

class Answer:
    def __init__(self, value=True): self.value = value
    def __bool__(self): return bool(self.value)
    def __index__(self): return self.value
    def __repr__(self): return f"<{self.value!r}>"

class D:
    def __init__(self, name): self.name = name
    def __del__(self): print("gone", self.name)

def show(label, f):
    try: value = f()
    except BaseException as e: value = f"{type(e).__name__}: {e}"
    print(label, value)

print("-- weak references")
def weak():
    class R(weakref.ref): pass
    holder = [D("referent")]
    r = R(holder[0], lambda r: print("never called"))
    w = weakref.ref(r, lambda w: holder.clear())
    del r
    print(holder, w() is None or type(w()).__name__)
    a = Thing()
    r = weakref.ref(a, lambda r: print("dead"))
    print(a.__weakref__ is r, Thing().__weakref__)
    p = weakref.proxy(lambda x, y=1000: x + y)
    f = lambda x, y=1000: x + y
    p = weakref.proxy(f)
    print(p(big()), p(1, y=big()), p(*[big()], **{"y": 1}))
    class N:
        def __add__(self, other): return big()
        def __index__(self): return 10**20
        def __getitem__(self, k): return k
        def __contains__(self, k): return Answer()
        def __bool__(self): return False
    n = N()
    p = weakref.proxy(n)
    print(p + 1, operator.index(p), p[big()], 1 in p, bool(p), p == n)
weak()

print("-- code")
def codes():
    print(eval("a + b", None, {"a": big(), "b": 1}))
    exec("c = 1000", None, {})
    def g(x): return x.missing
    c = g.__code__.replace(co_name=text("n"), co_qualname=text("q"), co_filename=text("f"), co_names=(text("missing"),), co_consts=(None, big()))
    h = types.FunctionType(c, globals(), text("g"))
    show("attribute", lambda: h(Thing()))
    print(c.co_qualname, c.co_names, c.co_name, h.__name__, h.__qualname__)
    def u(): return undefined_name
    v = types.FunctionType(u.__code__.replace(co_names=(text("undefined"),)), {})
    show("name", v)
    try: v()
    except NameError as e: print(e.name)
    def l():
        if 0: x = 1
        return x
    show("local", types.FunctionType(l.__code__.replace(co_varnames=(text("x"),)), {}))
    def one(x): return x
    load = dis._unpack_opargs if False else None
    o = opcode.opmap
    made = one.__code__.replace(co_code=bytes([o["RESUME"], 0, o["LOAD_FAST"], 0, o["BUILD_STRING"], 1, o["RETURN_VALUE"], 0]))
    print(types.FunctionType(made, {})(text("one")), list(made.co_lines())[0][0], list(made.co_positions())[:1] != [])
    positions, lines = c.co_positions(), c.co_lines()
    next(positions), next(lines)
    code_of = compile("lambda: 1000", text("x"), "eval").co_consts
    print(c == c.replace(), c == g.__code__, hash(c) == hash(c.replace()), len(code_of))
    namespace = {}
    exec("from __future__ import annotations\nx: int = 1", namespace)
    exec("from __future__ import annotations\ny: int = 1", namespace)
    print(namespace["__annotations__"])
    class Locals(dict): pass
    space = Locals()
    exec("from __future__ import annotations\nx: str", {}, space)
    exec("from __future__ import annotations\ny: str", {}, space)
    print(space)
    show("varname", lambda: c._varname_from_oparg(0))
    kw = {text("name"): text("new"), "argdefs": (big(),)}
    kw = {"code": g.__code__, "globals": {}, "name": text("new")}
    print(types.FunctionType(**kw).__name__, types.FunctionType(*(g.__code__, {}), **{"name": text("m")}).__name__)
codes()

print("-- attributes and items")
def attributes():
    class Slots: __slots__ = ("a",)
    class Plain: pass
    def made(cls, kept):
        o = cls()
        o.a = D(f"old of {cls.__name__}")
        kept.append(o)
        return o
    for cls in Slots, Plain:
        for i in range(12):
            o = cls()
            o.a = Thing("old")
            cells = [o]
            del o
            cells.pop().a = Thing("new")
        kept = []
        made(cls, kept)
        kept.pop().a = Thing("new")
    class Getting:
        def __get__(self, o, t): return big()
    class Data(Getting):
        def __set__(self, o, v): pass
    class Has:
        data, nondata = Data(), Getting()
        def method(self): return big()
    h = Has()
    for i in range(20): h.data, h.nondata, h.method()
    show("deleted", lambda: delattr(h, text("no")))
    print(h.data, getattr(h, "".join(["non", "data"])), getattr(Has, "".join(["da", "ta"])), hasattr(h, text("q")), getattr(h, text("q"), big()))
    class Falls:
        def __getattr__(self, name): return text(name)
    print(Falls().x, getattr(Falls(), text("y")), operator.attrgetter(text("a"))(Falls()))
    l = [1]
    show("list", lambda: l.__setitem__(10, Thing()))
    show("list", lambda: operator.setitem(l, 5, Thing()))
    show("list", lambda: operator.setitem(l, -5, Thing()))
    show("list", lambda: l.__getitem__(Answer(0)))
    l[Answer(0)] = big()
    print(l, l[Answer(0)])
    d = {}
    show("update", lambda: d.update([(big(), text("v")), [text("k"), 1], 3]))
    d.update(iter([(big(), text("w"))]))
    print(d, d | {big(): 1}, d.setdefault(big(1), text("s")), d.pop(big(1)), d.popitem())
    s = {big(1), big(2)}
    s.symmetric_difference_update({big(2): 1, big(3): 2})
    s ^= {big(1), big(4)}
    print(sorted(s), s.symmetric_difference({big(4): 1, big(5): 1}) == {big(3), big(5)}, {1: 2}.keys() ^ {big(): 1}.keys(), {1: big()}.items() ^ {1: 3}.items() == {(1, big()), (1, 3)})
    print({1: 2}.keys() & [big(), 1], {big(): 2}.keys() - [big()], {1: big()}.items() | [(2, big())] == {(1, big()), (2, big())}, {big()}.isdisjoint([big(2)]), {big(): 1}.keys().isdisjoint([big()]))
attributes()

print("-- comparisons and truth")
class Compared:
    def __init__(self, value): self.value = value
    def __lt__(self, other): return Answer(self.value < other.value)
    def __eq__(self, other): return Answer(self.value == other.value)
    def __contains__(self, other): return Answer(False)
    def __len__(self): return Number(self.value)
class Number(int): pass
def comparisons():
    found = []
    for a, b in [(1, 2), (2, 1), (1, 1)] * 10:
        if Compared(a) < Compared(b): found.append(1)
        if Compared(a) == Compared(b): found.append(2)
        if not Compared(a) == Compared(b): found.append(3)
        while Compared(a) < Compared(b): a = b
    print(len(found), sum(found), Compared(1) < Compared(2), not Compared(1) < Compared(2), 1 in Compared(1), 1 not in Compared(1))
    class F(float):
        def __lt__(self, other): return Answer()
    n = 0
    for i in range(20):
        if F(i) < 5: n += 1
        if 2.5 < F(i): n += 1
        if 5 == Compared(5) if False else F(1) < 1.5: n += 1
    print(n, len(Compared(3)), bool(Compared(0)), bool(Compared(2)))
    class E:
        def __eq__(self, other): return Answer()
    for value in E(), 10**20:
        match value:
            case 100000000000000000000: print("matched")
    match {"a": big(), "b": text("b")}:
        case {"a": x, **rest}: print(x, rest)
    match {text("k"): big()}:
        case {"a": x}: print(x)
        case {"k!": y, "z": z}: print(y)
        case {"k!": y}: print(y)
    class M:
        __match_args__ = ("a", "b")
        a = property(lambda self: big())
    match M():
        case M(1, b=2): print("no")
        case M(a, b): print("no", a, b)
        case M(a): print(a)
    match [big(), text("t")]:
        case [a, "u!"]: print("no")
        case [a, *rest]: print(a, rest)
comparisons()

print("-- types")
def kinds():
    T, U = typing.TypeVar("T"), typing.TypeVar("U")
    class Own: pass
    class Generic:
        def __init__(self, *parameters): self.__parameters__ = parameters
        def __getitem__(self, item): return text("got")
    class Odd: __parameters__ = [1]
    show("own", lambda: [x.__name__ for x in dict[T, Own][int].__args__])
    show("nested", lambda: dict[T, list[int]][Own].__args__[1])
    show("nested own", lambda: dict[T, list[U]][Own, Own].__args__[1].__args__[0].__name__)
    show("odd", lambda: [type(x).__name__ for x in dict[T, Odd()][int].__args__])
    show("plain", lambda: [type(x).__name__ for x in dict[T, Thing()][int].__args__])
    show("parameters", lambda: dict[T, Generic(T)][int].__args__[1])
    show("list", lambda: types.GenericAlias(dict, ([T, Own], T))[int].__args__[0][0])
    def defaults():
        class A[X = Own, *Ys = *tuple[Own, int], **P = [Own]]: pass
        type B[X: (Own, int) = Own] = dict[X, Own]
        return [type(p.__default__).__name__ for p in A.__type_params__], B.__value__.__args__[1].__name__, B.__type_params__[0].__constraints__[0].__name__, B[Own].__args__[0].__name__
    show("defaults", defaults)
    class Complex(complex): pass
    print(Complex.from_number(2.5), Complex.from_number(big()), complex.from_number(Answer(1000)), type(Complex.from_number(1j)).__name__)
    class Bytes(bytearray): pass
    b = Bytes(b"abc")
    b.x = Thing()
    print(b.__reduce_ex__(3)[1], Bytes().__reduce_ex__(2)[1], b.__reduce__()[2], copy.copy(b).x)
    class Space(types.SimpleNamespace): pass
    s = Space(a=Thing())
    print(s.__reduce__()[0].__name__, s.__reduce__()[2], copy.copy(s), types.SimpleNamespace({"a": big()}, b=1), copy.replace(s, a=big()))
    from string.templatelib import Interpolation
    class S(str): pass
    show("conversion", lambda: Interpolation(big(), text("e"), S("r"), text("f")))
    show("keywords", lambda: Interpolation(value=big(), expression=text("e"), format_spec=text("f")).__reduce__()[1])
    class C:
        __annotate__ = Thing("annotate")
    show("annotate", lambda: C.__annotate__)
    class A:
        x: Own
        def f(self, a: Own) -> Thing: pass
    print(A.__annotations__["x"].__name__, A.f.__annotations__["a"].__name__, A.__annotate__(1)["x"].__name__)
    class Claims:
        @property
        def __class__(self): return Own
    print(isinstance(Claims(), Own), isinstance(Claims(), int), issubclass(Own, (int, (Own,))))
    class Meta(type):
        def mro(cls): return [cls, object]
        def __instancecheck__(cls, o): return Answer()
        def __subclasscheck__(cls, o): return Answer(False)
    class WithMeta(metaclass=Meta): pass
    print(isinstance(1, WithMeta), issubclass(int, WithMeta))
    class X: pass
    class Y(Own): pass
    def bases():
        Y.__bases__ = (X,)
        return Y.__mro__[1].__name__
    show("bases", bases)
    def fails():
        class Refuses(type):
            def mro(cls):
                if cls.__name__ == "Z" and cls.__bases__ == (X,): raise ValueError(text("mro"))
                return super().mro()
        class P(metaclass=Refuses): pass
        class Z(P): pass
        Z.__bases__ = (X,)
    show("bases in vain", fails)
    def f(): pass
    print(f.__get__(None, X) is f, [].append.__name__, X.__init__.__objclass__.__name__, (1).__add__.__objclass__.__name__, X().__init__.__self__.__class__.__name__)
    e = ValueError(text("e"))
    e.__dict__ = {text("k"): big()}
    e.__dict__ = {text("l"): big()}
    e.add_note(text("note"))
    print(e.__dict__, e.__notes__)
    i = ImportError(text("m"), name=text("n"), path=text("p"))
    i.__init__(text("m2"), name=text("n2"), path=text("p2"))
    n = NameError(text("m"), name=text("n"))
    n.__init__(name=text("n2"))
    o = OSError(2000, text("s"), text("f"))
    o.__init__(3000, text("t"))
    u = UnicodeDecodeError(text("enc"), b"abc" * 10, 1, 2, text("r"))
    u.__init__(text("enc"), b"abd" * 10, 1, 2, text("r"))
    y = SyntaxError(text("m"), (text("f"), 1000, 2000, text("t")))
    y.__init__(text("m"), (text("g"), 1000, 2000, text("t"), 3000, 4000))
    print(i, i.name, i.path, n.name, o.errno, o.filename, u, y.filename, i.__reduce__()[2] if len(i.__reduce__()) > 2 else "")
    show("group", lambda: ExceptionGroup(text("m"), ()))
    class Group(ExceptionGroup):
        def derive(self, excs): return Group(text("derived"), excs)
    def split():
        try: raise Group(text("m"), [ValueError(1), TypeError(2)])
        except* ValueError as g: print(g.exceptions)
        except* TypeError as g: raise KeyError(text("again"))
    show("split", split)
    print("ሴx".translate({0x1234: text("a")}), "ሴ".translate({0x1234: None}), "ሴ".translate({0x1234: 0x1235}) == "ስ", "ab".translate(str.maketrans({"a": text("x")})), text("ab").partition(text("c")), b"abc".partition(bytes(b"b" * 1)))
    print("%s %r %d %c" % (text("a"), Thing(), big(), "x"), "%(k)s" % {"k": Thing()}, b"%d %c" % (big(), 65), "{a.name} {0[k]}".format({"k": Thing()}, a=Thing()), "{k}".format_map({"k": big()}), f"{big():>{Answer(40).value}}")
    print(list(zip([big()], [1])), zip([1], [2], strict=Answer()).__reduce__()[1:] != (), reversed((big(),)).__reduce__()[1], enumerate([1], big()).__reduce__()[1][1], map(len, [big()]).__reduce__()[0].__name__)
    m = memoryview(bytearray(b"abcd"))
    print(m[1:].tolist(), m.cast("B", [2, 2]).shape, m == memoryview(b"abcd"), sys.float_info.__reduce__()[0].__name__, time_struct())
def time_struct():
    import time
    return time.struct_time(range(1000, 1009)).tm_year
kinds()

print("-- generators")
def generators():
    class It:
        def __init__(self, n): self.n = n
        def __aiter__(self): return self
        async def __anext__(self):
            if self.n == 0: raise StopAsyncIteration
            self.n -= 1
            return big()
    async def main():
        it = It(2)
        print(await anext(it, text("d")), await anext(it), await anext(it, text("d")))
        async def g():
            try:
                x = yield big()
                print("sent", x)
                yield text("second")
            except ValueError as e:
                yield e
            finally: print("closed")
        a = g()
        print(await a.asend(None), await a.asend(Thing()), repr(await a.athrow(ValueError(text("t")))))
        await a.aclose()
        a = g()
        print(await anext(a, 1))
        await a.aclose()
        class W:
            def __await__(self):
                return iter([])
        print(await W())
    asyncio.run(main()) if False else run(main())
    def wrapped():
        async def g(): yield big()
        seen = []
        def trace(frame, event, arg):
            frame.f_trace_opcodes = True
            if event == "opcode" and frame.f_code.co_name == "g":
                seen.extend(gc.is_tracked(o) for o in gc.get_objects() if type(o).__name__ == "async_generator_wrapped_value")
            return trace
        sys.settrace(trace)
        try: g().asend(None).send(None)
        except StopIteration as e: print(e.value)
        finally: sys.settrace(None)
        print(seen)
    wrapped()
    def handling():
        try: raise ValueError(text("first"))
        except ValueError as e:
            yield e
            raise KeyError(text("second"))
    g = handling()
    print(repr(next(g)))
    show("raised", lambda: next(g))
    g = handling()
    next(g)
    g.close()
    def stopped():
        try: yield 1
        except GeneratorExit: return big()
    g = stopped()
    next(g)
    print(g.close())
    def ending():
        seen = []
        def body():
            try: raise ValueError(text("v"))
            except ValueError: raise KeyError(text("k"))
            yield
        def trace(frame, event, arg):
            frame.f_trace_opcodes = True
            if event == "opcode" and frame.f_code.co_name == "body" and opcode.opname[frame.f_code.co_code[frame.f_lasti]] == "POP_EXCEPT":
                seen.append(1)
                raise RuntimeError(text("trace"))
            return trace
        g = body()
        sys.settrace(trace)
        try: next(g)
        finally:
            sys.settrace(None)
            print(seen)
    show("ended in a handler", ending)
def run(coroutine):
    try:
        while True: coroutine.send(None)
    except StopIteration as e: return e.value
generators()

print("-- imports")
def imports():
    folder = tempfile.mkdtemp()
    os.mkdir(os.path.join(folder, "spread_package"))
    with open(os.path.join(folder, "spread_package", "part.py"), "w") as f: f.write("value = 10**20\n")
    with open(os.path.join(folder, "halfway.py"), "w") as f: f.write("import sys\n__spec__._initializing = object()\ntry: sys.modules[__name__].missing\nexcept AttributeError as e: print(str(e).split()[0])\n")
    sys.path.insert(0, folder)
    import spread_package.part
    print(spread_package.part.value, repr(spread_package).replace(folder, ""), type(spread_package.__spec__).__name__, spread_package.__path__ is not None)
    import importlib.util
    print(importlib.util.find_spec("spread_package").name, importlib.util.find_spec("spread_package.part").origin.replace(folder, ""), spread_package.part.__spec__.loader.name, spread_package.part.__spec__.loader.path.replace(folder, ""), spread_package.part.__loader__.get_filename().replace(folder, "") if hasattr(spread_package.part.__loader__, "get_filename") else "")
    import halfway
    import email.mime.text
    print(__import__("mime.text", {"__package__": "email", "__name__": "email"}, None, (), 1).__name__, __import__("email.mime.text").__name__, __import__("email", fromlist=[text("mime")[:-1]]).__name__)
    show("missing", lambda: __import__(text("missing")))
    def missing():
        from email import missing_name
    try: missing()
    except ImportError as e: print(e.name, e.name_from, type(e.path).__name__)
    for name in "spread_package.part", "spread_package", "halfway": del sys.modules[name]
    sys.path.remove(folder)
    for name in os.listdir(os.path.join(folder, "spread_package")):
        if name.endswith(".py"): os.remove(os.path.join(folder, "spread_package", name))
imports()

print("-- monitoring")
def monitoring():
    m = sys.monitoring
    m.use_tool_id(2, text("tool"))
    E = m.events
    def fails(code, *args):
        if code.co_name in ("f", "inner", "g", "gen", "calls"): raise KeyError(text("monitor"))
    def inner(): raise ValueError(text("v"))
    def f():
        try: inner()
        finally: pass
    def g():
        for x in gen(): pass
    def gen():
        yield 1
    def calls(): return len(5)
    for name, event, body in ("unwind", E.PY_UNWIND, f), ("raise", E.RAISE, f), ("reraise", E.RERAISE, f), ("handled", E.EXCEPTION_HANDLED, f), ("stop", E.STOP_ITERATION, g), ("c_raise", E.C_RAISE | E.CALL | E.C_RETURN, calls), ("yield", E.PY_YIELD, g), ("throw", E.PY_THROW, g):
        for one in [e for e in (event,) if e.bit_count() == 1] or [E.C_RAISE, E.C_RETURN]: m.register_callback(2, one, fails)
        m.set_events(2, event)
        try: body()
        except Exception as e: seen = f"{type(e).__name__} {e} {type(e.__context__).__name__}"
        else: seen = None
        finally: m.set_events(2, 0)
        print(name, seen)
    m.free_tool_id(2)
monitoring()
