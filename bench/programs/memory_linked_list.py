# A list of 10^6 linked nodes, built and freed at once.
# Not for the oracle: such a death overflows WebAssembly's stack.
class Node:
    def __init__(self, value, next):
        self.value = value
        self.next = next


def work():
    head = None
    for i in range(1000000):
        head = Node(i, head)
    return head.value


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
