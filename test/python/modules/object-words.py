# An object's count read by ctypes at its address, the object itself from its address, and numbers of C's types; and the stack that
# faulthandler shows.

import ctypes
import faulthandler
import sys
import tempfile


class Thing:
    pass


def count(address):
    return ctypes.c_ssize_t.from_address(address).value


thing = Thing()
address = id(thing)
word = ctypes.c_ssize_t.from_address(address)
print(count(address), sys.getrefcount(thing), word.value)
other = thing
kept = [thing, thing]
print(count(address), word.value)
del other
kept.pop()
print(count(address), word.value)
cycle = []
cycle.append(cycle)
print(count(id(cycle)))
same = ctypes.cast(address, ctypes.py_object).value
print(same is thing, count(address))
print(ctypes.c_int32(2**31).value, ctypes.c_uint32(-1).value, ctypes.c_int8(200), ctypes.c_uint8(300), ctypes.c_int64(2**63).value)
print(ctypes.c_int(5).value, ctypes.c_int().value, ctypes.sizeof(ctypes.c_int32), ctypes.sizeof(ctypes.c_uint8), ctypes.sizeof(ctypes.c_int64(1)))
number = ctypes.c_int16(7)
number.value = 40000
print(number.value)
for make in (lambda: ctypes.c_int("a"), lambda: ctypes.c_int.from_address("a"), lambda: ctypes.sizeof(5), lambda: ctypes.nothing):
    try:
        print(make())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__)


def inner(file):
    faulthandler.dump_traceback(file, all_threads=False)


def outer(file):
    inner(file)


with tempfile.TemporaryFile("w+") as file:
    outer(file)
    file.seek(0)
    print([line.replace(inner.__code__.co_filename, "here") for line in file][:4])
print(faulthandler.is_enabled(), faulthandler.disable(), faulthandler.cancel_dump_traceback_later())
