"""The array module: every type code whose size is the same in 32 and 64 bits, all methods, slices, buffers, growth, pickles."""
import collections.abc
import copy
import gc
import io
import pickle
import sys
import warnings
import weakref
import array as module
from array import array, typecodes

warnings.simplefilter('ignore')
CODES = [code for code in typecodes if code not in 'lL']


def attempt(f, *args, **kwargs):
    try:
        result = repr(f(*args, **kwargs))
    except Exception as e:
        result = f'{type(e).__name__}: {e}'
    print(getattr(f, '__name__', 'f'), *args, '->', result)


print(typecodes, module.ArrayType is array, array, type(iter(array('i'))), isinstance(array('b'), collections.abc.MutableSequence))
print(sorted(dir(module)), sorted(set(dir(array)) - set(dir(list))))
for name in sorted(vars(array)):
    print(name, getattr(getattr(array, name), '__text_signature__', None))

# Construction.
for args in [(), (1,), ('xx',), ('x',), ('x', 5), ('i', 1, 2), (b'i',), ('i', 'abc'), ('i', array('w', 'ab')), ('i', array('d', [1.0])),
             ('i', 5), ('u', 'ab'), ('w', 'ab\U0001f600'), ('w', ['a', 'bc']), ('w', [1]), ('h', b'ab'), ('h', b'abc'), ('h', bytearray(b'abcd')),
             ('d', range(3)), ('b', (1, 2)), ('b', array('b', [3])), ('h', array('b', [3])), ('B', b'\xff'), ('u', array('w', 'xy')), ('w', array('i', [65])),
             ('d', ['1']), ('f', [1e300, -1e300, 0.1]), ('q', [1, 2**63]), ('Q', [2**64 - 1])]:
    attempt(array, *args)
attempt(array, 'i', x=1)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    array('u')
    print([str(w.message) for w in caught])

# What each code takes; values between 2**31 and 2**63 are refused in other words by a 32-bit C long.
VALUES = [0, -1, 127, 128, 255, 256, -128, -129, 32767, 32768, 65535, 65536, -32768, -32769, 2**31 - 1, -2**31, 2**64, -2**63 - 1, 10**30, 1.5,
          float('inf'), 'a', 'ab', '', None, True, b'a']
for code in CODES:
    a = array(code)
    for value in VALUES:
        attempt(a.append, value)
    print(a, a.itemsize, a.typecode, a.tobytes())

# Sequence operations.
a = array('i', range(10))
for key in [0, -1, 9, 10, -11, 'a', 2**100, slice(2, 5), slice(None, None, -1), slice(None, None, 3), slice(5, 2), slice(8, 100), slice(0, 5, -1), 1.0, None]:
    attempt(a.__getitem__, key)
    b = array('i', a)
    attempt(b.__delitem__, key)
    print(b)
    for value in [array('i'), array('i', [70]), array('i', [70, 71, 72]), array('h', [7]), [7], b, 7, 'x']:
        b = array('i', a) if value is not b else b
        attempt(b.__setitem__, key, value)
        print(b)
attempt(a.__setitem__, slice(None, None, 0), a)
for f in [lambda: a + a, lambda: a + [1], lambda: a + array('h'), lambda: a * 2, lambda: -1 * a, lambda: a * 'x', lambda: 5 in a, lambda: 'x' in a,
          lambda: a.count(3), lambda: a.count(3.0), lambda: a.index(3), lambda: a.index(3, 4), lambda: a.index(3, -8, -5), lambda: a.index(3, 'a'),
          lambda: a.index(99), lambda: a.remove(99), lambda: a.pop(99), lambda: a.pop('a'), lambda: array('b').pop(), lambda: a.insert(1), lambda: a.insert('a', 1),
          lambda: a.extend(5), lambda: a.extend(array('h')), lambda: a.extend([1, 'x']), lambda: a.fromlist((1,)), lambda: a.fromlist([1, 2, 'x']),
          lambda: a.frombytes(b'abc'), lambda: a.frombytes('abc'), lambda: a.frombytes(a), lambda: a.fromunicode('a'), lambda: a.tounicode(),
          lambda: hash(a), lambda: a.append(), lambda: array[int], lambda: a.fromunicode(1), lambda: array('B', [1]).frombytes(memoryview(b'23')),
          lambda: array('w', 'a').fromunicode(1)]:
    attempt(f)
print(a)
a.insert(0, -5), a.insert(-1, 50), a.insert(100, 60), a.insert(-100, 70), a.remove(4), a.extend(a), a.reverse()
print(a, a.pop(), a.pop(0), a.pop(-2), len(a))
a += array('i', [1])
a *= 2
print(a, a.tolist() == list(a))
for other in [[1], array('h')]:
    attempt(a.__iadd__, other)
b = array('d', [1.5, float('nan')])
b.reverse(), b.byteswap()
print(b.tobytes()[8:].hex(), copy.copy(a) == a, copy.deepcopy(a) is a, a[:] is a)
for code in 'bhiqd':
    x = array(code, [1, 2, 3])
    x.byteswap()
    print(x.tobytes().hex())
del b, x

# Comparison.
pairs = [(array('i', [1, 2]), array('i', [1, 3])), (array('i', [1]), array('i', [1, 3])), (array('i', [1, 2]), array('d', [1, 2])), (array('b', [-1]), array('B', [255])),
         (array('d', [float('nan')]), array('d', [float('nan')])), (array('w', 'ab'), array('w', 'b')), (array('w', 'a'), array('i', [97])), (array('i'), array('d')),
         (array('i', [1]), [1])]
for x, y in pairs:
    for op in ['__lt__', '__le__', '__eq__', '__ne__', '__gt__', '__ge__']:
        attempt(getattr(x, op), y)
del x, y, pairs

# Characters that are none.
for code in 'uw':
    x = array(code, b'\xff\xff\xff\x00')
    for f in [x.tounicode, x.tolist, lambda: x[0]]:
        try:
            print(f())
        except ValueError as e:
            print(type(e).__name__, e)
    x = array(code, 'a\U0001f600')
    x.fromunicode('\xe9')
    print(x, x.tounicode(), x.tolist(), len(x))
attempt(array('w', '\ud800').tounicode)
print(ascii(array('u', '\ud800').tounicode()))

# Buffers.
a = array('h', [1, 2, 3])
view = memoryview(a)
print(view.format, view.itemsize, view.shape, view.strides, view.readonly, view.nbytes, view.tolist(), bytes(a), bytearray(a))
view[0] = -9
view[1:3] = array('h', [8, 7])
for f in [lambda: a.append(1), a.clear, a.pop, lambda: a.insert(0, 1), lambda: a.remove(8), lambda: a.extend([]), lambda: a.extend([1]), lambda: a.extend(a),
          lambda: a.frombytes(b''), lambda: a.frombytes(b'12'), lambda: a.fromlist([]), lambda: a.fromlist([1]), lambda: a.__delitem__(slice(0, 0)),
          lambda: a.__delitem__(slice(0, 1)), lambda: a.__setitem__(slice(0, 1), array('h', [5])), lambda: a.__setitem__(slice(0, 0), array('h')),
          lambda: a.__imul__(1), lambda: a.__imul__(0), lambda: a.reverse(), lambda: a.byteswap(), lambda: a.frombytes(a)]:
    attempt(f)
print(a, view.tolist())
inner = view[1:]
view.release()
attempt(lambda: a.append(1))
inner.release()
a.append(1)
print(a, io.BytesIO(b'abcd').readinto(a), a)
for code in typecodes:
    print(code, memoryview(array(code)).format, end=' ')
print(memoryview(array('d', [1.5]))[0], array('B', b'ab').__buffer__(0).tobytes(), int.from_bytes(array('B', b'ab')), b'-'.join([array('B', b'ab'), b'c']))
attempt(lambda: memoryview(array('w', 'a'))[0])

# Growth.
for code in 'bdh':
    a, sizes = array(code), []
    base = sys.getsizeof(a)
    for i in range(200):
        a.append(1)
        size = (sys.getsizeof(a) - base) // a.itemsize
        if not sizes or sizes[-1] != size:
            sizes.append(size)
    for i in range(200):
        a.pop()
        size = (sys.getsizeof(a) - base) // a.itemsize
        if sizes[-1] != size:
            sizes.append(size)
    print(code, sizes)
for x in [array('b', range(20)), array('b', (1, 2)), array('b', b'abcdefgh'), array('b', iter(range(9))), array('w', 'abcdef'), array('b', range(100))[5:50], array('b', [1]) * 33,
          array('b', [1]) + array('b', range(30)), array('b', array('b', range(17)))]:
    print((x.__sizeof__() - array('b').__sizeof__()) // x.itemsize, len(x), end='; ')
    x.extend(x)
    print((x.__sizeof__() - array('b').__sizeof__()) // x.itemsize)
    del x[3:]
    print((x.__sizeof__() - array('b').__sizeof__()) // x.itemsize)
print(array('b').buffer_info(), array('b', [1, 2]).buffer_info()[1])

# Files.
f = io.BytesIO()
array('H', range(40000)).tofile(f)
print(len(f.getvalue()))
f.seek(0)
a = array('h')
a.fromfile(f, 3)
print(a)
f.seek(79998)
attempt(a.fromfile, f, 2)
attempt(a.fromfile, io.StringIO('abc'), 1)
attempt(a.fromfile, None, -1)
attempt(a.fromfile, None, 1)
attempt(a.tofile, None)
print(a)

# Pickles and iterators.
class Sub(array):
    def __init__(self, code, items=(), note=None):
        self.note = note


for x in [array(code, 'ab' if code in 'uw' else [1, 2]) for code in CODES] + [Sub('h', [1], note='n'), array('d')]:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        y = pickle.loads(pickle.dumps(x, protocol))
        assert y == x and type(y) is type(x) and vars(y) == vars(x) if isinstance(x, Sub) else y == x
    print(x.__reduce_ex__(2), x.__reduce_ex__(3)[1:])
    attempt(x.__reduce_ex__, 'a')
print(Sub('i', [1], note=2), Sub('i', [1]) + Sub('i', [2]), type(Sub('i', [1, 2])[:1]), Sub('i', [1]) == array('i', [1]))
rebuild = module._array_reconstructor
for args in [(1,), (int, 'i', 1, b''), (1, 'i', 1, b''), (array, 'z', 1, b''), (array, 'i', 22, b''), (array, 'i', -1, b''), (array, 'i', 8, ''), (array, 1, 8, b''), (array, 'i', 4, b'123'),
             (array, 'h', 3, b'\1\2\3\4'), (array, 'h', 1, b'\xff\1'), (array, 'd', 17, b'\x3f\xf8' + bytes(6)), (array, 'f', 16, bytes(6) + b'\xf8\x3f'),
             (array, 'd', 15, b'\x3f\xc0\0\0'), (array, 'w', 21, b'\0\0\0a' b'\0\0\0b'), (array, 'u', 18, b'a\0b\0'), (array, 'w', 19, b'\0a\0b'), (array, 'q', 13, b'\xff' * 8), (array, 'B', 11, b'\xff' * 8)]:
    attempt(rebuild, *args)
it = iter(array('i', [1, 2, 3]))
print(it.__reduce__(), next(it), it.__reduce__(), list(pickle.loads(pickle.dumps(it))))
it.__setstate__(-5)
print(next(it))
it.__setstate__(99)
print(list(it), it.__reduce__(), hasattr(it, '__length_hint__'))
attempt(iter(a).__setstate__, 'a')
attempt(type(it))
a = array('i', [1, 2, 3, 4])
for x in a:
    print(x, end=' ')
    if x < 3:
        a.pop()
print(a)


# Conversions that run code.
class Index:
    def __init__(self, do=lambda: None):
        self.do = do

    def __index__(self):
        print('index')
        self.do()
        return 5


b = array('i')
b.append(Index())
b.insert(0, Index())
b.fromlist([Index()])
b[0] = Index()
print(array('i', [Index()]), array('I', (Index(),)), array('b', iter([Index()])), b)
b.clear()
items = [Index(lambda: items.append(1)), 2]
attempt(b.fromlist, items)
print(b)


class Equal:
    def __eq__(self, other):
        print('eq', other)
        c.clear()
        return False


c = array('i', [1, 2])
print(c.count(Equal()), Equal() in array('i', [3]), c)

# Life.
a = array('i', [1])
ref = weakref.ref(a)
print(gc.is_tracked(a), ref() is a)
view = memoryview(a)
del a
print(ref() is not None)
del view
print(ref())
match array('i', [1, 2, 3]):
    case [first, *rest]:
        print(first, rest)
print(sum(array('d', [0.5, 0.25])), max(array('b', [3, -1])), sorted(array('h', [3, 1])), *array('w', 'ab'))
