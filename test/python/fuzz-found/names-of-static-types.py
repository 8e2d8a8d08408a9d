# A static type makes its name anew whenever it is asked; a class has it.
import sys
R = sys.getrefcount
class H: pass
def g(): yield
for v in [lambda: 0, g(), iter([]), [], {}, (), None, 1, 'a', set(), object(), len, enumerate([]), {}.keys(), KeyError(), type, slice(1), property()]:
    t = type(v)
    n = t.__name__
    print(t, R(n), R(t.__name__), R(t.__qualname__), n is t.__name__, n == t.__name__, R(f"{t.__name__}"), R(t.__name__ + ""))
print(H.__name__ is H.__name__, type(1).__module__ is type([]).__module__)
