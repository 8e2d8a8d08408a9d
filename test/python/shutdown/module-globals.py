from announced import D
a=D('a'); b=D('b'); _c=D('_c'); __d__=D('__d__'); z=D('z')
