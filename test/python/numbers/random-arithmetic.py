# Operators on random ints, bools, floats and complex numbers; conversions and their errors.

class Generator:
    """A random generator of our own: the same numbers everywhere."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def choice(self, items):
        return items[self.below(len(items))]

    def randint(self, low, high):
        return low + self.below(high - low + 1)


random = Generator(12345)


def show(f):
    try:
        return repr(f())
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


def integer():
    bits = random.choice([3, 8, 31, 33, 53, 54, 64, 200])
    n = 0
    for _ in range(0, bits, 31):
        n = n << 31 | random.below(2**31)
    n &= 2**bits - 1
    return -n if random.below(2) else n


def real():
    which = random.below(8)
    return [0.0, -0.0, float("inf"), float("-inf"), float("nan"), float(integer()), integer() / 1024, random.below(10**6) / 10**5 - 5][which]


def number():
    which = random.below(10)
    if which < 5:
        return integer()
    if which < 8:
        return real()
    return bool(random.below(2)) if which < 9 else complex(real(), real())


OPERATORS = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "//": lambda a, b: a // b, "%": lambda a, b: a % b,
    "/": lambda a, b: a / b, "divmod": divmod, "&": lambda a, b: a & b, "|": lambda a, b: a | b, "^": lambda a, b: a ^ b,
    "<<": lambda a, b: a << b % 70 if isinstance(b, int) else a << b, ">>": lambda a, b: a >> b, "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b, "==": lambda a, b: a == b, "!=": lambda a, b: a != b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}
names = list(OPERATORS)
for k in range(400):
    a, b, name = number(), number(), random.choice(names)
    print(name, repr(a), repr(b), show(lambda: OPERATORS[name](a, b)))
for k in range(60):
    a, b, c = integer(), integer(), integer()
    print("pow", a, b % 1000 - 100, c, show(lambda: pow(a, b % 1000 - 100, c)), a % 50 ** (b % 9))
    print(-a, +a, ~a, abs(a), a.bit_length(), a.bit_count(), bool(a), float(a), round(a, -(b % 30)), a.as_integer_ratio(), format(a, "x"), oct(a), bin(a))
    n, signed, order = random.randint(0, 30), bool(random.below(2)), random.choice(["big", "little"])
    raw = bytes(random.below(256) for _ in range(random.below(12)))
    print(n, order, signed, show(lambda: a.to_bytes(n, order, signed=signed)), raw, int.from_bytes(raw, order, signed=signed))
    f = real()
    print(repr(f), show(lambda: int(f)), show(lambda: round(f)), show(lambda: round(f, random.randint(-5, 5))), show(lambda: f.as_integer_ratio()))
    print(f.hex(), f.is_integer(), show(lambda: f.__floor__()), show(lambda: f.__ceil__()), show(lambda: f.__trunc__()), -f, abs(f), bool(f))
    z = complex(real(), real())
    print(z, -z, z.conjugate(), bool(z), z == z.real, f"{z:.3f}", z.real, z.imag, show(lambda: complex(str(z)) == z))

for t in ["1", "-1j", "j", "-j", "1-j", "(1+2j)", "( 1+2j )", "1e5j", "1e-5-1e5j", "infj", "nan+infj", "1+2", "1+2i", "1 +2j", "", "()", "(1+2j", "1_0+2_0j", "1__0j", ".5j", "5.j", "1e", "--1j", "j1", "-inf-nanj"]:
    print(repr(t), show(lambda: complex(t)))
for t in ["0x1p0", "0x1.8", "1.8p1", "0x.8p0", "0x1p-1074", "0x1p-1075", "0x1.8p-1075", "0x1.fffffffffffffp1023", "0x1.fffffffffffff8p1023", "0x1p1024", "-0x0p0", "0x", "p1", "0x1p", "1e5", "0x1.g", "0X1P5", " 0x1 ", "inf", "-Infinity", "nan", "infin", "0x123456789abcdef01", "0x1.00000000000008p0", "0x1.000000000000081p0", "0x1.00000000000018p0", "0x1p99999999999999", "0x1p-99999999999999", "0x0p99999999999", "1.", ".1"]:
    print(repr(t), show(lambda: float.fromhex(t)))
