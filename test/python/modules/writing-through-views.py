# What is written to must be memory in one piece: a view of every other byte is refused.
import io
import struct

buffer = bytearray(8)
view = memoryview(buffer)
for target in view[::2], view[::-1], view.toreadonly(), b"12345678", 5, view[2:]:
    for write in lambda t: struct.pack_into("2s", t, 0, b"ab"), io.BytesIO(b"xyz").readinto, io.BufferedReader(io.BytesIO(b"uvw")).readinto:
        try:
            print(write(target), bytes(buffer))
        except (TypeError, BufferError) as error:
            print(type(error).__name__, error)
