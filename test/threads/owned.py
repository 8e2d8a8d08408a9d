"""What threads own: arguments of every kind, handles, thread-local attributes, exceptions that leave a thread."""
import gc, sys, threading, _thread, weakref


def text(x): return "".join([x, "!"])


class Thing:
    def __init__(self, name="thing"): self.name = name
    def __repr__(self): return f"<{self.name}>"


class Out:
    def __init__(self): self.parts = []
    def write(self, s): self.parts.append(s); return len(s)
    def flush(self): return Thing()


# Functions with arguments, started at the lowest level
done = threading.Semaphore(0)
def work(*args, **kwargs):
    print("work", args, kwargs)
    done.release()
    return Thing("result")
for args, kwargs in ((), {}), ((Thing("a"), text("b")), {}), ((Thing("a"),), {"k": Thing("k"), text("key"): text("v")}):
    _thread.start_new_thread(work, args, kwargs); done.acquire()
_thread.start_new_thread(work, (text("no dict"),)); done.acquire()
if hasattr(_thread, "_make_thread_handle"):
    handle = _thread._ThreadHandle()
    _thread.start_joinable_thread(lambda: work(text("handle")), handle=handle); done.acquire(); handle.join()
    print(handle.is_done())
    handle = _thread.start_joinable_thread(lambda: work("none", k=Thing())); done.acquire(); handle.join(); del handle
class Callable:
    def __init__(self, *args): self.args = args
    def __call__(self, *args, **kwargs): print("called", self.args, args, kwargs); done.release()
_thread.start_new_thread(Callable(Thing()), (text("x"),), {"y": Thing("y")}); done.acquire()
for wrong in (1, ()), (len, []), (len, (), []):
    try: _thread.start_new_thread(*wrong)
    except TypeError as e: print(e)
alive = [threading.Thread(target=lambda *a, **k: None, args=(Thing(),), kwargs={"k": Thing()}) for _ in range(3)]
for t in alive: t.start()
for t in alive: t.join()
print([t.is_alive() for t in alive]); del alive, t

# Started while the collector looks, and waiting while others run
barrier = threading.Barrier(3)
def waits(x):
    local = [x, Thing()]
    barrier.wait()
    gc.collect()
    barrier.wait()
threads = [threading.Thread(target=waits, args=(text(str(i)),)) for i in range(2)]
for t in threads: t.start()
barrier.wait(); gc.collect(); barrier.wait()
for t in threads: t.join()
del threads, t

# Exceptions in threads
def fails(x): raise ValueError(x)
stderr, out = sys.stderr, Out()
sys.stderr = out
t = threading.Thread(target=fails, args=(text("bad"),), name=text("name")); t.start(); t.join()
_thread.start_new_thread(lambda: (done.release(), fails(text("lowest"))), ()); done.acquire()
t = threading.Thread(target=lambda: 0); t.start(); t.join()
def exits(): raise SystemExit(Thing())
t = threading.Thread(target=exits); t.start(); t.join()
sys.stderr = stderr
print([p.strip() for p in out.parts if "Error" in p or "Exception in" in p][:2] != [])
t = threading.Thread(target=fails, args=(Thing("late"),), name="late")
sys.stderr = None
t.start(); t.join()
sys.stderr = stderr
seen = []
threading.excepthook = lambda args: seen.append((args.exc_type, str(args.exc_value), args.thread.name)) or Thing()
t = threading.Thread(target=fails, args=(text("hooked"),), name="hooked"); t.start(); t.join()
print(seen)
sys.stderr = out = Out()
out.parts.clear()
threading.excepthook = lambda args: 1 / 0
t = threading.Thread(target=fails, args=(text("twice"),), name="twice"); t.start(); t.join()
threading.excepthook = threading.__excepthook__
for value in ValueError(text("given")), None:
    threading.excepthook(threading.ExceptHookArgs((ValueError, value, None, None)))
    threading.excepthook(threading.ExceptHookArgs([ValueError, value, None, t]))
sys.stderr = stderr
print(len(out.parts) > 0)
try: threading.excepthook(Thing())
except TypeError as e: print("refused")
del t

# Attributes of each thread
class Local(threading.local):
    shared = Thing("shared")
    def __init__(self, *args, **kwargs):
        print("init", args, kwargs)
        self.args = args
local = Local(Thing("arg"), k=text("kw"))
plain = threading.local()
plain.x = Thing("x"); plain.loop = plain
def looks():
    print(local.args, local.__dict__, vars(local) is local.__dict__, hasattr(plain, "x"))
    local.own = Thing("own"); plain.y = text("y"); plain.here = threading.current_thread().name
    del local.args
    try: local.args
    except AttributeError as e: print(type(e).__name__)
for i in range(2):
    t = threading.Thread(target=looks, name=text(str(i))); t.start(); t.join()
print(sorted(plain.__dict__), local.shared, plain.x)
try: local.__dict__ = {}
except AttributeError as e: print("read-only")
try: threading.local(1)
except TypeError as e: print(e)
class Fails(threading.local):
    def __init__(self): raise ValueError(text("init"))
try: Fails()
except ValueError as e: print(e)
class Later(threading.local):
    def __init__(self, *args):
        if threading.current_thread() is not threading.main_thread(): raise KeyError(text("later"))
later = Later(Thing())
def uses_later():
    try: later.x
    except KeyError as e: print("KeyError", e)
t = threading.Thread(target=uses_later); t.start(); t.join()
def dies_elsewhere():
    mine = threading.local(); mine.x = Thing("elsewhere"); w = weakref.ref(mine); del mine
    print(w() is None)
t = threading.Thread(target=dies_elsewhere); t.start(); t.join()
w = weakref.ref(plain); del plain; gc.collect(); print(w() is None)
class Cycle(threading.local): pass
c = Cycle(); c.c = c; c.n = n = Thing(); w = weakref.ref(n); del c, n; gc.collect(); print(w() is None)
class Args(threading.local):
    def __init__(self, *args, **kwargs): pass
a = [Thing("in args")]; l = Args(a, k=a); a.append(l); w = weakref.ref(a[0]); del a, l; gc.collect(); print(w() is None)
l = Local(text("dropped")); del l, local, t, later
gc.collect()

# A thread that switches in a handler, in a generator, with an exception on its way
def handler():
    try: raise ValueError(text("handled"))
    except ValueError as e:
        turn.wait(); gc.collect()
        return e
def generates():
    try: yield Thing()
    finally: turn.wait()
turn = threading.Event()
class Slow:
    def __del__(self): turn.wait()
def unwinds():
    try:
        slow = Slow()
        raise KeyError(text("unwinds"))
    except KeyError: pass
    def inner(): s = Slow(); raise ValueError(Thing())
    try: inner()
    except ValueError: pass
threads = [threading.Thread(target=f) for f in (handler, lambda: list(generates()), unwinds, lambda: sorted([3, 1, 2], key=lambda x: (turn.wait(), x)))]
for t in threads: t.start()
gc.collect(); turn.set()
for t in threads: t.join()
print("end")
