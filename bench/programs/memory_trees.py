# Trees of instances, built, counted and dropped.
class Tree:
    def __init__(self, left, right):
        self.left = left
        self.right = right


def build(depth):
    return Tree(build(depth - 1), build(depth - 1)) if depth else Tree(None, None)


def count(tree):
    return 1 + count(tree.left) + count(tree.right) if tree.left is not None else 1


def work():
    kept = build(15)
    return count(kept), sum(count(build(d)) for d in range(4, 16))


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
