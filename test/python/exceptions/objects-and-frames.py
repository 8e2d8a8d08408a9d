# Exceptions as objects: attributes, args, notes, context chains, tracebacks, and what they keep alive.

import sys

R = sys.getrefcount


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("  dead", self.n)


for e in (
    Exception(),
    Exception(1),
    Exception(1, "a"),
    KeyError("k"),
    KeyError(),
    KeyError(1, 2),
    OSError(1000, "m"),
    OSError(1000, "m", "f"),
    OSError(1000, "m", "f", None, "g"),
    OSError("single"),
    StopIteration(5),
    SystemExit(2),
    SystemExit(),
    UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "bad"),
    UnicodeEncodeError("ascii", "aé", 1, 2, "bad"),
    ImportError("m", name="n", path="p"),
    NameError("m", name="n"),
    AttributeError("m", name="n", obj=5),
    SyntaxError("m", ("file", 1, 2, "text", 1, 3)),
    SyntaxError("only"),
    ExceptionGroup("g", [ValueError(1)]),
    BaseExceptionGroup("b", [KeyboardInterrupt()]),
):
    attributes = {n: getattr(e, n) for n in ("code", "value", "errno", "strerror", "filename", "filename2", "name", "path", "obj", "msg", "lineno", "offset", "text", "start", "end", "reason", "encoding", "object", "message", "exceptions") if hasattr(e, n)}
    print(type(e).__name__, repr(e), repr(str(e)), e.args, attributes)
for source in ("ExceptionGroup('x', [])", "ExceptionGroup('x', [5])", "ExceptionGroup(5, [ValueError()])", "ExceptionGroup('x', 5)", "ExceptionGroup('x', [KeyboardInterrupt()])", "UnicodeDecodeError(1)", "ImportError(foo=1)", "NameError(foo=1)", "StopIteration(x=1)", "BaseException(x=1)", "Exception.with_traceback()", "Exception().with_traceback(5)", "Exception().add_note(5)", "setattr(Exception(), '__traceback__', 5)", "setattr(Exception(), '__cause__', 5)", "setattr(Exception(), '__context__', 5)", "delattr(Exception(), '__cause__')", "setattr(Exception(), 'args', 5)"):
    try:
        eval(source)
    except Exception as e:
        print(source, "!!", type(e).__name__, e)
e = ValueError("v")
e.add_note("first note")
e.add_note("second")
e.extra = D("in the exception's dict")
print(e.__notes__, vars(e).keys(), R(e))
e.args = (1, 2)
print(e, repr(e), e.__traceback__, e.__cause__, e.__context__)
del e
print("chain")


def chain():
    try:
        try:
            x = D("x")
            raise ValueError("one")
        except ValueError:
            y = D("y")
            raise TypeError("two")
    except TypeError as e:
        return e


e = chain()
print(repr(e.__context__), R(e), R(e.__context__), e.__traceback__.tb_frame.f_locals["y"].n)
e.__traceback__.tb_frame.clear()
print("frame cleared")
e = None


class Custom(Exception):
    def __init__(self, a, b=2):
        self.a, self.b = a, b

    def __str__(self):
        return f"custom {self.a} {self.b}"


try:
    raise Custom(1)
except Custom as c:
    print(c, repr(c), c.args, c.a)
try:
    raise Custom
except TypeError as t:
    print(t)


class NotReally:
    def __new__(cls):
        return ValueError("from new")


class Odd(Exception):
    def __new__(cls, *a):
        return ValueError("other type")


try:
    raise Odd
except Exception as o:
    print(type(o).__name__, o)


def deep(n):
    level = D(f"level {n}")
    if n == 0:
        raise RuntimeError("bottom")
    deep(n - 1)


try:
    deep(3)
except RuntimeError as r:
    tb = r.__traceback__
    names = []
    while tb:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    print(names)
    del tb
print("levels gone")
try:
    deep(1)
except RuntimeError as r:
    saved = r.with_traceback(None)
print("saved without traceback", R(saved))
try:
    try:
        deep(0)
    except RuntimeError as r:
        raise ValueError("converted") from r
except ValueError:
    print(repr(sys.exception().__cause__), sys.exception().__suppress_context__)


def generator():
    g = D("generator local")
    try:
        yield 1
    except ValueError as e:
        print("in generator", e, R(e))
        yield 2


g = generator()
next(g)
err = ValueError("thrown")
print(g.throw(err), R(err))
g.close()
del g
print(err.__traceback__ is not None)
err = None
print(sys.exc_info())
