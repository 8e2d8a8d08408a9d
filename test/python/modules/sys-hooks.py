# sys: audit hooks, hooks of asynchronous generators, what is for profilers and debuggers; and wrong keywords, with what
# was perhaps meant.

import sys, builtins
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
t(lambda: sys._dump_tracelets('/tmp/x')); t(lambda: sys._get_cpu_count_config()); t(lambda: sys._git); t(lambda: (repr(sys._jit), sys._jit.__name__, sorted(vars(sys._jit)), sys._jit.is_available(), sys._jit.is_enabled(), sys._jit.is_active(), sys._jit.is_active.__text_signature__, sys._jit.is_active.__module__, 'sys._jit' in sys.modules))
h=sys.get_asyncgen_hooks(); t(lambda: (type(h), type(h).__mro__, h, len(h), type(h).__doc__ is None)); t(lambda: type(h)((1,2)))
t(lambda: sys.set_asyncgen_hooks(1)); t(lambda: sys.set_asyncgen_hooks(None, 5)); t(lambda: sys.set_asyncgen_hooks(a=1)); t(lambda: sys.set_asyncgen_hooks(1,2,3)); 
def fi(a): print('first', a.__name__)
def fin(a): print('final', a.__name__)
t(lambda: sys.set_asyncgen_hooks(fi)); t(lambda: sys.get_asyncgen_hooks()[1] is None); t(lambda: sys.set_asyncgen_hooks(finalizer=fin)); t(lambda: [x.__name__ for x in sys.get_asyncgen_hooks()])
async def ag(): yield 1
a=ag(); s=a.asend(None)
try: s.send(None)
except StopIteration: pass
del s; del a; t(lambda: sys.set_asyncgen_hooks(finalizer=5)); t(lambda: sys.set_asyncgen_hooks(fi, 5)); t(lambda: sys.get_asyncgen_hooks()==(fi,fin)); t(lambda: sys.set_asyncgen_hooks(None, None)); print(sys.get_asyncgen_hooks())
sys.set_asyncgen_hooks(*h)
t(lambda: sys.remote_exec(1,'x')); t(lambda: sys.remote_exec('a','x')); t(lambda: sys.remote_exec(1,2)); t(lambda: sys.remote_exec(script='/nonexist', pid=-1)); t(lambda: sys.is_remote_debug_enabled())
t(lambda: sys.audit('x')); t(lambda: sys.audit()); t(lambda: sys.audit(1)); t(lambda: sys.audit('x',a=1)); t(lambda: sys.audit('a\0b'))
t(lambda: sys.addaudithook()); t(lambda: sys.addaudithook(hook=None, x=1))
log=[]
on=True
def hook(event,args):
    if on and event.startswith(('my','sys.addaudithook','exec','compile','sys._getframemodulename','open','code.__new__')): print('hook', event, [type(a).__name__ for a in args] if event[0] in 'ceio' else args)
t(lambda: sys.addaudithook(hook)); t(lambda: sys.audit('my.event',1,'two',None)); t(lambda: sys.audit('my'))
def bad(event,args):
    if event=='my.bad': raise ValueError('bad')
    if event=='sys.addaudithook' and stop: raise stop('no')
stop=None
t(lambda: sys.addaudithook(bad)); t(lambda: sys.audit('my.bad',1))
stop=RuntimeError; t(lambda: sys.addaudithook(print)); stop=KeyError; t(lambda: sys.addaudithook(print)); stop=None
id(3) and None
sys._getframemodulename()
c = compile('1', '<f>', 'eval')
eval(c)
on=False
t(lambda: __import__(None,None,None,None,None)); t(lambda: __import__(5)); t(lambda: __import__('sys',None,None,None,'x')); t(lambda: open(5,None)); t(lambda: open(None,None)); t(lambda: open('x',None)); t(lambda: open('x',5)); t(lambda:open(None)); t(lambda: open('x','r','z')); t(lambda: open('x','r',-1,5)); t(lambda:open('x','r',-1,None,5)); t(lambda: open('x','r',-1,None,None,5)); t(lambda: open('x','rb',encoding='u')); t(lambda: open('x','q'))
t(lambda: int('5',bas=3)); t(lambda: compile('1','f','eval',flag=1)); t(lambda: sorted([],kee=1)); t(lambda: [].sort(revers=1)); t(lambda: open('x',encodin='u')); t(lambda: print(ende='')); t(lambda: 'a'.split(separator=1)); t(lambda: __import__('sys',global_=1)); t(lambda: enumerate([],begin=1)); t(lambda: sum([],star=1)); t(lambda: 'a'.encode(encodings=1)); t(lambda: max(1,2,keys=1)); t(lambda: pow(1,2,modd=3)); t(lambda: str(b'a',encod='a')); t(lambda: bytes('a',encodin='a')); t(lambda: complex(reel=1)); t(lambda: (1).to_bytes(lengths=3)); t(lambda: dict.fromkeys(iterable=1)); t(lambda: zip(stric=1)); t(lambda: property(fgett=1)); t(lambda: (lambda abcdef:0)(abcdeg=1)); t(lambda: memoryview(objec=1)); t(lambda: BaseException(a=1)); t(lambda: ImportError('x',nam='x')); t(lambda: list(a=1)); t(lambda: __build_class__())
t(lambda: type(sys.stderr).__module__); t(lambda: type(sys.stdin).__dict__.get('__module__'))
