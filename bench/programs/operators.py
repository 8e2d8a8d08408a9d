# Classes with properties, operators, comparison and hashing by Python methods.
from functools import total_ordering


@total_ordering
class Money:
    def __init__(self, cents):
        self._cents = cents

    @property
    def cents(self):
        return self._cents

    def __add__(self, other):
        return Money(self._cents + other.cents)

    def __eq__(self, other):
        return self._cents == other.cents

    def __lt__(self, other):
        return self._cents < other.cents

    def __hash__(self):
        return hash(self._cents)

    def __len__(self):
        return self._cents % 5 + 1

    def __getitem__(self, i):
        return self._cents + i


def work():
    total, seen = Money(0), set()
    for i in range(60000):
        m = Money(i * 37 % 1001)
        total = total + m
        seen.add(m)
        if m >= total or len(m) == 3:
            total = total + Money(m[1])
    return total.cents, len(seen), len(sorted(seen))


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
