# io.BufferedRWPair: a reader and a writer as one file.
import io


def t(name, f):
    try: print(name, f())
    except BaseException as e: print(name, type(e).__name__, e)
P=io.BufferedRWPair
class R(io.RawIOBase):
    def __init__(s,data=b'',r=True,w=True): s.d=data; s.rr=r; s.ww=w; s.out=[]
    def readable(s): return s.rr
    def writable(s): return s.ww
    def readinto(s,b):
        n=min(len(b),len(s.d)); b[:n]=s.d[:n]; s.d=s.d[n:]; return n
    def write(s,b): s.out.append(bytes(b)); return len(b)
t(7,lambda:P()); t(7,lambda:P(R())); t(7,lambda:P(R(),R(),1,2)); t(7,lambda:P(R(),R(),buffer_size=3)); t(7,lambda:P(R(r=False),R())); t(7,lambda:P(R(),R(w=False))); t(7,lambda:P(R(),R(),0)); t(7,lambda:P(R(),R(),-1)); t(7,lambda:P(R(),R(),'a')); t(7,lambda: P(3,R())); t(7,lambda:P(reader=R(),writer=R()))
w=R(); p=P(R(b'hello\nworld\n123'),w)
print(p.readable(),p.writable(),p.seekable(),p.isatty(),p.closed)
t(8,lambda:p.read(3)); t(8,lambda:p.peek(2)); t(8,lambda:p.read1(2)); t(8,lambda:p.readline()); b=bytearray(4); t(8,lambda:(p.readinto(b),b)); t(8,lambda:(p.readinto1(b),b)); t(8,lambda:p.read()); t(8,lambda:p.write(b'abc')); print(w.out); p.flush(); print(w.out)
t(9,lambda:p.read(None)); t(9,lambda:p.read(1,2)); t(9,lambda:p.peek()); t(9,lambda:p.peek(1,2)); t(9,lambda:p.readinto()); t(9,lambda:p.fileno()); t(9,lambda:p.seek(0)); t(9,lambda:p.tell()); t(9,lambda:p.truncate()); t(9,lambda:p.detach()); t(9,lambda:list(p)); t(9,lambda:p.writelines([b'1',b'2'])); t(9,lambda:repr(p)[:25]); t(9,lambda:p.raw); t(9,lambda:p.name)
p.x=1; print(p.__dict__)
p.close(); print(w.out,p.closed); t(10,lambda:p.read()); t(10,lambda:p.write(b'1')); t(10,lambda:p.flush()); t(10,lambda:p.close()); t(10,lambda:p.isatty()); t(10,lambda:p.readable())
u=P.__new__(P)
for n in ('read','peek','read1','readinto','readinto1','write','flush','readable','writable','close','isatty'): t(n,lambda:getattr(u,n)(*([b''] if 'into' in n or n=='write' else [])))
t('closed',lambda:u.closed)
t('init',lambda:u.__init__(R(),R())); t('re',lambda:u.__init__(R(b'q'),R())); t('r',lambda:u.read())
class Bad(R):
    def close(s):
        super().close() ; raise OSError('bad')
p=P(Bad(),R()); t(11,lambda:p.close()); print(p.closed)
p=P(R(),Bad()); t(11,lambda:p.close()); print(p.closed)
p=P(Bad(),Bad())
try: p.close()
except OSError as e: print(repr(e),repr(e.__context__))
with P(R(b'abc'),R()) as p: print(p.read())
print(p.closed)
class T(R):
    def __init__(s,tt): super().__init__(); s.tt=tt
    def isatty(s): return s.tt
for a in (True,False,3,0):
    for b in (True,False,4,0): t((a,b),lambda:P(T(a),T(b)).isatty())


# What RawIOBase makes of readinto() and read().
class Into(io.RawIOBase):
    def __init__(self, *counts):
        self.counts = list(counts)

    def readinto(self, buffer):
        count = self.counts.pop(0)
        if isinstance(count, int) and 0 < count <= len(buffer):
            buffer[:count] = b"x" * count
        return count


class Reads(io.RawIOBase):
    def __init__(self, *pieces):
        self.pieces = list(pieces)

    def read(self, size=-1):
        print("read", size > 1000)
        return self.pieces.pop(0)


for counts in ((3,), (0,), (None,), (-1,), (11,), ("x",), (2**70,)):
    t(counts, lambda: Into(*counts).read(10))
for counts in ((3, 2, 0), (3, None), (None,), (0,), (-1,)):
    t(counts, lambda: Into(*counts).readall())
    t(counts, lambda: Into(*counts).read())
for pieces in ((b"ab", b"c", b""), (b"ab", None), (None,), ("ab",), (b"ab", bytearray(b"c"))):
    t(pieces, lambda: Reads(*pieces).readall())
t("buffered", lambda: io.BufferedReader(type("Both", (Into,), {"readable": lambda self: True})(3, 2, 0)).read())
