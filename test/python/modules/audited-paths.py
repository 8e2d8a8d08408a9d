# Events of audit hooks about files and more: their arguments are the objects that the program gave.
import array, os, sys, tempfile

def text(x): return "".join([x, "!"])

folder = tempfile.mkdtemp()
seen = []

def hook(event, args):
    if event in wanted: seen.append((event, [a.replace(folder, "") if isinstance(a, str) else type(a).__name__ for a in args]))

wanted = ("open", "os.mkdir", "os.listdir", "os.scandir", "os.chdir", "os.rename", "os.remove", "os.rmdir", "array.__new__", "object.__getattr__", "object.__setattr__", "object.__delattr__", "code.__new__", "compile", "exec", "os.link", "os.symlink")
sys.addaudithook(hook)

def f(a=text("default")): pass

path = os.path.join(folder, text("made"))
os.mkdir(path)
os.chdir(path)
with open(text("file"), "w") as file: file.write(text("a"))
os.close(os.open(text("file"), os.O_RDONLY))
os.rename(text("file"), text("other"))
print(os.listdir(path), [e.name for e in os.scandir(path)], os.listdir())
os.chmod(text("other"), 0o600)
os.utime(text("other"), (1000000000, 2000000000))
os.truncate(text("other"), 1)
os.remove(text("other"))
os.chdir("/")
os.rmdir(path)
os.rmdir(folder)
array.array("q", [10**15])
array.array("b", bytes([1]) * 3)
f.__defaults__, f.__code__
f.__defaults__ = (text("new"),)
f.__code__ = (lambda a: a).__code__
exec(compile(text("1 #"), text("name"), "exec"))
for e in seen: print(*e)
