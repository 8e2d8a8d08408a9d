# A dict with str keys.
def work():
    counts = {}
    words = ["word%d" % (i % 5000) for i in range(100000)]
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    total = 0
    for key, value in counts.items():
        if key in counts:
            total += value
    for word in words[:4000]:
        counts.pop(word, None)
    return total, len(counts)


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
