# How the main module's objects die at the end if it has functions, which hold its dictionary: fact F2 (the list is in
# test/facts.test.ts). Asked of a native CPython, since the oracle never ends its main module.
import weakref
import sys


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self, write=sys.stdout.write):
        write(f"F2 {self.n}\n")


def function():
    return a


def generator():
    try:
        d = D("in a generator")
        yield
    finally:
        print("F2 finally of a generator")


def raises():
    local = D("local of an uncaught exception")
    raise SystemExit(3)


a = D("a")
ring = D("in a cycle")
ring.itself = ring
_c = D("_c")
z = D("z")
g = generator()
next(g)
watched = D("watched")
reference = weakref.ref(watched, lambda r: print("F2 callback that must not run"))
raises()
