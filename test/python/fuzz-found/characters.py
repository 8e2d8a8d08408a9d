# Names of characters: in literals, codecs and the module unicodedata.
import re
import unicodedata

literals = (
    r'"\N{BULLET}\N{latin small letter a}\N{HANGUL SYLLABLE GAG}\N{ALERT}\N{CJK UNIFIED IDEOGRAPH-4E00}"',
    r'f"\N{SNOWMAN}{1}\N{DIGIT ONE}"',
    r't"\N{SNOWMAN}".strings',
    r'rf"\N{1}"',
    r'b"\\N{A}"',
)
for literal in literals:
    print(ascii(eval(literal)))
for text in (r"'\N{no such}'", r"'\N{}'", r"'\N'", r"'\N{'", r"f'{1}\N{no such}'", r"'\N{LATIN CAPITAL LETTER A WITH MACRON AND GRAVE}'"):
    try:
        print(eval(text))
    except SyntaxError as e:
        print(text, e)
for data in (b"\\N{BULLET}", b"\\N{BULLET}\\N{no}", b"\\N{}", b"\\N{no", b"\\Nno", b"\\N"):
    try:
        print(data.decode("unicode_escape"))
    except UnicodeDecodeError as e:
        print(e)
print("a\u20ac\ud800\x80\U00017000\u0378\U0001f600".encode("ascii", "namereplace"))
print(re.match(r"\N{BULLET}", "\u2022"))


def attempt(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)


for c in "a\u0301\u00bd\u00b2\u0663\u4e00(\u3042\U0001f600\ufb01\n\uac01":
    for f in ("category", "bidirectional", "combining", "east_asian_width", "mirrored", "decomposition"):
        print(getattr(unicodedata, f)(c), getattr(unicodedata.ucd_3_2_0, f)(c), end=" ")
    print(*(getattr(unicodedata, f)(c, None) for f in ("decimal", "digit", "numeric", "name")))
attempt(unicodedata.name, "\n")
attempt(unicodedata.name, "ab")
attempt(unicodedata.category, "")
attempt(unicodedata.category, 1)
attempt(unicodedata.digit, "a")
attempt(unicodedata.lookup, "no such")
attempt(unicodedata.lookup, "LATIN SMALL LETTER E WITH MACRON AND ACUTE")
attempt(unicodedata.lookup, "LATIN CAPITAL LETTER A WITH MACRON AND GRAVE")
attempt(unicodedata.ucd_3_2_0.lookup, "LATIN CAPITAL LETTER A WITH MACRON AND GRAVE")
attempt(unicodedata.normalize, "NFX", "a")
attempt(unicodedata.normalize, "NFKC", "\ufb01")
attempt(unicodedata.is_normalized, "NFC", "e\u0301")
attempt(unicodedata.UCD)
named = [c for c in map(chr, range(0, 0x20000, 7)) if unicodedata.name(c, None)]
print(len(named), all(unicodedata.lookup(unicodedata.name(c)) == c for c in named))

# What tracebacks need to know of a SyntaxError, and of names.
for source in ("impotr sys", "x = 1\nfro a in b:\n  pass\n", "(", "x = [1 2]"):
    try:
        compile(source, "<source>", "exec")
    except SyntaxError as e:
        print(e._metadata)
import _suggestions

attempt(_suggestions._generate_suggestions, ["n", "x"], "nd")
attempt(_suggestions._generate_suggestions, ["abcdef"], "x")
attempt(_suggestions._generate_suggestions, ("a",), "x")
attempt(_suggestions._generate_suggestions, ["a", 1], "x")
