# Instances made, used and dropped.
class Vec:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def add(self, other):
        return Vec(self.x + other.x, self.y + other.y)


def work():
    v, step = Vec(0.0, 0.0), Vec(0.5, 0.25)
    for _ in range(250000):
        v = v.add(step)
    return v.x, v.y


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
