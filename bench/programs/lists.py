# Lists appended to, indexed, sliced, sorted.
def work():
    seed, items = 42, []
    for _ in range(120000):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        items.append(seed)
    ordered = sorted(items)
    items.sort(key=lambda v: -v)
    for i in range(0, len(items) - 1, 2):
        items[i], items[i + 1] = items[i + 1], items[i]
    half = items[::2]
    half.reverse()
    half.extend(ordered[:100])
    while len(half) > 100:
        half.pop()
    return ordered[1000], items[77], half[7], sum(items)


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
