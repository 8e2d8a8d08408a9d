# Code made by hand with what is no instruction; and hashes of code that differs in little.


def function():
    pass


function.__code__ = function.__code__.replace(co_code=b"\x7f" + function.__code__.co_code[1:])
try:
    function()
except SystemError as error:
    print(type(error).__name__)

codes = [compile(source, "source", "eval") for source in ("a + b", "a - b", "b + a", "a + b")]
print(len({hash(code) for code in codes}), codes[0] == codes[3], hash(codes[0]) == hash(codes[3]))

for size in (400, 600, 20000):
    a, b = "a" * size, "b" * size
    hay, needle = a + a + b + a + a, a + b + b + a
    print(hay.find(needle), hay.count(needle), len(hay.split(needle)), len(hay.partition(needle)), len(hay.replace(needle, "")) - len(hay))
    hay = a + needle + b
    print(hay.find(needle), hay.count(needle), [len(part) for part in hay.split(needle)], [len(part) for part in hay.partition(needle)])
    print(len(hay.replace(needle, "c")), hay.encode().find(needle.encode()), (a * 3).count(a), (a * 3).replace(a, "x"), (a * 3).replace(a, "x", 2)[:3], needle in hay)
