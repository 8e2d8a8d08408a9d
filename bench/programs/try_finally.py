# try/finally and with.
class Guard:
    def __init__(self):
        self.depth = 0

    def __enter__(self):
        self.depth += 1
        return self

    def __exit__(self, *exc):
        self.depth -= 1


def work():
    guard, n = Guard(), 0
    for i in range(120000):
        try:
            n += i
        finally:
            n -= 1
        with guard as g:
            n += g.depth
    return n, guard.depth


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
