# Text files are written, read, searched and cut, below a new directory.
import os
import shutil
import tempfile

folder = tempfile.mkdtemp()
name = os.path.join(folder, "text")


def attempt(what):
    try:
        print(what())
    except Exception as error:
        # The numbers of errors are the system's own.
        print(type(error).__name__, getattr(error, "strerror", None) or error)


with open(name, "w", encoding="utf-8") as f:
    print(f.write("héllo\nwörld\n"), f.tell())
    attempt(f.read)
    attempt(f.readline)
print(f.closed)
attempt(lambda: f.write("x"))

with open(name, encoding="utf-8") as f:
    print(f.readline(), f.tell(), f.read(2), f.tell())
    attempt(lambda: f.write("x"))
    attempt(lambda: f.seek(1, 1))
    attempt(lambda: f.seek(-1))
    print(f.seek(0, 2), f.read(), f.seek(7), f.read())

with open(name, "a+", encoding="utf-8") as f:
    print(f.tell(), f.write("end"), f.seek(0), f.read())
    print(f.seek(3), f.truncate(), f.seek(0), f.read())

attempt(lambda: open(name, "x"))
attempt(lambda: open(os.path.join(folder, "none")))
attempt(lambda: open(folder, "w"))
attempt(lambda: open(name, "wb", encoding="utf-8"))
attempt(lambda: open(name, "w", 0))
print(sorted(os.listdir(folder)), os.path.getsize(name))
shutil.rmtree(folder)
print(os.path.exists(folder))
