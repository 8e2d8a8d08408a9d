# The exception types: constructors, attributes, str and repr, groups, chaining.
def t(f, *a, **k):
    try: r = f(*a, **k); print(repr(r))
    except BaseException as e: print(type(e).__name__, '|', e, '|', e.args)
class E(Exception): pass
e = E(1,2); print(repr(e), str(e), e.args)
print(repr(E()), str(E()), repr(E('a')), str(E('a')))
t(E, x=1); t(ValueError, x=1)
print(StopIteration(5).value, StopIteration().value, SystemExit(3).code, SystemExit(1,2).code, SystemExit().code)
print(KeyError('a'), KeyError('a','b'), KeyError())
class MyOS(OSError):
    def __init__(self, a): self.a = a
m = MyOS(5); print(m.args, m.errno, repr(m), m)
class MyOS2(OSError):
    def __new__(cls, *a): return super().__new__(cls, *a)
    def __init__(self, *a): pass
m = MyOS2(2,'q'); print(m.args, m.errno, repr(m), m)
i = ImportError('m', name='n', path='p'); print(i.msg, i.name, i.path, i.name_from, i)
t(ImportError, 'a', foo=1); t(ImportError, 'a', name=1, bar=2)
print(ImportError(1,2), ImportError())
a = AttributeError('x', name='n', obj=3); print(a.name, a.obj, a)
t(AttributeError, y=3)
print(NameError('a', name='b').name)
s = SyntaxError('msg', ('f', 1, 2, 'text')); print(s, s.msg, s.filename, s.lineno, s.offset, s.text, s.end_lineno, s.end_offset, s.print_file_and_line)
s = SyntaxError('msg', ('/a/b/f', 1, 2, 'text', 3, 4)); print(s, s.end_lineno, s.end_offset)
t(SyntaxError, 'msg', ('f', 1)); t(SyntaxError, 'msg', (1,)*8); t(SyntaxError, 'msg', 5); t(SyntaxError,'m',(1,2,3,4,5))
print(SyntaxError(), SyntaxError('a'), SyntaxError('a','b','c'))
u = UnicodeDecodeError('ascii', b'abc', 1, 2, 'reason'); print(u, u.start, u.end, u.object, u.encoding, u.reason)
print(UnicodeDecodeError('ascii', b'abc', 0, 2, 'reason'))
print(UnicodeEncodeError('ascii', 'a\xe9\u1234', 1, 2, 'r'), UnicodeEncodeError('ascii', 'a\xe9\u1234', 2, 3, 'r'), UnicodeEncodeError('ascii', 'a\xe9\U00012345', 2, 3, 'r'), UnicodeEncodeError('ascii', 'abc', 1, 3, 'r'))
print(UnicodeTranslateError('a\xe9\u1234', 1, 2, 'r'))
t(UnicodeDecodeError, 1); t(UnicodeDecodeError, 1, b'', 0, 0, 'a'); t(UnicodeDecodeError, 'a', 'x', 0, 0, 'a'); t(UnicodeEncodeError, 'a', b'x', 0, 0, 'a')
u.start = 0; print(u)
e = ValueError('x'); e.add_note('n'); print(e.__notes__); t(e.add_note, 3)
e.__notes__ = 3; t(e.add_note, 'a')
t(setattr, e, '__traceback__', 3); t(setattr, e, '__context__', 3); t(setattr, e, '__cause__', 3); t(delattr, e, '__cause__'); t(delattr, e, 'args'); t(setattr, e, 'args', 3)
e.args = [1,2]; print(e.args, e.__suppress_context__)
e.__cause__ = KeyError(1); print(e.__suppress_context__, repr(e.__cause__))
t(setattr, e, '__suppress_context__', 3)
e.__setstate__({'foo': 3}); print(e.foo, e.__dict__); t(e.__setstate__, 3); e.__setstate__(None)
t(e.with_traceback, 3); print(e.with_traceback(None) is e)
g = ExceptionGroup('eg', [ValueError(1), KeyError(2)]); print(repr(g), g, g.message, g.exceptions, type(g))
g = BaseExceptionGroup('eg', [ValueError(1)]); print(type(g)); g = BaseExceptionGroup('eg', [SystemExit(1)]); print(type(g))
t(ExceptionGroup, 'a'); t(ExceptionGroup, 1, [ValueError()]); t(ExceptionGroup, 'a', []); t(ExceptionGroup, 'a', 3); t(ExceptionGroup, 'a', [3]); t(ExceptionGroup, 'a', [SystemExit()]); t(ExceptionGroup, 'a', {1:2})
class MG(ExceptionGroup):
    def derive(self, excs): return MG(self.message, excs)
t(MG, 'a', [SystemExit()])
g = MG('eg', [ValueError(1), KeyError(2), MG('in', [ValueError(3), TypeError(4)])])
g.add_note('hey')
print(g.split(ValueError)); print(g.subgroup(KeyError)); print(g.subgroup(lambda x: isinstance(x, TypeError)), g.split((KeyError, TypeError)))
m, r = g.split(ValueError); print(m.__notes__, r.__notes__, m.__notes__ is g.__notes__)
t(g.split, 3); t(g.split, int); print(g.split(ExceptionGroup)[0] is g, g.subgroup(OSError), g.split(OSError))
try:
    try: raise ExceptionGroup('a', [ValueError(1), TypeError(2), KeyError(3)])
    except* ValueError as x: print('ve', repr(x))
    except* TypeError as x: raise RuntimeError('new')
except ExceptionGroup as x: print(repr(x), x.exceptions[0].__context__)
try:
    try: raise ValueError(1)
    except* TypeError: pass
except BaseException as x: print(repr(x))
try:
    raise ValueError(1)
except* ValueError as x: print(repr(x))
# chaining
try:
    try: raise ValueError(1)
    except ValueError as e1:
        try: raise KeyError(2)
        except KeyError as e2:
            print(e2.__context__ is e1)
            raise e1
except ValueError as x: print(x.__context__, x.__context__.__context__)
try:
    try: 1/0
    finally: [][1]
except IndexError as x: print(repr(x.__context__))
def gen():
    try: yield 1
    except GeneratorExit: print('closed'); raise
g = gen(); next(g); g.close()
t(lambda: 1/0); t(lambda: [][1]); t(lambda: {}['a']); t(lambda: int('a')); t(lambda: foo); t(lambda: (1).x)
import sys
def k():
    try: raise ValueError
    except ValueError: return sys.exc_info()[0], sys.exception()
print(k(), sys.exc_info(), sys.exception())
for n in ['ArithmeticError','AssertionError','EncodingWarning','PythonFinalizationError','ExceptionGroup','_IncompleteInputError','TabError','TimeoutError','UnboundLocalError']:
    c = getattr(__import__('builtins'), n, None)
    print(n, c and c.__mro__)
t(lambda: exec('raise 3')); t(lambda: exec('raise ValueError from 3')); 
class Bad:
    pass
def rr(): raise Bad
t(rr)
def r2(): raise ValueError("a") from Bad
t(r2)
try:
    try: raise KeyError('a')
    except (ValueError, Bad): pass
except BaseException as e: print(repr(e), repr(e.__context__))
