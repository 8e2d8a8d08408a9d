# Deep copies of lists, dictionaries and instances that refer to each other.
import copy


class Record:
    def __init__(self, number, parent):
        self.number = number
        self.parent = parent
        self.tags = ["a", "b", number]
        self.table = {"x": number, "y": (number, [number])}


def work():
    records, parent = [], None
    for i in range(2000):
        parent = Record(i, parent if i % 20 else None)
        records.append(parent)
    copied = copy.deepcopy(records)
    return len(copied), copied[5].parent is copied[4]


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
