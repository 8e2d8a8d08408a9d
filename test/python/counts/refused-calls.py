# Calls whose arguments do not fit, of functions that only the call holds: they die, with what they hold, exactly once.
class D:
    def __init__(self, name): self.name = name
    def __del__(self): print("gone", self.name)

def make(d):
    def f(a, *, k=None): return d
    return f

def make_class(d):
    class C:
        held = d
        def __init__(self, a): pass
        def method(self, a): pass
    return C

def method(d): return make_class(d)(1).method

calls = {
    "none": lambda: make(D("none"))(),
    "too many": lambda: make(D("too many"))(1, D("second")),
    "wrong name": lambda: make(D("wrong name"))(b=D("b")),
    "twice": lambda: make(D("twice"))(1, a=D("a")),
    "stars": lambda: make(D("stars"))(*[]),
    "double stars": lambda: make(D("double stars"))(**{"x": D("x")}),
    "keyword only": lambda: make(D("keyword only"))(1, 2, k=D("k")),
    "class": lambda: make_class(D("class"))(),
    "class too many": lambda: make_class(D("class too many"))(1, D("two")),
    "class wrong name": lambda: make_class(D("class wrong name"))(b=D("b")),
    "method": lambda: method(D("method"))(),
    "method too many": lambda: method(D("method too many"))(1, D("two")),
    "not callable": lambda: D("not callable")(D("argument")),
}
import gc
for name, call in calls.items():
    for i in range(4):
        try: call()
        except TypeError as e: print(name, e)
        gc.collect()
