# float() and complex() of what they refuse, and of what they take with a warning.
import warnings

warnings.simplefilter("error")


def attempt(make):
    try:
        print(repr(make()))
    except Exception as error:
        print(type(error).__name__, error)


for text in (b"12\xa0", b"\xa01", "12\xa0", bytearray(b"1\xff"), memoryview(b" 1_0 "), b"\x00", "1\x00", b"9" * 200000 + b"e-200000"):
    attempt(lambda: float(text))


class Float(float):
    pass


class FloatWithInit(float):
    def __init__(self, value, extra=None):
        pass


attempt(lambda: float(x=0))
attempt(lambda: Float(x=0))
attempt(lambda: FloatWithInit(2.5, extra=3))


class ByComplex:
    def __init__(self, value):
        self.value = value

    def __complex__(self):
        return self.value


class ByFloat(ByComplex):
    __complex__ = None

    def __float__(self):
        return self.value


class Both(ByComplex):
    def __float__(self):
        return 100.0


class ByIndex:
    def __index__(self):
        return 7


class Complex(complex):
    pass


VALUES = [ByComplex(1 + 2j), ByComplex(1), Both(3j), ByIndex(), 4 + 5j, Complex(6j), Float(8.5), True, "1", None, b"1"]
for real in VALUES:
    attempt(lambda: complex(real))
    attempt(lambda: complex(imag=real))
    for imag in VALUES:
        attempt(lambda: complex(real, imag))
warnings.simplefilter("ignore")
for real in VALUES:
    for imag in VALUES:
        attempt(lambda: complex(real, imag))
