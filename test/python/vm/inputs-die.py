# In which order an instruction's inputs die when it succeeds: temporaries with finalizers, each form three times.
class T:
    def __init__(self, n): self.n = n
    def __del__(self): print("  del", self.n)
    def __add__(self, o): return 1
    def __lt__(self, o): return True
    def __eq__(self, o): return True
    def __hash__(self): return 1
    def __contains__(self, o): return True
    def __getitem__(self, i): return 5
    def __setitem__(self, i, v): pass
    def __delitem__(self, i): pass
    def __call__(self, *a, **k): return None
    def __iter__(self): return iter([T('i1'), T('i2')])
    def __enter__(self): return self
    def __exit__(self, *a): return True
    def __format__(self, spec): return 'f'
    def __matmul__(self, o): raise ValueError
    def __gt__(self, o): raise ValueError
    def __setattr__(self, n, v): object.__setattr__(self, n, v)
def f(*a, **k): return None
def g(a, b, c=None): return None
def h(a, b): raise ValueError
def nat(*a): return None
class U(T):
    def __getitem__(self, i): raise ValueError
    def __setitem__(self, i, v): raise ValueError
    def __call__(self, *a, **k): raise ValueError
    def __contains__(self, o): raise ValueError
def tryit(name, fn, n=3):
    for i in range(n):
        print(name, i)
        try: fn()
        except ValueError: print("  caught")
tryit("add", lambda: T('a') + T('b'))
tryit("matmul", lambda: T('a') @ T('b'))
tryit("lt", lambda: T('a') < T('b'))
tryit("gt", lambda: T('a') > T('b'))
tryit("eq", lambda: T('a') == T('b'))
tryit("is", lambda: T('a') is T('b'))
tryit("in", lambda: T('a') in T('b'))
tryit("in raise", lambda: T('a') in U('b'))
tryit("getitem", lambda: T('a')[T('b')])
tryit("getitem raise", lambda: U('a')[T('b')])
tryit("getslice", lambda: T('a')[T('b'):T('c')])
tryit("getslice raise", lambda: U('a')[T('b'):T('c')])
def st(): T('a')[T('b')] = T('c')
tryit("setitem", st)
def st(): U('a')[T('b')] = T('c')
tryit("setitem raise", st)
def st(): T('a')[T('b'):T('d')] = T('c')
tryit("setslice", st)
def st(): del T('a')[T('b')]
tryit("delitem", st)
def st(): T('a').x = T('c')
tryit("setattr", st)
class V:
    def __init__(self, n): self.n = n
    def __del__(self): print("  del", self.n)
def st(): V('a').x = V('c')
tryit("setattr inline", st)
tryit("call py *a", lambda: f(T('a'), T('b'), T('c')))
tryit("call py", lambda: g(T('a'), T('b'), T('c')))
tryit("call py kw", lambda: g(T('a'), c=T('b'), b=T('c')))
tryit("call py **kw", lambda: f(T('a'), c=T('b'), b=T('c')))
tryit("call raise", lambda: h(T('a'), T('b')))
tryit("call native", lambda: print(end=T('a')) if 0 else max(T('a'), T('b'), key=lambda x: 1))
tryit("call obj", lambda: T('f')(T('a'), T('b')))
tryit("call obj raise", lambda: U('f')(T('a'), T('b')))
tryit("call obj kw", lambda: T('f')(T('a'), k=T('b')))
tryit("call obj kw raise", lambda: U('f')(T('a'), k=T('b')))
tryit("call ex", lambda: f(*[T('a'), T('b')], **{'k': T('c')}))
tryit("call obj ex", lambda: T('f')(*[T('a'), T('b')], **{'k': T('c')}))
tryit("call obj ex raise", lambda: U('f')(*[T('a'), T('b')], **{'k': T('c')}))
tryit("isinstance", lambda: isinstance(T('a'), T))
tryit("native raise", lambda: int(T('a')) if 0 else [].remove(T('a')))
tryit("native method", lambda: [].append(T('a')))
tryit("dict build", lambda: {T('k'): T('v'), 'x': T('w')})
tryit("list build", lambda: [T('k'), T('v')])
tryit("set build", lambda: {T('k'), T('v'), 3})
tryit("slice", lambda: slice(T('k'), T('v'), T('z')))
tryit("fstr", lambda: f"{T('a')}{T('b'):{''}}")
tryit("unpack", lambda: [*T('a'), *T('b')])
def st():
    for x in T('a'): pass
    print("after")
tryit("for", st)
def st():
    with T('a') as z, T('b'): pass
    print("after")
tryit("with", st)
def st():
    with T('a') as z, T('b'): raise KeyError
    print("after")
tryit("with raise", st)
def st():
    a, b = T('a')
    print("x")
tryit("unpack2", st)
def st():
    a, *b = T('a')
    print("x")
tryit("unpackex", st)
def st():
    a = T('a'); b = T('b'); a = T('c')
    return a
tryit("locals", st)
def gen():
    a = T('a')
    yield T('y')
    b = T('b')
def st():
    for q in gen(): print("q")
    print("end")
tryit("gen", st)
tryit("chain", lambda: T('a') < T('b') < T('c'))
tryit("boolop", lambda: T('a') and T('b'))
tryit("ifexp", lambda: 1 if T('a') else T('b'))
def st():
    x = T('a'), T('b')
    del x
tryit("tuple", st)
tryit("print", lambda: print(T('a') is None, T('b') is None, sep=''))
tryit("int cmp", lambda: (T('a').__len__ if 0 else 5) > 3)
class I(int):
    def __del__(self): print("  del", int(self))
class S(str):
    def __del__(self): print("  del", str(self))
tryit("int add", lambda: I(3) + I(4))
tryit("int lt", lambda: I(3) < I(4))
tryit("str add", lambda: S('p') + S('q'))
tryit("list idx", lambda: [T('a'), T('b')][I(0)] and 0)
tryit("int call", lambda: len([T('a')]))
