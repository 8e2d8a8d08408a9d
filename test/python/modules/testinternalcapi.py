# What _testinternalcapi shows of how attributes and dictionaries are stored.
import _testinternalcapi
from _testinternalcapi import dict_getitem_knownhash, has_inline_values, has_split_table


class Plain:
    pass


plain = Plain()
print(has_inline_values(plain))
plain.x = 1
attributes = plain.__dict__
print(has_inline_values(plain), has_split_table(attributes), has_split_table({}))
plain.__dict__ = {}
print(has_inline_values(plain))
for base in (int, list, Exception, dict):
    print(base.__name__, has_inline_values(type("Derived", (base,), {})()))
print(has_inline_values(type("Slotted", (), {"__slots__": ("a",)})()), has_inline_values(1))

table = {1: "one", "two": 2}
print(dict_getitem_knownhash(table, 1, hash(1)), dict_getitem_knownhash(table, "two", hash("two")))
for arguments in ((table, 3, 3), ([], 1, 1), ({1: 2}, 1, 99)):
    try:
        print(dict_getitem_knownhash(*arguments))
    except (KeyError, SystemError) as error:
        print(type(error).__name__)


def depth(calls):
    return _testinternalcapi.get_recursion_depth() if calls == 0 else depth(calls - 1)


print(depth(7) - depth(2), _testinternalcapi.SHARED_KEYS_MAX_SIZE)

# How many objects the collector knows.
before = _testinternalcapi.get_tracked_heap_size()
made = []
print(_testinternalcapi.get_tracked_heap_size() - before)
del made
print(_testinternalcapi.get_tracked_heap_size() - before)
