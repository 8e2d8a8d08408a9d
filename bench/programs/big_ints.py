# Numbers beyond 64 bits.
def work():
    a, b = 0, 1
    for _ in range(60000):
        a, b = b, a + b
    f = 1
    for i in range(1, 3000):
        f *= i
    return pow(3, 4001, 10**60 + 7), f.bit_length(), len(str(f >> 20000)), a % 1000000007


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
