# `from x import *` where sys.modules holds something that is no module, and imports with odd globals.
import sys
import types


def star(thing, source="from odd import *", names=("a", "b", "_c")):
    sys.modules["odd"] = thing
    space = {}
    try:
        exec(source, space)
        print({name: space[name] for name in names if name in space})
    except BaseException as error:
        print(type(error).__name__, error)
    del sys.modules["odd"]


class Listed:
    __all__ = ("a", "_c")
    a, b, _c = 1, 2, 3


class Unlisted:
    a, b, _c = 4, 5, 6


class Slotted:
    __slots__ = ("a",)


class Sequence:
    def __getitem__(self, index):
        return ["a", "b"][index]


star(Listed)
star(Listed())
star(Unlisted)
star(Unlisted())
star(types.SimpleNamespace(a=7, b=8, _c=9))
star(5)
star(Slotted())
for names in (Sequence(), [1], 5, ["missing"], None, ""):
    star(types.SimpleNamespace(a=1, b=2, __all__=names))
for space in (5, types.MappingProxyType({"a": 1, "_c": 2}), {"a": 1, 3: 4}):
    star(type("Odd", (), {"__dict__": space, "__slots__": (), "a": 10})())


class Locals(dict):
    def __setitem__(self, key, value):
        print("set", key, value)
        super().__setitem__(key, value)


class Mapping:
    def __init__(self):
        self.items = {}

    def __getitem__(self, key):
        return self.items[key]

    def __setitem__(self, key, value):
        print("put", key, value)
        self.items[key] = value


sys.modules["odd"] = types.SimpleNamespace(a=1, b=2)
exec("from odd import *", {}, Locals())
exec("from odd import *", {}, Mapping())

for arguments in [
    ("builtins", "globals"),
    ("builtins", "globals", None, None, 1),
    ("builtins", None, None, None, 1),
    ("builtins", {}, None, None, 1),
    ("builtins", {"__name__": 3}, None, None, 1),
    ("q", {"__name__": "nowhere.at_all"}, None, None, 1),
    ("q", {"__package__": "a.b"}, None, None, 3),
    (1,),
    ("",),
    ("x", None, None, None, -1),
]:
    try:
        print(__import__(*arguments))
    except Exception as error:
        print(type(error).__name__, error)
