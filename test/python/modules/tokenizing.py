"""tokenize over its native iterator, and the signatures that inspect reads with it."""

import tokenize, io
src = '# c1\ndef f(a, b=1):  # c2\n\n    x = (a +\n         # inner\n         b)\n    return f"{x!r:>{10}} é{a}" \\\n        + \'é\' ;y=2\n\nif x: pass\nclass A:\n\tz = """a\nb"""\n'
for t in tokenize.generate_tokens(io.StringIO(src).readline):
    print(t.type, t.exact_type, repr(t.string), t.start, t.end, repr(t.line))

def tr(s):
    try:
        print([(t.type, t.string, t.start, t.end) for t in tokenize.generate_tokens(io.StringIO(s).readline)])
    except Exception as e:
        print(type(e), e.args)
for s in ['(1', "'abc", '"""abc', 'x', 'x\n', '', '\n', '  \n', 'x #c', '1_000 0xff 1e5j', 'a\\\nb', '(a\n,\n\n b)', 'if x:\n  y', 'if x:\n  y\n\n\n', 'if x:\n  y\n# c\nz', 'async def await', "t'{x}'", "f'{x=}'", "f'{{}}'", "f'a{b:{c}}d'", 'a\r\nb\r\n', 'x\x0cy', 'é=1', 'a;b', '\tx', "'a' 'b'", 'x;', "f'''\n{x\n}'''", 'a := 1 -> ... != **= @']:
    tr(s)
import inspect
for f in (len, print, sorted, ''.join, ''.split, [].sort, {}.get, int.from_bytes, isinstance, str.format, object.__init__, dict.fromkeys, compile, sum, pow):
    try:
        print(f.__name__, inspect.signature(f))
    except ValueError as e:
        print(f.__name__, e)
