import gc
from announced import D
gc.disable()
a=D('a'); a.me=a
