import weakref
from announced import D
a=D('a'); r=weakref.ref(a, lambda r: print('cb a'))
b=D('b'); b.r=weakref.ref(b, lambda r: print('cb b'))
