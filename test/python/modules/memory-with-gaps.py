# Functions of native modules take memory only in one piece.
import binascii
import zlib

gaps = memoryview(bytearray(b"noncontig"))[::-2]
whole = memoryview(bytearray(b"gtonn"))


def say(what, *args):
    try:
        print(what(*args))
    except Exception as e:
        print(type(e).__name__, e)


for name in "b2a_base64", "b2a_hex", "b2a_qp", "b2a_uu", "hexlify", "crc32", "a2b_hex", "a2b_base64", "a2b_uu", "unhexlify", "a2b_qp":
    print(name)
    say(getattr(binascii, name), gaps)
    say(getattr(binascii, name), whole)
say(binascii.crc_hqx, gaps, 0)
for name in "crc32", "adler32", "compress", "decompress":
    print(name)
    say(getattr(zlib, name), gaps)
say(zlib.compressobj().compress, gaps)
say(zlib.decompressobj().decompress, gaps)
