# Trees of tuples, built and dropped.
def tree(depth):
    return (tree(depth - 1), tree(depth - 1)) if depth else (None, None)


def check(node):
    left, right = node
    return 1 + check(left) + check(right) if left is not None else 1


def work():
    return sum(check(tree(d)) for d in range(4, 16)), sum(check(tree(8)) for _ in range(150))


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
