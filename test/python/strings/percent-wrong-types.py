# What %-formatting, json and partial say of a value of a wrong type: its module is named unless it is builtins or __main__.
class PseudoFloat: pass
for f in (b'%c', '%c', b'%d', b'%x', b'%s', b'%f', b'%b'):
    for v in (PseudoFloat(), 3.5, None, 300):
        try: print(f % v)
        except Exception as e: print(f, type(e).__name__, str(e).replace(hex(id(v)), '0x'))
import json, functools
class L(list): pass
class Dd(dict): pass
for v in (L([{1,2}]), Dd(a={1}), [PseudoFloat()], {'x': PseudoFloat()}):
    try: json.dumps(v)
    except Exception as e: print(type(e).__name__, e, e.__notes__)
class P(functools.partial): pass
print(repr(P(print)), repr(P(print, 1)), PseudoFloat)
import collections
class Inner(PseudoFloat): __module__ = "some.where"
for f in (b'%c', '%c'):
    for v in (Inner(), collections.deque()):
        try: f % v
        except TypeError as e: print(e)
try: json.dumps([collections.deque()])
except TypeError as e: print(e, e.__notes__)
