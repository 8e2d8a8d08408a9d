# The events of sys.settrace, with their line numbers, over every kind of statement.
import sys


def trace(function, *args):
    """Runs a function and prints its events, with lines counted from its own first one."""
    events = []

    def tracer(frame, event, arg):
        code = frame.f_code
        if code.co_name in ("tracer", "trace"):
            return None
        line = frame.f_lineno - function.__code__.co_firstlineno
        if event == "exception":
            arg = arg[0].__name__, str(arg[1]), arg[2] is not None
        elif event in ("call", "line", "opcode"):
            assert arg is None
        elif hasattr(arg, "__next__") or callable(arg) or isinstance(arg, Manager):
            arg = type(arg).__name__
        events.append((code.co_name, event, line, arg))
        return tracer

    sys.settrace(tracer)
    try:
        result = function(*args)
    except BaseException as error:
        result = f"raised {error!r}"
    finally:
        sys.settrace(None)
    print(f"== {function.__name__} -> {result!r}")
    for name, event, line, arg in events:
        print(f"{name:12} {event:10} {line:3} {arg!r}")


def straight(a, b):
    c = a + b
    d = (c +
         a)
    return d


def branches(n):
    if n > 2:
        x = 1
    elif n > 1:
        x = 2
    else:
        x = 3
    return x if n else -x


def loops():
    total = 0
    for i in range(3):
        if i == 1:
            continue
        total += i
    else:
        total += 10
    while total > 8:
        total -= 1
        if total == 9:
            break
    return total


def one_line_loops():
    for i in range(3): pass
    n = 0
    while n < 3: n += 1
    while True:
        n += 1
        if n > 5: return n


def comprehensions(items):
    a = [x + 1 for x in items]
    b = {x: y
         for x in items
         if x
         for y in [x]}
    c = sum(x for x in items)
    return a, b, c


def generator():
    x = yield 1
    try:
        y = yield x
    finally:
        z = 3
    yield from [7, 8]
    return y


def uses_generator():
    g = generator()
    next(g)
    g.send("one")
    g.send("two")
    return list(g)


def throws_into():
    g = generator()
    next(g)
    next(g)
    try:
        g.throw(KeyError("k"))
    except KeyError:
        pass
    h = generator()
    next(h)
    h.close()


def loop_over_generator():
    def numbers():
        yield 1
        yield 2
    for n in numbers():
        m = n
    return [n for n in numbers()]


def exceptions(n):
    try:
        1 / n
    except ZeroDivisionError as error:
        text = str(error)
    else:
        text = "fine"
    finally:
        text += "!"
    return text


def nested_finally():
    try:
        try:
            raise ValueError("inner")
        finally:
            x = 1
    except ValueError:
        x = 2
    return x


def finally_returns():
    for i in range(2):
        try:
            if i:
                return i
        finally:
            y = i


def propagates():
    def inner():
        {}["missing"]
    try:
        inner()
    except LookupError:
        return "caught"


def uncaught():
    def deepest():
        raise RuntimeError("out")
    x = 1
    deepest()
    x = 2


def reraises():
    try:
        try:
            raise OSError("a")
        except OSError:
            raise
    except OSError as e:
        raise TypeError("b") from e


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        return args[0] is KeyError


def with_statements():
    with Manager() as m:
        x = 1
    with Manager(), \
            Manager() as n:
        raise KeyError
    with Manager():
        return x


def classes():
    class C:
        a = 1
        def f(self):
            return self.a
        b = [a for _ in "ab"]
    return C().f()


def matching(value):
    match value:
        case [x, y] if x > y:
            return "falling"
        case [x, y]:
            return "rising"
        case {"k": v}:
            return v
        case _:
            return None


def decorated():
    def deco(f):
        return f

    @deco
    @deco
    def target(
        a=1,
    ):
        return a
    return target()


def call_over_lines(f):
    return f(
        1,
        f(2,
          3),
    )


def short_circuit(a, b):
    r = (a and
         b or
         not a)
    return r


def lambda_and_default():
    f = lambda x: x * 2
    def g(y=f(2)): return y
    return g()


def asserts(x):
    assert x, "no"
    assert not x, (
        "message")


def deletes():
    a = b = 1
    del a
    global made
    made = 1
    del made
    a, *b = "xyz"
    return a


def chained(a):
    return 0 < a < 10


def exception_group():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError as e:
        x = e
    except* TypeError:
        y = 1
    return 1


def ending_in_try():
    try:
        pass
    except Exception:
        pass


def while_true():
    i = 0
    while True:
        i += 1
        try:
            if i == 2:
                continue
            if i == 3:
                break
        finally:
            i += 0
    return i


for f, *args in [
    (straight, 1, 2), (branches, 3), (branches, 2), (branches, 0), (loops,), (one_line_loops,), (comprehensions, [0, 1]),
    (uses_generator,), (throws_into,), (loop_over_generator,), (exceptions, 0), (exceptions, 1), (nested_finally,),
    (finally_returns,), (propagates,), (uncaught,), (reraises,), (with_statements,), (classes,), (matching, [2, 1]),
    (matching, [1, 2]), (matching, {"k": 5}), (matching, 1), (decorated,), (call_over_lines, lambda *a: len(a)),
    (short_circuit, 0, 1), (short_circuit, 1, 0), (lambda_and_default,), (asserts, 1), (asserts, 0), (deletes,), (chained, 3),
    (chained, 0), (exception_group,), (ending_in_try,), (while_true,),
]:
    trace(f, *args)
