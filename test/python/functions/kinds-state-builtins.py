"""Codes of another kind for a function, the state of sets and their like for pickling, and the builtins of new functions."""
import warnings, types
warnings.simplefilter('always')

def f():
    pass

def g():
    yield

def h():
    yield

async def c():
    pass

async def ag():
    yield
import sys
for a in (f, g, c, ag):
    for b in (f, h, c, ag):
        with warnings.catch_warnings(record=True) as w:
            warnings.simplefilter('always')
            x = types.FunctionType(a.__code__, {})
            try:
                x.__code__ = b.__code__
            except Exception as e:
                print(type(e).__name__, e)
            print(a.__name__, b.__name__, [str(m.message) for m in w])

def free():
    return f

def outer():
    v = 1

    def inner():
        return v
    return inner
try:
    f.__code__ = outer().__code__
except ValueError as e:
    print(e)
try:
    f.__code__ = 5
except TypeError as e:
    print(e)

class S(set):
    __slots__ = ('x', 'y', '__dict__')
s = S('a')
s.x = 1
s.z = 3
print(s.__reduce__()[2], s.__reduce_ex__(2)[2])

class FS(frozenset):
    __slots__ = ('x',)
s = FS('a')
s.x = 1
print(s.__reduce__())
print(set('a').__reduce__(), bytearray(b'a').__reduce__())

class B(bytearray):
    __slots__ = ('x',)
b = B(b'a')
b.x = 1
print(b.__reduce_ex__(2), b.__reduce__())

class D(__import__('collections').deque):
    __slots__ = ('x',)
d = D('a')
d.x = 1
print(d.__reduce__()[:3], d.__reduce_ex__(4)[:3])
sb = {'__name__': 'sb'}
ns = {'__builtins__': sb}
exec('def func4(): pass', ns)
print(ns['func4'].__builtins__ is sb)
m = types.ModuleType('m')
m.q = 1
ns = {'__builtins__': m}
exec('def func5(): pass\nlam=lambda: 0', ns)
print(ns['func5'].__builtins__ is m.__dict__, ns['lam'].__builtins__ is m.__dict__)
ns = {}
exec('def func6(): pass', ns)
import builtins
print(ns['func6'].__builtins__ is builtins.__dict__, types.FunctionType(f.__code__, {'__builtins__': sb}).__builtins__ is sb, types.FunctionType(f.__code__, {}).__builtins__ is builtins.__dict__)
