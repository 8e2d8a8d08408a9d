# %%
import sys, traceback, inspect, linecache
def level1(): level2()
def level2(): raise ValueError("deep")
try:
    level1()
except ValueError:
    print(traceback.format_exc().splitlines()[-1])
# %%
try:
    level1()
except ValueError as e:
    tb = e.__traceback__
    names = []
    while tb:
        names.append(tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    print(names)
# %%
tb is None
# %%
print(inspect.getsource(level1))
# %%
inspect.signature(level1), inspect.isfunction(level1)
# %%
inspect.getdoc(str.upper) is not None
# %%
frame = inspect.currentframe()
frame.f_code.co_name, frame.f_lineno, frame.f_globals is globals()
# %%
frame.f_back is not None
# %%
del frame
# %%
class Counter:
    count = 0
    def __init__(self):
        Counter.count += 1
        self.id = Counter.count
    def __del__(self):
        print(f"counter {self.id} collected")
def generator():
    c = Counter()
    while True:
        received = yield c.id
        if received == "stop":
            return "done"
g = generator()
next(g), next(g)
# %%
try:
    g.send("stop")
except StopIteration as e:
    print("returned", e.value)
# %%
g2 = generator(); next(g2)
g2 = None
# %%
list(zip("ab", range(2)))
# %%
def delegating():
    result = yield from generator()
    print("result", result)
    yield "after"
d = delegating()
next(d)
# %%
d.send("stop")
# %%
del d
# %%
def numbers():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("exit")
        raise
    finally:
        print("finally")
n = numbers()
print(next(n))
n.close()
# %%
n.gi_frame, n.gi_running
# %%
class Managed:
    def __enter__(self): print("enter"); return self
    def __exit__(self, et, ev, tb):
        print("exit", et and et.__name__)
        return et is KeyError
with Managed():
    raise KeyError("suppressed")
# %%
with Managed() as m, Managed():
    raise ValueError("not suppressed")
# %%
import contextlib
with contextlib.ExitStack() as stack:
    for i in range(3):
        stack.callback(print, "callback", i)
# %%
@contextlib.contextmanager
def tag(name):
    print(f"<{name}>")
    yield
    print(f"</{name}>")
with tag("a"), tag("b"):
    print("body")
# %%
with contextlib.redirect_stdout(__import__("io").StringIO()) as buf:
    print("captured")
buf.getvalue()
# %%
try:
    try:
        1/0
    except ZeroDivisionError as e:
        raise ValueError("second") from e
except ValueError as e:
    print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
# %%
def nested():
    try:
        {}["missing"]
    except KeyError:
        undefined_function()
nested()
# %%
e = sys.last_value
type(e), type(e.__context__)
# %%
sys.exc_info()
# %%
try:
    raise Exception("a", "b")
except Exception as exc:
    print(exc.args, exc)
exc
# %%
class AppError(Exception):
    def __init__(self, code, message):
        super().__init__(message)
        self.code = code
raise AppError(5, "app failed")
# %%
try:
    raise ExceptionGroup("many", [ValueError(1), TypeError(2)])
except* ValueError as eg:
    print("values", eg.exceptions)
except* TypeError as eg:
    print("types", eg.exceptions)
# %%
e = ValueError("noted"); e.add_note("a note")
raise e
# %%
assert isinstance(1, str), f"expected str, got {type(1).__name__}"
# %%
def recursive(n): return recursive(n + 1)
recursive(0)
# %%
def deco(f):
    def wrapper(*a, **k):
        print("calling", f.__name__)
        return f(*a, **k)
    return wrapper
@deco
def hello(name="x"): return f"hello {name}"
hello("y")
# %%
hello
# %%
hello.__closure__[0].cell_contents
# %%
funcs = [lambda: i for i in range(3)]
[f() for f in funcs]
# %%
def counter():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    return inc
c = counter(); c(), c(), c()
# %%
c.__closure__, c.__code__.co_freevars
