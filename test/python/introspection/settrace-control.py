# What trace functions can do: local functions, f_trace, f_trace_lines, f_trace_opcodes, errors, counts.
import sys


def target():
    a = 1
    b = 2
    return a + b


def show(title, run):
    print("==", title)
    try:
        print("result", run())
    except BaseException as error:
        print("raised", repr(error))
        tb = error.__traceback__
        while tb is not None:
            print("  ", tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno)
            tb = tb.tb_next
    print("tracing after:", sys.gettrace() is not None)
    sys.settrace(None)


base = target.__code__.co_firstlineno


def only_calls():
    def tracer(frame, event, arg):
        print(event, frame.f_code.co_name)
    sys.settrace(tracer)
    result = target()
    sys.settrace(None)
    return result


show("a tracer that returns None hears of calls only", only_calls)


def switches():
    def second(frame, event, arg):
        print("second", event, frame.f_lineno - base)
        return None

    def first(frame, event, arg):
        print("first", event, frame.f_lineno - base)
        return second

    def outer(frame, event, arg):
        if frame.f_code is target.__code__:
            print("outer", event)
            return first
    sys.settrace(outer)
    result = target()
    sys.settrace(None)
    return result


show("a local tracer replaces itself", switches)


def raising(kind):
    def run():
        def tracer(frame, event, arg):
            if frame.f_code is target.__code__:
                if event == kind:
                    raise ValueError(f"in {kind}")
                return tracer
        sys.settrace(tracer)
        return target()
    return run


for kind in ("call", "line", "return"):
    show(f"a tracer raises at {kind}", raising(kind))


def failing():
    try:
        1 / 0
    except ZeroDivisionError as error:
        return error
    return "not caught"


def raise_at_exception():
    def tracer(frame, event, arg):
        if event == "exception":
            raise KeyError("instead")
        return tracer
    sys.settrace(tracer)
    return failing()


show("a tracer raises at exception", raise_at_exception)


def set_f_trace():
    def local(frame, event, arg):
        print("local", event, frame.f_lineno - set_f_trace.__code__.co_firstlineno)
        return local
    frame = sys._getframe()
    print(frame.f_trace)
    sys.settrace(lambda *args: None)
    a = 1
    frame.f_trace = local
    b = 2
    c = 3
    print(frame.f_trace is local)
    del frame.f_trace
    d = 4
    print(frame.f_trace)
    frame.f_trace = local
    frame.f_trace = None
    e = 5
    sys.settrace(None)


show("f_trace", set_f_trace)


def opcodes():
    def tracer(frame, event, arg):
        if frame.f_code is not target.__code__:
            return None
        if event == "call":
            frame.f_trace_opcodes = True
            frame.f_trace_lines = False
        print(event, frame.f_lasti, frame.f_lineno - base, frame.f_trace_opcodes, frame.f_trace_lines)
        return tracer
    sys.settrace(tracer)
    result = target()
    sys.settrace(None)
    print(target())
    return result


show("opcodes", opcodes)


def opcodes_switched():
    def tracer(frame, event, arg):
        if frame.f_code is not target.__code__:
            return None
        print(event, frame.f_lasti, frame.f_lineno - base)
        if event == "line":
            frame.f_trace_opcodes = frame.f_lineno == base + 2
        return tracer
    sys.settrace(tracer)
    result = target()
    sys.settrace(None)
    return result


show("opcodes from one line to the next", opcodes_switched)

frame = sys._getframe()
for name, values in {"f_trace_lines": [1, None, "x"], "f_trace_opcodes": [1, None]}.items():
    for value in values:
        try:
            setattr(frame, name, value)
        except Exception as error:
            print(name, value, type(error).__name__, error)
for name in ("f_trace_lines", "f_trace_opcodes", "f_lineno"):
    try:
        delattr(frame, name)
    except Exception as error:
        print(name, type(error).__name__, error)
try:
    sys.call_tracing(target, [])
except TypeError as error:
    print(error)


def calls_tracing():
    def inner_tracer(frame, event, arg):
        if frame.f_code is target.__code__:
            print("inner", event, frame.f_lineno - base)
        return inner_tracer

    def tracer(frame, event, arg):
        if frame.f_code is failing.__code__ and event == "call":
            target()
            sys.settrace(inner_tracer)
            print(sys.call_tracing(target, ()))
            sys.settrace(tracer)
        return None
    sys.settrace(tracer)
    failing()
    sys.settrace(None)


show("call_tracing", calls_tracing)


class Value:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def counts():
    v = Value("v")
    w = [v]
    del v
    return w


def count_references():
    def tracer(frame, event, arg):
        if frame.f_code is not counts.__code__:
            return None
        print(event, sys.getrefcount(frame), sys.getrefcount(frame.f_code) - before, sorted(frame.f_locals),
              sys.getrefcount(arg) if event == "return" else "")
        if "v" in frame.f_locals:
            print("count of v", sys.getrefcount(frame.f_locals["v"]))
        return tracer
    before = sys.getrefcount(counts.__code__)
    sys.settrace(tracer)
    counts()
    sys.settrace(None)
    print(sys.getrefcount(tracer), sys.getrefcount(counts.__code__) - before)
    arguments = []

    def keeps(frame, event, arg):
        if event == "exception":
            arguments.append(arg)
            print("exception", sys.getrefcount(arg), sys.getrefcount(arg[1]), sys.getrefcount(arg[2]))
        return keeps
    sys.settrace(keeps)
    failing()
    sys.settrace(None)
    print([len(a) for a in arguments], sys.getrefcount(arguments[0]), sys.getrefcount(arguments[0][1]))


show("counts", count_references)
print(list(sys._current_frames().values()) == [sys._getframe()], sys.gettrace(), sys.getprofile())
