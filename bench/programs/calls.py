# Recursive calls of a plain function.
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def work():
    return fib(28)


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
