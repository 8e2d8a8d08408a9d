# %%
import sys
class T:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def fail():
    t = T("in fail")
    raise ValueError("broken")
try:
    fail()
except ValueError as e:
    print("caught", e, sys.getrefcount(e))
print("after")
# %%
fail()
# %%
print("the frame is kept by", repr(sys.last_value))
# %%
1 / 0
# %%
x = = 2
# %%
def missing_colon()
    pass
# %%
print(undefined_name)
# %%
[1, 2][5]
# %%
{}["key"]
# %%
raise KeyError("k") from ValueError("v")
# %%
assert 1 == 2, "message"
# %%
int("x")
# %%
"a" + 1
# %%
T.nothing
# %%
class E2(Exception): pass
raise E2("own", 1)
# %%
import gc
sys.last_type = sys.last_value = sys.last_traceback = None
print("the last error's frame is still held by the cell's result")
# %%
print("and only a collection finds the cycle of an exception with its frame")
found = gc.collect()
