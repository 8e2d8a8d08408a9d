# Special methods whose descriptor raises: an AttributeError counts as no such method where the method may be missing.
import math
import operator
import sys


def t(name, f):
    try:
        print(name, f())
    except BaseException as e:
        print(name, type(e).__name__, e)


class My(Exception): pass
class MyA(AttributeError): pass
for E in (My, MyA):
    class Err:
        def __get__(s,o,t): raise E('hi')
    def mk(**kw): return type('X',(),kw)()
    e=Err()
    t('iter', lambda: iter(mk(__iter__=e)))
    t('iter', lambda: list(iter(mk(__iter__=e,__getitem__=lambda s,i: [][i]))))
    t('iter', lambda: iter(mk(__getitem__=e)).__class__)
    t('for', lambda: [x for x in mk(__iter__=e,__getitem__=lambda s,i: [][i])])
    t('repr', lambda: repr(mk(__repr__=e))[:10])
    t('str', lambda: str(mk(__str__=e))[:10])
    t('str', lambda: str(mk(__repr__=e))[:10])
    t('hash', lambda: type(hash(mk(__hash__=e))))
    for op in ('__lt__','__le__','__eq__','__ne__','__gt__','__ge__'):
        t(op, lambda: getattr(operator,op)(mk(**{op:e}),1))
        t(op, lambda: getattr(operator,op)(1,mk(**{op:e})))
        t(op, lambda: getattr(operator,op)(mk(),mk(**{op:e})))
    t('eqne', lambda: mk(__eq__=e)!=1)
    t('bool', lambda: bool(mk(__bool__=e)))
    t('bool', lambda: bool(mk(__len__=e)))
    t('bool', lambda: bool(mk(__bool__=e,__len__=lambda s:1)))
    t('in', lambda: 1 in mk(__contains__=e))
    t('in', lambda: 1 in mk(__contains__=e,__iter__=lambda s: iter([1])))
    t('in', lambda: 1 in mk(__iter__=e))
    t('len', lambda: len(mk(__len__=e)))
    t('call', lambda: mk(__call__=e)())
    t('next', lambda: next(mk(__next__=e)))
    async def co(x): await x
    t('await', lambda: co(mk(__await__=e)).send(None))
    async def ai(x):
        async for i in x: pass
    t('aiter', lambda: ai(mk(__aiter__=e)).send(None))
    t('anext', lambda: ai(mk(__aiter__=lambda s:s,__anext__=e)).send(None))
    t('add', lambda: mk(__add__=e)+1)
    t('radd', lambda: 1+mk(__radd__=e))
    t('add2', lambda: mk(__add__=e)+mk(__radd__=lambda a,b: 'r'))
    t('iadd', lambda: operator.iadd(mk(__iadd__=e),1))
    t('iadd', lambda: operator.iadd(mk(__iadd__=e,__add__=lambda a,b:'add'),1))
    t('pow', lambda: pow(mk(__pow__=e),1))
    t('pow3', lambda: pow(mk(__pow__=e),1,2))
    t('rpow3', lambda: pow(1,mk(__rpow__=e),2))
    t('neg', lambda: -mk(__neg__=e))
    t('int', lambda: int(mk(__int__=e)))
    t('int', lambda: int(mk(__int__=e,__index__=lambda s:4)))
    t('float', lambda: float(mk(__float__=e)))
    t('float', lambda: float(mk(__float__=e,__index__=lambda s:4)))
    t('complex', lambda: complex(mk(__complex__=e)))
    t('complex', lambda: complex(mk(__complex__=e,__float__=lambda s:4.0)))
    t('index', lambda: operator.index(mk(__index__=e)))
    t('getitem', lambda: mk(__getitem__=e)[1])
    t('setitem', lambda: operator.setitem(mk(__setitem__=e),1,2))
    t('delitem', lambda: operator.delitem(mk(__delitem__=e),1))
    t('cg', lambda: type('X',(),{'__class_getitem__':e})[1])
    t('setattr', lambda: setattr(mk(__setattr__=e),'a',2))
    t('delattr', lambda: delattr(mk(__delattr__=e),'a'))
    t('getattr', lambda: mk(__getattr__=e).a)
    t('getattribute', lambda: mk(__getattribute__=e).a)
    t('getattributeattr', lambda: mk(__getattribute__=e, __getattr__=lambda s,n: 'got').a)
    t('get', lambda: type('Y',(),{'d':mk(__get__=e)}).d.__class__.__name__)
    t('get', lambda: type('Y',(),{'d':mk(__get__=e)})().d.__class__.__name__)
    t('set', lambda: setattr(type('Y',(),{'d':mk(__set__=e)})(),'d',1))
    t('delete', lambda: delattr(type('Y',(),{'d':mk(__delete__=e)})(),'d'))
    t('reversed', lambda: reversed(mk(__reversed__=e)))
    t('reversed', lambda: list(reversed(mk(__reversed__=e,__len__=lambda s:1,__getitem__=lambda s,i:1))))
    t('format', lambda: format(mk(__format__=e)))
    t('bytes', lambda: bytes(mk(__bytes__=e)))
    t('bytes', lambda: bytes(mk(__bytes__=e,__iter__=lambda s: iter([1]))))
    t('dir', lambda: dir(mk(__dir__=e)))
    t('round', lambda: round(mk(__round__=e)))
    t('trunc', lambda: math.trunc(mk(__trunc__=e)))
    t('floor', lambda: math.floor(mk(__floor__=e,__float__=lambda s:2.5)))
    t('ceil', lambda: math.ceil(mk(__ceil__=e)))
    t('divmod', lambda: divmod(mk(__divmod__=e),1))
    t('lh', lambda: operator.length_hint(mk(__length_hint__=e)))
    def w(**k):
        with mk(**k): pass
    t('with', lambda: w(__enter__=e,__exit__=lambda *a:0))
    t('with', lambda: w(__enter__=lambda s:0,__exit__=e))
    t('new', lambda: type('X',(),{'__new__':e})())
    t('init', lambda: type('X',(),{'__init__':e})())
    t('isinst', lambda: isinstance(1, type('M',(type,),{'__instancecheck__':e})('C',(),{})))
    t('issub', lambda: issubclass(int, type('M',(type,),{'__subclasscheck__':e})('C',(),{})))
    t('missing', lambda: type('D',(dict,),{'__missing__':e})()[1])
    t('buffer', lambda: memoryview(mk(__buffer__=e)))
    t('sizeof', lambda: __import__('sys').getsizeof(mk(__sizeof__=e)))
    t('del', lambda: mk(__del__=e) and None)
    t('hashnone', lambda: {mk(__hash__=e)})
    t('abs', lambda: abs(mk(__abs__=e)))
    t('prepare', lambda: type('M',(type,),{'__prepare__':e}))
    def cls():
        M=type('M',(type,),{'__call__':e}); return M('C',(),{})()
    t('mcall', cls)
    def cls():
        M=type('M',(type,),{'__prepare__':e})
        class C(metaclass=M): pass
    t('prep', cls)
