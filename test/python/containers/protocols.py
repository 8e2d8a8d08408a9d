# Subclasses of containers, odd iterables, mutation during operations, counts before and after them.

# subclass behaviours & protocol corner cases
import sys
R=sys.getrefcount
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
class L(list):
    def __getitem__(s,i): return ('gi',i)
    def __iter__(s): return iter([9,8])
    def __len__(s): return 77
l=L([1,2]); print(list(l), l[0], len(l), l[0:1], repr(l), [*l], tuple(l), sorted(l), sum(l), 1 in l, l==[1,2], l+[3], [3]+l, l*2, l.copy(), type(l.copy()), type(l+[]), type(l[:]))
a=[0]; a.extend(l); print(a); a+=l; print(a); a[1:1]=l; print(a); a=list(l); print(a)
class D(dict):
    def __getitem__(s,k): return 'gi'
    def keys(s): return ['kk']
    def __iter__(s): return iter(['it'])
d=D(a=1); print(dict(d), {**d}, d['zz'], list(d), d.get('a'), 'a' in d, d|{}, {}|d, d=={'a':1}); x={}; x.update(d); print(x); f=lambda **k:k; print(f(**d))
class M:
    def keys(s): return iter(['x','y'])
    def __getitem__(s,k): return k*2
print(dict(M()), {**M()}, f(**M())); x={}; x.update(M()); print(x)
class BadM:
    def keys(s): return 5
t(lambda: dict(BadM())); t(lambda: {**5}); t(lambda: f(**5))
class S(set):
    def __contains__(s,x): return True
    def __iter__(s): return iter([7])
s=S([1,2]); print(5 in s, list(s), set(s), s|{3}, {3}|s, s=={1,2}, s&{1}, s-{1}, s<={1,2}, frozenset(s), sorted(s))
class T(tuple):
    def __new__(c,*a): return super().__new__(c,a)
    def __iter__(s): return iter('xy')
x=T(1,2); print(x, list(x), x+(3,), (0,)+x, x[0], x[:], type(x[:]), type(x*1), x==(1,2), hash(x)==hash((1,2)), tuple(x), [*x], (*x,))
class I:
    def __index__(s): print('idx',end=' '); return 1
print([1,2,3][I()], (1,2)[I()], [1,2,3][I():], range(5)[I()], list(range(I())), [1]*I(), [1,2,3].pop(I()), [5,6].index(6,I()))
class Sq:
    def __init__(s,n): s.n=n
    def __getitem__(s,i):
        if i>=s.n: raise IndexError
        return i*10
print(list(Sq(3)), list(reversed(type('X',(Sq,),{'__len__':lambda s:s.n})(3))), 20 in Sq(3), tuple(Sq(2)), [*Sq(2)], dict(enumerate(Sq(2))), list(zip(Sq(2),Sq(3))), max(Sq(4)))
class It:
    def __iter__(s): return s
    def __next__(s): raise StopIteration
    def __length_hint__(s): return NotImplemented
print(list(It())); 
class H(It):
    def __length_hint__(s): raise ValueError('h')
t(lambda: list(H()))
class H2(It):
    def __length_hint__(s): return -1
t(lambda: list(H2()))
class H3(It):
    def __length_hint__(s): return 'a'
t(lambda: list(H3()))
class BadIter:
    def __iter__(s): return 5
t(lambda: list(BadIter())); t(lambda: iter(BadIter())); t(lambda: [*BadIter()]); t(lambda: set(BadIter())); t(lambda: dict(BadIter())); 
class NoIter: __iter__=None
t(lambda: list(NoIter())); t(lambda: 1 in NoIter()); 
class EqRaise:
    def __eq__(s,o): raise ValueError('eq')
    __hash__=lambda s:1
t(lambda: [EqRaise()]==[1]); t(lambda: 1 in [EqRaise()]); t(lambda: [EqRaise()].index(1)); t(lambda: [EqRaise()].count(1)); t(lambda: [EqRaise()].remove(1)); t(lambda: {EqRaise():1}[1]); t(lambda: 1 in {EqRaise()}); t(lambda: (EqRaise(),)==(1,)); t(lambda: {1:EqRaise()}=={1:2}); e=EqRaise(); t(lambda: [e]==[e]); t(lambda: [e].index(e)); t(lambda: (e,)==(e,)); t(lambda: {e:1}[e])
# mutation during ops
class Mut:
    def __eq__(s,o): L2.clear(); return False
L2=[Mut() for _ in range(3)]; t(lambda: 1 in L2); print(L2)
L2=[Mut() for _ in range(3)]; t(lambda: L2.index(1)); L2=[Mut() for _ in range(3)]; t(lambda: L2.remove(1)); L2=[Mut() for _ in range(3)]; t(lambda: L2.count(1)); L2=[Mut() for _ in range(3)]; t(lambda: L2==[1,2,3]); print(L2)
class ReprMut:
    def __repr__(s): L3.clear(); return 'rm'
L3=[ReprMut(),1,2]; print(L3); D3={1:ReprMut(),2:3}
class ReprMut2:
    def __repr__(s): D4.clear(); return 'rm'
D4={1:ReprMut2(),2:3}; print(D4)
l=[1,2,3,4]
for x in l:
    if x<20: l.append(x*10)
print(l)
l=[1,2,3]; it=iter(l); next(it); l.clear(); print(list(it)); l.append(1); print(list(it))
it=reversed([1,2,3]); print(it.__length_hint__(), next(it), it.__length_hint__(), list(it), list(it))
# refcounts
o=object()
l=[o]; print(R(o), R(l)); it=iter(l); print(R(l)); next(it); print(R(o)); list(it); print(R(l))
d={o:o}; print(R(o)); d[o]=o; print(R(o)); d.setdefault(o,1); d.get(o); print(R(o)); list(d.items()); print(R(o)); d.copy(); print(R(o)); d2=dict(d); print(R(o)); del d2,d; print(R(o))
s={o}; print(R(o)); s.add(o); s|s; s.copy(); print(R(o)); s.discard(o); print(R(o))
t1=(o,o); print(R(o)); t1+t1; t1*3; t1[:1]; print(R(o)); del t1; print(R(o)); l*=3; print(R(o)); l.sort(key=id); print(R(o)); l[:]=[o]; print(R(o)); l.insert(0,o); l.pop(); print(R(o)); l.remove(o); print(R(o))
z=zip([o],[o]); x=next(z); print(R(o)); x=None; print(R(o)); del z; print(R(o))
e=enumerate([o]); x=next(e); print(R(o)); del x,e; print(R(o)); m=map(lambda q:q,[o]); x=next(m); print(R(o)); del m,x; print(R(o))
f2=filter(None,[o]); x=next(f2); print(R(o)); del f2,x; print(R(o))
class E(Exception): pass
def boom(*a): raise E
for g in (lambda: [o].sort(key=boom), lambda: list(map(boom,[o])), lambda: list(filter(boom,[o])), lambda: list(zip([o],Sq('a'))), lambda: dict([(o,o),5]), lambda: {o}|5, lambda: [o]+5, lambda: dict([(o,[]),([],o)]), lambda: {o,()} | {o:[]}.keys()^{()}.union([[]]), lambda: sorted([o,o]), lambda: [o][5], lambda: {o:1}[5], lambda: set([o,[]]), lambda: [o].index(5), lambda: list(iter(boom,1)), lambda: min([o,o]), lambda: [o]<[5], lambda: (o,)<(5,), lambda: max(o,5,key=boom)):
    try: g()
    except Exception as ex: pass
    print(R(o), end=' ')
print()
