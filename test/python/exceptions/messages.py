# The text of errors that everybody meets.

import sys


class C:
    x = 1

    def m(self):
        pass


class Slots:
    __slots__ = ("a",)


c, s = C(), Slots()
for source in """
undefined
c.y
c.xx
c.m.nope
C.y
s.a
s.b
s.b = 1
C().m.x = 1
None.x
None.x = 1
None.__getitem__(0)
c.x()
None + 1
1 + None
'a' + 1
1 + 'a'
[] + ()
{} + {}
'a' * 'b'
[1] * [2]
1 - 'a'
c + c
c < c
c > 1
-c
~c
abs(c)
c[0]
c[0] = 1
del c[0]
c()
len(c)
iter(c)
next(c)
for i in c: pass
1 in c
c in 5
hash([])
{[]: 1}
{{}}
[1, 2][5]
[1, 2][5] = 0
(1,)[3]
'abc'[9]
{'a': 1}['b']
{}[1, 2]
{}[None]
int('x')
int('1' * 3 + 'z')
int([])
float('x')
float({})
complex('x')
str(1, 2)
bytes('x')
bytes(['x'])
chr(-5)
ord('xx')
ord(5)
1 / 0
1.0 / 0
1 % 0
1 // 0.0
divmod(1, 0)
0 ** -1
1 << -1
2 ** 'a'
pow(1, 2, 0)
round('x')
sum(['a'])
sum(5)
max()
max([])
min(5)
sorted(5)
sorted([1, 'a'])
range('a')
range(1, 2, 0)
[].pop()
{}.popitem()
set().pop()
{}.pop('x')
[].remove(1)
[].index(1)
'a'.index('b')
'a'.join([1])
'a'.split('')
'%d' % 'x'
'%s %s' % 1
'{}'.format()
'{:d}'.format('x')
f"{1:s}"
a, b = 1
a, b = 1, 2, 3
a, b = 'x'
a, *b = 5
isinstance(1, 5)
issubclass(1, int)
issubclass(int, 5)
super().x
type('X', 5, {})
type('X', (5,), {})
type(5, (), {})
class X(5): pass
class X(int, str): pass
class X(C, object, C): pass
class X(bool): pass
class X(object, C): pass
class X(foo=1): pass
object(5)
object().x
object().x = 1
int.x = 1
C.__bases__ = ()
c.__class__ = 5
c.__class__ = int
c.__dict__ = 5
del c.__dict__['q']
getattr(c, 5)
getattr(c, 'zz')
setattr(c, 5, 1)
delattr(c, 'zz')
vars(5)
dir(1, 2)
callable()
import nope
import sys.nope
from sys import nope
from nope import x
from . import x
__import__('')
exec(5)
eval('1 +')
eval('x y')
exec('if')
exec('  x')
exec('f(')
compile('x', 'f', 'bad')
lambda: (yield)
(lambda x: x)()
(lambda: 0)(1)
C(1)
C(x=1)
c.m(1)
C.m()
print(end=5)
print(sep=1)
input.x
zip(1)
map(int)
enumerate(1)
reversed({1})
slice()
memoryview(5)
iter(1, 2)
next([])
next(iter([]))
all(1)
any(1)
id()
hash()
abs()
repr()
staticmethod()
property(1, 2, 3, 4, 5)
assert False
assert 0, 'why'
assert [] == [1], (1, 2)
raise C
raise Exception
raise Exception('a', 1)
raise KeyError('k')
raise KeyError
raise StopIteration(3)
raise OSError(5, 'x', 'file')
raise SystemExit('bye')
global zz; del zz
""".strip().splitlines():
    try:
        exec(source, {"c": c, "s": s, "C": C, "Slots": Slots, "sys": sys, "__name__": "mod"})
        print(source, "ok")
    except BaseException as e:
        text = str(e).replace("0x", "#").split("at #")[0]
        print(source, "!!", type(e).__name__, text)
