# Chains of every kind, as long as the first argument says (20,000 without), die without overflowing any stack.
import functools, gc, sys, types, weakref

N = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
gc.disable()


class Node:
    deaths = 0
    def __init__(self, next): self.next = next
    def __del__(self): Node.deaths += 1


class Slotted:
    __slots__ = ("next", "__weakref__")
    def __init__(self, next): self.next = next


class Method:
    def m(self): pass
    def __init__(self, next): self.next = next


def generator(previous):
    kept = previous
    yield kept


def started(previous):
    g = generator(previous)
    next(g)
    return g


def closure(previous):
    def inner(): return previous
    return inner


def error(previous):
    e = ValueError()
    e.__context__ = previous
    return e


def cause(previous):
    e = ValueError()
    e.__cause__ = previous
    return e


def bound(previous):
    return types.MethodType(len, previous) if previous is not None else types.MethodType(len, [])


links = {
    "list": lambda p: [p],
    "tuple": lambda p: (p,),
    "dict": lambda p: {"k": p},
    "dict key": lambda p: {(p,): 1} if False else {1: p, "a": 2},
    "frozenset": lambda p: (frozenset(), p),
    "instance with __del__": Node,
    "slots": Slotted,
    "bound method": lambda p: Method(p).m,
    "method": bound,
    "generator": started,
    "closure": closure,
    "cell": types.CellType,
    "partial": lambda p: functools.partial(len, [p]),
    "partial of partial": lambda p: functools.partial(print, p, key=p),
    "__context__": error,
    "__cause__": cause,
    "namespace": lambda p: types.SimpleNamespace(next=p),
    "slice": lambda p: slice(p, None),
    "iterator": lambda p: iter([p]),
    "map": lambda p: map(len, [p]),
    "zip": lambda p: zip([p]),
    "property": lambda p: property(p),
    "staticmethod": staticmethod,
    "mappingproxy": lambda p: types.MappingProxyType({"k": p}),
    "enumerate": lambda p: enumerate([p]),
    "exception argument": ValueError,
    "deque": lambda p: __import__("collections").deque([p]),
    "ordered": lambda p: __import__("collections").OrderedDict(k=p),
    "super": lambda p: super(Slotted, Slotted(p)),
    "union argument": lambda p: types.GenericAlias(list, (p,)),
}
for name, link in links.items():
    chain = None
    for _ in range(N):
        chain = link(chain)
    del chain
    print(name, Node.deaths, flush=True)
    Node.deaths = 0

print("tracebacks")


def raises(previous):
    try:
        raise ValueError
    except ValueError as e:
        kept = previous
        return e.__traceback__


chain = None
for _ in range(N // 10):
    chain = raises(chain)
del chain

print("weak-reference callbacks")
order = []


class Target: pass


def chained(count):
    targets = {}
    for i in range(count):
        targets[i] = Target()
    refs = []
    for i in range(count - 1):
        refs.append(weakref.ref(targets[i], lambda ref, i=i: (order.append(i), targets.pop(i + 1))))
    targets.pop(0)
    return refs


refs = chained(300)
print(order == list(range(299)), len(refs))

print("a garbage chain and a ring")
gc.collect()  # what imports left
for with_del in (Node, Slotted):
    first = node = with_del(None)
    for _ in range(N):
        node = with_del(node)
    first.next = node
    del first, node
    print(gc.collect(), Node.deaths)
