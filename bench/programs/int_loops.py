# Nested loops over ranges, with small-number arithmetic.
def work():
    total = 0
    for i in range(1000):
        for j in range(600):
            total += (i * j) % 7
            if j & 1:
                total -= 1
    return total


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
