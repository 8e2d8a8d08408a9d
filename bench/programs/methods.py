# Calls of methods, inherited ones and super() too.
class Base:
    def __init__(self, x):
        self.x = x

    def value(self):
        return self.x

    def add(self, other):
        return self.value() + other


class Child(Base):
    def add(self, other):
        return super().add(other) + 1


def work():
    a, b = Base(1), Child(2)
    total = 0
    for i in range(250000):
        total += a.add(i) + b.value()
        if not i & 3:
            total -= b.add(i)
    return total


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
