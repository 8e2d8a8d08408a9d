# Builtin functions, one after the other.

import sys

R = sys.getrefcount


class D:
    def __init__(self, n=0):
        self.n = n

    def __del__(self):
        print("  dead", self.n)


for source in r"""
abs(-3), abs(2.5), abs(3+4j), abs(True)
all([1, 2]), all([]), any([0, '']), any([])
ascii('é'), bin(5), hex(255), oct(8), chr(65), ord('A')
bool([]), bool('x'), callable(len), callable(5), callable(D)
divmod(7, 3), divmod(-7, 3), pow(2, 5), pow(2, 5, 7)
eval('1 + 2'), eval('x', {'x': 5}), eval('x + y', {'x': 1}, {'y': 2})
format(5, '03'), format('a'), hash('a') == hash('a'), hash(5)
getattr(5, 'real'), getattr(5, 'nope', 'default'), hasattr(5, 'real'), hasattr(5, 'nope')
isinstance(5, int), isinstance(5, (str, int)), isinstance(5, int | str), isinstance([], list | tuple), issubclass(bool, int)
isinstance(5, list[int])
isinstance(5, (int, 5))
issubclass(bool, (5,))
iter([1]).__next__(), next(iter([1]), 5), next(iter([]), 5)
len('abc'), len([1]), len({}), len(range(5))
list(map(lambda a, b: a * b, [1, 2], [3, 4])), list(filter(str.isupper, 'aBC')), list(zip('ab', [1, 2]))
max(1, 5, 3), max([1, 2], [1, 3]), max('abc'), min('b', 'a'), max([], default='none'), max('aB', key=str.lower)
max(1, 2, default=3)
min([1], default=2, foo=1)
repr('a'), str(5), int('5'), float('5'), repr(D) == repr(D), type(5), type('X', (), {}).__name__
round(2.5), round(3.5), round(2.567, 2), round(-1.5), round(1234, -2)
sorted([3, 1, 2]), sorted('cab', reverse=True), sorted([(1, 'b'), (1, 'a')], key=lambda p: p[0])
sum([1, 2]), sum([0.1, 0.2, 0.3]), sum([[1], [2]], []), sum(range(10), 100)
list(reversed([1, 2])), list(enumerate('ab', 1)), list(range(2, 10, 3)), slice(1, 2)
vars(D(5)), dir(5)[:2], [n for n in dir(D) if not n.startswith('_')]
compile('1+1', 'f', 'eval').co_name, eval(compile('1+1', 'f', 'eval')), exec('pass')
print.__name__, len.__module__, type(len), type([].append), type(list.append), type(int.__add__), type(5 .__add__), type(dict.fromkeys)
len.__self__.__name__, [].append.__name__, [].append.__qualname__, list.append.__qualname__, int.__add__.__name__, str.join.__objclass__
repr(len), repr(list.append), repr(int.__add__), repr(int), repr(type), repr(type(None)), repr(NotImplemented), repr(...), repr(None)
list.append([], 1), str.upper('a'), int.__add__(1, 2), dict.get({'a': 1}, 'a'), list.__len__([1])
list.append()
list.append(5, 1)
str.upper(5)
int.__add__(1)
int.__add__('a', 1)
dict.fromkeys.__call__('ab')
object() == object(), object() != 5, object().__eq__(5), object.__repr__(5)[:11]
type.__call__(list, 'ab'), type(list[int]), list[int], dict[str, int], int | None, type(int | None)
list[int].__origin__, list[int].__args__, list[int]('ab'), (int | str).__args__
bool() + int() + float(), str(), list(), tuple(), dict(), set(), frozenset(), bytes(), complex()
NotImplemented == NotImplemented, Ellipsis is ..., None == 0, not None
bool(NotImplemented)
(lambda *a, **k: (a, k))(1, b=2), (lambda: (yield))().__class__.__name__
''.join(map(chr, range(97, 102))), [*map(int, '123')], {*map(len, ['a', 'bb'])}
print('a', 'b', sep='-', end='!\n'), print(), print(*[1, 2], sep='')
print(1, sep=5)
print(1, end=5)
print(1, file=5)
input
id(5) == id(5), id(None) == id(None)
globals() is globals(), '__name__' in globals(), locals() is globals()
__import__('sys') is sys, __name__, __debug__
breakpoint.__name__, copyright if False else 0
memoryview(b'ab')[0], bytearray(b'a')[0]
delattr(D(), 'nope')
setattr(D(), 'x', 1), setattr(5, 'x', 1)
open
aiter(5)
anext(5)
staticmethod(len)(['a']), classmethod(len).__func__('ab'), property(len).fget('a')
zip(), map(len, []), filter(None, []), enumerate([])
""".strip().splitlines():
    try:
        text = repr(eval(source))
        print(source, "->", text if " at 0x" not in text else text.split(" at 0x")[0])
    except Exception as e:
        print(source, "!!", type(e).__name__, e)
print("counts")
d = D("d")
print(R(d), max(d, D("m"), key=lambda x: R(x) and x is d) is d, sorted([d], key=R), list(map(R, [d])), list(filter(lambda x: print("filter", R(x)), [d])))
print(min([d, d], key=lambda x: 0) is d, sum([1], 0), [R(x) for x in (d,)], [R(x) for _, x in enumerate([d])], [R(x) for (x,) in zip([d])])
print(getattr(d, "n"), setattr(d, "self", d), R(d), delattr(d, "self"), R(d))
print(isinstance(d, D), hash(d) == hash(d), id(d) == id(d), R(d), vars(d), callable(d))
print(eval("R(d)"), eval("R(x)", {"R": R, "x": d}), R(d))
exec("e = d; print(R(d))", {"d": d, "R": R})
print(R(d))
it = iter([d, d])
print(R(d), next(it) is d, R(d), list(it) == [d], R(d))
next(it, D("default"))
print(max([D(1), D(3), D(2)], key=lambda x: x.n).n)
print(sorted([D(2), D(1)], key=lambda x: x.n)[0].n)
print(list(reversed([D("r1"), D("r2")]))[0].n)
print(any(D(i).n for i in range(3)), all(D(i).n for i in range(1, 3)))
print(dict(a=D("in dict"))["a"].n)
type("Temp", (), {"attr": D("in type dict")})
print(isinstance(D("tested"), D), repr(D("repr")).startswith("<"), callable(D("c")), hash(D("h")) is None, id(D("i")) == 0, len([D("l")]), getattr(D("g"), "n"))
print(list(map(lambda x: x.n, [D("m1"), D("m2")])), [x.n for x in filter(lambda x: x.n > 1, [D(1), D(2)])])
x = None
del d
import gc

gc.collect()
