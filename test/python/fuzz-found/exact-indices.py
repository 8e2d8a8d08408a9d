# operator.index and itertools.count forget whether an int was a bool or of a subclass; what uses indices does so too.
import operator, math
class I(int): pass
print(operator.index(True), type(operator.index(I(3))))
r = range(True, I(5), I(2)); print(r, type(r.start), type(r.stop), type(r.step)); r=range(True); print(r)
print(type(slice(True).indices(True)[1]), slice(True, I(3)).indices(5))
print([type(x) for x in slice(I(1), I(2), I(1)).indices(I(5))])
print(type(math.gcd(I(4))), type(math.gcd(True)), type(math.lcm(True)), type(math.comb(I(4), True)), math.perm(True), math.isqrt(True), math.factorial(True))
print(type(int(True)), type(int(I(3))), type(I(3).__index__()), type(True.__index__()), type(True.__int__()), type(I(3).__pos__()), type(round(True)), type(round(I(3))), type(abs(True)), type(abs(I(3))), type(+True), type(math.floor(True)), type(math.trunc(I(3))), type(True.real), type(True.numerator), type(I(2).conjugate()), type(True.imag))
print(pow(True, True), pow(True, True, 5), True // True, divmod(True, True), True ** 0, True << 0, True | 0, True & True, ~True if False else 0, True ^ True)
print(max(True, 0), sum([True]), sum([], True), sum([True], I(0)), type(sum([], I(1))))
import itertools
print(next(itertools.count(True)), next(itertools.count(I(3))), list(itertools.islice(itertools.count(True, True), 2)))
print(bin(True), chr(True), "%d" % True, f"{True:d}", format(True, "x"), [0, 1][True])
print(int.from_bytes(b"\1"), type(I.from_bytes(b"\1")), type(bool.from_bytes(b"\1")))
print(hash(True), complex(True), float(True), type(enumerate([1], True)), next(enumerate([1], True)), next(enumerate([1], I(3))))
print(memoryview(b"abc")[True], b"abc"[True], "abc"[True], bytes(True), bytearray(I(2)), [1]*True, "a"*I(2))
