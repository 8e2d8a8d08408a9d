# Descriptors of files and pipes, as far as the oracle's system has them: numbers, sharing, buffers, what a file object makes of one.
import errno, io, os, select, sys, tempfile

def t(f, *args, **kwargs):
    try: result = repr(f(*args, **kwargs))
    except OSError as error: result = f"! {type(error).__name__} {errno.errorcode.get(error.errno)}"
    except Exception as error: result = f"! {type(error).__name__}: {error}"
    print(f.__name__, args, kwargs or "", "->", result)

os.chdir(tempfile.mkdtemp())
first = os.open("a", os.O_RDWR | os.O_CREAT)
t(os.dup, 99); t(os.dup, -1); t(os.dup, "a"); t(os.dup2, 99, 10); t(os.dup2, first, -1); t(os.close, 99); t(os.close, "a"); t(os.read, 99, 1); t(os.write, 99, b"x"); t(os.lseek, 99, 0, 0); t(os.fstat, 99); t(os.isatty, 99); t(os.ftruncate, 99, 0)
second = os.dup(first); third = os.dup2(first, 20); print(second - first, third)
t(os.write, first, b"hello world"); t(os.lseek, second, 0, 1); t(os.pread, third, 5, 3); t(os.pwrite, second, b"XX", 1); t(os.lseek, third, 0, 0); t(os.read, first, 4); t(os.read, second, 4)
b, c = bytearray(3), bytearray(4)
os.lseek(first, 0, 0); t(os.readv, first, [b, c]); print(b, c); t(os.writev, first, [b"12", b"34"]); t(os.readv, first, 5); t(os.writev, first, [1]); t(os.readv, first, [b"abc"])
os.lseek(first, 0, 0); t(os.readinto, first, b); print(b); t(os.readinto, first, b"abc"); t(os.readinto, first, "abc"); t(os.read, first, -1); t(os.read, first, 2**63); t(os.write, first, "x")
os.close(first); t(os.read, first, 1); print(os.fstat(second).st_size, os.stat(third).st_size)
again = os.open("a", os.O_RDONLY); print(again == first)
with open(again) as file: print(file.fileno() == again, file.name == again, file.read())
t(os.fstat, again)
with open(second, "r+b", closefd=False) as file: print(file.seek(2), file.read(3), file.mode, file.raw.closefd)
t(os.lseek, second, 0, 1)
with os.fdopen(third, "w+") as file: print(file.write("text"), file.tell(), os.fstat(second).st_size)
os.closerange(second, second + 10); t(os.fstat, second)
try: open(second)
except OSError as error: print(errno.errorcode[error.errno], error.filename == second)
for wrong in (-1, 2**40, 1.5): t(open, wrong)

r, w = os.pipe()
t(os.write, w, b"abc"); print(os.read(r, 2), os.read(r, 10)); os.write(w, b"line\nmore")
with open(r, "rb", buffering=0) as source: print(source.readline(), source.read(10), source.seekable(), source.readable(), source.writable())
with open(w, "wb", buffering=0) as sink: print(sink.seekable(), sink.readable(), sink.writable(), sink.mode)

r, w = os.pipe(); poll = select.poll(); poll.register(r, select.POLLIN); poll.register(w, select.POLLOUT)
print([(fd == w, event) for fd, event in poll.poll(0)], select.select([r], [w], [], 0) == ([], [w], []))
os.write(w, b"x"); print([(fd == r, event) for fd, event in poll.poll(0)], select.select([r], [w], [], 0) == ([r], [w], []))
t(poll.modify, 99, 1); t(poll.unregister, 99); t(select.select, ["x"], [], [], 0); t(select.select, 5, [], []); t(poll.register, "x"); t(poll.register, -1)
os.close(r); os.close(w)

out = open("out", "w"); sys.stdout.flush(); saved = os.dup(1)
os.dup2(out.fileno(), 1); print("into the file", flush=True); os.write(1, b"this too\n"); os.dup2(saved, 1); os.close(saved); out.close()
print(open("out").read())
print(os.path.exists("/dev/null"), open(os.devnull).read() == "", open(os.devnull, "w").write("gone"))
print(io.open_code("out").read()[:4], os.strerror(errno.EBADF), sorted(set(dir(os)) & {"dup", "dup2", "pipe", "closerange", "readv", "pread", "readinto", "sysconf", "confstr", "times", "statvfs", "fchdir"}))
