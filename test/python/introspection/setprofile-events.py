# The events of sys.setprofile.
import sys

events = []


def profiler(frame, event, arg):
    if event.startswith("c_"):
        arg = getattr(arg, "__qualname__", arg), type(arg).__name__, getattr(arg, "__self__", None)
        if hasattr(arg[2], "__next__") or hasattr(arg[2], "__dict__"):
            arg = arg[:2]
    elif hasattr(arg, "__next__"):
        arg = type(arg).__name__
    events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, arg))


def profile(function):
    sys.setprofile(profiler)
    try:
        function()
    except Exception as error:
        print(repr(error))
    sys.setprofile(None)
    print("==", function.__name__)
    for event in events:
        print(*event)
    events.clear()


def natives():
    len("abc")
    "abc".upper()
    [].append(1)
    str.upper("x")
    int("5")
    f = [3, 1].sort
    f()
    f(key=lambda x: -x)
    print("x", end="\n")
    max(*[1, 2])
    dict(a=1)
    "a,b".split(sep=",")


def failing():
    try:
        len(5)
    except TypeError:
        pass
    try:
        [].pop()
    except IndexError:
        pass
    int("x")


def generators():
    def gen():
        got = yield 1
        yield got
    g = gen()
    next(g)
    g.send(3)
    try:
        g.throw(ValueError)
    except ValueError:
        pass
    return list(gen())


class A:
    def __init__(self, x):
        self.x = x

    def method(self):
        return self.x


class B(A):
    def method(self):
        return super().method()


def objects():
    b = B(1)
    b.method()
    sorted([2, 1], key=lambda v: v)
    exec("y = 1")
    [x for x in map(str, [1])]


for f in (natives, failing, generators, objects):
    profile(f)


def raises(frame, event, arg):
    if event == "call" and frame.f_code.co_name == "natives":
        raise ValueError("no profile")


sys.setprofile(raises)
try:
    natives()
except ValueError as error:
    tb = error.__traceback__
    while tb:
        print(tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno)
        tb = tb.tb_next
print(sys.getprofile())
