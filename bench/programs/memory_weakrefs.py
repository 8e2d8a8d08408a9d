# Weak references with callbacks, whose objects die.
import weakref


class Thing:
    pass


def work():
    dead = [0]

    def callback(ref):
        dead[0] += 1

    refs = []
    for i in range(200000):
        thing = Thing()
        refs.append(weakref.ref(thing, callback))
        if i % 1000 == 0:
            refs.clear()
    del thing
    return dead[0]


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
