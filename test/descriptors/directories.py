# Paths that begin at an open directory, and open files in place of paths. Runs in an empty directory.
import os, shutil

def t(f, *args, **kwargs):
    try:
        result = repr(f(*args, **kwargs))
    except Exception as error:
        result = f"! {type(error).__name__}: {error}"
    print(f.__name__, args, kwargs or "", "->", result)

os.makedirs("top/sub"); open("top/a", "w").write("abc")
d = os.open("top", os.O_RDONLY)
f = os.open("a", os.O_RDWR, dir_fd=d)
with os.scandir(d) as entries:
    for entry in sorted(entries, key=lambda entry: entry.name): print(entry, repr(entry.path), entry.is_file(), entry.is_dir(), entry.stat().st_size > 0)
t(os.scandir, 99); t(os.scandir, f); t(os.listdir, 99); print(sorted(os.listdir(d)))
t(os.stat, "nope", dir_fd=d); t(os.stat, "x", dir_fd=f); t(os.stat, "x", dir_fd=99); t(os.stat, d, dir_fd=d); t(os.stat, d, follow_symlinks=False)
t(os.stat, "x", dir_fd="a"); t(os.stat, "x", dir_fd=1.5); t(os.stat, "x", dir_fd=2**40)
t(os.mkdir, "n", dir_fd=d); t(os.rmdir, "n", dir_fd=d); t(os.rename, "a", "b", src_dir_fd=d, dst_dir_fd=d); t(os.symlink, "b", "l", dir_fd=d); t(os.readlink, "l", dir_fd=d)
t(os.link, "b", "c", src_dir_fd=d, dst_dir_fd=d); t(os.unlink, "c", dir_fd=d); t(os.access, "b", os.R_OK, dir_fd=d); t(os.access, "zz", os.R_OK, dir_fd=d)
t(os.utime, "b", (1, 2), dir_fd=d); print(os.stat("b", dir_fd=d).st_mtime, os.stat(f).st_mtime); t(os.utime, f, ns=(3, 4_000_000_000)); print(os.stat("l", dir_fd=d).st_mtime)
t(os.chmod, "b", 0o600, dir_fd=d); print(oct(os.fstat(f).st_mode)); t(os.remove, "nope", dir_fd=d)
t(os.chmod, "l", 0o600, dir_fd=d, follow_symlinks=False); t(os.chmod, "top/l", 0o600, follow_symlinks=False); t(os.chmod, f, 0o640, follow_symlinks=False)
t(os.truncate, f, 2); print(os.fstat(f).st_size); t(os.chown, "top/b", -1, -1); t(os.chown, "top/b", "a", 0); t(os.chown, "nope", 0, 0); t(os.fchown, 99, 0, 0); t(os.fchown, f, -1, -1)
t(os.access, "top/l", os.R_OK, follow_symlinks=False); t(os.access, "top/b", os.W_OK, effective_ids=True)
t(os.fchdir, f); t(os.fchdir, 99); t(os.fchdir, "x"); os.fchdir(d); print(sorted(os.listdir()), os.path.basename(os.getcwd())); os.chdir("..")
for path, folders, files, fd in os.fwalk("top"): print(path, folders, sorted(files))
print(len(os.statvfs(".")), os.fstatvfs(f).f_namemax, shutil.rmtree.avoids_symlink_attacks)
with open("/dev/fd/%d" % f, "rb") as file: print(file.read())
print(os.path.exists("/dev/fd/%d" % f), os.path.exists("/dev/fd/99"), os.path.isdir("/dev/fd/%d" % d))
shutil.rmtree("top"); print(os.path.exists("top")); t(os.listdir, d)
