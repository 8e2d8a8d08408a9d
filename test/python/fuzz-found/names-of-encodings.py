# Found by the fuzzer: who asks for an encoding leaves the encoding's name, interned, to those who keep it.
import codecs
import encodings
import sys


def attempt(f, *args):
    try:
        return f(*args)
    except LookupError as e:
        return str(e)


# A name that nobody knows stays in the package's cache, and is the very string of the same value elsewhere.
name = "nobodys_encoding"
before = sys.getrefcount(name)
print(attempt("a".encode, name), "|", sys.getrefcount(name) - before, any(k is name for k in encodings._cache))
print(attempt(b"a".decode, name.upper()), "|", sys.getrefcount(name) - before)
print(attempt(codecs.lookup, name.replace("_", "-")), "|", sys.getrefcount(name) - before)
del encodings._cache[name]
print(sys.getrefcount(name) - before)

# A name that a search function knows becomes immortal, the codec lives until that function is forgotten.
seen = []
known = "somebodys_encoding"
print(sys.getrefcount(known) > 1 << 29)
found = codecs.CodecInfo(codecs.lookup("utf-8").encode, codecs.lookup("utf-8").decode, name="found")
kept = sys.getrefcount(found)


def search(asked):
    seen.append(asked is known)
    return found if asked == known else None


codecs.register(search)
print("é".encode("Somebodys-Encoding"), seen, sys.getrefcount(known) > 1 << 29, sys.getrefcount(found) - kept)
print("é".encode(known), "é".encode("SOMEBODYS ENCODING"), seen, sys.getrefcount(known) > 1 << 29, sys.getrefcount(found) - kept)
codecs.unregister(search)
print(sys.getrefcount(known) > 1 << 29, sys.getrefcount(found) - kept, known in encodings._cache)
encodings._cache.pop(known, None)
print(sys.getrefcount(known) > 1 << 29)


# While it is asked, a search function may ask for the same and may register others.
def nested(asked):
    if asked != "nested": return None
    codecs.register(second)
    if len(calls) < 2:
        calls.append(asked)
        codecs.lookup("nested")
    return found


def second(asked):
    print("second", asked)


calls = []
codecs.register(nested)
print(codecs.lookup("nested") is found, calls, sys.getrefcount(found) - kept)
codecs.unregister(nested)
print(sys.getrefcount(found) - kept)
while attempt(codecs.lookup, "nothing") and not calls.append(0) and len(calls) < 5: codecs.unregister(second)
