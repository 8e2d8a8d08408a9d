# bytes() of a list that __index__ changes meanwhile.
def t(name, f):
    try:
        print(name, f())
    except BaseException as e:
        print(name, type(e).__name__, str(e)[:150])


def mk(cls):
    class X:
        def __index__(self):
            a.clear(); return 42
    a=[X(),X()]
    r=cls(a)
    class Y:
        def __index__(self):
            if len(a)<1000: a.append(self)
            return 42
    a=[Y()]
    return r, len(cls(a))
for c in (bytes,bytearray): t(c, lambda: mk(c))
