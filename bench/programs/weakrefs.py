# Weak references made, called, called back.
import weakref


class Thing:
    pass


def work():
    dead = []
    cache = weakref.WeakValueDictionary()
    for i in range(40000):
        thing = Thing()
        ref = weakref.ref(thing)
        other = weakref.ref(thing, dead.append)
        assert ref() is thing
        cache[i & 63] = thing
        del thing
        dead.append(other)
    return len(dead), len(cache)


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
