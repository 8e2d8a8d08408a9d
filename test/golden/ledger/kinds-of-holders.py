# One object held in every way that a program usually has.
import decref
import functools
import weakref


class C:
    def method(self):
        pass


class Node:
    def __init__(self, value):
        self.value = value
        self.next = None


class Slotted:
    __slots__ = ("value",)


c = C()
alias = c
numbers = [1, c]
nested = [[c]]
by_name = {"a": c, 3: c, (1, 2): c}
as_key = {c: 1}
group = {c}
node = Node(c)
node.next = Node(c)
slotted = Slotted()
slotted.value = c
C.favourite = c
bound = c.method
partial = functools.partial(print, c)


@functools.lru_cache
def cached(x):
    return x


cached(c)


def defaults(x, y=c, *, z=c):
    return y


def enclosing(x):
    def inner():
        return x

    return inner


closure = enclosing(c)


def generator(x):
    yield x


suspended = generator(c)
next(suspended)
reference = weakref.ref(c)
with_callback = weakref.ref(c, print)
proxy = weakref.proxy(c)


def fail(x):
    raise ValueError(x)


try:
    fail(c)
except ValueError as error:
    kept = error
for iterated in [c]:
    pass
print(decref.why(c))
