# Closures, default and keyword arguments, *args, decorators.
def counter():
    n = 0

    def add(by=1, *, twice=False):
        nonlocal n
        n += by * 2 if twice else by
        return n

    return add


def passing(f):
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs)

    return wrapper


@passing
def three(a, b, c=0):
    return a + b + c


def work():
    add = counter()
    total = 0
    for i in range(90000):
        add()
        add(i)
        total += add(by=2, twice=True)
        total += three(i, 1, c=2)
    return total


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
