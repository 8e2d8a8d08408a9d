# int: arithmetic, conversions, methods, errors; small and large.

cases = """
7 // 2, -7 // 2, 7 // -2, -7 // -2
7 % 3, -7 % 3, 7 % -3, -7 % -3
divmod(7, -2), divmod(-7, 2), divmod(10**30, 10**10 + 1)
7 / 2, 10**400 // 10**399, 2**-1, 0**0, (-2)**3, (-8)**(1/3)
1 // 0
1 % 0
1 / 0
0 ** -1
10**400 / 1
10**400 / 10**399
2**64, 2**63 - 1, -2**63, 2**62 * 2, 9007199254740993 + 1
9007199254740991 + 1, 9007199254740992 + 1, 9007199254740993 * 3, 3037000500 * 3037000500
1 << 70, (1 << 70) >> 69, -1 >> 5, -5 >> 1, 1 << 0
1 << -1
1 >> -1
6 & 3, 6 | 3, 6 ^ 3, ~6, -1 & 2**70, -2**70 | 1, ~(2**70), -(2**65) ^ (2**65)
pow(2, 10, 1000), pow(3, -1, 7), pow(2, 100, 10**9 + 7), pow(-2, 3, 5), pow(2, 3, -5)
pow(2, -1, 4)
pow(2, 3, 0)
pow(2.0, 3, 5)
abs(-5), +5, -(-5), -0, int(True), True + True, True * 3.0
int('42'), int(' 42 '), int('-42'), int('+4_2'), int('0x1f', 16), int('1f', 16), int('0b101', 0), int('z', 36), int('0o17', 0)
int('4 2')
int('')
int('1__0')
int('12', 1)
int('9', 8)
int('012', 0)
int(3.99), int(-3.99), int(1e20), int(b'12'), int()
int('1.5')
int(float('inf'))
int(float('nan'))
int(None)
int([])
int('1', base='2')
int(1, 2)
int('١٢')
(5).bit_length(), (0).bit_length(), (-256).bit_length(), (255).bit_count(), (2**100).bit_length()
(5).conjugate(), (5).real, (5).imag, (5).numerator, (5).denominator, (5).is_integer()
(1024).to_bytes(2, 'big'), (1024).to_bytes(4, 'little'), (-1).to_bytes(2, 'big', signed=True), (5).to_bytes()
(1024).to_bytes(1, 'big')
(-1).to_bytes(2, 'big')
int.from_bytes(b'\\xff\\xff', 'big', signed=True), int.from_bytes(b'', 'big'), int.from_bytes([1, 2], 'little')
(5).as_integer_ratio(), (0.75).as_integer_ratio()
round(1234, -2), round(1250, -2), round(1350, -2), round(15, -1), round(25, -1), round(5), round(-15, -1)
bin(10), oct(64), hex(255), bin(-5), hex(-2**70), bin(0)
hex('a')
1 == 1.0, 1 < 1.5, 2**53 == float(2**53), 2**53 + 1 == float(2**53), 10**400 > 1e308, 10**30 == 1e30
1 < 'a'
1 == 'a', 1 != 'a', 1 == None
hash(1), hash(-1), hash(-2), hash(2**30), hash(True), hash(1.0) == hash(1)
1 + None
1 + []
-'a'
~1.5
+'a'
1 & 1.0
len(1)
iter(1)
(1).x
int.x
(5).__add__(3), (5).__add__(3.0), (5).__radd__(2), (5).__index__()
(5).__eq__('a'), (5).__lt__(6), (5).__bool__(), (0).__bool__(), (5).__sizeof__() > 0, (7).__divmod__(2), (7).__rdivmod__(20)
min(3, 1, 2), max([3, 1, 2]), sum([1, 2, 3], 10), sum([]), sum([[1], [2]], []), min([], default=5), max('abc', key=lambda c: -ord(c))
min()
max([])
max(1)
sum(['a', 'b'])
sum('ab', '')
sorted([3, 1, 2], reverse=True), sorted([3, -1, 2], key=abs)
int.__new__(int, 5), type(5) is int, isinstance(True, int), issubclass(bool, int)
1_000_000, 0xFF, 0b11, 0o17, 00, 0xdead_beef
5 .real, 1.0.real, 1 if 1 else 2
bool(0), bool(2), bool(''), bool([0]), True & 1, True & False, True ^ True
True is True, not 5, not 0, 1 < 2 < 3, 1 < 3 < 2, 3 > 2 == 2
12345678901234567890 * 98765432109876543210, 12345678901234567890 // 987654321, -12345678901234567890 % 987654321
str(2**200), int(str(3**150)) == 3**150, 7**77 % 10**9
'%d' % 10**25, f'{10**25:,}', f'{-5:b}', repr(-10**20)
range(10**20)[5], len(range(0, 10, 3)), list(range(5, 0, -2)), range(3) == range(0, 3, 1), 3 in range(5), range(5)[1:3]
len(range(10**20))
range(1, 2, 0)
range(1.5)
range('a')
range(5)[5]
range(5).index(3), range(5).count(3), range(0).start, range(1, 10, 2).step, repr(range(1, 5)), hash(range(0)) == hash(range(3, 3))
range(5).index(9)
""".strip().splitlines()

for source in cases:
    try:
        print(source, "->", repr(eval(source)))
    except Exception as e:
        print(source, "!!", type(e).__name__, e)


class Index:
    def __index__(self):
        return 3


class Int:
    def __int__(self):
        return 7


class Trunc(int):
    def __repr__(self):
        return "T" + super().__repr__()

    def __add__(self, other):
        return Trunc(int(self) + other)


print([1, 2, 3, 4][Index()], int(Index()), int(Int()), bin(Index()), "abcd" * Index(), range(Index()))
t = Trunc(5)
print(t, t + 1, type(t + 1), 1 + t, type(1 + t), t * 2, type(-t), int(t), t == 5, hash(t) == hash(5), {5: "x"}[t])
try:
    [1][Int()]
except TypeError as e:
    print(e)
