# f_locals of a function's frame (PEP 667), locals() and the like.
import gc
import sys


def attempt(run, *args):
    try:
        return run(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def methods(a, b=2):
    c = 3
    if a < 0:
        unbound = 1
    proxy = sys._getframe().f_locals
    print(type(proxy).__name__, proxy is sys._getframe().f_locals, proxy == sys._getframe().f_locals, proxy != sys._getframe().f_locals)
    print(list(proxy), len(proxy), "a" in proxy, "unbound" in proxy, "zz" in proxy, 5 in proxy)
    print([*proxy.keys()], [*proxy.values()][:3], [*proxy.items()][:2], list(reversed(proxy))[-2:])
    print(proxy["a"], attempt(lambda: proxy["unbound"]), attempt(lambda: proxy["zz"]), attempt(lambda: proxy[5]))
    proxy["a"] = 10
    proxy["unbound"] = 7
    proxy["extra"] = 8
    proxy[5] = "five"
    print(a, unbound, proxy["extra"], proxy[5], sorted(map(str, proxy)))
    print(attempt(proxy.__delitem__, "a"), attempt(proxy.__delitem__, "extra"), attempt(proxy.__delitem__, "nothing"), "extra" in proxy)
    print(attempt(proxy.pop, "a"), attempt(proxy.pop, 5), attempt(proxy.pop, "zz"), attempt(proxy.pop, "zz", 1), attempt(proxy.pop))
    print(hasattr(proxy, "popitem"), hasattr(proxy, "clear"), attempt(hash, proxy))
    print(proxy.get("a"), proxy.get("zz"), proxy.get("zz", 3), attempt(proxy.get), proxy.setdefault("c", 9), proxy.setdefault("new", 4), proxy["new"])
    proxy.update({"b": 20, "more": 1})
    print(b, proxy["more"], attempt(proxy.update, 5), attempt(proxy.update))
    print(proxy | {"q": 1} == {**proxy, "q": 1}, type(proxy | {}).__name__, type({} | proxy).__name__, attempt(lambda: proxy | 5))
    proxy |= {"c": 30}
    print(c, type(proxy).__name__, type(proxy.copy()).__name__, proxy == dict(proxy), proxy == 5)
    print(attempt(type(proxy)), attempt(type(proxy), 5), attempt(type(proxy), sys._getframe()) == proxy, isinstance(proxy, dict))
    import collections.abc
    print(isinstance(proxy, collections.abc.Mapping), [m for m in dir(proxy) if not m.startswith("__")])
    snapshot = locals()
    snapshot["a"] = 99
    print(a, locals() is snapshot, type(snapshot).__name__)
    match proxy:
        case {"a": value}:
            print("matched", value)


methods(1)


def closure():
    free = 1

    def inner():
        nonlocal free
        proxy = sys._getframe().f_locals
        proxy["free"] += 1
        return free, proxy
    result, proxy = inner()
    print(result, free, proxy["free"], sys._getframe().f_locals["free"])
    sys._getframe().f_locals["free"] = 50
    return inner()[0]


print(closure())


def generator():
    x = 1
    yield
    yield x


g = generator()
print(dict(g.gi_frame.f_locals))
next(g)
g.gi_frame.f_locals["x"] = 5
print(next(g), dict(g.gi_frame.f_locals))
frame = g.gi_frame
g.close()
print(dict(frame.f_locals), g.gi_frame)


def comprehension():
    y = 1
    return [(sorted(sys._getframe().f_locals), sorted(locals())) for z in [0]], sorted(locals())


print(comprehension())


class C:
    a = 1
    print(locals() is sys._getframe().f_locals, type(locals()).__name__, "a" in locals())
    locals()["b"] = 2
    c = [sorted(k for k in locals() if not k.startswith("_")) for _ in [0]]


print(C.b, C.c)
print(locals() is globals() is sys._getframe().f_locals, vars() is globals())


def executes():
    x = 1
    exec("x = 2; y = 3")
    print(x, "y" in locals(), eval("x"))
    exec("x = 4", globals(), sys._getframe().f_locals)
    print(x, eval("x + 1"))
    del x
    return "x" in sys._getframe().f_locals


print(executes())


class Value:
    def __del__(self):
        print("dies")


def lifetime():
    v = Value()
    sys._getframe().f_locals["v"] = None
    print("replaced")
    w = Value()
    p = sys._getframe().f_locals
    return p


kept = lifetime()
print(sorted(kept), sys.getrefcount(kept["w"]))
del kept
gc.collect()

code = methods.__code__
print([line - code.co_firstlineno for _, _, line in closure.__code__.co_lines() if line][:6], len(list(closure.__code__.co_positions())) * 2 == len(closure.__code__.co_code))
print([[p and p - closure.__code__.co_firstlineno if i < 2 else p for i, p in enumerate(position)] for position in list(closure.__code__.co_positions())[:6]])


def plain(a, b=1, *, c=2):
    d = a + b
    return d, c


code = plain.__code__
print(code == code.replace(), code.replace() is code, code.replace(co_name="other").co_name, code.replace(co_name="other") == code)
other = type(plain)(code.replace(co_consts=tuple(k if k != 1 else 100 for k in code.co_consts), co_firstlineno=500, co_filename="elsewhere"), globals(), "other", (5,), None)
other.__kwdefaults__ = {"c": 3}
print(other(1), other.__code__.co_firstlineno, [line for *_, line in other.__code__.co_lines()][:3], other)if False else print(other(1), other.__code__.co_firstlineno)
for change in ({"co_nlocals": 1}, {"co_code": b"x"}, {"co_argcount": "x"}, {"co_consts": []}, {"co_names": (1,)}, {"co_varnames": ["a"]}, {"nope": 1},
               {"co_argcount": -1}, {"co_stacksize": -1}, {"co_filename": 5}, {"co_linetable": "x"}, {"co_freevars": ("a",)}):
    print(change, attempt(lambda: code.replace(**change).co_name))
print(attempt(code.replace, 1), attempt(type(code)), hasattr(code, "__replace__"))
