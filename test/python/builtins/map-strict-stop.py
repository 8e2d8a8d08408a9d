# map(strict=True) where an iterator raises StopIteration itself; and builtins that are another mapping.
import types


class Countdown:
    def __init__(self, size):
        self.size = size

    def __iter__(self):
        return self

    def __next__(self):
        self.size -= 1
        if self.size < 0:
            raise StopIteration("passed on")
        return self.size


def pack(*args):
    return args


def show(iterator):
    try:
        for item in iterator:
            print(item, end=" ")
        print("end")
    except ValueError as error:
        print(error)


show(map(pack, "AB", Countdown(1), strict=True))
show(map(pack, "AB", Countdown(2), "A", strict=True))
show(map(pack, "AB", Countdown(2), "ABC", strict=True))
show(map(pack, "AB", Countdown(3), strict=True))
show(map(pack, Countdown(1), "AB", strict=True))
show(map(pack, Countdown(2), "AB", strict=True))
show(map(pack, Countdown(2), "ABC"))

code = compile("x.__reduce__()", "test", "eval")
for builtins in {}, {"iter": iter}, {"iter": 5}:
    names = {"__builtins__": types.MappingProxyType(builtins), "x": iter([1, 2])}
    try:
        print(eval(code, names))
    except AttributeError as error:
        print(repr(error))
print(eval(code, {"x": iter([1, 2])}))
