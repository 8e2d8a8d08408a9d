# Objects of many types that own mortal objects and live until the end, where every count is looked at; and state that is
# set twice, so that what was there before must be given up.
import pickle, sys, types
from collections import OrderedDict, deque
from itertools import accumulate


def fresh():
    return [object(), object()]


big = 10**30
kept = [
    slice(fresh(), fresh(), fresh()),
    range(big, big + 5, big + 1),
    iter(range(big, big + 5)),
    types.GenericAlias(fresh().__class__, (fresh(),)),
    iter(deque(fresh())),
    reversed(deque(fresh())),
    iter(OrderedDict(a=fresh())),
    iter(OrderedDict(a=fresh()).items()),
    iter(OrderedDict(a=fresh()).values()),
]
print(len(kept), sys.getrefcount(kept[0].start))
print(slice(big, None, 2).__reduce__(), slice(1, 2) == slice(1, 2), hash(slice(big, 3)) == hash(slice(big, 3)))
print(slice(big, big + 9, 3).indices(big * 2))


class Descriptor:
    @property
    def value(self): return 1
    first = value
    second = value


p = property(lambda self: 1)
p.__set_name__(Descriptor, "one" + str(big))
p.__set_name__(Descriptor, "two" + str(big))
print(p.__name__[:3], sys.getrefcount(p.__name__) > 0)


class Renamed: pass


Renamed.__name__ = "Other" + str(len(kept))
Renamed.__qualname__ = "Outer.Other" + str(len(kept))
print(Renamed.__name__, Renamed.__qualname__)
Renamed.__name__ = Renamed.__name__ + "2"
print(Renamed, sys.getrefcount(Renamed.__dict__) > 0)

e = ValueError("text")
state = {"note" + str(len(kept)): fresh(), "other": fresh()}
e.__setstate__(state)
e.__setstate__(state)
print(sorted(vars(e)), sys.getrefcount(state["other"]))
for make in (
    lambda: NameError("m", name="n" + str(big)),
    lambda: AttributeError("m", name="n" + str(big), obj=fresh()),
    lambda: ImportError("m", name="n" + str(big), path="p" + str(big), name_from="f" + str(big)),
    lambda: OSError(9999, "text" + str(big), "file" + str(big), None, "second" + str(big)),
    lambda: StopIteration(fresh()),
    lambda: ExceptionGroup("g" + str(big), [ValueError(fresh()), TypeError(fresh())]),
):
    error = make()
    kept.append(error)
    print(type(error).__name__, len(error.args))
try:
    undefined_name
except NameError as error:
    kept.append(error)
try:
    fresh().no_such_attribute
except AttributeError as error:
    kept.append(error)
try:
    from sys import no_such_name
except ImportError as error:
    kept.append(error)
print([getattr(error, "name", None) for error in kept[-3:]])

group = kept[14]
print(group.split(lambda x: isinstance(x, ValueError)), group.subgroup(TypeError))
kept.append(group.derive([KeyError(fresh())]))

print(list(accumulate([[1], [2], [3]])), list(accumulate([big, big], initial=big))[-1] == 3 * big)
view = memoryview(bytearray(b"abcd"))
print(view.tolist(), list(view)[::-1], view.index(99) if hasattr(view, "index") else 2, b"abcd" == view)
od = OrderedDict(a=fresh(), b=fresh())
it = iter(od.items())
kept.append(next(it))
print(it.__reduce__()[0].__name__, len(list(it)))
od.note = fresh()
od2 = od.copy()
print(list(od2), od.__reduce__()[0].__name__, len(od.__reduce__()[2]))
s = iter("text" + str(big)); list(s)
print(s.__reduce__())
print(f"{big:}", "{0} {0}".format(big), "{a[0]}".format(a=[big]), "%s" % (big,))
text = "x" * 3 + str(big)
kept += [iter(text), text.split("0"), enumerate(fresh(), big), zip(fresh(), fresh()), map(print, fresh()), super(Renamed, Renamed())]
print(len(kept), "end")
