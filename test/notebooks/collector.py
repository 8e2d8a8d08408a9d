# %%
import gc, sys, weakref
gc.disable()
gc.isenabled()
# %%
gc.enable(); gc.collect(); gc.get_count()[0] < 700
# %%
class Node:
    def __init__(self, name): self.name = name; self.links = []
    def __repr__(self): return f"<Node {self.name}>"
    def __del__(self): print("finalizing", self.name)
a, b = Node("a"), Node("b")
a.links.append(b); b.links.append(a)
del a, b
# %%
gc.collect()
# %%
gc.garbage
# %%
events = []
def cb(phase, info): events.append((phase, sorted(info)))
gc.callbacks.append(cb)
gc.collect(); gc.callbacks.remove(cb)
events
# %%
c = Node("c")
[r is globals() for r in gc.get_referrers(c)]
# %%
gc.get_referents([1, "x", c])
# %%
gc.is_finalized(c)
# %%
class Res:
    saved = None
    def __del__(self):
        Res.saved = self
        print("resurrected")
r = Res(); del r
# %%
Res.saved is not None, gc.is_finalized(Res.saved)
# %%
Res.saved = None
# %%
wr = weakref.ref(c, lambda ref: print("dead", ref))
wr() is c, weakref.getweakrefcount(c), weakref.getweakrefs(c) == [wr]
# %%
del c
# %%
_ = None
# %%
wr
# %%
d = weakref.WeakValueDictionary()
n = Node("n"); d["n"] = n
list(d.keys()), len(d)
# %%
n = None
len(d)
# %%
k = weakref.WeakKeyDictionary()
key = Node("key"); k[key] = "value"
dict(k)
# %%
del key
len(k)
# %%
%reset -f out
# %%
len(k)
# %%
s = weakref.WeakSet()
m = Node("m"); s.add(m); m in s
# %%
m = None; len(s)
# %%
class Obs:
    def __init__(self): self.subs = weakref.WeakSet()
    def sub(self, f): self.subs.add(f)
    def fire(self): return [f() for f in self.subs]
class L:
    def handler(self): return "handled"
o = Obs(); l = L()
o.sub(l.handler); len(o.subs)
# %%
wm = weakref.WeakMethod(l.handler)
wm()()
# %%
del l
wm()
# %%
f = weakref.finalize(o, print, "o is gone")
f
# %%
f.peek() is not None, f.atexit
# %%
o = None
# %%
f
# %%
x = Node("loop")
for item in [Node(1), Node(2)]:
    pass
item
# %%
item = None
# %%
[Node("comp") for _ in range(2)]
# %%
del _
# %%
Out
# %%
Node("temp") and None
# %%
Node("temp").name
# %%
(Node("p"), Node("q"))[0]
# %%
{Node("dk"): Node("dv")}.popitem()[0].name
# %%
def use():
    n1 = Node("n1"); n2 = Node("n2")
    return n2.name
use()
# %%
def exc():
    n = Node("kept")
    raise RuntimeError
try: exc()
except RuntimeError: print("caught")
# %%
try:
    exc()
except RuntimeError as err:
    e2 = err
# %%
e2 = None
# %%
exc()
# %%
exc()
# %%
gc.collect() >= 0
# %%
sys.last_value = sys.last_exc = sys.last_traceback = None
# %%
gc.collect() >= 0
# %%
1
# %%
gc.collect() >= 0
# %%
class P:
    def __init__(self): self.kids = []
    def __del__(self): print("P")
class K:
    def __init__(self, p): self.p = p; p.kids.append(self)
    def __del__(self): print("K")
p = P(); K(p); K(p)
# %%
del p
# %%
gc.collect()
# %%
gc.collect(0), gc.collect(1) >= 0
# %%
gc.freeze(); gc.get_freeze_count() > 0, gc.unfreeze()
# %%
import types
types.SimpleNamespace(n=Node("ns")).n
# %%
len(gc.get_objects()) > 100
# %%
gc.get_stats()[0].keys()
# %%
%xdel x
# %%
y = Node("y"); y
# %%
%xdel y
# %%
z = Node("z")
z
# %%
del z
del Out[57]
