# How files' types are made: most have object's __new__.
import io
class B(io.TextIOWrapper):
    def __new__(cls, *a): return super().__new__(cls)
print(B(io.BytesIO(b"x")).read())
class C(io.BufferedReader):
    def __new__(cls, *a): return object.__new__(cls)
print(C(io.BytesIO(b"x")).read())
class R(io.RawIOBase):
    def __new__(cls, *a): return super().__new__(cls)
    def __init__(self, x): self.x=x
    def __del__(self): print("del"); super().__del__()
r=R(5); print(r.x); del r
print(io.BufferedReader.__new__ is object.__new__, io.BytesIO.__new__ is object.__new__, type(io.BufferedRWPair.__new__(io.BufferedRWPair)))
class D(io.IncrementalNewlineDecoder):
    def __new__(cls, *a): return super().__new__(cls)
print(D(None, True).decode("a\r\n"))
class E(io.IOBase):
    def __new__(cls, *a): return object.__new__(cls)
print(E(5).closed)
