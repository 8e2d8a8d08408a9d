# Which tuples the collector knows, by what is in them, before and after a collection; and how many objects die with a class.
import gc, sys, functools, typing, types, collections, itertools, weakref
n=1
def T(*a): pass
x=int; e=(); p=functools.partial; G=typing.Generic; TV=typing.TypeVar; r=len; b=sys; d=collections.deque; s=typing.Generic[TV("T")]
N=None; El=...; fs=frozenset(); c=(1,2)
for name,v in [("static",x),("empty",e),("partial",p),("Generic",G),("TypeVar",TV),("len",r),("sys",b),("deque",d),("None",N),("Ell",El),("frozenset()",fs),("const",c),("alias",s),("method_descr", str.join), ("slotwrap", int.__add__),("bound slot", (1).__add__),("Weakref type", weakref.ref), ("property", property()), ("GenericAlias", list[int]), ("code", T.__code__),("range",range(3)),("slice",slice(1)),("mappingproxy", type.__dict__), ("count", itertools.count()), ("SimpleNamespace", types.SimpleNamespace), ("Union", int|str), ("typing.Any", typing.Any), ("ForwardRef", typing.ForwardRef("x")),("builtin method",[].append),("Ellipsis type", type(...)), ("abc",collections.abc.Sized),("struct_time", __import__("time").localtime())]:
    t=(v,n); a=gc.is_tracked(t); m=tuple([v,n]); aa=gc.is_tracked(m); gc.collect(); print(name, a, aa, gc.is_tracked(t), gc.is_tracked(v), gc.is_tracked(type(v)))
class C[T]: pass
del C
gc.collect()
class C[T]: pass
del C
print(gc.collect())
class C[T, *Ts, **P](list): pass
del C
print(gc.collect())
class D: pass
class C(D): pass
del C
print(gc.collect())
class C(typing.Generic[typing.T]): pass
del C
print(gc.collect())
class C(typing.Protocol): pass
del C
print(gc.collect())
class C(collections.OrderedDict): pass
del C
print(gc.collect())
class C(p): pass
del C
print(gc.collect())
class C(d): pass
del C
print(gc.collect())
class C(itertools.count): pass
del C
print(gc.collect())
class C(Exception): pass
del C
print(gc.collect())
class C(int): pass
del C
print(gc.collect())
for b in (collections.OrderedDict, functools.partial, collections.deque, int, Exception, list, object, dict, set, str, tuple, type, frozenset, bytearray, collections.defaultdict, property):
    class C(b): pass
    C = None
    gc.collect()
    class C(b): pass
    x=[o for o in gc.get_referrers(C) if o is not globals()]
    x=None
    gc.set_debug(gc.DEBUG_SAVEALL); C = None; n = gc.collect(); gc.set_debug(0); print(b.__name__, n, [type(x).__name__ for x in gc.garbage]); gc.garbage.clear(); gc.collect()
