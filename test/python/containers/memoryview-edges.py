# Views that are released while they are indexed, keys of several slices, and reading into what cannot be written.
import io

for key in ((slice(0, 1), slice(0, 2)), (0, slice(0, 1)), (0,), (0, 0), ()):
    for action in ("get", "set"):
        view = memoryview(bytearray(b"abcdef"))
        try:
            print(key, view[key] if action == "get" else view.__setitem__(key, b"a"))
        except (NotImplementedError, TypeError) as error:
            print(key, action, type(error).__name__, error)

for target in (memoryview(b"abc"), b"abc", 3, "abc"):
    for stream in (io.BytesIO(b"zzz"), io.BufferedReader(io.BytesIO(b"zzz"))):
        try:
            print(stream.readinto(target))
        except TypeError as error:
            print(error)
for stream in (io.BytesIO(b"zzz"), io.BufferedReader(io.BytesIO(b"zzz"))):
    target = bytearray(b"abc")
    print(stream.readinto(memoryview(target)), target)


class Releasing:
    def __index__(self):
        view.release()
        return 4


def store(view):
    view[Releasing()] = 42


def store_slice(view):
    view[Releasing() :] = b"1234"


def store_value(view):
    view[0] = Releasing()


actions = [lambda view: view[Releasing()], store, store_slice, store_value]
for action in actions:
    data = bytearray(range(8))
    view = memoryview(data)
    try:
        print(action(view))
    except ValueError as error:
        print(error, data)
view = memoryview(bytearray(range(8)))
print(list(view[: Releasing()]))
view = memoryview(bytearray(range(8)))
print(list(view[Releasing() : 8]))
view = memoryview(bytearray(range(64))).cast("B", (2, 32))
try:
    view[0, Releasing()]
except ValueError as error:
    print(error)
