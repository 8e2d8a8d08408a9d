# Details of native types: what can be called, subclassed and set, and the words of refusals.

import operator,functools,itertools,collections,gc,sys
def t(f):
    try: r=f(); print(r if 'at 0x' not in repr(r) else type(r))
    except BaseException as e: print(type(e).__name__, e)
for o in (operator.itemgetter(1),operator.attrgetter('a'),operator.methodcaller('a'),functools.cmp_to_key(len), functools.cmp_to_key(len)(1)):
    t(lambda: o.__text_signature__); t(lambda: type(o).__text_signature__); t(lambda: type(o).__dict__['__text_signature__']); t(lambda: setattr(o,'__text_signature__',1))
    t(lambda: type(o.__vectorcalloffset__)); t(lambda: setattr(o,'__vectorcalloffset__',1))
t(lambda: type('X',(operator.itemgetter,),{})); 
P=functools.Placeholder; t(lambda: (P.__reduce__(), repr(P), type(P)() is P)); t(lambda: type(P)(1)); t(lambda: type('X',(type(P),),{})); t(lambda: functools.partial.__vectorcalloffset__); t(lambda: type(functools.partial(len).__vectorcalloffset__))
G=itertools._grouper; T=itertools._tee_dataobject
g=itertools.groupby('aabb'); next(g)
t(lambda: list(G(g,'a'))); t(lambda: G(1,2)); t(lambda: G(g)); t(lambda: G(g,1,x=2)); t(lambda: type('X',(G,),{}))
t(lambda: T(iter([1]),[2],None)); t(lambda: T(1,2,3)); t(lambda: T(1,[1],2)); t(lambda: T(1,[1]*57,2)); t(lambda: T(1,[1]*58,None)); t(lambda: T(1,[1]*57,T(1,[],None))); t(lambda: T(1,[],None,x=1)); t(lambda: type('X',(T,),{}))
t(lambda: itertools.zip_longest(a=1)); t(lambda: itertools.zip_longest(fillvalue=1,b=1)); t(lambda: itertools.zip_longest(5,zz=1)); t(lambda: list(itertools.zip_longest('ab','c',fillvalue=0)))
d=collections.deque('abc'); D=type(iter(d)); R=type(reversed(d))
t(lambda: list(D(d))); t(lambda: list(D(d,1))); t(lambda: list(D(d,9))); t(lambda: list(D(d,-1))); t(lambda: list(R(d,2))); t(lambda: D(5)); t(lambda: D()); t(lambda: D(d,'x')); t(lambda:D(d,1,2)); t(lambda: list(D(d,x=5))); t(lambda: R(5))
i=iter(d); next(i); t(lambda: i.__reduce__()); t(lambda: i.__length_hint__()); list(i); t(lambda: i.__reduce__()); t(lambda: reversed(d).__reduce__()); 
import copy; t(lambda: list(copy.copy(i))); j=iter(d); next(j); t(lambda: list(copy.copy(j))); d.append(1); t(lambda: copy.copy(j)); t(lambda: list(j)); t(lambda: j.__reduce__())
t(lambda: d.index('b',0,5)); t(lambda: d.index('b',start=1)); t(lambda: d.index()); t(lambda: d.index(1,2,3,4)); t(lambda: d.index('c',-1)); t(lambda: d.index('c',-9,None)); t(lambda: d.index('c','x'))
t(lambda: collections._tuplegetter(1,2,z=1)); t(lambda: collections._tuplegetter(1))
for o in (itertools.product('ab','cd'), itertools.product('abc',repeat=3), itertools.permutations('abcd',2), itertools.combinations('abcd',3), itertools.combinations_with_replacement('abcd',3), itertools.product()):
    print(type(o).__name__, (o.__sizeof__()-type(o).__basicsize__)//tuple.__itemsize__); 
    list(o); print((o.__sizeof__()-type(o).__basicsize__)//tuple.__itemsize__)
print(type(f'' for f in '').__name__)
t(lambda: operator.call()); t(lambda: operator.call(zzz=1)); t(lambda: operator.call(len,'ab')); t(lambda: operator.call(dict,a=1))
class C:
    x=property(lambda s:1)
p=property(); t(lambda: p.__set_name__(1,2,z=1)); t(lambda: p.__set_name__(1)); t(lambda: p.__set_name__(C,'q')); 
import types; t(lambda: types.SimpleNamespace().__replace__(1)); t(lambda: types.SimpleNamespace(a=1).__replace__(1,2,b=3)); t(lambda: types.SimpleNamespace(a=1).__replace__(b=3))
from string.templatelib import Template, Interpolation
t(lambda: Template()); t(lambda: Template(a=1)); t(lambda: Template('a','b',Interpolation(1))); t(lambda: Template(5)); t(lambda: Template(None)); t(lambda: Template(*'ab',x=1)); t(lambda: Template.__new__(Template)); t(lambda: Template.__new__(Template, a=1))
t(lambda: UnicodeDecodeError.start); e=UnicodeDecodeError('utf-8',b'abc',1,2,'why'); t(lambda: (e.start,e.end)); e.start=5; t(lambda:(e.start,str(e))); e.start=-4; t(lambda:(e.start,e.end, str(e))); t(lambda: setattr(e,'start','x')); t(lambda: delattr(e,'start')); t(lambda: setattr(e,'end',2**70)); t(lambda: setattr(e,'end',1.5)); t(lambda: setattr(e,'end',True)); print(e.end)
t(lambda: complex.real); t(lambda: setattr(1j,'real',1)); t(lambda: delattr(1j,'imag')); t(lambda: complex.imag.__get__(1j)); t(lambda: complex.imag.__get__(1)); t(lambda: complex.real.__set__(1j,2))
async def ag(): yield 1
async def co(): pass
a=ag(); t(lambda: type(a).ag_running); t(lambda: a.ag_running); t(lambda: setattr(a,'ag_running',1)); c=co(); t(lambda: type(c).cr_origin); t(lambda: c.cr_origin); t(lambda: setattr(c,'cr_origin',1)); c.close()
s=a.asend(None); t(lambda: type(s).__del__); th=a.athrow(ValueError); t(lambda: type(th).__del__); t(lambda: s.__del__()); t(lambda: th.__del__(1))
f=sys._getframe(); t(lambda: f.f_trace_lines); t(lambda: setattr(f,'f_trace_lines',5)); t(lambda: delattr(f,'f_trace_lines')); f.f_trace_lines=False; t(lambda:f.f_trace_lines); f.f_trace_lines=True
for b in (bytes,bytearray,memoryview):
    t(lambda: b.__buffer__); o=b(b'abc'); t(lambda: o.__buffer__(0)); t(lambda: o.__buffer__('x')); t(lambda: o.__buffer__()); t(lambda: o.__buffer__(1)); t(lambda: o.__buffer__(284).tobytes())
    if hasattr(o,'__release_buffer__'): m=o.__buffer__(0); t(lambda: o.__release_buffer__(m)); t(lambda: m.tobytes()); t(lambda: o.__release_buffer__(m)); t(lambda: o.__release_buffer__(5)); t(lambda: o.__release_buffer__(memoryview(b'q'))); t(lambda: o.__release_buffer__())
s.close(); th.close()
