import sys
from announced import D
def f():
    x=D('local'); raise SystemExit(3)
g=D('glob')
f()
