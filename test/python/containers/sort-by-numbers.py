# Sorting numbers, and by numbers, with equal ones, both zeros, infinities and NaN.
import random
random.seed(5)
class K:
    def __init__(s,k): s.k=k
for n in list(range(0,70))+[100,127,128,129,255,256,257,1000,1023,1025,5000]:
    for kind in range(6):
        if kind==0: l=[random.randrange(n+1) for _ in range(n)]
        elif kind==1: l=[random.random() for _ in range(n)]
        elif kind==2: l=list(range(n))
        elif kind==3: l=list(range(n,0,-1))
        elif kind==4: l=[random.choice([-0.0,0.0,1.5,float('inf')]) for _ in range(n)]
        else: l=[random.randrange(3)*2**53+random.randrange(3) for _ in range(n)]
        for rev in (False,True):
            pairs=[(v,i) for i,v in enumerate(l)]
            want=sorted(pairs,key=lambda p:(p[0], -p[1] if rev else p[1]),reverse=rev)
            got=sorted(pairs,key=lambda p:p[0],reverse=rev)
            assert got==want,(n,kind,rev)
            m=l[:]; m.sort(reverse=rev)
            assert [repr(x) for x in m]==[repr(p[0]) for p in want],(n,kind,rev)
print(repr(sorted([3.0,float('nan'),1.0,2.0,float('nan'),0.5])))
