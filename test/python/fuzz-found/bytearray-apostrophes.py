# An apostrophe in a bytearray has a backslash, whatever the quotes.
for b in (b"it's", b'a"b', b"'\"", b"\\", b"\n\t\r\0\x7f\xff a", b"''", b""):
    print(repr(bytearray(b)), repr(b), str(bytearray(b)), f"{bytearray(b)}", "%r" % bytearray(b), [bytearray(b)])
class B(bytearray): pass
print(repr(B(b"it's")), ascii(bytearray(b"'")))
