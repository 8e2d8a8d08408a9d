# Numbers of descriptors, sharing of open files, positions, errors. Runs in an empty directory.
import os, sys

def t(f, *args, **kwargs):
    try:
        result = repr(f(*args, **kwargs))
    except Exception as error:
        result = f"! {type(error).__name__}: {error}"
    print(f.__name__, args, kwargs or "", "->", result)

f = os.open("a", os.O_RDWR | os.O_CREAT | os.O_TRUNC)
print("numbers", f)
t(os.dup, f); t(os.dup, 99); t(os.dup, -1)
t(os.dup2, f, 10); t(os.dup2, f, f); t(os.dup2, f, f, False); t(os.dup2, 99, 10); t(os.dup2, f, -1); t(os.dup2, -1, 5)
t(os.get_inheritable, 10); t(os.get_inheritable, f); t(os.dup2, f, 11, inheritable=False); t(os.get_inheritable, 11)
t(os.pipe); t(os.pipe2, os.O_CLOEXEC); t(os.pipe2, os.O_NONBLOCK); t(os.pipe2, 1)
t(os.get_inheritable, 0); t(os.set_inheritable, f, True); t(os.get_inheritable, f); t(os.get_inheritable, 99); t(os.set_inheritable, 99, True)

print("one position for all that share a file")
t(os.write, f, b"hello world"); t(os.pread, f, 5, 3); t(os.pwrite, f, b"XX", 1); t(os.lseek, f, 0, 1); t(os.lseek, 10, 0, 0); t(os.read, f, 4)
with open(10, "rb", closefd=False) as file: print(file.read(), file.tell())
t(os.lseek, f, 0, 1)

print("errors")
t(os.pread, f, -1, 0); t(os.pread, f, 2, -1); t(os.read, f, -1); t(os.read, 99, 3); t(os.read, "a", 3); t(os.read, f, 2**63); t(os.write, f, "x")
t(os.close, 99); t(os.close, -1); t(os.close, "a"); t(os.isatty, 99); t(os.isatty, f); t(os.fsync, 99); t(os.fsync, "a"); t(os.fsync, -5)
t(os.lseek, f, -1, 0); t(os.lseek, f, 0, 7); t(os.lseek, f, 2**70, 0); t(os.ftruncate, f, -1); t(os.truncate, "a", -1); t(os.truncate, "nope", 1); t(os.truncate, ".", 1)
t(os.open, "a", os.O_RDONLY | os.O_DIRECTORY); t(os.open, ".", os.O_RDWR); t(os.fstat, "a"); t(os.fstat, 99); t(os.get_terminal_size, f); t(os.get_terminal_size, 99); t(os.ttyname, f)

print("several buffers")
b, c = bytearray(3), bytearray(4)
os.lseek(f, 0, 0)
t(os.readv, f, [b, c]); print(b, c); t(os.preadv, f, [b, c], 1); print(b, c); t(os.writev, f, [b"12", b"34"]); t(os.pwritev, f, [b"56", b"7"], 0)
t(os.pwritev, f, [b"a"], 0, os.RWF_APPEND); t(os.readv, f, 5); t(os.readv, f, []); t(os.writev, f, [1]); t(os.readv, f, [b"abc"]); print(os.pread(f, 99, 0))

print("parts of files")
t(os.lseek, f, 0, os.SEEK_DATA); t(os.lseek, f, 0, os.SEEK_HOLE); t(os.lseek, f, 1000, os.SEEK_DATA)
t(os.posix_fallocate, f, 0, 20); t(os.posix_fallocate, f, -1, 5); t(os.posix_fallocate, f, 0, 0); print(os.fstat(f).st_size)
t(os.posix_fadvise, f, 0, 10, os.POSIX_FADV_NORMAL); t(os.posix_fadvise, f, 0, 0, 99); t(os.fdatasync, f); t(os.sync)
g = os.open("b", os.O_RDWR | os.O_CREAT | os.O_TRUNC)
os.lseek(f, 0, 0)
t(os.sendfile, g, f, None, 5); t(os.sendfile, g, f, 2, 4); t(os.copy_file_range, f, g, 3); t(os.copy_file_range, f, g, 3, 0, 10); t(os.copy_file_range, f, g, -1); t(os.splice, f, g, 3)
print(os.pread(g, 100, 0))

print("closing")
t(os.closerange, 3, 30); t(os.closerange, 30, 3); t(os.write, f, b"x")
print(os.open("a", os.O_RDONLY), os.open("b", os.O_RDONLY)); os.close(3); print(os.open("b", os.O_RDONLY))
file = open("a", "w"); os.close(file.fileno())
try: file.write("x"); file.flush()
except OSError as error: print(error)
try: file.close()
except OSError as error: print(error, file.closed)
for mode in ("r", "w"):
    r, w = os.pipe()
    try: print(open(w if mode == "r" else r, mode, closefd=False).read if mode == "x" else open(w if mode == "r" else r, mode + "b", 0, closefd=False).mode)
    except OSError as error: print(error)
m = os.memfd_create("nameless"); os.write(m, b"bytes"); print(os.pread(m, 9, 0), os.fstat(m).st_nlink, os.get_inheritable(m)); os.close(m)

print("standard streams", flush=True)
saved = os.dup(1)
out = open("out", "w")
os.dup2(out.fileno(), 1); print("into the file", flush=True); os.write(1, b"this too\n"); os.dup2(saved, 1); os.close(saved); out.close()
print(open("out").read())
os.close(0); print(open("a").fileno()); t(os.read, 0, 3)
os.dup2(2, 0); t(os.isatty, 0)
