# Attributes of type parameters: no dictionary to be seen, but one to store in.

import typing, weakref
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
from typing import TypeVar, ParamSpec, TypeVarTuple
for C in (TypeVar, ParamSpec, TypeVarTuple):
    T=C('T'); t(lambda: T.__dict__); t(lambda: vars(T)); T.x=1; t(lambda: T.x); t(lambda: T.__module__); t(lambda: C.__module__); t(lambda: dir(T)[-3:]); t(lambda: weakref.ref(T)() is T); t(lambda: setattr(T,'__bound__',1)); t(lambda: T.has_default.__doc__); t(lambda: C.__default__.__doc__ is None); t(lambda: setattr(C,'x',1)); t(lambda: C.__dictoffset__); t(lambda: type('X',(C,),{})); t(lambda: T.__mro_entries__(1)); t(lambda: T.__getstate__()); t(lambda: setattr(T,'__dict__',{}))
    t(lambda: C.__bound__)
import types
t(lambda: [type(getattr(typing.Union,'__class__'))])
