"""Prints which objects get the address of an object that died, one case a line.

test/addresses/reuse.test.ts compares it with what a native, 64-bit CPython 3.13 printed (reuse.native313.txt): the oracle
is built without pymalloc. Of the freelists that 3.14 has and 3.13 lacks no case here can tell.
"""
class C:
    pass

class S:
    __slots__ = ()

class S1:
    __slots__ = ('a',)

def t(label, v):
    print(label, v)
t('[]', id([]) == id([]))
t('list()', id(list()) == id(list()))
t('{}', id({}) == id({}))
t('dict()', id(dict()) == id(dict()))
t('set()', id(set()) == id(set()))
t('C()', id(C()) == id(C()))
t('S()', id(S()) == id(S()))
t('S1()', id(S1()) == id(S1()))
t('object()', id(object()) == id(object()))
t('float', id(float('1.5')) == id(float('2.5')))
t('tuple([1])', id(tuple([1])) == id(tuple([2])))
t('str', id(str(1234)) == id(str(5678)))
t('bytes', id(bytes(3)) == id(bytes(3)))
t('[] list()', id([]) == id(list()))
t('list() []', id(list()) == id([]))
t('C S1', id(C()) == id(S1()))
a = C()
i = id(a)
del a
b = S1()
t('C then S1', id(b) == i)
del b
a = object()
i = id(a)
del a
b = S()
t('object then S', id(b) == i)
t('diff', (id(b) - i) % 16)
a = [1]
i = id(a)
del a
b = [2]
t('list lit', id(b) == i)
a = [1]
i = id(a)
del a
b = list((2,))
t('list call', id(b) == i)
a = C()
b = C()
i, j = (id(a), id(b))
del a
del b
c = C()
d = C()
t('lifo', (id(c) == j, id(d) == i))
a = set()
i = id(a)
del a
b = {1}
t('set', id(b) == i)

def f():
    pass
i = id(f)
del f

def g():
    pass
t('func', id(g) == i)
a = C()
i = id(a)
del a
a = C()
t('again', id(a) == i)
a = {}
i = id(a)
del a
b = dict()
c = {}
t('dict', (id(b) == i, id(c) == i))
a = slice(1, 2)
i = id(a)
del a
t('slice', id(slice(3)) == i)
a = range(3)
i = id(a)
del a
t('range', id(range(4)) == i)
a = iter([])
i = id(a)
del a
t('iter', id(iter([])) == i)
x = 'ab'
a = x + 'cd'
i = id(a)
del a
a = x + 'ef'
t('concat', id(a) == i)
import sys
a = 10 ** 30
i = id(a)
del a
a = 10 ** 30
t('big', id(a) == i)
a = C().__class__
t('method', id(C().__init__) == id(C().__init__))
l = [object() for _ in range(5)]
ids = [id(o) for o in l]
del l
m = [object() for _ in range(5)]
t('five', [ids.index(id(o)) if id(o) in ids else None for o in m])
l = [C() for _ in range(5)]
ids = [id(o) for o in l]
del l
m = [C() for _ in range(5)]
t('fiveC', [ids.index(id(o)) if id(o) in ids else None for o in m])
l = [[] for _ in range(5)]
ids = [id(o) for o in l]
del l
m = [[] for _ in range(5)]
t('fivelist', [ids.index(id(o)) if id(o) in ids else None for o in m])
l = [{} for _ in range(5)]
ids = [id(o) for o in l]
del l
m = [{} for _ in range(5)]
t('fivedict', [ids.index(id(o)) if id(o) in ids else None for o in m])
l = [float(k) for k in range(5)]
ids = [id(o) for o in l]
del l
m = [float(k) for k in range(5)]
t('fivefloat', [ids.index(id(o)) if id(o) in ids else None for o in m])
