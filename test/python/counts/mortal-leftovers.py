# What no other program gives objects whose counts are kept: answers of abstract classes, conversions of numbers, tee's links.
import _abc, abc, array, gc, importlib, io, itertools, os, select, sys, tempfile, types, typing

def big(k=0): return 10**30 + k
def text(x): return "".join([x, "!"])

class Thing:
    def __init__(self, name="thing"): self.name = name
    def __repr__(self): return f"<{self.name}>"

class Answer:
    def __init__(self, value=True): self.value = value
    def __bool__(self): return bool(self.value)
    def __index__(self): return self.value
    def __repr__(self): return f"<{self.value!r}>"

class Number(int): pass

def show(label, f):
    try: value = f()
    except BaseException as e: value = f"{type(e).__name__}: {e}"
    print(label, value)

print("-- abstract classes")
def abstract():
    class Marked:
        __isabstractmethod__ = Answer()
    class Unmarked:
        __isabstractmethod__ = Answer(False)
    class A(abc.ABC):
        m, u = Marked(), Unmarked()
    print(A.__abstractmethods__)
    class Meta(abc.ABCMeta):
        def __subclasscheck__(cls, subclass): return Answer(False)
    class B(metaclass=Meta): pass
    class Claims:
        @property
        def __class__(self): return int
    print(isinstance(Claims(), B), isinstance(1, B), _abc._abc_instancecheck(B, Claims()), _abc._abc_instancecheck(B, 1))
    class Hooked(abc.ABC):
        @classmethod
        def __subclasshook__(cls, c): return NotImplemented
    print(issubclass(Thing, Hooked), isinstance(Thing(), Hooked), Hooked.register(Thing).__name__, isinstance(Thing(), Hooked))
    p = property(lambda self: 1)
    p.fget.__isabstractmethod__ = Answer()
    print(p.__isabstractmethod__, staticmethod(p.fget).__isabstractmethod__, classmethod(p.fget).__isabstractmethod__)
abstract()

print("-- numbers")
def numbers():
    print(len(text("\t").expandtabs(Answer(1000))), len("ab".center(Answer(1000))), "a" * Answer(1000) == "a" * 1000, b"a" * Answer(1000) == b"a" * 1000, [1] * Answer(300) == [1] * 300)
    show("int", lambda: "\t".expandtabs(Answer(10**20)))
    try: os.open(text("/nowhere"), Answer(os.O_RDONLY), Answer(0o777))
    except OSError as e: print(type(e).__name__, e.filename)
    try: open(Answer(100000))
    except OSError as e: print(type(e).__name__, e.filename)
    show("chr", lambda: chr(Answer(0x1234)) == "\u1234")
    show("round", lambda: (round(1234.5678, Answer(-2)), round(10**20, Answer(-19)), round(Answer(3).value, Answer(1000))))
    show("hex", lambda: (hex(Answer(10**20)), bin(Answer(1000)), oct(Answer(1000)), int.to_bytes(Answer(1000).value, Answer(300)) == (1000).to_bytes(300)))
    show("range", lambda: (range(Answer(1000), Answer(3000), Answer(500)), slice(Answer(1000)).indices(Answer(500)), list(range(5000))[Answer(1000):Answer(1002)]))
    show("float", lambda: (float(Answer(10**20)), complex(Answer(10**20)), (1.5).__pow__(2), pow(1000, 1000, Answer(7).value)))
    show("format", lambda: ("%*d" % (1000, 5))[-1], )
    show("bytes", lambda: (len(bytes(Answer(1000))), len(bytearray(Answer(1000))), array.array("q", [Answer(10**15)])))
    show("too large", lambda: [].insert(Answer(10**30), 1) or [1].pop(Answer(10**30)))
    show("islice", lambda: list(itertools.islice(range(5000), Answer(1000), Answer(1010), Answer(5))))
    show("seek", lambda: (lambda f: (f.seek(Answer(1000)), f.tell(), f.read(Answer(1000)), f.truncate(Answer(500))))(io.BytesIO()))
numbers()

print("-- links of tee")
def links():
    data = itertools._tee_dataobject(iter([Thing("c")]), [Thing("a"), Thing("b")], None)
    print(type(data).__name__, sum(isinstance(o, Thing) for o in gc.get_referents(data)))
    show("next", lambda: type(itertools._tee_dataobject(iter([]), [Thing(text(str(i))) for i in range(57)], data)).__name__)
    show("wrong", lambda: itertools._tee_dataobject(iter([]), [Thing()], data))
    show("no list", lambda: itertools._tee_dataobject(iter([]), (Thing(),), None))
    class Knot(tuple): __slots__ = ()
    loop = super(Knot, Knot())
    marker = Thing("marker")
    before = sys.getrefcount(marker)
    data = itertools._tee_dataobject(iter([]), [loop], None)
    super.__init__(loop, Knot, Knot((data, marker)))
    del data, loop
    gc.collect()
    print(sys.getrefcount(marker) - before)
links()

print("-- finders")
def finders():
    folder = tempfile.mkdtemp()
    os.mkdir(os.path.join(folder, "wide_package"))
    sys.path.insert(0, folder)
    importlib.invalidate_caches()
    found = [spec for spec in (f.find_spec("wide_package", None) for f in sys.meta_path) if spec is not None]
    print(len(found), found[0].name, len(found[0].submodule_search_locations))
    sys.path.remove(folder)
    os.rmdir(os.path.join(folder, "wide_package"))
    os.rmdir(folder)
finders()

print("-- help and hooks")
def helps():
    class Shown:
        "What help() shows."
        def method(self): "Of the method."
    stdout, sys.stdout = sys.stdout, io.StringIO()
    try: help(Shown.method)
    finally: stdout, sys.stdout = sys.stdout, stdout
    print(stdout.getvalue())
    class Exit(Exception): pass
    show("display", lambda: sys.displayhook(big()))
    del __builtins__._
helps()

print("-- files that may be read")
def readable():
    class Fd:
        def __init__(self, fd): self.fd = fd
        def fileno(self): return Number(self.fd)
    show("no number", lambda: select.select([Fd(0), Thing()], [], [], 0))
    class Wrong:
        def fileno(self): return text("a")
    show("wrong", lambda: select.select([Wrong()], [], [], 0))
    show("below zero", lambda: select.select([Fd(-1)], [], [], 0))
readable()

print("-- typing")
def typings():
    T = typing.TypeVar("T")
    class Named: pass
    Ts = typing.TypeVarTuple("Ts")
    print(tuple[*Ts][Named, int].__args__[0].__name__, typing.Callable[[T, Named], T][int].__args__[1].__name__, (list[T] | Named)[int].__args__[1].__name__)
    class Unpacked:
        __typing_is_unpacked_typevartuple__ = Answer(False)
    print(type(dict[T, Unpacked()][int].__args__[1]).__name__)
typings()
