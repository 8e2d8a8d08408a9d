# %%
import sys, weakref
class Node:
    def __init__(self, name): self.name = name
    def __repr__(self): return f"Node({self.name})"
    def __del__(self): print("del", self.name)
n = Node("n")
r = weakref.ref(n)
print(sys.getrefcount(n), r() is n, weakref.getweakrefcount(n))
# %%
r
# %%
del n
r
# %%
n = Node("keep")
items = [n, n]
table = {"n": n, n.name: 1}
print(sys.getrefcount(n))
del n
items[0]
# %%
print(sys.getrefcount(items[0]))
items.clear()
print("list cleared")
table.clear()
print("dict cleared")
# %%
n = Node("in weak dict")
d = weakref.WeakValueDictionary()
d["n"] = n
print(len(d), sys.getrefcount(n))
del n
print(len(d))
# %%
m = Node("shown")
m
# %%
print(sys.getrefcount(m))
# %%
del m
print("name gone")
# %%
Out.clear()
print("Out cleared")
# %%
refs = {"x": weakref.ref(Node("temp"))}
refs
# %%
def make():
    a = Node("a"); b = Node("b")
    return b
kept = make()
kept.name
# %%
kept = [kept for _ in range(3)]
sys.getrefcount(kept[0])
# %%
def cb(ref): print("callback", ref() is None)
x = Node("x")
w = weakref.ref(x, cb)
x = 1
# %%
w
# %%
class Parent:
    def __init__(self): self.child = Child(self)
class Child:
    def __init__(self, parent): self.parent = weakref.ref(parent)
p = Parent()
c = p.child
print(c.parent() is p)
del p
print(c.parent())
