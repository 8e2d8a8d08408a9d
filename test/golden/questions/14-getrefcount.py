# Why does getrefcount say 2 here and 1 there?
# trace: --explain
import sys
class C: pass
c = C()
print(sys.getrefcount(c))
def f():
    d = C()
    print(sys.getrefcount(d))
f()
