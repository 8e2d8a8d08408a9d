"""What threading and its kin are made of, in programs whose output does not depend on who runs when."""
import asyncio, concurrent.futures, contextvars, functools, gc, queue, sched, sys, threading, time, weakref, _thread


def together(*functions):
    threads = [threading.Thread(target=f) for f in functions]
    for t in threads: t.start()
    for t in threads: t.join()


# Locks
lock = threading.Lock()
total = 0
def add():
    global total
    for _ in range(1000):
        with lock:
            old = total
            if _ % 100 == 0: time.sleep(0)
            total = old + 1
together(add, add, add)
print("total", total, lock.locked())

rlock = threading.RLock()
def nested():
    with rlock, rlock: done.append(rlock._is_owned())
done = []
together(nested, nested)
print(done, rlock._recursion_count())
rlock.acquire()
def foreign():
    try: rlock.release()
    except RuntimeError as e: print("release:", e)
    print("taken", rlock.acquire(blocking=False), rlock.acquire(timeout=0.01))
together(foreign)
rlock.release()

# Condition, Semaphore, Event, Barrier
items, ready = [], threading.Condition()
def consume():
    with ready:
        ready.wait_for(lambda: len(items) >= 3)
        print("items", items)
def produce():
    for i in range(3):
        with ready:
            items.append(i)
            ready.notify_all()
together(consume, produce)
semaphore, inside, most = threading.BoundedSemaphore(2), 0, 0
def limited():
    global inside, most
    with semaphore:
        with lock:
            inside += 1
            most = max(most, inside)
        time.sleep(0.001)
        with lock: inside -= 1
together(*[limited] * 6)
print("at most", most)
event = threading.Event()
print("event", event.wait(0.01))
threading.Timer(0.01, event.set).start()
print("event", event.wait())
barrier, through = threading.Barrier(3, action=lambda: through.append("action")), []
def cross():
    barrier.wait()
    through.append("through")
together(cross, cross, cross)
print(through)
broken = threading.Barrier(2)
def late():
    try: broken.wait(0.01)
    except threading.BrokenBarrierError: print("broken", broken.broken)
together(late)

# Queues
q = queue.Queue(2)
def put():
    for i in range(10): q.put(i)
    q.put(None)
got = []
def take():
    while (item := q.get()) is not None:
        got.append(item)
        q.task_done()
    q.task_done()
together(put, take)
q.join()
print("queue", got, q.empty())
priority = queue.PriorityQueue()
together(lambda: priority.put(3), lambda: priority.put(1), lambda: priority.put(2))
print([priority.get() for _ in range(3)])
simple = queue.SimpleQueue()
together(lambda: simple.put("x"), lambda: print("simple", simple.get(timeout=5)))
try: simple.get(timeout=0.01)
except queue.Empty: print("empty")

# Executors, asyncio
with concurrent.futures.ThreadPoolExecutor(3, initializer=lambda: None) as executor:
    print(list(executor.map(lambda x: x * x, range(8))))
    future = executor.submit(divmod, 1, 0)
    print(type(future.exception()).__name__, future.done())
    futures = [executor.submit(functools.partial(pow, 2), n) for n in range(4)]
    print(sorted(f.result() for f in concurrent.futures.as_completed(futures)))
var = contextvars.ContextVar("var", default="none")
def show(x):
    time.sleep(0.001)
    return x, var.get()
async def main():
    var.set("main")
    print(await asyncio.gather(*(asyncio.to_thread(show, x) for x in range(3))))
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, functools.partial(show, "partial")))
asyncio.run(main())
def in_thread():
    print("context of a thread", var.get())
    var.set("thread")
var.set("outer")
together(in_thread)
print(var.get())
scheduler = sched.scheduler(time.monotonic, time.sleep)
begin = time.monotonic()
together(lambda: (scheduler.enterabs(begin + 0.02, 1, print, ("second",)), scheduler.enterabs(begin + 0.01, 1, print, ("first",)), scheduler.run()))

# Thread-local objects
class Local(threading.local):
    def __init__(self, value): self.value = value
class Tell:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)
local = Local("initial")
local.value = "main's"
def look(name):
    print(name, local.value, sorted(vars(local)))
    local.value, local.tell = name, Tell(name)
    seen.append(weakref.ref(local.tell))
    print(sorted(vars(local)))
seen = []
for name in "ab":
    together(lambda: look(name))
    print("after", [r() for r in seen])
print(local.value, hasattr(local, "tell"))
together(lambda: setattr(local, "tell", Tell("with its thread")))
both, stop = threading.Event(), threading.Event()
def keep():
    local.tell = Tell("with the object")
    both.set()
    stop.wait()
t = threading.Thread(target=keep); t.start(); both.wait()
del local
gc.collect()
stop.set(); t.join()
try: threading.local(1)
except TypeError as e: print(e)
plain = threading.local()
try: plain.__dict__ = {}
except AttributeError as e: print(e)
try: plain.missing
except AttributeError as e: print(e)

# Exceptions
def hook(args):
    print("hook", args.exc_type.__name__, args.exc_value, args.thread.name, type(args).__name__)
threading.excepthook = hook
def fail(): raise ValueError("from a thread")
t = threading.Thread(target=fail, name="failing"); t.start(); t.join()
together(lambda: sys.exit("ignored"))
threading.excepthook = threading.__excepthook__
sys.unraisablehook = lambda u: print("unraisable", u.exc_type.__name__, u.exc_value, u.object)
over = threading.Event()
def raw(a, *, k):
    try: raise KeyError(a, k)
    finally: over.set()
_thread.start_new_thread(raw, (1,), {"k": 2})
over.wait()
while _thread._count(): time.sleep(0.001)
sys.unraisablehook = sys.__unraisablehook__

# Threads themselves
t = threading.Thread(target=lambda: None, name="named", daemon=True)
print(t.name, t.daemon, t.is_alive(), t.ident)
for wrong in (t.join, lambda: threading.current_thread().join()):
    try: wrong()
    except RuntimeError as e: print(e)
t.start(); t.join()
try: t.start()
except RuntimeError as e: print(e)
print(t.is_alive(), t.ident is not None, threading.current_thread() is threading.main_thread())
idents = set()
def note(): idents.add((threading.get_ident(), threading.current_thread().ident == threading.get_ident()))
gate = threading.Barrier(3)
together(*[lambda: (note(), gate.wait())] * 3)
print(len(idents), all(same for _, same in idents), threading.active_count(), len(threading.enumerate()))
frames = []
def frame_of_main():
    frame = sys._current_frames()[threading.main_thread().ident]
    while frame.f_code.co_name != "together": frame = frame.f_back
    frames.append(frame.f_code.co_name)
together(frame_of_main)
print(frames, len(sys._current_frames()))
calls = set()
def tracer(frame, what, arg):
    calls.add((threading.current_thread().name, frame.f_code.co_name))
def traced(): pass
threading.settrace(tracer)
t = threading.Thread(target=traced, name="traced"); t.start(); t.join()
threading.settrace(None)
traced()
print(("traced", "traced") in calls, any(name == "MainThread" for name, _ in calls), sys.gettrace())

# Waiting in natives that lie between
waiting = threading.Lock(); waiting.acquire()
threading.Timer(0.01, waiting.release).start()
print(list(map(lambda _: waiting.acquire(), [1])))
class Slow:
    def __init__(self): time.sleep(0.001); self.thread = threading.Thread(target=self.work); self.thread.start(); self.thread.join()
    def work(self): self.result = sorted([3, 1, 2], key=lambda x: (time.sleep(0.001), x)[1])
    def __eq__(self, other): time.sleep(0.001); return self.result == other.result
    def __del__(self): time.sleep(0.001); print("slow death")
for _ in range(2): together(lambda: print(Slow() == Slow()))
flag = []
together(lambda: (time.sleep(0.01), flag.append(1)), lambda: [None for _ in iter(lambda: bool(flag), True)])
print("spun")

# What a started thread holds
class Thing: pass
thing, inner = Thing(), threading.Event()
def hold(thing, *, key): inner.set(); inner2.wait()
inner2 = threading.Event()
before = sys.getrefcount(thing), sys.getrefcount(hold)
_thread.start_new_thread(hold, (thing,), {"key": thing})
inner.wait()
print("held", sys.getrefcount(thing) - before[0], sys.getrefcount(hold) - before[1])
inner2.set()
while _thread._count(): time.sleep(0.001)
print("given up", sys.getrefcount(thing) - before[0], sys.getrefcount(hold) - before[1])
ref = weakref.ref(thing)
together(functools.partial(lambda thing: None, thing))
del thing
print(ref() is None)
print(threading.enumerate() == [threading.main_thread()])
threading.Thread(target=lambda: (time.sleep(0.02), print("joined at exit"))).start()
threading.Thread(target=lambda: time.sleep(1000), daemon=True).start()
