# What a value waits for while an expression, a loop or a statement is under way.
import decref


class C:
    def __init__(self, *args):
        pass

    def __add__(self, other):
        print(decref.why(other))
        return self

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        print(decref.why(self))

    def __getitem__(self, index):
        print(decref.why(index))


def show(x):
    print(decref.why(x))
    return x


show(C())
C() + C()
[C(), show(C())]
{"key": show(C())}
print(show(C()) is None, end="\n")
with C():
    pass
C()[C()]
for x in (C(),):
    show(x)


def generator(x):
    received = yield x
    show(received)
    yield


g = generator(C())
show(next(g))
g.send(C())
[show(y) for y in [C()]]
f"{show(C())!s:.0}"
try:
    raise ValueError(C())
except ValueError as e:
    show(e)
