import gc
from announced import D
g=(D('gen-local') for _ in range(3)); x=next(g)
def gen():
    try:
        d=D('in gen'); yield 1
    finally: print('finally in gen')
h=gen(); next(h)
