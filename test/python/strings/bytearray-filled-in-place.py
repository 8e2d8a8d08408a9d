# bytearray.__init__ adds what an iterator yields one by one, where all can see it; what pickle and copy take
# from a bytearray is bytes or text, and nothing of an empty one.
import copy

filled = bytearray(b"before")


def numbers():
    for i in range(6):
        yield i
        print(filled, filled.__alloc__())


filled.__init__(numbers())
print(filled)


class Sly(list):
    def __iter__(self):
        return iter((7, 8))


filled.__init__(Sly([1, 2, 3]))
print(filled, bytes(Sly([1])))


def report(action):
    try:
        print("fine", action())
    except Exception as error:
        print(type(error).__name__, error)


def wrong():
    yield 1
    yield 256


report(lambda: filled.__init__(wrong()))
print(filled)
report(lambda: filled.__init__((1, 2, "3")))
filled[:] = b"\1\2"
report(lambda: filled.__init__(3.5))

view = memoryview(filled)
report(lambda: filled.__init__(iter([5])))
report(lambda: filled.__setitem__(slice(None, None, 2), b""))
view.release()
del view
filled[:] = b"abcdefgh"
filled[1:6:2] = b""
print(filled)


class Named(bytearray):
    pass


for each in bytearray(), bytearray(b"abc"), Named(), Named(b"abc"):
    print(each.__reduce__(), each.__reduce_ex__(2), each.__reduce_ex__(4))

named = Named(b"abcd")
named.inner = Named(b"efgh")
for way in copy.copy, copy.deepcopy:
    twin = way(named)
    print(type(twin).__name__, twin, twin.inner, twin.inner is named.inner)
print(bytes.__doc__.startswith("bytes("), bytearray.__doc__.startswith("bytearray("))
