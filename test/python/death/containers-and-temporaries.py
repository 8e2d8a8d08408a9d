# The moment of death of temporaries in expressions, arguments, comparisons, subscripts, prints, and nested containers.

import sys


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("  dead", self.n)

    def __add__(self, o):
        print("add", self.n, o.n)
        return D(f"({self.n}+{o.n})")

    def __eq__(self, o):
        print("eq", self.n, o.n)
        return False

    def __getitem__(self, k):
        return D(f"{self.n}[{k}]")

    def __call__(self, x):
        print("call", self.n)
        return x

    def method(self):
        print("method of", self.n)
        return self

    def __iter__(self):
        print("iter", self.n)
        yield D("yielded")
        print("generator ends")

    def __bool__(self):
        print("bool", self.n)
        return True

    def __hash__(self):
        return 1

    def __repr__(self):
        return f"<{self.n}>"


print("expression statement")
D(1)
print("binary")
D(1) + D(2)
D(1) + D(2) + D(3)
print("compare")
D(1) == D(2)
[D(1)] == [D(2)]
print("subscript")
D(1)[0]
[D(1), D(2), D(3)][1]
{"k": D("value")}["k"]
(D(1), D(2))[0]
print("call")
D(1)(D(2))
D(1)(5)
len([D(1), D(2)])
print(D("printed"))
str(D("str"))
print("method")
D(1).method()
D(1).method().method()
D(1).n
print("loops")
for x in D("iterable"):
    print("body", x)
del x
print("unpack")
a, b = D("a"), D("b")
[c, *d] = [D("c"), D("d1"), D("d2")]
a = b
print("b twice", sys.getrefcount(b))
b = a = None
c = d = None
print("conditions")
if D("if"):
    print("in if")
while D("while"):
    print("in while")
    break
x = D("left") and D("right")
x = None
x = D("first") or D("never")
x = D("true") if D("condition") else D("false")
x = None
assert D("asserted")
print("f-strings")
s = f"{D('one')} and {D('two')!r:>10}"
print(s)
print("containers")
[D(1), D(2)]
(D(1), D(2))
{D(1): D(2)}
{D(1), D(2)}
print("nested")
x = [[D("1a"), D("1b")], (D("2a"), {"k": D("2b")}), D("3")]
x = None
print("comprehensions")
[D(i) for i in range(3)]
y = [D(i).n for i in range(2)]
{D(i).n: D(i) for i in range(2)}
any(D(i) for i in range(3))
sum(D(i).n for i in range(2))
z = [i for i in [D(1), D(2)] if i.n > 1]
z = None
print("lambda and default")
(lambda v: v)(D("argument"))
(lambda v=D("default"): None)()
print("return and yield")


def ret():
    l1 = D("l1")
    l2 = D("l2")
    return D("returned")


ret()
r = ret()
del r


def gen():
    g1 = D("g1")
    yield D("y1")
    g2 = D("g2")
    yield D("y2")


for v in gen():
    print("got", v)
v = None
list(gen())
next(gen())
g = gen()
next(g)
print("suspended")
del g
print("raise")
try:
    D("before raise") + D(None if False else 1 / 0)
except ZeroDivisionError:
    print("handler")
try:
    [D(1), D(2), 1 / 0]
except ZeroDivisionError:
    print("handler")
try:
    D(1)(D(2).nope)
except AttributeError:
    print("handler")
print("augmented")
n = D("n")
n += D("m")
n = None
q = [D("q")]
q += [D("r")]
q[0] = D("s")
q[0], q[1] = q[1], q[0]
q = None
print("del subscripts")
t = {1: D("t1"), 2: D("t2")}
del t[1]
t.pop(2)
t.update({3: D("t3")})
t.clear()
class E:
    attr = D("class attr")
    print("class body")


E.attr = None
E.attr = D("class attr 2")
del E
import gc

gc.collect()
print("end")
