# A str that was asked for its UTF-8 form keeps it, and its size grows by that; ASCII's form is the str itself. Sizes near the largest.
import sys


def growth(ask, text):
    # A str of its own, not a constant.
    text = "".join([text[:2], text[2:]])
    before = sys.getsizeof(text)
    try:
        ask(text)
    except Exception as e:
        print(type(e).__name__, end=" ")
    return sys.getsizeof(text) - before


def rename(text):
    class C:
        pass

    C.__name__ = text


asks = {
    "compile": lambda s: compile(s, "x", "eval"),
    "eval": eval,
    "exec": exec,
    "class": lambda s: type(s, (), {}),
    "__name__": rename,
    "__doc__": lambda s: type("C", (), {"__doc__": s}),
    "hash": hash,
    "repr": repr,
    "encode": lambda s: s.encode(),
    "name of a file": lambda s: compile("1", s, "eval"),
}
for text in ("'ab'", "'äöü'", "'ä€'", "'a\U0001f600'", "'a\udc80'"):
    print(ascii(text), {name: growth(ask, text) for name, ask in asks.items()})


class Sized(int):
    def __sizeof__(self):
        return int(self)


print(sys.getsizeof(Sized(sys.maxsize)) - sys.getsizeof(Sized(sys.maxsize - 1)), sys.getsizeof(Sized(sys.maxsize)) > sys.maxsize)
for size in (sys.maxsize + 1, -1, -sys.maxsize - 2):
    try:
        print(sys.getsizeof(Sized(size)))
    except Exception as e:
        print(type(e).__name__, str(e).replace("ssize_t", "size"))
