# Every form of assignment, with what it does to counts and lives.

import sys

R = sys.getrefcount


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("  dead", self.n)

    def __repr__(self):
        return f"D({self.n})"


a = b = c = D("chain")
print(R(a))
a = D("rebound")
b, c = c, b
print(R(b), b is c)
b = c = None
x, y = D("x"), D("y")
x, y = y, x
print(x, y, R(x), R(y))
(x, y), z = (y, x), [x, y]
print(x, y, R(x), R(z))
x = y = None
print("z holds both")
z = None
[p, q] = D("p"), D("q")
p, (q, *r) = q, [p, q, p]
print(p, q, r, R(p), R(q))
del p, q
r = None
first, *middle, last = "abcdef"
print(first, middle, last)
*head, tail = [D(i) for i in range(3)]
print(head, tail, R(tail), R(head[0]))
head = tail = None
for bad in (
    "a, b = 1",
    "a, b = 1, 2, 3",
    "a, b, c = 1, 2",
    "a, b = 'x'",
    "a, *b, c = 1,",
    "a, b = {1}",
    "a, b = iter([1, 2, 3])",
    "a, b = [1, 2, 3]",
    "a, b = None",
    "a, b = {1: 2, 3: 4, 5: 6}",
    "[a] = []",
    "(a, (b, c)) = 1, 2",
    "*a, = 5",
    "for a, b in [1]: pass",
):
    try:
        exec(bad, {})
    except Exception as e:
        print(bad, "!!", type(e).__name__, e)


class Target:
    def __setattr__(self, name, value):
        print("setattr", name, value, R(value))
        object.__setattr__(self, name, value)

    def __setitem__(self, key, value):
        print("setitem", key, value, R(value))

    def __getitem__(self, key):
        print("getitem", key)
        return 10

    def __delitem__(self, key):
        print("delitem", key)

    def __delattr__(self, name):
        print("delattr", name)
        object.__delattr__(self, name)


t = Target()
t.a = t.b = D("two attributes")
t[0], t.c = D("item"), 5
t[1:2] = D("slice")
t[1, 2:3, ...] = D("tuple key")
t[0] += 5
t.c += 1
del t[0], t.a, t[::2]
t.b = None


def order(n):
    print("eval", n)
    return t


order("value").x, order("sub")[order("index").c] = order("first").c, 2
for t.loop in range(2):
    pass
class Null:
    def __enter__(self):
        return D("with")

    def __exit__(self, *args):
        pass


with Null() as t.w:
    print("in with", R(t.w))
t.w = None

n = 5
n += 1
n -= 2
n *= 3
n //= 2
n **= 2
n %= 7
n <<= 4
n >>= 1
n |= 1
n &= 0xFF
n ^= 2
n /= 4
print(n)
l = m = [1]
l += [2]
print(l is m)
l = l + [3]
print(l is m, m)
s = "a"
s += "b"
s *= 3
print(s)


class InPlace:
    def __init__(self, v):
        self.v = v

    def __iadd__(self, other):
        print("iadd", R(self), R(other))
        return self

    def __sub__(self, other):
        return InPlace(self.v - other)

    def __matmul__(self, other):
        return "matmul"

    def __del__(self):
        print("  del", self.v)


i = InPlace(10)
i += D("operand")
i -= 3
print(i.v)
i @= 2
print(i)
if (w := D("walrus")) and R(w) > 1:
    print(R(w), [u := 1, u + 1], (v := 5) + v)
w = None
print([last := k for k in range(4)], last)
print(any((hit := k) > 2 for k in range(9)), hit)
ann: D = D("annotated")
other: int
(ann2): str = "x"
print(R(ann), "other" in globals(), __annotations__ if False else ann2)
ann = None
global_name = 1


def f():
    global global_name
    global_name = 2
    loc: int
    try:
        loc
    except UnboundLocalError as e:
        print(e)
    del global_name


f()
try:
    global_name
except NameError as e:
    print(e)
# The oracle never ends its main module: nothing may be left to die there.
a = None
