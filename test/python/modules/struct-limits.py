# Formats with large counts, and what the module struct says of wrong calls.
import struct
import sys


def attempt(f, *args, **keywords):
    try:
        print(f(*args, **keywords))
    except (struct.error, TypeError, IndexError, OverflowError) as error:
        print(type(error).__name__, error)


for format in ("{}x{}x", "{}?s", "{}?p", "{}b{}H", "{}d"):
    attempt(struct.calcsize, format.format(sys.maxsize, sys.maxsize))
attempt(struct.calcsize, "99999999999999999999b")
print(struct.calcsize("1000000000c"), struct.calcsize("100000000i"))
attempt(struct.pack, "1000000000c", b"x")
attempt(struct.unpack, "1000000000c", b"x")
print(struct.pack("3h0i2s0s", 1, 2, 3, b"ab", b""), struct.unpack("3h0i2s0s", struct.pack("3h0i2s0s", 1, 2, 3, b"ab", b"")))
print(sum(struct.unpack("5000B", struct.pack("5000B", *[7] * 5000))))

packer = struct.Struct("21s")
buffer = bytearray(30)
for arguments in [
    (),
    (buffer,),
    (buffer, 0),
    (buffer, "a", b"x"),
    (buffer, None, b""),
    (buffer, 0, 1),
    (b"ro", 0, b"x"),
    (5, 0, b"x"),
    (buffer, -1, b"x"),
    (buffer, -40, b"x"),
    (buffer, 2**70, b"x"),
    (buffer, 5, b"x"),
]:
    attempt(packer.pack_into, *arguments)
attempt(struct.pack_into)
attempt(struct.pack_into, "i")
for f in struct.pack, packer.pack, struct.pack_into, packer.pack_into:
    attempt(f, "i", x=1)
attempt(print, 0, sep=1, end=2, file=3, flush=4, foo=5)
