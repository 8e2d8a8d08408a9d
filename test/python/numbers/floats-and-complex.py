# float and complex: repr, arithmetic, conversions, rounding, methods.

cases = """
0.1 + 0.2, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 1.0, -0.0, 5e-324, 1.7976931348623157e308, 1e22, 1e23
float('inf'), -float('inf'), float('nan'), float('1e5'), float(' 1.5 '), float('1_0.5'), float('.5'), float('5.'), float('infinity'), float('-NaN')
float('abc')
float('')
float('1__0')
float(None)
float([])
float('1e400'), float(10**300), float(True), float()
float(10**400)
1.5 // 1, -1.5 // 1, 1.5 % 1, -1.5 % 1, 5.5 % -2, 1e308 * 10, divmod(5.5, 2), divmod(-5.5, 2)
1.0 / 0
1.0 // 0
1.0 % 0
0.0 ** -1
(-8.0) ** 0.5
2 ** 0.5, 4 ** 0.5, 2.0 ** 3, 0.0 ** 0, float('inf') ** 0, 1.0 ** float('nan')
round(0.5), round(1.5), round(2.5), round(-0.5), round(2.675, 2), round(1234.5678, -2), round(1.5, 0), round(1e300, 2), round(0.15, 1)
round(float('nan'))
round(float('inf'))
round('a')
int(2.9), int(-2.9), (2.0).is_integer(), (2.5).is_integer()
(0.5).as_integer_ratio(), (0.1).as_integer_ratio(), (0.1).hex(), float.fromhex('0x1.8p1'), float.fromhex('inf'), (0.0).hex(), (-5e-324).hex()
float.fromhex('xyz')
float('inf').as_integer_ratio()
float('nan').as_integer_ratio()
float('nan') == float('nan'), float('nan') != float('nan'), float('inf') > 10**400, 1.0 == 1, 0.0 == -0.0
hash(float('inf')), hash(1.0), hash(-1.0), hash(0.0)
min(1.0, 1), max(0.0, -0.0), sum([0.1] * 10), sum([1e100, 1.0, -1e100]), sum([1, 2.5]), abs(-1.5)
1.5 + 'a'
1.5 < 'a'
1.5 & 1
(1.5).real, (1.5).imag, (1.5).conjugate(), (1.5).__trunc__(), (1.5).__floor__(), (1.5).__ceil__(), (2.5).__round__()
repr(1e300 * 1e10), str(1.0), '%.3f' % 2.0005, f'{1/3:.10f}', f'{1e10:g}', f'{123456.0:g}', f'{1234567.0:g}'
1j, 1 + 2j, -1j, 1.5 - 0j, complex(1, 2), complex('1+2j'), complex('j'), complex(), complex(1.5), complex('-1e5-2.5j'), complex('(1+2j)')
complex('1 + 2j')
complex('abc')
complex(1, 'a')
complex('1', 2)
(1 + 2j) * (3 - 1j), (1 + 2j) / (3 - 1j), (1 + 2j) ** 2, (1 + 2j) + 1, 1 - (1 + 2j), -(1 + 2j), abs(3 + 4j), (1 + 2j).conjugate()
(1 + 2j).real, (1 + 2j).imag, (1 + 2j) == (1 + 2j), 1 + 0j == 1, hash(1 + 0j) == hash(1), bool(0j), 2 ** (1 + 1j)
1j // 1
1j < 2j
1j / 0
0j ** -1
int(1j)
float(1j)
complex(float('inf'), float('nan')), complex(0.0, -0.0), complex(-0.0, 0.0), complex(-0.0, -0.0), -0j, 1e20j
f'{1+2j:.2f}', f'{1.5+2j}', format(1 + 2j, '>12'), '{:e}'.format(1j)
round(1j)
1j % 2
float('1.7976931348623159e308'), 2.5e-324, 4.9e-324, 0.1 + 0.7, 1.1 * 3, 1/3, 100 * 1.1, 3.0e-3, 1e-7 * 3
123456789.123456789, 1.0e10, 12345678.9e10, 0.00001234, 1e21, 1e100, 9007199254740993.0, 0.1 * 3, 4.35 * 100
""".strip().splitlines()

for source in cases:
    try:
        print(source, "->", repr(eval(source)))
    except Exception as e:
        print(source, "!!", type(e).__name__, e)


class F:
    def __float__(self):
        return 2.5

    def __complex__(self):
        return 1j


class Bad:
    def __float__(self):
        return "x"


print(float(F()), complex(F()))
try:
    float(Bad())
except TypeError as e:
    print(e)
try:
    complex(Bad())
except TypeError as e:
    print(e)


class MyFloat(float):
    def __repr__(self):
        return f"<{super().__repr__()}>"


x = MyFloat(1.5)
print(x, [x], x + 1, type(x + 1), x == 1.5, f"{x}", str(x), x.hex())
import sys

y = 1.5 * 2
print(sys.getrefcount(y), id(1.5 * 3) == id(2.5 * 3))
del y
print(float.__getformat__("double")[:4], sys.float_info.max, sys.float_info.dig)
