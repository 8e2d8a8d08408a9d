# evaluate_bound and its kin for values that are known; the order of type parameters of TypeAliasType.
from typing import *


def t(name, f):
    try: print(name, f())
    except BaseException as e: print(name, type(e).__name__, e)
T=TypeVar('T',bound=int,default=str); c=T.evaluate_bound
print(type(c), type(c).__module__, repr(c), T.evaluate_default, TypeVar('U').evaluate_bound, TypeVar('U',int,str).evaluate_constraints)
for f in (0,1,2,3,4,5,-1,True,'x',None,2**70): t(f, lambda: c(f))
t('n',lambda: c()); t('n',lambda:c(1,2)); t('k',lambda:c(format=1)); t('new',lambda: type(c)())
k=TypeVar('U',int,List[int],'F',None,...) .evaluate_constraints
for f in (1,2,3,4): t(f, lambda: k(f))
t('s',lambda: TypeVar('U',int,None).evaluate_constraints(4))
for v in (None, ..., 3, 'x', (1,2), (int,), (), [int], list[int], int|str, type(None), NoDefault, Any, lambda: 0, list):
    t(repr(v)[:20], lambda: TypeVar('V',default=v).evaluate_default(4).replace('0x','')[:30])
A=TypeAliasType('A', int)
t('A',lambda:A.evaluate_value(4)); t('A',lambda:A.evaluate_value)
W=TypeVar('W',default=int); N=TypeVar('N'); P=ParamSpec('P'); PD=ParamSpec('PD',default=N); TS=TypeVarTuple('TS'); TD=TypeVarTuple('TD',default=N)
for tp in ((1,),(1,2),(N,2),(W,N),(PD,P),(TD,TS),(W,P),(N,W),(P,PD),(W,PD),[N],None,(),(W,3),(W,W),(N,N)): t(tp, lambda: TypeAliasType('A',int,type_params=tp).__type_params__)

print(list[type(None)], tuple[type(None), ...], dict[type(None), int], list[None])
