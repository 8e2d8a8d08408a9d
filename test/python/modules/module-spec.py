# ModuleSpec: of modules that are imported, and made by hand.

import sys, time, json, json.decoder
S=type(time.__spec__)
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e, getattr(e,'name',''))
t(lambda: S); t(lambda: S.__mro__); t(lambda: time.__spec__); t(lambda: type(json.__spec__) is S); t(lambda: (json.__spec__.name, json.__spec__.parent, json.decoder.__spec__.parent, time.__spec__.parent, json.__spec__.has_location, time.__spec__.has_location, time.__spec__.cached, json.decoder.__spec__.submodule_search_locations))
s=S('a.b',None); t(lambda: s); t(lambda: vars(s)); t(lambda: s.parent); t(lambda: s==S('a.b',None)); t(lambda: s==S('a.c',None)); t(lambda: s==3); t(lambda: hash(s)); s.has_location=5; t(lambda: (s.has_location, s.cached)); s.cached='x'; t(lambda: s.cached); s.extra=1; t(lambda: s.extra)
t(lambda: S('p',1,origin='o',loader_state=2,is_package=True)); t(lambda: S('p',1,is_package=True).parent); t(lambda: setattr(s,'parent',1)); t(lambda: s!=S('q',1))
import importlib, importlib.machinery, importlib.util
t(lambda: importlib.machinery.ModuleSpec is S); t(lambda: type(sys.__spec__) is S); t(lambda: importlib.util.find_spec('time')==time.__spec__); t(lambda: type(importlib.util.spec_from_loader('x',None)) is S)
q=S('q',None,origin='/a/q.py'); q.has_location=True; t(lambda: q.cached.replace('opt-1.',''))
t(lambda: importlib.util.module_from_spec(importlib.util.spec_from_loader('zz', None)))
class Sub(S): pass
t(lambda: Sub('n',None))
t(lambda: [k for k in vars(S) if k not in ('__firstlineno__','__doc__')].__len__()); t(lambda: type(vars(S)['cached']).__name__)
t(lambda: time.__spec__._initializing); t(lambda: sorted(vars(time.__spec__)))
