# What deleting an attribute that is not there leaves behind: objects whose dictionary is their own get one, empty.
import gc, sys, functools, types, collections
class X(Exception): pass
class F(functools.partial): pass
class L(list): pass
class O: pass
class P: __slots__ = ("__dict__",)
class Q(type): pass
class T(tuple): pass
class W(int): pass
def f(): pass
for make in [Exception, X, lambda: F(f), lambda: functools.partial(f), L, O, P, lambda: (lambda: 0), lambda: types.SimpleNamespace(), lambda: types.ModuleType("m"), lambda: staticmethod(f), lambda: classmethod(f), lambda: property(f), lambda: T((1,)), lambda: W(5), collections.deque, lambda: collections.OrderedDict(), lambda: type("C", (collections.OrderedDict,), {})(), lambda: type("C", (collections.deque,), {})(), lambda: type("C", (dict,), {})(), lambda: type("C", (BaseExceptionGroup,), {})("a", [Exception()])]:
    v = make()
    size = sys.getsizeof(v)
    before = [type(r).__name__ for r in gc.get_referents(v)]
    try: del v.nothing
    except Exception as e: print(type(v).__name__, type(e).__name__, e)
    after = [type(r).__name__ for r in gc.get_referents(v)]
    print(before == after, after, sys.getsizeof(v) - size)
    try: v.nothing = 1
    except Exception as e: print(type(v).__name__, type(e).__name__, e)
