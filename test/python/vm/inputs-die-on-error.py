# In which order an instruction's inputs die when it raises.
class T:
    def __init__(self, n): self.n = n
    def __del__(self): print("  del", self.n)
def tryit(name, fn, n=3):
    for i in range(n):
        print(name, i)
        try: fn()
        except Exception as e: print("  caught", type(e).__name__)
tryit("sub", lambda: T('a') - T('b'))
tryit("lt", lambda: T('a') < T('b'))
tryit("in", lambda: T('a') in T('b'))
tryit("getitem", lambda: T('a')[T('b')])
tryit("isinstance", lambda: isinstance(T('a'), T('b')))
tryit("len 2", lambda: len(T('a'), T('b')))
tryit("call obj", lambda: T('f')(T('a'), T('b')))
tryit("call kw", lambda: T('f')(T('a'), k=T('b')))
tryit("call ex", lambda: T('f')(*[T('a'), T('b')], **{'k': T('c')}))
tryit("call native", lambda: divmod(T('a'), T('b')))
tryit("call native ok", lambda: isinstance(T('a'), T))
tryit("call native ok2", lambda: getattr(T('a'), 'zz', T('b')) and 0)
tryit("call native ok3", lambda: print(T('a').n, T('b').n))
tryit("call native3", lambda: setattr(T('a'), 'q', T('b')))
tryit("native kw", lambda: sorted([T('a')], key=T('b')))
tryit("native kw ok", lambda: print(1, end='\n', sep=(T('b') and ' ')))
tryit("method native", lambda: [T('q')].index(T('a')))
tryit("method native2", lambda: {}.get(T('a'), T('b')))
tryit("method native3", lambda: {}.setdefault(T('a'), T('b')))
tryit("type call", lambda: int(T('a')))
tryit("type call3", lambda: list(T('a')))
tryit("slice", lambda: T('a')[T('b'):T('c')])
def st(): T('a')[T('b')] = T('c')
tryit("setitem", st)
def st(): T('a')[T('b'):T('d')] = T('c')
tryit("setslice", st)
def st(): del T('a')[T('b')]
tryit("delitem", st)
def st(): T('a').x = T('c')
tryit("setattr", st)
class P:
    __slots__ = ('n',)
    def __init__(self, n): self.n = n
    def __del__(self): print("  del", self.n)
def st(): P('a').x = P('c')
tryit("setattr fail", st)
def st(): P('a').zz
tryit("getattr fail", st)
def f(a, b): pass
tryit("py too many", lambda: f(T('a'), T('b'), T('c')))
tryit("py too few", lambda: f(T('a')))
tryit("py kw bad", lambda: f(T('a'), x=T('b')))
tryit("py kw dup", lambda: f(T('a'), a=T('b')))
tryit("py ex bad", lambda: f(*[T('a')], **{'x': T('b')}))
tryit("unhash", lambda: {[]: T('a'), 1: T('b')})
tryit("unhash2", lambda: {T('b'): 1, []: T('a')})
tryit("unhash set", lambda: {T('b'), [], T('a')})
def st():
    a, b = T('a')
tryit("unpack fail", st)
def st():
    a, b = [T('a'), T('b'), T('c')]
tryit("unpack many", st)
def st():
    a, b = (x for x in [T('a'), T('b'), T('c')])
tryit("unpack many gen", st)
def st():
    a, b, c = (x for x in [T('a'), T('b')])
tryit("unpack few gen", st)
def st():
    with T('a'): pass
tryit("with fail", st)
def st():
    for x in T('a'): pass
tryit("for fail", st)
tryit("neg", lambda: -T('a'))
tryit("fmt", lambda: f"{T('a'):{T('b')}}")
tryit("star", lambda: f(*T('a')))
tryit("starstar", lambda: f(**T('a')))
tryit("star list", lambda: [T('b'), *T('a')])
tryit("nested", lambda: (T('x'), T('y'), T('a') - T('b')))
tryit("chain", lambda: T('a') == T('b') < T('c'))
tryit("ne", lambda: T('a') != T('b'))
tryit("not in", lambda: T('a') not in [T('b')])
tryit("is not", lambda: T('a') is not T('b'))
tryit("iadd", lambda: [T('a')] + [T('b')] and 0)
tryit("mul", lambda: [T('a')] * 2 and 0)
tryit("modfmt", lambda: "%s %s" % (T('a').n, T('b').n))
