# io.IncrementalNewlineDecoder: ends of lines across pieces, its state, and what goes wrong.
import io
import sys


def t(name, f):
    try: print(name, f())
    except BaseException as e: print(name, type(e).__name__, e)
I=io.IncrementalNewlineDecoder
t(1,lambda: I()); t(1,lambda: I(None)); t(1,lambda:I(None,1,2,3)); t(1,lambda:I(None,'x').decode('a\r\nb\rc\n')); t(1,lambda:I(decoder=None,translate=False,errors='x').decode('a\r'))
t(1,lambda: I.__new__(I).decode('a')); t(1,lambda: I.__new__(I).newlines); t(1,lambda: I.__new__(I).getstate());t(1,lambda: I.__new__(I).reset());t(1,lambda: I.__new__(I).setstate((b'',0)))
t(2,lambda: I(None,True).decode(b'a')); t(2,lambda: I(None,True).decode()); t(2,lambda:I(3,True).decode('a'))
t(3,lambda: I(None,True).setstate(3)); t(3,lambda: I(None,True).setstate((3,))); t(3,lambda: I(None,True).setstate((b'',-1))); t(3,lambda: I(None,True).setstate((b'','x'))); t(3,lambda: I(None,True).setstate((b'',2**70)))
class D:
    def __init__(s,*r): s.r=list(r)
    def decode(s,*a,**k): print('decode',a,k); return s.r.pop(0)
    def getstate(s): return s.r.pop(0)
    def setstate(s,st): print('setstate',st)
    def reset(s): print('reset')
t(4,lambda: I(D('a'),True).decode(b'x')); t(4,lambda: I(D('a'),True).decode(b'x',final=5)); t(4,lambda: I(D(b'a'),True).decode(b'x',True))
t(5,lambda: I(D((b'x',3)),1).getstate()); t(5,lambda: I(D((b'x',-1)),1).getstate()); t(5,lambda: I(D((b'x',2**64)),1).getstate()); t(5,lambda: I(D((b'x',)),1).getstate()); t(5,lambda: I(D(3),1).getstate()); t(5,lambda: I(D((b'x',2**70+3)),1).getstate())
d=I(D(),1); t(6,lambda: d.setstate((b'q',7))); t(6,lambda: d.setstate(('q',2**64+1))); t(6,lambda: d.setstate(('q',2**70+1))); t(6,lambda: d.reset())
d=I(None,1)
for s,f in (('abc\r',0),('\nabc\r\n\r',0),('x\r\r\n\n',0),('',0),('',1),('\r',1),('\r',0),('',0),('\r',0),('a',0)): print(repr(d.decode(s,f)), repr(d.newlines), d.getstate())
d.reset(); print(d.newlines, d.getstate())
d=I(None,0)
for s,f in (('abc\r',0),('\nabc\r\n\r',0),('x\r\r\n\n',0),('',0),('',1),('\r',1),('\r',0),('',0),('\r',0),('a',0)): print(repr(d.decode(s,f)), repr(d.newlines), d.getstate())
for s in ('\n','\r','\r\n','\r\r\n','\n\r','\n\r\n','\r\n\n\r','abc'):
    d=I(None,0); d.decode(s,True); print(repr(s), d.newlines)
x='plain'*3; print(I(None,1).decode(x) is x, sys.getrefcount(x))
