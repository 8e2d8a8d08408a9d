# The order of elements of sets, what iterators say of changes, and every comparison that sorting makes.

seed=12345
def rnd(n):
    global seed
    seed=(seed*1103515245+12345)&0x7fffffff
    return (seed>>8)%n
# set orders of ints/tuples
for trial in range(60):
    s=set()
    for i in range(rnd(60)):
        op=rnd(10)
        v=rnd(200)-50
        if op<6: s.add(v)
        elif op<8: s.discard(v)
        elif op==8 and s: s.pop()
        else: s.update(range(rnd(30)))
    print(s)
print({3,1,2,100,33,65,17,9}, set(range(20,0,-1)), set(range(0,2000,37)))
print({(1,2),(3,4),(5,6)}=={(3,4),(5,6),(1,2)})
a=set(range(0,100,3)); b=set(range(0,100,5))
print(a|b); print(a&b); print(a-b); print(a^b); print(a<=b,a<b,a>=a,a>a,a.isdisjoint(b),a==set(a))
print(a.union([1000],[2000])); print(a.intersection(range(50))); print(a.difference(range(50), {99})); print(a.symmetric_difference(range(50)))
c=set(a); c|=b; print(c); c&=a; print(c); c-=b; print(c); c^=b; print(c)
c.intersection_update(a,b); print(c); c.difference_update([0]); print(c); c.symmetric_difference_update({1:2}); print(c); c.update({5:6},'')
print(c); 
f=frozenset(range(10)); print(f, f|{50}, {50}|f, f.copy() is f, frozenset(f) is f)
s=set(range(10)); 
while s: print(s.pop(), end=' ')
print()
s=set(range(5)); it=iter(s); next(it); s.add(99)
try: next(it)
except RuntimeError as e: print(e)
try: next(it)
except RuntimeError as e: print(e)
d={1:1,2:2}; it=iter(d); next(it); d[3]=3
try: next(it)
except RuntimeError as e: print(e)
d={1:1,2:2}; it=iter(d.items()); next(it); del d[1]; d[5]=5
try: print(next(it)); print(next(it))
except RuntimeError as e: print(e)
except StopIteration: print('stop')
d={1:1,2:2,3:3}
it=reversed(d); next(it); d[9]=9
try: next(it)
except RuntimeError as e: print(e)
# comparisons in sort
class K:
    log=[]
    def __init__(s,v): s.v=v
    def __lt__(s,o): K.log.append((s.v,o.v)); return s.v<o.v
def h(log):
    x=0
    for a,b in log: x=(x*31+a*7+b)&0xffffffff
    return len(log),x
for n in (0,1,2,3,5,10,31,32,33,63,64,65,100,127,128,129,200,500,1000,2500):
    for kind in range(6):
        if kind==0: v=[rnd(n*2+1) for _ in range(n)]
        elif kind==1: v=list(range(n))
        elif kind==2: v=list(range(n,0,-1))
        elif kind==3: v=[rnd(4) for _ in range(n)]
        elif kind==4: v=[i//3 for i in range(n)][::-1]
        else:
            v=list(range(n))
            for _ in range(n//20+1):
                if n: i=rnd(n); j=rnd(n); v[i],v[j]=v[j],v[i]
        K.log=[]; l=[K(x) for x in v]; l.sort(); assert [k.v for k in l]==sorted(v)
        a=h(K.log); K.log=[]; l=[K(x) for x in v]; l.sort(reverse=True); b=h(K.log)
        K.log=[]; l=sorted(v,key=K); c=h(K.log)
        print(n,kind,a,b,c)
l=[(rnd(5),i) for i in range(50)]; print(sorted(l,key=lambda t:t[0])); print(sorted(l,key=lambda t:t[0],reverse=True))
print(sorted(['b','a','é','😀','￿','Z','']),sorted([3,1.5,True,2**70,-1]), sorted([1.5,-2.0,3.25]))
l=[3,1,2]
try: l.sort(key=lambda x: l.append(x))
except Exception as e: print(type(e),e,l)
l=[3,1,2]
def kf(x):
    print(len(l), l); return x
l.sort(key=kf); print(l)
class E:
    def __init__(s,v): s.v=v
    def __lt__(s,o):
        if s.v==3: raise ValueError('boo')
        return s.v<o.v
    def __repr__(s): return 'E%d'%s.v
l=[E(i) for i in (5,2,8,3,9,1)]
try: l.sort()
except ValueError as e: print(e, l)
l=[E(i) for i in (5,2,8,3,9,1)]
try: l.sort(reverse=True)
except ValueError as e: print(e, l)
l=[1,2,3]
try: l.sort(key=lambda x: 1//(x-2))
except ZeroDivisionError as e: print(e, l)
