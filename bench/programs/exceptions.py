# Exceptions raised, caught, matched, chained.
class Mine(ValueError):
    pass


def check(i):
    if i % 3 == 0:
        raise Mine(i)
    if i % 3 == 1:
        return {}[i]
    return i


def work():
    mine = keys = fine = 0
    for i in range(90000):
        try:
            check(i)
        except Mine as e:
            mine += e.args[0]
        except KeyError:
            keys += 1
        else:
            fine += 1
        finally:
            fine += 1
    return mine, keys, fine


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
