# Regular expressions over memory that changes, characters whose other case is several, and templates that are none.
import _sre
import re

data = bytearray(b"abcdefgh")
whole, end = re.search(b"[a-h]+", data), re.search(b"[e-h]+", data)
print(whole.group(), end.group())
data[:] = b"xxxxxxxx"
print(whole.group(), end.group())
data[:] = b"xyz"
print(whole.group(), end.group())
text = b"abc"
print(re.match(b".*", text).group() is text, type(re.match(b".*", bytearray(text)).group()))

data = bytearray(b"x")
matches = re.finditer(b"a", data)
for _ in range(2):
    try:
        data.extend(b"more")
    except BufferError as error:
        print(error)
    list(matches)
del matches
data.extend(b"more")
print(data)

for template in (["", -1, ""], ["", (), ""], ["", 1], []):
    try:
        print(_sre.template("", template))
    except TypeError as error:
        print(error)

print(_sre.unicode_iscased(0xFB05), _sre.unicode_iscased(0xDF), _sre.unicode_tolower(0x130), _sre.unicode_iscased(0x4E00))
print(re.match("\ufb05", "\ufb06", re.I), re.match("[\ufb04-\ufb05]", "\ufb06", re.I))
print([m.span() for m in re.finditer("^a", "aaa")], re.compile("^b").search("ab", 1), re.findall("(?m)^b", "a\nb\nb"), re.search(r"\Ab", "ab"))
# What is before the position to begin at is seen, but nothing begins there.
print(re.compile(r"\bb").search("ab", 1), re.compile(r"(?<=a)b").search("ab", 1), re.compile(r"\Bb").search("ab", 1))
print(re.compile("^b").match("ab", 1), re.compile(r"\Ab").fullmatch("ab", 1), list(re.compile("^").finditer("ab", 1)))
