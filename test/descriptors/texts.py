# Text from files and pipes: parts of lines, parts of characters, files that grow. Runs in an empty directory.
import io
f=io.TextIOWrapper(io.BytesIO(b'abcdef\nghi\njkl'))
print(f.readline(3), repr(f.read(2)), repr(f.read(3)), repr(f.read()))
f=io.TextIOWrapper(io.BytesIO(b'abcdef\nghi\njkl'))
print(f.readline(3), repr(f.read()))
f=io.TextIOWrapper(io.BytesIO(b'abcdef\nghi\njkl'))
print(f.read(2), repr(f.readline()), repr(f.readline()), repr(f.readline()), repr(f.read()))
import os
def pipe(data, **k):
    r,w=os.pipe(); os.write(w,data); return open(r,'r',**k), w
f,w=pipe(b'foo'); os.write(w,b'bar'); print(repr(f.read(6))); os.write(w,'héé\r\nx\r'.encode()); print(repr(f.read(3)), repr(f.readline())); print(repr(f.read(1))); os.write(w,b'\nend'); os.close(w); print(repr(f.read(2)), repr(f.readline()), repr(f.read()), repr(f.read(1)), f.newlines)
f,w=pipe('añ€😀z'.encode(), encoding='utf-8'); print([f.read(1) for _ in range(5)]); os.write(w,b'\xf0\x9f'); os.write(w,b'\x98\x80ab\nrest'); print(repr(f.read(2)), repr(f.readline()), ); os.close(w); print(repr(f.readline()), repr(f.readline()))
f,w=pipe(b'ab\xe2\x82', errors='replace'); os.close(w); print(repr(f.read(9)))
f,w=pipe(b'one\ntwo\nthree', newline=''); os.close(w); print(repr(f.readline(2)), repr(f.read(4)), f.readlines())
g=open('grows','w+'); g.write('abc'); g.flush(); h=open('grows'); print(h.read(), repr(h.read()), end=' '); g.write('def'); g.flush(); print(repr(h.read()), repr(h.read(1)))
h.seek(1); print(repr(h.readline(2)), h.tell(), repr(h.read()), h.tell()); h.seek(0); print(h.read(2), h.tell(), h.readline(), h.tell())
