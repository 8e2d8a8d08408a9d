# The queens on a board of 9, with permutations by recursion.
def queens(n, row=0, columns=(), left=(), right=()):
    if row == n:
        return 1
    count = 0
    for c in range(n):
        if c not in columns and row - c not in left and row + c not in right:
            count += queens(n, row + 1, columns + (c,), left + (row - c,), right + (row + c,))
    return count


def work():
    return queens(9)


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
