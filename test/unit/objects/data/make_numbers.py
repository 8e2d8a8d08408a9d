# Makes numbers.json: run with CPython 3.14, output on stdout. Conversions and arithmetic of floats and ints.
import json, random, struct

random.seed(314)

def bits(x):
    return struct.pack('<d', x).hex()

def a_float():
    kind = random.randrange(6)
    if kind == 0:
        return struct.unpack('<d', struct.pack('<Q', random.getrandbits(62)))[0]
    if kind == 1:
        return random.uniform(-1000, 1000)
    if kind == 2:
        return random.randint(-10**6, 10**6) / 2**random.randint(0, 20)
    if kind == 3:
        return 10.0**random.randint(-320, 308)
    if kind == 4:
        return 2.0**random.randint(-1074, 1023)
    return round(random.uniform(-1000, 1000), random.randint(0, 5))

def an_int(digits):
    return random.randint(-10**digits, 10**digits)

def rounded(x, n):
    try:
        return repr(round(x, n))
    except OverflowError:
        return 'OverflowError'

floats = []
for _ in range(150):
    x, y, n = a_float(), a_float() or 1.0, random.randint(-12, 20)
    spec = '%%.%d%s' % (random.randint(0, 30), random.choice('efg'))
    floats.append([bits(x), repr(x), x.hex(), n, rounded(x, n), spec, spec % x, bits(y), [repr(v) for v in divmod(x, y)]])
ints = []
for _ in range(120):
    a, b = an_int(random.randint(1, 40)), an_int(random.choice([1, 5, 20, 40, 350])) or 7
    ints.append([str(v) for v in (a, b, a + b, a * b, a // b, a % b, a & b, a | b, a ^ b, a.bit_length(), repr(a / b), pow(a, 5), pow(a, 77, b))])
texts = []
for text in ['0', '-0', '+7', '12_345', '1__2', '_1', '1_', '', ' ', ' 12\n', '0x1F', '0b101', '0o17', '0x_f', '0x', '010', '00', 'z', '9' * 30, '\u0663\u0665', '1.0', '1e5', '0b2']:
    row = []
    for base in (10, 0, 2, 16, 36):
        try:
            row.append(str(int(text, base)))
        except ValueError:
            row.append(None)
    try:
        row.append(repr(float(text)))
    except ValueError:
        row.append(None)
    texts.append([text, row])
print(json.dumps({'floats': floats, 'ints': ints, 'texts': texts}))
