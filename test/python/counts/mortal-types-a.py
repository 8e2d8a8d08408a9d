# The types from bytes to generic aliases, given objects whose counts are kept where other programs give small numbers and names.
import codecs, collections, copy, gc, sys, types, typing, warnings, weakref

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

class Got:
    def __get__(self, instance, owner): return text("got")
class NoBases:
    __bases__ = (int,)
    def __instancecheck__(self, x): return [Thing()]
    def __subclasscheck__(self, x): return [Thing()]
class OddBases:
    @property
    def __bases__(self): return tuple([OddBases.inner]) if False else (object(), )[:0]
class NotBases:
    @property
    def __bases__(self): return Thing()
class Claims:
    @property
    def __class__(self): return Thing()
class Int(int): pass
class Float(float): pass
class Converts:
    def __init__(self, value): self.value = value
    def __index__(self): return self.value
    def __int__(self): return self.value
    def __float__(self): return self.value
    def __complex__(self): return self.value
    def __bytes__(self): return self.value
class Seq:
    def __init__(self, items): self.items = items
    def __len__(self): return len(self.items)
    def __getitem__(self, i): return self.items[i]
class Hint:
    def __init__(self, items, hint): self.items, self.hint = items, hint
    def __iter__(self): return iter(self.items)
    def __length_hint__(self): return self.hint

every("abstract operations",
    isinstance=lambda: isinstance(1, NoBases()), issubclass=lambda: issubclass(int, NoBases()), odd=lambda: isinstance(1, OddBases()), not_bases=lambda: isinstance(1, NotBases()), sub=lambda: issubclass(OddBases(), int), claims=lambda: isinstance(Claims(), int),
    derived=lambda: issubclass(NoBases(), (NotBases(), int)), chain=lambda: issubclass(NotBases(), int), int_of_int=lambda: (type(int(Int(10**20))), int(Converts(Int(10**20)))), index=lambda: [1, 2, 3][Index(Int(1))], bad_index=lambda: [1][Converts(Thing())], float_of=lambda: (type(float(Float(2.5))), float(Converts(Float(2.5)))),
    float_bad=lambda: float(Converts(Thing())), int_bad=lambda: int(Converts(Thing())), float_self=lambda: float(float("2.5")) + 1, int_text=lambda: int(text("12")[:-1], Index(10)), list=lambda: list(Seq([big(), big(1)])), index_of=lambda: (x for x in [big()]).__class__.__name__, count=lambda: __import__("operator").countOf(iter([big(), big()]), big()), index_in=lambda: __import__("operator").indexOf(iter([big(1), big()]), big()),
    contains=lambda: big() in (x for x in [big(1), big()]), contains_bad=lambda: big() in raising(big(1)), contains_not=lambda: big() in Thing(), getattr_data=lambda: type("C", (), {"d": Got()})().d, hint=lambda: list(Hint([big()], Int(5))), bad_hint=lambda: list(Hint([big()], Thing())), hint_error=lambda: __import__("operator").length_hint(Hint([], big())),
    repeat=lambda: [big()] * Index(2), call=lambda: (lambda *a, **k: (a, k))(*[big()], **{text("k"): big()}), dir=lambda: dir(type("D", (), {"__dir__": lambda s: [text("b"), text("a")]})()), dir_bad=lambda: dir(type("D", (), {"__dir__": lambda s: Thing()})()), vars=lambda: vars(Thing(text("v"))), format=lambda: format(big(), text("")[:-1] + ","), hash=lambda: hash(type("H", (), {"__hash__": lambda s: big()})()) != 0, hash_bad=lambda: hash(type("H", (), {"__hash__": lambda s: Thing()})()),
    sequence_int=lambda: Seq([1, 2])[Index(1)], setitem=lambda: type("W", (), {"__setitem__": lambda s, i, v: Thing(), "__delitem__": lambda s, i: Thing()})().__setitem__(big(), big(1)), delitem=lambda: exec("w[b] = b; del w[b]", {"w": type("W", (), {"__setitem__": lambda s, i, v: Thing(), "__delitem__": lambda s, i: Thing()})(), "b": big()}), length=lambda: len(type("L", (), {"__len__": lambda s: big()})()), length_bad=lambda: len(type("L", (), {"__len__": lambda s: Thing()})()))

every("iterators",
    strict=lambda: list(zip([big()], [big()], strict=Thing())), strict_short=lambda: list(zip([big()], [], strict=[1])), strict_long=lambda: list(zip([big()], [big(), big(1)], strict=True)), strict_later=lambda: list(zip([big()], [big()], [big(), 1], strict=True)), zip_bad=lambda: list(zip([big()], Thing())), zip_raises=lambda: list(zip([big()], raising())),
    map_two=lambda: list(map(lambda a, b: (a, b), [big()], [big(1)])), map_raises=lambda: list(map(lambda a, b: a, [big()], raising())), map_short=lambda: list(map(lambda a, b, c: a, [big(), big()], [big()], [big(), 1])), map_strict=lambda: list(map(lambda a, b: a, [big()], [big(), big(2)], strict=True)), map_one=lambda: list(map(lambda a: 1 / 0, [big()])), filter=lambda: list(filter(lambda x: [x] if x > big() else [], [big(), big(1)])), filter_bad=lambda: list(filter(lambda x: Bad(), [big()])), filter_none=lambda: list(filter(None, [[], Thing(), Bad()])),
    reduce_zip=lambda: zip([big()], [1]).__reduce__()[0] is zip, reduce_map=lambda: len(map(len, [big()]).__reduce__()[1]), reduce_filter=lambda: len(filter(len, [big()]).__reduce__()[1]), enumerate=lambda: list(enumerate([big()], Index(10**20))), enumerate_reduce=lambda: enumerate([big()], big()).__reduce__()[1][1], call=lambda: list(iter(iter([Thing("x"), big(1), big()]).__next__, big())), call_bad=lambda: list(iter(lambda: Bad(), big())), call_stop=lambda: list(iter(iter([big()]).__next__, 5)),
    seq=lambda: list(iter(Seq([big(), big(1)]))), reversed=lambda: list(reversed(Seq([big(), big(1)]))), reversed_reduce=lambda: (lambda r: (r.__reduce__()[1:], list(r), r.__reduce__()[1:]))(reversed([big()])), reversed_seq=lambda: (lambda r: (list(r), r.__reduce__()[1:]))(reversed(Seq([big()]))), set_state=lambda: (lambda i: (i.__setstate__(1), list(i)))(iter([big(), big(1)]))[1], tuple=lambda: (lambda i: (next(i), i.__reduce__()[1:]))(iter((big(), big(1)))))

class Bytes(bytes):
    def __init__(self, *a): self.attr = Thing()
class ByteArray(bytearray):
    def __init__(self, *a): super().__init__(*a); self.attr = Thing()
b = bytes([200, 33]) * 1
every("bytes",
    add=lambda: (b"" + bytes([7, 8])) + b"", add_array=lambda: bytearray(b"a") + b, times=lambda: bytes([1, 2]) * 1, times_class=lambda: Bytes(b"ab") * 1, slice=lambda: bytes([1, 2])[:], split=lambda: (bytes([65, 66]).split(b"x"), bytes([65, 66]).split(), bytearray(b"AB").split(b"x"), bytes([65, 32, 66]).rsplit(None, Index(1))), lines=lambda: (bytes([65, 66]).splitlines(), bytearray(b"a\nb").splitlines()), partition=lambda: (bytes([65, 66]).partition(bytes([67])), bytes([65, 66]).partition(bytes([66])), bytes([65, 66]).rpartition(bytes([67, 68])), bytearray(b"ab").partition(b"b")),
    join=lambda: (b"".join([bytes([1, 2])]), b"".join((bytes([1]), bytearray(b"a"))), bytes([44, 44]).join(x for x in [b"a", bytes([1, 2])]), bytearray(b",").join([b"a"])), join_bad=lambda: b"".join([Thing()]), strip=lambda: (bytes([65, 66]).strip(), bytes([65, 66]).strip(bytes([67])), bytes([65, 66]).lstrip(b"A")), replace=lambda: (bytes([65, 66]).replace(b"x", b"y"), bytes([65, 66]).removeprefix(b"x"), bytes([65, 66]).removesuffix(b"x")), find=lambda: bytes([65, 66]).find(Index(66), Index(0), Index(2)), of_list=lambda: bytes([Index(1), Int(2)]), of_iter=lambda: bytes(x for x in [Int(1), Index(255)]),
    of_bad=lambda: bytes([Thing()]), of_raising=lambda: bytes(raising(1)), of_big=lambda: bytes([big()]), of_bytes=lambda: bytes(Converts(bytes([1, 2]))), of_bytes_class=lambda: type(bytes(Converts(Bytes(b"ab")))), bytes_bad=lambda: bytes(Converts(Thing())), of_self=lambda: bytes(bytes([1, 2, 3])), of_tuple=lambda: bytes((Int(3), Int(4))), array=lambda: bytearray(x for x in [Int(1)]), array_iadd=lambda: exec("a = bytearray(b'x'); a += b'y'; a *= 2; a += a", {}), array_extend=lambda: (lambda a: (a.extend(x for x in [Int(1)]), a.extend([Int(2)]), a.append(Index(3)), a.insert(Index(0), Index(4)), a)[-1])(bytearray()), array_extend_bad=lambda: bytearray().extend(raising(1)),
    array_set=lambda: (lambda a: (a.__setitem__(slice(0, 1), [Int(7)]), a.__setitem__(Index(0), Int(9)), a)[-1])(bytearray(b"abc")), array_reduce=lambda: (ByteArray(b"ab").__reduce__()[1], bytearray(b"ab").__reduce__()[1], bytearray().__reduce_ex__(4)[1], bytearray(b"\xff").__reduce_ex__(2)[1:]), reduce=lambda: Bytes(b"ab").__reduce_ex__(2)[1][1:], hex=lambda: bytes([1, 2, 3]).hex(text("-")[:1], Index(2)), translate=lambda: bytes([65, 66]).translate(bytes(range(256)), bytes([65])), maketrans=lambda: len(bytes.maketrans(b"a", b"b")), fromhex=lambda: bytes.fromhex(text("41")[:-1]), decode=lambda: bytes([65]).decode(text("ascii")[:-1]), class_fromhex=lambda: type(Bytes.fromhex("41")).__name__,
    percent=lambda: bytes([37, 97]) % Thing() if False else b"%b %s %a %r %d %c %x" % (Converts(bytes([1, 2])), bytes([3, 4]), Thing(), Thing(), big(), Index(65), big()), percent_float=lambda: b"%f %g %d" % (Converts(1.5), 2.5, 3.9), percent_bad=lambda: b"%b" % Thing(), percent_map=lambda: b"%(a)s" % {b"a": bytes([1, 2])}, percent_int=lambda: b"%d" % Converts(big()), percent_badint=lambda: b"%d" % Thing(), center=lambda: bytes([1]).center(Index(3), bytes([2])), contains=lambda: (Index(65) in bytes([65]), bytes([65]) in bytes([65, 66])), compare=lambda: bytes([65]) == Thing())

class Formats:
    def __format__(self, spec): return text(spec)
class BadFormat:
    def __format__(self, spec): return Thing()
class Str(str): pass
every("strings",
    split=lambda: (text("ab").split("x"), text("ab").split(), text("ab").rsplit("x"), Str("ab").split("x"), text("ab").splitlines(), Str("ab").splitlines(), text("a b").split(None, Index(1))), partition=lambda: (text("ab").partition("x"), text("ab").rpartition("x"), text("ab").partition(text("b")), text("a-!-!b").rpartition(text("-"))), translate=lambda: text("abc").translate({97: big() % 1000 + 300, 98: text("B"), 99: None}), translate_bad=lambda: text("a").translate({97: Thing()}), translate_seq=lambda: "\u1234\x05".translate(Seq([text(str(i)) for i in range(10)])), translate_big=lambda: "\u1234".translate({0x1234: big()}),
    maketrans=lambda: str.maketrans({"\u1234": big(), 1000: text("x")}), maketrans_two=lambda: str.maketrans("\u1234", "\u2345", "\u3456"), format=lambda: "{0.name} {a[k]} {a[0]} {b:{c}} {d!r} {}".format if False else "{0.name} {a[k]} {1[0]} {b:{c}} {d!r:>8}".format(Thing(text("n")), [big()], a={"k": big(1)}, b=Formats(), c=text("spec"), d=Thing()), format_big=lambda: "{:,} {:x}".format(big(), big()), format_bad=lambda: "{}".format(BadFormat()), format_attr=lambda: "{0.no}".format(Thing()), format_item=lambda: "{0[no]}".format({}), format_key=lambda: "{a}".format(b=1), format_map=lambda: "{a.name}{b[x]}".format_map({"a": Thing(text("m")), "b": {"x": big()}}), format_map_bad=lambda: "{a}".format_map(Thing()),
    format_index=lambda: "{0[5]}".format([big()]), format_nested=lambda: "{0:{1[0]}}".format(Formats(), [text("n")]), fstring=lambda: f"{Thing()!s:>10}{big():,}{Formats():{text('x')}}{Thing()=}", fstring_bad=lambda: f"{BadFormat()}", percent=lambda: "%s %r %a %d %x %c %f %s" % (text("s"), Thing(), Thing("\u1234"), big(), big(), Index(0x1234), Converts(2.5), big()), percent_map=lambda: "%(a)s %(b)d" % {"a": text("m"), "b": big()}, percent_width=lambda: "%*.*f" % (Int(8), Int(2), 2.5), percent_bad=lambda: "%d" % Thing(), percent_str=lambda: "%s" % type("S", (), {"__str__": lambda s: Thing()})(), percent_class=lambda: "%s" % Str("x"), percent_int=lambda: "%d %i" % (Converts(big()), 2.7), percent_badint=lambda: "%x" % 2.5,
    join=lambda: (text(",").join([text("a")]), text(",").join(text(x) for x in "ab"), ",".join((text("a"),))), join_bad=lambda: "".join([Thing()]), join_raises=lambda: "".join(raising(text("a"))), replace=lambda: (text("a").replace("x", "y"), text("aa").replace("a", text("b"), Index(1))), strip=lambda: (text("a").strip(), text("ab").strip(text("x"))), encode=lambda: text("\u1234").encode("ascii", "backslashreplace"), encode_bad=lambda: text("\u1234").encode("ascii"), int=lambda: (str(big()), repr(big()), ascii(text("\u1234"))), str=lambda: (str(Converts(1).__class__)[:5], str(bytes([65]), text("ascii")[:-1])), mul=lambda: (text("a") * 1, text("a") * Index(2), text("ab")[:]), upper=lambda: (text("ab").upper(), text("ab").lower(), text("ab").expandtabs(Index(4)), text("a").zfill(Index(5)), text("a").center(Index(6), "\u1234")),
    compare=lambda: (text("a") == Thing(), text("a") < text("b"), text("a") in text("a"), Thing() in [text("a")]), contains_bad=lambda: Thing() in text("a"), str_bad=lambda: str(type("S", (), {"__str__": lambda s: Thing()})()), repr_bad=lambda: repr(type("S", (), {"__repr__": lambda s: Thing()})()), repr_set=lambda: repr({Thing()}) + repr(frozenset([big()])), startswith=lambda: text("a").startswith((text("b"), text("a"))), index=lambda: text("ab")[Index(1)], iter=lambda: [c for c in text("\u1234\u2345")], reduce=lambda: (lambda i: (next(i), i.__reduce__()[1:], list(i), i.__reduce__()[1:]))(iter(text("\u1234"))))

class FailsNew(codecs.Codec): pass
def registered(name, handler):
    codecs.register_error(name, handler)
    return name
e = UnicodeEncodeError("ascii", text("\u1234"), 0, 1, text("why"))
every("codecs' errors",
    encode=lambda: text("\u1234").encode("ascii", registered("mortal-a", lambda e: (text("x"), e.end))), encode_bytes=lambda: text("\u1234").encode("ascii", registered("mortal-b", lambda e: (bytes([1, 2]), Int(e.end)))), encode_bad=lambda: text("\u1234").encode("ascii", registered("mortal-c", lambda e: Thing())), encode_big=lambda: text("\u1234").encode("ascii", registered("mortal-d", lambda e: (text("x"), big()))), encode_raises=lambda: text("\u1234").encode("ascii", registered("mortal-e", lambda e: 1 / 0)), decode=lambda: bytes([200, 65]).decode("ascii", registered("mortal-f", lambda e: (text("\u1234"), e.end))), decode_bad=lambda: bytes([200]).decode("ascii", registered("mortal-h", lambda e: (Thing(), 1))), twice=lambda: (registered("mortal-a", lambda e: (text("2"), e.end)), text("\u1234").encode("ascii", "mortal-a"))[1], not_callable=lambda: codecs.register_error("x", Thing()), translate=lambda: codecs.charmap_encode(text("\u1234"), "mortal-a", {33: 34, 50: 51}),
    put=lambda: (setattr(e, "object", text("new")), setattr(e, "reason", text("r")), setattr(e, "encoding", text("enc")), e.object, e.reason, str(e))[3:], bad_object=lambda: setattr(e, "object", Thing()), decode_error=lambda: UnicodeDecodeError("ascii", bytearray(b"\xc8"), Int(0), Int(1), text("why")).object, decode_memory=lambda: str(UnicodeDecodeError("ascii", memoryview(bytes([200])), 0, 1, text("why"))), bad_args=lambda: UnicodeDecodeError("ascii", Thing(), 0, 1, "r"), idna=lambda: bytes([255, 254, 65, 0]).decode("utf-16"), escape=lambda: codecs.escape_decode(bytes([92, 110])), raw=lambda: codecs.raw_unicode_escape_encode(text("\u1234")), readbuffer=lambda: codecs.readbuffer_encode(text("a")))

def outer(x):
    def inner(a, b=big(), *, k=text("kw")): return x, a, b, k
    return inner
f = outer(Thing())
class Callable:
    def __call__(self): pass
    def __repr__(self): return "Callable"
    __module__ = text("mod"); __qualname__ = "Q"
every("functions and code",
    classmethod_repr=lambda: (repr(classmethod(Callable())), repr(staticmethod(Callable()))), classmethod_again=lambda: [c.__init__(len) for c in (classmethod(Thing()), staticmethod(Thing()))], classmethod_dict=lambda: (lambda c: (setattr(c, "__dict__", {"a": Thing()}), setattr(c, "b", big()), vars(c), c.__isabstractmethod__)[2:])(classmethod(outer)), classmethod_abstract=lambda: classmethod(type("A", (), {"__isabstractmethod__": Thing(), "__name__": text("n"), "__doc__": text("d")})()).__isabstractmethod__, staticmethod_call=lambda: staticmethod(lambda *a, **k: (a, k))(big(), k=big()), annotations=lambda: (lambda c: (c.__annotations__, setattr(c, "__annotations__", {"a": Thing()}), c.__annotations__)[2])(classmethod(outer)),
    positions=lambda: next(f.__code__.co_positions())[:1], lines=lambda: len(list(f.__code__.co_lines())), names=lambda: (f.__code__.replace(co_name=text("n")).co_varnames, f.__code__.co_freevars, outer.__code__.co_cellvars, f.__code__.co_names), branches=lambda: list(outer.__code__.co_branches()), kwdefaults=lambda: f.__kwdefaults__, qualname=lambda: (setattr(f, "__qualname__", text("q")), f.__qualname__, setattr(f, "__name__", text("n")), f.__name__)[1::2], made=lambda: types.FunctionType(f.__code__, globals=globals(), name=text("made"), argdefs=(big(),), closure=f.__closure__).__name__, made_kw=lambda: types.FunctionType(**{text("code")[:-1]: f.__code__, text("globals")[:-1]: {}, "closure": f.__closure__}).__name__, consts=lambda: f.__code__.replace(co_consts=(big(), text("c"), None)).co_consts, varname=lambda: f.__code__._varname_from_oparg(0), code_equal=lambda: f.__code__ == f.__code__.replace(co_firstlineno=7))
it = f.__code__.co_lines(); it2 = f.__code__.co_positions(); next(it), next(it2)
del it, it2
gen = (lambda x: (yield x))(Thing()); gen.__name__ = text("a"); gen.__name__ = text("b"); gen.__qualname__ = text("c"); gen.__qualname__ = text("d"); print(gen.__name__, gen.__qualname__, gen.gi_code.co_name, gen.gi_yieldfrom)

class Meta(type):
    def __call__(cls, *args, **kwargs): return super().__call__(*args, **kwargs)
    @property
    def p(cls): return text("p")
every("descriptors",
    qualname=lambda: (str.__dict__["join"].__qualname__, int.__dict__["real"].__qualname__, type.__dict__["__dict__"].__qualname__, str.__dict__["__add__"].__qualname__), method=lambda: str.__dict__["join"](text(","), [text("a")]), method_kw=lambda: str.__dict__["encode"](text("a"), encoding="utf-8"), method_bad=lambda: str.__dict__["join"](Thing(), []), slot=lambda: int.__dict__["__add__"](big(), big()), get=lambda: str.__dict__["join"].__get__(text("x"), str)([text("y")]), reduce=lambda: (str.__dict__["join"].__reduce__()[1], [].append.__reduce__()[1][1], len.__reduce__()), reduce_big=lambda: (10**30).__add__.__reduce__()[1], method_reduce=lambda: Thing().__init__.__reduce__()[1][1], builtin=lambda: text("x").upper.__self__, repr=lambda: repr(text("x").upper)[:20], bound=lambda: (text("x").join == text("x").join, hash(text("x").join) != 0), wrapper=lambda: big().__add__(big()), new=lambda: object.__new__(Thing).__class__.__name__, new_kw=lambda: dict.__new__(dict, **{text("k"): 1}), int_new=lambda: int.__new__(Int, text("12")[:-1], base=Index(10)), getset=lambda: (lambda t: (setattr(t, "__name__", text("n")), t.__name__, setattr(t, "__doc__", text("doc")), t.__doc__, setattr(t, "__module__", text("m")), t.__module__)[1::2])(type("T", (), {})), meta=lambda: Meta("M", (), {}).p)

class Keys:
    def __init__(self, keys): self._keys = keys
    def keys(self): return self._keys
    def __getitem__(self, k): return Thing(str(k))
class NoKeys: pass
every("dictionaries",
    update=lambda: (lambda d: (d.update(Keys([big(), text("k")])), d)[1])({}), update_bad=lambda: {}.update(Keys(raising(big()))), update_pairs=lambda: (lambda d: (d.update([(big(), text("v")), [text("k"), big()]]), d)[1])({}), pairs_bad=lambda: {}.update([(big(),)]), pairs_worse=lambda: {}.update([Thing()]), or_=lambda: {text("a"): 1} | {text("b"): 2}, or_bad=lambda: {} | Thing(), fromkeys=lambda: (dict.fromkeys([big(), text("x")], Thing()), dict.fromkeys({big()}, Thing()), dict.fromkeys({big(): 1}, Thing()), dict.fromkeys((x for x in [big()]), Thing()), type("D", (dict,), {}).fromkeys([big()], Thing()), type("D", (dict,), {}).fromkeys(raising.__code__.co_names, 1) != {}), fromkeys_bad=lambda: dict.fromkeys(raising(big())), setdefault=lambda: (lambda d: (d.setdefault(big(), Thing()), d.setdefault(big(), 1)))({}), pop=lambda: (lambda d: (d.pop(big()), d.pop(big(), Thing()), d.popitem()))({text("z"): Thing("z"), big(): Thing("y")}), pop_bad=lambda: {}.pop(big()), popitem=lambda: {}.popitem(),
    keys_and=lambda: ({big(): 1}.keys() & [big(), big(1)], {big(): 1}.keys() | [big(1)], {big(): 1}.keys() - [big()], {big(): 1}.keys() ^ [big(2)]), keys_and_dict=lambda: ({big(): 1}.keys() & {big(): 2, 1: 2, 2: 3}.keys(), [big()] & {big(): 1}.keys() if False else 0), and_raises=lambda: {big(): 1}.keys() & raising(big()), items_xor=lambda: sorted(map(str, {big(): text("a"), 1: text("b")}.items() ^ {big(): text("c"), 1: text("b"), 3: big()}.items())), items_and=lambda: {big(): text("a")}.items() & [(big(), text("a")), Thing()], items_or=lambda: len({big(): text("a")}.items() | [(big(), text("b"))]), disjoint=lambda: ({big(): 1}.keys().isdisjoint([big()]), {big(): 1}.keys().isdisjoint(x for x in [big(1)]), {big(): text("v")}.items().isdisjoint([(big(), text("v"))]), {big(): 1}.keys().isdisjoint({big(): 3}.keys())), in_items=lambda: ((big(), text("v")) in {big(): text("v")}.items(), (big(1), 1) in {big(): 1}.items(), Thing() in {}.items()), view_compare=lambda: ({big(): 1}.keys() <= {big(), 2}, {big(): text("a")}.items() == {(big(), text("a"))}, {big(): 1}.keys() == Thing()), values=lambda: [x for x in reversed({1: Thing()}.values())], reversed_items=lambda: list(reversed({big(): Thing()}.items())), mapping=lambda: {big(): 1}.keys().mapping[big()],
    items_reduce=lambda: (lambda i: (next(i), i.__reduce__()[1:]))(iter({big(): text("a"), big(1): text("b")}.items())), keys_reduce=lambda: iter({big(): 1}).__reduce__()[1:], equal=lambda: ({big(): text("v")} == {big(): text("v")}, {big(): Bad()} == {big(): Thing()} if False else 1), equal_bad=lambda: {1: Bad()} == {1: Thing()}, get=lambda: {}.get(big(), Thing()), missing=lambda: type("M", (dict,), {"__missing__": lambda s, k: Thing()})()[big()], missing_bad=lambda: {}[big()], del_bad=lambda: {}.__delitem__(big()), repr=lambda: repr({Thing(): {text("k"): Thing()}}), copy=lambda: {big(): Thing()}.copy(), mutated=lambda: [d.__setitem__(big(k), 1) for d in [{big(): 1}] for k in d], unhashable=lambda: {[]: 1}, unhashable_named=lambda: {}[{"a": Thing()}], proxy=lambda: (lambda p: (p | {text("b"): 1}, p.get(big(), Thing()), p.copy(), list(reversed(p)), p == {}, repr(p), p.keys(), big() in p))(types.MappingProxyType({text("a"): Thing()})), kwargs=lambda: (lambda **k: k)(**Keys([text("a"), text("b")])), kwargs_bad=lambda: (lambda **k: k)(**Keys([big()])), kwargs_twice=lambda: (lambda **k: k)(**{"a": 1}, **{"a": 2}), args_bad=lambda: (lambda *a: a)(*Thing()), merged=lambda: {**Keys([big()]), **{text("m"): 1}})

def group(*excs, message="m", cls=ExceptionGroup): return cls(message, list(excs))
class Group(ExceptionGroup):
    def derive(self, excs): return Group(self.message, excs)
class BadDerive(ExceptionGroup):
    def derive(self, excs): return Thing()
def split(g, by):
    out = g.split(by)
    return [type(x).__name__ for x in out], [len(x.exceptions) if x else 0 for x in out]
def star(make):
    caught = []
    try:
        try: raise make()
        except* ValueError as e: caught.append(repr(e.exceptions))
        except* TypeError as e: raise KeyError(text("k")) from e
    except BaseException as e: caught.append(repr(e))
    return caught
def star_again(make):
    try:
        try: raise make()
        except* ValueError as e: raise
        except* TypeError as e: raise e
    except BaseException as e: return repr(e)
every("exceptions",
    split=lambda: split(group(ValueError(Thing()), TypeError(Thing()), group(ValueError(text("x")), KeyError(big()))), ValueError), split_none=lambda: split(group(ValueError(Thing())), TypeError), split_by=lambda: split(Group("m", [ValueError(Thing()), TypeError()]), lambda e: [Thing()] if isinstance(e, ValueError) else []), subgroup=lambda: group(ValueError(Thing()), group(TypeError(big()))).subgroup(TypeError).exceptions, subgroup_bad=lambda: group(ValueError()).subgroup(Thing()), by_raises=lambda: group(ValueError(), TypeError()).split(lambda e: 1 / 0), by_bad=lambda: group(ValueError()).split(lambda e: Bad()), bad_derive=lambda: split(BadDerive("m", [ValueError(), TypeError()]), ValueError), notes=lambda: (lambda g: (g.add_note(text("n")), g.split(ValueError)[0].__notes__)[1])(group(ValueError(), TypeError())), group_bad=lambda: ExceptionGroup("m", [Thing()]), group_empty=lambda: ExceptionGroup("m", []), group_seq=lambda: ExceptionGroup(text("m"), (e for e in [ValueError()])), group_base=lambda: BaseExceptionGroup("m", [KeyboardInterrupt()]), group_copied=lambda: ExceptionGroup("m", [group(ValueError(Thing()))]).exceptions,
    star=lambda: star(lambda: group(ValueError(Thing()), TypeError(big()))), star_naked=lambda: star(lambda: ValueError(Thing())), star_type=lambda: star(lambda: TypeError(big())), star_rest=lambda: star(lambda: group(ValueError(Thing()), KeyError(big()))), star_again=lambda: star_again(lambda: group(ValueError(Thing()), TypeError(big()), KeyError(1))), star_again_naked=lambda: star_again(lambda: TypeError(Thing())), star_nested=lambda: star(lambda: group(group(ValueError(Thing()), KeyError(2)), ValueError(3))),
    state=lambda: (lambda e: (e.__setstate__({text("a"): Thing(), "b": big()}), e.a if hasattr(e, "a") else vars(e), e.__reduce__()[1:])[1:])(ValueError(big())), state_bad=lambda: ValueError().__setstate__(Thing()), args=lambda: (lambda e: (setattr(e, "args", [Thing(), big()]), setattr(e, "args", (x for x in [text("a")])), e.args))(ValueError(big()))[2], dict=lambda: (lambda e: (setattr(e, "__dict__", {"x": Thing()}), e.x, e.__dict__)[1:])(ValueError()), notes_bad=lambda: (lambda e: (setattr(e, "__notes__", Thing()), e.add_note(text("n"))))(ValueError()), note=lambda: (lambda e: (e.add_note(text("a")), e.add_note(text("b")), e.__notes__)[2])(ValueError()), context=lambda: (lambda e: (setattr(e, "__context__", ValueError()), setattr(e, "__context__", None), setattr(e, "__cause__", KeyError()), setattr(e, "__cause__", None), e.__context__))(ValueError())[4], traceback=lambda: (lambda e: (e.with_traceback(None), e.__traceback__)[1])(ValueError()), traceback_bad=lambda: ValueError().with_traceback(Thing()), os=lambda: (lambda e: (str(e), e.args, e.filename, e.__reduce__()[1]))(OSError(9999, text("text"), text("file"), None, text("file2"))), os_reduce=lambda: (OSError(9999, text("t")).__reduce__()[1], OSError(text("one")).__reduce__()[1], OSError(9999, text("t"), text("f")).__reduce__()[1]), os_class=lambda: type("E", (OSError,), {"__init__": lambda s, *a: None})(9999, text("a"), text("b")).args, os_new=lambda: type("E", (OSError,), {"__new__": lambda c, *a: OSError.__new__(c, *a)})(9999, text("a")).strerror, written=lambda: BlockingIOError(9999, text("t"), Int(7)).characters_written, os_put=lambda: (lambda e: (setattr(e, "filename", Thing()), setattr(e, "errno", big()), str(e))[2])(OSError(1, 2)),
    import_reduce=lambda: (ImportError(text("m"), name=text("n"), path=text("p"), name_from=text("f")).__reduce__()[1:], ImportError(text("m")).__reduce__()[1:], str(ImportError(Thing())), str(ImportError(text("text"))), repr(ImportError(text("x"), name=text("n")))[:15]), import_bad=lambda: ImportError("m", **{text("no"): 1}), attribute=lambda: (lambda e: (e.name, e.obj, e.__reduce__()[2]))(AttributeError(text("m"), name=text("n"), obj=Thing())), attribute_state=lambda: (lambda e: (e.__reduce__()[2], e.__getstate__()))(AttributeError(text("m"), name=text("n"), obj=Thing()))[1], name=lambda: NameError(text("m"), name=text("n")).name, name_bad=lambda: NameError(**{text("no"): 1}), syntax=lambda: (str(SyntaxError(text("m"), (text("f"), Int(1), Int(2), text("t")))), SyntaxError(text("m"), (text("f"), big(), 2, text("t"), 5, 6)).lineno, SyntaxError(text("m"), ["f", 1, 2, "t"]).text), syntax_bad=lambda: SyntaxError("m", Thing()), stop=lambda: StopIteration(Thing()).value, exit=lambda: (SystemExit(Thing()).code, SystemExit(big(), 2).code), missing_attr=lambda: Thing().no, missing_type=lambda: Thing.no, missing_module=lambda: sys.no, unpickled=lambda: copy.copy(AttributeError(text("x"), name=text("n"), obj=1)).name)

def handled(*contexts):
    try: raise ValueError(contexts)
    except ValueError as e:
        yield e
        try: raise KeyError(text("k"))
        except KeyError as e2: yield e2
g = handled(Thing()); next(g); next(g); kept = [g, next(handled(big()))]
def framed(x):
    y = text("local")
    frame = sys._getframe()
    class InClass: z = 1
    def closing(): return y, x
    return frame, closing
frame, closing = framed(Thing())
p = frame.f_locals
every("frames",
    names=lambda: (p["x"], p.get("y"), p.get(big(), Thing()), sorted(p.keys()), len(p.values()), len(p.items()), "x" in p, text("no") in p, len(p), sorted(p), list(reversed(p)) != []), set=lambda: (p.__setitem__("x", Thing("new")), p.__setitem__(text("extra"), Thing("e")), p["x"], p[text("extra")], closing())[2:], update=lambda: (p.update({"y": text("u"), text("more"): big()}), p | {text("o"): 1} != {}, {text("o"): 1} | p != {}, p.copy() == dict(p), p.setdefault(text("extra"), 1), p.setdefault(text("new"), Thing("default")), p.setdefault("y", 3))[1:], pop=lambda: (p.pop(text("extra")), p.pop(text("none"), Thing("d"))), pop_bad=lambda: p.pop("x"), del_bad=lambda: p.__delitem__("x"), missing=lambda: p[text("none")], ior=lambda: exec("p |= {'y': b}", {"p": p, "b": big()}), ior_bad=lambda: p.__ior__(Thing()), update_bad=lambda: p.update(Thing()), repr=lambda: "x" in repr(p), equal=lambda: (p == p.copy(), p == Thing()), builtins=lambda: type(frame.f_builtins), trace=lambda: (setattr(frame, "f_trace", len), frame.f_trace, setattr(frame, "f_trace", None), frame.f_trace)[1::2], generator=lambda: (frame.f_generator, g.gi_frame.f_generator is g), code=lambda: (frame.f_code.co_name, frame.f_lasti > 0, frame.f_lineno > 0, type(frame.f_globals), type(frame.f_back)), clear=lambda: frame.clear(), after=lambda: dict(p) != {})
del frame, closing, p

async def co(x): return x
async def agen(x):
    try: yield x
    except KeyError as e: yield e
    finally: await later(text("final"))
@types.coroutine
def later(x): return (yield x)
class Wait:
    def __init__(self, it): self.it = it
    def __await__(self): return self.it
def drive(c, *values):
    out = []
    try:
        out.append(c.send(None))
        for v in values: out.append(c.throw(v) if isinstance(v, BaseException) or isinstance(v, type) else c.send(v))
    except BaseException as e: out.append(e)
    return out
async def uses(x):
    out = []
    async for y in agen(x): out.append(y)
    return out
async def default(x): return await anext(agen_empty(), x), await anext(agen(x), 1)
async def agen_empty():
    return
    yield
async def wrong(it): return await Wait(it)
class AIter:
    def __init__(self, items): self.items = items
    def __aiter__(self): return self
    def __anext__(self): return self.items.pop(0)
async def over(a): return [x async for x in a]
async def with_(cm):
    async with cm as x: return x
class ACM:
    async def __aenter__(self): return Thing("entered")
    async def __aexit__(self, *exc): return Thing("swallow")
class BadACM:
    def __aenter__(self): return Thing("not awaitable")
    async def __aexit__(self, *exc): pass
async def with_error():
    async with ACM(): raise ValueError(text("in"))
def thrown(*exc):
    g = (lambda: (yield big()))(); next(g)
    return g.throw(*exc)
def from_(it):
    return (yield from it)
class Closing:
    def __iter__(self): return self
    def __next__(self): return Thing("next")
    def close(self): print("close"); return Thing()
    def throw(self, *exc): print("throw", exc[0] if isinstance(exc[0], type) else exc[0]); return Thing("thrown")
class BadClose(Closing):
    def close(self): raise ValueError(text("close"))
def delegating(it, *then):
    g = from_(it); out = [next(g)]
    for f in then: out.append(f(g))
    return out
def ignoring():
    try: yield big()
    except GeneratorExit: yield text("ignored")
def returning():
    try: yield big()
    except GeneratorExit: return Thing("returned")
def closed(g):
    next(g)
    return g.close()
every("generators",
    coroutine=lambda: drive(co(Thing())), waits=lambda: drive(wrong(iter([big(), big(1)])), big(2)), wrong=lambda: drive(wrong(Thing())), wrong_co=lambda: drive(wrong(co(1))), uses=lambda: drive(uses(Thing()), big()), default=lambda: drive(default(Thing()), 1), over=lambda: drive(over(AIter([co(Thing()), Wait(iter([big()])), 1])), 1), bad_aiter=lambda: drive(over(Thing())), bad_anext=lambda: drive(over(AIter([Thing()]))), with_=lambda: drive(with_(ACM())), bad_with=lambda: drive(with_(BadACM())), no_with=lambda: drive(with_(Thing())), with_error=lambda: drive(with_error()), asend=lambda: drive(agen(Thing()).asend(None)), athrow=lambda: drive(agen(Thing()).athrow(KeyError(big()))), athrow_type=lambda: drive(agen(Thing()).athrow(KeyError, KeyError(big()), None)), aclose=lambda: (lambda a: (drive(a.__anext__()), drive(a.aclose(), big())))(agen(Thing())), asend_throw=lambda: (lambda a: a.asend(None).throw(ValueError(big())))(agen(Thing())), anext_throw=lambda: anext(agen(Thing()), Thing("d")).throw(StopAsyncIteration), anext_send=lambda: drive(anext(agen(Thing()), Thing("d"))), anext_close=lambda: anext(agen(Thing()), 1).close(), agen_reuse=lambda: (lambda s: (drive(s), drive(s)))(agen(Thing()).asend(None)),
    throw=lambda: thrown(ValueError, big()), throw_value=lambda: thrown(ValueError, ValueError(Thing())), throw_tuple=lambda: thrown(ValueError, (big(), 2)), throw_instance=lambda: thrown(ValueError(Thing())), throw_both=lambda: thrown(ValueError(Thing()), 1), throw_bad=lambda: thrown(Thing()), throw_traceback=lambda: thrown(ValueError, None, Thing()), throw_class=lambda: thrown(type("E", (ValueError,), {"__new__": lambda c: Thing()})), delegate=lambda: delegating(Closing(), lambda g: g.send(None), lambda g: g.throw(KeyError(big())), lambda g: g.throw(KeyError), lambda g: g.close()), delegate_bad=lambda: delegating(BadClose(), lambda g: g.close()), delegate_exit=lambda: delegating(Closing(), lambda g: g.throw(GeneratorExit)), delegate_gen=lambda: delegating(ignoring(), lambda g: g.throw(KeyError(big()))), delegate_list=lambda: delegating(iter([big(), big(1)]), lambda g: g.send(None), lambda g: g.throw(KeyError(text("k")))), delegate_send=lambda: delegating(iter([big(), big(1)]), lambda g: g.send(Thing())), delegate_co=lambda: delegating(co(1)), delegate_not=lambda: delegating(Thing()), ignored=lambda: closed(ignoring()), returned=lambda: closed(returning()), stop=lambda: next((lambda: (yield from raising()))()), stop_value=lambda: (lambda g: next(g, Thing("d")))((x for x in [])), stop_raised=lambda: next((next(iter([])) for _ in [1])), returns_tuple=lambda: (lambda: (yield from returns((big(), 1))))().send(None), returns_exc=lambda: (lambda: (yield from returns(ValueError(big()))))().send(None), started=lambda: (lambda g: (next(g), g.send(Thing())))((lambda: (yield (yield 1)))()), unstarted=lambda: (lambda: (yield))().send(Thing()))
def returns(x):
    return x
    yield

T = typing.TypeVar("T"); U = typing.TypeVar("U"); Ts = typing.TypeVarTuple("Ts"); P = typing.ParamSpec("P")
class G(typing.Generic[T, U]): pass
class Subst:
    __parameters__ = (T,)
    def __getitem__(self, x): return Thing(f"subst {x}")
class SubstTuple(Subst):
    @property
    def __parameters__(self): return tuple([T])
class TypingSubst:
    def __typing_subst__(self, x): return Thing(f"ts {x}")
class Prepared(TypingSubst):
    def __typing_prepare_subst__(self, alias, args): return (Thing("prepared"),)
A = types.GenericAlias
every("generic aliases",
    parameters=lambda: (A(list, (T, U, A(dict, (T, Ts)))).__parameters__, A(list, T).__parameters__, A(list, int).__parameters__), subst=lambda: A(list, (T, U))[Thing(), big()], nested=lambda: A(list, (T, A(dict, (T, U))))[Thing(), big()], tuple=lambda: A(tuple, (T, typing.Unpack[Ts]))[int, str, Thing()], star=lambda: A(tuple, (*Ts,))[int, big()] if False else A(tuple, (*A(tuple, (T, int)), U))[str, big()], own=lambda: A(list, (Subst(), U))[1, 2], own_tuple=lambda: A(list, SubstTuple())[big()], typing=lambda: A(list, (TypingSubst(),))[big()], prepared=lambda: A(list, (Prepared(),))[big()], list_arg=lambda: A(list, ([T, int],))[str], spec=lambda: typing.Callable[P, T][[int, str], Thing] if True else 0, spec_list=lambda: A(list, (P, T))[[int, big()], str] if False else typing.Generic[P], few=lambda: A(list, (T, U))[int], many=lambda: A(list, T)[int, str], none=lambda: A(list, int)[int], starred=lambda: (next(iter(A(tuple, (T,)))).__unpacked__, next(iter(A(tuple, T)))[int], next(iter(A(tuple, Thing()))).__typing_unpacked_tuple_args__), iter_reduce=lambda: (lambda i: (i.__reduce__()[1], list(i), i.__reduce__()[1:], iter(i) is i))(iter(A(list, Thing()))), starred_reduce=lambda: next(iter(A(tuple, Thing()))).__reduce__()[0], reduce=lambda: A(Thing, (big(),)).__reduce__()[1], call=lambda: A(Thing, int)(text("called")), call_class=lambda: A(G, int)().__orig_class__, call_frozen=lambda: A(int, int)(Index(7)), attr=lambda: (A(Thing, 1).__init__, A(list, 1).__origin__, A(list, Thing()).__args__)[1:], mro=lambda: A(Thing, 1).__mro_entries__(()), hash=lambda: hash(A(list, Thing)) == hash(A(list, Thing)), equal=lambda: A(list, big()) == A(list, big()), or_=lambda: A(list, T) | int | None, or_subst=lambda: (A(list, T) | U)[int, str], repr=lambda: repr(A(dict, (text("x"), Thing, [int, T], ..., None))), dir=lambda: "__origin__" in dir(A(Thing, 1)), isinstance=lambda: isinstance(1, A(list, int)), subclass=lambda: type("S", (A(list, T),), {}).__mro__[1], union=lambda: (int | A(list, T)).__parameters__, union_get=lambda: (int | A(list, T))[str], union_hash=lambda: hash(int | A(list, [])))
