# Recording and expecting from within a program.
import decref
import sys


class Node:
    def __init__(self):
        self.other = None


cache = []


def clean():
    node = Node()
    node.other = Node()


def leaky():
    node = Node()
    cache.append(node)


def cycle():
    node = Node()
    node.other = node


with decref.expect(alive=0, freed={Node: 2}):
    clean()
for function in (leaky, cycle):
    try:
        with decref.expect(alive={Node: 0}):
            function()
    except AssertionError as error:
        print(error)
try:
    decref.expect(alive="none")
except TypeError as error:
    print(error)
try:
    decref.events(cache)
except RuntimeError as error:
    print(error)
decref.record()
kept = Node()
alias = kept
cache.append(kept)
cache.clear()
print("\n".join(decref.events(kept)))
before = sys.getrefcount(kept)
decref.why(kept), decref.holders(kept), decref.events(kept), decref.snapshot()
print(sys.getrefcount(kept) == before, decref.audit())
del alias
counts = decref.snapshot()
print(counts["Node"], list(counts.values()) == sorted(counts.values(), reverse=True))
