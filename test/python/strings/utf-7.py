# UTF-7: what is written as it is, pairs, shifts that are left open or broken, error handlers, and decoding in pieces.
import codecs

for text in ("A+B-C", "a\u2262\u0391.", "Hi Mom -\u263a-!", "\u65e5\u672c\u8a9e", "\U00010000\u20ac", "~\\+", "\ud800x", "+", "\u20ac-", "\u20acA", "\x00\t\n\x7f"):
    data = text.encode("utf-7")
    print(ascii(text), data, data.decode("utf-7", "surrogatepass") == text)

for data in (b"+", b"+-", b"+A", b"+AGE", b"+AGEA", b"+!", b"a\xffb", b"+2AA-", b"+2AHcAA-", b"+2AB-x", b"+//8-", b"+AGE+AGI-", b"+IKwA-", b"+IKw\xff", b"+ADw-x+"):
    for errors in ("strict", "replace", "ignore", "backslashreplace"):
        try:
            print(data, errors, ascii(data.decode("utf-7", errors)))
        except UnicodeDecodeError as error:
            print(data, error, error.encoding, error.start, error.end)

for data in (b"a+IKw-b", b"+2ADcAA-", b"x+", b"x+I", b"x+IKwg", b"+IKw-+IKwgrA"):
    for end in range(len(data) + 1):
        print(data[:end], [ascii(part) for part in codecs.utf_7_decode(data[:end], "strict", False)])
decoder = codecs.getincrementaldecoder("utf-7")()
print([decoder.decode(bytes([byte])) for byte in b"a+IKwgrA-b"], repr(decoder.decode(b"", True)))
