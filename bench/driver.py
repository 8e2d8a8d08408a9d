# Runs one program of bench/programs: driver.py PATH REPEATS. Prints the seconds of each call of its work(), which
# must return the same value every time, and then that value. BENCH_CLOCK names another clock of `time`.
import os
import sys
import time


def main(path, repeats):
    namespace = {"__name__": "program"}
    with open(path) as file:
        exec(compile(file.read(), path, "exec"), namespace)
    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    checks = []
    for _ in range(repeats):
        begin = clock()
        checks.append(namespace["work"]())
        print(clock() - begin, end=" ")
    if checks.count(checks[0]) != repeats:
        raise ValueError("differs from call to call: %r" % checks)
    print(checks[0])


main(sys.argv[1], int(sys.argv[2]))
