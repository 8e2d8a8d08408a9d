# In which order containers, views and iterators give up what they hold, and when.

class D:
    def __init__(s,n): s.n=n
    def __del__(s): print('del',s.n, end=' ')
    def __repr__(s): return 'D%s'%s.n
def mk(*n): return [D(x) for x in n]
print('list del'); l=mk(1,2,3); del l; print()
print('clear'); l=mk(1,2,3); l.clear(); print()
print('slice del'); l=mk(1,2,3,4); del l[1:3]; print(l); del l; print()
print('ext slice del'); l=mk(1,2,3,4,5); del l[::2]; print(l); del l; print()
print('neg slice del'); l=mk(1,2,3,4,5); del l[::-2]; print(l); del l; print()
print('assign'); l=mk(1,2,3); l[:]=[]; print(l)
l=mk(1,2,3); l[0:2]=[9]; print(l); del l; print()
print('ext assign'); l=mk(1,2,3,4); l[::2]=[7,8]; print(l); del l; print()
print('dict'); d={D(1):D(2),D(3):D(4)}; del d; print()
d={'a':D(1),'b':D(2)}; d.clear(); print(d)
d={'a':D(1),'b':D(2)}; d['a']=0; print(d); del d['b']; print(d)
d={1:D(1),2:D(2)}; d.update({1:5}); print(d); d.popitem(); print(d)
print('set'); s={D(1)}; s.clear(); print(s)
print('tuple'); t=(D(1),D(2),(D(3),D(4))); del t; print()
print('pop'); l=mk(1,2,3); l.pop(); print(l); l.pop(0); print(l); del l; print()
print('imul'); l=mk(1); l*=3; print(l); l*=0; print(l)
print('setitem'); l=mk(1,2); l[0]=5; print(l); del l[0]; print(l); del l; print()
print('extend self'); l=mk(1,2); l.extend(l); print(l); del l; print()
print('remove'); l=mk(1,2); l.remove(l[0]); print(l); del l; print()
print('sort key'); l=[3,1,2]; l.sort(key=lambda x: D(x) and x); print(l)
print('zip'); z=zip(mk(1,2),mk(3,4)); next(z); print('n'); next(z); print('n'); del z; print()
print('enumerate'); z=enumerate(mk(1,2)); next(z); print('n'); next(z); print('n'); del z; print()
print('iter'); it=iter(mk(1,2)); next(it); print('n'); next(it); print('n'); next(it,None); print('n2'); del it; print()
print('dict iter'); it=iter({1:D(1),2:D(2)}.values()); next(it); next(it); print('x'); next(it,None); print('done')
it=iter({D(1):2}.items()); next(it); print('y'); next(it,None); print('z'); del it; print()
class DL(list):
    def __del__(s): print('delDL', end=' ')
x=DL(mk(1,2)); x.attr=D('attr'); x.b=D('b'); del x; print()
class DD(dict):
    def __del__(s): print('delDD', end=' ')
x=DD(a=D(1)); x.attr=D('attr'); del x; print()
class DS(set): pass
x=DS([D(1)]); x.attr=D('attr'); del x; print()
class DT(tuple): pass
x=DT([D(1),D(2)]); x.attr=D('attr'); del x; print()
# instances
class A:
    def __init__(self): self.zeta=D('zeta'); self.alpha=D('alpha')
a=A(); print(list(a.__dict__)); del a; print()
a=A(); a.__dict__; del a; print()
a=A(); a.__dict__={'q':D('q'),'b':D('b')}; print('set'); del a; print()
a=A(); d=a.__dict__; del a; print('kept', d); del d; print()
a=A(); del a.zeta; print(); a.zeta=D('z2'); print(list(a.__dict__)); del a; print()
a=A(); 
for i in range(40): setattr(a,'x%d'%i,D(i))
del a; print()
class B: pass
b=B(); b.z=D('z'); b.a=D('a'); del b; print()
b=B(); b.a=D('a'); b.z=D('z'); print(vars(b)); del b; print()
b=B(); b.__dict__['k']=D('k'); b.a=D('a'); print(b.__dict__, b.k); vars(b).pop('k'); print(vars(b)); vars(b).clear(); print(vars(b), hasattr(b,'a')); b.a=1; print(vars(b))
b=B(); b.__dict__.update(x=D(1), y=D(2)); print(b.x, b.y); b.__dict__[3]=D(3); print(b.__dict__, b.x); b.w=5; print(b.w, b.__dict__); del b; print()
b=B(); b.a=D(1); c=b.__dict__.copy(); del b; print('c', c); del c; print()
