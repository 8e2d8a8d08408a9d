import sys, itertools
R=sys.getrefcount
class C: pass
class M:
    def m(self): return R(self)
    @classmethod
    def cm(cls, x): return R(x)
    @staticmethod
    def sm(x): return R(x)
    @property
    def p(self): return R(self)
    def __len__(self): return R(self)
    def __call__(self): return R(self)
    def __enter__(self): self.e=R(self); return self
    def __exit__(self,*a): self.x=R(self)
    def __getitem__(self,i): return R(self)
    def __setitem__(self,i,v): self.s=R(self)
    def __add__(self,o): return R(self),R(o)
    def __eq__(self,o): return (R(self),R(o))
    def __lt__(self,o): return (R(self),R(o))
    def __iter__(self): self.it=R(self); return iter(())
    def __getattr__(self,n): return R(self)
    def __bool__(self): self.bo=R(self); return True
    def __contains__(self,o): self.co=R(self),R(o); return True
    def __hash__(self): self.ha=R(self); return 1
    def __str__(self): self.st=R(self); return ''
    def __repr__(self): self.re=R(self); return ''
class I:
    def __init__(self): self.i=R(self)
class I2:
    def __init__(self,x): self.i=R(self),R(x)
class N:
    def __new__(cls): o=object.__new__(cls); o.n=R(o); return o
class G:
    def __getattribute__(self,n): return R(self)
def rle(f,n=200):
    out=[]
    for _ in range(n): out.append(f())
    return [(k,len(list(g))) for k,g in itertools.groupby(out)]
def t1(): m=M(); return m.m()
def t2(): m=M(); return m.p
def t3(): m=M(); return m[0]
def t4(): m=M(); return m+m
def t5(): m=M(); return m==m
def t6(): m=M(); return m.zz
def t7(): m=M(); return m()
def t8(): m=M(); return len(m)
def t9(): return I().i
def t10(): return I2(C()).i
def t11(): x=C(); return I2(x).i
def t12(): return N().n
def t13(): return G().x
def t14(): m=M(); b=m.m; return b()
def t15():
    def g(x): yield R(x)
    y=C()
    for v in g(y): return v
def t16():
    def g(): 
        x=C(); yield R(x)
    for v in g(): return v
def pf(a,b=None,*,c=None): return R(a)
def t17(): y=C(); return pf(y)
def t18(): y=C(); return pf(a=y)
def t19(): y=C(); return pf(*(y,))
def t20(): y=C(); return pf(**{'a':y})
def t21(): y=C(); return M.cm(y), M.sm(y)
def t22(): m=M(); str(m); return m.st
def t23(): m=M(); repr(m); return m.re
def t24(): m=M(); f'{m}'; return m.st
def t25(): m=M(); m in m; return m.co
def t26(): m=M(); hash(m); return m.ha
def t27(): m=M(); {m:1}; return m.ha
def t28():
    m=M()
    if m: return m.bo
def t29(): m=M(); m[0]=1; return m.s
def t30(): m=M(); return m<m
def t31():
    m=M()
    with m as z: pass
    return m.e, m.x
def t32():
    for x in [C()]: return R(x)
def t33():
    for x in (C(),): return R(x)
def t34(): 
    l=[C(),C()]; a,b=l; return R(a)
def t35():
    return [R(x) for x in [C()]][0]
def t36(): y=C(); return list(map(pf,[y]))[0]
def t37(): y=C(); return sorted([y],key=pf) and 0
def t38(): return R(C())
def t39():
    y=C(); d={'k':y}; return R(d['k'])
def t40():
    y=C(); t=(y,); return R(t[0])
def t41():
    y=C(); t=[y]; return R(t[0])
def t42():
    y=C(); y.a=C(); return R(y.a)
class S: __slots__=('a',)
def t43():
    y=S(); y.a=C(); return R(y.a)
def t44():
    x=C()
    def inner(): return R(x)
    return inner()
def t45(): return type(C()) and R(type(C()))-R(C)
def t46(): 
    y=C(); return isinstance(y,C) and R(y)
def t47(): 
    y=[]; y.append(y); r=R(y); y.clear(); return r
import functools
@functools.lru_cache
def cached(x): return R(x)
def t48():
    y=C(); return cached(y), R(y), cached.cache_clear()
def deco(f):
    @functools.wraps(f)
    def w(*a,**k): return f(*a,**k)
    return w
@deco
def dd(x): return R(x)
def t49(): return dd(C())
def t50():
    y=C(); return dd(y)
for i in range(1,51):
    f=globals()[f't{i}']
    print(f.__name__, rle(f))
