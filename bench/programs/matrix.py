# Matrices as lists of lists.
def multiply(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def work():
    n = 100
    a = [[(i * j) % 10 + 0.5 for j in range(n)] for i in range(n)]
    c = multiply(a, a)
    d = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            s = 0.0
            for k in range(n):
                s += a[i][k] * a[k][j]
            d[i][j] = s
    return c == d, c[3][4]


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
