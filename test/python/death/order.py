import sys, gc, weakref, collections, itertools, functools, types
gc.disable()
log=[]
class D:
    def __init__(self,n): self.n=n
    def __del__(self): log.append(self.n)
def show(name):
    print(name, log); log.clear()
x=[D(i) for i in range(4)]; del x; show("list")
x=[D(i) for i in range(4)]; x.clear(); show("list.clear"); 
x=[D(i) for i in range(6)]; del x[1:4]; show("del x[1:4]"); del x; log.clear()
x=[D(i) for i in range(6)]; x[1:4]=[]; show("x[1:4]=[]"); del x; log.clear()
x=[D(i) for i in range(6)]; del x[::2]; show("del x[::2]"); del x; log.clear()
x=[D(i) for i in range(6)]; x[:]=[1]; show("x[:]=[1]"); del x; log.clear()
x=(D(0),D(1),D(2)); del x; show("tuple")
x={i:D(i) for i in range(4)}; del x; show("dict")
x={D('k%d'%i):D('v%d'%i) for i in range(3)}; del x; show("dict k/v")
x={i:D(i) for i in range(4)}; x.clear(); show("dict.clear")
x={'a%d'%i:D(i) for i in range(4)}; del x['a1']; x['a1']=D('n1'); log.clear(); del x; show("dict after del/reinsert")
class O: pass
o=O(); o.a=D('a'); o.b=D('b'); o.c=D('c'); del o; show("instance inline attrs")
o=O(); o.a=D('a'); o.b=D('b'); o.c=D('c'); o.__dict__; del o; show("instance w/ materialized dict")
o=O(); o.c=D('c'); o.a=D('a'); o.b=D('b'); del o; show("instance attrs set in other order c,a,b (shared keys a,b,c)")
class O2: pass
o=O2(); [setattr(o,'k%02d'%i,D(i)) for i in range(35)]; del o; show("35 attrs")
class S: __slots__=('c','a','b')
o=S(); o.b=D('b'); o.a=D('a'); o.c=D('c'); del o; show("slots ('c','a','b')")
class S1: __slots__=('x','y')
class S2(S1): __slots__=('p','q')
o=S2(); o.x=D('x');o.y=D('y');o.p=D('p');o.q=D('q'); del o; show("slots inherit base(x,y) sub(p,q)")
class S3(S1): pass
o=S3(); o.x=D('x');o.y=D('y');o.d=D('dict'); del o; show("slots base + dict")
x={D(i) for i in range(1)}; del x; log.clear()
class H(D):
    def __hash__(self): return self.n
    def __eq__(self,o): return self is o
x={H(i) for i in (5,3,1,4,2)}; del x; show("set hash5,3,1,4,2")
x=collections.deque(D(i) for i in range(4)); del x; show("deque")
x=collections.deque(D(i) for i in range(4)); x.clear(); show("deque.clear")
x=collections.OrderedDict((i,D(i)) for i in range(4)); del x; show("OrderedDict")
x=collections.defaultdict(lambda:0,{i:D(i) for i in range(3)}); del x; show("defaultdict")
def f():
    a=D('a'); b=D('b'); c=D('c')
f(); show("frame locals")
def f(p,q):
    a=D('a'); b=D('b')
f(D('p'),D('q')); show("frame args+locals")
def f():
    a=D('a'); b=D('b')
    return 1
f(); show("frame locals return 1")
def f():
    a=D('a'); b=D('b')
    return a
f(); show("return a")
def f():
    a=D('a'); b=D('b')
    def g(): return b
    c=D('c')
f(); show("cell local b")
def f():
    a=D('a'); b=D('b'); sys._getframe()
f(); show("frame obj created (temp)")
def f():
    a=D('a'); b=D('b')
    fr=sys._getframe()
    c=D('c')
f(); show("frame in local (cycle) before gc"); gc.collect(); show("after gc")
def g():
    a=D('a'); b=D('b')
    yield 1
    c=D('c')
    yield 2
it=g(); next(it); del it; show("gen del suspended")
it=g(); next(it); next(it); it.close(); show("gen close")
it=g(); list(it); show("gen exhausted")
def f():
    a=D('a')
    b=D('b')
    raise ValueError
try: f()
except ValueError: show("in except handler"); 
show("after except")
def f():
    a=D('a')
    try: raise ValueError(D('exc-arg'))
    except ValueError as e: b=D('b')
    log.append('after-handler')
f(); show("handler then exit")
def f(): D(1), D(2), D(3)
f(); show("tuple expr")
def f(): [D(1), D(2), D(3)]
f(); show("list expr")
def f(a,b): log.append('body')
f(D('x'),D('y')); show("call temps")
def f(*a): log.append('body')
f(D('x'),D('y')); show("call *args")
def f(**k): log.append('body')
f(x=D('x'),y=D('y')); show("call **k")
print_=lambda *a: log.append('print')
print_(D('x'),D('y')); show("lambda")
x=D('old'); x=D('new'); show("rebind"); del x; log.clear()
x=D(1); y=D(2); x,y=y,x; show("swap"); del x,y; show("del x,y")
x=y=D(1); del x; show("del one"); del y; show("del two")
for i in [D(1),D(2),D(3)]: log.append('it%d'%i.n)
show("for temp list"); del i; show("del i")
for i in (D(k) for k in range(3)): log.append('it%d'%i.n)
show("for genexpr"); del i; show("del i")
[D(i) for i in range(3)]; show("listcomp temp")
class Node: 
    def __init__(self,n,nx): self.n=n; self.nx=nx
    def __del__(self): log.append(self.n)
h=None
for i in range(5): h=Node(i,h)
del h; show("linked list (head 4 first)")
h=None
for i in range(2000): h=Node(i,h)
del h; print("200k linked", len(log), log[:3], log[-3:], log==sorted(log,reverse=True)); log.clear()
l=[]
for i in range(2000): l=[l]
del l; print("nested list ok")
l=D('deep')
for i in range(2000): l=(l,)
del l; show("nested tuple")
def mk():
    d=D('a'); d.me=d; d.o=D('b')
mk(); show("cycle before"); gc.collect(); show("cycle after")
class Del2:
    def __init__(self,n): self.n=n
    def __del__(self): log.append(('del',self.n, sorted(self.__dict__)))
def mk():
    a=Del2('a'); b=Del2('b'); c=Del2('c'); a.x=b; b.x=c; c.x=a
mk(); gc.collect(); show("cycle a->b->c->a finalizer order")
def mk():
    c=Del2('c'); b=Del2('b'); a=Del2('a'); a.x=b; b.x=c; c.x=a
mk(); gc.collect(); show("cycle created c,b,a")
# attr replace
o=O(); o.a=D('1'); o.a=D('2'); show("attr replace"); del o; show("-")
def f():
    x=D('x')
    x=None
    log.append('end')
f(); show("x=None")
def f():
    with CM(): pass
class CM:
    def __enter__(self): return D('enter')
    def __exit__(self,*a): log.append('exit')
    def __del__(self): log.append('cm del')
f(); show("with temp")
def f():
    with CM() as z: log.append('body')
    log.append('after')
f(); show("with as z")
D(1).n; show("temp attr")
(D(1),D(2))[0]; show("temp tuple idx")
D('a') and D('b'); show("and")
x=D('a') or D('b'); del x; show("or")
def f():
    global gg
    gg=D('g')
f(); del gg; show("del global")
def f(a=D('default')): pass
del f; show("del function w/ default")
class T: z=D('classattr')
del T; show("del class before gc"); gc.collect(); show("after gc")
import builtins
print(len(D.__mro__))
