# What marshal refuses: ints that are not in their shortest form, files that say they have read too much.
import io
import marshal

def say(f,*a):
    try: print(repr(f(*a)))
    except Exception as e: print(type(e).__name__, e)
say(marshal.loads, b'I\xfe\xdc\xba\x98\x76\x54\x32\x10'); say(marshal.loads, b'I\x00\x00'); say(marshal.loads, b'\xc9\x01\x00\x00\x00\x00\x00\x00\x80')
for s in (b'l\x02\x00\x00\x00\x00\x00\x00\x00', b'l\x01\x00\x00\x00\x00\x00', b'l\x02\x00\x00\x00\x01\x00\x00\x00', b'l\x02\x00\x00\x00\x00\x80\x01\x00', b'l\x01\x00\x00\x00\xff\xff'): say(marshal.loads, s)
class BadReader(io.BytesIO):
    def readinto(self, buf):
        n = super().readinto(buf)
        if n is not None and n > 4: n += 10**6
        return n
for value in (1.0, 1j, b'0123456789', '0123456789'):
    say(marshal.load, BadReader(marshal.dumps(value)))


class Text(io.StringIO):
    pass


say(marshal.load, Text("abc"))
say(marshal.load, io.BytesIO(b""))
say(marshal.load, io.BytesIO(marshal.dumps([1, 2.5, "three", b"four"])[:-2]))
both = io.BytesIO(marshal.dumps((1, "a")) + marshal.dumps({2: 3.5}))
say(marshal.load, both)
say(marshal.load, both)
say(marshal.load, both)
