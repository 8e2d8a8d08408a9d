# %% [markdown]
# # Magics and names
# %%
import sys, gc, weakref
class Node:
    """A node of a list."""
    def __init__(self, value, next=None):
        self.value = value
        self.next = next
    def __del__(self):
        print("del", self.value)
    def __repr__(self):
        return f"Node({self.value})"
# %%
alpha = 123
beta = "test"
gamma = [1, 2, 3]
delta = {"k": 1}
node = Node("n1")
long = "x" * 200
multi = "a\nb"
# %%
%who
# %%
%who int str
# %%
%who float
# %%
%whos int
# %%
%who_ls list
# %%
names = %who_ls
names
# %%
node
# %%
sys.getrefcount(node)
# %%
%xdel node
# %%
%xdel nothing
# %%
n2 = Node("n2")
n2
# %%
%reset -f in
# %%
In, _i, _ii
# %%
n2
# %%
%reset -s -f
# %%
%who
# %%
import sys, gc, weakref
class Node:
    def __init__(self, value): self.value = value
    def __del__(self): print("del", self.value)
    def __repr__(self): return f"Node({self.value})"
aa = Node("aa"); ab = Node("ab"); b = Node("b")
# %%
%reset_selective -f ^a
# %%
%who
# %%
%reset -f dhist
# %%
_dh
# %%
%reset -f array bogus
# %%
b
# %%
%reset -f out
# %%
Out
# %%
del b
# %%
x = 1
%reset -f
# %%
x
# %%
sorted(k for k in globals() if k[0] != "_")
# %%
len(In) > 30, len(Out)
# %%
%timeit -n 2 -r 3 -q pass
# %%
t = %timeit -n 2 -r 3 -q -o pass
type(t).__name__, t.loops, t.repeat, len(t.all_runs), len(t.timings)
# %%
%nosuchmagic 1
# %%
%%nosuchcell
body
# %%
%%who
body
# %%
%capture
# %%
%precision 3
# %%
3.14159265, [1.5, 2.0], {"a": 1/3}
# %%
%precision %e
# %%
12345.678
# %%
%precision
# %%
1/3
# %%
%history 1-3
# %%
%history -n 1-2
# %%
who
# %%
who_ls
# %%
def f():
    local = 5
    r = %who_ls
    return r
f()
# %%
%xmode Minimal
# %%
1/0
# %%
%xmode Context
