# Places of the native code by which immortal objects come as a rule: here others do, and the audit looks.
import _functools
import _io
import _thread
import ast
import codecs
import faulthandler
import functools
import gc
import io
import marshal
import sys
import time
import types
import typing
import warnings
from collections import OrderedDict

print(gc.is_tracked(_functools.Placeholder), gc.is_tracked(_functools.partial.func), gc.is_tracked(ast.AST()))
print([gc.is_tracked(cls()) for cls in (_io._IOBase, _io._RawIOBase, _io._BufferedIOBase, _io._TextIOBase)])


def mortal(text):
    return "".join(text)


print("-- numbers")
moment = time.struct_time((2020, 1, 2, 3, 4, 5, 3, 2, 0, mortal("XYZ"), 98765))
print(time.strftime("%Y-%m-%d", moment), moment.tm_gmtoff)
tree = ast.parse("x = 1")
for node in ast.walk(tree):
    if hasattr(node, "lineno"):
        node.lineno = node.end_lineno = 10**5
print(compile(tree, "f", "exec").co_firstlineno)


class Number(int):
    pass


print(b"%c" % Number(65), sys.getrefcount(Number) - sys.getrefcount(Number))
print(len(marshal.load(io.BytesIO(marshal.dumps(b"x" * 1000)))))

print("-- tracebacks")


def trace():
    try:
        raise ValueError
    except ValueError as error:
        return error.__traceback__


one, other = trace(), trace()
one.tb_next = other
print(sys.getrefcount(other), one.tb_next is other)
one.tb_next = None
print(sys.getrefcount(other))
try:
    one.tb_next = one
except ValueError as error:
    print(error)

print("-- names")


def frame():
    inner = 1
    proxy = sys._getframe().f_locals
    proxy[mortal("further")] = 2
    return list(reversed(proxy)), sorted(proxy)


print(frame())


@functools.lru_cache
def cached(**named):
    return len(named)


for _ in range(2):
    print(cached(**{mortal("a name"): object}), cached.cache_info().hits)
partial = functools.partial(lambda *args, **named: (args, sorted(named)), 1)
print(partial(2, **{mortal("k1"): 3}), partial.__call__(2, **{mortal("k2"): 3}))
print(type.__call__(functools.partial, dict, **{mortal("k3"): 3}).keywords)

print("-- classes")


class Base:
    pass


class Aliased(list[int], Base):
    pass


print(Aliased.__bases__ == (list, Base), [str(base) for base in Aliased.__orig_bases__ if base is not Base])


class Answer:
    def __call__(self):
        return 512


class Sized:
    __sizeof__ = Answer()


print(sys.getsizeof(Sized()) >= 512)

print("-- ordered dictionaries changed under an iterator")
ordered = OrderedDict((mortal(f"key {i}"), i) for i in range(3))
iterator = iter(ordered.items())
print(next(iterator))
ordered[mortal("another")] = 4
for _ in range(2):
    try:
        print(next(iterator))
    except (RuntimeError, StopIteration) as error:
        print(type(error).__name__, error)

print("-- decoders")
decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8")(), True)
decoder.setstate((mortal("ab").encode(), 2))
print(decoder.getstate())
print(repr(decoder.decode(b"c\r", final=True)))

print("-- what hooks are told and give back")


class Odd(Exception):
    pass


class Dying:
    def __del__(self):
        raise Odd("at the end")


def hook(unraisable):
    print(unraisable.exc_type.__name__, unraisable.exc_value)


sys.unraisablehook = hook
dying = Dying()
del dying
warnings._warn_unawaited_coroutine = lambda coroutine: [coroutine.__name__]


async def never():
    pass


never()
sys.unraisablehook = sys.__unraisablehook__
sys.monitoring.use_tool_id(1, mortal("a tool"))
print(sys.monitoring.get_tool(1))


class File:
    def fileno(self):
        return 1

    def flush(self):
        pass


faulthandler.enable(File())
print(faulthandler.is_enabled())
faulthandler.disable()
sys.monitoring.free_tool_id(1)
print(sys.monitoring.get_tool(1))
