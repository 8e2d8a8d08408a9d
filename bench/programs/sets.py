# Sets: membership, union, intersection.
def work():
    primes = {n for n in range(2, 8000) if all(n % k for k in range(2, int(n**0.5) + 1))}
    evens = set(range(0, 200000, 2))
    threes = set(range(0, 200000, 3))
    both = evens & threes
    seen = set()
    for i in range(200000):
        seen.add(i * 31 % 5003)
        if i in both:
            seen.discard(i)
    return len(primes), len(both), len(evens | threes), len(evens - threes), len(seen), len({str(i) for i in range(40000)})


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
