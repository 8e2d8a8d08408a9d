# BuiltinImporter, the loader of native modules.

import sys, builtins, time
B=time.__loader__
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e, getattr(e,'name',''))
t(lambda: (B, sys.__loader__ is B, builtins.__loader__ is B)); t(lambda: B.__mro__); t(lambda: type(B())); t(lambda: B(1))
t(lambda: B._ORIGIN); t(lambda: B.find_spec('time')); t(lambda: B.find_spec('sys')); t(lambda: B.find_spec('nope')); t(lambda: B.find_spec(fullname='_io', path=None, target=None)); t(lambda: B.find_spec('os')); t(lambda: B.find_spec('time').loader is B)
t(lambda: B.is_package('time')); t(lambda: B.is_package('nope')); t(lambda: B.get_code('time')); t(lambda: B.get_source('os')); t(lambda: B.exec_module(time)); 
s=B.find_spec('time'); t(lambda: (s.name, s.origin, s.parent, s.cached, s.has_location, s.submodule_search_locations, s.loader_state)); t(lambda: B.create_module(s).__name__); s.name='qqq'; t(lambda: B.create_module(s))
import importlib, importlib.machinery
t(lambda: importlib.machinery.BuiltinImporter is B); t(lambda: sys.__spec__.loader is B); t(lambda: sys.__spec__); t(lambda: builtins.__spec__)
import importlib.util
t(lambda: importlib.util.find_spec('time').loader is B)
for n in 'create_module exec_module find_spec get_code get_source is_package load_module'.split():
    v=vars(B)[n]; t(lambda: (n, type(v).__name__, v.__name__, v.__qualname__, v.__module__))
import types
t(lambda: importlib.import_module('math')); t(lambda: importlib.reload(time) is time)
