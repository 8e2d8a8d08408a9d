# A StopIteration with a value goes through an iterator that is made of one other; where several are combined it does not.
import itertools


class Stopping:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration(42)


def look(name, iterator):
    try:
        print(name, next(iterator))
    except Exception as error:
        print(name, type(error).__name__, error.args)


look("iter", iter(Stopping()))
look("enumerate", enumerate(Stopping()))
look("map", map(abs, Stopping()))
look("map second", map(pow, [1], Stopping()))
look("zip", zip(Stopping()))
look("zip second", zip([1], Stopping()))
look("zip strict", zip([1], Stopping(), strict=True))
look("zip strict first", zip(Stopping(), Stopping(), strict=True))
look("filter", filter(None, Stopping()))
look("chain", itertools.chain(Stopping()))
look("islice", itertools.islice(Stopping(), 3))
look("islice skipping", itertools.islice(Stopping(), 3, 5))
look("takewhile", itertools.takewhile(bool, Stopping()))
look("dropwhile", itertools.dropwhile(bool, Stopping()))
look("filterfalse", itertools.filterfalse(bool, Stopping()))
look("accumulate", itertools.accumulate(Stopping()))
look("starmap", itertools.starmap(pow, Stopping()))
look("compress", itertools.compress(Stopping(), [1]))
look("compress selectors", itertools.compress([1], Stopping()))
look("cycle", itertools.cycle(Stopping()))
look("pairwise", itertools.pairwise(Stopping()))
look("batched", itertools.batched(Stopping(), 2))
look("zip_longest", itertools.zip_longest(Stopping()))
look("groupby", itertools.groupby(Stopping()))
look("tee", itertools.tee(Stopping())[0])
print(list(map(abs, Stopping())), list(zip(Stopping())), dict(enumerate(Stopping())), [x for x in filter(None, Stopping())])


def through():
    return (yield from map(abs, Stopping()))


look("yield from", through())

# A chain is at its end once a part of it is not iterable.
chained = itertools.chain([0], 1, [2])
look("chain", chained)
look("chain", chained)
look("chain", chained)
