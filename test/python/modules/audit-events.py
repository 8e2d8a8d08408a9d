# Audit events of the runtime itself.

import sys, gc
on=False
def hook(event,args):
    if on and event.split('.')[0] in ('import','exec','object','gc','code','builtins'): print(event, [a if isinstance(a,(str,int,type(None))) else type(a).__name__ for a in args])
sys.addaudithook(hook)
def f(): pass
class A: pass
class B(A): pass
x=compile('1','<c>','eval')
on=True
import colorsys
try: import nonexistent_module
except ImportError: pass
eval(x); exec(x)
f.__code__; f.__code__=f.__code__; f.__defaults__; f.__defaults__=(); f.__kwdefaults__={}; f.__kwdefaults__; f.__globals__; f.__closure__; del f.__defaults__
f.__name__='q'; f.__doc__='d'; f.__dict__
A.__bases__; A.__name__='Q'; A.x=1; A().__class__=A; B.__bases__=(A,); del A.x
gc.get_objects(0); gc.get_referrers(A); gc.get_referents(f); gc.collect(); gc.get_stats
def gen(): yield
g=gen(); g.gi_code; g.gi_frame; g.gi_frame.f_code; f.__get__(1).__func__
try: 1/0
except ZeroDivisionError as e: t=e.__traceback__; t.tb_frame
t.tb_next
on=False
