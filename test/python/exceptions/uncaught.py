# An uncaught exception ends the program with exit code 1, after the finally blocks; the last line says what it was.

import sys


class D:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"D({self.n!r})"


class MyError(Exception):
    def __str__(self):
        return f"my text {self.args}"


def inner(x):
    try:
        raise MyError(x, D(1))
    finally:
        print("finally")


def outer():
    try:
        inner("a")
    except KeyError:
        print("no")


sys.stdout.flush()
outer()
print("never")
