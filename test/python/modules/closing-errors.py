# Errors of closing a file after errors of flushing it.
import sys
sys.unraisablehook=lambda u: None
import io
class Raw(io.RawIOBase):
    def __init__(s,w=None,c=None,r=True,sk=False): s.w=w; s.c=c; s.r=r; s.sk=sk
    def readable(s): return s.r
    def writable(s): return s.r
    def seekable(s): return s.sk
    def write(s,b):
        if s.w: raise OSError(s.w)
        return len(b)
    def close(s):
        super().close()
        if s.c: raise OSError(s.c)
def chain(e):
    out=[]
    while e: out.append((repr(e), e.__suppress_context__, repr(e.__cause__))); e=e.__context__
    return out
for w,c in (('w','c'),('w',None),(None,'c')):
    b=io.BufferedWriter(Raw(w,c)); b.write(b'abc')
    try: b.close()
    except OSError as e: print(chain(e))
    print(b.closed)
    t=io.TextIOWrapper(io.BufferedWriter(Raw(w,c))); t.write('abc')
    try: t.close()
    except OSError as e: print(chain(e))
    print(t.closed)
    p=io.BufferedRWPair(Raw(w,c),Raw(w,c)); p.write(b'abc')
    try: p.close()
    except OSError as e: print(chain(e))
    print(p.closed)
for r in (1,None,0,'x',True):
    for T in (io.BufferedReader,io.BufferedWriter,io.BufferedRandom):
        try: T(Raw(r=r,sk=r)); print('ok',r)
        except Exception as e: print(T,repr(e))
