"""The cmath module: finite values to 12 digits, the tables of infinities and NaNs, refusals, conversions."""
import cmath
from math import copysign, inf, nan

UNARY = 'acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh'.split()
FINITE = [0.0, -0.0, 1.0, -1.0, 0.5, -2.25, 1e-310, 1e-17, -3e-5, 12.5, -709.9, 711.0, 1e200, -1.7e308, 0.72, 1.0000001]


def short(x):
    return f'{x:.12g}'


def show(z):
    return f'{short(z.real)},{short(z.imag)}' if isinstance(z, complex) else short(z) if isinstance(z, float) else repr(z)


def attempt(f, *args, **kwargs):
    try:
        result = f(*args, **kwargs)
    except Exception as e:
        return f'{type(e).__name__}: {e}'
    return ' '.join(map(show, result)) if isinstance(result, tuple) else show(result)


for name in UNARY + ['phase', 'polar', 'isfinite', 'isinf', 'isnan']:
    f = getattr(cmath, name)
    print(name, f.__text_signature__)
    values = FINITE if name in UNARY else [1.0, -0.0, inf, nan]
    for x in values:
        print(short(x), [attempt(f, complex(x, y)) for y in values])

SPECIAL = [-inf, -2.0, -0.0, 0.0, 2.0, inf, nan]
for name in UNARY:
    print('special', name)
    for x in SPECIAL:
        print(x, [attempt(getattr(cmath, name), complex(x, y)) for y in SPECIAL])
print('rect')
for r in SPECIAL + [1e308, 3.5]:
    print(r, [attempt(cmath.rect, r, phi) for phi in SPECIAL + [0.5, 4]])

for args in [(1, 0), (0,), (0, 2), (2, 10), (8, 2), (2j, 1j), (5, 1), (), (1, 2, 3), (1, inf), (1, None), ('1',)]:
    print('log', args, attempt(cmath.log, *args))
for args in [(1,), (1, 1j), (1j, 1), ('1', 1), (1, 2, 3)]:
    print('rect', args, attempt(cmath.rect, *args))
print(attempt(cmath.polar, complex(1.7e308, 1.7e308)), attempt(cmath.exp, 710), attempt(cmath.exp, 709))


class Complex:
    def __complex__(self):
        return 1 + 2j


class Float:
    def __float__(self):
        return 2.5


class Index:
    def __index__(self):
        return 2


class Wrong:
    def __complex__(self):
        return 1


class Raising:
    def __complex__(self):
        raise KeyError('mine')


class Sub(complex):
    def __complex__(self):
        return 5j


for x in [Complex(), Float(), Index(), Wrong(), Raising(), Sub(3), '1', b'1', None, 10**400, True, 7]:
    print(type(x).__name__, attempt(cmath.sqrt, x), attempt(cmath.isfinite, x))
print(attempt(cmath.sqrt), attempt(cmath.sqrt, 1, 2), attempt(cmath.sqrt, z=1))

for args, kwargs in [
    ((1, 1 + 1e-10j), {}), ((1, 1 + 1e-8j), {}), ((1, 1.1), {'rel_tol': 0.2}), ((0, 1e-12j), {}), ((0, 1e-12j), {'abs_tol': 1e-9}),
    ((inf, inf), {}), ((inf, 1e308), {}), ((complex(inf, 1), complex(inf, 1)), {}), ((nan, nan), {}), ((1, 2), {'rel_tol': -1}),
    ((1, 2), {'abs_tol': -1}), ((1,), {}), ((1, 2, 3), {}), (('a', 2), {}), ((1, 2), {'rel_tol': 1j}),
]:
    print('isclose', args, kwargs, attempt(cmath.isclose, *args, **kwargs))
print(cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.nan, cmath.infj, cmath.nanj, copysign(1, cmath.infj.real))
print(sorted(name for name in dir(cmath) if name[0] != '_'))
