# Dictionaries: order of comparisons, mutation while comparing, instance dictionaries, set operations of views.

class K:
    def __init__(s,n,h=1): s.n=n; s.h=h
    def __hash__(s): return s.h
    def __eq__(s,o): print('eq',s,o); return isinstance(o,K) and s.n==o.n
    def __repr__(s): return 'K%s'%s.n
d={}
for i in 'abcd': d[K(i)]=i
print(d[K('c')])
del d[K('b')]
d[K('e')]=1
print(d)
print(K('z') in d)
print(d.get(K('e')), d.pop(K('a')), d.setdefault(K('q'),5), d.setdefault(K('q'),6))
class M:
    def __init__(s,n): s.n=n
    def __hash__(s): return 7
    def __eq__(s,o):
        print('meq',s.n,o.n)
        if arm and (s.n=='x' or o.n=='x'): D.clear()
        return s.n==o.n
arm=False
D={M('a'):1,M('x'):2,M('b'):3}
arm=True
try: print(D.get(M('b')))
except Exception as e: print(type(e),e)
print(len(D))
S={K('a'),K('b'),K('c')}; print(K('b') in S); S.discard(K('a')); print(S); S.add(K('d')); print(S)
print({1:2}=={1:2.0}, {1:2}=={1:3}, {K('a'):1}=={K('a'):1}, {1:2}!={2:1})
d=dict(a=1,b=2); print(d|{'c':3}, {'z':0}|d); d|={'a':5}; print(d); d|=[('q',1)]; print(d)
print(list(reversed(d)), list(reversed(d.values())), list(reversed(d.items())), list(reversed(d.keys())))
k=d.keys(); v=d.values(); i=d.items(); print(k,v,i,len(k),'a' in k,5 in v,('a',5) in i,('a',6) in i, 3 in i)
print(k&{'a','zz'}, k|{'y'}=={'a','b','q','y'}, (k-{'a'})=={'b','q'}, (k^{'a','n'})=={'b','q','n'}, i&{('a',5)}, k=={'a','b','q'}, k<={'a','b','q','r'}, i>={('a',5)}, k.isdisjoint('xy'))
print({1:2}.items()^{1:3}.items(), {1:2,3:4}.items()-{(1,2)}, {1:[]}.keys()|[2], [3]|{1:1}.keys())
print(dict.fromkeys('abc'), dict.fromkeys([1,2],0), dict.fromkeys({1:2},3), dict.fromkeys({5},3))
class DD(dict):
    def __missing__(s,k): return 'missing %s'%k
x=DD(a=1); print(x['a'],x['b'],x.get('b'),x); print(DD.fromkeys('ab'), type(DD.fromkeys('ab')), type(x.copy()), type(x|{}))
try: x['a':]
except Exception as e: print(e)
print(x)
d={}; d['self']=d; print(d); l=[d]; d['l']=l; print(d,l); t=(l,); l.append(t); print(t)
d={1:'a',2:'b'}; print(d.popitem(),d.popitem())
try: d.popitem()
except KeyError as e: print(e)
d={i:i for i in range(100)}
for i in range(90): del d[i]
print(d); d[5]=1; print(d); print(d.__sizeof__()>0)
for i in range(0,100,2): d[i]='x'
print(d)
d.update([(1,2),('a','b')],c=4); print(d)
d=dict([['x',1],('y',2),{'z':3,'w':4}]); print(d)
print({True:1,1:2,1.0:3}, {-1:1,-2:2,2**61-1:3,0:4})
import sys
class C: pass
c=C(); c.a=1
print(c.__dict__, vars(c) is c.__dict__); c.__dict__['b']=2; print(c.b); del c.__dict__['a']; print(hasattr(c,'a'), c.__dict__); c.a=3; print(list(c.__dict__.items()))
c.__dict__.clear(); print(c.__dict__); c.x=1; print(c.__dict__); c.__dict__.setdefault('y',5); print(c.y); c.__dict__.pop('x'); print(c.__dict__); print(c.__dict__.popitem(), c.__dict__); c.z=9; print(c.__dict__, c.z)
c2=C(); c2.z=1; c2.x=2; print(c2.__dict__); d=c2.__dict__; del c2; d['new']=1; print(d)
c3=C(); c3.__dict__={'q':1}; c3.w=2; print(c3.__dict__); 
try: c3.__dict__=5
except TypeError as e: print(e)
del c3.__dict__; print(c3.__dict__); c3.k=1; print(c3.__dict__)
class E:
    def __init__(s):
        s.c=1; s.b=2; s.a=3
e=E(); print(e.__dict__); del e.b; e.b=4; print(e.__dict__); print(dict(e.__dict__), e.__dict__.copy(), {**e.__dict__})
for n in range(50): setattr(e,'n%d'%n,n)
print(len(e.__dict__), list(e.__dict__)[:8], e.n49)
e2=E(); print(e2.__dict__); e2.n3=1; e2.zzz=2; print(e2.__dict__)
e.__dict__[1]=2; print(e.__dict__[1], e.n5)
