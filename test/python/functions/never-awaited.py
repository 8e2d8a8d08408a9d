# Awaitables that nobody awaits: coroutines, and what the methods of an asynchronous generator return.

import warnings,gc
warnings.simplefilter('always')
def show(message, category, filename, lineno, file=None, line=None): print(category.__name__, message, lineno)
warnings.showwarning = show
async def ag(): yield 1
a=ag(); s=a.asend(None); s.__del__()
th=a.athrow(ValueError); th.__del__()
an=a.__anext__(); an.__del__(); del an
cl=a.aclose(); cl.__del__(); print(type(cl))
del s,th,cl
print('x')
a2=ag(); s=a2.asend(None)
try: s.send(None)
except StopIteration as e: print(e.value)
del s; print('y')
a2.athrow(ValueError); print('z'); a2.aclose(); print('w')
async def co(): pass
co(); c=co(); del c
with warnings.catch_warnings():
    warnings.simplefilter('error')
    import sys
    sys.unraisablehook=lambda u: print('unraisable', u.exc_type.__name__, u.exc_value)
    co(); ag().asend(1); a.aclose()
try:
    try: 1/0
    finally: co()
except ZeroDivisionError as e: print(repr(e.__context__))
