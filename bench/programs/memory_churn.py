# Instances with a dictionary made and dropped, some kept for a while.
class Point:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z


def work():
    recent = [None] * 1000
    for i in range(300000):
        recent[i % 1000] = Point(i, recent, None)
        Point(None, i, i)
    return len(recent)


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
