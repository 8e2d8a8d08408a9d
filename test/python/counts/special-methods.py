# The count that each special method sees of its object (a local variable of the caller) and of its other argument.

import math
import sys

R = sys.getrefcount


class Other:
    pass


class Meta(type):
    def __instancecheck__(self, o):
        note("instancecheck", R(o))
        return True

    def __subclasscheck__(self, c):
        note("subclasscheck", 0)
        return True

    def __call__(self, *args):
        note("meta call", [R(a) for a in args])
        return super().__call__(*args)


log = []


def note(*what):
    log.append(what)


class S(metaclass=Meta):
    def __init__(self, *args):
        note("init", R(self), [R(a) for a in args])

    def __new__(cls, *args):
        note("new", [R(a) for a in args])
        return object.__new__(cls)

    def __repr__(self):
        note("repr", R(self))
        return "r"

    def __str__(self):
        note("str", R(self))
        return "s"

    def __format__(self, spec):
        note("format", R(self))
        return "f"

    def __bytes__(self):
        note("bytes", R(self))
        return b"b"

    def __hash__(self):
        note("hash", R(self))
        return 5

    def __bool__(self):
        note("bool", R(self))
        return True

    def __dir__(self):
        note("dir", R(self))
        return ["d"]

    def __sizeof__(self):
        note("sizeof", R(self))
        return 1

    def __len__(self):
        note("len", R(self))
        return 2

    def __length_hint__(self):
        note("hint", R(self))
        return 2

    def __getitem__(self, k):
        note("getitem", R(self), R(k))
        if k == 2:
            raise IndexError
        return k

    def __setitem__(self, k, v):
        note("setitem", R(self), R(v))

    def __delitem__(self, k):
        note("delitem", R(self), R(k))

    def __contains__(self, o):
        note("contains", R(self), R(o))
        return False

    def __iter__(self):
        note("iter", R(self))
        return self

    def __next__(self):
        note("next", R(self))
        raise StopIteration

    def __reversed__(self):
        note("reversed", R(self))
        return iter(())

    def __call__(self, *args, **kw):
        note("call", R(self), [R(a) for a in args], [R(v) for v in kw.values()])

    def __enter__(self):
        note("enter", R(self))
        return self

    def __exit__(self, *args):
        note("exit", R(self))

    def __getattr__(self, name):
        note("getattr", R(self), name)
        return 1

    def __delattr__(self, name):
        note("delattr", R(self))

    def __int__(self):
        note("int", R(self))
        return 1

    def __float__(self):
        note("float", R(self))
        return 1.0

    def __complex__(self):
        note("complex", R(self))
        return 1j

    def __index__(self):
        note("index", R(self))
        return 1

    def __round__(self, n=None):
        note("round", R(self), n)
        return 1

    def __trunc__(self):
        note("trunc", R(self))
        return 1

    def __floor__(self):
        note("floor", R(self))
        return 1

    def __ceil__(self):
        note("ceil", R(self))
        return 1

    def __abs__(self):
        note("abs", R(self))

    def __neg__(self):
        note("neg", R(self))

    def __pos__(self):
        note("pos", R(self))

    def __invert__(self):
        note("invert", R(self))

    def __divmod__(self, o):
        note("divmod", R(self), R(o))

    def __pow__(self, o, m=None):
        note("pow", R(self), R(o), m and R(m))

    def __reduce_ex__(self, protocol):
        note("reduce", R(self))
        return "x"

    def __init_subclass__(cls, **kw):
        note("init_subclass", [R(v) for v in kw.values()])

    def __class_getitem__(cls, item):
        note("class_getitem", R(item))

    def __copy__(self):
        note("copy", R(self))


def binary(name):
    def method(self, other):
        note(name, R(self), R(other))
        return self

    return method


for name in "add sub mul matmul truediv floordiv mod lshift rshift and or xor".split():
    for prefix in ("", "r", "i"):
        setattr(S, f"__{prefix}{name}__", binary(prefix + name))
for name in "eq ne lt le gt ge".split():
    setattr(S, f"__{name}__", binary(name))

uses = """
repr(m)
str(m)
format(m)
format(m, 'x')
f'{m}'
f'{m!r:x}'
'{}'.format(m)
'%s' % m
'%r' % (m,)
print(m, end='')
ascii(m)
bytes(m)
hash(m)
{m: 1}
{m}
bool(m)
not m
1 if m else 2
m and 1
dir(m)
sys.getsizeof(m)
len(m)
m[o]
m[1:2]
m.__getitem__(o)
o in m
o not in m
list(m)
tuple(m)
[*m]
iter(m)
next(m)
next(m, None)
reversed(m)
m()
m(o)
m(o, o, k=o)
m(*[o])
m(*[o], **{'k': o})
m.missing
getattr(m, 'missing')
getattr(m, 'missing', 1)
hasattr(m, 'missing')
delattr(m, 'missing')
int(m)
float(m)
complex(m)
range(m)
[1, 2][m]
'a' * m
[0] * m
bin(m)
chr(m)
round(m)
round(m, 1)
math.trunc(m)
math.floor(m)
math.ceil(m)
math.sqrt(m)
abs(m)
-m
+m
~m
divmod(m, o)
pow(m, o)
pow(m, o, o)
m ** o
m + o
o + m
m - o
o - m
m @ o
m // o
m % o
m << o
m & o
m | o
o ^ m
m == o
m != o
o == m
m < o
m <= o
m > o
o > m
o >= m
m == m
[m] == [o]
(m,) < (o,)
{1: m} == {1: o}
[m].index(m)
[o].index(m)
[o].count(m)
m in [o]
m in (o,)
m in {o}
m in {1: 1}
sorted([m, o])
max(m, o)
min([o, m])
sum([m], o)
any([m])
all([m])
''.join([str(m)])
list(map(str, [m]))
list(filter(None, [m]))
isinstance(o, S)
isinstance(m, S)
issubclass(Other, S)
S(o)
S(o, o)
S[o]
type('Sub', (S,), {}, key=o)
m.__reduce_ex__(4)
m.__eq__(o)
S.__eq__(m, o)
m.__class__
object.__str__(m)
object.__format__(m, '')
""".strip().splitlines()

for use in uses:
    namespace = {"S": S, "Other": Other, "sys": sys, "math": math}
    exec(f"def f():\n m = S(); o = Other(); log.clear()\n {use}\ndef g():\n m = S(); o = Other(); log.clear()\n for i in range(20): {use}\n", {**globals(), **namespace}, namespace)
    log.clear()
    try:
        namespace["f"]()
    except Exception as e:
        note(type(e).__name__, str(e))
    first = list(log)
    log.clear()
    try:
        namespace["g"]()
    except Exception as e:
        note(type(e).__name__)
    later = log[-len(first):] if first else []
    print(use, *first, "" if first == later or first[0][0] in ("new",) else f"later {later}")


def statements():
    m, o = S(), Other()
    log.clear()
    with m:
        pass
    with m as n:
        pass
    for x in m:
        pass
    m[o] = o
    m[1:2] = o
    del m[o]
    m.x = o
    del m.x
    n += o
    n -= o
    n @= o
    n |= o
    if m:
        pass
    while not m:
        pass
    assert m
    [a for a in m]
    {a for a in m}
    [*m], {*m}
    try:
        a, b = m
    except ValueError as e:
        note(str(e))
    match m:
        case [1, 2]:
            pass
        case S():
            pass
    return log


for entry in statements():
    print(entry)
