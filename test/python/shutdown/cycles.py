from announced import D
a=D('a'); a.me=a; b=D('b'); b.me=b; c=D('c')
