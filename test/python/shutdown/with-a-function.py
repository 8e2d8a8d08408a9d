from announced import D
a=D('a'); b=D('b'); _c=D('_c'); z=D('z')
def f(): return a
