# The line that the default hook writes for what cannot be raised, whatever the exception's text is.
import io
import sys


class Bad(Exception):
    def __str__(self):
        1 / 0


class M(Exception):
    __module__ = "m.n"


class N(Exception):
    __qualname__ = "Outer.N"


def run(make):
    class C:
        def __del__(self):
            raise make()

    real, sys.stderr = sys.stderr, io.StringIO()
    C()
    text, sys.stderr = sys.stderr.getvalue(), real
    print(ascii(text.splitlines(True)[-1]))


for make in (KeyboardInterrupt, ValueError, lambda: ValueError("x"), lambda: ValueError("a\nb"), Bad, M, lambda: M("t"), N, lambda: KeyError("k")):
    run(make)
run(lambda: SyntaxError("bad", ("f", 1, 2, "text")))
run(lambda: ExceptionGroup("g", [ValueError(1)]))
