# Types without __new__ say so however they are asked.
import re
import types
import weakref


def t(name, f):
    try:
        print(name, f())
    except BaseException as e:
        print(name, type(e).__name__, str(e)[:150])


for T in (re.Match, re.Pattern, type(re.compile("x").scanner("")), type(re.compile("x").finditer("")), types.FrameType, type({}.keys()), type(iter([])), weakref.CallableProxyType, type, int):
    t(T, lambda: T())
    t(T, lambda: object.__new__(T))
    t(T, lambda: T.__new__(T))
    t(T, lambda: type('S',(T,),{}))


def empty():
    return types.CellType().cell_contents


t("cell", empty)
