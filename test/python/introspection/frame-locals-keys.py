"""The proxy that f_locals gives: keys that only compare like names, updates, what is refused; exceptions whose making fails in throw()."""
import sys

def t(f):
    try:
        print(f.__name__, repr(f()))
    except BaseException as e:
        print(f.__name__, type(e).__name__, e)

def mk():
    x = 1
    y = 2
    return sys._getframe()

class Imp:

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, o):
        return o == self.n

class SS(str):
    pass

class US(str):
    __hash__ = None

class UO:
    __hash__ = None

def a():
    d = sys._getframe().f_locals
    d |= 3

def b():
    x = 1
    d = sys._getframe().f_locals
    del d['x']

def c():
    d = sys._getframe().f_locals
    del d['nope']

def e():
    d = sys._getframe().f_locals
    d['extra'] = 5
    del d['extra']
    return 'extra' in d

def f():
    x = 1
    proxy = sys._getframe().f_locals
    o = Imp('x')
    proxy[o] = 2
    return (x, list(map(str, proxy.keys())))

def f2():
    x = 1
    proxy = sys._getframe().f_locals
    o = SS('x')
    proxy[o] = 3
    return (x, [type(k).__name__ for k in proxy], proxy[Imp('x')])

def g():
    x = 1
    return sys._getframe().f_locals[US('x')]

def h():
    x = 1
    return sys._getframe().f_locals[UO()]

def i():
    x = 1
    return UO() in sys._getframe().f_locals

def j():
    x = 1
    sys._getframe().f_locals[UO()] = 1

def k():

    def inner():
        x = 5
        return sys._getframe()
    fr = inner()
    r = [dict(fr.f_locals)]
    fr.clear()
    return (r, fr.f_locals, dict(fr.f_locals))

def l():
    x = 5

    def inner():
        try:
            1 / 0
        except ZeroDivisionError as e:
            return e
    fr = inner().__traceback__.tb_frame
    return fr.f_locals

def m():
    x = 1
    y = 2
    d = sys._getframe().f_locals
    return (type(reversed(d)).__name__, list(reversed(d)))

def n():
    x = 1
    d = sys._getframe().f_locals
    return d.pop('x')

def o():
    x = 1
    d = sys._getframe().f_locals
    d['z'] = 1
    return (d.pop('z'), d.pop('q', 7), d.setdefault('w', 4), d.get('x'), len(d), d | {'b': 2}, {'b': 2} | d)

def p():
    d = sys._getframe().f_locals
    return d.pop('q')

def q():
    d = sys._getframe().f_locals
    d.clear()

def r():
    d = sys._getframe().f_locals
    return d.popitem()

def s():
    d = sys._getframe().f_locals
    return hash(d)

def u():
    x = 1
    d = sys._getframe().f_locals
    return (d == {'x': 1, 'd': d}, d != 1, d == sys._getframe().f_locals, repr(d)[:20], d.copy()['x'], type(d))

def v():
    d = sys._getframe().f_locals
    return type(d)()

def y():

    class Q(Exception):

        def __new__(*args, **kw):
            return ValueError

    def boring():
        yield
    g = boring()
    next(g)
    try:
        g.throw(Q)
    except TypeError as e:
        print(e)
    try:
        next(g)
        print('no stop')
    except StopIteration:
        print('stopped')
for fn in (a, b, c, e, f, f2, g, h, i, j, k, l, m, n, o, p, q, r, s, u, v, y):
    t(fn)
import sys

def update():
    d = sys._getframe().f_locals
    for x in ([1, 2], [(1, 2)], 3, {'a': 1}.items()):
        try:
            d.update(x)
        except Exception as e:
            print(type(e).__name__, e)
update()

class E(Exception):

    def __new__(cls, *a):
        return cls

class F(Exception):

    def __init__(self, *a):
        raise ZeroDivisionError('init')

class G(Exception):

    def __new__(cls, *a):
        raise ZeroDivisionError('new')

def generator():
    try:
        yield 1
    except Exception as e:
        print('in gen', type(e).__name__, e)
        yield 2
for c in (E, F, G):
    x = generator()
    next(x)
    try:
        print(x.throw(c))
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(next(x))
    except Exception as e:
        print(type(e).__name__, e)
    x = generator()
    try:
        print(x.throw(c))
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(next(x))
    except Exception as e:
        print(type(e).__name__, e)
x = generator()
next(x)
for args in ((5,), (ValueError, 5, 6), (ValueError(1), 2), (ValueError, (1, 2)), (int,)):
    import warnings
    warnings.simplefilter('ignore')
    x = generator()
    next(x)
    try:
        print(x.throw(*args))
    except Exception as e:
        print(type(e).__name__, e)
    try:
        print(next(x))
    except Exception as e:
        print(type(e).__name__, e)
