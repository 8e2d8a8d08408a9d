# Counts of what built-in types are given, as its methods see them during the call.

import sys
R=sys.getrefcount
class It:
    def __iter__(s): print(R(s), end=' '); return iter([(1,2)])
    def __index__(s): print(R(s), end=' '); return 2
    def __len__(s): print(R(s), end=' '); return 2
    def __getitem__(s,i): return i
    def __reversed__(s): print(R(s), end=' '); return []
    def keys(s): print(R(s), end=' '); return [1]
    def __call__(s,*a): print(R(s), end=' '); return 1
    def __bool__(s): print(R(s), end=' '); return True
x=It()
import _weakref
for src in ('zip(x)','zip(x,x)','zip([],x,strict=x)','map(len,x)','map(len,x,strict=x)','filter(x,[1])','filter(None,x)','list(filter(x,[1]))','list(map(x,[1]))','enumerate(x)','enumerate([],x)','enumerate([],start=x)','reversed(x)','list(x)','tuple(x)','set(x)','frozenset(x)','dict(x)','dict([(1,x)])','range(x)','range(0,x,x)','slice(x)','[1,2,3][:x]','[1,2,3][x]','[1]*x','{}.update(x)','dict.fromkeys(x)','sum([],x)' if 0 else '1','[].extend(x)','set().union(x)','set().update(x)','iter(x)','min(x)','sorted(x)','any(x)','[*x]','{*x}','[1,2].index(1,x)','[1,2,3].pop(x)','[].insert(x,1)','slice(x).indices(5)','_weakref.ref(x)','_weakref.proxy(x)','iter(x,1)','next(iter(x,2))','(1,2).index(2,x-x if 0 else 1)','[3,1].sort(key=x)','sorted([3,1],key=x)','sorted([3,1],reverse=x)','{}.setdefault(1,x)','bool(x)','list.__init__([],x)','tuple.__new__(tuple,x)','set.__init__(set(),x)','dict.__init__({},x)','zip.__new__(zip,x)','enumerate.__new__(enumerate,x)','type.__call__(list,x)'):
    print(src, end=': ')
    try: eval(src)
    except Exception as e: print(type(e).__name__, e, end='')
    print()
def f(y):
    for src in ('zip(y)','map(len,y)','enumerate(y)','list(y)','tuple(y)','set(y)','dict(y)','range(y)','reversed(y)','filter(None,y)','[1,2,3][y:]','[*y]','[].extend(y)'):
        pass
    zip(y);print(); map(len,y);print(); enumerate(y);print(); list(y);print(); tuple(y);print(); set(y);print(); dict(y);print(); range(y);print(); reversed(y);print(); filter(None,y);print(); [1,2,3][y:];print(); [*y];print(); [].extend(y);print(); dict.fromkeys(y);print(); frozenset(y);print(); sorted(y);print(); slice(y).indices(5);print(); sum(y,()); print()
f(x)
