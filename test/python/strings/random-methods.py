# Methods of str, bytes and bytearray with random arguments; encodings with error handlers; % formatting.

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


LETTERS = ["a", "b", "A", "B", "1", " ", "\t", "\n", "\r", ".", ",", "é", "ß", "Σ", "日", "😀", "\u2028", "\x1c", "_", "-", "+", "x", "İ", "ǆ", "\x85", "%"]
PREDICATES = ["upper", "lower", "title", "capitalize", "swapcase", "isalpha", "isalnum", "isdigit", "isspace", "islower", "isupper", "istitle", "isascii", "strip", "split", "rsplit", "splitlines", "expandtabs", "__len__", "__repr__"]


def text(n=8):
    return "".join(random.choice(LETTERS) for _ in range(random.randint(0, n)))


def data(n=8):
    return bytes(random.choice(b"abAB1 \t\n\r.,_-+x\x00\xff\x85%\x0b") for _ in range(random.randint(0, n)))


def bound():
    return random.choice([None, 0, 1, 2, 3, 5, -1, -2, -4, 100, -100])


for k in range(300):
    make = data if k % 3 == 2 else text
    s = make()
    a = make(2) or (b"a" if make is data else "a")
    b = make(2)
    if make is data and k % 2:
        s = bytearray(s)
    i, j, m, n, p = bound(), bound(), random.choice([-1, 0, 1, 2]), random.choice([1, 2, -1, -2, 3]), random.choice(PREDICATES)
    cases = [
        lambda: getattr(s, p)(),
        lambda: (s.find(a, i, j), s.rfind(a, i, j), s.count(a, i, j)),
        lambda: s.index(a, i, j),
        lambda: (s.startswith(a, i, j), s.endswith((a, a[:1]), i, j)),
        lambda: s.replace(a, b, m),
        lambda: (s.split(a, m), s.rsplit(a, m)),
        lambda: (s.split(None, m), s.rsplit(None, m)),
        lambda: (s.partition(a), s.rpartition(a)),
        lambda: (s.strip(a), s.lstrip(a), s.rstrip(a)),
        lambda: (s[i:j], s[i:j:n]),
        lambda: s[i or 0],
        lambda: (s.center(10, a[:1]), s.ljust(9, a[:1]), s.rjust(11), s.zfill(7)),
        lambda: (s.join([a, b, s]), s.removeprefix(a), s.removesuffix(a)),
        lambda: (a in s, s + a, s * 2, s == a, s < a, s <= a, s > a, s != a),
        lambda: (s.splitlines(True), s.expandtabs(3), s.expandtabs(0), s.replace(s[:0], a)),
    ]
    which = random.below(len(cases))
    print(which, repr(s), repr(a), repr(b), i, j, m, n, p, show(cases[which]))

ENCODINGS = ["utf-8", "ascii", "latin-1", "utf-16", "utf-16-be", "utf-32", "utf-32-le"]
HANDLERS = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape", "surrogatepass"]
for k in range(70):
    s, encoding, errors = text(12), random.choice(ENCODINGS), random.choice(HANDLERS)
    print(encoding, errors, repr(s), show(lambda: s.encode(encoding, errors)))
    b = bytes(random.choice(b"A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xff\xed\xa0\x00\xd8\xdc") for _ in range(random.randint(0, 8)))
    print(encoding, errors, b, show(lambda: ascii(b.decode(encoding, errors))))

VALUES = [0, 1, -1, 255, -255, 10**20, 65, 1.5, -2.25, 1e100, float("inf"), float("nan"), "a", "abc", "é😀", None, True, 3 + 0j, b"x", 0.1]
for k in range(200):
    flags = "".join(c for c in "-+ #0" if random.below(3) == 0)
    spec = "%" + flags + random.choice(["", "5", "10", "1"]) + random.choice(["", ".0", ".2", ".5", "."]) + random.choice("dioxXeEfFgGcrsa")
    v = random.choice(VALUES)
    print(spec, repr(v), show(lambda: spec % v), show(lambda: spec % (v,)), show(lambda: spec.encode() % (v,)))
