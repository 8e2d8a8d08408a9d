# Comprehensions, zip, enumerate, map, any, all.
def work():
    total = 0
    for _ in range(30):
        a = [i * 2 for i in range(8000)]
        b = [x for x in a if x % 3 == 0]
        c = {x: x + 1 for x in b}
        d = {x % 100 for x in a}
        total += sum(x * y for x, y in zip(a, b)) + len(c) + len(d)
        total += sum(i for i, x in enumerate(a) if x > i) + max(map(abs, b))
        total += any(x < 0 for x in a) + all(x >= 0 for x in a)
    return total


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
