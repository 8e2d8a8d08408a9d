# Entries of a directory outlive the iterator, and their names outlive them.
import os
import shutil
import sys
import tempfile

folder = tempfile.mkdtemp()
for name in ("b", "a"):
    open(os.path.join(folder, name), "w").close()
os.mkdir(os.path.join(folder, "sub"))


def entries():
    with os.scandir(folder) as iterator:
        return sorted(iterator, key=lambda entry: entry.name)


kept = entries()
print(kept)
print([(entry.name, entry.is_dir(), entry.is_file(), entry.is_symlink()) for entry in kept])
print([name for name in (entry.name for entry in entries())])
print(kept[0].stat().st_size, os.path.basename(kept[0].path), os.fspath(kept[0]) == kept[0].path)
name = kept[2].name
print(sys.getrefcount(name))
kept.clear()
print(sys.getrefcount(name), name)
shutil.rmtree(folder)
print(os.path.exists(folder))
