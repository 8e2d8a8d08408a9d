# functools.partial: names that are no strings when shown, states of subclasses; and an iterator at the largest index.
import functools
import sys


class Named:
    def __init__(self, name):
        self.name = name

    def __call__(self):
        pass

    def __repr__(self):
        print("repr of", self.name)
        return self.name

    def __str__(self):
        print("str of", self.name)
        partial.keywords[self] = "other"
        return self.name


partial = functools.partial(Named("function"), Named("argument"), key=Named("value"))
partial.keywords[Named("name")] = Named("other value")
print(repr(partial))


class Tuple(tuple):
    pass


class Dict(dict):
    pass


partial.__setstate__((print, Tuple((1, 2)), Dict(end=".\n"), None))
print(type(partial.args), type(partial.keywords))
partial(3)
for state in ((print, 1, 2, 3), (print, (), 3, None), (1, (), None, None), (print, [], {}, None), [print, (), {}, None], (print, (), {}, 5)):
    try:
        partial.__setstate__(state)
    except TypeError as error:
        print(error)


class Endless:
    def __getitem__(self, index):
        return index


iterator = iter(Endless())
iterator.__setstate__(sys.maxsize - 2)
print(next(iterator) - sys.maxsize, next(iterator) - sys.maxsize)
for _ in range(2):
    try:
        next(iterator)
    except OverflowError as error:
        print(error)
print(iterator.__reduce__()[2] == sys.maxsize)
iterator.__setstate__(-5)
print(next(iterator))
