# Calls of classes, from the first on and once the instruction is specialised: who holds arguments and instance meanwhile.
import sys, gc, weakref
class V:
    __slots__=("x","y","__weakref__")
    def __init__(self,x,y=2):
        self.x=x; self.y=y
        print("rc", sys.getrefcount(x), sys.getrefcount(self), sys.getrefcount(V.__init__), sys.getrefcount(V))
class W:
    def __init__(self, a): 
        print("rcW", sys.getrefcount(a), sys.getrefcount(self))
class Bad:
    __slots__=()
    def __init__(self): return 5
class Raise:
    __slots__=()
    def __init__(self, o): raise ValueError("x")
    def __del__(self): print("del Raise")
class D:
    def __del__(self): print("del D", sys.exc_info()[0])
def f():
    for i in range(4):
        o=object()
        V(o); W(o); v=V(o,3)
        try: Bad()
        except TypeError as e: print(e)
        try: Raise(D())
        except ValueError as e: print(e)
        try: V()
        except TypeError as e: print(e)
        try: V(1,2,3)
        except TypeError as e: print(e)
        print(sys.getrefcount(o), sys.getrefcount(V))
f()
class G:
    __slots__=()
    def __init__(self): yield
try: G()
except TypeError as e: print(e)
class R:
    __slots__=()
    def __init__(self): R()
try: R()
except RecursionError as e: print(e)
class M:
    __slots__=("a",)
    def __new__(cls,a): return object.__new__(cls)
    def __init__(self,a): self.a=a; print(sys._getframe().f_back.f_code.co_name)
M(1)


def mk(body, bases=(object,)):
    ns={}
    def __init__(self,x):
        print(name, sys.getrefcount(x))
    ns['__init__']=__init__
    ns.update(body)
    return type('C',bases,ns)
class B: __slots__=("q",)
class P: pass
import abc
for name,cls in [("plain",mk({})),("slots",mk({"__slots__":("a",)})),("slotsw",mk({"__slots__":("__weakref__",)})),("slotsd",mk({"__slots__":("__dict__",)})),("empty",mk({"__slots__":()})),("subslots",mk({"__slots__":("z",)},(B,))),("subplain",mk({},(B,))),("slotsplain",mk({"__slots__":("u",)},(P,))),("del",mk({"__del__":lambda s:None,"__slots__":()})),("abc",None), ("list",mk({},(list,)))]:
    if name=="abc":
        class cls(abc.ABC):
            def __init__(self,x): print(name, sys.getrefcount(x))
    exec('''def f(cls):
        for i in range(4):
            o=object()
            cls(o)
''')
    f(cls)
