# An object of every type that can hold others, in each of its slots: is it tracked, does it give up what it
# held when it dies, and does the collector find a cycle that only goes through this slot? Here: functions and caches.
import functools, gc, operator, types
from slots_of_types import Node, holding, section

class Str(str): pass
class Weak: pass

def function(n, **attributes):
    def f(): pass
    for name, value in attributes.items(): setattr(f, name, value)
    return f

def inner(n):
    def f(): return n
    return f

def with_default(n):
    def f(a=n, *, b=n): pass
    return f

def with_annotations(n):
    def f(a: n): pass
    return f

def with_types(n):
    def f[T: n, *Ts, **P](a: T) -> n: pass
    return f

section("functions",
    closure=inner, cell=lambda n: inner(n).__closure__[0], closure_tuple=lambda n: inner(n).__closure__, default=with_default, annotations=with_annotations,
    annotated=lambda n: function(n, __annotations__={"a": n}), types=with_types, attribute=lambda n: function(n, a=n), doc=lambda n: function(n, __doc__=n),
    module=lambda n: function(n, __module__=n), defaults=lambda n: function(n, __defaults__=(n,)), kwdefaults=lambda n: function(n, __kwdefaults__={"a": n}),
    type_params=lambda n: function(n, __type_params__=(n,)), annotate=lambda n: function(n, __annotate__=n), name=lambda n: function(n, __name__=holding(Str("a"), n)),
    qualname=lambda n: function(n, __qualname__=holding(Str("a"), n)), globals=lambda n: types.FunctionType(inner.__code__, {"n": n}),
    builtins=lambda n: types.FunctionType(inner.__code__, {"__builtins__": {"n": n}}), method=lambda n: types.MethodType(n, 1), bound=lambda n: types.MethodType(len, n),
    method_of=lambda n: holding(Weak(), n).__init__, builtin=lambda n: [n].append, wrapper=lambda n: n.__repr__, classmethod=lambda n: classmethod(n),
    classmethod_attribute=lambda n: holding(classmethod(len), n), staticmethod=lambda n: staticmethod(n), staticmethod_attribute=lambda n: holding(staticmethod(len), n),
    get=lambda n: property(n), set=lambda n: property(None, n), delete=lambda n: property(None, None, n), prop_doc=lambda n: property(None, None, None, n),
    super=lambda n: super(Node, n), super_type=lambda n: super(type("C", (), {"n": n})), partial=lambda n: functools.partial(n), partial_arg=lambda n: functools.partial(len, n),
    partial_kw=lambda n: functools.partial(len, k=n), partial_attribute=lambda n: holding(functools.partial(len), n), placeholder=lambda n: functools.partial(len, functools.Placeholder, n),
    cached=lambda n: functools.lru_cache(n), cached_all=lambda n: functools.lru_cache(None)(n), uncached=lambda n: functools.lru_cache(0)(n),
    key=lambda n: functools.cmp_to_key(n), key_of=lambda n: functools.cmp_to_key(len)(n), itemgetter=lambda n: operator.itemgetter(n), itemgetters=lambda n: operator.itemgetter(1, n),
    methodcaller=lambda n: operator.methodcaller("a", n),
    attrgetter=lambda n: holding(types.SimpleNamespace(g=operator.attrgetter("a.b", "c")), n))

def cached_result(size, n):
    f = functools.lru_cache(size)(lambda x, **kw: x)
    f(n), f(1), f(n, k=n)
    return f

def cached_key(n):
    f = functools.lru_cache(2, typed=True)(lambda x: 1)
    f(n), f(2), f(3.5)
    f.a = 1
    return f

section("caches", bounded=lambda n: cached_result(5, n), unbounded=lambda n: cached_result(None, n), typed=cached_key)

def documented(n):
    p = property()
    p.__init__(None, None, None, (p, n))
    return p

section("broken nowhere else", property=documented)
print("--", gc.collect(), gc.collect())
