# Setting f_lineno: where it leads, and where it is refused.
import sys
import warnings

warnings.simplefilter("ignore")


class Jump:
    def __init__(self, function, at, to, event="line"):
        self.code = function.__code__
        self.first = function.__code__.co_firstlineno
        self.at, self.to, self.event = at, to, event
        self.done = False
        self.lines = []

    def __call__(self, frame, event, arg):
        if frame.f_code is not self.code:
            return None
        line = frame.f_lineno - self.first
        self.lines.append((event, line))
        if not self.done and event == self.event and line == self.at:
            self.done = True
            frame.f_lineno = self.first + self.to
        return self


def jump(function, at, to, event="line"):
    output = []
    tracer = Jump(function, at, to, event)
    sys.settrace(tracer)
    try:
        function(output)
        result = "done"
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    sys.settrace(None)
    print(f"{function.__name__} {at}->{to} {event}: {output} {result}")
    print("   ", " ".join(f"{e[0]}{n}" for e, n in tracer.lines))


def plain(out):
    out.append(1)
    out.append(2)
    out.append(3)

    out.append(5)


jump(plain, 1, 3)
jump(plain, 3, 1)
jump(plain, 2, 4)
jump(plain, 1, 5)
jump(plain, 2, 2)
jump(plain, 1, 100)
jump(plain, 2, -1)
jump(plain, 1, 0)
for event, at in ("call", 0), ("return", 5), ("opcode", 1):
    jump(plain, at, 2, event)


def loop(out):
    out.append(1)
    for i in (1, 2):
        out.append(i)
        out.append(-i)
    out.append(5)
    while len(out) < 8:
        out.append(7)
    else:
        out.append(9)
    out.append(10)


jump(loop, 1, 3)
jump(loop, 3, 4)
jump(loop, 3, 5)
jump(loop, 4, 2)
jump(loop, 5, 4)
jump(loop, 5, 7)
jump(loop, 5, 2)
jump(loop, 7, 10)


def nested(out):
    for a in "xy":
        for b in "z":
            out.append(b)
        out.append(a)
    for c in "w":
        out.append(c)


jump(nested, 3, 4)
jump(nested, 4, 3)
jump(nested, 3, 6)
jump(nested, 3, 5)


def handlers(out):
    try:
        out.append(2)
        1 / 0
    except ZeroDivisionError as e:
        out.append(5)
    except (TypeError, KeyError):
        out.append(7)
    else:
        out.append(9)
    finally:
        out.append(11)
    out.append(12)


jump(handlers, 1, 5)
jump(handlers, 2, 4)
jump(handlers, 2, 9)
jump(handlers, 2, 11)
jump(handlers, 2, 12)
jump(handlers, 5, 12)
jump(handlers, 5, 2)
jump(handlers, 5, 7)
jump(handlers, 11, 12)
jump(handlers, 12, 2)
jump(handlers, 12, 5)
jump(handlers, 4, 12)


class Manager:
    def __init__(self, out):
        self.out = out

    def __enter__(self):
        self.out.append("in")

    def __exit__(self, *args):
        self.out.append("out")


def withs(out):
    out.append(1)
    with Manager(out):
        out.append(3)
        out.append(4)
    out.append(5)


jump(withs, 1, 3)
jump(withs, 3, 5)
jump(withs, 3, 4)
jump(withs, 4, 2)
jump(withs, 5, 3)
jump(withs, 1, 5)


def finals(out):
    try:
        out.append(2)
    finally:
        out.append(4)
        out.append(5)
    out.append(6)


jump(finals, 2, 4)
jump(finals, 4, 2)
jump(finals, 4, 6)
jump(finals, 1, 6)
jump(finals, 6, 4)


def unbound(out):
    x = 1
    y = 2
    z = 3
    out.append((x, y, z))
    out.append(5)


jump(unbound, 1, 4)
jump(unbound, 2, 5)


def generator(out):
    def gen():
        yield 1
        yield 2
        yield 3
    first = gen.__code__.co_firstlineno

    def tracer(frame, event, arg):
        if frame.f_code is gen.__code__:
            if event == "return" and arg == 1:
                frame.f_lineno = first + 3
            return tracer
    sys.settrace(tracer)
    try:
        out.extend(gen())
    except Exception as error:
        out.append(repr(error))
    sys.settrace(None)


values = []
generator(values)
print(values)
frame = sys._getframe()
for value in (1, 1.0, "x", True, 10**20):
    try:
        frame.f_lineno = value
    except Exception as error:
        print(type(error).__name__, error)


def odd(out):
    for value in ("x", 1.5, 2**40, True):
        def tracer(frame, event, arg):
            if frame.f_code is plain.__code__ and event == "line":
                try:
                    frame.f_lineno = value
                except Exception as error:
                    out.append(f"{type(error).__name__}: {error}")
                return None
            return tracer
        sys.settrace(tracer)
        plain([])
        sys.settrace(None)


values = []
odd(values)
print(values)
