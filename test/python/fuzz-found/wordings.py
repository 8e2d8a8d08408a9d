# Found by the fuzzer: which names of types messages give, and when.
import collections
import operator


class Q:
    pass


class Text(str):
    pass


class Complex:
    def __complex__(self):
        return 5


Q.__module__ = "some.module"


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, "|", e)


def with_statement():
    with Q():
        pass


async def async_with():
    async with Q():
        pass


attempt(with_statement)
attempt(async_with().send, None)
attempt(str, b"a", None)
attempt(str, b"a", Q())
attempt(str, b"a", encoding=None)
attempt(str, b"a", errors=Q())
attempt(Text, b"a", None)
attempt(Text, b"a", Q())
attempt(complex, Q())
attempt(complex, Complex())
attempt(operator.indexOf, None, 1)
attempt(operator.countOf, None, 1)
attempt(operator.contains, None, 1)
attempt(collections.Counter, [{}])
attempt({}.get, {})
attempt(lambda: list[int][1])


class Generic[T, U = int]:
    pass


attempt(lambda: Generic[()])
print(Generic().__class__.__parameters__)

# Views of more dimensions, and backwards.
view = memoryview(bytes(range(12))).cast("B", [3, 4])
print(view[1:].tolist(), view[::2].shape, view[::-1].tolist(), view[1:][1:].tobytes())
print(list(reversed(memoryview(b"abc"))))
attempt(reversed, view)
attempt(lambda: next(reversed(view)))
target = memoryview(bytearray(3))
attempt(target.__setitem__, slice(0, 2), 5)
attempt(vars, memoryview(b""))


# To clear a list that is being sorted changes nothing.
def key(item):
    numbers.clear()
    return -item


numbers = [1, 2]
numbers.sort(key=key)
print(numbers)


def appending(item):
    numbers.append(3)
    return -item


attempt(numbers.sort, key=appending)
print(numbers)
