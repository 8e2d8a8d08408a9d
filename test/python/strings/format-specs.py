# The format language through format(), f-strings and str.format.

values = [0, 1, -1, 42, -1234567, 10**20, True, 0.0, -0.0, 1.5, -2.75, 1234567.891, 1e100, 1e-7, float("inf"), float("nan"), "text", "", "é😀"]
specs = ["", "d", "5", "<8", ">8", "^8", "*^9", "=+8", "08", "+", " ", ",", "_", "x", "#x", "X", "#b", "o", "c", "e", ".2e", "f", ".0f", ".3f", "g", ".3g", "G", "%", ".1%", "n", "s", ".2", ".2s", "10.3", ",.2f", "_x", "_b", "#o", "+.1f", "010.2f", "<010", "z.1f", "#.0f", "E", "é>5"]
for value in values:
    line = []
    for spec in specs:
        try:
            line.append(format(value, spec))
        except Exception as e:
            line.append(f"{type(e).__name__}")
    print(repr(value), "|".join(line))

for value in (1, 1.5, "s", None, [], 2j):
    for spec in ("d", "s", "q", ",s", "=5", "+s", "5.5.5", ".", "#s", "05", ",,", ",_", "c", ".2d", "z", "_c", "10000000000000000000000d"):
        try:
            print(repr(value), repr(spec), repr(format(value, spec)))
        except Exception as e:
            print(repr(value), repr(spec), type(e).__name__, e)


class Money:
    def __init__(self, n):
        self.n = n

    def __format__(self, spec):
        return f"<{spec}:{self.n}>"

    def __repr__(self):
        return f"Money({self.n})"

    def __str__(self):
        return f"${self.n}"


m, width, prec = Money(5), 10, 3
print(f"{m} {m!r} {m!s} {m!a} {m:abc} {m!r:>12} {m!s:*<5}")
print(f"{3.14159:{width}.{prec}} {3.14159:{width}.{prec}f}|{'x':{'*'}^{width}}|")
print(f"{width=} {width = } {width=:>5} {width=!s} {m=} {m=!s} {1+1=}")
print(f"{{}} {{{width}}} {'a' 'b'} {'nested ' + f'{width + 1}'} {(lambda x: x * 2)(4)}")
print(f"{[i for i in range(3)]} { {'a': 1}['a'] } {1 if width else 2} {width!r:}")
print(f'{"quote"} {'same'} {f"{f'{1}'}"}')
print(f"""{
    width  # a comment
    + 1
}""")
print(rf"\n{width}\t", f"\x41{width}")
print("%s and %r" % (m, m), "{} {!r} {:q}".format(m, m, m))
try:
    print(f"{object():x}")
except TypeError as e:
    print(e)
try:
    format(1, 2)
except TypeError as e:
    print(e)


class Bad:
    def __format__(self, spec):
        return 5


try:
    f"{Bad()}"
except TypeError as e:
    print(e)
