# Generators that die or are closed while they delegate, or wait in a try or outside of one.
import sys


class Items:
    def __init__(self):
        self.left = 2

    def __iter__(self):
        return self

    def __next__(self):
        if self.left == 0:
            raise StopIteration("done")
        self.left -= 1
        return self.left

    def close(self):
        print("items closed")

    def __del__(self):
        print("items gone")


def over_list():
    yield from [1, 2, 3]


def over_items():
    result = yield from Items()
    print("result", result)


def guarded():
    try:
        yield from Items()
    finally:
        print("guarded ends")


def plain(value):
    yield value
    yield value


for make in (over_list, over_items, guarded):
    generator = make()
    print(next(generator))
    del generator
    generator = make()
    next(generator)
    generator.close()
    generator = make()
    print(list(generator))
items = Items()
generator = plain(items)
next(generator)
print(sys.getrefcount(items) - 1)
del generator
print(sys.getrefcount(items) - 1)
generator = over_list()
next(generator)
try:
    generator.send(1)
except AttributeError as error:
    print(error)
del generator
iterator = iter([1, 2])


def over(what):
    yield from what


generator = over(iterator)
next(generator)
print(sys.getrefcount(iterator) - 1)
del generator
print(sys.getrefcount(iterator) - 1)
del iterator, items
