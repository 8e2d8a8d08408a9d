from announced import D
import functools, collections
l=[D(i) for i in range(3)]; d={k:D('d%s'%k) for k in 'xy'}; t=(D('t0'),D('t1'))
class K: attr=D('classattr')
k=K(); k.i=D('inst')
