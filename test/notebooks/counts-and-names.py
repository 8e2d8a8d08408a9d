# %% [markdown]
# Counts of a module-level name, of locals, of what a display keeps.
# %%
import sys
class A:
    def __init__(self, name="a"):
        self.name = name
    def __del__(self):
        print("del", self.name)
a = A()
print(sys.getrefcount(a))
# %%
b = a
print(sys.getrefcount(a), sys.getrefcount(b), a is b)
del b
sys.getrefcount(a)
# %%
def f(x):
    y = x
    return sys.getrefcount(x), sys.getrefcount(y)
f(a)
# %%
def g():
    local = A("local")
    print("in g", sys.getrefcount(local))
g()
print("after g")
# %%
a = None
# %%
a = A("again"); a = A("third")
# %%
del a
print("end")
# %%
del nothing_here
# %%
x = 1000
y = 1000
print(x is y, sys.getrefcount(x))
# %%
print(sys.getrefcount(x))
z = 5; w = 5
z is w
# %%
s = "hello world!"; t = "hello world!"
print(s is t, sys.getrefcount(s))
u = "hello"
v = "hello"
u is v
# %%
sys.getrefcount(s)
# %%
pair = (1, 2, "three")
print(sys.getrefcount(pair))
# %%
print(sys.getrefcount(pair))
sys.getrefcount(pair);
