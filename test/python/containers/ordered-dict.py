# OrderedDict: order, what goes past it, counts and deaths, errors, views and iterators, which methods of a subclass are called,
# and every comparison of keys.
import gc,sys,weakref
from collections import OrderedDict as O
class K:
    def __init__(s,n): s.n=n
    def __repr__(s): return s.n
    def __del__(s): print('del',s.n)
o=O()
k=K('k'); 
b=sys.getrefcount(k); o[k]=K('v'); print(sys.getrefcount(k)-b)
print(gc.get_referents(o))
for i in range(10): o[i]=i
del k
o.attr=K('attr')
w=weakref.ref(o, lambda r: print('weak'))
del o
it=iter(O(a=1).items()); print(gc.get_referents(it))
o=O(a=1,b=2); it=iter(o); next(it); print(it.__reduce__())
print(gc.get_referents(iter(o)),gc.get_referents(iter(o.values())))
class S(O): pass
s=S(a=1); s.x=3; print(s.__reduce__()[:4], O(a=1).__reduce__()[:4], repr(s), repr(O(a=o)))
r=O(); r['r']=r; print(r)
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e, getattr(e,'__notes__',None))
t(lambda: O([1])); t(lambda: O([()])); t(lambda: O([(1,)])); t(lambda:O([(1,2,3)])); t(lambda:O(5))
t(lambda: O(1,2)); t(lambda: o.update(1,2)); t(lambda:o.update(None))
class It:
    def items(self): return [(1,2)]
t(lambda:O(It()))
def mut(f):
    o=O.fromkeys('abc')
    for k in o: f(o)
t(lambda: mut(lambda o:o.pop('a'))); t(lambda: mut(lambda o:o.move_to_end('a'))); t(lambda: mut(lambda o:o.__setitem__('d',1))); t(lambda: mut(lambda o:dict.__setitem__(o,'d',1))); t(lambda:mut(lambda o:o.clear()))
t(lambda: mut(lambda o:dict.__delitem__(o,'b')))
def it2():
    o=O.fromkeys('abc'); i=iter(o); next(i); o['d']=1
    for _ in range(3): t(lambda: next(i))
    i=iter(o); next(i); dict.__setitem__(o,'x',1)
    for _ in range(3): t(lambda: next(i))
    print(len(o), list(o)); t(lambda: repr(o)); t(lambda:o.copy()); t(lambda:o.popitem()); print(len(o)); t(lambda:o.pop('x'));t(lambda:o.pop('x',5)); t(lambda: o.pop(key='q',default=7))
    dict.__delitem__(o,'a'); t(lambda: repr(o)); t(lambda: o.copy()); t(lambda:list(o)); t(lambda: list(o.items())); t(lambda:list(o.values())); t(lambda:o==o.copy())
    t(lambda:o.move_to_end('a')); t(lambda:o.move_to_end('a', last=False))
it2()
class E:
    def __init__(s,o): s.o=o
    def __hash__(s): return 1
    def __eq__(s,q):
        if s is not q: s.o.pop('z',None)
        return True
def eqm():
    a=O(); b=O(); a['z']=b['z']=1
    a[E(a)]=1; b[E(a)]=1
    return a==b
t(eqm)
class M(O):
    def __missing__(s,k): return 'missing'
m=M(); t(lambda:m['x']); t(lambda:m.pop('x')); t(lambda:m.setdefault('x')); print(m)
class D(O):
    def __getitem__(s,k): print('get',k); return super().__getitem__(k)
    def __setitem__(s,k,v): print('set',k,v); super().__setitem__(k,v)
    def __delitem__(s,k): print('del',k); super().__delitem__(k)
    def __contains__(s,k): print('in',k); return super().__contains__(k)
d=D(a=1); print('pop'); t(lambda:d.pop('a')); d.setdefault('b',2); d.setdefault('b',3); print(d.copy()); d.popitem(); print(d); d|={'x':1}; d.update(y=2); print(d|{'z':3}, {'q':1}|d); t(lambda: d|3); t(lambda: d.__ior__(3))
print(D.fromkeys('ab',3))
o=O(a=1,b=2)
print(o.keys(),o.values(),o.items(), o.keys()&{'a'}, sorted(o.items()^O(a=2).items()), o.keys()=={'a','b'}, type(reversed(o.items())), list(reversed(o.values())), sorted(o.keys()|'x'), o.items()-[('a',1)], o.keys().isdisjoint('ab'), o.keys().mapping)
print(dict(o), {**o}, O(b=2,a=1)==o, o=={'b':2,'a':1}, o!=O(b=2,a=1), o.__eq__(3), o.__lt__(o))
print(o.__dict__, vars(o)); o.__dict__={'a':1}; print(o.a); t(lambda:setattr(o,'__dict__',3)); t(lambda: delattr(o,'__dict__')); print(o.__dict__)
print(o.popitem(last=False), o.popitem(), ); t(lambda:o.popitem()); t(lambda:o.move_to_end(1)); t(lambda: o.__delitem__(1)); t(lambda:o.clear())
import copy
o=O(b=1,a=2);o.z=5
print(copy.copy(o), copy.copy(o).__dict__, copy.deepcopy(o))
o=O.fromkeys(range(6)); o.move_to_end(0); o.move_to_end(5,False); del o[3]; o[3]=9; print(list(o), list(reversed(o)))
for i in range(100): o[i]=i
for i in range(0,100,3): del o[i]
print(list(o))
print(O.__init__.__doc__, O.keys.__doc__, type(o.keys()).__mro__, type(iter(o)).__name__)
a=O.fromkeys('ab'); t(lambda:a.__init__(c=1)); print(a); t(lambda: next(iter(O()))); print(iter(O()).__reduce__())
print(gc.is_tracked(O()), gc.is_tracked(a), gc.is_tracked(a.keys()))
class W(O): __slots__=()
t(lambda: weakref.ref(W())()); t(lambda: W().__dict__)
class H:
    def __init__(s,n): s.n=n
    def __hash__(s): print('hash',s.n); return 1
    def __eq__(s,o): print('eq',s.n,o.n); return s.n==o.n
    def __repr__(s): return 'H%d'%s.n
o=O(); a,b,c=H(1),H(2),H(3)
print('set');o[a]=1; print('set2'); o[b]=2; print('set3'); o[c]=3; print('set again'); o[H(2)]=5
print('pop'); o.pop(H(1)); print('popitem'); o.popitem(); o[a]=1; print('setdefault'); o.setdefault(H(1),3); print('sd new'); o.setdefault(H(7),3); print('move'); o.move_to_end(H(7)); o.move_to_end(H(7),False); print('iter'); list(o); print('items'); list(o.items()); print('del'); del o[H(1)]; print('copy'); o.copy(); print('repr'); repr(o); print('eq'); o==O(o); print('dict'); dict(o); print('fk'); O.fromkeys([H(3),H(4)]); print('clear'); o.clear(); print('pop miss'); o.pop(a,None); o[a]=1; print('pop miss'); o.pop(b,None);print('|'); o|{c:1}
class S(O): pass
print('-----'); s=S(); s[a]=1; s[b]=2; print('pop'); s.pop(b); print('sd'); s.setdefault(a); s.setdefault(b); print('popitem'); s.popitem(); print('copy'); s.copy(); print('repr'); repr(s)
