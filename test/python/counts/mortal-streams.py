# Streams, given objects whose counts are kept where others give and get numbers, None and booleans.
import _io, io, os, sys, tempfile

def text(x): return "".join([x, "!"])
def data(n): return bytes(range(65, 65 + n))

class Answer:
    """True, or a number, or what nobody asks about."""
    def __init__(self, value=True): self.value = value
    def __bool__(self): return bool(self.value)
    def __index__(self): return self.value
    def __repr__(self): return f"<{self.value!r}>"

def show(label, f):
    try: value = f()
    except BaseException as e: value = f"{type(e).__name__}: {e}"
    print(label, value)

class Number(int): pass

class Raw(io.RawIOBase):
    def __init__(self, content=b"", size=None):
        self.content, self.size, self.written = content, size, []
    def readable(self): return True
    def writable(self): return True
    def seekable(self): return True
    def isatty(self): return Answer(False)
    def readinto(self, buffer):
        n = min(len(buffer), len(self.content))
        buffer[:n] = self.content[:n]
        self.content = self.content[n:]
        return Answer(self.size or n)
    def write(self, piece):
        self.written.append(bytes(piece))
        return Answer(self.size or len(piece))
    def seek(self, to, whence=0): return 10**30 if self.size else 1000 + to
    def tell(self): return 1000
    def truncate(self, n=None): return Answer(n)
    def flush(self): return Answer()
    def close(self):
        super().close()
        return Answer()

class ReadAll(Raw):
    def readall(self): return data(5)
class ReadNothing(Raw):
    def readall(self): return None
class ReadText(Raw):
    def readall(self): return text("a")

print("-- buffers over a raw file in Python")
def buffers():
    show("read", lambda: io.BufferedReader(Raw(data(20))).read())
    show("read 3", lambda: io.BufferedReader(Raw(data(20))).read(3))
    show("read1", lambda: io.BufferedReader(Raw(data(20))).read1())
    show("peek", lambda: io.BufferedReader(Raw(data(20))).peek(3))
    show("readinto", lambda: io.BufferedReader(Raw(data(20))).readinto(bytearray(5)))
    show("readinto1", lambda: io.BufferedReader(Raw(data(20))).readinto1(bytearray(5)))
    show("readline", lambda: io.BufferedReader(Raw(b"a\nb")).readline())
    show("lines", lambda: list(io.BufferedReader(Raw(b"a\nb"))))
    show("too much", lambda: io.BufferedReader(Raw(data(3), 100000)).read(2))
    show("readall", lambda: io.BufferedReader(ReadAll()).read())
    show("readall None", lambda: io.BufferedReader(ReadNothing()).read())
    show("readall text", lambda: io.BufferedReader(ReadText()).read())
    show("seek", lambda: io.BufferedReader(Raw(data(3))).seek(5))
    show("tell", lambda: io.BufferedReader(Raw(data(3))).tell())
    show("seek far", lambda: io.BufferedReader(Raw(data(3), 100000)).seek(5))
    show("isatty", lambda: bool(io.BufferedReader(Raw()).isatty()))
    def write(n=None):
        raw = Raw(size=n)
        writer = io.BufferedWriter(raw)
        return writer.write(data(5)), writer.flush(), writer.truncate(7).value, raw.written
    show("write", write)
    def again():
        reader = io.BufferedReader(Raw(data(3)))
        reader.read(1)
        reader.__init__(Raw(data(4)), 16)
        return reader.read(2)
    show("init again", again)
    class NotReadable(Raw):
        def readable(self): return Answer()
    show("not readable", lambda: io.BufferedReader(NotReadable()))
    class NotSeekable(Raw):
        def seekable(self): return Answer()
    show("not seekable", lambda: io.BufferedRandom(NotSeekable()))
    show("random", lambda: (lambda r: (r.read(2), r.write(b"ab"), r.seek(0), r.read(1)))(io.BufferedRandom(Raw(data(9)))))
buffers()

print("-- closing")
def closing():
    class Flushes(io.BufferedWriter):
        def flush(self):
            super().flush()
            return Answer()
    def flushed():
        raw = Raw()
        writer = Flushes(raw)
        writer.write(data(3))
        return type(writer.close()).__name__, raw.written, writer.closed
    show("flush", flushed)
    class Fails(io.BufferedWriter):
        def flush(self): raise ValueError(text("flush"))
    def failing():
        raw = Raw()
        writer = Fails(raw)
        try: writer.close()
        finally: print(raw.closed)
    show("flush fails", failing)
    class FailsToo(Raw):
        def close(self): raise KeyError(text("close"))
    def both():
        writer = Fails(FailsToo())
        try: writer.close()
        except KeyError as e: print(type(e.__context__).__name__, e.__context__)
        io.IOBase.close(writer.raw)
        Fails.flush = io.BufferedWriter.flush
        writer.detach()
    show("both fail", both)
    class Base(io.IOBase):
        def flush(self): return Answer()
    show("base", lambda: (lambda f: (f.close(), f.closed))(Base()))
    class Closing(io.IOBase):
        def close(self):
            super().close()
            return Answer()
    def used():
        with Closing() as f: pass
        return f.closed
    show("with", used)
    class Closed(io.IOBase):
        closed = Answer(False)
    show("closed", lambda: Closed().isatty())
    class Own(io.TextIOWrapper):
        def flush(self):
            super().flush()
            return Answer()
    def own():
        raw = Raw()
        f = Own(io.BufferedWriter(raw))
        f.write(text("a"))
        f.close()
        return raw.written, raw.closed
    show("text", own)
    def detached(make):
        raw = Raw()
        f = make(raw)
        f.write(b"ab")
        return f.detach() is raw, raw.written
    show("detach", lambda: detached(Flushes))
closing()

print("-- lines")
def lines():
    raw = Raw()
    raw.writelines(text(c).encode() for c in "abc")
    print(raw.written)
    show("writelines of a number", lambda: raw.writelines(1000))
    class Peeks(Raw):
        def read(self, n=-1):
            return super().read(n)
        def peek(self, n): return b"xy\n"
    show("readline with peek", lambda: Peeks(b"ab\ncd").readline())
    show("readline", lambda: Raw(b"ab\ncd").readline())
    show("readlines", lambda: Raw(b"ab\ncd\nef\n").readlines(4))
    class Lines(io.IOBase):
        n = 0
        def readline(self, size=-1):
            self.n += 1
            return text("line") if self.n < 4 else ""
    show("readlines", lambda: Lines().readlines())
    show("readlines some", lambda: Lines().readlines(6))
    show("iterated", lambda: list(Lines()))
lines()

print("-- text")
class Buffer(io.BytesIO):
    def seekable(self): return Answer()
    def readable(self): return Answer()
    def writable(self): return Answer()
    def tell(self): return super().tell() + 0
    def flush(self): return Answer()
    def close(self):
        super().close()
        return Answer()
class FarBuffer(Buffer):
    def tell(self): return 10**6
    def seek(self, to, whence=0): return 10**6 + super().seek(0)
class Stuck(Buffer):
    def seekable(self): return Answer(False)
def texts():
    for make in Buffer, FarBuffer, Stuck:
        print(make.__name__)
        show("write", lambda: (lambda f: (f.write(text("a")), f.flush(), f.buffer.getvalue()))(io.TextIOWrapper(make(), "utf-16")))
        show("read", lambda: io.TextIOWrapper(make(data(4))).read())
        show("tell", lambda: io.TextIOWrapper(make(data(4))).tell())
        show("seek", lambda: io.TextIOWrapper(make(data(4))).seek(0))
        show("seek end", lambda: io.TextIOWrapper(make(data(4))).seek(0, 2))
        show("truncate", lambda: io.TextIOWrapper(make(data(4))).truncate(2))
        show("line buffering", lambda: io.TextIOWrapper(make(), line_buffering=True).write("a\n"))
        show("close", lambda: io.TextIOWrapper(make()).close())
    show("encoding", lambda: io.text_encoding(text("utf")))
    show("no encoding", lambda: type(io.text_encoding(None, 1)).__name__)
    show("codec", lambda: (lambda f: (f.write(text("é")), f.flush(), f.buffer.getvalue()))(io.TextIOWrapper(io.BytesIO(), "cp1252")))
    f = io.TextIOWrapper(io.BytesIO(), "utf-8", errors=text("strict")[:-1])
    f.reconfigure(encoding="".join(["lat", "in-1"]), errors="".join(["rep", "lace"]))
    print(f.encoding, f.errors)
    class Fails(io.TextIOWrapper):
        def flush(self): raise ValueError(text("flush"))
    def failing():
        buffer = Buffer()
        f = Fails(buffer)
        try: f.close()
        finally: print(buffer.closed)
    show("flush fails", failing)
texts()

print("-- files")
def files():
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, text("file"))
    opened = []
    def opener(name, flags):
        opened.append(name == path)
        return Number(os.open(name, flags, 0o666))
    with open(path, "wb", 0, opener=opener) as f: print(type(f).__name__, f.write(data(5)), opened)
    with open(path, "rb", 0) as f: print(type(f).__name__, f.read(), f.name == path)
    with open(path, "rb", buffering=0) as f: print(repr(f) == f"<_io.FileIO name={path!r} mode='rb' closefd=True>", f.readall())
    with _io.open_code(path) as f: print(type(f).__name__, f.read())
    show("opener without a number", lambda: open(path, opener=lambda name, flags: text("a")))
    show("opener below zero", lambda: open(path, opener=lambda name, flags: Number(-5)))
    show("mode", lambda: open(path, text("r")))
    show("text without buffer", lambda: open(path, "r", 0))
    show("bad newline", lambda: open(path, newline=text("n")))
    class File(io.FileIO):
        def close(self):
            super().close()
            return Answer()
    f = File(path)
    f.name = text("other")
    print(repr(f))
    del f.name
    print(repr(f).replace(str(f.fileno()), "N"))
    f.close()
    os.remove(path)
    os.rmdir(folder)
files()

print("-- attributes")
def attributes():
    for make in io.BytesIO, io.StringIO, lambda: io.BufferedReader(Raw()), lambda: io.TextIOWrapper(Buffer()), Raw:
        f = make()
        f.__dict__["".join("ab")] = text("x")
        print(type(f).__name__, f.ab, len(f.__dict__))
    f = io.FileIO(os.open(os.devnull, os.O_RDONLY))
    def given():
        f.__dict__ = {"".join("ab"): text("x")}
        return f.ab
    show("dict of a file", given)
    f.close()
attributes()
