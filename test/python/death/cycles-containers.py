# An object of every type that can hold others, in each of its slots: is it tracked, what does it refer to, does it give up
# what it held when it dies, and does the collector find a cycle that only goes through this slot? Here: containers, instances and classes.
import abc, array, collections, time, types
from slots_of_types import holding, section_with_referents as section

class Str(str): pass
class Bytes(bytes): pass
class ByteArray(bytearray): pass
class Int(int): pass
class Float(float): pass
class Complex(complex): pass
class List(list): pass
class Tuple(tuple): pass
class Dict(dict): pass
class Set(set): pass
class FrozenSet(frozenset): pass
class Array(array.array): pass
class Deque(collections.deque): pass

section("containers",
    tuple=lambda n: (n,), list=lambda n: [n], value=lambda n: {1: n}, key=lambda n: {n: 1}, both=lambda n: {n: n, "a": n}, named=lambda n: {"a": n},
    set=lambda n: {n}, frozenset=lambda n: frozenset([n]), deque=lambda n: collections.deque([1, n]), default=lambda n: collections.defaultdict(n),
    default_value=lambda n: collections.defaultdict(int, a=n), odict_key=lambda n: collections.OrderedDict([(n, 1)]),
    odict_value=lambda n: collections.OrderedDict([(1, n)]), slots=lambda n: slice(n, 1), stop=lambda n: slice(n), step=lambda n: slice(1, 2, n),
    struct=lambda n: time.struct_time([n] * 9), proxy=lambda n: types.MappingProxyType({1: n}), namespace=lambda n: types.SimpleNamespace(a=n),
    module=lambda n: holding(types.ModuleType("m"), n), counter=lambda n: collections.Counter([n]), named_tuple=lambda n: collections.namedtuple("N", "a")(n),
    chain_map=lambda n: collections.ChainMap({1: n}))

class Slots:
    __slots__ = ("a", "n")
class SlotsAndDict:
    __slots__ = ("a", "__dict__")
class Many:
    def __init__(self): self.a = self.b = self.c = None
class Meta(type): pass

def shown_dict(o, n):
    o.__dict__
    o.n = n
    return o

def put_dict(o, n):
    o.__dict__ = {"n": n, 1: n}
    return o

section("instances",
    plain=lambda n: holding(Many(), n), with_dict=lambda n: shown_dict(Many(), n), put=lambda n: put_dict(Many(), n), slots=lambda n: holding(Slots(), n),
    slots_and_dict=lambda n: holding(SlotsAndDict(), n), dict_of=lambda n: holding(Many(), n).__dict__,
    list=lambda n: holding(List(), n), list_item=lambda n: List([n]), tuple=lambda n: holding(Tuple(), n), tuple_item=lambda n: Tuple([n]),
    dict=lambda n: holding(Dict(), n), dict_value=lambda n: Dict(a=n), set=lambda n: holding(Set(), n), set_item=lambda n: Set([n]),
    frozenset=lambda n: holding(FrozenSet([n]), n), str=lambda n: holding(Str("a"), n), bytes=lambda n: holding(Bytes(b"a"), n),
    bytearray=lambda n: holding(ByteArray(b"a"), n), int=lambda n: holding(Int(7), n), float=lambda n: holding(Float(7), n),
    complex=lambda n: holding(Complex(7), n), array=lambda n: holding(Array("b"), n), deque=lambda n: holding(Deque([n]), n))

def klass(n):
    class C:
        attribute = n
    return C

def derived(n):
    class Base: pass
    class C(Base):
        __slots__ = ("a",)
        attribute = n
    return C

def generic(n):
    class C[T]:
        def f(self): return n
    return C

def abstract(n):
    class A(abc.ABC):
        attribute = n
    A.register(int)
    isinstance(1, A), isinstance("", A)
    return A

section("classes", type=klass, derived=derived, generic=generic, abstract=abstract, meta=lambda n: Meta("M", (), {"n": n}), instance=lambda n: klass(n)(),
    member=lambda n: derived(n).a, getset=lambda n: klass(n).__dict__["__dict__"], weak=lambda n: klass(n).__dict__["__weakref__"],
    members=lambda n: klass(n).__dict__, subclass_hook=lambda n: types.new_class("N", (), {}, lambda ns: ns.update(n=n)))
