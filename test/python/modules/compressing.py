# The module zlib: what it compresses to, byte for byte by check sum, streams given piece by piece, and every refusal.

import copy
import gc
import gzip
import pickle
import zlib

C = type(zlib.compressobj())
D = type(zlib.decompressobj())
big=b'hello world, hello decref! '*400
z=zlib.compress(big)
def dec(data,*a,**k):
    d=zlib.decompressobj(*a,**k); r=d.decompress(data); return r[:30],len(r),d.eof,d.unused_data,d.unconsumed_tail[:10],len(d.unconsumed_tail)
def dict_():
    c=zlib.compressobj(zdict=b'hello world'); x=c.compress(big)+c.flush()
    d=zlib.decompressobj(zdict=b'hello world'); return x==x, d.decompress(x)==big, len(x)
def chunks():
    c=zlib.compressobj(); out=b''
    for i in range(50): out+=c.compress(bytes([i])*100*i)
    out+=c.flush(zlib.Z_SYNC_FLUSH); out+=c.compress(b'end'); out+=c.flush(); return len(out), zlib.crc32(out)
def cp():
    c=zlib.compressobj(); a=c.compress(big); e=c.copy(); return (a+c.flush())==(a+e.flush())
def dcp():
    d=zlib.decompressobj(); r=d.decompress(z[:20]); e=copy.copy(d); return r+d.decompress(z[20:])==r+e.decompress(z[20:])==big
def maxlen():
    d=zlib.decompressobj(); out=[]; x=z
    while not d.eof:
        out.append(len(d.decompress(x,1000))); x=d.unconsumed_tail
    return out
def bybyte():
    d=zlib.decompressobj(); return b''.join(d.decompress(bytes([b])) for b in z)==big
def zd():
    d=zlib._ZlibDecompressor(); out=[]
    out.append(d.decompress(z,100)[:5]); out.append(d.needs_input)
    while not d.eof: out.append(len(d.decompress(b'',5000)))
    out.append((d.unused_data,d.needs_input)); return out
def after():
    c=zlib.compressobj(); c.flush(); return c.compress(b'a')
def after2():
    c=zlib.compressobj(); c.flush(); return c.flush()
def after3():
    c=zlib.compressobj(); c.flush(); return c.copy()
def after4():
    d=zlib._ZlibDecompressor(); d.decompress(z); d.decompress(b'')
def tail():
    d=zlib.decompressobj(); a=d.decompress(z+b'junk'); b=d.decompress(b'more'); return len(a),b,d.unused_data,d.flush()
def part():
    d=zlib.decompressobj(); a=d.decompress(z[:-10]); return len(a), d.flush(), d.eof
def levels():
    return [(l,len(zlib.compress(big,l)),zlib.crc32(zlib.compress(big,l))) for l in range(-1,10)]
def texty():
    t=''.join(chr(97+(i*i*7+i//3)%26) for i in range(30000)).encode()
    return [(l,len(zlib.compress(t,l)),zlib.crc32(zlib.compress(t,l))) for l in (1,3,4,6,9)]
def strat():
    out=[]
    for s in range(5):
        c=zlib.compressobj(6,zlib.DEFLATED,15,8,s); x=c.compress(big)+c.flush(); out.append((len(x),zlib.crc32(x),zlib.decompress(x)==big))
    return out
def wb():
    out=[]
    for w in (9,12,15,-9,-15,25,31):
        c=zlib.compressobj(6,8,w); x=c.compress(big)+c.flush(); out.append((w,len(x),zlib.decompress(x,w if w<16 else 47)==big))
    return out

for text in (
    "zlib.compress(b'')",
    "zlib.compress(b'abc')",
    "zlib.compress(b'abc',0)",
    "zlib.compress(b'abc',9)",
    "zlib.compress(b'abc',10)",
    "zlib.compress(b'abc',-2)",
    "zlib.compress('abc')",
    'zlib.compress(5)',
    'zlib.compress()',
    "zlib.compress(b'a',level='x')",
    "zlib.compress(b'abc',wbits=-15)",
    "zlib.compress(b'abc',wbits=31)",
    "zlib.compress(b'abc',wbits=99)",
    "zlib.decompress(b'')",
    "zlib.decompress(b'junk')",
    'zlib.decompress(z[:-1])',
    'zlib.decompress(z[:10])',
    'zlib.decompress(z)==big',
    "zlib.decompress(z+b'x')==big",
    "zlib.decompress(z[:-4]+b'\\0\\0\\0\\0')",
    'zlib.decompress(z,wbits=-15)',
    'zlib.decompress(z,bufsize=0)==big',
    'zlib.decompress(z,bufsize=-1)',
    "zlib.decompress(b'\\x78\\x9c\\xff')",
    "zlib.decompress('a')",
    'zlib.decompress(z,wbits=100)',
    'zlib.decompress(z,wbits=0)==big',
    "zlib.adler32(b'abc')",
    "zlib.adler32(b'abc',5)",
    "zlib.adler32('a')",
    "zlib.crc32(b'abc')",
    "zlib.crc32(b'abc',7)",
    "zlib.crc32(b'abc',-1)",
    "zlib.adler32(b'x'*100000)",
    'zlib.crc32(5)',
    'dec(z)',
    "dec(z+b'tail')",
    'dec(z[:50])',
    'dict_()',
    'chunks()',
    'cp()',
    'dcp()',
    'maxlen()',
    'bybyte()',
    'zd()',
    'after()',
    'after2()',
    'after3()',
    'after4()',
    'tail()',
    'part()',
    'levels()',
    'texty()',
    'strat()',
    'wb()',
    'zlib.compressobj(level=10)',
    'zlib.compressobj(wbits=1)',
    'zlib.compressobj(memLevel=0)',
    'zlib.compressobj(method=3)',
    'zlib.compressobj(strategy=9)',
    "zlib.compressobj(zdict='a')",
    'zlib.compressobj(zdict=5)',
    'zlib.decompressobj(zdict=5)',
    'zlib.decompressobj(wbits=3)',
    'zlib.decompressobj().decompress(z,-1)',
    "zlib.decompressobj().decompress('a')",
    "zlib.decompressobj().decompress(b'junk')",
    'zlib.decompressobj().flush(0)',
    'zlib.decompressobj().flush(-1)',
    'zlib.compressobj().flush(99)',
    'zlib.compressobj().flush(zlib.Z_NO_FLUSH)',
    'C()',
    'D()',
    'zlib._ZlibDecompressor(wbits=3)',
    'copy.deepcopy(zlib.compressobj()) is None',
    'gc.is_tracked(zlib.compressobj())',
    'gc.is_tracked(zlib.decompressobj())',
    'gc.is_tracked(zlib._ZlibDecompressor())',
    'zlib.decompressobj().unused_data',
    'zlib.decompressobj().eof',
    'zlib.error.__mro__',
    "zlib.decompressobj(zdict=b'abc').decompress(z)[:5]",
    'pickle.dumps(zlib.compressobj())',
    'gzip.decompress(gzip.compress(big))==big',
):
    try:
        print(text, "->", eval(text))
    except Exception as error:
        print(text, "!!", type(error).__module__, type(error).__name__, error)
