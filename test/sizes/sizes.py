"""Prints the size of objects of every built-in kind in many states, one a line.

test/sizes/sizes.test.ts compares them with what a native CPython 3.13 printed (sizes.native313.txt) and with the
differences between it and 3.14.
"""
import sys

def S(label, o):
    print(label, sys.getsizeof(o), sep='\t')
for v in [0, 1, -1, 2 ** 29, 2 ** 30 - 1, 2 ** 30, 2 ** 59, 2 ** 60, 2 ** 61, -2 ** 60, 10 ** 50, True, False]:
    S(f'int {v}', v)
S('float', 1.5)
S('complex', 1j)
S('None', None)
S('Ellipsis', ...)
S('NotImplemented', NotImplemented)
S('object', object())
for s in ['', 'a', 'ab', 'a' * 100, 'é', 'éa', 'é' * 10, 'ā', 'ā' * 5, '😀', '😀a' * 3]:
    S(f'str {ascii(s)[:20]}', s)
for n in (0, 1, 2, 10, 100):
    S(f'bytes {n}', bytes(n))
    S(f'bytearray {n}', bytearray(n))
    S(f'tuple {n}', tuple(range(n)))
    S(f'listrange {n}', list(range(n)))
    S(f'setrange {n}', set(range(n)))
    S(f'frozenset {n}', frozenset(range(n)))
    S(f'dict int {n}', dict.fromkeys(range(n)))
    S(f'dict str {n}', {str(i): i for i in range(n)})
    S(f'listmul {n}', [0] * n)
    S(f'copy {n}', list(range(n))[:])
    S(f'setcopy {n}', set(range(n)).copy())
    S(f'dictcopy {n}', {i: i for i in range(n)}.copy())
    S(f'listcomp {n}', [i for i in range(n)])
    S(f'sorted {n}', sorted(range(n)))
    S(f'dictzip {n}', dict(zip(range(n), range(n))))
    S(f'list gen {n}', list((i for i in range(n))))
    S(f'tuple gen {n}', tuple((i for i in range(n))))
    S(f'list str {n}', list('x' * n))
    S(f'setcomp {n}', {i for i in range(n)})
l = []
for i in range(40):
    l.append(i)
    S(f'append {i}', l)
for i in range(40):
    l.pop()
    S(f'pop {i}', l)
l = [1, 2, 3]
l.insert(0, 0)
S('insert', l)
l.extend([1, 2])
S('extend', l)
l += (1, 2, 3)
S('iadd', l)
l[2:4] = range(10)
S('slice assign', l)
del l[2:8]
S('del slice', l)
l.clear()
S('clear', l)
l = []
l.extend(range(3))
S('ext range', l)
l = []
l.extend((1, 2, 3))
S('ext tuple', l)
l = [*range(5)]
S('star range', l)
l = [*'abc', 1]
S('star str', l)
l = [1, 2]
S('lit2', l)
l = [1, 2, 3]
S('lit3', l)
x = 1
l = [x, x, x]
S('lit3v', l)
S('split', 'a b c'.split())
S('reversed list', list(reversed([1, 2, 3])))
S('l+l', [1] + [2])
S('list(dict)', list({1: 1, 2: 2}))
s = set()
for i in range(100):
    s.add(i)
    if i in (0, 3, 4, 5, 18, 19, 76, 77, 99):
        S(f'set add {i}', s)
while s:
    s.pop()
S('set emptied', s)
s.clear()
S('set clear', s)
d = {}
for i in range(100):
    d[i] = i
    if i in (0, 4, 5, 6, 9, 10, 11, 20, 21, 42, 85, 99):
        S(f'dict add {i}', d)
for i in range(95):
    del d[i]
S('dict del', d)
d[1000] = 1
S('dict reinsert', d)
d.clear()
S('dict clear', d)
S('dict()', dict())
S('{}', {})
d = {}
for i in range(30):
    d[str(i)] = i
    if i in (0, 4, 5, 9, 10, 11, 20, 21):
        S(f'dict strkeys {i}', d)
d[1] = 1
S('dict mixed', d)
S('dict kw', dict(a=1, b=2))
S('dict |', {1: 1} | {2: 2})
d = {'a': 1}
d.update(b=2)
S('dict update', d)
S('range', range(5))
S('slice', slice(1))
S('enumerate', enumerate([]))
S('zip', zip([], []))
S('zip0', zip())
S('map', map(len, []))
S('map2', map(max, [], []))
S('filter', filter(None, []))
S('reversed', reversed([]))
S('iter list', iter([]))
S('iter tuple', iter(()))
S('iter str', iter(''))
S('iter stru', iter('é'))
S('iter dict', iter({}))
S('iter set', iter(set()))
S('iter range', iter(range(3)))
S('iter bigrange', iter(range(2 ** 70)))
S('iter bytes', iter(b''))
S('iter bytearray', iter(bytearray()))
S('callable iter', iter(int, 1))
S('dict keys', {}.keys())
S('dict values', {}.values())
S('dict items', {}.items())
S('items iter', iter({}.items()))
S('rev dict', reversed({}))
S('memoryview', memoryview(b'abc'))
S('iter mv', iter(memoryview(b'abc')))
S('len', len)
S('method desc', str.join)
S('wrapper desc', str.__add__)
S('method wrapper', ''.__add__)
S('bound builtin', ''.join)
S('classmethod desc', dict.__dict__['fromkeys'])
S('getset', type.__dict__['__dict__'])
S('member', slice.start if False else slice.__dict__['start'])

class A:
    pass

class B:
    __slots__ = ('a', 'b')

class C(B):
    __slots__ = ('c', '__dict__', '__weakref__')

class D(B):
    pass

class E(int):
    pass

class F(str):
    pass

class G(list):
    pass

class H(dict):
    pass

class I(tuple):
    pass

class J(Exception):
    pass

class K(float):
    pass

class L(set):
    pass

class M(bytes):
    pass

class N(A):
    __slots__ = ()

class P(type):
    pass

class Q(metaclass=P):
    pass

class R(E):
    __slots__ = ()

class S0:
    __slots__ = ()

class S1:
    __slots__ = ('__weakref__',)

class S2:
    __slots__ = ('__dict__',)
for c in (A, B, C, D, E, F, G, H, I, J, K, L, M, N, R, S0, S1, S2):
    S('inst ' + c.__name__, c())
S('class A', A)
S('class B', B)
S('class Q', Q)
S('class int', int)
S('type', type)
a = A()
S('a dict', a.__dict__)
a.x = 1
S('a dict1', a.__dict__)
a2 = A()
a2.x = 2
S('a2 dict', a2.__dict__)
a3 = A()
a3.y = 2
S('a3 dict', a3.__dict__)
S('a', a)
S('vars copy', dict(a.__dict__))
for i in range(40):
    setattr(a, f'k{i}', i)
S('a dict40', a.__dict__)
S('E(5)', E(5))
S('E(0)', E(0))
S('E(2**70)', E(2 ** 70))
S('F(abc)', F('abc'))
S('I(123)', I((1, 2, 3)))
S('G(1..)', G([1, 2, 3]))
S('M', M(b'abc'))

def f():
    pass

def f2(a, b=1, *, c=2):
    return lambda: (a, b, c)
S('func', f)
S('lambda', f2(1))
S('method', A().__init__)

class Z:

    def m(self):
        pass
    p = property(m)
    cm = classmethod(m)
    sm = staticmethod(m)
S('bound', Z().m)
S('property', Z.__dict__['p'])
S('classmethod', Z.__dict__['cm'])
S('staticmethod', Z.__dict__['sm'])
S('super', super(Z, Z()))
S('cell', f2(1).__closure__[0])
S('mappingproxy', Z.__dict__)

def g():
    yield 1

def g2(a, b):
    c = a + b
    yield [a, b, c]

async def co():
    pass

async def ag():
    yield 1
S('gen', g())
S('gen2', g2(1, 2))
S('genexp', (i for i in []))
c = co()
S('coro', c)
w = c.__await__()
S('coro wrapper', w)
c.close()
S('asyncgen', ag())
S('asend', ag().asend(None))
S('frame', sys._getframe())
S('frame g', g().gi_frame)
import weakref
a = A()
S('ref', weakref.ref(a))
S('proxy', weakref.proxy(a))
S('KeyedRef', weakref.KeyedRef(a, None, 1))
S('WVD', weakref.WeakValueDictionary())
S('WeakSet', weakref.WeakSet())
S('module', sys)
S('new module', type(sys)('m'))
for e in (BaseException, Exception, ValueError, StopIteration, OSError, ImportError, SyntaxError, KeyError, UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError, SystemExit, NameError, AttributeError, ExceptionGroup, BaseExceptionGroup, KeyboardInterrupt, AssertionError, FileNotFoundError):
    try:
        S('exc ' + e.__name__, e())
    except TypeError:
        try:
            S('exc ' + e.__name__, e('m', [ValueError()]))
        except TypeError:
            try:
                S('exc ' + e.__name__, e('utf-8', b'x', 0, 1, 'r'))
            except TypeError:
                try:
                    S('exc ' + e.__name__, e('utf-8', 'x', 0, 1, 'r'))
                except TypeError:
                    S('exc ' + e.__name__, e('x', 0, 1, 'r'))
try:
    1 / 0
except Exception as e:
    S('traceback', e.__traceback__)
import types
S('namespace', types.SimpleNamespace(a=1))
S('genericalias', list[int])
S('union', int | str)
import collections, functools, itertools
S('deque', collections.deque())
S('deque100', collections.deque(range(100)))
S('deque64', collections.deque(range(64)))
S('deque65', collections.deque(range(65)))
S('deque129', collections.deque(range(129)))
S('deque500', collections.deque(range(500)))
S('OD', collections.OrderedDict())
S('OD3', collections.OrderedDict(a=1, b=2, c=3))
S('dd', collections.defaultdict(int))
S('Counter', collections.Counter('ab'))
S('namedtuple', collections.namedtuple('N', 'a b')(1, 2))
S('ChainMap', collections.ChainMap())
S('partial', functools.partial(int))
S('deque iter', iter(collections.deque()))

@functools.lru_cache
def lc(x):
    return x
S('lru_cache', lc)
lc(1)
S('lru_cache1', lc)
for n in 'count cycle repeat chain accumulate compress dropwhile takewhile filterfalse starmap islice zip_longest product permutations combinations combinations_with_replacement groupby pairwise batched tee'.split():
    c = getattr(itertools, n)
    for args in ((), ([],), ([], []), ([], 1), (len, []), (1,)):
        try:
            o = c(*args)
        except Exception:
            continue
        S('itertools ' + n, o)
        break
S('flags', sys.flags)
S('version_info', sys.version_info)
S('hash_info', sys.hash_info)
S('methodcaller', __import__('operator').methodcaller('x'))
S('itemgetter', __import__('operator').itemgetter(1))
S('attrgetter', __import__('operator').attrgetter('a'))
S('contextvar', __import__('contextvars').ContextVar('x'))
S('context', __import__('contextvars').copy_context())
S('StringIO', __import__('io').StringIO())
S('BytesIO', __import__('io').BytesIO())
S('BytesIO100', __import__('io').BytesIO(b'x' * 100))
S('re', __import__('re').compile('a(b)c'))
S('match', __import__('re').match('a(b)', 'ab'))
