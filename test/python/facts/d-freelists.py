# Which objects wait in freelists: facts D3 and D4 (the list is in test/facts.test.ts). The dead of a kind are used again last
# first, as many as its freelist takes; where these end the allocator decides, which is shown in d-addresses.py.
import gc


class C:
    def m(self):
        pass


c, numbers, items = C(), [1, 2, 3], (1, 2, 3)
big = 10**6


def again(make, size):
    """How the first `size` of the new objects are placed on the dead, in the order in which these died."""
    kept = [None] * (size + 5)
    gc.collect()
    for i in range(size + 5):
        kept[i] = make(i)
    ids = [id(o) for o in kept]
    gc.collect()
    for i in range(size + 5):
        kept[i] = None
    for i in range(size):
        kept[i] = make(i)
    return [ids.index(id(o)) if id(o) in ids else "-" for o in kept[:size]]


kinds = {
    "slice": (lambda i: slice(i), 1),
    "range": (lambda i: range(i + 5), 6),
    "range iterator": (lambda i: iter(range(3)), 6),
    "list iterator": (lambda i: iter(numbers), 10),
    "tuple iterator": (lambda i: iter(items), 10),
    "bound method": (lambda i: c.m, 20),
    "built-in method": (lambda i: numbers.append, 16),
}
for kind, (make, size) in kinds.items():
    found = again(make, size)
    print("D3", kind, found == list(range(size - 1, -1, -1)), found[0], found[-1])


def reused(make, size):
    found = again(make, size)
    return found[0] == size - 1 and found == sorted(found, reverse=True)


print("D3 list, dict, float, int, tuples", reused(lambda i: [], 80), reused(lambda i: {}, 80), reused(lambda i: i + 0.5, 100), reused(lambda i: i + big, 100), reused(lambda i: (i,), 30), reused(lambda i: (i, i, i), 30))

# D4: the same address again.
print("D4", id([]) == id([]), id({}) == id({}), id(1.5 + len(numbers)) == id(2.5 + len(numbers)))


def follows(first, second):
    """Whether the second gets the address of the first, which has died."""
    x = first()
    address = id(x)
    del x
    y = second()
    return id(y) == address


print("D4", follows(lambda: [1], lambda: [2]), follows(lambda: {1: 2}, dict), follows(lambda: (big, 1), lambda: (2, big)))
a, b = [1], [2]
ids = id(a), id(b)
del a, b
c, d = [3], [4]
print("D4", (id(d), id(c)) == ids)
