# warnings, contextvars, importlib, inspect, dis, traceback.
import sys
def t(f, *a, **k):
    try: r = f(*a, **k); print(repr(r))
    except BaseException as e: print(type(e).__name__, '|', e)
import warnings
warnings.warn('hello'); warnings.warn('hello2', DeprecationWarning); warnings.warn(RuntimeWarning('rw'))
for i in range(3): warnings.warn('once?')
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always'); warnings.warn('x'); warnings.warn('x'); print(len(w), w[0].message, w[0].category, w[0].lineno)
warnings.simplefilter('error'); t(warnings.warn, 'err'); warnings.resetwarnings(); warnings.simplefilter('ignore'); warnings.warn('ign')
t(warnings.warn, 'a', int); t(warnings.warn, 'a', 3)
@warnings.deprecated('old')
def f(): return 3
warnings.simplefilter('default'); print(f())
warnings.filterwarnings('ignore', message='foo.*'); warnings.warn('foobar'); warnings.warn('barfoo')
import contextvars
v = contextvars.ContextVar('v', default=5); print(v.get()); tok = v.set(7); print(v.get(), tok.old_value is contextvars.Token.MISSING); v.reset(tok); print(v.get())
u = contextvars.ContextVar('u'); print(u.get(3))
ctx = contextvars.copy_context(); print(ctx.run(lambda: (v.set(9), v.get())[1]), v.get(), ctx[v], v in ctx, len(ctx), list(ctx)==[v]); t(ctx.run)
import importlib, inspect
m = importlib.import_module('collections.abc'); print(m.__name__, importlib.import_module('json').dumps([1])); t(importlib.import_module, 'nonexist.foo')
def g(a, b=2, *args, c, d=4, **kw) -> int: "doc"; return 1
print(inspect.signature(g), inspect.getdoc(g), inspect.isfunction(g), inspect.getfullargspec(g), inspect.ismodule(m))
t(inspect.signature, 3)
import dis
dis.dis(lambda x: x + 1)
import traceback
try: 1/0
except ZeroDivisionError as e: print(traceback.format_exc().splitlines()[-1], ''.join(traceback.format_exception_only(e)))
