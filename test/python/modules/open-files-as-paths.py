# Functions that take a path or an open file's descriptor. Asked of a native CPython, since the oracle has no such files.
import os, tempfile
d = tempfile.mkdtemp(); p = os.path.join(d, "x"); open(p, "w").close()
fd = os.open(d, os.O_RDONLY); f = os.open(p, os.O_RDWR)


def attempt(g):
    try: print(g())
    except OSError as e: print(type(e).__name__, e.errno, e.strerror, e.filename if not isinstance(e.filename, int) else "fd")
attempt(lambda: os.listdir(fd))
attempt(lambda: os.listdir(f))
attempt(lambda: os.chmod(f, 0o600))
attempt(lambda: oct(os.stat(p).st_mode))
attempt(lambda: os.fchmod(f, 0o640))
attempt(lambda: oct(os.fstat(f).st_mode))
attempt(lambda: os.utime(f, (1, 2)))
attempt(lambda: os.stat(p).st_mtime)
attempt(lambda: os.chdir(fd))
attempt(lambda: os.path.realpath(os.getcwd()) == os.path.realpath(d))
attempt(os.listdir)
attempt(lambda: os.chdir(f))
attempt(lambda: os.truncate(f, 3))
attempt(lambda: os.stat(f).st_size)
os.close(f); os.close(fd)
attempt(lambda: os.listdir(fd))
attempt(lambda: os.chmod(f, 0))
attempt(lambda: os.utime(f))
attempt(lambda: os.chdir(fd))
attempt(lambda: os.fchmod(f, 0))
