# The types from instances to weak proxies, given objects whose counts are kept where other programs give small numbers and names.
import collections, copy, copyreg, gc, operator, sys, types, typing, warnings, weakref

warnings.simplefilter("ignore")

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

class Int(int): pass
class Str(str): pass
class Seq:
    def __init__(self, items): self.items = items
    def __len__(self): return len(self.items)
    def __getitem__(self, i): return self.items[i]

def replaced_dict(o):
    o.__dict__ = {text("a"): Thing()}
    o.__dict__ = d = {text("b"): Thing("b")}
    o.c = big()
    return sorted(d.values(), key=str)
def slicing(l):
    l[Index(0):Index(1)] = (x for x in [Thing(), big()])
    l[Index(0)] = Thing("set")
    l[::2] = [big()] * len(l[::2])
    del l[Index(0)], l[0:1]
    return l
def sort_changes():
    l = [big(3), big(1), big(2)]
    def key(x):
        l.append(Thing("meanwhile")); l.append(big())
        return x
    try: l.sort(key=key)
    except ValueError as e: return str(e), l
def sort_fails(**kw):
    l = [Thing(), big(), text("x")]
    try: l.sort(**kw)
    except TypeError: return l
def sort_looks():
    l = [big(i) for i in (5, 2, 8, 1, 9, 3, 7)] * 12
    def key(x):
        gc.collect()
        return x
    class K:
        def __init__(self, x): self.x = x
        def __lt__(self, other): gc.get_objects(0)[:0]; return self.x < other.x
    l.sort(key=K, reverse=True); l.sort(key=key)
    return l[0] - big(), l[-1] - big()
class Holder:
    __slots__ = ("loop", "__weakref__")
def cycle_dies(o, put):
    w = weakref.ref(o)
    put(o)
    del o, put
    gc.collect()
    return w() is None
class List(list): pass
every("instances and lists",
    dict=lambda: replaced_dict(Thing()), dict_bad=lambda: setattr(Thing(), "__dict__", big()), dict_deleted=lambda: (lambda t: (t.__delattr__("__dict__"), vars(t)))(Thing()), int=lambda: (big().conjugate(), Int(5).real, Int(5).__trunc__(), big().__floor__(), big().__round__(), big().__index__(), int(Int(7)), big().real, big().numerator, Int(10**20).__int__()), extend=lambda: (lambda l: (l.extend(x for x in [Thing(), big()]), l.extend(l), l.__iadd__((Thing(),)), l)[3])([]), slicing=lambda: slicing([Thing(), big(), 1, 2]), slice_bad=lambda: slicing([Thing()]), compare=lambda: ([Thing("a"), big()] < [Thing("b"), big(1)] if False else [big(), big(1)] < [big(), big(2)], [big()] == [big()], [Bad()] == [Bad()] if False else 0, (big(), Thing) == (big(), Thing), (big(), big(1)) > (big(), big())), compare_bad=lambda: [Thing()] < [Thing()], compare_raises=lambda: [Bad()] == [Thing()], insert=lambda: (lambda l: (l.insert(Index(0), Thing()), l.insert(9, big()), l.pop(Index(0)), l.index(big()), l.count(big()), l.remove(big()), l))([]), copy=lambda: ([Thing()].copy(), [big()] * Index(2), [Thing()] + [big()], [big()][:]), iadd=lambda: exec("l = [b]; l += (b,); l *= 2; l *= 0", {"b": big()}), remove_bad=lambda: [Bad()].remove(1), setitem=lambda: operator.setitem([1, 2], Index(1), Thing()), sort=sort_changes, sort_fails=sort_fails, sort_key_fails=lambda: sort_fails(key=lambda x: 1 / 0 if False else x), looks=sort_looks, init=lambda: (lambda l: (l.__init__([Thing()]), l.__init__(x for x in [big()]), l)[2])([Thing("old")]), reversed=lambda: list(reversed([Thing(), big()])), unhashable=lambda: {1: 2}[[Thing()]], in_set=lambda: [] in {big()}, repr=lambda: repr([Thing(), [big()]]), sorted=lambda: sorted([big(2), big()], reverse=True), starred=lambda: (lambda a, *b, c: (a, b, c))(*[big(), Thing()], c=1), unpack=lambda: exec("a, *b, c = x; d, e = y", {"x": [big(), Thing(), 1, 2], "y": iter([big(), Thing()])}), unpack_few=lambda: exec("a, b = x", {"x": iter([big()])}), unpack_many=lambda: exec("a, b = x", {"x": iter([big(), Thing(), big()])}), unpack_star_few=lambda: exec("a, *b, c = x", {"x": iter([big()])}))

loops = {}
def self_list(n): l = [n]; l.append(l); return l
def self_property(n): p = property(len, doc=n); p.__init__(len, doc=p, fset=p) if False else p.__init__(lambda s: p); return p
def self_namespace(n): s = types.SimpleNamespace(n=n); s.s = s; return s
def self_module(n): m = types.ModuleType("m"); m.m = m; m.n = n; return m
def self_alias(n):
    type A = lambda: (A, n)
    A.__value__
    return A
def self_weakref(n):
    class C: pass
    c = C()
    c.r = weakref.ref(c, lambda r: n)
    c.p = weakref.proxy(c, lambda r: (c, n))
    return c
def self_dict(n): d = {1: n}; d[2] = d; return d
def self_set(n):
    class C: pass
    c = C(); s = {c, n}; c.s = s; return s
def self_function(n):
    def f(a=None): return f, n
    f.__defaults__ = (f,); f.__kwdefaults__ = {"f": f}; f.f = f; f.__annotations__ = {"f": f}
    return f
def self_exception(n):
    e = ValueError(n); e.args = (e, n); e.__context__ = KeyError(e); return e
def self_traceback(n):
    try: raise ValueError(n)
    except ValueError as e: t = e.__traceback__; return [t, e]
def self_type(n):
    class C: pass
    C.c = C; C.n = n
    return C
def self_frame(n):
    f = sys._getframe()
    return f
def self_generator(n):
    def g():
        me = yield
        yield me, n
    x = g(); next(x); x.send(x); return x
def self_builtin(n):
    l = List(); l.append(n); l.f = l.append; return l.f
def self_lru(n):
    import functools
    f = functools.lru_cache(lambda x: x); f(f); f(n); return f
def self_memory(n):
    class B(bytearray): pass
    b = B(b"ab"); m = memoryview(b); b.m = m; b.n = n; return m
def self_ordered(n): d = collections.OrderedDict(); d[1] = d; d[2] = n; d.d = d; return d
def self_partial(n):
    import functools
    p = functools.partial(len, n); p.p = p; return p
def self_cell(n):
    def f(): return f, n
    return f.__closure__[0]
def self_method(n):
    class C:
        def m(self): pass
    c = C(); c.m = c.m; c.n = n; return c.m
def self_struct(n):
    class I:
        pass
    i = I(); i.n = n; i.it = zip([i], [i]); i.m = map(i.__init__, [i]); i.f = filter(None, [i]); i.e = enumerate([i]); i.r = reversed([i]); i.s = slice(i, i); i.u = super(I, i); i.p = types.MappingProxyType({1: i}); return i.it
class Watched: pass
def found(make):
    n = Watched(); w = weakref.ref(n); o = make(n); del n, o
    return gc.collect() > 0, w() is None
for make in self_list, self_property, self_namespace, self_module, self_alias, self_weakref, self_dict, self_set, self_function, self_exception, self_traceback, self_type, self_frame, self_generator, self_builtin, self_lru, self_memory, self_ordered, self_partial, self_cell, self_method, self_struct: print(make.__name__, found(make))

def cast(*args): return memoryview(bytes(range(16))).cast(*args)
class Method:
    def m(self): return self
    data = 5
every("memory, methods and modules",
    memory=lambda: (cast("B")[Index(1)], cast("b", [2, 8]).tolist()[0][:2], cast("B", (Index(4), Index(4)))[Index(1), Index(2)], cast("q")[Index(1)], cast("d").tolist()[:1] != [], cast("?").tolist()[:2]), equal=lambda: (memoryview(b"ab") == b"ab", memoryview(bytearray(b"ab")) == memoryview(b"ab"), memoryview(b"ab") == Thing(), cast("q") == cast("q"), cast("I") == cast("h"), memoryview(b"ab") != cast("d")), set=lambda: (lambda m: (m.__setitem__(Index(0), Int(65)), m.__setitem__(slice(1, 3), bytes([66, 67])), m.tobytes())[2])(memoryview(bytearray(4))), set_bad=lambda: memoryview(bytearray(4)).__setitem__(0, Thing()), set_big=lambda: memoryview(bytearray(8)).cast("q").__setitem__(0, Index(2**40)), set_far=lambda: memoryview(bytearray(8)).cast("q").__setitem__(0, big()), set_float=lambda: (lambda m: (m.__setitem__(0, 2.5), m[0]))(memoryview(bytearray(8)).cast("d"))[1], set_char=lambda: (lambda m: (m.__setitem__(0, bytes([65])), m[0]))(memoryview(bytearray(8)).cast("c"))[1], set_other=lambda: memoryview(bytearray(4)).__setitem__(slice(0, 2), b"abc"), slice=lambda: memoryview(bytes(10))[Index(1):Index(8):Index(2)].tolist(), index=lambda: (memoryview(bytes([1, 2, 3])).index(3), memoryview(bytes([1, 2, 1])).count(1)), iter=lambda: list(memoryview(bytes([1, 2]))), hash=lambda: hash(memoryview(bytes([1]))) == hash(bytes([1])), attrs=lambda: (lambda m: (m.obj[:0], m.shape, m.strides, m.suboffsets, m.format, m.nbytes, m.readonly, m.c_contiguous))(cast("h", [2, 4])), released=lambda: (lambda m: (m.release(), m[0]))(memoryview(bytes(3))), with_=lambda: memoryview(bytes(3)).__enter__().__exit__(None, None, None), toreadonly=lambda: memoryview(bytearray(3)).toreadonly().readonly, contains=lambda: 2 in memoryview(bytes([1, 2])), hex=lambda: memoryview(bytes([1, 2])).hex(), big_values=lambda: memoryview(b"\xff" * 16).cast("Q").tolist(), big_iter=lambda: list(memoryview(b"\xff" * 16).cast("Q")), big_equal=lambda: memoryview(b"\xff" * 16).cast("Q") == memoryview(b"\xff" * 16).cast("q"), big_index=lambda: memoryview(b"\xff" * 16).cast("Q").index(2**64 - 1), from_flags=lambda: memoryview._from_flags(bytes(2), 0).tolist(),
    method=lambda: (Thing().__init__.__func__.__name__, Method().m.__self__.data, Method().m.__doc__, Method().m == Method().m, hash(Method().m) != 0, repr(Method().m)[:14], types.MethodType(Thing, big())), method_attr=lambda: types.MethodType(type("F", (), {"__call__": lambda s: 1, "d": property(lambda s: text("d")), "e": Thing()})(), 1).d, method_reduce=lambda: Method().m.__reduce__()[1][1], method_call=lambda: types.MethodType(lambda *a, **k: (a, k), big())(Thing(), k=big(1)), method_new=lambda: types.MethodType(1, 2), method_get=lambda: Method().m.__get__(Thing(), Thing).__self__.data, method_dynamic=lambda: types.MethodType(Method, 1).data,
    module=lambda: (lambda m: (setattr(m, "__getattr__", lambda n: text(n)), m.missing, setattr(m, "__dir__", lambda: [text("z")]), dir(m)))(types.ModuleType(text("m"), Thing()))[1::2], module_annotations=lambda: (lambda m: (m.__annotations__, setattr(m, "__annotations__", {"a": Thing()}), m.__annotations__, setattr(m, "__annotate__", lambda f: {text("b"): f}), m.__annotations__, m.__annotate__(Thing()), delattr(m, "__annotations__"), m.__annotations__))(types.ModuleType("m"))[::2], module_annotate_bad=lambda: (lambda m: (setattr(m, "__annotate__", lambda f: Thing()), m.__annotations__))(types.ModuleType("m")), module_missing=lambda: types.ModuleType(text("m")).no, module_spec=lambda: (lambda m: (setattr(m, "__spec__", Thing()), m.no))(types.ModuleType("m")), module_located=lambda: (lambda m: (setattr(m, "__spec__", type("S", (), {"origin": text("o"), "has_location": True, "_initializing": [1]})()), m.no))(types.ModuleType("m")), module_name_bad=lambda: (lambda m: (setattr(m, "__name__", Thing()), m.no))(types.ModuleType("m")), module_dict=lambda: dir(types.ModuleType("m")), module_repr=lambda: (repr(types.ModuleType(text("m"))), (lambda m: (setattr(m, "__file__", text("f")), setattr(m, "__loader__", Thing()), repr(m))[2])(types.ModuleType("m"))), module_init=lambda: (lambda m: (m.__init__(text("again"), Thing()), m.__name__, m.__doc__))(types.ModuleType("x", "y")), module_raises=lambda: (lambda m: (setattr(m, "__getattr__", lambda n: 1 / 0), m.no))(types.ModuleType("m")),
    namespace=lambda: (types.SimpleNamespace({text("a"): big()}, b=Thing()), types.SimpleNamespace([(text("p"), big())]), types.SimpleNamespace(a=big()) == types.SimpleNamespace(a=big()), types.SimpleNamespace(a=1).__reduce__()[2], types.SimpleNamespace(a=big()).__replace__(b=Thing()), copy.replace(types.SimpleNamespace(a=1), a=big())), namespace_bad=lambda: types.SimpleNamespace({1: 2}), namespace_bad2=lambda: types.SimpleNamespace(Thing()))

class Reduces:
    def __reduce__(self): return Thing("reduced")
class NewArgs:
    def __new__(cls, *args, **kwargs): return object.__new__(cls)
    def __getnewargs__(self): return (big(), text("x"))
class NewArgsEx(NewArgs):
    def __getnewargs_ex__(self): return ((big(),), {text("k"): Thing()})
class NewArgsBad(NewArgs):
    def __getnewargs__(self): return Thing()
class NewArgsExBad(NewArgs):
    def __getnewargs_ex__(self): return ((big(),), {}, 3)[:n_bad]
n_bad = 3
class NewArgsExWorse(NewArgs):
    def __getnewargs_ex__(self): return (Thing(), {})
class State:
    def __getstate__(self): return Thing("state")
class Slots:
    __slots__ = ("a", "b", "__dict__")
class SlotsOnly:
    __slots__ = ("a", "unset", "_Slots__p")
    __x = 1
class Private:
    __slots__ = ("__p",)
    def __init__(self): self.__p = Thing("private")
def slotted(cls, **attributes):
    o = cls()
    for k, v in attributes.items(): setattr(o, k, v)
    return o
class Dict(dict):
    def items(self): return [(text("item"), big())]
class BadDict(dict):
    def items(self): return Thing()
class Named:
    __slotnames__ = None
class FakeNames:
    __slotnames__ = [text("name")]
    def __init__(self): setattr(self, text("name"), Thing())
class BadNames:
    __slotnames__ = [big()]
every("reducing",
    overridden=lambda: Reduces().__reduce_ex__(2), newargs=lambda: NewArgs().__reduce_ex__(2)[1:], newargs_ex=lambda: NewArgsEx().__reduce_ex__(4)[1:2][0][1:] , newargs_ex2=lambda: NewArgsEx().__reduce_ex__(2)[0].keywords, newargs_bad=lambda: NewArgsBad().__reduce_ex__(2), newargs_ex_bad=lambda: NewArgsExBad().__reduce_ex__(2), newargs_worse=lambda: NewArgsExWorse().__reduce_ex__(2), state=lambda: State().__reduce_ex__(2)[2], slots=lambda: slotted(Slots, a=Thing(), c=big()).__reduce_ex__(2)[2], slots_only=lambda: slotted(SlotsOnly, a=big()).__reduce_ex__(2)[2], private=lambda: Private().__reduce_ex__(2)[2], again=lambda: Private().__getstate__(), dict=lambda: list(Dict(a=1).__reduce_ex__(2)[4]), dict_bad=lambda: BadDict().__reduce_ex__(2), list=lambda: list(List([big()]).__reduce_ex__(2)[3]), old=lambda: Thing().__reduce_ex__(0)[1][1:], old_slots=lambda: Slots().__reduce_ex__(1), names=lambda: FakeNames().__getstate__(), names_bad=lambda: BadNames().__getstate__(), names_none=lambda: Named().__getstate__(), reduce=lambda: Thing().__reduce__()[1][1:], copied=lambda: (copy.copy(slotted(Slots, a=big())).a, copy.deepcopy(NewArgsEx()).__class__.__name__, copy.deepcopy({big(): [Thing()]})), int=lambda: Int(10**20).__reduce_ex__(2)[1:2], big_protocol=lambda: Thing().__reduce_ex__(Int(10**6))[0].__name__, unpicklable=lambda: sys._getframe().__reduce_ex__(2), module=lambda: copy.copy(sys) if False else 0)

class OD(collections.OrderedDict):
    def __missing__(self, k): return Thing(f"missing")
class Keys:
    def __init__(self, keys): self._keys = keys
    def keys(self): return self._keys
    def __getitem__(self, k): return Thing(str(k))
def od(**kw): return collections.OrderedDict(kw, **{text("k"): big()})
every("ordered dictionaries",
    update=lambda: (lambda d: (d.update(Keys([big(), text("x")])), d)[1])(od()), update_items=lambda: (lambda d: (d.update([(big(), Thing())]), d.update(type("I", (), {"items": lambda s: [(text("i"), big())]})()), d)[2])(od()), update_bad=lambda: od().update(Thing()), update_raises=lambda: od().update(raising((1, big()))), pairs_bad=lambda: od().update([(1, 2, 3)]), pop=lambda: (lambda d: (d.pop(text("k")), d.pop(big(), Thing())))(od()), pop_missing=lambda: OD().pop(big()), pop_bad=lambda: od().pop(big()), popitem=lambda: (od(a=Thing()).popitem(), od(a=Thing()).popitem(last=False)), setdefault=lambda: (lambda d: (d.setdefault(text("k")), d.setdefault(big(), Thing()), OD().setdefault(big(), Thing("d"))))(od()), move=lambda: (lambda d: (d.move_to_end(text("k")), d.move_to_end("a", last=[]), d))(od(a=Thing()))[2], move_bad=lambda: od().move_to_end(big()), iterate=lambda: (lambda d: [d.pop(k) for k in d])(od(a=Thing(), b=Thing())), reversed=lambda: (list(reversed(od(a=Thing()))), list(reversed(od(a=Thing()).items())), list(od(a=Thing()).values()), list(iter(od(a=1).keys()))), reduce=lambda: (OD(a=Thing()).__reduce__()[1], iter(od(a=Thing())).__reduce__()[1:], (lambda d: (setattr(d, "attr", Thing()), d.__reduce__()[2]))(OD(a=1))[1]), equal=lambda: (od() == od(), od() == {text("k"): big()}, od(a=1) != od()), or_=lambda: (od() | {big(): Thing()}, {big(): Thing()} | od(), exec("d |= {1: 2}", {"d": od()})), copy=lambda: (od().copy(), OD(a=Thing()).copy()), fromkeys=lambda: collections.OrderedDict.fromkeys([big(), text("x")], Thing()), repr=lambda: repr(od(a=Thing())), clear=lambda: (lambda d: (d.clear(), d))(od())[1], missing=lambda: OD()[big()], del_=lambda: exec("del d[k]", {"d": od(), "k": text("k")}), iter_change=lambda: (lambda d, i: (next(i), d.clear(), next(i, 1)))(*(lambda d: (d, iter(d)))(od(a=Thing(), b=1))))

class Prop:
    @property
    def p(self): return Thing("p")
class DocProp(property): pass
class SlotProp(property):
    __slots__ = ()
def prop_names():
    class C:
        @property
        def q(self): return 1
        r = property(lambda s: 1, lambda s, v: Thing(), lambda s: Thing())
    C.q.__set_name__(C, text("name")); C.q.__name__ = text("other")
    return C.q.__name__, C.q.getter(len).__name__, C.__dict__["q"].__get__(None, C) is C.q, C.r.fset(1, 2), property(len).__name__
class AbstractGet:
    __isabstractmethod__ = Thing()
    __doc__ = text("doc")
class RaisingName:
    @property
    def __name__(self): raise ValueError(text("name"))
every("properties and ranges",
    names=prop_names, getter=lambda: DocProp(AbstractGet()).__doc__, subclass=lambda: DocProp(AbstractGet()).getter(Thing).__doc__, abstract=lambda: property(AbstractGet()).__isabstractmethod__, again=lambda: (lambda p: (p.__init__(len, doc=text("d")), p.__init__(None, len), p.__doc__, p.fset))(property(abs, doc=Thing()))[2:], docset=lambda: (lambda p: (setattr(p, "__doc__", Thing()), p.__doc__))(property(len))[1], slots=lambda: SlotProp(AbstractGet()), name_raises=lambda: property(RaisingName()).__name__, no_set=lambda: setattr(Prop(), "p", Thing()), no_del=lambda: delattr(Prop(), "p"), no_get=lambda: type("C", (), {text("w"): property(None, len)})().__getattribute__(text("w")),
    range=lambda: (range(big(), big(5), big(1))[0], range(Index(big()), Index(big(3)), Index(2))[1], range(big(), big(10))[Index(2):Index(5)], range(Int(1), Int(5))[::Index(2)], range(big(), big(4)).index(big(2)), range(big(), big(4)).count(big(1)), big() in range(big(), big(2))), range_bad=lambda: range(Thing()), range_bad_step=lambda: range(big(), Index(big(5)), Index(0)), range_bad_second=lambda: range(Index(big()), Thing()), range_third=lambda: range(Index(big()), Index(big()), Thing()), equal=lambda: (range(big(), big(5), 2) == range(big(), big(6), 2), hash(range(big(), big(5))) == hash(range(big(), big(5))), hash(range(0)) == hash(range(5, 5)), range(big(), big()) == range(0)), reduce=lambda: (range(big(), big(5), 2**70).__reduce__()[1], (lambda i: (next(i), i.__reduce__()[1:], i.__length_hint__(), i.__setstate__(Index(2)) if False else 0, list(i)))(iter(range(big(), big(4))))), iter_state=lambda: (lambda i: (i.__setstate__(big()), list(i)))(iter(range(big(), big(3)))), small_state=lambda: (lambda i: (i.__setstate__(2), i.__reduce__()[1], list(i)))(iter(range(3000, 3005))), attrs=lambda: (range(big(), big(1), 3).start, range(big(), big(1)).stop, range(0, 1, big()).step, len(range(big(), big(9)))), len_bad=lambda: len(range(big())), reversed=lambda: list(reversed(range(big(), big(3)))), iter=lambda: list(iter(range(big(), big(3)))), repr=lambda: repr(range(big(), big(5), big())), index_bad=lambda: range(5)[big()], index_far=lambda: range(big())[big()], in_=lambda: (Int(3) in range(5), Thing() in range(3), 2.0 in range(3)), slice=lambda: (slice(Index(big()), big(5), Index(3)).indices(big(10)), slice(Thing(), big()) == slice(1, 2), slice(big(), big(1)) < slice(big(), big(2)), hash(slice(big(), 1)) != 0, slice(big()).__reduce__()[1], repr(slice(Thing()))), indices_bad=lambda: slice(Thing()).indices(5), indices_len=lambda: slice(1).indices(Index(big(-10**31))), step_bad=lambda: slice(1, 2, Index(0)).indices(5), copy=lambda: copy.copy(slice(Thing())).stop)

class GetAttribute:
    def __getattribute__(self, n): return text(n)
class GetAttr(GetAttribute):
    def __getattribute__(self, n): raise AttributeError(text(n))
    def __getattr__(self, n): return Thing(n)
class FakeGet:
    def __get__(self, o, t): return lambda *a: text("bound")
class Special:
    __getattr__ = FakeGet()
    __len__ = FakeGet()
    __iter__ = property(lambda s: lambda: iter([big()]))
class Descr:
    def __get__(self, o, t): return Thing("got")
    def __set__(self, o, v): return Thing("result")
    def __delete__(self, o): return Thing("result")
class WithDescr:
    d = Descr()
class Slotty:
    def __getitem__(self, i): return text(str(i))
    def __setitem__(self, i, v): return Thing()
    def __delitem__(self, i): return Thing()
    def __len__(self): return Int(5)
    def __contains__(self, x): return [x]
    def __hash__(self): return big()
    def __bool__(self): return True
    def __index__(self): return Int(3)
    def __setattr__(self, n, v): return Thing()
    def __delattr__(self, n): return Thing()
    def __call__(self, *a, **k): return a, k
    def __iter__(self): return iter([big()])
    def __reversed__(self): return Thing()
    def __buffer__(self, flags): return memoryview(bytes([1, 2, 3]))
    def __release_buffer__(self, view): return Thing()
    def __repr__(self): return text("repr")
    def __format__(self, s): return text(s)
    def __init__(self): return None
class InitBad:
    def __init__(self): return Thing()
class BadBuffer:
    def __buffer__(self, flags): return Thing()
class Left:
    def __add__(self, o): return NotImplemented
    def __pow__(self, o, m=None): return Thing("pow")
    def __iadd__(self, o): return Thing("iadd")
    def __eq__(self, o): return Thing("eq")
    def __lt__(self, o): return NotImplemented
class Right(Left):
    def __radd__(self, o): return Thing("radd")
    def __rpow__(self, o, m=None): return Thing("rpow")
class Plain(Left): pass
class NoBool:
    def __bool__(self): return Thing()
class LenBig:
    def __len__(self): return big()
class DelRaises:
    def __del__(self): pass
s = Slotty()
every("special methods",
    getattribute=lambda: GetAttribute().x, getattr=lambda: GetAttr().y, getattr_descr=lambda: Special().z, len_descr=lambda: len(Special()), iter_property=lambda: list(Special()), descr=lambda: (WithDescr().d, setattr(WithDescr(), "d", big()), delattr(WithDescr(), "d"), WithDescr.d), getitem=lambda: (s[big()], operator.setitem(s, big(), Thing()), operator.delitem(s, big()), len(s), big() in s, bool(s), [1, 2, 3, 4][s], s(big(), k=Thing()), list(s), repr(reversed(s)), repr(s), format(s, text("spec")), setattr(s, "a", Thing()), delattr(s, "a")), sequence=lambda: (collections.abc.Sequence.__getitem__ if False else 0, operator.indexOf(s, big()), bytes(s), memoryview(s).tolist(), bytearray(s)), hash=lambda: hash(s) != 0, init_bad=lambda: InitBad(), buffer_bad=lambda: memoryview(BadBuffer()), add=lambda: Left() + Right(), add_none=lambda: Left() + Plain(), pow=lambda: (pow(Left(), big()), pow(Left(), Right(), big()) if False else pow(big(), Right())), iadd=lambda: exec("x = l; x += 1", {"l": Left()}), eq=lambda: (Left() == big(), Left() != big()), lt=lambda: Left() < Left(), no_bool=lambda: bool(NoBool()), len_big=lambda: bool(LenBig()), new=lambda: type("N", (), {"__new__": lambda c: Thing()})(), subclass_ops=lambda: Int(5) + Right(), contains_bad=lambda: big() in type("C", (), {"__contains__": lambda s, x: 1 / 0})(), str=lambda: str(type("S", (), {"__str__": lambda s: Str("x")})()), del_=lambda: DelRaises() and None, abs=lambda: (abs(type("A", (), {"__abs__": lambda s: Thing()})()), -type("A", (), {"__neg__": lambda s: Thing()})(), ~type("A", (), {"__invert__": lambda s: Thing()})()), int=lambda: int(type("A", (), {"__int__": lambda s: Int(5)})()), index=lambda: operator.index(type("A", (), {"__index__": lambda s: Int(5)})()), float=lambda: float(type("A", (), {"__float__": lambda s: type("F", (float,), {})(2.5)})()), complex=lambda: (complex(type("A", (), {"__complex__": lambda s: 2j})()), complex(type("A", (), {"__float__": lambda s: 2.5})(), Index(2)), complex(text("1")[:-1] + "j")), complex_bad=lambda: complex(type("A", (), {"__complex__": lambda s: Thing()})()), complex_float_bad=lambda: complex(Thing()), complex_sub=lambda: complex(type("A", (), {"__complex__": lambda s: type("C", (complex,), {})(1, 2)})()), round=lambda: round(type("A", (), {"__round__": lambda s, n=None: Thing()})(), big()), divmod=lambda: divmod(type("A", (), {"__divmod__": lambda s, o: Thing()})(), big()), matmul=lambda: type("A", (), {"__matmul__": lambda s, o: Thing()})() @ big(), aiter=lambda: aiter(type("A", (), {"__aiter__": lambda s: Thing()})()), instance=lambda: isinstance(1, type("M", (type,), {"__instancecheck__": lambda c, o: [1]})("C", (), {})), length_hint=lambda: operator.length_hint(type("A", (), {"__length_hint__": lambda s: Int(4)})()), next_=lambda: next(type("A", (), {"__next__": lambda s: Thing()})()), setname=lambda: type("C", (), {"x": type("D", (), {"__set_name__": lambda s, o, n: Thing()})()}).__name__, setname_bad=lambda: type("C", (), {"x": type("D", (), {"__set_name__": lambda s, o, n: 1 / 0})()}), init_subclass=lambda: type("D", (type("B", (), {"__init_subclass__": classmethod(lambda c, **k: Thing())}),), {}, k=Thing()).__name__, prepare_bad=lambda: types.new_class("C", (), {"metaclass": type("M", (type,), {"__prepare__": lambda *a: Thing()})}))

class Base: pass
class Other: pass
class Derived(Base): pass
class MetaMro(type):
    def mro(cls): return [cls, *type.mro(cls)[1:]]
class BadMro(type):
    fails = False
    def mro(cls): return [cls, Thing()] if BadMro.fails else type.mro(cls)
class MM(metaclass=BadMro): pass
class ReMro(type):
    target = None
    def mro(cls):
        if ReMro.target is cls:
            ReMro.target = None
            cls.__bases__ = (Base,)
        return type.mro(cls)
class RM(Other, metaclass=ReMro): pass
def rebase(cls, *bases):
    cls.__bases__ = bases
    return [c.__name__ for c in cls.__mro__]
def bad_rebase():
    BadMro.fails = True
    try: MM.__bases__ = (Other,)
    finally: BadMro.fails = False
def again_rebase():
    ReMro.target = RM
    RM.__bases__ = (Derived,)
    return RM.__bases__
class Super(Base):
    def f(self): return super()
class SuperClass:
    @property
    def __class__(self): return Derived
class SubSuper(super): pass
every("types",
    type=lambda: (type(Thing()).__name__, type(big()), type.__call__(type, Thing()).__name__), rebase=lambda: (rebase(Derived, Other), rebase(Derived, Base)), bases_bad=lambda: rebase(Derived, Thing()), bases_layout=lambda: rebase(Derived, int), bases_cycle=lambda: rebase(Base, Derived), mro_bad=bad_rebase, mro_again=again_rebase, mro=lambda: MetaMro("C", (Base,), {}).__mro__[1], meta_mro=lambda: BadMro("C", (), {}).__mro__[0].__name__, names=lambda: (lambda c: (setattr(c, "__name__", text("n")), setattr(c, "__qualname__", text("q")), setattr(c, "__module__", text("m")), c.__name__, c.__qualname__, c.__module__, repr(c)))(type(text("C"), (), {}))[3:], doc=lambda: (type("C", (), {"__doc__": property(lambda s: 1)}).__doc__.__class__.__name__, type("C", (), {"__doc__": type("D", (), {"__get__": lambda s, o, t: Thing("doc")})()}).__doc__, type("C", (), {"__doc__": Thing()}).__doc__), annotations=lambda: (lambda c: (c.__annotations__, setattr(c, "__annotations__", {"a": Thing()}), c.__annotations__, delattr(c, "__annotations__"), setattr(c, "__annotate__", lambda f: {text("k"): f}), c.__annotations__, c.__annotate__(big())))(type("C", (), {}))[::2], annotate_bad=lambda: (lambda c: (setattr(c, "__annotate__", lambda f: Thing()), c.__annotations__))(type("C", (), {})), annotations_descr=lambda: type("C", (), {"__annotations__": type("D", (), {"__get__": lambda s, o, t: Thing("ann")})()}).__annotations__, abstract=lambda: (lambda c: (setattr(c, "__abstractmethods__", frozenset([text("a")])), c.__abstractmethods__, c()))(type("C", (), {})), type_params=lambda: (lambda c: (setattr(c, "__type_params__", (Thing(),)), c.__type_params__))(type("C", (), {}))[1], dir=lambda: text("zz") in dir(type("C", (), {text("zz"): 1})), dict=lambda: type("C", (), {text("k"): Thing()}).__dict__[text("k")], subclasses=lambda: Base.__subclasses__(), new_bad=lambda: type("C", (Thing(),), {}), new_kw=lambda: type("C", (), {}, **{text("k"): Thing()}), new_name=lambda: type(Thing(), (), {}), slots=lambda: (type("C", (), {"__slots__": [text("a"), "b"]}).__slots__, type("C", (), {"__slots__": text("a")[:-1]}).a.__name__, type("C", (), {"__slots__": {"x": Thing()}}).__slots__), slots_bad=lambda: type("C", (), {"__slots__": [Thing()]}), slots_raise=lambda: type("C", (), {"__slots__": raising("a")}), qualname_bad=lambda: type("C", (), {"__qualname__": Thing()}), classcell=lambda: type("C", (), {"__classcell__": Thing()}), hash_none=lambda: hash(type("C", (), {"__eq__": lambda s, o: True})()), metaclass=lambda: types.new_class("C", (Base,), {"metaclass": MetaMro}, lambda ns: ns.update(x=Thing())).x, conflict=lambda: type("C", (MetaMro("A", (), {}), MM), {}), layout=lambda: type("C", (int, str), {}), static=lambda: setattr(int, "x", Thing()), deleted=lambda: delattr(Thing, "no"), call=lambda: Thing(*[text("a")], **{}), firstlineno=lambda: (lambda c: (setattr(c, "__firstlineno__", big()), c.__firstlineno__))(type("C", (), {}))[1],
    super=lambda: (super(Base, Derived()).__self__.__class__.__name__, super(Base, Derived).__self_class__.__name__, super(Derived, SuperClass()).__self_class__.__name__, Super().f().__thisclass__.__name__, SubSuper(Base, Derived()).__thisclass__.__name__, repr(super(Base, Derived()))), super_get=lambda: (super(Base).__get__(Derived(), Derived).__self__.__class__.__name__, super(Base).__get__(None, Derived).__self__, SubSuper(Base).__get__(Derived()).__class__.__name__, super(Base, Derived()).__get__(1).__self__.__class__.__name__), super_bad=lambda: super(Base, Thing()), super_attr=lambda: super(Base, Derived()).no, super_method=lambda: (super(Derived, Derived()).__repr__().startswith("<"), super(Derived, Derived()).__class__.__name__), super_class=lambda: super(Derived, Derived).__init__.__name__, super_none=lambda: super(), super_args=lambda: super(Base, Derived(), 1), super_data=lambda: super(type("S", (type("B", (), {"d": Thing()}),), {}), type("S", (type("B", (), {"d": Thing("x")}),), {})()).d)

T = typing.TypeVar("T")
def params(n):
    def f[A: n, B: (n, int) = n, *Ts = n, **P = n](): pass
    return f.__type_params__
type Alias[X] = (X, Thing)
every("type parameters and templates",
    bound=lambda: (params(Thing)[0].__bound__, params(Thing)[1].__constraints__, params(Thing)[1].__default__, params(Thing)[2].__default__, params(Thing)[3].__default__, params(big())[0].evaluate_bound(1), params(big())[1].evaluate_constraints(1), params(big())[1].evaluate_default(1)), again=lambda: (lambda p: (p[0].__bound__, p[0].__bound__, p[1].__constraints__, p[1].__constraints__, p[0].has_default(), p[1].has_default()))(params(Thing)), made=lambda: (typing.TypeVar(text("T"), bound=Thing).__bound__, typing.TypeVar(text("T"), int, Thing).__constraints__, typing.TypeVar(text("T"), default=Thing).__default__, typing.TypeVar(text("T"), covariant=[1]).__covariant__, typing.ParamSpec(text("P"), bound=Thing).__bound__, typing.TypeVarTuple(text("Ts"), default=Thing()).__default__), name=lambda: (typing.TypeVar(text("T")).__name__, typing.ParamSpec(text("P")).__name__, typing.TypeVarTuple(text("Ts")).__name__, typing.TypeVar(text("T")).__reduce__(), typing.ParamSpec(text("P")).__reduce__()), evaluators=lambda: (typing.TypeVar("T", bound=Thing).evaluate_bound(1), typing.TypeVar("T", int, Thing).evaluate_constraints(1)), subst=lambda: (typing.TypeVar("T").__typing_subst__(Thing), typing.TypeVar("T").__typing_subst__(text("fwd")).__forward_arg__, list[typing.TypeVar("T")][Thing]), prepare=lambda: (lambda Ts: (types.GenericAlias(tuple, (*Ts,))[int, Thing], types.GenericAlias(tuple, (T, *Ts))[int]))(typing.TypeVarTuple("Ts")), prepare_bad=lambda: typing.TypeVar("T", default=int).__typing_prepare_subst__(Thing(), ()), spec=lambda: typing.Callable[typing.ParamSpec("P"), int][[Thing, int]], spec_subst=lambda: typing.ParamSpec("P").__typing_subst__([int, Thing]), tuple_iter=lambda: list(typing.TypeVarTuple("Ts")), args=lambda: (typing.ParamSpec("P").args.__origin__.__name__, typing.ParamSpec("P").args == 1, repr(typing.ParamSpec("P").kwargs), typing.ParamSpec("P").args.__mro_entries__ is not None), or_=lambda: (typing.TypeVar("T") | Thing, Thing | typing.TypeVar("T"), typing.ParamSpec("P") | Thing), mro=lambda: type("C", (typing.TypeVar("T"),), {}), alias=lambda: (Alias.__value__, Alias.__value__, Alias.__name__, Alias.__parameters__, Alias.__module__, Alias[Thing].__args__, Alias | int, typing.TypeAliasType(text("A"), Thing()).__value__, typing.TypeAliasType(text("A"), int, type_params=(T,)).__type_params__, typing.TypeAliasType(text("A"), Thing).evaluate_value(1), typing.TypeAliasType(text("B"), 1).__module__, Alias.__reduce__()), alias_bad=lambda: typing.TypeAliasType("A", 1, type_params=Thing()), alias_iter=lambda: next(iter(Alias)), alias_lazy=lambda: exec("type A = nope\ntry: A.__value__\nexcept NameError as e: pass\nnope = b\nA.__value__", {"b": big()}),
    template=lambda: (lambda t: (t.strings, t.values, [(i.value, i.expression, i.conversion, i.format_spec) for i in t.interpolations], list(t) != [], t + t"{text('more')}", (t"{big()}" + t"x{Thing()!a:spec}").values, repr(t"{big()}")))(t"a{Thing()}b{big()!r:{text('w')}}{1}")[:3], by_hand=lambda: (lambda m: (m.Template(text("a"), text("b"), m.Interpolation(big(), text("e"), "r", text("s"))).strings, m.Interpolation(Thing(), text("e"), "s").conversion, m.Template(m.Interpolation(big(), text("e"))).values, [x for x in m.Template(text("only"))]))(__import__("string.templatelib").templatelib), by_hand_bad=lambda: __import__("string.templatelib").templatelib.Template(Thing()), interpolation_bad=lambda: __import__("string.templatelib").templatelib.Interpolation(1, "e", text("bad")), add_bad=lambda: t"a" + Thing(), add_str=lambda: t"a" + text("b"), reduce=lambda: (lambda r: (type(r[0]).__name__, len(r[1])))(t"a{big()}".__reduce__()), reduce_part=lambda: t"{big()!r}".interpolations[0].__reduce__()[1], copied=lambda: copy.copy(t"{big()}").values, convert=lambda: __import__("string.templatelib").templatelib.convert(Thing(), "r"))

class Target:
    def __init__(self, n): self.n = n
    def __repr__(self): return "target"
    def __add__(self, o): return Thing("add")
    __radd__ = __iadd__ = __pow__ = __rpow__ = __ipow__ = __add__
    def __pow__(self, o, m=None): return Thing("pow")
    def __neg__(self): return Thing("neg")
    def __len__(self): return 3
    def __getitem__(self, i): return Thing(f"item")
    def __setitem__(self, i, v): pass
    def __delitem__(self, i): pass
    def __iter__(self): return iter([big()])
    def __next__(self): return Thing("next")
    def __contains__(self, x): return True
    def __call__(self, *a, **k): return a, k
    def __bool__(self): return False
    def __bytes__(self): return bytes([1, 2])
    def __index__(self): return big()
    def __int__(self): return big()
    def __float__(self): return 2.5
    def __eq__(self, o): return True
    def __reversed__(self): return Thing("reversed")
    def __hash__(self): return 5
t = Target(1)
def gone():
    class C(Target): pass
    return weakref.proxy(C(1))
p = weakref.proxy(t)
for name, o in ("proxy", p), ("dead", gone()):
    every(name,
        attr=lambda: (o.n, setattr(o, "m", Thing()), o.m, delattr(o, "m")), binary=lambda: (o + big(), big() + o, o ** big(), pow(o, big(), Thing()), big() ** o), unary=lambda: -o, inplace=lambda: operator.iadd(o, big()), inplace_pow=lambda: operator.ipow(o, big()), len=lambda: len(o), item=lambda: o[big()], set=lambda: operator.setitem(o, big(), Thing()), del_=lambda: operator.delitem(o, big()), iter=lambda: list(o), next_=lambda: next(o), contains=lambda: big() in o, call=lambda: o(big(), k=Thing()), bool=lambda: bool(o), bytes=lambda: bytes(o), index=lambda: operator.index(o), int=lambda: int(o), float=lambda: float(o), eq=lambda: o == Thing(), reversed=lambda: reversed(o), hash=lambda: hash(o), repr=lambda: repr(o)[:10], str=lambda: str(o), dir=lambda: "n" in dir(o), class_=lambda: o.__class__.__name__, iter_once=lambda: next(iter(o)))
class Ref(weakref.ref):
    def __new__(cls, o, callback=None, *rest): return super().__new__(cls, o, callback)
    def __init__(self, o, callback=None, *rest): super().__init__(o, callback); self.rest = rest
every("weak references",
    ref=lambda: (weakref.ref(t)() is t, weakref.ref(t, len).__callback__, Ref(t, print, big()).rest, weakref.ref(t) == weakref.ref(Target(2)), hash(weakref.ref(t)), weakref.getweakrefcount(t), len(weakref.getweakrefs(t))), ref_bad=lambda: weakref.ref(big()), proxy_bad=lambda: weakref.proxy(big(), len), callback=lambda: (lambda l: (exec("c = C(1); r = w.ref(c, l.append); p = w.proxy(c, l.append); r2 = w.ref(c, f); del c", {"C": Target, "w": weakref, "l": l, "f": lambda r: l.append(Thing())}), len(l)))([])[1], callable=lambda: weakref.proxy(t)(big()), not_callable=lambda: weakref.proxy(Thing)(text("made")), iter_bad=lambda: next(weakref.proxy(Thing)), subclass_attr=lambda: setattr(Ref(t), "x", Thing()), values=lambda: (lambda d: (d.setdefault(big(), t), d.get(big(1), Thing()), d[big()].n, d.pop(big()), list(d.items())))(weakref.WeakValueDictionary()), keys=lambda: (lambda d: (d.setdefault(t, Thing()), d[t], d.pop(t), len(d)))(weakref.WeakKeyDictionary()), sets=lambda: (lambda s: (s.add(t), t in s, len(s | {t}), s.pop().n))(weakref.WeakSet()), method=lambda: weakref.WeakMethod(t.__add__)()(1), finalize=lambda: (lambda f: (f.peek()[2], f(), f.alive))(weakref.finalize(t, lambda *a: a, big())))
del p, t, o
