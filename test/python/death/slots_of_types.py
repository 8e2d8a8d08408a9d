# For the programs cycles-*.py: `section` makes an object in several ways, each given one `Node`, and tells of each whether it is
# tracked, how often it holds the node, what is left of that when it has died, and whether the collector finds the cycle when
# the node in turn holds the object.
import gc, sys, weakref

R = sys.getrefcount

class Node:
    """Plays every role: an iterator, a function, a sequence, a number."""
    def __iter__(self): return self
    def __next__(self): return 1
    def __call__(self, *args, **kwargs): return 1
    def __len__(self): return 2
    def __getitem__(self, i): return i
    def __index__(self): return 3

def holding(o, n):
    o.n = n
    return o

def no_more(o): return ""
def referents(o): return " refers " + " ".join(sorted(type(x).__name__ for x in gc.get_referents(o) if x is not None))

alive = []

def attempt(name, make, more):
    n = Node()
    before = R(n)
    try: o = make(n)
    except Exception as e: return print(f"{name}: {type(e).__name__}: {e}")
    text = f"{name}: {type(o).__name__} {'tracked' if gc.is_tracked(o) else '-'} holds {R(n) - before}{more(o)}"
    del o
    gc.collect()
    left = R(n) - before
    n.o = make(n)
    w = weakref.ref(n)
    kept = Node()
    alive.append(make(kept))
    del n
    gc.collect()
    print(text, "left", left, "found", w() is None)

def attempt_all(title, makes, more):
    print("--", title)
    gc.collect()
    gc.freeze()
    for name, make in makes.items(): attempt(name, make, more)

def section(title, /, **makes): attempt_all(title, makes, no_more)
def section_with_referents(title, /, **makes): attempt_all(title, makes, referents)
