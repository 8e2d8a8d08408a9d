# Found by the fuzzer: who dies when a raise fails, and what the exceptions say.


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n)


class X(Exception):
    def __del__(self):
        print("del X")


def attempt(f):
    try:
        f()
    except BaseException as e:
        print(type(e).__name__, "|", e, "|", repr(e.__cause__), repr(e.__context__), e.__suppress_context__)


def no_exception():
    raise D(1) from X(2)


def wrong_cause():
    raise X(3) from D(4)


class Five(Exception):
    def __new__(cls):
        return 5


def wrong_instance():
    raise Five


def wrong_cause_instance():
    raise X from Five


for f in (no_exception, wrong_cause, wrong_instance, wrong_cause_instance):
    attempt(f)

# A class whose bases have no order is gone before anybody hears of the error.
try:
    class C[P](object):
        x = D(5)
except TypeError as e:
    print(e)
try:
    class C(object, int):
        x = D(6)

        def m(self):
            pass
except TypeError as e:
    print(e)
try:
    type("C", (int, str), {"x": D(7)})
except TypeError as e:
    print(e)
try:
    type("\ud800x", (), {"x": D(8)})
except UnicodeEncodeError as e:
    print(e.encoding, e.start, e.reason)


# A group that is split off suppresses its context, though nobody said so.
def star(make):
    try:
        try:
            raise make()
        except* ValueError:
            pass
    except BaseExceptionGroup as e:
        print(repr(e), e.__suppress_context__, e.__cause__, e.__context__)


star(lambda: ExceptionGroup("g", [KeyError(1)]))
star(lambda: ExceptionGroup("g", [KeyError(1), ValueError(2)]))
print(ExceptionGroup("g", [ValueError(1)]).subgroup(ValueError).__suppress_context__)


def unbound():
    try:
        local
    except UnboundLocalError as e:
        print(e, e.name)
    local = 1

    def inner():
        try:
            free
        except NameError as e:
            print(e, e.name)

    inner()
    free = 1


unbound()


# Whose error knows the object depends on where the attributes lie.
class I(int):
    pass


class P:
    pass


class L(list):
    pass


for o in (I(), P(), L(), X()):
    try:
        del o.nothing
    except AttributeError as e:
        print(type(o).__name__, e.name, e.obj is o)
del o


# A naked exception in `except*` becomes a group, which was raised where the clause is.
def naked():
    try:
        raise ValueError("naked")
    except* ValueError as e:
        lines = e.__traceback__.tb_lineno, e.__traceback__.tb_next, e.exceptions[0].__traceback__.tb_lineno
        print(repr(e), lines)
    try:
        raise KeyboardInterrupt
    except* KeyboardInterrupt as e:
        print(repr(e))


naked()

# What no parser understands has no place; bytes may name their encoding.
for source in (b"\xff", b"# coding: no-such\n", b"# coding: ascii\n\xff", "\ud800", b"a\0", b"\xef\xbb\xbf# coding: latin-1\n1"):
    try:
        compile(source, "<bytes>", "exec")
    except (SyntaxError, UnicodeEncodeError) as e:
        print(type(e).__name__, e.args[0], getattr(e, "end_lineno", "-"))
print(eval(b"# coding: latin-1\n'\xe9'"), eval(b"# coding: koi8-r\n'\xc1'"), eval("# coding: latin-1\n'\xe9'"), eval(b"\xef\xbb\xbf'\xc3\xa9'"))
