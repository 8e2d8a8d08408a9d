# BufferError: Existing exports of data: object cannot be re-sized. Who exports?
# why: data
data = bytearray(b"x" * 10)
view = memoryview(data)[2:4]
