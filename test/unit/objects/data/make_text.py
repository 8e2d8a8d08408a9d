# Makes text.json: run with CPython 3.14, output on stdout. What format, repr and unicode tables give.
import hashlib, json

SPECS = ['5', '>5', '^6', '=+8', '05', '+', ' d', '#x', '#_b', 'X', 'o', 'c', 'e', 'G', '%', '.2f', '.0f', '#.0f', '.3', '.17', '.25e',
         '010.3f', '+010.1f', ',', '_x', '020,.2f', '08,', '.6_f', '.,f', ',n', ',_', '_,', '*^12', 'z.1f', 'zd', '.2d', '', 'y', '.', '5.',
         'dd', 's', '.2s', '_s', '+s', '#s', '=9s', 'n', '\u00e9<7', '._e', '99999999999999999999', '05s', '#.3g', 'E', 'F']
VALUES = [0, -1, 42, 1234567, -10**20, 0x1f600, True, 0.0, -0.0, 1.5, 2.5, -1234567.891, 0.1, 1e16, 1e22, 5e-324, 123456789012345678.0,
          0.045, 99999.5, float('inf'), float('-inf'), float('nan'), 1j, 1 - 2.5j, complex(-0.0, 1), '', 'abc', '\u65e5\U0001f600x']

def formatted(value, spec):
    try:
        return format(value, spec)
    except Exception as e:
        return [type(e).__name__, str(e)]

def parts(value):
    if isinstance(value, complex):
        return ['complex', repr(value.real), repr(value.imag)]
    return [type(value).__name__, value if isinstance(value, str) else repr(value)]

LIMIT = 0x33480
PREDICATES = ['isalpha', 'isdecimal', 'isdigit', 'isnumeric', 'isalnum', 'isupper', 'islower', 'isspace', 'isprintable', 'isidentifier']
MAPPINGS = ['upper', 'lower', 'title', 'casefold']

def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()

REPRS = ['', 'a', "it's", '"', '\'"', '\t\n\r\\\x00\x7f\x80\xa0\xad\xff', '\u0378\u200b\u2028\ud800\ue000\ufeff\uffff', '\U0001f600\U000e0001\U0010ffff', 'caf\u00e9 \u65e5\u672c']
CASED = ['\u03a3', 'a\u03a3', 'a\u03a3b', 'a\u03a3.', 'a.\u03a3 b', '\u1fb3x', '\u01c6a\u01c6', "they're o'clock", '\ufb01x \u00dfa', '\u0130i', '\u1e9e\u0149', 'hello World 3x', '\U00010428\U00010400']

print(json.dumps({
    'specs': SPECS,
    'formats': [[parts(v), [formatted(v, s) for s in SPECS]] for v in VALUES],
    'limit': LIMIT,
    'predicates': {n: digest(''.join('01'[getattr(chr(i), n)()] for i in range(LIMIT))) for n in PREDICATES},
    'mappings': {n: digest(','.join(' '.join('%x' % ord(c) for c in getattr(chr(i), n)()) for i in range(LIMIT))) for n in MAPPINGS},
    'reprs': [[s, repr(s), ascii(s)] for s in REPRS],
    'cased': [[s] + [getattr(s, n)() for n in ('upper', 'lower', 'title', 'capitalize', 'swapcase', 'casefold')] for s in CASED],
}))
