# Text files in encodings other than UTF-8, byte order marks, newlines as they were seen, positions during iteration, and the views of
# a BytesIO's memory.

import gc
import io
import os
import sys
import tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, "text")
TEXT = "héllo wörld\nsecond € line\n"
for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1252", "cp437", "iso8859-15", "utf-7", "latin-1", "koi8-r"):
    errors = "replace" if encoding in ("cp437", "latin-1", "koi8-r") else "strict"
    with open(path, "w", encoding=encoding, errors=errors) as file:
        file.write(TEXT[:5])
        file.write(TEXT[5:])
    with open(path, "a", encoding=encoding) as file:
        print("more", file=file)
    with open(path, "rb") as file:
        data = file.read()
    print(encoding, data[:12], len(data))
    with open(path, encoding=encoding) as file:
        print(file.encoding, ascii(file.readline()), ascii(file.read(3)), ascii(file.read()))
        file.seek(0)
        print([ascii(line) for line in file])
for encoding in ("nope", "hex", "rot13", ""):
    try:
        open(path, encoding=encoding)
    except Exception as error:
        print(type(error).__name__, error)
    try:
        io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    except Exception as error:
        print(type(error).__name__, error)
try:
    open(path, "w", encoding="cp1252").write("Ω")
except UnicodeEncodeError as error:
    print(error)
with open(path, "wb") as file:
    file.write(b"a\x81b")
try:
    open(path, encoding="cp1252").read()
except UnicodeDecodeError as error:
    print(error)

for data in (b"a\nb\n", b"a\r\nb\r\n", b"a\rb\r", b"a\nb\r\n", b"a\rb\r\n", b"a\rb\n", b"a\rb\nc\r\n", b"abc", b""):
    for newline in (None, "", "\n", "\r", "\r\n"):
        file = io.TextIOWrapper(io.BytesIO(data), encoding="ascii", newline=newline)
        before = file.newlines
        text = file.read()
        print(before, repr(text), repr(file.newlines), end=" ")
        memory = io.StringIO(data.decode(), newline=newline)
        print(repr(memory.newlines), repr(memory.getvalue()), memory.readlines())

with open(path, "w") as file:
    file.write("one\ntwo\n")
with open(path) as file:
    for line in file:
        try:
            print(line, file.tell())
        except OSError as error:
            print(line, error)
    print(file.tell())
    file.seek(0)
    print(file.readline(), file.tell(), file.readline(), file.tell())

memory = io.BytesIO(b"abcdef")
view = memory.getbuffer()
print(view.obj.__class__, view.readonly, bytes(view), len(gc.get_referents(view.obj)), sys.getrefcount(memory))
view[0] = ord("x")
for action in (lambda: memory.write(b"long enough to grow"), lambda: memory.truncate(2), memory.close, lambda: memory.__init__(b"")):
    try:
        print(action())
    except BufferError as error:
        print(error)
print(memory.getvalue(), memory.read(2))
view.release()
print(sys.getrefcount(memory), memory.write(b"yz"), memory.getvalue(), memory.truncate(3), memory.getvalue())
try:
    memoryview(memory)
except TypeError as error:
    print(error)
try:
    type(io.BytesIO().getbuffer().obj)()
except TypeError as error:
    print(error)
os.remove(path)
os.rmdir(folder)
