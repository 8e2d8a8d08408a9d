# When the cyclic collector runs: facts C1, C6 and C7 (the list is in test/facts.test.ts), each line under its fact's number.
# Asked of a native CPython, since the oracle's 3.14.2 has the incremental collector that 3.14.5 took out again.
import gc
import sys

events = []


def watch(phase, info):
    if phase == "start":
        caller = sys._getframe(1)
        events.append((info["generation"], caller.f_code.co_name, caller.f_lineno))


def watched(function, *args):
    gc.collect()
    events.clear()
    gc.callbacks.append(watch)
    function(*args)
    gc.callbacks.remove(watch)
    return events[:4]


def made(text):
    namespace = {"it": range(2600)}
    exec(text, namespace)
    return namespace["f"]


# C1: an allocation only asks for a collection: it comes at the next function entry, jump back, or return of a call.
straight = "def f():\n" + "".join(f"    l{i} = []\n" for i in range(2600)) + "    m = 1\n    len('x')\n    m = 2\n"
print("C1", watched(made(straight)))
print("C1", watched(made("def f():\n    l = None\n    for i in it:\n        l = [l]\n")))
print("C1", watched(made("def g(): pass\ndef f():\n" + "".join(f"    l{i} = []\n" for i in range(2600)) + "    m = [\n        g()]\n")))


# C6: three generations.
class C:
    pass


def generation_of(x):
    return [g for g in (0, 1, 2) if id(x) in set(map(id, gc.get_objects(g)))]


print("C6", gc.get_threshold(), gc.isenabled())
gc.collect()
o = C()
seen = [generation_of(o)]
for generation in (0, 1, 2):
    gc.collect(generation)
    seen.append(generation_of(o))
print("C6", seen)
o = C()
gc.collect(1)
print("C6", generation_of(o))
counts = []
for generation in (0, 1, 2):
    gc.collect(generation)
    counts.append(gc.get_count()[1:])
print("C6", counts)


def ring():
    a = C()
    a.me = a
    return a


a = ring()
gc.collect(1)
del a
print("C6", gc.collect(0), gc.collect(1), gc.collect(2))
ring()
print("C6", gc.collect(0))
ring()
ring()
print("C6", gc.collect(1))
before = [s["collections"] for s in gc.get_stats()]
for generation in (0, 1, 1, 2, 2, 2):
    gc.collect(generation)
print("C6", [s["collections"] - b for s, b in zip(gc.get_stats(), before)], sorted(gc.get_stats()[0]))
infos = []
notes = lambda phase, info: infos.append((phase, sorted(info.items())))
gc.callbacks.append(notes)
ring()
gc.collect(0)
gc.callbacks.remove(notes)
print("C6", infos)


def count():
    return gc.get_count()[0]


def change(make, n=100):
    gc.collect()
    gc.disable()
    start = count()
    kept = [make(i) for i in range(n)]
    grown = count() - start
    kept.clear()
    shrunk = count() - start
    gc.enable()
    return grown, shrunk


# A freelist takes in 80 of the lists that die, and serves the next ones: neither counts.
print("C6", change(lambda i: []), change(lambda i: C()), change(lambda i: object()), change(lambda i: "text" * i))


def automatic(n=3000):
    kept = [[] for _ in range(n)]


gc.collect()
print("C6", [generation for generation, *_ in watched(automatic, 26_000)], len(events), {generation for generation, *_ in events})
gc.set_threshold(500, 2)
print("C6", gc.get_threshold(), [generation for generation, *_ in watched(automatic)])
gc.set_threshold(0)
print("C6", watched(automatic))
gc.set_threshold(2000, 10, 10)

# C7: nothing of the incremental collector is to be seen: three thresholds count, and generation 1 has objects.
o = C()
gc.collect(0)
print("C7", gc.get_threshold()[2], 1 in generation_of(o), gc.collect(1))
