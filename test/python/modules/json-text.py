# The module json on its native half: every kind of value both ways, options, hooks, errors with their positions and notes, and who
# holds what.

import _json
import collections
import enum
import gc
import json
import sys
from decimal import Decimal


class Color(enum.IntEnum):
    RED = 1


class Text(str):
    def __str__(self):
        return "other"


class Ordered(dict):
    def items(self):
        return [("z", 1), ("y", 2)]


class Bad(dict):
    def items(self):
        return [(1,)]


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", type(error).__name__, error, getattr(error, "__notes__", None))


circle = []
circle.append({"a": circle})
value = {"a": [1, 2.5, -3e300, True, False, None, "h\u00e9\u20ac\U0001f600\x7f\x00\"\\/\n"], "b": {}, "c": [], "d": (1,), "e": {"x": {"y": [[]]}}}
for text in (
    "json.dumps(value)", "json.dumps(value, ensure_ascii=False)", "json.dumps(value, indent=2)", "json.dumps(value, indent='\\t', sort_keys=True)",
    "json.dumps(value, separators=(',', ':'))", "json.loads(json.dumps(value)) == {**value, 'd': [1]}", "json.dumps([float('nan'), float('inf'), -float('inf')])",
    "json.dumps(float('nan'), allow_nan=False)", "json.dumps([float('inf')], allow_nan=False)", "json.dumps({1: 1, 1.5: 2, True: 3, None: 4, 'a': 5, float('inf'): 6})",
    "json.dumps({(1,): 1})", "json.dumps({(1,): 1, 'a': 2}, skipkeys=True)", "json.dumps({'b': 1, 'a': 2}, sort_keys=True)", "json.dumps({'b': 1, 2: 2}, sort_keys=True)",
    "json.dumps(object)", "json.dumps([1, {'k': [object]}])", "json.dumps({'k': {1}})", "json.dumps(circle)",
    "json.dumps(1j, default=str)", "json.dumps([1j], default=lambda o: [o.real, 2j] if o == 1j else 'x')",
    "json.dumps([1j], default=lambda o: o)", "json.dumps(Color.RED)", "json.dumps({Color.RED: Color.RED})", "json.dumps(Text('abc'))", "json.dumps(Ordered(q=1))",
    "json.dumps(Bad(q=1))", "json.dumps(collections.OrderedDict([('z', 1), ('a', 2)]))", "json.dumps(collections.namedtuple('P', 'x y')(1, 2))",
    "json.dumps(10**30)", "json.dumps([[], {}, ''], indent=0)", "json.dumps({'a': 1}, indent=3, separators=(';', '='))", "json.dumps(b'a')", "json.dumps('\\ud800')",
    "json.loads('')", "json.loads(' [1, 2 ,3 ] ')", "json.loads('[1,]')", "json.loads('[1 2]')", "json.loads('[')", "json.loads('[1')", "json.loads('{')", "json.loads('{\"a\"}')",
    "json.loads('{\"a\":}')", "json.loads('{\"a\":1,}')", "json.loads('{\"a\":1 \"b\"}')", "json.loads('{1:2}')", "json.loads('{\"a\":1,2}')", "json.loads('nul')", "json.loads('-')", "json.loads('01')",
    "json.loads('1.')", "json.loads('.5')", "json.loads('1e')", "json.loads('-0')", "json.loads('-0.0')", "json.loads('1E5')", "json.loads('123456789012345678901234567890')",
    "json.loads('NaN')", "json.loads('[Infinity, -Infinity]')", "json.loads('-Infinit')", "json.loads('\"abc')", "json.loads('\"a\\nb\"')", "json.loads('\"a\\nb\"', strict=False)",
    "json.loads(r'\"\\x\"')", "json.loads(r'\"\\u12\"')", "json.loads(r'\"\\u12g4\"')", "json.loads(r'\"\\ud83d\\ude00 \\ud83d x\"')", "json.loads(r'\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"')", "json.loads('\"\\\\')",
    "json.loads('\U0001f600 1')", "json.loads('[\"\U0001f600\", x]')", "json.loads('\"\U0001f600\" 1')", "json.loads('1 2')", "json.loads('[1.5, 2]', parse_float=Decimal, parse_int=str)",
    "json.loads('[NaN]', parse_constant=lambda c: c + '!')", "json.loads('{\"a\": {\"b\": 1}}', object_hook=lambda d: sorted(d.items()))", "json.loads('{\"a\": 1, \"a\": 2}', object_pairs_hook=list)",
    "json.loads(b'\\xff\\xfe1\\x002\\x00')", "json.loads(5)", "json.loads('\\ufeff1')",
    "json.JSONDecoder().raw_decode('x 12 y', 2)", "json.JSONDecoder().raw_decode('x', 5)", "json.JSONDecoder().scan_once('1', -1)", "json.JSONDecoder().scan_once(1, 1)", "json.JSONDecoder().scan_once('a', 0)",
    "_json.scanstring('abc\"', 0)", "_json.scanstring('abc\"', 9)", "_json.scanstring(1, 0)", "_json.scanstring('\U0001f600\" x', 0)", "_json.encode_basestring(1)", "_json.encode_basestring_ascii('\x7f\u20ac')",
    "_json.make_encoder(1, 2, 3, None, ':', ',', 0, 0, 0)", "_json.make_encoder(None, 2, 3, None, ':', 5, 0, 0, 0)", "_json.make_encoder()", "_json.make_scanner()",
    "_json.make_encoder(None, None, lambda s: 5, None, ':', ',', False, False, True)('x', 0)", "_json.make_encoder({}, None, str.upper, None, ': ', ', ', False, False, True)({'x': ['y', 1]}, 0)",
    "''.join(json.JSONEncoder(indent=1).iterencode([1, {'a': 2}]))",
):
    show(text)

keys = json.loads('[{"some key": 1}, {"some key": 2}]')
first, second = (next(iter(d)) for d in keys)
print(first is second, sys.getrefcount(first) - sys.getrefcount(object()))
scanner = json.JSONDecoder().scan_once
print(gc.is_tracked(scanner), sorted(type(o).__name__ for o in gc.get_referents(scanner)))


class Counted:
    pass


counted = Counted()
before = sys.getrefcount(counted)
inside = []
json.dumps([counted], default=lambda o: inside.append(sys.getrefcount(o)) or 1)
print(before, inside, sys.getrefcount(counted))
try:
    json.dumps([counted])
except TypeError:
    pass
print(sys.getrefcount(counted))
