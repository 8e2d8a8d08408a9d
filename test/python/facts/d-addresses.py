# Addresses: facts D1, D2, D4 and D5 (the list is in test/facts.test.ts), each line under its fact's number.
# Asked of a native CPython, since the oracle is built without pymalloc.
import gc
import sys

gc.disable()


class Wide:
    __slots__ = tuple("abcdefghijk")


class C:
    pass


# D1: size classes of 16 bytes, pools of 16 KiB with a header of 48, blocks handed out ascending.
POOL = 16384
wide = [Wide() for _ in range(500)]
ids = [id(o) for o in wide]
size = 32 + 8 * 11
block = (size + 15) // 16 * 16
steps = [b - a for a, b in zip(ids, ids[1:])]
print("D1", Wide.__basicsize__, max(set(steps), key=steps.count) == block, {((i - 16) % POOL - 48) % block for i in ids})
pools = [i // POOL for i in ids]
full = [p for p in set(pools) if pools.count(p) == (POOL - 48) // block]
print("D1", len(full) >= 2)
# Freed blocks are used again last first, within the pool that they are of.
of_one = [i for i, p in enumerate(pools) if p == full[0]]
freed = of_one[10], of_one[50], of_one[20]
addresses = [ids[i] for i in freed]
for i in freed:
    wide[i] = None
kept = [Wide() for _ in range(3)]
print("D1", [addresses.index(id(o)) if id(o) in addresses else "-" for o in kept])

# D2: an id is the block's start, and what lies before the object: 16 bytes for the collector, 16 for dict and weak references.
print("D2", [id(o) % 16 for o in ([], {}, 1.5, 10**6, "ab", object(), C(), set(), lambda: 0)])
print("D2", [(id(o) - 48) % POOL % size for o, size in ((object(), 16), (1.5 + len(ids), 32))][0] % 16)
plain = [C() for _ in range(40)]
print("D2", sys.getsizeof(plain[0]), sys.getsizeof(plain[-1]))

# D4: kinds without freelists take the last freed block of their pool.
def follows(first, second):
    x = first()
    address = id(x)
    del x
    y = second()
    return id(y) == address


print("D4", id(C()) == id(C()), id(object()) == id(object()), follows(C, C), follows(object, object), follows(lambda: "text %d" % 5, lambda: "text %d" % 7), follows(lambda: bytes(5), lambda: bytes(6)), follows(set, set))


# D5: frames are no objects until somebody asks for one.
def depth(n, kept=None):
    if n == 0:
        return gc.get_count()[0]
    if kept is not None:
        kept.append(sys._getframe())
    return depth(n - 1, kept)


gc.collect()
start = gc.get_count()[0]
print("D5", depth(100) - start, depth(100, frames := []) - start >= 100)
frames.clear()
