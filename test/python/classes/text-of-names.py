# Names and docstrings of classes that cannot be encoded; a __repr__ that gives no text; what join() asks meanwhile.
for text in ("\udcdc", "x\0y", "plain"):

    class Plain:
        "doc"

    for make in (
        lambda: type("A", (), {"__doc__": text}).__doc__,
        lambda: type(text, (), {}).__name__,
        lambda: setattr(Plain, "__doc__", text),
        lambda: setattr(Plain, "__name__", text),
        lambda: setattr(Plain, "__qualname__", text),
        lambda: setattr(Plain, "__module__", text),
    ):
        try:
            print(ascii(make()))
        except ValueError as error:
            print(type(error).__name__, ascii(str(error)))


class NoRepr:
    def __repr__(self):
        return 5


class NoStr:
    def __str__(self):
        return 5


for thing in (NoRepr(), NoStr()):
    for show in (str, repr, format, ascii, print, "{}".format, "%s".__mod__, lambda x: f"{x}", lambda x: f"{x!r:>5}", lambda x: str([x]), object.__str__):
        try:
            print(type(show(thing)).__name__ if show is not print else "printed")
        except TypeError as error:
            print(error)


def growing(array):
    yield b"a"
    array.extend(b"more")
    yield b"b"


separator = bytearray(b",")
try:
    separator.join(growing(separator))
except BufferError as error:
    print(error, separator)
separator += b";"
print(separator.join([b"a", b"b"]), separator)
