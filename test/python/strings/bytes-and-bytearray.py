# bytes and bytearray, method by method.

cases = r"""
b'abc', bytes(3), bytes([1, 2, 255]), bytes(b'x'), bytes('é', 'utf-8'), bytes()
bytes([256])
bytes(['a'])
bytes('abc')
bytes(-1)
bytes(1.5)
bytes({'a': 1})
b'abc'[0], b'abc'[-1], b'abc'[1:], b'abc'[::-1]
b'abc'[3]
b'abc' + b'd', b'ab' * 2, 2 * b'ab'
b'abc' + 'd'
b'abc' == 'abc', b'abc' == bytearray(b'abc'), b'a' < b'b'
b'b' in b'abc', 98 in b'abc'
300 in b'abc'
'a' in b'abc'
b'abc'.hex(), b'abc'.hex(':'), b'abcdef'.hex('-', 2), b'abcde'.hex('-', -2)
bytes.fromhex('61 62 63'), bytes.fromhex('')
bytes.fromhex('6')
bytes.fromhex('zz')
b'a,b,c'.split(b','), b'a b  c'.split(), b'a,b'.rsplit(b',', 1)
b','.join([b'a', b'b'])
b','.join(['a'])
b'  a '.strip(), b'xax'.strip(b'x'), b'xa'.lstrip(b'x'), b'ax'.rstrip(b'x')
b'abc'.find(b'c'), b'abc'.find(99), b'abc'.rfind(b'z'), b'abc'.index(b'b')
b'abc'.index(b'z')
b'abcabc'.count(b'b'), b'abcabc'.count(98)
b'abc'.replace(b'b', b'XX'), b'aaa'.replace(b'a', b'b', 2)
b'abc'.startswith(b'a'), b'abc'.endswith((b'c', b'x'))
b'abc'.startswith('a')
b'aBc'.upper(), b'aBc'.lower(), b'aBc'.swapcase(), b'ab cd'.title(), b'ab'.capitalize()
b'abc'.isalpha(), b'12'.isdigit(), b'a1'.isalnum(), b' '.isspace(), b'A'.isupper(), b'a'.islower(), b'Ab'.istitle(), b'a'.isascii()
b'abc'.center(7, b'*'), b'abc'.ljust(5), b'abc'.rjust(5, b'.'), b'7'.zfill(3)
b'a=b'.partition(b'='), b'a=b=c'.rpartition(b'='), b'a'.partition(b'=')
b'a\nb\r\nc'.splitlines(), b'a\n'.splitlines(True)
b'abc'.translate(bytes.maketrans(b'ab', b'xy')), b'abc'.translate(None, b'b'), b'a\tb'.expandtabs(4)
b'abc'.removeprefix(b'a'), b'abc'.removesuffix(b'c')
b'%d %s %x %b %a %c' % (1, b'x', 255, b'y', 'é', 65)
b'%s' % 'x'
list(b'abc'), tuple(b'ab'), sum(b'ab'), max(b'abc'), sorted(b'cab')
repr(b'\x00\xff\'"\n\t\\')
int.from_bytes(b'\x01\x02', 'big'), (258).to_bytes(2, 'little'), int(b'42'), float(b'1.5')
hash(b'abc') == hash(b'abc')
bytearray(b'abc'), bytearray(3), bytearray([1, 2]), bytearray('é', 'latin-1'), bytearray()
memoryview(b'abc')[1], memoryview(b'abc')[1:].tobytes(), len(memoryview(b'abc')), memoryview(b'abc').readonly
memoryview(b'abc').tolist(), memoryview(b'ab') == b'ab', memoryview(b'ab').format, memoryview(b'abcd').nbytes
memoryview('abc')
memoryview(b'abc')[5]
b'abc'.decode('utf-8'), bytearray(b'abc').decode()
b'abc'.nope
""".strip().splitlines()

for source in cases:
    try:
        print(source, "->", repr(eval(source)))
    except Exception as e:
        print(source, "!!", type(e).__name__, e)

a = bytearray(b"hello")
a[0] = 72
a.append(33)
a.extend(b" world")
a += b"!"
a.insert(0, 62)
print(a, len(a), a.pop(), a.pop(0), a)
del a[0]
a[1:3] = b"XYZ"
print(a, a[::2], a.find(b"Z"))
a.reverse()
print(a, a.copy() == a, a.copy() is a)
a.remove(ord("o"))
a[::2] = b"-" * len(a[::2])
print(a)
a *= 2
print(a)
for action in ("a[0] = 256", "a[0] = 'x'", "a[100] = 1", "a.remove(1)", "a.append('x')", "a.append(-1)", "hash(a)", "a[0:2] = 'xy'", "a.pop(100)", "bytearray().pop()", "a[::2] = b'1'"):
    try:
        exec(action)
    except Exception as e:
        print(action, "!!", type(e).__name__, e)
a.clear()
print(a, bool(a), bool(b"0"))
b = bytearray(b"view")
m = memoryview(b)
m[0] = 86
try:
    b.append(1)
except BufferError as e:
    print("BufferError", e)
m.release()
b.append(1)
print(b)
try:
    m[0]
except ValueError as e:
    print(e)
