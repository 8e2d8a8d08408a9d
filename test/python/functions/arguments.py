# All kinds of parameters, defaults, unpacking at the call, and every wording of a failed call.

import sys

R = sys.getrefcount


def full(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw


print(full(1, d=4))
print(full(1, 2, 3, 4, 5, d=6, e=7, f=8, a=9))
print(full(*[1, 2], *(3,), **{"d": 4}, **{"z": 5}))
print(full(*range(5), d=1, **{}))


def none():
    pass


def one(a):
    pass


def two(a, b):
    pass


def defaults(a, b=1, c=2):
    pass


def kwonly(*, k, l=1, m):
    pass


def posonly(a, b, /):
    pass


def mixed(a, /, b, *, c):
    pass


def var(*args):
    return args


def kwargs(**kw):
    return kw


class C:
    def method(self, x):
        pass

    @staticmethod
    def static(x):
        pass

    @classmethod
    def cls(cls, x):
        pass

    def __init__(self, n=None):
        pass


for source in """
none(1)
none(1, 2)
none(x=1)
one()
one(1, 2)
one(b=1)
one(1, a=1)
one(1, b=2)
one(a=1, b=2)
two()
two(1)
two(b=1)
two(1, 2, 3)
two(1, 2, 3, 4, c=5)
defaults()
defaults(1, 2, 3, 4)
defaults(b=1)
defaults(1, bb=1)
kwonly()
kwonly(1)
kwonly(k=1)
kwonly(1, 2, k=1, m=2)
kwonly(k=1, l=2, m=3, n=4)
posonly()
posonly(1)
posonly(a=1, b=2)
posonly(1, b=2)
posonly(1, 2, 3)
mixed()
mixed(1)
mixed(1, 2)
mixed(a=1, b=2, c=3)
mixed(1, 2, 3)
var(x=1)
kwargs(1)
kwargs(1, 2)
kwargs(**{'a': 1}, a=2)
kwargs(a=1, **{'a': 2})
kwargs(**5)
kwargs(**{5: 1})
var(*5)
var(*None)
var(1, *[2], *5)
two(*[1], **{'a': 1})
C().method()
C().method(1, 2)
C.method()
C.static()
C.static(1, 2)
C.cls()
C.cls(1, 2)
C(1, 2)
C(x=1)
(lambda x: x)()
(lambda: 0)(1)
full()
full(1)
full(1, 2, 3, c=3, d=1)
C()(5)
int()(5)
C()()
print(1, foo=2)
len()
len(1, 2)
len(x=1)
isinstance(1)
[].append(1, 2)
[].append(x=1)
''.join()
''.split(1, 2, 3)
''.split(foo=1)
int(1, 2, 3)
int(foo=1)
str(foo=1)
list(x=1)
dict(1, 2)
tuple(x=1)
object(1)
range(x=1)
type()
type(1, 2)
super()
sorted()
sorted(1, 2)
getattr(1)
getattr(1, 'x')
getattr(1, 2)
setattr(1, 2)
hasattr(1, 2)
ord()
round()
pow(1)
divmod(1)
zip(x=1)
iter()
next()
min(1, 2, foo=3)
print(sep=1)
open()
abs('a')
hash([])
id()
input(1, 2)
sum()
enumerate(foo=1)
""".strip().splitlines():
    try:
        eval(source)
        print(source, "ok")
    except Exception as e:
        print(source, "!!", type(e).__name__, e)


class T:
    def __del__(self):
        print("  dead")


def count(x, *rest, y=None, **kw):
    return R(x), [R(r) for r in rest], R(y) if y else None, {k: R(v) for k, v in kw.items()}


t = T()
print(count(t), count(1000, t), count(1000, y=t), count(1000, z=t), count(*[t]), count(**{"x": t}))
print(count(T()))


def default(x=T(), acc=[]):
    acc.append(1)
    return R(x), acc


print(default(), default(), default.__defaults__[1])
default.__defaults__ = None
try:
    default()
except TypeError as e:
    print(e)


def kwdef(*, k=t):
    return R(k)


print(kwdef(), kwdef.__kwdefaults__.keys(), R(t))
kwdef.__kwdefaults__["k"] = 5
print(R(t))
del t


def outer(x):
    return inner(x)


def inner(x):
    return R(x)


u = T()
print(outer(u), outer(T()), (lambda v: R(v))(u))
args = [u, u]
print(var(*args) is var(*args), R(u), len(var(*args, *args)))
tup = (u,)
print(var(*tup) is tup, R(tup))
del args, tup, u
print("evaluation order")


def say(x):
    print(x, end=" ")
    return x


full(say(1), *[say(2)], say(3), d=say(4), **{"e": say(5)})
print()
