# The text of uncaught exceptions: source lines, carets, chains, groups, notes and suggestions.
import sys
import io
def show(f):
    try:
        f()
    except BaseException as e:
        old, sys.stderr = sys.stderr, io.StringIO()
        sys.excepthook(type(e), e, e.__traceback__)
        text, sys.stderr = sys.stderr.getvalue(), old
        print(text.replace(show.__code__.co_filename, 'FILE'))

def f1():
    a = 1
    b = 0
    return a / b + 3
def f2():
    x = {'a': {'b': None}}
    return x['a']['b']['c']
def f3():
    def g(*a): raise ValueError("bad")
    x = g(1,
          2,
          3)
def f4():
    def g(*a): raise ValueError("bad")
    return g(1)
def f5():
    def g(*a): raise ValueError("bad")
    return 1 + g(1, [2,3])
def f6():
    try:
        1/0
    except ZeroDivisionError as e:
        raise KeyError("k") from e
def f7():
    try:
        1/0
    except ZeroDivisionError:
        undefined_name
def f8():
    e = ValueError("v")
    e.add_note("note 1")
    e.add_note("note\n2")
    raise e
def rec(n):
    if n == 0:
        raise RuntimeError("deep")
    rec(n-1)
def f9(): rec(10)
def f10():
    raise ExceptionGroup("eg", [ValueError(1), TypeError("x"), ExceptionGroup("inner", [KeyError("q")])])
def f11():
    class A:
        foobar = 1
        def __init__(self): self.value = 1
    A().foobat
def f12():
    import math
    math.sqr(2)
def f13():
    somevariable = 1
    return somevarable
def f14():
    from math import sqroot
def f15():
    return sus.x
def f16():
    re.compile
def f17():
    compile("x = = 3", "<fff>", "exec")
def f18():
    raise SystemExit(3)
def f19():
    x = 5
    assert x == 3, "msg"
def f20():
    (lambda:
        1 +
        (2 / 0)
    )()
def f21():
    l = [1,2,3]
    l[10] = 5
def f22():
    é = "日本語"; 1/0; é
def f23():
    raise KeyError("multi\nline")
def f24():
    class MyErr(Exception): pass
    raise MyErr
def f25():
    x = [i/0 for i in range(3)]
def f26():
    f"{1/0}"
def f27():
    a = b = c = 1
    (a
     + b
     + c
     / 0
     * 2)
def f28():
    None.foo
def f29():
    len(5)
def f30():
    try:
        try: 1/0
        except Exception as e: raise ValueError("a") from None
    except Exception as e:
        raise TypeError("b")
def f31():
    try:
        raise ExceptionGroup("eg", [ValueError(i) for i in range(20)])
    except Exception as e:
        raise TypeError("after")
def f32():
    int("x")
def f33():
    raise UnicodeDecodeError("utf-8", b"abc\xff", 3, 4, "invalid start byte")
def f34():
    class S:
        def __str__(self): raise ValueError
    raise ValueError(S())
def f35():
    x: int = "a"
    x.append(1).foo(2)
def f36():
    print(1, 2,
          3 / 0)
def f37():
    raise OSError("plain")
def f38():
    class C:
        def method(self):
            return self.nme
        name = 3
    C().method()
def f39():
    raise SyntaxError("hello", ("file.py", 3, 5, "   abc def\n", 3, 8))
def f40():
    def g():
        yield 1
        raise ValueError("in gen")
    for x in g(): pass
def f41():
    del undefined
def f42():
    x = 1
    del x
    x
def f43():
    a, b = 1, 2, 3
def f44():
    "abc" + 1
def f45():
    [1,2,3].foo
def f46():
    import nonexistent_module
def f47():
    f1(1, 2)
for n in range(1,48):
    print("---", n)
    show(globals()['f%d'%n])
