# What built-in functions and methods say of arguments that they refuse, and how their types describe themselves.

import collections
import functools
import itertools
import math
import time


def said(call, *args, **kwargs):
    try:
        print(repr(call(*args, **kwargs)))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def generator():
    yield


said(collections.deque.append)
said(collections.deque.append, [])
said(collections.deque.append, collections.deque(), 1, 2)
said([].pop, 10**30)
said([].insert, -(10**30), None)
said([].insert, 10**30, None)
said({1}.intersection, [[1]])
said({1}.issubset, [[1]])
said({1}.union, [[1]])
said(object().__format__, None)
said(int, bytearray(b"o"))
said(int, memoryview(b"o"))
said(b"".decode, "no such encoding")
said(b"ab".decode, "no such encoding")
said(b"ab".hex, bytearray(b"-"))
said(b"ab".hex, b"-")
said(bytes.fromhex, None)
said(str.maketrans, None, -1)
said(str.maketrans, None, "l", -1)
said(memoryview(b"abc").index, 1, None)
said(memoryview(b"abc").index, 99, -1, 10**30)
said(memoryview(b"abc").__exit__, zzz=1)
said(generator().throw, zzz=1)
said(dir, zzz=1)
said(vars, zzz=1)
said(math.prod)
said(math.nextafter)
said(type(None), 1)
said(type(...), 1)
said(type(functools.Placeholder), 1)
said(time.struct_time)
said(time.struct_time, range(9))
said(hash, collections.deque())

for t in itertools.count, itertools.accumulate, collections.deque, functools.partial, type(None), type(...), type(generator):
    print(t.__name__, t.__text_signature__, t.__module__, "__module__" in vars(t), hex(t.__flags__ & 0x700))
for error in SyntaxError, TabError, KeyError, NameError, ImportError, ValueError, OSError, FileNotFoundError, UnicodeTranslateError, ExceptionGroup:
    print(error.__name__, "__new__" in vars(error), "encoding" in vars(error))
print(list[len], dict[generator, 1], list[math.floor], tuple[collections.deque, ...])
print(type(iter("text")).__name__, type(iter(type("Text", (str,), {})("text"))).__name__)
print(type(None).__dict__["__eq__"], type(None).__eq__(None, None), type(None).__eq__(None, 1))
print(type(type.__dict__["__doc__"]).__doc__)
