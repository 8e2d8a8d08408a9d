# An object of every type that can hold others, in each of its slots: is it tracked, what does it refer to, does it give up
# what it held when it dies, and does the collector find a cycle that only goes through this slot? Here: generators, frames and exceptions.
import sys, warnings
from slots_of_types import holding, section_with_referents as section

warnings.simplefilter("ignore")

class Str(str): pass
class Weak: pass

def started(it):
    next(it)
    return it

def gen(n):
    yield n
    yield 2

def gen_from(n): yield from gen(n)

async def co(n): return n
async def agen(n): yield n
async def waits(n): await Awaited(n)

class Awaited:
    def __init__(self, n): self.n = n
    def __await__(self): yield self

def quiet(c):
    """A coroutine that was started, and is closed by the collector without a warning."""
    try: c.send(None)
    except StopIteration: pass
    return c

def framed(n):
    local = n
    return sys._getframe()

def caught(n):
    held = n
    try: raise ValueError
    except ValueError as e: return e

class ASub:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self): return self.n

def named_generator(n):
    g = gen(1)
    g.__name__ = holding(Str("name"), n)
    g.__qualname__ = holding(Str("name"), n)
    return g

section("generators and frames",
    generator=gen, started=lambda n: started(gen(n)), expression=lambda n: (x for x in n), delegating=lambda n: started(gen_from(n)),
    coroutine=lambda n: quiet(waits(n)), wrapper=lambda n: quiet(waits(n)).__await__(), asyncgen=agen, asend=lambda n: agen(n).__anext__(), asend_value=lambda n: holding(Weak(), (agen(n), n)),
    athrow=lambda n: agen(n).athrow(ValueError(n)), aclose=lambda n: agen(n).aclose(), anext=lambda n: anext(agen(n), 1), anext_default=lambda n: anext(agen(1), n),
    frame=framed, proxy=lambda n: framed(n).f_locals, frame_of=lambda n: started(gen(n)).gi_frame, locals_of=lambda n: started(gen(n)).gi_frame.f_locals,
    exception=caught, traceback=lambda n: caught(n).__traceback__, trace=lambda n: holding(Weak(), framed(n)), generator_name=lambda n: named_generator(n))

def raised_from(n):
    try:
        try: raise KeyError(n)
        except KeyError as e: raise ValueError from e
    except ValueError as e: return e.with_traceback(None)

def noted(n):
    e = ValueError()
    e.__notes__ = [n]
    return e

def put(e, **attributes):
    for name, value in attributes.items(): setattr(e, name, value)
    return e

section("exceptions",
    args=lambda n: ValueError(n), attribute=lambda n: holding(ValueError(), n), cause=lambda n: put(ValueError(), __cause__=ValueError(n)), context=lambda n: put(ValueError(), __context__=ValueError(n)),
    chained=raised_from, notes=noted, stop=lambda n: StopIteration(n), exit=lambda n: SystemExit(n), errno=lambda n: OSError(n, "text"), strerror=lambda n: OSError(9999, n), filename=lambda n: OSError(9999, "a", n),
    filename2=lambda n: OSError(9999, "a", "f", None, n), characters=lambda n: put(OSError(9999, "a"), characters_written=3, n=n), import_name=lambda n: ImportError("a", name=n), import_path=lambda n: ImportError("a", path=n),
    import_from=lambda n: ImportError("a", name_from=n), import_msg=lambda n: ImportError(n), syntax=lambda n: SyntaxError(n), syntax_file=lambda n: SyntaxError("a", (n, 1, 2, "text")),
    syntax_text=lambda n: SyntaxError("a", ("f", n, n, n, n, n)), syntax_put=lambda n: put(SyntaxError(), msg=n, filename=n, lineno=n, offset=n, text=n, end_lineno=n, end_offset=n, print_file_and_line=n),
    attribute_name=lambda n: AttributeError("a", name=n), attribute_obj=lambda n: AttributeError("a", obj=n), name=lambda n: NameError("a", name=n), decode=lambda n: put(UnicodeDecodeError("a", b"b", 0, 1, "r"), n=n),
    encode=lambda n: put(UnicodeEncodeError("a", "b", 0, 1, "r"), encoding=holding(Str("enc"), n), object=holding(Str("obj"), n), reason=holding(Str("why"), n)),
    group=lambda n: ExceptionGroup("m", [ValueError(n)]), group_attribute=lambda n: holding(ExceptionGroup("m", [ValueError()]), n), group_message=lambda n: ExceptionGroup(holding(Str("m"), n), [ValueError()]))
