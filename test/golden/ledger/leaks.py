# What stays alive, and by what.
# leaks:
# leaks: --all
# leaks: --from 63 --to 66
import atexit
import functools


class Service:
    def __init__(self, name):
        self.name = name
        self.log = []

    @functools.lru_cache(maxsize=None)
    def lookup(self, key):
        return [key]

    def close(self):
        pass


class Node:
    def __init__(self, other=None):
        self.other = other


def use(n):
    service = Service(f"service {n}")
    service.lookup(n)


def cycle():
    first = Node()
    first.other = Node(first)


def fail():
    local = Service("in a failed call")
    raise ValueError("failed")


def register():
    atexit.register(Service("at exit").close)


for i in range(5):
    use(i)
for i in range(3):
    cycle()
try:
    fail()
except ValueError as e:
    error = e
register()
plain = Service("plain")
registry = {}


def handle(request):
    registry[request] = Service(request)


for request in "abc":
    handle(request)
registry["a"].log.append(Node())
done = True
