# try/except/else/finally in every combination: order, what is alive when, what e is, and what is left of it.

import sys

R = sys.getrefcount


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("  dead", self.n)


def f(how):
    local = D(f"local of {how}")
    try:
        print("try", how)
        if how == "raise":
            raise ValueError("v")
        if how == "return":
            return "from try"
        if how == "type":
            None + 1
    except ValueError as e:
        print("except", e, R(e))
        return "from except"
    else:
        print("else")
    finally:
        print("finally", R(local))
    return "after"


for how in ("nothing", "raise", "return", "type"):
    try:
        print(f(how))
    except TypeError as e:
        print("outer", e, e.__traceback__.tb_next.tb_frame.f_code.co_name, R(e))
    print("next")
try:
    e
except NameError as x:
    print(x)


def finally_wins():
    try:
        return 1
    finally:
        return 2


def finally_swallows():
    for _ in range(2):
        try:
            raise KeyError("lost")
        finally:
            break
    return "swallowed"


def finally_keeps():
    x = [1]
    try:
        return x
    finally:
        x = x + [2]
        print("x rebound", x)


print(finally_wins(), finally_swallows(), finally_keeps())


def nested():
    try:
        try:
            raise ValueError("inner")
        except ValueError as e:
            raise KeyError("second") from e
        finally:
            print("inner finally")
    except KeyError as e:
        print(repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
        try:
            raise IndexError
        except IndexError as i:
            print(repr(i.__context__), sys.exception() is i)
        print(sys.exception() is e)
    print(sys.exception())


nested()


def reraise():
    try:
        try:
            raise OSError(1000, "text")
        except OSError:
            raise
    except Exception as e:
        print(type(e).__name__, e, e.args, e.errno, e.strerror)
        tb, n = e.__traceback__, 0
        while tb:
            n += 1
            tb = tb.tb_next
        print("entries", n)


reraise()


def multiple(x):
    try:
        raise x
    except (TypeError, ValueError) as e:
        return "tuple", type(e).__name__
    except LookupError as e:
        return "lookup", type(e).__name__
    except BaseException as e:
        return "base", type(e).__name__


for x in (TypeError, ValueError("v"), KeyError("k"), IndexError, KeyboardInterrupt, SystemExit(3), StopIteration(5), 5, "s", None, int, D):
    print(multiple(x))
for bad in ("raise 5", "raise 'x'", "raise None", "raise int", "raise ValueError from 5", "raise ValueError from None", "raise ValueError('a') from KeyError", "raise ValueError from int", "raise"):
    try:
        exec(bad)
    except BaseException as e:
        print(bad, "->", type(e).__name__, e, repr(e.__cause__), e.__suppress_context__)
for clause in ("5", "int", "(ValueError, 5)", "'x'", "[ValueError]", "()"):
    try:
        exec(f"try:\n raise ValueError('orig')\nexcept {clause}: print('caught')")
    except BaseException as e:
        print(clause, "->", type(e).__name__, e, repr(e.__context__))


class Err(Exception):
    def __init__(self, *args):
        super().__init__(*args)
        self.d = D("attribute of an exception")


try:
    raise Err("x")
except Err as err:
    print(err, R(err), R(err.d))
print("gone")
kept = None
try:
    held = D("in the frame")

    def raiser():
        inside = D("inside raiser")
        raise Err("kept")

    raiser()
except Err as err:
    kept = err
print("kept", R(kept), kept.__traceback__.tb_next.tb_frame.f_locals["inside"].n)
kept.__traceback__ = None
print("traceback gone")
kept = None
held = None


class Manager:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        return self

    def __exit__(self, t, v, tb):
        print("exit", t and t.__name__, v, tb is not None)
        return self.swallow

    def __del__(self):
        print("  manager dead")


with Manager(True) as m:
    raise ValueError("swallowed")
try:
    with Manager(False):
        raise ValueError("passed")
except ValueError as e:
    print("got", e)
del m
try:
    with Manager(True), Manager(False):
        1 / 0
    print("continues")
    with 5:
        pass
except TypeError as e:
    print(e)
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2), ExceptionGroup("h", [ValueError(3)])])
except* ValueError as g:
    print("values", g.exceptions, g.message)
except* TypeError as g:
    print("types", g.exceptions)
