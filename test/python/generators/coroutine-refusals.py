"""Coroutines where they go wrong: invalid awaitables, origins, cleared frames, old signatures; keys of classes that are no strings."""
import sys, warnings, types
warnings.simplefilter('always')

def show(f):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try:
            print(f.__name__, repr(f()))
        except BaseException as e:
            print(f.__name__, type(e).__name__, e, '| cause', repr(e.__cause__), '| context', repr(e.__context__))
        for x in w:
            print('   warn', x.category.__name__, str(x.message).splitlines()[0], x.lineno > 0)

def for4():

    class I:

        def __aiter__(self):
            return self

        def __anext__(self):
            return ()

    async def m():
        async for i in I():
            pass
    m().send(None)

def for11():

    class F:

        def __aiter__(self):
            return self

        def __anext__(self):
            return self

        def __await__(self):
            1 / 0

    async def main():
        async for _ in F():
            pass
    main().send(None)

def bpo():
    """This would crash the interpreter in 3.11a2"""

    async def f():
        pass
    gen = f()
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        gen.cr_frame.clear()
        gen.close()
    return [str(x.message) for x in w]

def origin():
    sys.set_coroutine_origin_tracking_depth(1)

    async def c():
        pass
    x = c()
    o = x.cr_origin
    x.close()
    sys.set_coroutine_origin_tracking_depth(0)
    return (len(o), o[0][1:])

def origin2():

    async def corofn():
        pass

    def a1():
        return corofn()
    sys.set_coroutine_origin_tracking_depth(3)
    x = a1()
    o = x.cr_origin
    del x
    sys.set_coroutine_origin_tracking_depth(0)
    return [y[2] for y in o]

def anext1():

    class It:

        def __init__(self, v):
            self.v = v

        def __aiter__(self):
            return self

        def __anext__(self):
            return self.v

    class BadAwaitable:

        def __await__(self):
            return 7

    class A:

        def __await__(self):
            return iter('abc')

    class G:

        def __await__(self):
            yield 1
    for v in (BadAwaitable(), A(), G(), 5):
        try:
            a = anext(It(v), 'def')
            print(type(a))
            print(a.send(None))
        except BaseException as e:
            print(type(e).__name__, e)
        try:
            print(a.throw(ValueError('x')))
        except BaseException as e:
            print(type(e).__name__, e)
        try:
            print(a.close())
        except BaseException as e:
            print(type(e).__name__, e)

        async def use():
            return await anext(It(v), 'default')
        c = use()
        try:
            print(c.send(None))
            print(c.send(None))
        except BaseException as e:
            print(type(e).__name__, e)
        c.close()

def athrow3():

    async def ag():
        yield 1
    g = ag()
    a = g.athrow(GeneratorExit, None, None)
    try:
        a.send(None)
    except BaseException as e:
        print(type(e).__name__)
    b = ag().asend(None)
    try:
        b.throw(GeneratorExit, None, None)
    except BaseException as e:
        print(type(e).__name__)

def gh():
    t = type('MyClass', (), {1: 2})
    return t.__dict__[1]

def mro():

    class K:

        def __hash__(self):
            return hash('mykey')

        def __eq__(self, o):
            X.__bases__ = (B2,)
            return False

    class B1:
        mykey = 'from B1'

    class B2:
        mykey = 'from B2'
    X = type('X', (B1,), {K(): 5})
    return (X.mykey, X.mykey)

def cm():

    def f(cls, arg=1):
        """f docstring"""
        return arg
    c = classmethod(f)
    return (sorted(c.__dict__), sorted(staticmethod(f).__dict__), c.__annotations__, c.__annotate__)

class Picky:

    def __getstate__(self):
        return {}

    def __getattr__(self, attr):
        if attr in ('__getnewargs__', '__getnewargs_ex__'):
            raise AssertionError(attr)
        return None

def pick():
    return (Picky().__reduce_ex__(2)[0].__name__, Picky().__reduce_ex__(4)[0].__name__)
for f in (for4, for11, bpo, origin, origin2, anext1, athrow3, gh, mro, cm, pick):
    show(f)
