# Who asks how much will come before it comes; what a decompressor gives that is flushed; sizes too large for it.
import time
import zlib


def say(what, *args):
    try:
        print(what(*args))
    except Exception as e:
        print(type(e).__name__, e)


class BadLength:
    def __iter__(self):
        print("iter")
        return iter(range(10))

    def __len__(self):
        raise RuntimeError("length")


class BadHint:
    def __iter__(self):
        print("iter")
        return iter(range(10))

    def __length_hint__(self):
        raise RuntimeError("hint")


class OddHint(BadHint):
    def __init__(self, hint):
        self.hint = hint

    def __length_hint__(self):
        return self.hint


for source in (BadLength(), BadHint(), OddHint(3), OddHint(NotImplemented), OddHint(None), OddHint(-1)):
    filled = bytearray(b"a")
    say(filled.extend, source)
    print(filled)
    say(list, source)
    say(bytearray, source)

whole = zlib.compress(b"foo")
for data in whole, whole[:-2]:
    d = zlib.decompressobj()
    say(d.decompress, data, 1)
    say(d.flush)
    say(d.flush)
    print(d.eof, d.unused_data, d.unconsumed_tail)
big = 1 << 65
say(zlib.decompress, b"", 15, big)
say(zlib.decompressobj().decompress, b"", big)
say(zlib.decompressobj().flush, big)
say(time.gmtime(0).__replace__)
