"""tracemalloc: blocks by line, differences between snapshots, tracebacks; sizes only where every build has the same."""

import tracemalloc

HERE = tracemalloc.Filter(True, (lambda: 0).__code__.co_filename)


def lines(statistics):
    return [(statistic.traceback[0].lineno, statistic.count) for statistic in statistics]


def make(count):
    return [b"%d" % i + bytes(5000) for i in range(count)]


class Node:
    def __init__(self, i):
        self.text = "node %d" % i * 400


print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), tracemalloc.get_traceback_limit())
for limit in (0, -1, 65536, "a"):
    try:
        tracemalloc.start(limit)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    tracemalloc.take_snapshot()
except RuntimeError as error:
    print(error)

tracemalloc.start(2)
print(tracemalloc.is_tracing(), tracemalloc.get_traceback_limit())
data = make(100)
nodes = [Node(i) for i in range(50)]
first = tracemalloc.take_snapshot().filter_traces([HERE])
big = [trace for trace in first.traces if trace.size > 2000]
print(sorted({(trace.traceback[-1].lineno, trace.traceback[0].lineno) for trace in big}), len(big))
print([frame.lineno for frame in tracemalloc.get_object_traceback(data[0])])
print([frame.lineno for frame in tracemalloc.get_object_traceback(nodes[0].text)])
print(tracemalloc.get_object_traceback(None), tracemalloc.get_object_traceback(1))

current, peak = tracemalloc.get_traced_memory()
print(current <= peak, current > 100 * 5000)
del data
less, same = tracemalloc.get_traced_memory()
print(less < current - 100 * 5000, same >= peak)
tracemalloc.reset_peak()
print(tracemalloc.get_traced_memory()[1] < peak)

more = [bytearray(4000) for _ in range(30)]
second = tracemalloc.take_snapshot().filter_traces([HERE])
for statistic in second.compare_to(first, "lineno"):
    if abs(statistic.size_diff) > 50_000:
        print(statistic.traceback[0].lineno, statistic.count_diff > 0, statistic.size_diff > 0)
growing = []
before = tracemalloc.get_traced_memory()[0]
for _ in range(10_000):
    growing.append(None)
print(tracemalloc.get_traced_memory()[0] - before > 10_000 * 4)

for statistic in second.statistics("traceback")[:1]:
    print([frame.lineno for frame in statistic.traceback])
print(len(second.statistics("filename")), tracemalloc.get_tracemalloc_memory() > 0)
tracemalloc.clear_traces()
print(tracemalloc.get_object_traceback(more[0]), tracemalloc.is_tracing())
tracemalloc.stop()
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory())
