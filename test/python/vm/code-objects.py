# Code objects: made by hand, replaced, refused; their lines, positions, branches and co_lnotab.

import sys, types, warnings
def t(f):
    try: r=f(); print(r)
    except BaseException as e: print(type(e).__name__, e)
def f(a, b, /, c, *, d=1, **kw):
    x=1
    for i in range(a):
        if i and b: print(c)
        elif c is None: x+=1
        while x is not None and i or c: x=None
    def g(): return x+c
    return [q for q in kw]
async def ag():
    async for x in y():
        if x: pass
    async with z() as q: pass
    try: pass
    except* ValueError: pass
c=f.__code__
print(type(c.co_lines()).__name__, type(c.co_positions()).__name__, type(c.co_branches()).__name__, type(c.co_lines()) is type(c.co_branches()))
print(list(c.co_branches())); print(list(ag.__code__.co_branches()))
big=compile("while x:\n"+"\n".join(" y=z.a.b.c.d.e.f(1,2,3)" for _ in range(80))+"\n if q: pass\n for i in r: pass", "b","exec")
print(list(big.co_branches()))
n=sys.getrefcount(c); it=c.co_lines(); it2=c.co_positions(); it3=c.co_branches(); print(sys.getrefcount(c)-n); del it,it2,it3; print(sys.getrefcount(c)-n)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    print(c.co_lnotab, [(x.category.__name__, str(x.message)) for x in w])
    print(ag.__code__.co_lnotab)
    g={}
    exec("def h():\n    x=1"+"\n"*300+"    y=2\n    return (z\n\n\n   .foo(1,\n\n x))", g); print(g['h'].__code__.co_lnotab); print(big.co_lnotab)
    print(compile("def u():\n pass\n"*3,"n","exec").co_lnotab)
A=(c.co_argcount,c.co_posonlyargcount,c.co_kwonlyargcount,c.co_nlocals,c.co_stacksize,c.co_flags,c.co_code,c.co_consts,c.co_names,c.co_varnames,c.co_filename,c.co_name,c.co_qualname,c.co_firstlineno,c.co_linetable,c.co_exceptiontable,c.co_freevars,c.co_cellvars)
C=types.CodeType
d=C(*A); print(d==c, hash(d)==hash(c), d.co_varnames,d.co_cellvars,d.co_freevars, d.co_consts is c.co_consts, d.co_code is c.co_code)
print(types.FunctionType(d,{'print':print,'range':range})(2,1,0,d=1,k=5))
t(lambda: C(*A[:16]).co_name); t(lambda: C(*A[:15])); t(lambda: C(*A,1)); t(lambda: C(*A,x=1))
for i in range(18):
    for v in (None, -1, 'x', b'x', (), (1,), 5):
        B=list(A); B[i]=v
        try: r=C(*B); print(i,v,'ok')
        except SystemError as e: print(i,v,'SystemError')
        except BaseException as e: print(i,v,type(e).__name__,e)
for k in ('co_argcount','co_posonlyargcount','co_kwonlyargcount','co_nlocals','co_stacksize','co_flags','co_firstlineno','co_code','co_consts','co_names','co_varnames','co_freevars','co_cellvars','co_filename','co_name','co_qualname','co_linetable','co_exceptiontable','zzz'):
    for v in (None,-1,'x',b'x',(),(1,),5, 2**40):
        try: r=c.replace(**{k:v}); print(k,v,getattr(r,k) if k!='co_consts' else 'ok')
        except SystemError as e: print(k,v,'SystemError')
        except BaseException as e: print(k,v,type(e).__name__,e)
t(lambda:c.replace(1))
t(lambda:c.__replace__(co_name='new')==c); t(lambda:c.replace(co_filename='new')==c); t(lambda:c.replace(co_qualname='new')==c)
t(lambda: c._varname_from_oparg(0)); t(lambda: c._varname_from_oparg(99)); t(lambda: c._varname_from_oparg('x'));t(lambda: c._varname_from_oparg(oparg=-1))
class S(str): pass
t(lambda: type(C(*A[:8],(S('hello'),),*A[9:]).co_names[0])); t(lambda: type(c.replace(co_varnames=(S('a'),)+c.co_varnames[1:]).co_varnames[0]))
t(lambda: setattr(c,'co_name','q')); t(lambda: delattr(c,'co_name')); t(lambda: setattr(c,'co_code','q')); t(lambda: C.co_name); t(lambda: C.co_code); t(lambda: C.co_argcount.__get__(3))
t(lambda: C.co_lnotab)
class X(C.__class__): pass
t(lambda: type('Y',(C,),{})); t(lambda: type('Y',(type(c.co_lines()),),{})); t(lambda: type('Y',(type(c.co_lines()),),{})())
