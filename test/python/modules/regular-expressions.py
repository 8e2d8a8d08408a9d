# re over the native engine, and modules that need it.
import re
def t(f, *a, **k):
    try: r = f(*a, **k); print(repr(r))
    except BaseException as e: print(type(e).__name__, '|', e)
print(re.match(r'(\w+) (\w+)', 'Hello World!').groups(), re.search('o', 'Hello').span(), re.findall(r'\d+', 'a1b22c333'), re.sub(r'(\w)(\d)', r'\2\1', 'a1 b2'), re.split(r'[,;]\s*', 'a, b;c'), re.fullmatch('a+', 'aaab'))
m = re.match(r'(?P<x>a)(?P<y>b)?(c)', 'ac'); print(m, m.groupdict(), m.groups(), m.groups('z'), m.lastindex, m.lastgroup, m.regs, m['x'], m[3], m.group(1,3), m.start('x'), m.end(2), m.span(3), m.string, m.re, m.pos, m.endpos, m.expand(r'\1-\3'))
t(lambda: m[5]); t(lambda: m['q']); t(re.match, 'a', 3); t(re.match, b'a', 'a'); t(re.match, 'a', b'a'); t(re.compile, '('); t(re.compile, 'a**'); t(re.compile, '[z-a]'); t(re.compile, r'\q')
print(re.compile('a', re.I|re.M), re.compile(b'a'), re.compile('a', re.A), re.compile('(?P<n>a)').groupindex, re.compile('a').flags, re.compile('(a)(b)').groups)
print(re.sub('x*', '-', 'abxd'), re.split('x*', 'axbc'), re.findall('x*', 'axb'), re.findall(r'\b', 'ab cd'), [m.span() for m in re.finditer('a|', 'banana')], re.subn('a', 'b', 'aaa', count=2), re.sub('a', lambda m: m.group().upper(), 'banana'), re.split('(a)', 'banana'), re.split('a', 'banana', maxsplit=1))
print(re.findall(r'(a)(b)?', 'abaa'), re.findall('(a)|b', 'ab'), re.findall(b'a', b'banana'), re.sub(b'a', b'x', b'banana'))
print(re.match(r'(a+)+$', 'a'*20), re.match(r'(?:(a)|b)*', 'abab').groups(), re.match('(a|ab)(c|bcd)(d*)', 'abcd').groups(), re.match(r'(.*?)x', 'abxcx').group(1), re.match(r'a{2,3}', 'aaaa'), re.match('a{2,3}?', 'aaaa'), re.match('(ab){2}', 'abab'), re.match('(?:ab)*?c', 'ababc'))
print(re.search(r'(?<=a)b', 'ab'), re.search(r'(?<!a)b', 'ab cb'), re.match(r'a(?=b)', 'ab'), re.match('a(?!b)', 'ab'), re.match(r'(a)?(?(1)b|c)', 'ab'), re.match(r'(a)?(?(1)b|c)', 'c'), re.match(r'(\w)\1', 'aa'), re.match(r'(?i)(\w)\1', 'aA'), re.match(r'(?>a+)a', 'aaa'), re.match('a++b', 'aaab'), re.match('(?:ab)++c', 'ababc'), re.match('a?+a','a'))
print(re.findall('^a', 'a\na', re.M), re.findall('a$', 'a\na\n'), re.findall('a$', 'a\na\n', re.M), re.match('.', '\n'), re.match('.', '\n', re.S), re.findall(r'\Aa|a\Z', 'aba'), re.match(r'''a  # comment
 b''', 'ab', re.X))
print(re.findall('[a-c]', 'abcd'), re.findall('[^a-c]', 'abcd'), re.findall(r'[\w-]', 'a-b c'), re.findall('[а-я]+', 'привет мир'), re.findall(r'\w+', 'naïve café'), re.findall(r'(?a)\w+', 'naïve'), re.findall('(?i)STRASSE|é', 'strasse É'), re.findall('[\U0001F600-\U0001F64F]', 'a😀b'), re.search('b', 'a😀b').span(), re.findall(r'\d', '١٢'), re.findall('(?i)[à-ü]', 'ÀÉ'), re.findall('(?i)k', 'kK\u212a'))
print(re.escape('a.b*c'), re.purge(), re.sub(r'(?P<a>x)', r'[\g<a>\g<1>\g<0>]', 'x'), re.sub('a', r'\n', 'a'), re.sub('a', '\\\\', 'a')); t(re.sub, 'a', r'\2', 'a'); t(re.sub, 'a', r'\g<q>', 'a'); t(re.sub, 'a', 3, 'a'); t(re.sub, 'a', lambda m: 3, 'a')
p = re.compile('b'); print(p.search('abab', 2), p.match('abab', 1), p.findall('abab', 0, 2), p.sub('x', 'abab'), p == re.compile('b'), hash(p) == hash(re.compile('b')), p.pattern, bool(m), list(map(str, p.finditer('abb'))))
sc = re.compile(r'\w').scanner('ab'); print(sc.match(), sc.match(), sc.match())
print(re.match(r'(?:a|b)*', 'ab'*50000).end(), len(re.findall('a.', 'ab'*20000)), re.match('(?:(?:a?)*)*b', 'aaab'), re.match(r'((a)|(b))*', 'ab').groups(), re.match(r'(a)|b', 'b').lastindex, re.match(r'((a))', 'a').lastindex)
import textwrap, string, json
print(textwrap.wrap('the quick brown fox jumps', 10), textwrap.dedent('  a\n  b'), textwrap.fill('aaa bbb ccc', 7), string.Template('$a ${b}').substitute(a=1, b=2))
print(json.dumps({'a': [1, 2.5, None, True, 'é"']}), json.loads('{"a": [1, 2.5, null, true, "\\u00e9"]}'), json.dumps([1,{'b':2}], indent=2, sort_keys=True))
t(json.loads, '{'); t(json.loads, '[1,]')
from dataclasses import dataclass, field, asdict, replace
@dataclass(order=True)
class D:
    a: int
    b: list = field(default_factory=list)
    c: 'str' = 'x'
print(D(1), D(1) < D(2), D(1) == D(1), asdict(D(1,[2])), replace(D(1), a=5)); t(D)
@dataclass(frozen=True, slots=True)
class F: x: int = 3
t(setattr, F(), 'x', 4); print(hash(F()) == hash(F()), F.__slots__)
