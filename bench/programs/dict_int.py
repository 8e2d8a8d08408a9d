# Dicts with int and tuple keys.
def work():
    d = {}
    for i in range(150000):
        d[i * 7] = i
    total = 0
    for i in range(150000):
        total += d[i * 7]
    for i in range(0, 150000, 3):
        del d[i * 7]
    grid = {(x, y): x * y for x in range(150) for y in range(150)}
    return total, len(d), sum(grid.values()), grid[(12, 13)]


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
