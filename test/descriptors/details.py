# Details of the types of _io: sizes, _finalizing, what the bases leave to subclasses, buffers that can't write without waiting. Runs in an empty directory.
import _io, io, sys, warnings

warnings.simplefilter("ignore")
path = "file"
def t(f, *args):
    try: print(f(*args))
    except Exception as error: print(type(error).__name__, error)

class Raw(_io._RawIOBase): pass
for name, args in {"readinto": (bytearray(3),), "write": (b"x",), "read": (1,), "readall": ()}.items(): t(getattr(Raw(), name), *args)
file = open(path, "w+")
for layer in (file, file.buffer, file.buffer.raw):
    print(layer._finalizing, end=" "); layer._finalizing = True; print(layer._finalizing); layer._finalizing = False
print(file._CHUNK_SIZE); file._CHUNK_SIZE = 5; print(file._CHUNK_SIZE)
for wrong in (0, -1, "a", 2**70, None): t(setattr, file, "_CHUNK_SIZE", wrong)
class F(io.FileIO):
    def close(self): print("raw closes", self._finalizing); super().close()
class B(io.BufferedReader):
    def close(self): print("buffer closes", self._finalizing); super().close()
class T(io.TextIOWrapper):
    def close(self): print("text closes", self._finalizing); super().close()
class R(io.RawIOBase):
    def close(self): print("closes", self.__dict__); super().close()
F(path); B(F(path)); T(B(F(path))); R()

size = lambda file: file.__sizeof__() - type(file).__basicsize__
print([size(io.BufferedReader(io.BytesIO(), n)) for n in (1, 100)], size(io.BufferedWriter(io.BytesIO(), 7)), "__sizeof__" in io.BytesIO.__dict__, "__sizeof__" in io.FileIO.__dict__)
b = io.BufferedWriter(io.BytesIO(), 100); b.close(); print(size(b))
for steps in ((b"abc",), (b"abc", b"x" * 100), (b"x" * 1000, b"y" * 100)):
    b = io.BytesIO(); start = size(b)
    for step in steps: b.write(step); print(size(b) - start - (sys.getsizeof(b"") - 1), end=" ")
    b.truncate(3); print(size(b) - start - (sys.getsizeof(b"") - 1), end=" "); b.close(); print(size(b) - start)
b = io.BytesIO(b"abcdef"); b.truncate(2); b.seek(5); b.write(b"x"); print(b.getvalue())

class Slow(io.RawIOBase):
    def __init__(self, script): self.script, self.log = script, []
    def writable(self): return True
    def write(self, b):
        n = self.script.pop(0) if self.script else len(b)
        self.log.append(None if n is None else bytes(b[:n]))
        return None if n is None else min(n, len(b))
def slowly(size, script, *writes):
    raw = Slow(list(script)); b = io.BufferedWriter(raw, size)
    for piece in writes:
        try: print(b.write(piece), end=" ")
        except BlockingIOError as error: print(error.strerror, error.characters_written, end=" ")
    try: b.flush()
    except BlockingIOError as error: print("flush", error.characters_written, end=" ")
    raw.script = []; b.flush(); print(raw.log)
slowly(4, [], b"abcdefghij"); slowly(4, [], b"ab", b"cdefghij", b"k"); slowly(4, [3], b"abcdefghij"); slowly(4, [None], b"abcdefghij"); slowly(4, [3, None], b"abcdefghij"); slowly(4, [3, 3, None], b"abcdefghij")
slowly(4, [1, None, None], b"ab", b"cde", b"fgh"); slowly(4, [None, None], b"abc", b"de", b"fgh"); slowly(8, [5, None], b"abcdefg", b"hijklmnopq"); slowly(8, [2, None, None, None], b"abcdefg", b"hijkl", b"mnopqrstuvwxyz")
for n in (3, 4, 5, 8, 9):
    raw = Slow([3]); b = io.BufferedWriter(raw, 4); b.write(b"yy"); b.write(b"x" * n); print(n, raw.log, end=" "); b.flush(); print(raw.log)

class Mixed(io.BufferedIOBase):
    def read(self, size): return b"12345"
    read1 = read
for method in ("readinto", "readinto1"):
    for target in (bytearray(5), bytearray(4), b"12345"): t(getattr(Mixed(), method), target)
class Parts(io.RawIOBase):
    def __init__(self): self.parts = [b"abc", b"de", b"fgh", b"jkl"]
    def readable(self): return True
    def readinto(self, b):
        part = self.parts.pop(0) if self.parts else b""
        b[:len(part)] = part
        return len(part)
b = io.BufferedReader(Parts(), 10); two = bytearray(2); print(b.peek(3), [b.readinto1(two) for _ in range(3)], two); many = bytearray(20); print(b.peek(3), b.readinto1(many), many[:6])
t(io.BufferedReader(io.BytesIO(b"abc")).truncate)
class NoLine(io.IOBase):
    def readline(self): return None
t(next, NoLine())
raw = io.BytesIO(); text = io.TextIOWrapper(raw); print(text); raw.name = "n"; text.mode = "m"; print(text); raw.name = text; t(repr, text); raw.name = None
class Unreadable(io.BytesIO):
    def readable(self): return False
t(io.TextIOWrapper(Unreadable()).read)
for method in ("read", "readline"): t(getattr(io.TextIOWrapper(io.StringIO("a")), method), 1)
inner = io.BytesIO(); text = io.TextIOWrapper(io.BufferedWriter(inner)); text.write("howdy"); print(inner.getvalue()); writer = text.detach(); print(type(writer).__name__, inner.getvalue()); t(text.detach); t(text.read)
