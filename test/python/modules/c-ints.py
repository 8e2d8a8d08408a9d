# Numbers that don't fit into a C int.
import gc
import sys


def attempt(f, *args):
    try:
        print(f(*args))
    except (OverflowError, TypeError, ValueError) as error:
        print(type(error).__name__, error)


for value in 2**31, 2**63, -(2**31) - 1, -1, 0, "x", 1.5, None:
    attempt(sys.setrecursionlimit, value)
for value in 2**31, 2**70:
    attempt(gc.set_debug, value)
    attempt(gc.collect, value)
    attempt(sys.set_int_max_str_digits, value)
    attempt(sys._getframe, value)
    attempt(sys.set_coroutine_origin_tracking_depth, value)
attempt(gc.set_threshold, 2**64)
attempt(gc.set_threshold, 700, 10, "x")
