# sys.monitoring: every event with its arguments.
import sys

E = sys.monitoring.events
TOOL = 3
log = []


def text(value):
    if hasattr(value, "co_name"):
        return f"<{value.co_name}>"
    if value is sys.monitoring.MISSING:
        return "MISSING"
    if isinstance(value, BaseException):
        return f"{type(value).__name__}({value})"
    if hasattr(value, "__qualname__"):
        return value.__qualname__
    if hasattr(value, "__next__") or type(value).__module__ == "__main__" or "async" in type(value).__name__:
        return type(value).__name__
    return repr(value)


def callback(name):
    def call(code, *args):
        if code in codes:
            log.append(" ".join([f"{name:17}", text(code), *map(text, args)]))
    return call


def monitor(events, function, *extra):
    """Runs the function with some events on, in the code of the function and of those given."""
    global codes
    codes = {f.__code__ if hasattr(f, "__code__") else f for f in (function, *extra)}
    for constant in function.__code__.co_consts:
        if hasattr(constant, "co_code"):
            codes.add(constant)
    sys.monitoring.use_tool_id(TOOL, "test")
    for name, number in vars(E).items():
        if number & events or name.startswith("C_"):
            sys.monitoring.register_callback(TOOL, number, callback(name))
    sys.monitoring.set_events(TOOL, events)
    try:
        function()
    except Exception as error:
        log.append(f"raised {error!r}")
    sys.monitoring.set_events(TOOL, 0)
    sys.monitoring.free_tool_id(TOOL)
    print("==", function.__name__, hex(events))
    print("\n".join(log))
    log.clear()


def calls():
    len("a")
    dict(a=1)
    "x".upper()
    helper(1, b=2)
    helper(*[1], **{"b": 2})
    max(*[1, 2])
    [].append(3)
    K().method()
    print
    int(*[])
    try:
        int("x")
    except ValueError:
        pass
    try:
        len(*[1])
    except TypeError:
        pass
    list(map(helper, [1]))


def helper(a, b=0):
    return a


class K:
    def __init__(self):
        super().__init__()

    def method(self):
        return self


def generator():
    def gen():
        x = yield 1
        yield x
        return 3
    g = gen()
    next(g)
    g.send(2)
    try:
        next(g)
    except StopIteration as e:
        pass
    for v in gen():
        pass
    h = gen()
    next(h)
    try:
        h.throw(KeyError("t"))
    except KeyError:
        pass
    i = gen()
    next(i)
    i.close()

    def outer():
        yield from gen()
    list(outer())


def branches():
    for i in range(3):
        if i == 1:
            x = i
        elif i is None:
            x = 0
        else:
            x = 2
    while x:
        x -= 1
    y = x and 1 or 2
    z = None
    if z is not None:
        y = 3
    for i in []:
        pass
    for i in "ab":
        if i == "b":
            break
    return [i for i in range(2) if i]


def raising():
    def deep():
        raise ValueError("v")
    try:
        deep()
    except TypeError:
        pass
    except ValueError:
        try:
            raise
        except ValueError as e:
            x = 1
        finally:
            y = 2
    try:
        try:
            1 / 0
        finally:
            y = 3
    except ZeroDivisionError:
        pass
    try:
        next(iter([]))
    except StopIteration:
        pass
    deep()


class Iterator:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration
        return self.n


def stop_iteration():
    for x in Iterator():
        pass

    def delegates():
        yield from Iterator()
    list(delegates())


def awaits():
    async def inner():
        return 1

    async def agen():
        yield 1
        yield 2

    async def outer():
        a = await inner()
        async for x in agen():
            a += x
        return a
    c = outer()
    try:
        c.send(None)
    except StopIteration as e:
        pass


FLOW = E.PY_START | E.PY_RESUME | E.PY_RETURN | E.PY_YIELD | E.PY_THROW | E.PY_UNWIND
RAISES = E.RAISE | E.RERAISE | E.EXCEPTION_HANDLED
monitor(E.CALL | E.C_RETURN | E.C_RAISE, calls)
monitor(E.CALL, calls, K.__init__)
monitor(FLOW, calls, helper, K.__init__, K.method)
monitor(FLOW, generator)
monitor(E.STOP_ITERATION | E.RAISE, generator)
monitor(E.STOP_ITERATION | E.LINE | E.RAISE, generator)
monitor(E.BRANCH_LEFT | E.BRANCH_RIGHT | E.JUMP, branches)
monitor(E.BRANCH, branches)
monitor(E.LINE, branches)
monitor(E.INSTRUCTION, branches)
monitor(E.INSTRUCTION | E.LINE | E.BRANCH | E.JUMP, branches)
monitor(RAISES, raising)
monitor(RAISES | FLOW | E.LINE, raising)
monitor(E.RAISE | E.STOP_ITERATION, stop_iteration)
monitor(E.RAISE | E.STOP_ITERATION | E.BRANCH, stop_iteration)
monitor(FLOW | E.RAISE | E.STOP_ITERATION, awaits)
monitor(E.BRANCH_LEFT | E.BRANCH_RIGHT | E.LINE | E.JUMP, awaits)
