# The sieve, on a list and on a bytearray.
def work():
    n = 1000000
    flags = [True] * n
    for i in range(2, int(n**0.5) + 1):
        if flags[i]:
            for k in range(i * i, n, i):
                flags[k] = False
    marks = bytearray(n)
    for i in range(2, int(n**0.5) + 1):
        if not marks[i]:
            marks[i * i :: i] = b"\x01" * len(range(i * i, n, i))
    return sum(flags), marks.count(0)


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
