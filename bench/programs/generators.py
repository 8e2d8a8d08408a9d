# Generators, chained and delegating.
def numbers(n):
    for i in range(n):
        yield i


def squares(source):
    for v in source:
        yield v * v


def both(n):
    yield from numbers(n)
    yield from squares(numbers(n))


def work():
    return sum(squares(numbers(150000))), sum(both(80000)), sum(x for x in range(150000) if x & 1)


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
