# Files in memory as a pickle has them, and the files that refuse to be pickled.
import copy
import io
import pickle

def t(f, *a):
    try: print(repr(f(*a)))
    except BaseException as e: print(repr(e))
b = io.BytesIO(b"abc"); b.seek(1); b.x = 5
s = io.StringIO("a\r\nb", newline=None); s.seek(2); s.y = [1]
print(b.__getstate__(), s.__getstate__(), io.StringIO().__getstate__(), io.StringIO("a\nb", newline="\r\n").__getstate__(), io.BytesIO().__getstate__())
for p in range(6):
    for o in (b, s):
        try:
            c = pickle.loads(pickle.dumps(o, p)); print(p, type(c), c.getvalue(), c.tell(), c.__dict__)
        except BaseException as e: print(p, repr(e))
c = copy.copy(b); d = copy.deepcopy(s); print(c.getvalue(), c.tell(), c.x, d.getvalue(), d.tell(), d.y, d.y is s.y)
class B(io.BytesIO): pass
c = pickle.loads(pickle.dumps(B(b"xyz"))); print(type(c), c.getvalue())
for st in [(), 5, (b"a", 1), (b"a", 1, None, 2), (5, 1, None), (b"abc", "x", None), (b"abc", -1, None), (b"abc", 10, None), (b"abc", 1, 5), ("abc", 1, None), (bytearray(b"q"), 0, {"z": 1})]:
    e = io.BytesIO(b"old"); t(e.__setstate__, st); print(e.getvalue(), e.tell(), e.__dict__)
for st in [(), 5, ("a", "\n", 1), ("a", "\n", 1, None, 2), (5, "\n", 1, None), ("abc", "\n", "x", None), ("abc", "\n", -1, None), ("abc", "\n", 10, None), ("abc", "\n", 1, 5), ("abc", "q", 1, None), ("abc", None, 1, None), ("a\r\nb", None, 0, {"z": 1}), ("abc", 5, 1, None), (b"abc", "\n", 1, None), (None, "\n", 0, None)]:
    e = io.StringIO("old"); t(e.__setstate__, st)
    try: print(repr(e.getvalue()), e.tell(), e.__dict__)
    except BaseException as x: print(repr(x))
b.close(); s.close(); t(b.__getstate__); t(s.__getstate__); t(b.__setstate__, (b"", 0, None)); t(s.__setstate__, ("", "\n", 0, None)); t(pickle.dumps, b)

u = io.TextIOWrapper(io.BytesIO())
for o in (io.BufferedRandom(io.BytesIO()), u, io.BufferedRWPair(io.BytesIO(), io.BytesIO()), io.IncrementalNewlineDecoder(None, True), io.BufferedWriter(io.BytesIO()), io.BufferedReader(io.BytesIO())):
    print(type(o), end=" ")
    for p in (0, 2, 4):
        try: pickle.dumps(o, p); print("ok", end=" ")
        except BaseException as e: print(repr(e), end=" ")
    try: o.__getstate__(); print("state")
    except BaseException as e: print(repr(e))
print(io.BytesIO.__getstate__.__text_signature__, io.BytesIO.__setstate__.__text_signature__, io.StringIO.__getstate__.__text_signature__, io.TextIOWrapper.__getstate__.__text_signature__, io.FileIO.__getstate__.__text_signature__)
