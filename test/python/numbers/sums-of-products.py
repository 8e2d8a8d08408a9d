# math.sumprod, nextafter and fma where the order of things and the sign of a zero show.
import math
from decimal import Decimal
from fractions import Fraction


def attempt(f, *args, **keywords):
    try:
        print(repr(f(*args, **keywords)))
    except (ArithmeticError, ValueError, TypeError) as error:
        print(repr(error))


INF = math.inf
for p, q in [
    ([10**1000], [1.0]),
    ([0.1] * 10, [1] * 10),
    ([0.1] * 20, [True, False] * 10),
    ([True, False] * 10, [0.1] * 20),
    ([1.0, 10e100, 1.0, -10e100], [1.0] * 4),
    ((-5, -5, 10), (2**62, 1.5, 2**61)),
    ([1.5, True], [2, 3]),
    ([2**53 + 1], [1.0]),
    ([1, 2.5], [2**70, 1.0]),
    ([INF, 1], [0, 1]),
    ([1.0, INF], [2.0, -INF]),
    ([Fraction(1, 2), 1.5], [2, 2]),
    ([Decimal("1.5"), 2], [3, 4]),
    ([1e308, 1e308], [10.0, -10.0]),
    ([1e-200, 1e-200], [1e-200, 3e-120]),
    ([5e-324] * 3, [0.5] * 3),
    (range(5), iter(range(5))),
    ([], []),
    ([1], []),
    ("a", [1]),
    ([1], 5),
]:
    attempt(math.sumprod, p, q)

TINY = 5e-324
for x, y in [(TINY, 0.0), (-TINY, 0.0), (TINY, -0.0), (-TINY, -0.0), (-TINY, 1.0), (0.0, -0.0), (-0.0, 0.0), (-0.0, -1.0), (1.0, INF)]:
    print(math.nextafter(x, y), [math.nextafter(x, y, steps=n) for n in (0, 1, 2, 3)])
attempt(math.nextafter, 1.0, 2.0, steps=-1)

for arguments in [
    (INF, 2, INF),
    (INF, -2, INF),
    (2, 3, -INF),
    (1e300, 1e300, -INF),
    (-1e300, 1e300, INF),
    (INF, 0, 1),
    (math.nan, 1, INF),
    (INF, 0, math.nan),
    (1e300, 1e300, 0),
    (1e300, 1e300, -1e300),
]:
    attempt(math.fma, *arguments)
