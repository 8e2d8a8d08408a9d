# %%
def counter():
    count = 0
    def step():
        nonlocal count
        count += 1
        return count
    return step
c = counter()
c(), c(), c()
# %%
class Stack:
    """A stack."""
    def __init__(self, *items): self.items = list(items)
    def push(self, x): self.items.append(x)
    def pop(self): return self.items.pop()
    def __len__(self): return len(self.items)
    def __iter__(self): return iter(self.items)
    @property
    def top(self): return self.items[-1]
    @classmethod
    def of(cls, n): return cls(*range(n))
    @staticmethod
    def name(): return "stack"
s = Stack.of(3)
s.push("x")
print(len(s), list(s), s.top, Stack.name(), s.pop())
# %%
squares = {n: n ** 2 for n in range(6) if n % 2 == 0}
squares
# %%
def gen():
    for i in range(3):
        received = yield i
        if received: print("got", received)
g = gen()
next(g), g.send("hello"), list(g)
# %%
for i in range(5):
    if i == 3: break
else:
    print("no break")
print(f"{i=} {i:>5} {3.14159:.2f} {'s'!r} {1000000:,}")
# %%
a, *rest, z = range(6)
(first, second), third = (1, 2), 3
print(a, rest, z, first, second, third)
# %%
try:
    raise ValueError("one")
except (TypeError, ValueError) as e:
    print(type(e).__name__, e)
else:
    print("else")
finally:
    print("finally")
# %%
class CM:
    def __enter__(self): print("enter"); return self
    def __exit__(self, *a): print("exit", a[0]); return True
with CM() as cm:
    raise RuntimeError("inside")
# %%
words = "the quick brown fox".split()
sorted(words, key=len, reverse=True), max(words), " ".join(w.title() for w in words)
# %%
import time, math
start = time.time()
elapsed = time.time() - start
print(elapsed < 1, math.factorial(20), math.gcd(12, 18))
# %%
x = 10
def shadow():
    x = 5
    return x
shadow(), x
# %%
if (n := len(words)) > 3: print("walrus", n)
# %%
matrix = [[1, 2, 3], [4, 5, 6]]
[list(row) for row in zip(*matrix)]
# %%
print(*words, sep="-", end="!\n")
# %%
def args(a, b=2, /, c=3, *d, e, f=6, **g): return a, b, c, d, e, f, g
args(1, e=5), args(1, 2, 3, 4, e=5, z=7)
# %%
global_list = []
def append(x, to=global_list): to.append(x); return to
append(1); append(2)
# %%
class Base:
    def hello(self): return "base"
class Derived(Base):
    def hello(self): return super().hello() + " derived"
Derived().hello(), Derived.__mro__, isinstance(Derived(), Base)
# %%
import gc
class Cycle: pass
c1, c2 = Cycle(), Cycle()
c1.other, c2.other = c2, c1
del c1, c2
gc.collect() > 0
# %%
x: int = 5
type(x), x.bit_length(), 0.1 + 0.2, 10 // 3, -7 % 3, 2 ** 100
