# Methods of str: case, search, count, prefixes; results and the wording of errors.

cases = """
'Hello World'.upper()
'Hello World'.lower()
'Hello World'.swapcase()
'hello wORLD'.title()
"they're bill's".title()
'hELLO'.capitalize()
'Straße'.upper()
'Straße'.casefold()
'ŉ'.upper()
'ǆ'.title()
'ΑΣ'.lower()
'ﬁn'.capitalize()
'İ'.lower()
'abcabc'.find('c')
'abcabc'.find('c', 3)
'abcabc'.find('c', 3, 5)
'abcabc'.rfind('a')
'abcabc'.find('')
'abcabc'.find('', 7)
'abcabc'.rfind('')
'abcabc'.index('z')
'abcabc'.rindex('bc', -3)
'abcabc'.rindex('z')
'aaaa'.count('aa')
'aaaa'.count('')
'aaaa'.count('a', 1, -1)
'abc'.startswith('b', 1)
'abc'.startswith(('x', 'a'))
'abc'.startswith(())
'abc'.endswith(('x', 'bc'))
'abc'.startswith(1)
'abc'.startswith(('a', 1))
'abc'.endswith([1])
'abc'.removeprefix('ab')
'abc'.removeprefix('b')
'abc'.removesuffix('bc')
'abc'.removesuffix('')
'a😀b'.find('b')
'a😀b'[1]
len('a😀b')
'a😀b'[::-1]
'abc'.find(1)
'abc'.find()
'abc'.count('a', 'b')
'abc'.upper(1)
'bc' in 'abc'
1 in 'abc'
'abc' < 'abd', 'Z' < 'a', 'a' < 'ab', '😀' > '\uffff'
'abc'.isalpha(), ''.isalpha(), 'a1'.isalpha()
'a1'.isalnum(), '١'.isdigit(), '²'.isdigit(), '²'.isdecimal(), '½'.isnumeric()
'abc'.islower(), 'aBc'.islower(), '1a'.islower(), '1'.islower()
'Abc Def'.istitle(), 'ABc'.istitle()
' \\t\\n'.isspace(), ''.isspace()
'a b'.isprintable(), 'a\\nb'.isprintable(), ''.isprintable()
'abc'.isidentifier(), '1abc'.isidentifier(), 'ünï'.isidentifier(), 'class'.isidentifier()
'abc'.isascii(), 'é'.isascii(), ''.isascii()
'abc' 'def'
'abc' * 3, 3 * 'ab', 'x' * 0, 'x' * -1
'abc' * 1.5
'abc' + 1
1 + 'abc'
'abc'[5]
'abc'.__getitem__('a')
'abc'.__getitem__(1.0)
'abc' - 'a'
-'a'
'abc'.nope
'abc'.x = 1
""".strip().splitlines()

for source in cases:
    try:
        value = eval(source)
        print(source, "->", repr(value))
    except Exception as e:
        print(source, "!!", type(e).__name__, e)

s = "abc"
try:
    s[0] = "x"
except TypeError as e:
    print(e)
try:
    del s[0]
except TypeError as e:
    print(e)
try:
    s.x = 1
except AttributeError as e:
    print(e)
